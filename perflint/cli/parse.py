"""`perflint parse`: show what was understood of files and folders."""

from __future__ import annotations

import sys
from typing import Any

import click

from perflint.cli import options as shared
from perflint.cli.help import BilingualCommand
from perflint.cli.inputs import NO_TABLE, deliver, from_stdin, read_stdin, without_reports
from perflint.cli.language import Session
from perflint.cli.output import colours, complain
from perflint.cli.progress import Progress
from perflint.errors import Message
from perflint.report import MACHINE_FORMATS, PARSE_REPORTERS, View

_MESSAGE = Message(
    "显示从文件中读出的表、项目和指标，用来核对读取是否正确。PATHS 为文件或文件夹，默认为当前文件夹，- 为标准输入。\n"
    "退出码：0 有表；2 用法或配置有误，没有表，或有文件无法读取。",
    "Show the tables, projects and indicators that were understood. PATHS are files or folders, the current folder by "
    "default, - for standard input.\n"
    "Exit status: 0 tables were found; 2 wrong use or configuration, no table, or a file that could not be read.",
)


@click.command("parse", cls=BilingualCommand, message=_MESSAGE)
@click.argument("paths", nargs=-1, metavar="[PATHS]…", type=click.Path())
@shared.format_option(tuple(PARSE_REPORTERS))
@shared.config_option
@shared.pack_option
@shared.jobs_option
@shared.limit_option
@shared.stdin_option
@shared.lang_option
@click.pass_obj
def command(session: Session, /, paths: tuple[str, ...], **given: Any) -> int:
    """Parse and report; the exit status is returned."""
    # Only here: `perflint --help` and wrong options need no rules and no dictionary.
    from perflint import api

    stdin_name = from_stdin(paths, given["stdin_filename"])
    wanted = shared.targets(given["formats"], tuple(PARSE_REPORTERS))
    config = shared.read_config(session, given["config_path"], given["packs"])
    options = without_reports(shared.build(session, config, given), wanted)
    if stdin_name is not None:
        files = api.parse_archive(read_stdin(options), stdin_name, options)
    else:
        with Progress(session.lang) as progress:
            files = api.parse_paths(paths or (".",), options, progress)
    reports = []
    for target in wanted:
        painted = target.file is None and target.format not in MACHINE_FORMATS and colours(sys.stdout)
        reports.append((target, PARSE_REPORTERS[target.format](files, View(session.lang, painted))))
    deliver(reports, [] if stdin_name is not None else [file.path for file in files], MACHINE_FORMATS)
    shown = any(target.file is None and target.format == "text" for target in wanted)
    for file in files:
        if file.error is not None and not shown:
            complain(f"{file.path}: {file.error.in_language(session.lang)}")
    if any(file.parsed is None for file in files):
        return 2
    if not any(file.parsed.tables for file in files if file.parsed is not None):
        complain(NO_TABLE.in_language(session.lang))
        return 2
    return 0
