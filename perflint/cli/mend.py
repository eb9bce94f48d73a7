"""`check --fix` and `--diff`: what needs no decision is mended, or shown as it would be."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from perflint.cli.output import complain, emit, replace_file
from perflint.errors import Message, UsageError
from perflint.model import Location
from perflint.report.place import file_and_place
from perflint.report.safe import visible

if TYPE_CHECKING:
    from perflint.api import Fixed

_COPY = ".fixed"


def show(fixed: Sequence[Fixed], lang: str) -> int:
    """Print what would change, file by file; 1 where something would."""
    changed = [one for one in fixed if one.after != one.before]
    for one in changed:
        emit("".join(_diff(one)))
    _refusals(fixed, lang)
    _say(lang, *_counted(changed, "可改正", "would be mended"))
    return 1 if changed else 0


def write(fixed: Sequence[Fixed], lang: str) -> dict[str, Path]:
    """Write what was mended, texts in place, others as copies; the copies by the paths of what they are copies of.

    Raises UsageError where a file has changed meanwhile, or a copy is there already.
    """
    from perflint.fix import IN_PLACE
    from perflint.read import format_of

    copies: dict[str, Path] = {}
    changed = [one for one in fixed if one.after != one.before]
    for one in changed:
        path = Path(one.path)
        if format_of(one.before, one.path) in IN_PLACE:
            replace_file(path, one.after, one.before)
            continue
        copies[one.path] = target = _copy_of(path)
        replace_file(target, one.after)
        shown = target.as_posix()
        _say(lang, f"{one.path}：改正后的副本写入 {shown}", f"{one.path}: a mended copy was written to {shown}")
    _refusals(fixed, lang)
    _say(lang, *_counted(changed, "已改正", "mended"))
    return copies


def _copy_of(path: Path) -> Path:
    """Where the mended copy of a file goes. Raises UsageError where something stands there."""
    target = path.with_name(f"{path.stem}{_COPY}{path.suffix}")
    if target.exists():
        shown = target.as_posix()
        raise UsageError(
            f"{shown} 已存在，没有覆盖；请移走后再改正",
            f"{shown} is there already and was left alone; move it away first",
        )
    return target


def _diff(one: Fixed) -> Iterator[str]:
    """A unified diff of a text; of a workbook or document its changed cells, old over new."""
    from perflint.fix import IN_PLACE
    from perflint.read import format_of
    from perflint.read.decode import decode

    if format_of(one.before, one.path) in IN_PLACE:
        before, after = (decode(data).splitlines(keepends=True) for data in (one.before, one.after))
        for line in difflib.unified_diff(before, after, one.path, one.path):
            yield visible(line.rstrip("\r\n")) + "\n"
        return
    for place, (old, new) in one.cells.items():
        yield f"{visible(file_and_place(one.path, Location(None, place)))}\n-{visible(old)}\n+{visible(new)}\n"


def _refusals(fixed: Sequence[Fixed], lang: str) -> None:
    """Say of each file how many findings could not be mended, and why."""
    for one in fixed:
        for reason, number in Counter(reason for _, reason in one.refused).items():
            zh = f"{one.path}：{number} 处未能改正：{reason.zh}"
            _say(lang, zh, f"{one.path}: {number} could not be mended: {reason.en}")


def _counted(changed: Sequence[Fixed], zh: str, en: str) -> tuple[str, str]:
    findings, files = sum(one.mended for one in changed), len(changed)
    return f"{zh} {findings} 处，涉及 {files} 个文件", f"{findings} {en}, in files: {files}"


def _say(lang: str, zh: str, en: str) -> None:
    complain(Message(zh, en).in_language(lang))
