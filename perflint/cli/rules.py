"""`perflint rules`: lists the rules and the check kinds; writing and testing them are modules of their own."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from perflint.cli import options as shared
from perflint.cli.help import BilingualCommand, BilingualGroup
from perflint.cli.language import Session
from perflint.cli.output import emit
from perflint.errors import Message
from perflint.report.parse_text import aligned
from perflint.report.safe import visible

SUMMARY = Message("列出、编写、试验规则", "list, write and try rules")
_SUMMARIES = {
    "list": Message("列出规则", "list the rules"),
    "new": Message("写一个新规则文件的模板", "write the template of a new rule file"),
    "test": Message("运行规则文件中的例子", "run the examples of rule files"),
    "kinds": Message("列出检查种类", "list the check kinds"),
}
_LIST = Message(
    "列出全部规则：代码、名称、级别、组合、标题；行首 * 表示按当前配置和选项会用到。",
    "List all rules: code, name, severity, profile, title; * marks those that the options and configuration select.",
)
_KINDS = Message(
    "列出检查种类：名称、对象、用途，插件给出的也在内。perflint explain 种类 说明其中一种。",
    "List the check kinds, those of plugins included: name, scopes, what it does. perflint explain KIND says all of "
    "one.",
)


@click.command("list", cls=BilingualCommand, message=_LIST)
@shared.profile_option
@shared.select_option
@shared.ignore_option
@shared.rules_option
@shared.config_option
@shared.pack_option
@shared.lang_option
@click.pass_obj
def _list(session: Session, /, **given: Any) -> int:
    from perflint import api

    config = shared.read_config(session, given["config_path"], given["packs"])
    book = api.rulebook(shared.build(session, config, given))
    rows = [
        [
            "*" if rule.code in book.selected else "-",
            rule.code,
            rule.name,
            rule.severity,
            rule.profile,
            visible(rule.title.in_language(session.lang)),
        ]
        for rule in book.rules
    ]
    emit("".join(line + "\n" for line in aligned(rows)))
    return 0


@click.command("kinds", cls=BilingualCommand, message=_KINDS)
@shared.lang_option
@click.pass_obj
def _kinds(session: Session, /) -> int:
    from perflint.checks import kind_names
    from perflint.report.kinds import render_kinds
    from perflint.report.view import View
    from perflint.rulebook.reference import kind_reference

    found = [reference for name in kind_names() if (reference := kind_reference(name)) is not None]
    emit(render_kinds(found, View(session.lang)))
    return 0


def _load(name: str) -> click.Command:
    here = {"list": _list, "kinds": _kinds}
    if name in here:
        return here[name]
    command: click.Command = import_module(f"perflint.cli.rules_{name}").command
    return command


@click.group(
    "rules",
    cls=BilingualGroup,
    message=SUMMARY,
    summaries=_SUMMARIES,
    load=_load,
    invoke_without_command=True,
)
@shared.lang_option
@click.pass_context
def command(ctx: click.Context) -> int:
    """The group; alone it lists."""
    if ctx.invoked_subcommand is not None:
        return 0
    return int(ctx.invoke(_list, select=(), ignore=(), rules_dirs=(), packs=()))
