"""Puts the tables of a Word document and the lines around them together into grids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import Cell, Grid, Place
from perflint.read.docxtable import WordTable, goes_on, rows_of
from perflint.read.docxtext import PAGE_END

# What may head a table: words that end in 表, or say whose goals these are; 三、绩效指标 and 年度绩效目标 head a part.
_TITLE = lazy_regex(
    r"(?!填表|续表)(?!.*(?:[详参]见|如下|[下上附]表$))[^。，,；;：:]{2,60}表[-—\d一二三四五六七八九十]{0,5}(?:[（(【\[〔].{0,24})?"
    r"|(?![（(]?[一二三四五六七八九十\d]{1,3}[)）、.．])[^。，,；;：:]{0,30}(?:项目|支出|资金|整体|部门|政策|区域)[^。，,；;：:]{0,20}"
    r"绩效(?:目标|自评|自评价|监控|评价)(?:情况)?(?:公开)?(?:[（(].{0,24})?"
)
# No title is longer, blanks between its characters included.
_LONG = 300
_ANNEX = lazy_regex(r"附[件表]\s*[\d一二三四五六七八九十]{0,3}[-—\d]{0,4}[:：]?")
# A page's number.
_PAGE = lazy_regex(r"[\d\W_第页共]*")
_CONTINUED = lazy_regex(r"(?:.{0,60}[（(【\[])?\s*(?:续\s*表?|接上[页表])\s*[\d一二三四五六七八九十]{0,3}[)）】\]]?")


def is_title(text: str) -> bool:
    """Whether a line can be the title of a table of its own."""
    words = "".join(text[:_LONG].split())
    return len(words) <= 90 and _TITLE.fullmatch(words) is not None and not _is_continued(words)


def _is_continued(text: str) -> bool:
    return len(text) <= _LONG and _CONTINUED.fullmatch("".join(text.split())) is not None


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or what stands of it on one page or line."""

    text: str
    place: Place


class Grids:
    """Takes lines and tables in order.

    A new grid begins where a title stands between two tables: with the page it is on, else with itself. Lines of a
    section (三、绩效指标) do not part what is one form.
    """

    def __init__(self) -> None:
        self._grids: list[Grid] = []
        self._rows: list[tuple[Cell, ...]] = []
        # The tables that go on with one another at the end of the grid, not yet rows, and tables in their cells.
        self._open: list[WordTable] = []
        self._inner: list[WordTable] = []
        # None where a page ends.
        self._waiting: list[Line | None] = []
        self._has_table = False
        # What stands above the grid's first table.
        self._heading: frozenset[str] = frozenset()

    def line(self, text: str, place: Place) -> None:
        """Take a paragraph: its lines, each for itself."""
        for number, page in enumerate(text.split(PAGE_END)):
            if number:
                self._waiting.append(None)
            self._waiting.extend(Line(line, place) for line in page.split("\n"))

    def table(self, table: WordTable) -> None:
        """Take a table with what waits in front of it."""
        waiting, self._waiting = self._waiting, []
        own = [line for line in waiting if line is not None and line.text.strip() and not _is_continued(line.text)]
        if not self._has_table:
            self._head(waiting)
        elif any(is_title(line.text) for line in own) and not self._is_repeated(own):
            at = _start(waiting)
            self._put_lines(waiting[:at])
            self._end_grid()
            self._head(waiting[at:])
        elif own or not self._open or not goes_on(self._open[0], table):
            self._put_lines(waiting)
        self._has_table = True
        self._open.append(table)
        self._inner.extend(table.all())
        for inner in (table, *table.all()):
            self._waiting.extend(Line(text, place) for text, place in inner.boxes if text.strip())

    def _head(self, lines: Sequence[Line | None]) -> None:
        self._put_lines(lines)
        self._heading = frozenset(_squeezed(line) for line in lines if line is not None)

    def _is_repeated(self, lines: Sequence[Line]) -> bool:
        """Whether lines only say again, as every page does, what stands above the grid's first table."""
        return all(words in self._heading or _PAGE.fullmatch(words) for words in map(_squeezed, lines))

    def finished(self, header: Sequence[str]) -> tuple[Grid, ...]:
        """All grids; the title that a page header holds stands first where the document has none."""
        self._put_lines(self._waiting)
        self._waiting = []
        self._end_grid()
        grids = [grid for grid in self._grids if any(cell.text.strip() for row in grid.rows for cell in row)]
        if header and grids and not any(is_title(c.text) for row in grids[0].rows for c in row if len(c.text) < 200):
            grids[0] = _under(header[0], grids[0])
        return tuple(grids)

    def _put_lines(self, lines: Sequence[Line | None]) -> None:
        self._close_tables()
        for line in lines:
            after_table = bool(self._rows and self._rows[-1] and self._rows[-1][0].place.table)
            if line is None or not line.text.strip():
                self._gap()
                continue
            if after_table and not line.place.table:
                self._gap()
            number = len(self._rows)
            cells = (Cell(text, number, at, place=line.place) for at, text in enumerate(line.text.split("\t")))
            self._rows.append(tuple(cells))

    def _gap(self) -> None:
        """A blank row, where there is none."""
        if self._rows and self._rows[-1]:
            self._rows.append(())

    def _close_tables(self) -> None:
        """The open tables as rows, a blank one between them and what stands above."""
        if self._open:
            self._gap()
            self._rows.extend(rows_of(self._open, len(self._rows)))
            self._open = []

    def _end_grid(self) -> None:
        self._close_tables()
        while self._rows and not self._rows[-1]:
            self._rows.pop()
        if self._rows:
            self._grids.append(Grid(tuple(self._rows)))
        self._grids.extend(Grid(tuple(rows_of([table], 0))) for table in self._inner)
        self._rows, self._inner, self._has_table = [], [], False


def _squeezed(line: Line) -> str:
    return "".join(line.text[:_LONG].split())


def _start(waiting: Sequence[Line | None]) -> int:
    """Where the lines of a new grid begin: on the page of their first title, or with 附件 above it."""
    title = next(i for i, line in enumerate(waiting) if line is not None and is_title(line.text))
    pages = [i for i, line in enumerate(waiting[:title]) if line is None]
    if pages:
        return pages[-1]
    start = title
    while start > 0 and (above := waiting[start - 1]) is not None and _ANNEX.fullmatch("".join(above.text.split())):
        start -= 1
    return start


def _under(title: str, grid: Grid) -> Grid:
    rows = [tuple(replace(cell, row=cell.row + 1) for cell in row) for row in grid.rows]
    return replace(grid, rows=((Cell(title, place=Place("word")),), *rows))
