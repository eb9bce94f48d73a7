"""Takes directives such as `perflint:忽略 VAG001 原因=…` out of a document before its tables are read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from perflint.lazyregex import lazy_regex
from perflint.model import Cell, Directive, Document, Grid, Text

_MARK = "perflint"
# To the end of the line or of the comment; the signs before it begin comments in one format or another.
_DIRECTIVE = lazy_regex(
    r"(?:(?:<!--|//|#|;)[ \t]{0,9})?perflint[:：][ \t]{0,9}(?P<verb>忽略本文件|忽略|ignore-file|ignore)(?![\w-])"
    r"(?P<rest>[^\r\n]*?)(?:-->|(?=[\r\n])|\Z)",
    re.IGNORECASE,
)
_SEPARATOR = lazy_regex(r"[\s,，、;；]+")
_SETTING = lazy_regex(r"(?P<key>原因|理由|reason|到期|有效期至|expires)[ \t]{0,9}[=＝:：]", re.IGNORECASE)
_BLANKS = " \t,，;；"
_EXPIRES = frozenset(("到期", "有效期至", "expires"))

Row = tuple[Cell, ...]
# Where a directive stands: the number of its row, its cell, and where in the cell it begins and ends.
Found = tuple[int, Cell, int, int]


def take_directives(document: Document) -> tuple[Document, tuple[Directive, ...]]:
    """The document without its directives, and these in the order of the file.

    A directive speaks of the row in which it stands beside other cells, or, alone in its row or in a comment, of the
    next row that says anything; `忽略本文件` speaks of the whole file.
    """
    if document.source is not None and not _may_hold(document.source):
        return document, ()
    grids: list[Grid] = []
    directives: list[Directive] = []
    for grid in document.grids:
        found = [f for number, row in enumerate(grid.rows) for cell in row for f in _in_cell(number, cell)]
        rows = _without(grid.rows, found) if found else grid.rows
        grids.append(replace(grid, rows=rows) if found else grid)
        if document.format == "html" and document.source is not None:
            found.extend(_in_comments(document.source, rows))
        covered = _covered(rows, {number for number, *_ in found})
        directives.extend(_directive(cell, start, end, covered[number]) for number, cell, start, end in found)
    if not directives:
        return document, ()
    return replace(document, grids=tuple(grids)), tuple(directives)


def _may_hold(source: str) -> bool:
    """Whether the mark stands in a source; most have not even all its letters, which takes less to find out."""
    return all(letter in source or letter.upper() in source for letter in "flpernit") and _MARK in source.casefold()


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
    stops = [0, *(place for _, _, start, end in found for place in (start, end)), len(cell.text)]
    kept = [range(start, end) for start, end in zip(stops[::2], stops[1::2], strict=True)]
    text = "".join(cell.text[part.start : part.stop] for part in kept)
    indices = [index for part in kept for index in part]
    if cell.offsets is not None:
        offsets = (*(cell.offsets[index] for index in indices), cell.offsets[-1])
    elif cell.start is not None:
        offsets = (*(cell.start + index for index in indices), cell.start + len(cell.text))
    else:
        return replace(cell, text=text)
    ends = tuple(cell.ends[i] for i in indices) if cell.ends is not None else tuple(place + 1 for place in offsets[:-1])
    return replace(cell, text=text, start=None, offsets=offsets, ends=ends)


def _covered(rows: Sequence[Row], numbers: Collection[int]) -> dict[int, tuple[Cell, ...]]:
    """By the numbers asked for: the cells of that row if it says something, else of the next one that does.

    Merged cells of the rows above that reach into it are among them.
    """
    covered: dict[int, tuple[Cell, ...]] = dict.fromkeys(numbers, ())
    waiting: list[int] = []
    reaching: list[Cell] = []
    for number, row in enumerate(rows):
        if number in covered:
            waiting.append(number)
        if waiting and any(cell.text.strip() for cell in row):
            reaching = [cell for cell in reaching if cell.row + cell.rowspan > number]
            covered.update(dict.fromkeys(waiting, (*reaching, *row)))
            waiting = []
        reaching.extend(cell for cell in row if cell.rowspan > 1)
    return covered


def _in_comments(source: str, rows: Sequence[Row]) -> Iterator[Found]:
    """Directives in comments of an html page, each with the row in which it stands, or the next one."""
    # A table within a cell comes behind the text before it: where rows end, seen from the top, only grows.
    ends = list(accumulate((_end(row) for row in rows), max))
    at = source.find("<!--")
    while at >= 0 and (stop := source.find("-->", at)) >= 0:
        comment = source[at : stop + 3]
        for match in _DIRECTIVE.finditer(comment) if _MARK in comment.casefold() else ():
            cell = Cell(match.group(), start=at + match.start())
            yield bisect_right(ends, stop), cell, 0, len(cell.text)
        at = source.find("<!--", stop)


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
        values[key] = rest[setting.end() : stop].strip(_BLANKS)
    whole = match["verb"].casefold() in ("忽略本文件", "ignore-file")
    return Directive(text, tuple(filter(None, words)), values["reason"], values["expires"], covers, whole)
