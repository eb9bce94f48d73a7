"""Reads web archives (mht, as Excel and Word save a "single file web page"): a workbook's sheets, or one page.

The pages in it are packed, so that a place is no line of the file: a cell of Excel's stands on its sheet, one of
another page in its table, as in Word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from email import message_from_bytes
from html import unescape
from urllib.parse import unquote

from perflint.errors import ReadError
from perflint.lazyregex import lazy_regex
from perflint.model import Cell, Document, Grid, Place
from perflint.read.decode import decode
from perflint.read.htmlpage import Row, read_rows
from perflint.read.limits import check_cells
from perflint.read.sheet import address

_MAX_PARTS = 2000
# What a page says of the workbook that it was.
_SHEET = lazy_regex(r"<x:ExcelWorksheet>(.*?)</x:ExcelWorksheet>", re.DOTALL | re.IGNORECASE)
_NAME = lazy_regex(r"<x:Name>(.*?)</x:Name>", re.DOTALL | re.IGNORECASE)
_SOURCE = lazy_regex(r"""<x:WorksheetSource\s+HRef=["']?([^"'>]+)""", re.IGNORECASE)
_IS_HIDDEN = lazy_regex(r"<x:Visible>\s*Sheet(?:Very)?Hidden", re.IGNORECASE)
_EXCEL = "schemas-microsoft-com:office:excel"

# A page's place in the archive, and its source.
Page = tuple[str, str]


def read_mhtml(data: bytes, name: str) -> Document:
    """A web archive: a grid for each sheet, else one for its page. Raises ReadError where it holds no page."""
    pages = list(_pages(data))
    if not pages:
        raise ReadError(
            "网页存档（mht）中没有网页，可能已损坏，请在 Excel 或 Word 中打开后另存为 .xlsx 或 .docx",
            "the web archive (mht) holds no page and may be damaged; "
            "open it in Excel or Word and save it as .xlsx or .docx",
        )
    sheets = list(_sheets(pages))
    budget = _Budget()
    if sheets:
        return Document(name, "mhtml", tuple(_sheet(*sheet, budget) for sheet in sheets))
    # Word's other pages hold headers and footers.
    return Document(name, "mhtml", (_page(pages[0][1], budget),))


class _Budget:
    """What all pages together may hold."""

    def __init__(self) -> None:
        self._count = 0

    def rows(self, source: str) -> list[Row]:
        """The rows of a page. Raises ReadError over the limit."""
        rows = read_rows(source)
        self._count += sum(len(row.cells) for row in rows)
        check_cells(self._count)
        return rows


def _pages(data: bytes) -> Iterator[Page]:
    """The html parts, the first one first."""
    for number, part in enumerate(message_from_bytes(data).walk()):
        if number > _MAX_PARTS:
            return
        if part.get_content_type() == "text/html":
            body = part.get_payload(decode=True)
            if isinstance(body, bytes):
                yield str(part.get("Content-Location", "")).replace("\\", "/"), decode(body)


def _sheets(pages: Sequence[Page]) -> Iterator[tuple[str, str, bool]]:
    """(name, source, whether it is hidden) of each sheet of a workbook; nothing for other pages."""
    main = pages[0][1]
    if _EXCEL not in main[:4000]:
        return
    by_file = {unquote(place.rpartition("/")[2]).casefold(): source for place, source in pages[1:]}
    for number, match in enumerate(_SHEET.finditer(main)):
        said = match.group(1)
        name, href = _NAME.search(said), _SOURCE.search(said)
        if href is not None:
            source = by_file.get(unquote(href.group(1).replace("\\", "/").rpartition("/")[2]).casefold(), "")
        else:
            # A workbook of one sheet is one page.
            source = main if number == 0 else ""
        hidden = _IS_HIDDEN.search(said) is not None or _IS_HIDDEN.search(source) is not None
        yield unescape(name.group(1)).strip() if name else f"Sheet{number + 1}", source, hidden


def _sheet(name: str, source: str, hidden: bool, budget: _Budget) -> Grid:
    def place(row: Row, cell: Cell) -> Place:
        first, reach = address(row.number, cell.column), None
        if cell.rowspan > 1 or cell.colspan > 1:
            reach = f"{first}:{address(row.number + cell.rowspan - 1, cell.column + cell.colspan - 1)}"
        return Place("cell", name, first, reach, hidden=hidden or cell.hidden)

    return Grid(_placed([row for row in budget.rows(source) if row.table], place), name, hidden=hidden)


def _page(source: str, budget: _Budget) -> Grid:
    paragraphs = 0

    def place(row: Row, cell: Cell) -> Place:
        nonlocal paragraphs
        if row.table:
            return Place("word", table=row.table, row=row.number + 1, column=cell.column + 1, hidden=cell.hidden)
        paragraphs += 1
        return Place("word", paragraph=paragraphs)

    return Grid(_placed(budget.rows(source), place))


def _placed(rows: Sequence[Row], place: Callable[[Row, Cell], Place]) -> tuple[tuple[Cell, ...], ...]:
    """The rows with places of another kind than a range of text."""
    return tuple(
        tuple(replace(c, row=at, start=None, offsets=None, ends=None, place=place(row, c)) for c in row.cells)
        for at, row in enumerate(rows)
    )
