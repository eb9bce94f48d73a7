"""A string that knows, character by character, which cells it was put together from."""

from __future__ import annotations

from collections.abc import Iterable

from perflint.model.document import Cell
from perflint.model.lean import lean


@lean
class Piece:
    """`length` characters from `start` in the text stand from `offset` in the cell."""

    start: int
    cell: Cell
    offset: int
    length: int


class Text:
    """A string and the pieces of cells that it consists of, in order. All offsets are code points.

    Nothing changes a text once it is made. It is no dataclass because a large list has a million of them, nearly all
    part of one cell: for those the piece is only made when it is asked for.
    """

    __slots__ = ("_cell", "_offset", "_pieces", "string")

    def __init__(self, string: str, pieces: tuple[Piece, ...] = ()) -> None:
        self.string = string
        self._pieces: tuple[Piece, ...] | None = pieces
        self._cell: Cell | None = None
        self._offset = 0

    @staticmethod
    def of(cell: Cell, start: int = 0, end: int | None = None) -> Text:
        """The part of a cell between `start` and `end`."""
        string = cell.text[start:end]
        return _in_cell(string, cell, start) if string else EMPTY

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The pieces, in order; characters between them stand in no cell."""
        if self._pieces is None:
            assert self._cell is not None
            self._pieces = (Piece(0, self._cell, self._offset, len(self.string)),)
        return self._pieces

    def span_in_source(self, start: int, end: int) -> tuple[int, int] | None:
        """The range of the file's text that holds `text[start:end]`; None where the text is not of one cell, or the
        file has no text."""
        if self._cell is None:
            return None
        return self._cell.source_span(self._offset + start, self._offset + end)

    @staticmethod
    def join(texts: Iterable[Text], separator: str = "") -> Text:
        """Put texts together; the separator stands in the string, but in no cell."""
        filled = [text for text in texts if text.string]
        if len(filled) < 2:
            return filled[0] if filled else EMPTY
        strings: list[str] = []
        pieces: list[Piece] = []
        length = 0
        for text in filled:
            if strings and separator:
                strings.append(separator)
                length += len(separator)
            strings.append(text.string)
            pieces.extend(Piece(p.start + length, p.cell, p.offset, p.length) for p in text.pieces)
            length += len(text.string)
        return Text("".join(strings), tuple(pieces))

    def slice(self, start: int, end: int | None = None) -> Text:
        """The text between `start` and `end` (0 <= start <= end), with its pieces."""
        if self._cell is not None:
            string = self.string[start:end]
            return _in_cell(string, self._cell, self._offset + start) if string else EMPTY
        stop = len(self.string) if end is None else min(end, len(self.string))
        if start <= 0 and stop >= len(self.string):
            return self
        if start >= stop:
            return EMPTY
        pieces = []
        for piece in self.pieces:
            first, last = max(start, piece.start), min(stop, piece.start + piece.length)
            if first < last:
                pieces.append(Piece(first - start, piece.cell, piece.offset + first - piece.start, last - first))
        return Text(self.string[start:stop], tuple(pieces))

    def part(self, string: str, start: int) -> Text:
        """The text from `start` on that is known to be this string, which is not empty."""
        if self._cell is None:
            return self.slice(start, start + len(string))
        return _in_cell(string, self._cell, self._offset + start)

    def strip(self, chars: str | None = None) -> Text:
        """Without the given characters (white space) at both ends."""
        kept = self.string.strip(chars)
        if len(kept) == len(self.string):
            return self
        left = len(self.string) - len(self.string.lstrip(chars))
        right = len(self.string.rstrip(chars))
        return self.slice(left, right) if left < right else EMPTY

    def __bool__(self) -> bool:
        return bool(self.string)

    def __str__(self) -> str:
        return self.string

    def __len__(self) -> int:
        return len(self.string)


def _in_cell(string: str, cell: Cell, offset: int) -> Text:
    text = _new_text(Text)
    text.string, text._cell, text._offset, text._pieces = string, cell, offset, None
    return text


_new_text = Text.__new__
EMPTY = Text("")
