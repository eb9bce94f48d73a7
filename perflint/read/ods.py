"""Reads ods (OpenDocument spreadsheets): the displayed texts, which the file holds beside the values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from perflint.read.numberformat import GENERAL, number_format
from perflint.read.package import Package, attribute, local_name
from perflint.read.sheet import MAX_COLUMN, MAX_ROW, Budget, Sheet

if TYPE_CHECKING:
    from lxml.etree import _Element

_TAGS = ("style", "table", "table-column", "table-row", "tracked-changes", "shapes")
_NOT_SHOWN = frozenset(("collapse", "filter"))
# What stands in a cell without being its text: notes, drawings, tables in it.
_ASIDE = frozenset(("annotation", "frame", "g", "custom-shape", "line", "rect", "control", "table", "ruby-text"))


def read_sheets(package: Package) -> list[Sheet]:
    """All sheets in order."""
    hidden_styles: set[str] = set()
    sheets: list[Sheet] = []
    budget = Budget()
    row = column = aside = depth = 0
    for event, tag, element in package.elements("content.xml", _TAGS, ("start", "end")):
        start = event == "start"
        if tag in ("tracked-changes", "shapes"):
            aside += 1 if start else -1
        elif aside:
            continue
        elif tag == "style":
            if not start and _shows_no_table(element):
                hidden_styles.add(attribute(element, "name"))
        elif tag == "table":
            depth += 1 if start else -1
            if start and depth == 1:
                sheets.append(
                    Sheet(attribute(element, "name"), budget, attribute(element, "style-name") in hidden_styles)
                )
                row = column = 0
        elif start or depth != 1:
            continue
        elif tag == "table-column":
            times = _times(element, "number-columns-repeated", MAX_COLUMN)
            if attribute(element, "visibility") in _NOT_SHOWN:
                sheets[-1].hidden_columns.append((column, column + times - 1))
            column += times
        else:
            row += _read_row(sheets[-1], element, row)
    return sheets


def _shows_no_table(style: _Element) -> bool:
    return any(attribute(child, "display") == "false" for child in style if local_name(child) == "table-properties")


def _times(element: _Element, name: str, limit: int) -> int:
    text = attribute(element, name)
    return max(1, min(int(text), limit)) if text.isdecimal() and len(text) < 10 else 1


def _read_row(sheet: Sheet, element: _Element, row: int) -> int:
    """Put the row's cells, as often as it is repeated; gives how many rows it stands for."""
    times = _times(element, "number-rows-repeated", MAX_ROW)
    if attribute(element, "visibility") in _NOT_SHOWN:
        sheet.hidden_rows.append((row, row + times - 1))
    column = 0
    for cell in element:
        name = local_name(cell)
        if name not in ("table-cell", "covered-table-cell"):
            continue
        repeated = _times(cell, "number-columns-repeated", MAX_COLUMN)
        if name == "table-cell" and len(cell.attrib) + len(cell):
            rows = _times(cell, "number-rows-spanned", MAX_ROW)
            columns = _times(cell, "number-columns-spanned", MAX_COLUMN)
            if rows > 1 or columns > 1:
                sheet.merge((row, column, row + rows - 1, column + columns - 1))
            if text := _shown(cell):
                _put(sheet, range(row, row + times), range(column, column + repeated), text)
        column += repeated
    return times


def _put(sheet: Sheet, rows: range, columns: range, text: str) -> None:
    for row in rows:
        for column in columns:
            sheet.put(row, column, text)


def _shown(cell: _Element) -> str:
    """The paragraphs of a cell; where a writer left them out, its value without a format."""
    lines = ["".join(_text(child)) for child in cell if local_name(child) == "p"]
    if lines:
        return "\n".join(lines)
    kind, value = attribute(cell, "value-type"), attribute(cell, "value")
    if kind == "boolean":
        return attribute(cell, "boolean-value").upper()
    if kind in ("string", "date", "time"):
        return attribute(cell, f"{kind}-value")
    if not value:
        return ""
    try:
        return number_format("0%" if kind == "percentage" else GENERAL).show(float(value))
    except ValueError:
        return value


def _text(paragraph: _Element) -> Iterator[str]:
    """The characters of a paragraph: runs, links, and the blanks that ODF counts instead of writing them."""
    if paragraph.text:
        yield _white(paragraph.text)
    for child in paragraph:
        name = local_name(child)
        if name == "s":
            yield " " * _times(child, "c", 1000)
        elif name == "tab":
            yield "\t"
        elif name == "line-break":
            yield "\n"
        elif name and name not in _ASIDE:
            yield from _text(child)
        if child.tail:
            yield _white(child.tail)


def _white(text: str) -> str:
    return text.replace("\n", " ") if "\n" in text else text
