"""Applies the fixes of findings to the bytes of a file: texts, workbooks and Word documents; the rest of it stays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from importlib import import_module

from perflint.errors import Message
from perflint.fix.errors import Unwritable
from perflint.lazyclass import dataclass
from perflint.model import Diagnostic, Edit
from perflint.read import format_of

Applier = Callable[[bytes, Sequence[Edit]], bytes]
# Format -> module:function; imported when the first such file is mended.
_APPLIERS = {
    "text": "perflint.fix.texts:edit_text",
    "markdown": "perflint.fix.texts:edit_text",
    "csv": "perflint.fix.texts:edit_text",
    "html": "perflint.fix.texts:edit_text",
    "json": "perflint.fix.texts:edit_text",
    "workbook": "perflint.fix.workbooks:edit_workbook",
    "docx": "perflint.fix.documents:edit_document",
}
# Of these the file itself is mended; of the others a copy, as an original holds more than its words.
IN_PLACE = frozenset(("text", "markdown", "csv", "html", "json"))


@dataclass(frozen=True, slots=True, eq=False)
class Applied:
    """A file after one round: how many findings were mended, by which edits, and which were not, and why."""

    data: bytes
    mended: int
    edits: tuple[Edit, ...] = ()
    refused: tuple[tuple[Diagnostic, Message], ...] = ()


def applied(data: bytes, name: str, diagnostics: Iterable[Diagnostic]) -> Applied:
    """The file with as many fixes as can be applied at once; those that touch another one wait for the next round.

    Raises ReadError for a file that cannot be read again.
    """
    chosen: list[Diagnostic] = []
    taken: list[tuple[object, ...]] = []
    for diagnostic in diagnostics:
        spans = [_span(edit) for edit in diagnostic.fix.edits] if diagnostic.fix is not None else []
        if spans and not any(_touch(span, other) for span in spans for other in taken):
            chosen.append(diagnostic)
            taken.extend(spans)
    where = _APPLIERS.get(format_of(data, name)) if chosen else None
    if where is None:
        return Applied(data, 0)
    module, _, function = where.partition(":")
    apply: Applier = getattr(import_module(module), function)
    try:
        edits = tuple(edit for d in chosen for edit in _edits(d))
        return Applied(apply(data, edits), len(chosen), edits)
    except Unwritable:
        return _one_by_one(apply, data, chosen)


def _one_by_one(apply: Applier, data: bytes, chosen: Sequence[Diagnostic]) -> Applied:
    """Where one fix cannot be written, the others still can: the first of a text, whose places the others shift."""
    refused: list[tuple[Diagnostic, Message]] = []
    made: list[Edit] = []
    mended = 0
    for diagnostic in chosen:
        edits = _edits(diagnostic)
        if mended and edits[0].location.range is not None:
            break
        try:
            data, mended = apply(data, edits), mended + 1
            made.extend(edits)
        except Unwritable as error:
            refused.append((diagnostic, error.message))
    return Applied(data, mended, tuple(made), tuple(refused))


def _edits(diagnostic: Diagnostic) -> tuple[Edit, ...]:
    return diagnostic.fix.edits if diagnostic.fix is not None else ()


def _span(edit: Edit) -> tuple[object, ...]:
    span = edit.location.range
    if span is None:
        return (edit.location.place,)
    return (span.start.line, span.start.column), (span.end.line, span.end.column)


def _touch(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    if len(one) == 1 or len(other) == 1:
        return one == other
    return bool(one[0] < other[1] and other[0] < one[1])  # type: ignore[operator]
