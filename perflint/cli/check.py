"""`perflint check`: look for faults in files and folders."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from perflint import collector
from perflint.cli import options as shared
from perflint.cli.help import BilingualCommand, option
from perflint.cli.inputs import NO_TABLE, deliver, from_stdin, read_stdin, without_reports
from perflint.cli.language import Session
from perflint.cli.output import append_file, colours, complain
from perflint.cli.progress import Progress
from perflint.cli.streamed import may_stream, write_streamed
from perflint.cli.timed import with_timing
from perflint.errors import Message, UsageError
from perflint.model import Result
from perflint.model.results import SEVERITIES
from perflint.report import BARE, MACHINE_FORMATS, REPORTERS, SKETCHED, View, plugin_formats, render
from perflint.timing import stage

if TYPE_CHECKING:
    from perflint.api import Checker

_MESSAGE = Message(
    "检查绩效目标表和绩效自评表，指出会被退回修改的问题。PATHS 为文件或文件夹，默认为当前文件夹，- 为标准输入。\n"
    "退出码：0 没有达到 --fail-level 的问题；1 有；2 用法、配置或规则有误，没有可读取的表，或有文件、规则失败。",
    "Check performance-target and self-evaluation tables. PATHS are files or folders, the current folder by default, "
    "- for standard input.\n"
    "Exit status: 0 nothing at or above --fail-level; 1 findings; 2 wrong use, configuration or rules, no table to "
    "read, or a file or a rule that failed.",
)


def exit_code(result: Result, fail_level: str, exit_zero: bool, without_tables: bool = False) -> int:
    """0 clean, 1 findings at or above the level, 2 where the run itself cannot be trusted.

    `without_tables` takes files for clean that hold no table: a hook is given whatever was changed.
    """
    unreadable = any(file.status == "unreadable" for file in result.files)
    failed = any(outcome.status == "failed" for outcome in result.outcomes)
    if unreadable or failed or not (without_tables or any(file.tables for file in result.files)):
        return 2
    counted = SEVERITIES[: SEVERITIES.index(fail_level) + 1] if fail_level in SEVERITIES else SEVERITIES
    found = any(getattr(result.tally, severity) for severity in counted)
    found = found or (bool(result.notices) and "warning" in counted)
    return 1 if found and not exit_zero else 0


@click.command("check", cls=BilingualCommand, message=_MESSAGE)
@click.argument("paths", nargs=-1, metavar="[PATHS]…", type=click.Path())
@shared.format_option(tuple(REPORTERS))
@shared.profile_option
@shared.select_option
@shared.ignore_option
@shared.rules_option
@shared.config_option
@shared.pack_option
@shared.year_option
@shared.fail_level_option
@shared.ignore_file_option
@shared.baseline_option
@option("--exit-zero", is_flag=True, zh="有问题也返回 0（2 不变）", en="0 in place of 1 (2 stays)")
@option("--allow-no-table", is_flag=True, zh="没有表也不算错", en="files without any table are no fault")
@option(
    "--watch",
    is_flag=True,
    zh="文件有改动就重新检查，Ctrl-C 结束",
    en="check again whenever a file changes, until Ctrl-C",
)
@option("--fix", is_flag=True, zh="改正无须判断的问题，再报告其余的", en="mend what needs no decision, report the rest")
@option("--diff", is_flag=True, zh="只显示 --fix 会怎样改", en="show what --fix would change, and write nothing")
@shared.template_option
@option("--show-outcomes", is_flag=True, zh="列出资料不足而未判断之处", en="list what could not be judged")
@option("--statistics", is_flag=True, zh="按规则列出数量，不逐条列出", en="counts by rule in place of the findings")
@option("--timing", is_flag=True, zh="最后说明各阶段、各规则用时", en="say where the time went: stages and rules")
@shared.jobs_option
@shared.cache_option
@shared.limit_option
@shared.stdin_option
@shared.lang_option
@click.pass_obj
def command(session: Session, /, paths: tuple[str, ...], **given: Any) -> int:
    """Check and report; the exit status is returned."""
    stdin_name = from_stdin(paths, given["stdin_filename"])
    alone = next((f"--{name}" for name in ("watch", "fix", "diff") if given[name]), None)
    if stdin_name is not None and alone is not None:
        raise UsageError(f"{alone} 不能用于标准输入", f"{alone} does not go with standard input")
    if not given["watch"]:
        return _once(session, paths, stdin_name, given)
    from perflint.cli.watch import watch

    return watch(session, paths, given, partial(_once, session, paths, None, given))


def _once(session: Session, paths: Sequence[str | Path], stdin_name: str | None, given: dict[str, Any]) -> int:
    """One run, from the configuration to the exit status."""
    # Only here: `perflint --help` and wrong options need no rules and no dictionary.
    from perflint import api

    wanted = shared.targets(given["formats"], tuple(REPORTERS), plugin_formats)
    config = shared.read_config(session, given["config_path"], given["packs"])
    template = shared.read_template(given["template"], wanted)
    options = without_reports(shared.build(session, config, given), wanted)
    formats = {target.format for target in wanted}
    options = replace(options, sketch=not formats.isdisjoint(SKETCHED), context=not formats <= BARE)
    chosen: Sequence[str | Path] = paths or (".",)
    if given["fix"] or given["diff"]:
        from perflint.cli import mend

        with Progress(session.lang) as progress:
            fixed = list(api.fix_paths(chosen, options, progress))
        if given["diff"]:
            return mend.show(fixed, session.lang)
        copies = mend.write(fixed, session.lang)
        chosen = [copies.get(api.shown_path(path), path) for path in api.found(chosen, options)]
    fail_level = given["fail_level"] or config.fail_level or "error"
    view = View(session.lang, False, given["show_outcomes"], given["statistics"], fail_level, *template)
    if stdin_name is not None:
        run = partial(_of_stdin, read_stdin(options), stdin_name, wanted, view)
    else:
        run = partial(_of_paths, chosen, wanted, view)
    checker = api.Checker.of(options, in_lines=stdin_name is None and may_stream(wanted))
    collector.settle()
    result = with_timing(checker, view, run) if given["timing"] else run(checker)
    if not any(file.tables or file.status == "unreadable" for file in result.files) and not given["allow_no_table"]:
        complain(NO_TABLE.in_language(session.lang))
    return exit_code(result, fail_level, given["exit_zero"], given["allow_no_table"])


def _of_stdin(data: bytes, name: str, wanted: Sequence[shared.Target], view: View, checker: Checker) -> Result:
    """Check what came by standard input, and report it."""
    result = checker.check(data, name)
    with stage("report"):
        _report(result, wanted, view, read_from_disk=False)
    return result


def _of_paths(paths: Sequence[str | Path], wanted: Sequence[shared.Target], view: View, checker: Checker) -> Result:
    """Check what lies at the paths and report it, meanwhile where that can be."""
    with Progress(view.lang) as progress:
        if may_stream(wanted):
            return write_streamed(checker, paths, wanted[0], view, progress)
        result = checker.over(paths, progress)
    with stage("report"):
        _report(result, wanted, view, read_from_disk=True)
    return result


def _report(result: Result, wanted: Sequence[shared.Target], view: View, read_from_disk: bool) -> None:
    """Write every report that was asked for."""
    machine = MACHINE_FORMATS | {target.format for target in wanted if target.format not in REPORTERS}
    reports = []
    for target in wanted:
        painted = target.file is None and target.format not in machine and colours(sys.stdout)
        reports.append((target, render(target.format, result, replace(view, colour=painted))))
    deliver(reports, [file.path for file in result.files] if read_from_disk else [], machine)
    if any(target.format == "github" for target in wanted):
        _summarise(result, view)


def _summarise(result: Result, view: View) -> None:
    """Add to the summary page of the step, where GitHub Actions names a file for it."""
    from perflint.report.github import SUMMARY_VARIABLE, step_summary

    file = os.environ.get(SUMMARY_VARIABLE)
    if file:
        append_file(Path(file), step_summary(result, view))
