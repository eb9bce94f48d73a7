"""Makes rows of an html page: those of its tables and the lines around them, each cell with its place in the source."""

from __future__ import annotations

import re
from dataclasses import field, replace

from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import Cell, Place
from perflint.read.htmltext import ShownText, Tag, pieces
from perflint.read.limits import check_cells

# The limits of the HTML standard (4.9.11); "to the end of the table" is a rowspan of 0.
_MAX_COLSPAN = 1000
_MAX_ROWSPAN = 65534
_HIDDEN = lazy_regex(r"display\s*:\s*none", re.IGNORECASE)
# Excel writes blank rows as one.
_LINES = lazy_regex(r".*mso-xlrowspan\s*:\s*(\d{1,6}).*", re.IGNORECASE | re.DOTALL)
_HIDDEN_PLACE = Place(hidden=True)
_NUMBER = lazy_regex(r"\s*(\d{1,6})")
_BLOCKS = frozenset(
    ("p", "div", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "pre", "blockquote",
     "section", "article", "header", "footer", "main", "aside", "address", "center", "form", "fieldset", "legend",
     "figure", "figcaption", "body", "html", "head", "caption", "details", "summary")
)  # fmt: skip
_VOID = frozenset(
    ("br", "hr", "img", "input", "col", "meta", "link", "base", "area", "embed", "source", "track", "wbr", "param")
)
_TABLE_TAGS = frozenset(("table", "tr", "td", "th", "thead", "tbody", "tfoot"))


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A row of a page: of which table (from 1) and where in it (from 0), or 0 for a line outside of tables."""

    cells: tuple[Cell, ...]
    table: int = 0
    number: int = 0


def read_rows(source: str) -> list[Row]:
    """The rows of a page in order. Raises ReadError over the limits."""
    page = _Page(source)
    for piece in pieces(source):
        if isinstance(piece, Tag):
            page.tag(piece)
        else:
            page.text(*piece)
    return page.finished()


@dataclass(slots=True, eq=False)
class _Open:
    """A cell of a row that is not finished."""

    column: int
    text: ShownText
    rowspan: int
    colspan: int
    hidden: bool = False


@dataclass(slots=True, eq=False)
class _Table:
    """An open table, by its order on the page. `taken` says up to which of its rows a column is taken by a merged
    cell; `line` and `lines` are where its row stands on a sheet, and how many rows of that it stands for.
    """

    order: int
    row: list[_Open] | None = None
    row_hidden: bool = False
    cell: _Open | None = None
    number: int = 0
    column: int = 0
    line: int = 0
    lines: int = 1
    taken: dict[int, int] = field(default_factory=dict)
    # The page's rows that it has made with cells that reach down.
    reaching: list[int] = field(default_factory=list)
    # Whether it holds tables: then it only arranges the page, and its merged cells mean nothing.
    arranges: bool = False


class _Page:
    """Takes tags and text in order and makes rows of them."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._rows: list[Row] = []
        self._opened = 0
        self._tables: list[_Table] = []
        self._loose = ShownText(source)
        self._hidden: tuple[str, int] | None = None
        self._links = 0
        self._kept = 0
        self._count = 0

    def text(self, start: int, end: int) -> None:
        """Take a range of text."""
        if self._hidden is None:
            self._shown().add(start, end, self._links > 0, self._kept > 0)

    def tag(self, tag: Tag) -> None:
        """Take a start or end tag."""
        if self._in_hidden(tag):
            return
        if tag.name in _TABLE_TAGS:
            self._table_tag(tag)
        elif tag.name == "br":
            self._line_break()
        elif tag.name in _BLOCKS:
            self._kept = self._kept + (-1 if tag.closing else 1) if tag.name == "pre" else self._kept
            self._kept = max(0, self._kept)
            self._block()
        elif tag.name == "a":
            # Links do not stand in one another.
            self._links = int(not tag.closing and "href" in tag.attributes())

    def finished(self) -> list[Row]:
        """All rows, what is still open closed."""
        while self._tables:
            self._close_table()
        self._paragraph()
        return self._rows

    def _in_hidden(self, tag: Tag) -> bool:
        """Whether a tag stands in an element that is not shown; begins and ends such elements."""
        if self._hidden is None:
            if tag.closing or tag.name in _VOID or tag.name in _TABLE_TAGS or not tag.rest:
                return False
            if not _is_hidden(tag):
                return False
            self._hidden = (tag.name, 1)
            return True
        name, depth = self._hidden
        if tag.name in ("table", "tr", "td", "th") and tag.closing:
            # An element that is never closed ends with its cell.
            self._hidden = None
            return False
        if tag.name == name:
            depth += -1 if tag.closing else 1
            self._hidden = (name, depth) if depth else None
        return True

    def _shown(self) -> ShownText:
        cell = self._tables[-1].cell if self._tables else None
        return cell.text if cell is not None else self._loose

    def _line_break(self) -> None:
        if self._tables and self._tables[-1].cell is not None:
            self._shown().line_break()
        else:
            self._paragraph()

    def _block(self) -> None:
        if self._tables and self._tables[-1].cell is not None:
            self._shown().block()
        else:
            self._paragraph()

    def _paragraph(self) -> None:
        """The loose text as a row; what is nothing but links is navigation."""
        loose, self._loose = self._loose, ShownText(self._source)
        if loose.length > loose.linked:
            for cell in _lines(loose.cell(0, 0)):
                self._rows.append(Row((replace(cell, row=len(self._rows)),)))

    def _table_tag(self, tag: Tag) -> None:
        if tag.name == "table":
            if tag.closing:
                if self._tables:
                    self._close_table()
            else:
                self._open_table()
            return
        if not self._tables:
            if tag.closing:
                return
            self._open_table()
        table = self._tables[-1]
        if tag.name in ("td", "th"):
            self._close_cell(table)
            if not tag.closing:
                self._open_cell(table, tag)
        else:
            self._close_row(table)
            if tag.name == "tr" and not tag.closing:
                table.row = []
                table.row_hidden = _is_hidden(tag)
                table.lines = _number(_LINES.sub(r"\1", tag.rest), 1) if "xlrowspan" in tag.rest else 1

    def _open_table(self) -> None:
        self._paragraph()
        if self._tables:
            outer = self._tables[-1]
            outer.arranges = True
            self._flush(outer)
        elif self._rows:
            self._rows.append(Row(()))
        self._opened += 1
        self._tables.append(_Table(self._opened))

    def _flush(self, outer: _Table) -> None:
        """The text of a row so far as a row, because a table follows in it."""
        if not outer.row and outer.cell is None:
            return
        cell = outer.cell
        self._emit(outer)
        if cell is not None:
            outer.cell = _Open(cell.column, ShownText(self._source), 1, cell.colspan)
            outer.row = [outer.cell]

    def _close_table(self) -> None:
        table = self._tables.pop()
        self._tables.append(table)
        self._close_row(table)
        self._tables.pop()
        self._paragraph()
        last = len(self._rows)
        for number in table.reaching:
            # A table that arranges a page has rows of others in between; elsewhere a range ends with its table.
            most = 1 if table.arranges else last - number
            row = self._rows[number]
            self._rows[number] = replace(row, cells=tuple(replace(c, rowspan=min(c.rowspan, most)) for c in row.cells))

    def _open_cell(self, table: _Table, tag: Tag) -> None:
        self._paragraph()
        if table.row is None:
            table.row = []
        attributes = tag.attributes() if "span" in tag.rest.lower() else {}
        colspan = min(max(_number(attributes.get("colspan"), 1), 1), _MAX_COLSPAN)
        rowspan = min(_number(attributes.get("rowspan"), 1) or _MAX_ROWSPAN, _MAX_ROWSPAN)
        first = table.column
        while table.taken.get(table.column, 0) > table.number:
            table.column += 1
        # Places that merged cells take count as well, or a forged page would hold more of them than any memory.
        self._count += colspan + table.column - first
        check_cells(self._count)
        if rowspan > 1:
            for column in range(table.column, table.column + colspan):
                table.taken[column] = table.number + rowspan
        hidden = table.row_hidden or _is_hidden(tag)
        table.cell = _Open(table.column, ShownText(self._source), rowspan, colspan, hidden)
        table.row.append(table.cell)
        table.column += colspan

    def _close_cell(self, table: _Table) -> None:
        table.cell = None

    def _close_row(self, table: _Table) -> None:
        if table.row is not None:
            self._emit(table)
            table.number += 1
            table.line += table.lines
            table.column, table.lines = 0, 1

    def _emit(self, table: _Table) -> None:
        number = len(self._rows)
        self._rows.append(Row(tuple(_cell(o, number) for o in table.row or ()), table.order, table.line))
        if any(o.rowspan > 1 for o in table.row or ()):
            table.reaching.append(number)
        table.row = None
        table.row_hidden = False
        table.cell = None


