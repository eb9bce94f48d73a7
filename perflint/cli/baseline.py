"""`perflint baseline`: write down what is known, so that `check --baseline` reports new findings only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from perflint.cli import options as shared
from perflint.cli.groups import group_of
from perflint.cli.help import BilingualCommand, option
from perflint.cli.inputs import deliver
from perflint.cli.language import Session
from perflint.cli.options import Target
from perflint.cli.output import complain
from perflint.cli.progress import Progress
from perflint.errors import Message

F = TypeVar("F", bound=Callable[..., Any])
_DEFAULT = "perflint-baseline.json"
_MESSAGE = Message(
    "把现有问题记为已知（基线），此后 check --baseline 只报告新问题。",
    "Write down what is known (a baseline); check --baseline then reports new findings only.",
)
_SUMMARIES = {
    "write": Message("检查并写下全部现有问题", "check and write down all that is found"),
    "prune": Message("从基线中删去已改正的问题", "take out of the baseline what was mended"),
}
_WRITE = Message(
    "检查 PATHS（默认为当前文件夹），把找到的问题全部写入基线文件。基线按问题的内容识别，行移动、文件改名都不影响。",
    "Check PATHS (the current folder by default) and write all findings into the baseline. They are known by what they "
    "say: moved rows and renamed files do not matter.",
)
_PRUNE = Message(
    "检查 PATHS（默认为当前文件夹），从基线文件中删去已经不存在的问题。请检查与写入时相同的文件。",
    "Check PATHS (the current folder by default) and take out of the baseline what is no longer found. Check the same "
    "files as when it was written.",
)


def _checking(command: F) -> F:
    """The options by which a check goes."""
    for add in (
        shared.lang_option,
        shared.limit_option,
        shared.jobs_option,
        shared.ignore_file_option,
        shared.year_option,
        shared.pack_option,
        shared.config_option,
        shared.rules_option,
        shared.ignore_option,
        shared.select_option,
        shared.profile_option,
        option(
            "--baseline",
            "file",
            metavar="FILE",
            zh=f"基线文件；默认为配置中的 baseline，否则 {_DEFAULT}",
            en=f"the baseline; the configuration's by default, else {_DEFAULT}",
        ),
    ):
        command = add(command)
    return command


@click.command("write", cls=BilingualCommand, message=_WRITE)
@click.argument("paths", nargs=-1, metavar="[PATHS]…", type=click.Path())
@_checking
@click.pass_obj
def _write(session: Session, /, paths: tuple[str, ...], **given: Any) -> int:
    from perflint.suppress.baseline import baseline_of

    file, result = _checked(session, paths, given)
    baseline = baseline_of(result.diagnostics)
    _save(file, baseline.document(), [report.path for report in result.files])
    known = sum(baseline.counts.values())
    _say(session, f"{file.as_posix()}：记下 {known} 处问题", f"{file.as_posix()}: {known} findings written down")
    return _status(result)


@click.command("prune", cls=BilingualCommand, message=_PRUNE)
@click.argument("paths", nargs=-1, metavar="[PATHS]…", type=click.Path())
@_checking
@click.pass_obj
def _prune(session: Session, /, paths: tuple[str, ...], **given: Any) -> int:
    from perflint.suppress.baseline import pruned, read_baseline

    file, result = _checked(session, paths, given)
    before = read_baseline(file)
    after = pruned(before, result.diagnostics)
    _save(file, after.document(), [report.path for report in result.files])
    left = sum(after.counts.values())
    gone = sum(before.counts.values()) - left
    shown = file.as_posix()
    _say(session, f"{shown}：删去 {gone} 处，还剩 {left} 处", f"{shown}: {gone} taken out, {left} left")
    return _status(result)


def _checked(session: Session, paths: tuple[str, ...], given: dict[str, Any]) -> tuple[Path, Any]:
    """The baseline's file, and the result of a check without any baseline."""
    from dataclasses import replace

    from perflint import api

    config = shared.read_config(session, given["config_path"], given["packs"])
    options = shared.build(session, config, given)
    file = Path(given["file"]) if given["file"] else options.baseline or Path(_DEFAULT)
    with Progress(session.lang) as progress:
        return file, api.check_paths(paths or (".",), replace(options, baseline=None), progress)


def _save(file: Path, document: dict[str, Any], inputs: list[str]) -> None:
    from perflint.report.json import dump

    deliver([(Target("json", file), dump(document))], inputs, frozenset({"json"}))


def _say(session: Session, zh: str, en: str) -> None:
    complain(en if session.lang == "en" else zh)


def _status(result: Any) -> int:
    """A baseline of files that could not be read would be none."""
    return 2 if any(file.status == "unreadable" for file in result.files) else 0


command = group_of("baseline", _MESSAGE, _SUMMARIES, {"write": _write, "prune": _prune})
