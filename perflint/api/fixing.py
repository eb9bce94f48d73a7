"""Mends what needs no decision, in memory; who calls it decides what is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from pathlib import Path

from perflint.api.checking import Checker
from perflint.api.files import Progress, found, shown, shown_path
from perflint.errors import Message
from perflint.lazyclass import dataclass
from perflint.model import Diagnostic, Place
from perflint.options import Options
from perflint.workers import Reader

# No text needs more: a round mends one mark of each kind in each text.
_ROUNDS = 50


@dataclass(frozen=True, slots=True, eq=False)
class Fixed:
    """A file before and after its fixes: how many findings were mended, and which could not be, with the reason.

    `cells` are those of a workbook or document that changed, with their old and new texts.
    """

    path: str
    before: bytes
    after: bytes
    mended: int
    refused: tuple[tuple[Diagnostic, Message], ...] = ()
    cells: Mapping[Place, tuple[str, str]] = field(default_factory=dict)


def fix_paths(
    paths: Sequence[str | Path], options: Options | None = None, progress: Progress | None = None
) -> Iterator[Fixed]:
    """The files at the paths with their fixes applied, in memory: nothing is written. Raises UsageError as check_paths.

    What a file of an archive or an unreadable one would need is not mended.
    """
    options = options or Options()
    files = found(paths, options)
    checker = Checker.of(options)
    with Reader(options.limits) as read:
        for path in shown(files, files, progress):
            contents = list(read.contents(path, shown_path(path)))
            if len(contents) == 1 and isinstance(contents[0][1], bytes):
                yield fix_with(checker, contents[0][1], contents[0][0])


def fix_bytes(data: bytes, name: str, options: Options | None = None) -> Fixed:
    """A file with its fixes applied, round by round until nothing is left to mend without a decision."""
    return fix_with(Checker.of(options or Options()), data, name)


def fix_with(checker: Checker, data: bytes, name: str, pulse: Callable[[], None] | None = None) -> Fixed:
    """The same by a checker that is kept; `pulse` as in `Checker.check`."""
    from perflint.fix import applied

    now, mended = data, 0
    refused: tuple[tuple[Diagnostic, Message], ...] = ()
    cells: dict[Place, tuple[str, str]] = {}
    for _ in range(_ROUNDS):
        done = applied(now, name, checker.check(now, name, pulse).diagnostics)
        refused = done.refused
        if done.mended == 0 or done.data == now:
            break
        now, mended = done.data, mended + done.mended
        for edit in done.edits:
            if edit.location.range is None and edit.location.place is not None:
                first = cells.get(edit.location.place, (edit.old,))[0]
                cells[edit.location.place] = first, edit.text
    return Fixed(name, data, now, mended, refused, cells)