def _cell(made: _Open, number: int) -> Cell:
    cell = made.text.cell(number, made.column, made.rowspan, made.colspan)
    return replace(cell, place=_HIDDEN_PLACE) if made.hidden else cell


def _is_hidden(tag: Tag) -> bool:
    rest = tag.rest.lower()
    if "hidden" not in rest and "display" not in rest:
        return False
    if _HIDDEN.search(tag.attributes().get("style", "")):
        return True
    return re.search(r"\shidden(?=[\s=/]|$)", rest) is not None and "aria-hidden" not in rest


def _number(text: str | None, default: int) -> int:
    match = _NUMBER.match(text) if text else None
    return int(match.group(1)) if match else default


def _lines(cell: Cell) -> list[Cell]:
    """A paragraph's lines, each as a cell of its own."""
    if "\n" not in cell.text:
        return [cell]
    made: list[Cell] = []
    start = 0
    for line in cell.text.split("\n"):
        stop = start + len(line)
        if line.strip():
            if cell.offsets is None:
                made.append(Cell(line, start=(cell.start or 0) + start))
            else:
                ends = cell.ends[start:stop] if cell.ends is not None else None
                made.append(Cell(line, offsets=cell.offsets[start : stop + 1], ends=ends))
        start = stop + 1
    return made
