"""Reads plain text: a row per line, a cell per tab-separated piece, or several lines that are one quoted cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from perflint.lazyregex import lazy_regex
from perflint.model import Cell, Document, Grid
from perflint.read.decode import decode
from perflint.read.limits import check_cells

_LINE_END = lazy_regex(r"\r\n?|\n")
# More lines than this no quoted cell has.
_QUOTED_LINES_AT_MOST = 400


def lines_of(source: str) -> Iterator[tuple[int, str]]:
    """Every line without its end, with the offset at which it starts; only LF, CRLF and CR end a line."""
    start = 0
    if "\r" not in source:
        # As nearly all files have it.
        *lines, last = source.split("\n")
        for line in lines:
            yield start, line
            start += len(line) + 1
        if last:
            yield start, last
        return
    for end in _LINE_END.finditer(source):
        yield start, source[start : end.start()]
        start = end.end()
    if start < len(source):
        yield start, source[start:]


def check_cell_count(source: str, separator: str) -> None:
    """Raises ReadError where lines and separators make more cells than the limit."""
    check_cells(source.count(separator) + source.count("\n") + source.count("\r"))


def read_text(data: bytes, name: str) -> Document:
    """A text file as one grid; every cell is a verbatim slice of the source."""
    source = decode(data)
    check_cell_count(source, "\t")
    return Document(name, "text", (Grid(tuple(_rows(source))),), source)


def _rows(source: str) -> Iterator[tuple[Cell, ...]]:
    """A row per line; a cell that a spreadsheet has quoted because of its line breaks takes all its lines."""
    lines = list(lines_of(source))
    number = at = 0
    while at < len(lines):
        offset, line = lines[at]
        cells = list(split_at_tabs(line, offset, number))
        while len(cells) > 1 and (closing := _closing(lines, at, cells[-1].text)):
            first = cells.pop()
            at = closing
            offset, line = lines[at]
            end = offset + len(line.partition("\t")[0])
            cells.append(_unquoted(source, (first.start or 0) + 1, end - 1, first))
            if "\t" not in line:
                break
            rest = split_at_tabs(line[end + 1 - offset :], end + 1, number)
            cells.extend(replace(cell, column=first.column + 1 + cell.column) for cell in rest)
        yield tuple(cells)
        number += 1
        at += 1


def _closing(lines: Sequence[tuple[int, str]], at: int, opening: str) -> int:
    """The line on which a quoted cell ends that begins with `opening` at the end of line `at`; 0 for none."""
    quotes = opening.count('"')
    if not opening.startswith('"') or quotes % 2 == 0:
        return 0
    for index in range(at + 1, min(len(lines), at + 1 + _QUOTED_LINES_AT_MOST)):
        head, tab, _ = lines[index][1].partition("\t")
        quotes += head.count('"')
        if quotes % 2 == 0:
            return index if head.endswith('"') else 0
        if tab:
            return 0
    return 0


def _unquoted(source: str, start: int, end: int, cell: Cell) -> Cell:
    """The quoted cell without its quotes; a doubled quote inside stands for one."""
    text = source[start:end]
    if '""' not in text:
        return replace(cell, text=text, start=start)
    offsets = [start]
    for doubled in re.finditer('""|(?s:.)', text):
        offsets.append(start + doubled.end())
    return replace(cell, text=text.replace('""', '"'), start=None, offsets=tuple(offsets))


def split_at_tabs(line: str, offset: int, row: int) -> Iterator[Cell]:
    """The cells of a line that starts at `offset` in the source."""
    for column, part in enumerate(line.split("\t")):
        yield Cell(part, row, column, offset)
        offset += len(part) + 1
