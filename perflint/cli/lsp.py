"""`perflint lsp`: the language server, for editors to start."""

from __future__ import annotations

import click

from perflint.cli.help import BilingualCommand, one_of, option
from perflint.cli.language import Session
from perflint.cli.options import lang_option
from perflint.errors import Message

LEVELS = ("error", "warning", "info", "debug")
_MESSAGE = Message(
    "语言服务器：由编辑器启动，经标准输入和标准输出通信，边写边检查表格、规则文件和配置。\n"
    "各编辑器的设置见 docs/editors.md。",
    "The language server: editors start it and speak to it over standard input and output; it checks tables, "
    "rule files and configurations while they are written.\n"
    "docs/editors.md tells how editors are set up.",
)


@click.command("lsp", cls=BilingualCommand, message=_MESSAGE)
@option(
    "--stdio",
    is_flag=True,
    zh="经标准输入输出通信，也只有这一种",
    en="speak over standard streams; the only way there is",
)
@option(
    "--log-level",
    metavar="|".join(LEVELS),
    callback=one_of(*LEVELS),
    default="warning",
    zh="写到标准错误的日志从哪一级起，默认 warning",
    en="from which level lines are logged to standard error; warning by default",
)
@lang_option
@click.pass_obj
def command(session: Session, /, stdio: bool, log_level: str) -> int:
    """Serve until the client leaves."""
    # Only here: the protocol's types take longer to load than all of perflint.
    from perflint.lsp.server import serve

    return serve(session.lang if session.chosen else None, log_level)
