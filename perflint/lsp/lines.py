"""The text of a document with its lines, and places in it in the unit that client and server agreed on."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import Literal

from perflint.columns import column_of_utf8, column_of_utf16, utf8_column, utf8_length, utf16_column, utf16_length
from perflint.lazyregex import lazy_regex
from perflint.locate import LINE_END
from perflint.model import Position

Unit = Literal["utf-8", "utf-16", "utf-32"]
UNITS: tuple[Unit, ...] = ("utf-8", "utf-16", "utf-32")
# Line and character, both from 0, the character in the client's unit: a position of the protocol.
Point = tuple[int, int]
_LONE = lazy_regex("[\ud800-\udfff]")
_MARK = "\ufeff"
_WORD = lazy_regex(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|[^\s,\[\]{}:#]+")


class Lines:
    """One text, never changed; only LF, CRLF and CR end a line, as in the protocol."""

    def __init__(self, text: str, unit: Unit = "utf-16") -> None:
        # Half a character cannot be written to a file; a mark of the same width keeps all columns.
        self.text = text if _LONE.search(text) is None else _LONE.sub("\ufffd", text)
        self.unit = unit

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in LINE_END.finditer(self.text))]

    @property
    def mark(self) -> str:
        """The byte order mark, where the client has left one."""
        return self.text[: self.text.startswith(_MARK)]

    @property
    def content(self) -> str:
        """The text without it: what is checked, and what positions of findings count from."""
        return self.text.removeprefix(_MARK)

    def data(self) -> bytes:
        """The content as the bytes of a file."""
        return self.content.encode()

    def line(self, number: int) -> str:
        """A line, counted from 0, without its end; "" for one that there is not."""
        if not 0 <= number < len(self._starts):
            return ""
        end = self._starts[number + 1] if number + 1 < len(self._starts) else len(self.text)
        return self.text[self._starts[number] : end].rstrip("\r\n")

    def offset(self, point: Point) -> int:
        """Where a point of the client stands in the text; past the end of a line or of the text, that end."""
        number, character = max(point[0], 0), max(point[1], 0)
        if number >= len(self._starts):
            return len(self.text)
        line = self.line(number)
        if self.unit == "utf-32":
            column = min(character, len(line))
        elif self.unit == "utf-16":
            column = column_of_utf16(line, character + 1) - 1
        else:
            column = column_of_utf8(line, character + 1) - 1
        return self._starts[number] + column

    def point(self, offset: int) -> Point:
        """An offset of the text as the client counts."""
        number = bisect_right(self._starts, offset) - 1
        before = self.text[self._starts[number] : offset]
        return number, self._length(before)

    def found(self, position: Position) -> Point:
        """A position of a finding (1-based, in code points of the content) as the client counts."""
        number = min(position.line, len(self._starts)) - 1
        if self.unit == "utf-32":
            character = position.column - 1
        elif self.unit == "utf-16":
            character = (position.utf16 or utf16_column(self._content_line(number), position.column)) - 1
        else:
            character = (position.utf8 or utf8_column(self._content_line(number), position.column)) - 1
        if number == 0:
            character += self._length(self.mark)
        return number, character

    def word(self, position: Position) -> tuple[Point, Point]:
        """The word of YAML at a position, from there to its end; the rest of the line where there is none."""
        number = min(position.line, len(self._starts)) - 1
        line = self._content_line(number)
        match = _WORD.match(line, position.column - 1)
        end = match.end() if match is not None else len(line.rstrip())
        return self.found(position), self.found(Position(number + 1, max(end + 1, position.column)))

    def changed(self, start: Point, end: Point, text: str) -> Lines:
        """The text with other words between two points."""
        first, last = self.offset(start), self.offset(end)
        return Lines(self.text[:first] + text + self.text[max(first, last) :], self.unit)

    def _content_line(self, number: int) -> str:
        line = self.line(number)
        return line.removeprefix(_MARK) if number == 0 else line

    def _length(self, text: str) -> int:
        if self.unit == "utf-32":
            return len(text)
        return utf16_length(text) if self.unit == "utf-16" else utf8_length(text)
