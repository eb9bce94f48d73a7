"""Reads xls (BIFF8 and BIFF5, as Excel 95 to 2003, WPS and their like write it): the text that the cells show."""

from __future__ import annotations

import codecs
import struct
from collections.abc import Callable
from dataclasses import field

from perflint.errors import ReadError
from perflint.lazyclass import dataclass
from perflint.read.biff import Bodies, records, shared_strings
from perflint.read.numberformat import BUILT_IN, GENERAL
from perflint.read.sheet import Budget, Sheet
from perflint.read.xlsb import ERRORS, number_of_rk
from perflint.read.xlsx import Book

_BOF, _EOF, _FILEPASS, _CODEPAGE, _DATEMODE = 0x809, 0x0A, 0x2F, 0x42, 0x22
_FORMAT, _XF, _BOUNDSHEET, _SST = 0x41E, 0xE0, 0x85, 0xFC
_NUMBER, _LABEL, _BOOLERR, _FORMULA, _STRING, _RK, _MULRK = 0x203, 0x204, 0x205, 0x06, 0x207, 0x27E, 0xBD
_LABELSST, _RSTRING, _ROW, _COLINFO, _MERGEDCELLS = 0xFD, 0xD6, 0x208, 0x7D, 0xE5
_BIFF8 = 0x600
_BIFF5 = 0x500
_ROW_HIDDEN = 0x20
_MAX_SHEETS = 10_000


@dataclass(slots=True)
class _Globals:
    """What stands before the sheets; `old` is true for BIFF5, whose strings are bytes of a code page."""

    old: bool
    codec: str = "gb18030"
    from_1904: bool = False
    codes: dict[int, str] = field(default_factory=dict)
    styles: list[int] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)
    sheets: list[tuple[str, bool, int]] = field(default_factory=list)

    def text(self, bodies: list[bytes], at: int, size_bytes: int) -> str:
        """The string of a record at an offset, behind its length."""
        if not self.old:
            return _lines(Bodies(bodies, at).string(size_bytes))
        reader = Bodies(bodies, at)
        return _lines(reader.take(reader.number(size_bytes)).decode(self.codec, "replace"))

    def book(self) -> Book:
        """What the sheets need of it."""
        formats = [self.codes.get(number) or BUILT_IN.get(number, GENERAL) for number in self.styles]
        return Book([_lines(text) for text in self.strings], formats, self.from_1904)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def read_stream(stream: bytes) -> list[Sheet]:
    """All worksheets of a Workbook or Book stream, in order. Raises ReadError for encrypted and older ones."""
    found = _globals(stream)
    book = found.book()
    budget = Budget()
    return [_Reader(found, book, Sheet(name, budget, hidden)).read(stream, at) for name, hidden, at in found.sheets]


def _globals(stream: bytes) -> _Globals:
    version = int.from_bytes(stream[4:6], "little")
    if stream[:2] != b"\x09\x08" or version not in (_BIFF8, _BIFF5):
        raise ReadError(
            "工作簿是 Excel 4.0 或更早的格式，或已损坏，请在 Excel 或 WPS 中打开后另存为 .xlsx",
            "the workbook is of Excel 4.0 or older, or damaged; open it in Excel or WPS and save it as .xlsx",
        )
    found = _Globals(version == _BIFF5)
    for kind, bodies in records(stream):
        body = bodies[0]
        if kind == _EOF:
            break
        if kind == _FILEPASS:
            raise ReadError(
                "文档已加密，请输入密码打开后，取消密码并另存",
                "the document is encrypted; open it with its password and save it without one",
            )
        if kind == _CODEPAGE:
            found.codec = _codec(int.from_bytes(body[:2], "little"))
        elif kind == _DATEMODE:
            found.from_1904 = body[:1] == b"\x01"
        elif kind == _FORMAT:
            found.codes[int.from_bytes(body[:2], "little")] = found.text(bodies, 2, 1 if found.old else 2)
        elif kind == _XF:
            found.styles.append(int.from_bytes(body[2:4], "little"))
        elif kind == _SST:
            found.strings = shared_strings(bodies)
        elif kind == _BOUNDSHEET and len(body) > 6 and body[5] == 0 and len(found.sheets) < _MAX_SHEETS:
            name = found.text(bodies, 6, 1)
            found.sheets.append((name, bool(body[4] & 3), int.from_bytes(body[:4], "little")))
    return found


def _codec(page: int) -> str:
    """The codec of a code page; Chinese is the guess for those that Python does not know."""
    name = {936: "gb18030", 1200: "gb18030", 10008: "gb18030", 950: "cp950"}.get(page, f"cp{page}")
    try:
        codecs.lookup(name)
    except LookupError:
        return "gb18030"
    return name


