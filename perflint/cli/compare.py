"""`perflint compare`: two drafts or two years side by side: what was mended, what is still there, what is new."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Any

import click

from perflint.cli import options as shared
from perflint.cli.check import exit_code
from perflint.cli.help import BilingualCommand, option
from perflint.cli.inputs import deliver
from perflint.cli.language import Session
from perflint.cli.output import colours
from perflint.cli.progress import Progress
from perflint.errors import Message
from perflint.report import MACHINE_FORMATS, View

_MESSAGE = Message(
    "检查 OLD 和 NEW（文件或文件夹，如申报稿和修改稿、上年和本年），列出已改正、仍存在和新出现的问题。"
    "行移动、文件改名、项目名称中的年度变化都不影响。\n"
    "退出码：0 没有新出现的、达到 --fail-level 的问题；1 有；2 用法或配置有误，没有表，或有文件无法读取。",
    "Check OLD and NEW (files or folders: a draft and its revision, last year and this year) and list what was mended, "
    "what is still there and what is new. Moved rows, renamed files and years in a project's name do not matter.\n"
    "Exit status: 0 nothing new at or above --fail-level; 1 something is; 2 wrong use or configuration, no table, or a "
    "file that could not be read.",
)


@click.command("compare", cls=BilingualCommand, message=_MESSAGE)
@click.argument("old", metavar="OLD", type=click.Path())
@click.argument("new", metavar="NEW", type=click.Path())
@shared.format_option(("text", "json"))
@shared.profile_option
@shared.select_option
@shared.ignore_option
@shared.rules_option
@shared.config_option
@shared.pack_option
@shared.fail_level_option
@shared.ignore_file_option
@option("--exit-zero", is_flag=True, zh="有新问题也返回 0（2 不变）", en="0 in place of 1 (2 stays)")
@shared.jobs_option
@shared.limit_option
@shared.lang_option
@click.pass_obj
def command(session: Session, /, old: str, new: str, **given: Any) -> int:
    """Check both and compare; the exit status is returned."""
    from perflint import api
    from perflint.report.compared import render_comparison, render_comparison_json
    from perflint.suppress import compare

    wanted = shared.targets(given["formats"], ("text", "json"))
    config = shared.read_config(session, given["config_path"], given["packs"])
    # A baseline would hide what is still there.
    options = replace(shared.build(session, config, given), baseline=None)
    with Progress(session.lang) as progress:
        before, after = (api.check_paths((path,), options, progress) for path in (old, new))
    comparison = compare(before.diagnostics, after.diagnostics)
    reports = []
    for target in wanted:
        view = View(session.lang, target.file is None and target.format == "text" and colours(sys.stdout))
        text = render_comparison(comparison, view) if target.format == "text" else render_comparison_json(comparison)
        reports.append((target, text))
    deliver(reports, [file.path for run in (before, after) for file in run.files], MACHINE_FORMATS)
    # What a silencer of the new tables lacks is said by `check`, and is nothing new.
    fresh = replace(after, diagnostics=comparison.new, notices=())
    level = given["fail_level"] or config.fail_level or "error"
    return max(exit_code(fresh, level, given["exit_zero"]), exit_code(before, level, True))
