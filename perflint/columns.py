"""Columns in the units of other formats: from code points to UTF-16 and UTF-8, and back."""

from __future__ import annotations

from collections.abc import Iterator

# A lone surrogate takes the room that it has in files which hold one: one unit of UTF-16, three bytes of UTF-8.
_LENIENT = "surrogatepass"
_BLOCK, _LARGE = 1024, 65536


def utf16_length(text: str) -> int:
    """How many UTF-16 code units the text takes: the unit of columns in the language server protocol."""
    return len(text.encode("utf-16-le", _LENIENT)) // 2


def utf8_length(text: str) -> int:
    """How many bytes of UTF-8 the text takes: the unit of columns in the reviewdog diagnostic format."""
    return len(text.encode("utf-8", _LENIENT))


def utf16_column(line: str, column: int) -> int:
    """The 1-based column in UTF-16 code units of a 1-based column in code points of a line."""
    return utf16_length(line[: column - 1]) + 1


def utf8_column(line: str, column: int) -> int:
    """The 1-based column in bytes of UTF-8 of a 1-based column in code points of a line."""
    return utf8_length(line[: column - 1]) + 1


def column_of_utf16(line: str, column: int) -> int:
    """The 1-based column in code points of one in UTF-16 code units; past the line's end, the end.

    One that stands between the halves of a character means the character.
    """
    units = 1
    for index, char in enumerate(line, 1):
        units += 2 if char > "\uffff" else 1
        if units > column:
            return index
    return len(line) + 1


def column_of_utf8(line: str, column: int) -> int:
    """The same for a column in bytes of UTF-8."""
    data = line.encode("utf-8", _LENIENT)
    end = min(column - 1, len(data))
    while 0 < end < len(data) and data[end] & 0xC0 == 0x80:
        end -= 1
    return len(data[:end].decode("utf-8", _LENIENT)) + 1


class Ruler:
    """Lengths of parts of one text in UTF-16 and UTF-8; a part of a megabyte costs no more than one of a page."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._sums: list[tuple[int, int]] = []
        # Few texts hold a character that takes two units of UTF-16.
        self._wide = any(utf16_length(block) > len(block) for block in _blocks(text, _LARGE))

    def lengths(self, start: int, end: int) -> tuple[int, int]:
        """(UTF-16 code units, UTF-8 bytes) of `text[start:end]`."""
        if end - start <= _BLOCK:
            part = self._text[start:end]
            return utf16_length(part) if self._wide else len(part), len(part.encode("utf-8", _LENIENT))
        (first16, first8), (last16, last8) = self._before(start), self._before(end)
        return last16 - first16, last8 - first8

    def _before(self, offset: int) -> tuple[int, int]:
        """The lengths of all that stands before an offset: of the blocks counted once, and of the rest."""
        if not self._sums:
            total16 = total8 = 0
            for block in _blocks(self._text, _BLOCK):
                self._sums.append((total16, total8))
                total16, total8 = total16 + utf16_length(block), total8 + utf8_length(block)
        number = offset // _BLOCK
        rest = self._text[number * _BLOCK : offset]
        blocks16, blocks8 = self._sums[number]
        return blocks16 + utf16_length(rest), blocks8 + utf8_length(rest)


def _blocks(text: str, size: int) -> Iterator[str]:
    """The text cut into blocks, the last of which is not full."""
    return (text[begin : begin + size] for begin in range(0, len(text) + 1, size))
