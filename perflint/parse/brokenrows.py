"""Puts the rows of a list together that line breaks inside their cells have cut into several lines."""

from __future__ import annotations

from collections.abc import Sequence

from perflint.model import Cell, Text
from perflint.parse.listrows import holds_indicators
from perflint.parse.money import amount_of
from perflint.taxonomy import Taxonomy

# More lines than this no single cell of a list has.
_LINES_AT_MOST = 400
_BLANK = Cell("")
Row = tuple[Cell, ...]


def whole_rows(rows: Sequence[Row], width: int, indicators: int, taxonomy: Taxonomy) -> list[Row]:
    """The rows that hold something, put together where a cell's line breaks have cut one.

    `width` is the number of the header's columns, `indicators` the column of the indicators. Lines below a whole
    row that go on with its indicators become rows of their own, with nothing in front of that column.
    """
    rows = [row for row in rows if any(cell.text.strip() for cell in row)]
    done: list[Row] = []
    at = 0
    while at < len(rows):
        row = rows[at]
        taken = _rest_of_cut(rows, at, width)
        if taken:
            row = _merged(row, rows[at + 1 : at + 1 + taken])
        done.append(row)
        at += 1 + taken
        if len(row) < width:
            continue
        lines = _lines_below(rows, at, taxonomy)
        done.extend((*[_BLANK] * indicators, *line) for line in rows[at : at + lines])
        at += lines
    return done


def _rest_of_cut(rows: Sequence[Row], at: int, width: int) -> int:
    """How many of the following rows are the rest of the row at `at`: lines, and the row that fills its columns."""
    row = rows[at]
    if not 1 < len(row) < width:
        return 0
    for number, rest in enumerate(rows[at + 1 : at + 1 + _LINES_AT_MOST], 1):
        if not _is_rest(rest):
            return 0
        if len(row) + len(rest) - 1 == width:
            return number
        if len(rest) > 1 or not row[-1].text.strip():
            return 0
    return 0


def _merged(row: Row, rest: Sequence[Row]) -> Row:
    pieces = [cell for line in rest for cell in line]
    return (*row, *pieces) if row[-1].text.strip() else (*row[:-1], *pieces)


def _is_rest(row: Row) -> bool:
    """A row that begins in the middle of a text: no number follows its first cell."""
    return not any(amount_of(cell.text) is not None for cell in row[1:3])


def _lines_below(rows: Sequence[Row], at: int, taxonomy: Taxonomy) -> int:
    """How many of the rows from `at` are single lines, up to the last in which an indicator begins."""
    found = 0
    for number, row in enumerate(rows[at : at + _LINES_AT_MOST], 1):
        if len(row) > 1:
            break
        if holds_indicators(Text.of(row[0]).strip(), taxonomy):
            found = number
    return found
