"""Tables of a Word document as rows of cells: merged cells once, columns by where their edges stand on the page."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import field
from itertools import accumulate

from perflint.lazyclass import dataclass
from perflint.model import Cell, Place
from perflint.read.limits import check_cells

# Twentieths of a point. Edges that were dragged by hand rarely meet; no column is as narrow as this (2 mm).
_NEAR = 120
# A table that goes on after a page break was often fitted anew.
_ALIKE = 240
# The width of a column of which the file says nothing.
_USUAL_WIDTH = 1000


@dataclass(slots=True, eq=False)
class WordCell:
    """A cell as the file has it: `first` and `span` count the columns of the table's own grid from 0."""

    text: str
    first: int
    span: int
    place: Place
    rowspan: int = 1


@dataclass(slots=True, eq=False)
class WordTable:
    """A table's rows (those that changes have deleted left out) and the edges of its columns, from its left end."""

    rows: list[list[WordCell]] = field(default_factory=list)
    edges: list[int] = field(default_factory=list)
    # Tables within its cells, in order.
    inner: list[WordTable] = field(default_factory=list)
    # What stands in text boxes in its cells.
    boxes: list[tuple[str, Place]] = field(default_factory=list)
    _outline: tuple[list[int], int] | None = None

    def outline(self) -> tuple[list[int], int]:
        """Where its cells begin, and its width; asked for when all rows are there."""
        if self._outline is None:
            cells = [cell for row in self.rows for cell in row]
            width = max((self.right(cell) for cell in cells), default=0)
            self._outline = sorted({self.left(cell) for cell in cells}), width
        return self._outline

    def left(self, cell: WordCell) -> int:
        """Where a cell begins."""
        return self._edge(cell.first)

    def right(self, cell: WordCell) -> int:
        """Where a cell ends."""
        return self._edge(cell.first + cell.span)

    def _edge(self, column: int) -> int:
        if column < len(self.edges):
            return self.edges[column]
        last = self.edges[-1] if self.edges else 0
        return last + (column - max(len(self.edges) - 1, 0)) * _USUAL_WIDTH

    def all(self) -> list[WordTable]:
        """The tables in this one's cells, and those in theirs."""
        return [table for inner in self.inner for table in (inner, *inner.all())]


def edges_of(widths: Sequence[int]) -> list[int]:
    """The edges of columns of these widths; where none is stated, of columns of one width."""
    if not any(widths):
        widths = [_USUAL_WIDTH] * len(widths)
    return [0, *accumulate(max(0, width) for width in widths)]


def goes_on(above: WordTable, below: WordTable) -> bool:
    """Whether the columns of one table stand under those of another."""
    (first, width), (second, other) = above.outline(), below.outline()
    if not first or not second or abs(width - other) > 2 * _ALIKE:
        return False
    few, many = sorted((first, second), key=len)
    return len(few) > 1 and all(any(abs(a - b) <= _ALIKE for b in many) for a in few)


def rows_of(tables: Sequence[WordTable], start: int) -> list[tuple[Cell, ...]]:
    """The rows of a table, or of several that are one, as a grid has them; the first is the grid's row `start`."""
    near = _NEAR if len(tables) == 1 else _ALIKE
    columns = _columns(tables, near)
    rows: list[tuple[Cell, ...]] = []
    total = 0
    for table in tables:
        last = start + len(rows) + len(table.rows)
        known: dict[tuple[int, int], tuple[int, int]] = {}
        for row in table.rows:
            number = start + len(rows)
            made: list[Cell] = []
            for cell in row:
                found = known.get((cell.first, cell.span))
                if found is None:
                    found = bisect_right(columns, table.left(cell)) - 1, _end(columns, table.right(cell), near)
                    known[cell.first, cell.span] = found
                at, end = found
                if made and made[-1].column == at and not made[-1].text.strip():
                    made.pop()
                if made and at < made[-1].column + made[-1].colspan:
                    if not cell.text.strip():
                        continue
                    at = made[-1].column + made[-1].colspan
                rowspan = min(cell.rowspan, last - number)
                made.append(Cell(cell.text, number, at, rowspan=rowspan, colspan=max(1, end - at), place=cell.place))
            total += made[-1].column + 1 if made else 0
            check_cells(total, times=4)
            rows.append(tuple(made))
    return rows


def _end(columns: Sequence[int], right: int, near: int) -> int:
    """The column before which a cell ends; its edge may miss that of the column by a little."""
    at = bisect_left(columns, right)
    return at if at < len(columns) and columns[at] == right else bisect_left(columns, right - near)


def _columns(tables: Sequence[WordTable], near: int) -> list[int]:
    """The edges at which the columns begin: those of cells, near ones as one where no text stands between them."""
    narrow = {
        table.left(cell)
        for table in tables
        for row in table.rows
        for cell in row
        if table.right(cell) - table.left(cell) <= _ALIKE and cell.text.strip()
    }
    columns: list[int] = []
    for edge in sorted({edge for table in tables for edge in table.outline()[0]}):
        if not columns or edge - columns[-1] > near or columns[-1] in narrow:
            columns.append(edge)
    return columns
