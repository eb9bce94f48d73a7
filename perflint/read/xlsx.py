"""Reads xlsx and xlsm: the sheets of a workbook with the text that their cells show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from datetime import datetime
from typing import TYPE_CHECKING

from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.read.numberformat import BUILT_IN, GENERAL, is_general, number_format
from perflint.read.package import Package
from perflint.read.sheet import MAX_COLUMN, Budget, Sheet

if TYPE_CHECKING:
    from lxml.etree import _Element

_REFERENCE = lazy_regex(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
# A control character as Office writes it into XML.
_ESCAPED = lazy_regex(r"_x([0-9A-Fa-f]{4})_")
# From here on the days of a spreadsheet are one ahead: it counts a 29 February 1900.
_MARCH_1900 = datetime(1900, 3, 1)
# WPS shows a picture where this formula stands.
_PICTURE = "=DISPIMG("
_REMEMBERED = 100_000
_TRUE = ("1", "true")
_SHEET_TAGS = ("row", "col", "mergeCell")


@dataclass(frozen=True, slots=True)
class Book:
    """What all sheets of a workbook share."""

    strings: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    from_1904: bool = False
    # Most numbers of a table stand there many times.
    _shown: dict[tuple[float, int], str] = field(default_factory=dict)

    def number(self, value: float, style: int) -> str:
        """What a cell of a style (an index of the workbook's cell formats) shows of a number."""
        shown = self._shown.get((value, style))
        if shown is None:
            code = self.formats[style] if 0 <= style < len(self.formats) else GENERAL
            shown = number_format(GENERAL if is_general(code) else code).show(value, self.from_1904)
            if len(self._shown) < _REMEMBERED:
                self._shown[value, style] = shown
        return shown

    def words(self, text: str, style: int) -> str:
        """What it shows of a text."""
        code = self.formats[style] if 0 <= style < len(self.formats) else GENERAL
        return text if code in (GENERAL, "@") else number_format(code).show_text(text)


def read_sheets(package: Package, main: str) -> list[Sheet]:
    """All worksheets in the workbook's order; `main` is the name of its part. Chart and macro sheets are left out."""
    by_kind = dict(package.relations(main).values())
    sheets, from_1904 = sheet_parts(package, main)
    book = Book(
        _strings(package, by_kind.get("sharedStrings", "")), _formats(package, by_kind.get("styles", "")), from_1904
    )
    budget = Budget()
    return [_read_sheet(package, path, Sheet(name, budget, hidden), book) for name, hidden, path in sheets]


def sheet_parts(package: Package, main: str) -> tuple[list[tuple[str, bool, str]], bool]:
    """The worksheets in order (name, whether hidden, part), and whether days are counted from 1904."""
    relations = package.relations(main)
    sheets: list[tuple[str, bool, str]] = []
    from_1904 = False
    for _, tag, element in package.elements(main, ("sheet", "workbookPr")):
        if tag == "workbookPr":
            from_1904 = element.get("date1904", "").lower() in _TRUE
            continue
        kind, path = relations.get(_relation_id(element), ("", ""))
        if kind == "worksheet" and package.has(path):
            hidden = element.get("state", "visible") in ("hidden", "veryHidden")
            sheets.append((element.get("name", ""), hidden, path))
    return sheets, from_1904


def _relation_id(element: _Element) -> str:
    return next((str(value) for key, value in element.items() if str(key).endswith("}id")), "")


def _strings(package: Package, part: str) -> list[str]:
    """The shared strings; what is said of their reading (phonetic runs) is left out."""
    strings: list[str] = []
    for _, _, element in package.elements(part, ("si",)):
        strings.append(rich_text(element))
    return strings


def rich_text(element: _Element) -> str:
    """The text of a string item: its own, or that of its runs."""
    parts: list[str] = []
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag.endswith("}t"):
            parts.append(child.text or "")
        elif tag.endswith("}r"):
            parts.extend(t.text or "" for t in child if isinstance(t.tag, str) and t.tag.endswith("}t"))
    return unescaped("".join(parts))


def unescaped(text: str) -> str:
    """Control characters written as `_x000D_` as themselves; Office shows a lone carriage return as nothing."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda m: chr(int(m.group(1), 16)), text)
        # Half of a pair is no character.
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _formats(package: Package, part: str) -> list[str]:
    """The format code of every cell format."""
    codes: dict[int, str] = {}
    formats: list[str] = []
    inside = False
    for event, tag, element in package.elements(part, ("numFmt", "cellXfs", "xf"), ("start", "end")):
        if tag == "cellXfs":
            inside = event == "start"
        elif event == "end" and tag == "numFmt":
            # Conditional formats (dxf) come later, with ids of their own.
            codes.setdefault(_integer(element.get("numFmtId"), -1), element.get("formatCode", ""))
        elif event == "end" and tag == "xf" and inside:
            number = _integer(element.get("numFmtId"), 0)
            formats.append(codes.get(number) or BUILT_IN.get(number, GENERAL))
    return formats


def _integer(text: str | None, default: int) -> int:
    try:
        return int(text) if text else default
    except ValueError:
        return default


def _read_sheet(package: Package, part: str, sheet: Sheet, book: Book) -> Sheet:
    row = -1
    for _, tag, element in package.elements(part, _SHEET_TAGS):
        if tag == "row":
            row = _integer(element.get("r"), row + 2) - 1
            if _is_hidden(element, "ht"):
                sheet.hidden_rows.append((row, row))
            _read_row(element, row, sheet, book)
        elif tag == "col":
            first, last = _integer(element.get("min"), 0), _integer(element.get("max"), 0)
            if _is_hidden(element, "width") and 0 < first <= last:
                sheet.hidden_columns.append((first - 1, min(last, MAX_COLUMN) - 1))
        elif tag == "mergeCell":
            _merge(sheet, element.get("ref", ""))
    return sheet


def _read_row(element: _Element, row: int, sheet: Sheet, book: Book) -> None:
    """Put the cells of a row; one that does not say where it stands is the next one."""
    column = -1
    for cell in element:
        at = _REFERENCE.fullmatch(cell.get("r", ""))
        column = _LETTERS[at.group(1)] if at else column + 1
        if len(cell) and (text := _shown(cell, book)):
            sheet.put(int(at.group(2)) - 1 if at else row, column, text)


def _is_hidden(element: _Element, size: str) -> bool:
    """Hidden by a mark, or by a height or width of nothing."""
    return element.get("hidden", "").lower() in _TRUE or element.get(size, "").strip() in ("0", "0.0")


class _Letters(dict[str, int]):
    """A column's number by its letters: 0 for A, 26 for AA."""

    def __missing__(self, letters: str) -> int:
        number = 0
        for letter in letters.upper():
            number = number * 26 + ord(letter) - 64
        self[letters] = number - 1
        return number - 1


_LETTERS = _Letters()


def _merge(sheet: Sheet, reference: str) -> None:
    first, _, last = reference.partition(":")
    start, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
    if start and end:
        rows = sorted((int(start.group(2)) - 1, int(end.group(2)) - 1))
        columns = sorted((_LETTERS[start.group(1)], _LETTERS[end.group(1)]))
        sheet.merge((rows[0], columns[0], rows[1], columns[1]))


def _shown(element: _Element, book: Book) -> str:
    """The text that a cell shows; a formula's is the result that was stored with it."""
    value: str | None = None
    for child in element:
        tag = child.tag
        if isinstance(tag, str):
            if tag.endswith("}v"):
                value = child.text
            elif tag.endswith("}is"):
                return book.words(rich_text(child), _integer(element.get("s"), 0))
    if value is None:
        return ""
    show = _BY_TYPE.get(element.get("t", "n"), _show_number)
    return show(value, _integer(element.get("s"), 0), book)


def _show_number(value: str, style: int, book: Book) -> str:
    try:
        return book.number(float(value), style)
    except ValueError:
        return value


def _show_shared(value: str, style: int, book: Book) -> str:
    number = _integer(value.strip(), -1)
    return book.words(book.strings[number], style) if 0 <= number < len(book.strings) else ""


def _show_text(value: str, style: int, book: Book) -> str:
    if value.startswith(_PICTURE):
        return ""
    return book.words(unescaped(value), style)


def show_date(value: str, style: int, book: Book) -> str:
    """What a cell shows of a moment that is written in ISO 8601."""
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        return value
    moment = moment.replace(tzinfo=None)
    first = datetime(1904, 1, 1) if book.from_1904 else datetime(1899, 12, 31 if moment < _MARCH_1900 else 30)
    return book.number((moment - first).total_seconds() / 86400, style)


_BY_TYPE: dict[str, Callable[[str, int, Book], str]] = {
    "s": _show_shared,
    "str": _show_text,
    "inlineStr": _show_text,
    "b": lambda value, style, book: "TRUE" if value.strip() in _TRUE else "FALSE",
    "e": lambda value, style, book: value,
    "d": show_date,
}
