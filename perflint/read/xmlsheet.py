"""Reads XML Spreadsheet 2003 (what platforms write as .xls by a template): the text that the cells show.

The schema is Microsoft's "XML Spreadsheet Reference" (urn:schemas-microsoft-com:office:spreadsheet).
"""

from __future__ import annotations

from bisect import bisect_right
from io import BytesIO
from typing import TYPE_CHECKING

from perflint.read.numberformat import GENERAL
from perflint.read.package import elements, local_name
from perflint.read.sheet import MAX_COLUMN, MAX_ROW, Budget, Sheet
from perflint.read.xlsx import Book, show_date

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPACE = "{urn:schemas-microsoft-com:office:spreadsheet}"
_TAGS = ("Style", "Date1904", "Worksheet", "Column", "Row", "Visible")
_HIDDEN_SHEET = ("SheetHidden", "SheetVeryHidden")
# The formats that have names there in place of codes.
_NAMED = {
    "General Number": GENERAL, "General Date": "yyyy/m/d h:mm", "Long Date": 'yyyy"年"m"月"d"日"',
    "Medium Date": "d-mmm-yy", "Short Date": "yyyy/m/d", "Long Time": "h:mm:ss", "Medium Time": "h:mm AM/PM",
    "Short Time": "h:mm", "Currency": '"¥"#,##0.00', "Euro Currency": '"€"#,##0.00', "Fixed": "0.00",
    "Standard": "#,##0.00", "Percent": "0.00%", "Scientific": "0.00E+00", "Yes/No": '"Yes";"Yes";"No"',
    "True/False": '"True";"True";"False"', "On/Off": '"On";"On";"Off"',
}  # fmt: skip


def read_sheets(data: bytes) -> list[Sheet]:
    """All worksheets in order. Raises what lxml raises for XML that is damaged."""
    reader = _Reader()
    for event, tag, element in elements(BytesIO(data.lstrip()), _TAGS, ("start", "end")):
        reader.take(event == "start", tag, element)
    return reader.sheets


class _Reader:
    """Takes the elements of the file in order."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self._budget = Budget()
        # The number of each style's format in the book, and the style that it stands on.
        self._styles: dict[str, int] = {}
        self._book = Book(formats=[GENERAL])
        self._columns: list[tuple[int, int, str]] = []
        self._row = self._column = 0

    def take(self, start: bool, tag: str, element: _Element) -> None:
        """Take an element that begins or has ended."""
        if tag == "Worksheet":
            if start:
                self.sheets.append(Sheet(_get(element, "Name"), self._budget))
                self._columns, self._row, self._column = [], 0, 0
        elif start:
            return
        elif tag == "Style":
            self._style(element)
        elif tag == "Date1904":
            self._book = Book(formats=self._book.formats, from_1904=True)
        elif not self.sheets:
            return
        elif tag == "Visible":
            self.sheets[-1].hidden = (element.text or "").strip() in _HIDDEN_SHEET
        elif tag == "Column":
            self._take_column(element)
        else:
            self._take_row(element, self.sheets[-1])

    def _style(self, style: _Element) -> None:
        """Remember a style's format; those that a style stands on are written before it."""
        number = self._styles.get(_get(style, "Parent") or "Default", 0)
        for child in style:
            if local_name(child) == "NumberFormat":
                code = _get(child, "Format") or GENERAL
                self._book.formats.append(_NAMED.get(code, code))
                number = len(self._book.formats) - 1
        self._styles[_get(style, "ID")] = number

    def _take_column(self, element: _Element) -> None:
        self._column = _number(element, "Index", self._column + 1, MAX_COLUMN) - 1
        last = self._column + _number(element, "Span", 0, MAX_COLUMN)
        if _is_hidden(element, "Width"):
            self.sheets[-1].hidden_columns.append((self._column, last))
        style = _get(element, "StyleID")
        if style and (not self._columns or self._columns[-1][1] < self._column):
            self._columns.append((self._column, last, style))
        self._column = last + 1

    def _take_row(self, element: _Element, sheet: Sheet) -> None:
        row = _number(element, "Index", self._row + 1, MAX_ROW + 1) - 1
        self._row = row + 1 + _number(element, "Span", 0, MAX_ROW)
        if _is_hidden(element, "Height"):
            sheet.hidden_rows.append((row, self._row - 1))
        style, column = _get(element, "StyleID"), 0
        for cell in element:
            if local_name(cell) != "Cell":
                continue
            across, own = 0, ""
            if len(cell.attrib):
                column = _number(cell, "Index", column + 1, MAX_COLUMN + 1) - 1
                across, down = _number(cell, "MergeAcross", 0, MAX_COLUMN), _number(cell, "MergeDown", 0, MAX_ROW)
                if across or down:
                    sheet.merge((row, column, row + down, column + across))
                own = _get(cell, "StyleID")
            own = own or style or self._style_of_column(column)
            if text := self._shown(cell, self._styles.get(own, self._styles.get("Default", 0))):
                sheet.put(row, column, text)
            column += 1 + across

    def _style_of_column(self, column: int) -> str:
        at = bisect_right(self._columns, column, key=lambda found: found[0]) - 1
        return self._columns[at][2] if at >= 0 and column <= self._columns[at][1] else "Default"

    def _shown(self, cell: _Element, style: int) -> str:
        """What a cell shows of its data; notes, which hold data as well, stand one level deeper."""
        data = next((child for child in cell if local_name(child) == "Data"), None)
        if data is None:
            return ""
        text = "".join(str(part) for part in data.itertext()) if len(data) else data.text or ""
        kind = _get(data, "Type")
        if kind == "Number":
            try:
                return self._book.number(float(text), style)
            except ValueError:
                return text
        if kind == "DateTime":
            return show_date(text, style, self._book)
        if kind == "Boolean":
            return "TRUE" if text.strip() == "1" else "FALSE"
        return self._book.words(text.replace("\r\n", "\n").replace("\r", "\n"), style)


def _get(element: _Element, name: str) -> str:
    """An attribute, with or without its namespace; "" where it is missing."""
    return str(element.get(_SPACE + name) or element.get(name) or "")


def _number(element: _Element, name: str, default: int, most: int) -> int:
    """An attribute as a number between 0 and `most`, the default where it is none (columns and rows count from 1)."""
    text = _get(element, name)
    return min(int(text), most) if text.isdecimal() and len(text) < 10 and (int(text) or name != "Index") else default


def _is_hidden(element: _Element, size: str) -> bool:
    return _get(element, "Hidden") == "1" or _get(element, size) in ("0", "0.0")
