"""Reads plain text: a row per line, a cell per tab-separated piece."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perflint.model import Cell, Document, Grid
from perflint.read.decode import decode
from perflint.read.limits import MAX_CELLS, too_many_cells

_LINE_END = re.compile(r"\r\n?|\n")


def lines_of(source: str) -> Iterator[tuple[int, str]]:
    """Every line without its end, with the offset at which it starts; only LF, CRLF and CR end a line."""
    start = 0
    for end in _LINE_END.finditer(source):
        yield start, source[start : end.start()]
        start = end.end()
    if start < len(source):
        yield start, source[start:]


def check_cell_count(source: str, separator: str) -> None:
    """Raises ReadError where lines and separators make more cells than the limit."""
    count = source.count(separator) + source.count("\n") + source.count("\r")
    if count > MAX_CELLS:
        raise too_many_cells(count)


def read_text(data: bytes, name: str) -> Document:
    """A text file as one grid; every cell is a verbatim slice of the source."""
    source = decode(data)
    check_cell_count(source, "\t")
    rows = tuple(tuple(split_at_tabs(line, offset, number)) for number, (offset, line) in enumerate(lines_of(source)))
    return Document(name, "text", (Grid(rows),), source)


def split_at_tabs(line: str, offset: int, row: int) -> Iterator[Cell]:
    """The cells of a line that starts at `offset` in the source."""
    for column, part in enumerate(line.split("\t")):
        yield Cell(part, row, column, offset)
        offset += len(part) + 1
