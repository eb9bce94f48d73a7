"""From a new wording of a text to edits of the file that holds it, written as the file's format writes text."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping

from perflint.lazyclass import dataclass
from perflint.locate import Locator
from perflint.model import TEXT_PLACE, Cell, Document, Edit, Location, Text

# Places whose files can be written; a page is only drawn.
_WRITTEN = frozenset(("cell", "word"))


@dataclass(frozen=True, slots=True)
class _Notation:
    """How a format writes a text within its own: `read` undoes `write`; `forbidden` would end the cell."""

    read: Callable[[str], str]
    write: Callable[[str], str]
    forbidden: str = ""


def _same(text: str) -> str:
    return text


def _html_read(text: str) -> str:
    from html import unescape

    return unescape(text)


def _html_write(text: str) -> str:
    from html import escape

    return escape(text, quote=False)


def _json_read(text: str) -> str:
    return str(json.loads(f'"{text}"')) if "\\" in text else text


_PLAIN = _Notation(_same, _same, "\t\r\n")
_NOTATIONS: Mapping[str, _Notation] = {
    "text": _PLAIN,
    "markdown": _Notation(lambda t: t.replace("\\|", "|"), lambda t: t.replace("|", "\\|"), "\t\r\n"),
    "csv": _Notation(lambda t: t.replace('""', '"'), lambda t: t.replace('"', '""'), ',;|\t\r\n"'),
    "html": _Notation(_html_read, _html_write),
    "json": _Notation(_json_read, lambda t: json.dumps(t, ensure_ascii=False)[1:-1]),
}

# A range of a text, and what is to stand there.
Rewording = tuple[Text, int, int, str]


def edits_for(rewordings: Iterable[Rewording], document: Document, locator: Locator) -> tuple[Edit, ...]:
    """The edits that make texts read otherwise; () where one of them cannot be written into the file."""
    wanted = list(rewordings)
    if document.source is not None:
        made = [_in_source(one, document.source, document.format, locator) for one in wanted]
    else:
        made = _in_cells(wanted)
    return tuple(edit for edit in made if edit is not None) if None not in made else ()


def _in_source(reworded: Rewording, source: str, form: str, locator: Locator) -> Edit | None:
    text, start, end, new = reworded
    string = text.string[start:end]
    notation = _NOTATIONS.get(form, _PLAIN)
    span = _span(text, start, string)
    if span is None or any(sign in new for sign in notation.forbidden):
        return None
    written = source[slice(*span)]
    # Tags between the characters, a line that was broken, a joint of two columns: these are not ours to take away.
    try:
        if notation.read(written) != string:
            return None
    except ValueError:
        return None
    return Edit(Location(locator.range(*span), TEXT_PLACE), written, notation.write(new))


def _span(text: Text, start: int, string: str) -> tuple[int, int] | None:
    """From where in the file's text to where `string` stands, which begins at `start` of a text; None where a part of
    it does not."""
    if not string:
        return None
    end = start + len(string)
    if (span := text.span_in_source(start, end)) is not None:
        return span
    pieces = text.slice(start, end).pieces
    spans = [piece.cell.source_span(piece.offset, piece.offset + piece.length) for piece in pieces]
    if not spans or (first := spans[0]) is None or (last := spans[-1]) is None or None in spans:
        return None
    return first[0], last[1]


def _in_cells(wanted: Iterable[Rewording]) -> list[Edit | None]:
    """An edit for each cell, with all that is to change in it."""
    changes: dict[int, tuple[Cell, list[tuple[int, int, str]]]] = {}
    for text, start, end, new in wanted:
        pieces = text.slice(start, end).pieces
        if len({id(piece.cell) for piece in pieces}) != 1 or pieces[0].cell.parts:
            return [None]
        cell = pieces[0].cell
        if cell.place.kind not in _WRITTEN:
            return [None]
        first, last = pieces[0].offset, pieces[-1].offset + pieces[-1].length
        changes.setdefault(id(cell), (cell, []))[1].append((first, last, new))
    return [_in_cell(cell, sorted(own)) for cell, own in changes.values()]


def _in_cell(cell: Cell, changes: list[tuple[int, int, str]]) -> Edit:
    parts: list[str] = []
    at = 0
    for first, last, new in changes:
        if first >= at:
            parts.extend((cell.text[at:first], new))
            at = last
    return Edit(Location(None, cell.place), cell.text, "".join((*parts, cell.text[at:])))
