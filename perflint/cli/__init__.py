"""The command line: `perflint` and its commands, each in a module of its own that is loaded when it is called."""

from __future__ import annotations

import errno
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from perflint import collector
from perflint.cli.help import BilingualGroup, option
from perflint.cli.language import Session, session_for, translate
from perflint.cli.options import lang_option
from perflint.cli.output import complain, emit, prepare_streams
from perflint.errors import DefinitionError, Message, PerflintError
from perflint.version import __version__

_MESSAGE = Message("检查绩效目标表和绩效自评表。", "A linter for Chinese budget performance tables.")
COMMANDS = {
    "check": Message("检查绩效目标表和绩效自评表", "check performance tables"),
    "parse": Message("显示读出的表、项目和指标", "show what was understood of the tables"),
    "baseline": Message("把现有问题记为已知，此后只报告新的", "write down what is known, to report new findings only"),
    "compare": Message("比较两稿：已改正、仍存在、新出现", "compare two drafts: mended, still there, new"),
    "rules": Message("列出、编写、试验规则", "list, write and try rules"),
    "explain": Message("说明一条规则或一个检查种类", "explain a rule or a check kind"),
    "schema": Message("输出 JSON Schema", "print a JSON Schema"),
    "config": Message("显示生效的配置", "show the configuration that holds here"),
    "cache": Message("查看、清空以前检查结果的缓存", "where results of earlier checks are kept; clear it"),
    "completion": Message("输出 shell 补全脚本", "print the script that completes in a shell"),
    "lsp": Message("供编辑器使用的语言服务器", "the language server for editors"),
    "doctor": Message("查看本机能读哪些格式、缺少什么", "see which formats are ready here, and what is missing"),
}
_WRONG, _INTERRUPTED = 2, 130


def _load(name: str) -> click.Command:
    command: click.Command = import_module(f"perflint.cli.{name}").command
    return command


class Root(BilingualGroup):
    """The whole command line: every error becomes one sentence in the user's language and a status."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run the arguments and leave with the exit status, or return it where `standalone_mode` is false."""
        prepare_streams()
        session = session_for(sys.argv[1:] if args is None else args)
        try:
            # Given no arguments, click takes them from the process and expands * on Windows.
            status = super().main(args, prog_name or "perflint", complete_var, False, obj=session, **extra)
        except (Exception, KeyboardInterrupt) as error:
            status = _failed(error, session)
        if standalone_mode:
            sys.exit(status)
        return status


def _failed(error: BaseException, session: Session) -> int:
    """Say what went wrong; the exit status."""
    if isinstance(error, click.Abort | KeyboardInterrupt):
        return _INTERRUPTED
    if isinstance(error, DefinitionError):
        # Each of its lines begins with a file's name.
        complain(error.message.in_language(session.lang))
        return _WRONG
    if isinstance(error, PerflintError):
        message = error.message
    elif isinstance(error, click.ClickException):
        message = translate(error)
    elif isinstance(error, OSError):
        if error.errno == errno.EPIPE:
            return 0
        reason = error.strerror or str(error)
        message = Message(f"系统报告：{reason}", f"the system says: {reason}")
    else:
        import traceback

        complain("".join(traceback.format_exception(error)).rstrip())
        message = Message("perflint 内部出错，请附上以上信息报告", "perflint failed; please report the lines above")
    prefix = Message("错误：", "error: ").in_language(session.lang)
    complain(prefix + message.in_language(session.lang))
    return _WRONG


def _print_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        emit(f"perflint {__version__}\n")
        ctx.exit()


@click.group("perflint", cls=Root, message=_MESSAGE, summaries=COMMANDS, load=_load, invoke_without_command=True)
@option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    zh="显示版本",
    en="show the version",
)
@lang_option
@click.pass_context
def cli(ctx: click.Context) -> int:
    """The root; alone it shows how it is used."""
    if ctx.invoked_subcommand is not None:
        return 0
    complain(ctx.get_help())
    return _WRONG


def main(args: Sequence[str] | None = None) -> None:
    """The entry point of the program: runs the given arguments, or the process's own, and exits."""
    collector.relax()
    try:
        cli.main(args)
    finally:
        collector.leave()


__all__ = ["COMMANDS", "cli", "main"]
