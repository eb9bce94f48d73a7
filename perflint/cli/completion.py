"""`perflint completion`: the script by which a shell completes commands, options, rules and formats."""

from __future__ import annotations

import click

from perflint.cli import options as shared
from perflint.cli.help import BilingualCommand, one_of
from perflint.cli.language import Session
from perflint.cli.output import emit
from perflint.errors import Message

VARIABLE = "_PERFLINT_COMPLETE"
SHELLS = ("bash", "zsh", "fish")
_MESSAGE = Message(
    "输出 shell 的补全脚本，补全命令、选项、规则和格式。\n"
    'bash：在 ~/.bashrc 中写 eval "$(perflint completion bash)"；'
    'zsh：在 ~/.zshrc 中写 eval "$(perflint completion zsh)"；'
    "fish：perflint completion fish > ~/.config/fish/completions/perflint.fish。",
    "Print the script by which a shell completes commands, options, rules and formats.\n"
    'bash: eval "$(perflint completion bash)" in ~/.bashrc; '
    'zsh: eval "$(perflint completion zsh)" in ~/.zshrc; '
    "fish: perflint completion fish > ~/.config/fish/completions/perflint.fish.",
)


@click.command("completion", cls=BilingualCommand, message=_MESSAGE)
@click.argument("shell", callback=one_of(*SHELLS), metavar="|".join(SHELLS))
@shared.lang_option
@click.pass_obj
def command(session: Session, /, shell: str) -> int:
    """Print the script; the language does not matter to it."""
    from click.shell_completion import ShellComplete, get_completion_class

    from perflint.cli import cli

    kind = get_completion_class(shell)
    assert kind is not None
    # Not the class's own method: that of bash starts a bash to ask for its version.
    emit(ShellComplete.source(kind(cli, {}, "perflint", VARIABLE)), machine=True)
    return 0
