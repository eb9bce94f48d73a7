"""A sheet while it is read: cells where they stand, merged ranges, hidden rows and columns; a grid in the end."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import field
from functools import lru_cache

from perflint.errors import ReadError
from perflint.lazyclass import dataclass
from perflint.model import Cell, Grid, Place
from perflint.read.limits import check_cells, current

# A spreadsheet's own size (Excel); what stands outside is forged.
MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
# Blank rows in a run that stay in the grid; where columns reach farther, those that no cell uses are left out.
_BLANK_ROWS = 20
_USUAL_COLUMNS = 256
# No sheet that a person made has more ranges that reach down into one and the same row.
_MAX_REACHING = 500
_MAX_CHARACTERS = 64 * 2**20

# First row, first column, last row, last column, 0-based.
Merge = tuple[int, int, int, int]


class Budget:
    """What all sheets of a workbook together may hold."""

    def __init__(self) -> None:
        self._cells = 0
        self._characters = 0

    def spend(self, text: str, times: int = 1) -> None:
        """Count a cell. Raises ReadError over the limits."""
        self._cells += times
        self._characters += len(text) * times
        check_cells(self._cells)
        if self._characters > _MAX_CHARACTERS:
            raise ReadError(
                f"工作簿中的文字多于 {_MAX_CHARACTERS} 字，请拆分后再检查",
                f"the workbook holds more than {_MAX_CHARACTERS} characters; split it",
            )


@dataclass(slots=True)
class Sheet:
    """What a reader has found on a sheet. Rows and columns count from 0; `put` takes no blank cells."""

    name: str
    budget: Budget
    hidden: bool = False
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)

    def put(self, row: int, column: int, text: str) -> None:
        """Take a cell; a blank one and one outside any spreadsheet is nothing."""
        if text and 0 <= row < MAX_ROW and 0 <= column < MAX_COLUMN:
            self.budget.spend(text)
            self.rows.setdefault(row, {})[column] = text

    def merge(self, merge: Merge) -> None:
        """Take a merged range; one of a single cell is none."""
        whole = merge[0] <= merge[2] and merge[1] <= merge[3] and merge[:2] != merge[2:]
        if whole and len(self.merges) < current().cells:
            self.merges.append(merge)


@lru_cache(maxsize=MAX_COLUMN)
def column_letters(column: int) -> str:
    """A for 0, Z for 25, AA for 26."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """`D7` for row 6 and column 3."""
    return f"{column_letters(column)}{row + 1}"


def grid_of(sheet: Sheet) -> Grid:
    """The sheet as a grid: merged cells once, at their first place; long runs of blank rows cut short.

    Rows and columns of the cells count in the grid; where they stand on the sheet is said by their places.
    """
    starts = _starts(sheet)
    filled = sorted(sheet.rows)
    if not filled:
        return Grid((), sheet.name, hidden=sheet.hidden)
    columns = _columns(sheet, starts)
    numbers = _numbers(filled)
    hidden_rows, hidden_columns = _Ranges(sheet.hidden_rows), _Ranges(sheet.hidden_columns)
    last_column = columns[-1] if columns else max(max(row, default=0) for row in sheet.rows.values())
    rows: list[tuple[Cell, ...]] = []
    width = 0
    for number, row in zip(numbers, filled, strict=True):
        rows.extend(() for _ in range(number - len(rows)))
        made: list[Cell] = []
        off = sheet.hidden or row in hidden_rows
        for column, text in sorted(sheet.rows[row].items()):
            merge = starts.get((row, column))
            at = bisect_right(columns, column) - 1 if columns else column
            rowspan = colspan = 1
            if merge is not None:
                end = bisect_right(filled, merge[2]) - 1
                rowspan = numbers[end] + min(merge[2] - filled[end], _BLANK_ROWS) - number + 1
                right = min(merge[3], last_column)
                colspan = max(1, (bisect_right(columns, right) - 1 if columns else right) - at + 1)
            place = _place(sheet.name, row, column, merge, off or column in hidden_columns)
            made.append(Cell(text, number, at, rowspan=rowspan, colspan=colspan, place=place))
        width += made[-1].column + 1 if made else 0
        check_cells(width, times=4)
        rows.append(tuple(made))
    return Grid(tuple(rows), sheet.name, hidden=sheet.hidden)


def _place(sheet: str, row: int, column: int, merge: Merge | None, hidden: bool) -> Place:
    first = address(row, column)
    reach = None if merge is None else f"{first}:{address(merge[2], merge[3])}"
    return Place("cell", sheet, first, reach, hidden=hidden)


def _starts(sheet: Sheet) -> dict[tuple[int, int], Merge]:
    """The merged ranges by their first cells; what stands under them is taken away, as nobody sees it.

    A blank merged cell stays as one: it says that the rows beside it belong together.
    """
    if not sheet.merges or not sheet.rows:
        return {}
    last_row = max(sheet.rows)
    last_column = max(max(row) for row in sheet.rows.values())
    merges = sorted(m for m in sheet.merges if 0 <= m[0] <= last_row and 0 <= m[1] <= last_column)
    for merge in merges:
        sheet.rows.setdefault(merge[0], {}).setdefault(merge[1], "")
    reaching: list[Merge] = []
    starts: dict[tuple[int, int], Merge] = {}
    at = 0
    for row in sorted(sheet.rows):
        reaching = [m for m in reaching if m[2] >= row]
        while at < len(merges) and merges[at][0] <= row:
            if len(reaching) < _MAX_REACHING:
                reaching.append(merges[at])
            at += 1
        cells = sheet.rows[row]
        for merge in reaching:
            own = row == merge[0] and merge[1] in cells
            for column in _within(cells, merge[1] + own, merge[3]):
                del cells[column]
            if own:
                starts[row, merge[1]] = merge
    return starts


def _within(cells: dict[int, str], first: int, last: int) -> Sequence[int]:
    """The columns of a row between two, whichever way is shorter."""
    if last - first < len(cells):
        return [column for column in range(first, last + 1) if column in cells]
    return [column for column in cells if first <= column <= last]


def _numbers(filled: Sequence[int]) -> list[int]:
    """Where the rows stand in the grid."""
    numbers = [min(filled[0], _BLANK_ROWS)]
    for before, row in itertools.pairwise(filled):
        numbers.append(numbers[-1] + min(row - before, _BLANK_ROWS + 1))
    return numbers


def _columns(sheet: Sheet, starts: dict[tuple[int, int], Merge]) -> list[int]:
    """The columns that are used, where a cell stands far out; [] where columns stay as they are."""
    used = {column for row in sheet.rows.values() for column in row}
    if max(used, default=0) < _USUAL_COLUMNS:
        return []
    return sorted(used)


class _Ranges:
    """Ranges of numbers that can be asked whether they hold one."""

    def __init__(self, ranges: Sequence[tuple[int, int]]) -> None:
        self._firsts: list[int] = []
        self._lasts: list[int] = []
        for first, last in _joined(ranges):
            self._firsts.append(first)
            self._lasts.append(last)

    def __contains__(self, number: int) -> bool:
        at = bisect_right(self._firsts, number) - 1
        return at >= 0 and number <= self._lasts[at]


def _joined(ranges: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The ranges in order, overlapping ones as one."""
    current: tuple[int, int] | None = None
    for first, last in sorted(ranges):
        if current is not None and first <= current[1] + 1:
            current = (current[0], max(current[1], last))
            continue
        if current is not None:
            yield current
        current = (first, last)
    if current is not None:
        yield current
