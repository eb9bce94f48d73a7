"""Rows of a grid as the table parsers see them: cells by column, merged ranges known, blank rows left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import Cell, Text
from perflint.text import squeeze

# A label, header or number is short; longer cells are never compared with the vocabulary.
SHORT = 60
# No real range is longer; a forged one must not fill the memory.
_MAX_SPAN = 2000

# No cell that a person wrote is longer; its blanks stay.
_NO_TEXT = 50_000

BLANK = Cell("")
_NUMBER = lazy_regex(r"[-+]?\d[\d,]*(?:\.\d+)?")
_WHITE = lazy_regex(r"\s+")
_LINE_ENDS = frozenset("\n\r\v\f\x85\u2028\u2029")
FILLERS = frozenset(
    ["", "/", "\\", "-", "--", "—", "——", "_", "无", "不涉及", "不适用", "空", "0", "0.0", "0.00", "0.000"]
)


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One row that is not blank.

    `cells` stand by column. `above` holds the cells of merged ranges that reach down into this row, by their first
    column. `number` counts the input's rows from 0; `gap` is true where blank rows stand before this one.
    """

    cells: tuple[Cell, ...]
    number: int
    gap: bool = False
    above: Mapping[int, Cell] = field(default_factory=dict)
    filled: tuple[int, ...] = ()

    def cell(self, column: int) -> Cell:
        """The cell of a column, BLANK where the row has none."""
        return self.cells[column] if 0 <= column < len(self.cells) else BLANK

    def words(self, column: int) -> str:
        """The squeezed text of a short cell; "" for a long one."""
        return words_of(self.cell(column).text)


@lru_cache(maxsize=2048)
def _squeeze_short(text: str) -> str:
    return squeeze(text)


def words_of(text: str) -> str:
    """The folded text without blanks, "" where it is too long to be a label."""
    return _squeeze_short(text) if len(text) <= SHORT else ""


def lay_out(rows: Sequence[tuple[Cell, ...]]) -> list[Row]:
    """The rows that hold any text, each with its cells by column."""
    laid: list[Row] = []
    reaching: list[tuple[int, int, Cell]] = []
    gap = False
    for number, row in enumerate(rows):
        above = {column: cell for column, last, cell in reaching if number <= last}
        reaching = [r for r in reaching if r[1] > number]
        cells = by_column(row)
        for column, cell in enumerate(cells):
            if cell.rowspan > 1:
                reaching.append((column, number + min(cell.rowspan, _MAX_SPAN) - 1, cell))
        filled = tuple(i for i, cell in enumerate(cells) if cell.text and not cell.text.isspace())
        if not filled:
            gap = True
            continue
        laid.append(Row(cells, number, gap, above, filled))
        gap = False
    return laid


def by_column(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """The cells of a row by column, BLANK where it has none."""
    if all(cell.column == index or cell is BLANK for index, cell in enumerate(row)):
        return row
    width = min(max((cell.column for cell in row), default=-1) + 1, 16384)
    cells = [BLANK] * width
    for cell in row:
        if 0 <= cell.column < width:
            cells[cell.column] = cell
    return tuple(cells)


def tidy(text: Text, dump: bool = False) -> Text:
    """The text without blanks at its ends and without line wraps.

    A wrap is a line end, in a dump any run of blanks; it stays where it parts two Latin words or numbers.
    """
    text = text.strip()
    string = text.string
    if len(string) > _NO_TEXT:
        return text
    parts, start = [], 0
    for run in _WHITE.finditer(string):
        wrapped = dump or not _LINE_ENDS.isdisjoint(run.group())
        if not wrapped:
            continue
        parts.append(text.slice(start, run.start()))
        start = run.end()
        if _is_latin(string[run.start() - 1]) and _is_latin(string[run.end()]):
            start = run.end() - 1
    return Text.join([*parts, text.slice(start)]) if parts else text


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


@lru_cache(maxsize=8192)
def number_of(text: str) -> Decimal | None:
    """The number that a short cell consists of (thousands separators, a closing % or 分 allowed), else None."""
    folded = words_of(text).removesuffix("%").removesuffix("分")
    if not folded or _NUMBER.fullmatch(folded) is None:
        return None
    try:
        return Decimal(folded.replace(",", ""))
    except InvalidOperation:
        return None


def is_filler(text: str) -> bool:
    """Whether a cell is empty or holds what forms print in place of a value."""
    return words_of(text) in FILLERS if len(text) <= SHORT else False
