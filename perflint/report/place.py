"""Where something stands, in words: a line and column, a cell, a place in a Word table, a page."""

from __future__ import annotations

from perflint.model import Location, Place, Range


def place_text(place: Place, lang: str = "zh") -> str:
    """A place without lines: `Sheet1!D7`, `表2第3行第4列`, `第3页`; empty for plain text.

    A hidden cell is said to be one: who looks for it would not find it.
    """
    english = lang == "en"
    if place.kind == "cell":
        cell = place.range or place.cell or ""
        cell = f"{place.sheet}!{cell}" if place.sheet else cell
        return cell if not place.hidden else f"{cell} (hidden)" if english else f"{cell}（隐藏）"
    if place.kind == "page":
        return "" if place.page is None else f"page {place.page}" if english else f"第{place.page}页"
    if place.paragraph is not None:
        return f"paragraph {place.paragraph}" if english else f"第{place.paragraph}段"
    if place.table is None:
        return ""
    if english:
        return f"table {place.table} row {place.row} column {place.column}"
    return f"表{place.table}第{place.row}行第{place.column}列"


def part_text(place: Place, lang: str = "zh") -> str:
    """The part of a file in which a place stands: a sheet, a table of a Word document, a page; empty for plain text."""
    english = lang == "en"
    if place.kind == "cell" and place.sheet:
        hidden = "" if not place.hidden else " (hidden)" if english else "（隐藏）"
        return (f"sheet {place.sheet}" if english else f"工作表 {place.sheet}") + hidden
    if place.kind == "word" and place.table is not None:
        return f"table {place.table} of the document" if english else f"文档中的表 {place.table}"
    return place_text(place, lang) if place.kind == "page" else ""


def range_text(span: Range) -> str:
    """`line:column` of the start."""
    return f"{span.start.line}:{span.start.column}"


def location_text(location: Location, lang: str = "zh") -> str:
    """The place where the format has places of its own, else line and column, else nothing."""
    place = place_text(location.place, lang) if location.place is not None else ""
    if place:
        return place
    return range_text(location.range) if location.range is not None else ""


def file_and_place(file: str, location: Location, lang: str = "zh") -> str:
    """`file:place`, or the file alone where there is no place."""
    where = location_text(location, lang)
    return f"{file}:{where}" if where else file
