"""`perflint cache`: where results of earlier checks are kept, and how to be rid of them."""

from __future__ import annotations

import click

from perflint.cli import options as shared
from perflint.cli.groups import group_of
from perflint.cli.help import BilingualCommand
from perflint.cli.language import Session
from perflint.cli.output import complain, emit
from perflint.errors import Message

_MESSAGE = Message(
    "以前的检查结果按文件内容、规则、选项和版本留在缓存中，内容没有变的文件不再检查。",
    "What earlier checks found is kept by content, rules, options and version; a file that has not changed is not "
    "checked again.",
)
_CLEAR = Message("删除缓存中的全部内容", "take out all that is kept")
_DIR = Message("显示缓存文件夹", "show the folder")
_SUMMARIES = {"clear": _CLEAR, "dir": _DIR}
_OFF = Message(
    "缓存已关闭（环境变量 PERFLINT_CACHE_DIR 为空，或没有用户文件夹）",
    "the cache is switched off (PERFLINT_CACHE_DIR is empty, or the user has no folder)",
)


@click.command("clear", cls=BilingualCommand, message=_CLEAR)
@shared.lang_option
@click.pass_obj
def _clear(session: Session, /) -> int:
    from perflint.cache import clear

    files, size = clear()
    told = Message(f"删去 {files} 个文件，{size / 2**20:.1f} MB", f"{files} files taken out, {size / 2**20:.1f} MB")
    complain(told.in_language(session.lang))
    return 0


@click.command("dir", cls=BilingualCommand, message=_DIR)
@shared.lang_option
@click.pass_obj
def _dir(session: Session, /) -> int:
    from perflint.yamldata.store import cache_dir

    folder = cache_dir()
    if folder is None:
        complain(_OFF.in_language(session.lang))
        return 0
    emit(f"{folder}\n")
    return 0


command = group_of("cache", _MESSAGE, _SUMMARIES, {"clear": _clear, "dir": _dir})
