"""Takes directives such as `perflint:忽略 VAG001 原因=…` out of a document before its tables are read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from perflint.model import Cell, Directive, Document, Grid, Text

_MARK = "perflint"
# To the end of the line or of the comment; the signs before it begin comments in one format or another.
_DIRECTIVE = re.compile(
    r"(?:<!--|//|#|;)?[ \t]*perflint[:：][ \t]*(?P<verb>忽略本文件|忽略|ignore-file|ignore)(?![\w-])"
    r"(?P<rest>[^\r\n]*?)[ \t]*(?:-->|(?=[\r\n])|\Z)",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_SEPARATOR = re.compile(r"[\s,，、;；]+")
_SETTING = re.compile(r"[\s,，;；]*(?P<key>原因|理由|reason|到期|有效期至|expires)[ \t]*[=＝:：][ \t]*", re.IGNORECASE)
_EXPIRES = frozenset(("到期", "有效期至", "expires"))

Row = tuple[Cell, ...]
# Where a directive stands: the number of its row, its cell, and where in the cell it begins and ends.
Found = tuple[int, Cell, int, int]


def take_directives(document: Document) -> tuple[Document, tuple[Directive, ...]]:
    """The document without its directives, and these in the order of the file.

    A directive speaks of the row in which it stands beside other cells, or, alone in its row or in a comment, of the
    next row that says anything; `忽略本文件` speaks of the whole file.
    """
    if document.source is not None and _MARK not in document.source.casefold():
        return document, ()
    grids: list[Grid] = []
    directives: list[Directive] = []
    for grid in document.grids:
        found = [f for number, row in enumerate(grid.rows) for cell in row for f in _in_cell(number, cell)]
        rows = _without(grid.rows, found) if found else grid.rows
        grids.append(replace(grid, rows=rows) if found else grid)
        directives.extend(_directive(cell, start, end, _covered(rows, number)) for number, cell, start, end in found)
        if document.format == "html" and document.source is not None:
            directives.extend(_in_comments(document.source, rows))
    if not directives:
        return document, ()
    return replace(document, grids=tuple(grids)), tuple(directives)


def _in_cell(number: int, cell: Cell) -> Iterator[Found]:
    if _MARK in cell.text.casefold():
        for match in _DIRECTIVE.finditer(cell.text):
            yield number, cell, match.start(), match.end()


def _without(rows: Sequence[Row], found: Sequence[Found]) -> tuple[Row, ...]:
    """The rows with the directives cut out of their cells."""
    cuts: dict[int, list[Found]] = {}
    for one in found:
        cuts.setdefault(id(one[1]), []).append(one)
    touched = {number for number, *_ in found}
    return tuple(
        tuple(_cut(cell, cuts.get(id(cell), ())) for cell in row) if number in touched else row
        for number, row in enumerate(rows)
    )


def _cut(cell: Cell, found: Sequence[Found]) -> Cell:
    """The cell without the directives in it; every character that is left keeps its place."""
    if not found:
        return cell
    kept = [index for index in range(len(cell.text)) if not any(a <= index < b for _, _, a, b in found)]
    text = "".join(cell.text[index] for index in kept)
    if cell.offsets is not None:
        offsets = (*(cell.offsets[index] for index in kept), cell.offsets[-1])
    elif cell.start is not None:
        offsets = (*(cell.start + index for index in kept), cell.start + len(cell.text))
    else:
        return replace(cell, text=text)
    ends = tuple(cell.ends[i] for i in kept) if cell.ends is not None else tuple(offset + 1 for offset in offsets[:-1])
    return replace(cell, text=text, start=None, offsets=offsets, ends=ends)


def _covered(rows: Sequence[Row], number: int) -> tuple[Cell, ...]:
    """The cells of a row that says something, else of the next one that does; merged ones that reach into it too."""
    while number < len(rows) and not any(cell.text.strip() for cell in rows[number]):
        number += 1
    if number == len(rows):
        return ()
    reaching = [cell for row in rows[:number] for cell in row if cell.row + cell.rowspan > number]
    return (*reaching, *rows[number])


def _in_comments(source: str, rows: Sequence[Row]) -> Iterator[Directive]:
    """Directives in comments of an html page: they speak of the row in which they stand, or of the next one."""
    for comment in _COMMENT.finditer(source):
        for match in _DIRECTIVE.finditer(comment.group()):
            cell = Cell(match.group(), start=comment.start() + match.start())
            behind = (number for number, row in enumerate(rows) if _end(row) > comment.end())
            number = next(behind, len(rows))
            yield _directive(cell, 0, len(cell.text), _covered(rows, number))


def _end(row: Row) -> int:
    """Where the text of a row ends in the source."""
    spans = (cell.source_span(0, len(cell.text)) for cell in row if cell.text.strip())
    return max((span[1] for span in spans if span is not None), default=-1)


def _directive(cell: Cell, start: int, end: int, covers: tuple[Cell, ...]) -> Directive:
    text = Text.of(cell, start, end)
    match = _DIRECTIVE.match(text.string)
    assert match is not None, text.string
    rest = match["rest"]
    settings = list(_SETTING.finditer(rest))
    words = _SEPARATOR.split(rest[: settings[0].start()] if settings else rest)
    values = {"reason": "", "expires": ""}
    stops = [*(setting.start() for setting in settings), len(rest)]
    for setting, stop in zip(settings, stops[1:], strict=True):
        key = "expires" if setting["key"].casefold() in _EXPIRES else "reason"
        values[key] = rest[setting.end() : stop].strip()
    whole = match["verb"].casefold() in ("忽略本文件", "ignore-file")
    return Directive(text, tuple(filter(None, words)), values["reason"], values["expires"], covers, whole)
