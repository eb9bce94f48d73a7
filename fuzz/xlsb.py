"""Writes an xlsb, record by record ([MS-XLSB]): no library that writes it is at hand in tests."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable

REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
ROW, TEXT_CELL, SHEET, MERGE = 0, 6, 156, 176
# A text and where it stands: first row and column, and how many of them it takes.
Placed = tuple[int, int, str, int, int]


def record(kind: int, body: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size = len(body)
    length = b""
    while size >= 128:
        length += bytes([size & 0x7F | 0x80])
        size >>= 7
    return head + length + bytes([size]) + body


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def relations(*targets: tuple[str, str]) -> str:
    items = "".join(
        f'<Relationship Id="rId{n}" Type="{REL}/{kind}" Target="{path}"/>' for n, (kind, path) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{items}</Relationships>'


def row(number: int, hidden: bool = False) -> bytes:
    return record(ROW, struct.pack("<IIHBBB", number, 0, 300, 0, 0x10 if hidden else 0, 0) + struct.pack("<I", 0))


def cell(kind: int, column: int, style: int, value: bytes) -> bytes:
    return record(kind, struct.pack("<II", column, style) + value)


def sheet_of(placed: Iterable[Placed]) -> bytes:
    """The part of a sheet with texts in its cells."""
    parts, merges, last = [record(129), record(145)], [], -1
    for number, column, text, down, right in placed:
        if number != last:
            parts.append(row(number))
            last = number
        parts.append(cell(TEXT_CELL, column, 0, wide(text)))
        if down * right > 1:
            merges.append(record(MERGE, struct.pack("<4I", number, number + down - 1, column, column + right - 1)))
    return b"".join([*parts, record(146), *merges, record(130)])


def packed(book: bytes, parts: dict[str, bytes], *targets: tuple[str, str]) -> bytes:
    """The file of a workbook's part, its other parts by path below xl/, and what it says of them."""
    types = (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="bin" '
        'ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("[Content_Types].xml", types)
        new.writestr("_rels/.rels", relations(("officeDocument", "xl/workbook.bin")))
        new.writestr("xl/workbook.bin", book)
        new.writestr("xl/_rels/workbook.bin.rels", relations(*targets))
        for path, body in parts.items():
            new.writestr(f"xl/{path}", body)
    return out.getvalue()


def workbook(placed: Iterable[Placed]) -> bytes:
    """A workbook of one sheet."""
    sheets = record(143) + record(SHEET, struct.pack("<II", 0, 1) + wide("rId1") + wide("Sheet")) + record(144)
    book = record(131) + sheets + record(132)
    return packed(book, {"worksheets/sheet1.bin": sheet_of(placed)}, ("worksheet", "worksheets/sheet1.bin"))