class _Reader:
    """Reads one sheet's records."""

    def __init__(self, found: _Globals, book: Book, sheet: Sheet) -> None:
        self._found = found
        self._book = book
        self._sheet = sheet
        # The cell of a formula whose text comes in the next STRING record: row, column, style.
        self._waiting: tuple[int, int, int] | None = None
        self._handlers: dict[int, Callable[[list[bytes]], None]] = {
            _NUMBER: self._number, _LABEL: self._label, _RSTRING: self._label, _BOOLERR: self._bool_or_error,
            _FORMULA: self._formula, _STRING: self._string, _RK: self._rk, _MULRK: self._many_rk,
            _LABELSST: self._shared, _ROW: self._row, _COLINFO: self._column, _MERGEDCELLS: self._merged,
        }  # fmt: skip

    def read(self, stream: bytes, at: int) -> Sheet:
        """The sheet whose records start at an offset; those of charts within it are left out."""
        depth = 0
        for kind, bodies in records(stream, at):
            if kind == _BOF:
                depth += 1
            elif kind == _EOF:
                depth -= 1
                if depth <= 0:
                    break
            elif depth == 0:
                break
            elif depth == 1 and (handler := self._handlers.get(kind)) is not None:
                handler(bodies)
        return self._sheet

    def _put_number(self, row: int, column: int, style: int, value: float) -> None:
        self._sheet.put(row, column, self._book.number(value, style))

    def _number(self, bodies: list[bytes]) -> None:
        self._put_number(*struct.unpack_from("<3Hd", bodies[0]))

    def _rk(self, bodies: list[bytes]) -> None:
        row, column, style, packed = struct.unpack_from("<3HI", bodies[0])
        self._put_number(row, column, style, number_of_rk(packed))

    def _many_rk(self, bodies: list[bytes]) -> None:
        row, column = struct.unpack_from("<2H", bodies[0])
        for at in range(4, len(bodies[0]) - 6, 6):
            style, packed = struct.unpack_from("<HI", bodies[0], at)
            self._put_number(row, column + (at - 4) // 6, style, number_of_rk(packed))

    def _label(self, bodies: list[bytes]) -> None:
        row, column, style = struct.unpack_from("<3H", bodies[0])
        self._sheet.put(row, column, self._book.words(self._found.text(bodies, 6, 2), style))

    def _shared(self, bodies: list[bytes]) -> None:
        row, column, style, index = struct.unpack_from("<3HI", bodies[0])
        if index < len(self._book.strings):
            self._sheet.put(row, column, self._book.words(self._book.strings[index], style))

    def _bool_or_error(self, bodies: list[bytes]) -> None:
        row, column, _, value, is_error = struct.unpack_from("<3H2B", bodies[0])
        self._sheet.put(row, column, _ERROR_OR_BOOL[bool(is_error)](value))

    def _formula(self, bodies: list[bytes]) -> None:
        row, column, style = struct.unpack_from("<3H", bodies[0])
        result = bodies[0][6:14]
        self._waiting = None
        if result[6:] != b"\xff\xff":
            self._put_number(row, column, style, struct.unpack("<d", result)[0])
        elif result[0] == 0:
            self._waiting = (row, column, style)
        elif result[0] in (1, 2):
            self._sheet.put(row, column, _ERROR_OR_BOOL[result[0] == 2](result[2]))

    def _string(self, bodies: list[bytes]) -> None:
        if self._waiting is not None:
            row, column, style = self._waiting
            self._waiting = None
            self._sheet.put(row, column, self._book.words(self._found.text(bodies, 0, 2), style))

    def _row(self, bodies: list[bytes]) -> None:
        row, flags = int.from_bytes(bodies[0][:2], "little"), int.from_bytes(bodies[0][12:16], "little")
        if flags & _ROW_HIDDEN:
            self._sheet.hidden_rows.append((row, row))

    def _column(self, bodies: list[bytes]) -> None:
        first, last, _, _, flags = struct.unpack_from("<5H", bodies[0])
        if flags & 1:
            self._sheet.hidden_columns.append((first, min(last, 255)))

    def _merged(self, bodies: list[bytes]) -> None:
        for at in range(2, len(bodies[0]) - 7, 8):
            first, last, left, right = struct.unpack_from("<4H", bodies[0], at)
            self._sheet.merge((first, left, last, right))


_ERROR_OR_BOOL: dict[bool, Callable[[int], str]] = {
    True: lambda value: ERRORS.get(value, "#N/A"),
    False: lambda value: "TRUE" if value else "FALSE",
}
