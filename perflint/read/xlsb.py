"""Reads xlsb: the binary parts of a workbook ([MS-XLSB]), each a row of records."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import IO

from perflint.read.numberformat import BUILT_IN, GENERAL
from perflint.read.package import Package
from perflint.read.sheet import Budget, Sheet
from perflint.read.xlsx import Book

ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}  # fmt: skip
_ROW, _RK, _ERROR, _BOOL, _REAL, _STRING, _SHARED = 0, 2, 3, 4, 5, 6, 7
_FORMULA_STRING, _FORMULA_NUMBER, _FORMULA_BOOL, _FORMULA_ERROR = 8, 9, 10, 11
_SHARED_ITEM, _FORMAT, _CELL_FORMAT, _COLUMN = 19, 44, 47, 60
_BOOK_PROPERTIES, _SHEET, _MERGE, _CELL_FORMATS, _CELL_FORMATS_END = 153, 156, 176, 617, 618
# No record that is read here is longer: a cell of 32,767 characters with its formula.
_MAX_RECORD = 1 << 20


def read_sheets(package: Package, main: str) -> list[Sheet]:
    """All worksheets in the workbook's order; `main` is the name of its part."""
    relations = package.relations(main)
    by_kind = dict(relations.values())
    found: list[tuple[str, bool, str]] = []
    from_1904 = False
    for kind, body in _records(package, main):
        if kind == _BOOK_PROPERTIES:
            from_1904 = bool(body[0] & 1)
        elif kind == _SHEET:
            relation, at = _string(body, 8)
            name, _ = _string(body, at)
            of_kind, path = relations.get(relation, ("", ""))
            if of_kind == "worksheet" and package.has(path):
                found.append((name, _u32(body, 0) != 0, path))
    strings = [
        _string(body, 1)[0]
        for kind, body in _records(package, by_kind.get("sharedStrings", ""))
        if kind == _SHARED_ITEM
    ]
    book = Book(strings, _formats(package, by_kind.get("styles", "")), from_1904)
    budget = Budget()
    return [_read_sheet(package, path, Sheet(name, budget, hidden), book) for name, hidden, path in found]


def _records(package: Package, part: str) -> Iterator[tuple[int, bytes]]:
    """The records of a part: a number of one or two bytes, a length of one to four, 7 bits each, and the body."""
    if not package.has(part):
        return
    with package.open(part) as stream:
        while first := stream.read(1):
            kind = first[0]
            if kind & 0x80:
                kind = kind & 0x7F | (stream.read(1)[0] & 0x7F) << 7
            size = shift = 0
            while True:
                byte = stream.read(1)[0]
                size |= (byte & 0x7F) << shift
                shift += 7
                if byte < 0x80 or shift > 21:
                    break
            yield kind, _body(stream, size)


def _body(stream: IO[bytes], size: int) -> bytes:
    body = stream.read(min(size, _MAX_RECORD))
    left = size - len(body)
    while left > 0 and (skipped := len(stream.read(min(left, _MAX_RECORD)))):
        left -= skipped
    return body


def _u32(body: bytes, at: int) -> int:
    return int.from_bytes(body[at : at + 4], "little")


def _string(body: bytes, at: int) -> tuple[str, int]:
    """A string with its length before it, and where it ends; a length of all ones says that there is none."""
    size = _u32(body, at)
    if size == 0xFFFFFFFF:
        return "", at + 4
    end = at + 4 + 2 * size
    return body[at + 4 : end].decode("utf-16-le", "replace").replace("\r\n", "\n"), end


def _formats(package: Package, part: str) -> list[str]:
    codes: dict[int, str] = {}
    formats: list[str] = []
    inside = False
    for kind, body in _records(package, part):
        if kind in (_CELL_FORMATS, _CELL_FORMATS_END):
            inside = kind == _CELL_FORMATS
        elif kind == _FORMAT:
            codes[int.from_bytes(body[:2], "little")] = _string(body, 2)[0]
        elif kind == _CELL_FORMAT and inside:
            number = int.from_bytes(body[2:4], "little")
            formats.append(codes.get(number) or BUILT_IN.get(number, GENERAL))
    return formats


def _read_sheet(package: Package, part: str, sheet: Sheet, book: Book) -> Sheet:
    row = 0
    for kind, body in _records(package, part):
        if kind == _ROW:
            row = _u32(body, 0)
            # The flags of the row stand behind its height; the fifth bit of their second byte hides it.
            if len(body) > 11 and body[11] & 0x10:
                sheet.hidden_rows.append((row, row))
        elif _RK <= kind <= _FORMULA_ERROR:
            sheet.put(row, _u32(body, 0), _shown(kind, body, book))
        elif kind == _COLUMN and len(body) >= 18 and body[16] & 1:
            sheet.hidden_columns.append((_u32(body, 0), _u32(body, 4)))
        elif kind == _MERGE and len(body) >= 16:
            first, last, left, right = struct.unpack_from("<4I", body)
            sheet.merge((first, left, last, right))
    return sheet


def _shown(kind: int, body: bytes, book: Book) -> str:
    """The text of a cell: behind its column (4 bytes) and format (3 bytes, and one of flags) stands its value."""
    style = int.from_bytes(body[4:7], "little")
    if kind in (_REAL, _FORMULA_NUMBER):
        return book.number(struct.unpack_from("<d", body, 8)[0], style)
    if kind == _RK:
        return book.number(number_of_rk(_u32(body, 8)), style)
    if kind == _SHARED:
        index = _u32(body, 8)
        return book.words(book.strings[index], style) if index < len(book.strings) else ""
    if kind in (_STRING, _FORMULA_STRING):
        return book.words(_string(body, 8)[0], style)
    if kind in (_BOOL, _FORMULA_BOOL):
        return "TRUE" if body[8] else "FALSE"
    return ERRORS.get(body[8], "#N/A")


def number_of_rk(packed: int) -> float:
    """A number in four bytes: an integer of 30 bits or the upper part of a double, and either may be of hundredths."""
    if packed & 2:
        integer = packed >> 2
        value = float(integer - (1 << 30) if integer >= 1 << 29 else integer)
    else:
        value = struct.unpack("<d", struct.pack("<II", 0, packed & 0xFFFFFFFC))[0]
    return value / 100 if packed & 1 else value
