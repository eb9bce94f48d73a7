"""Records of the BIFF streams in xls files ([MS-XLS], [MS-XLS] 2.5 for their strings), and the shared strings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

CONTINUE = 0x3C
_WIDE, _PHONETIC, _RICH = 1, 4, 8


def records(stream: bytes, at: int = 0) -> Iterator[tuple[int, list[bytes]]]:
    """The records from an offset on: their number, and the body with the bodies that continue it."""
    size = len(stream)
    while at + 4 <= size:
        kind = int.from_bytes(stream[at : at + 2], "little")
        end = at + 4 + int.from_bytes(stream[at + 2 : at + 4], "little")
        bodies = [stream[at + 4 : end]]
        at = end
        while stream[at : at + 2] == b"\x3c\x00" and at + 4 <= size:
            end = at + 4 + int.from_bytes(stream[at + 2 : at + 4], "little")
            bodies.append(stream[at + 4 : end])
            at = end
        yield kind, bodies


class Bodies:
    """Reads over the bodies of a record as one; characters that go on in a next body have their width said again."""

    def __init__(self, bodies: Sequence[bytes], at: int = 0) -> None:
        self._bodies = bodies
        self._number = 0
        self._at = at

    def left(self) -> bool:
        """Whether anything is left."""
        return self._number < len(self._bodies) and (
            self._at < len(self._bodies[self._number]) or self._number + 1 < len(self._bodies)
        )

    def take(self, size: int) -> bytes:
        """The next bytes, fewer at the end."""
        parts: list[bytes] = []
        while size > 0 and self._number < len(self._bodies):
            part = self._bodies[self._number][self._at : self._at + size]
            if not part:
                self._number, self._at = self._number + 1, 0
                continue
            parts.append(part)
            self._at += len(part)
            size -= len(part)
        return b"".join(parts)

    def number(self, size: int) -> int:
        """The next bytes as a number without sign."""
        return int.from_bytes(self.take(size), "little")

    def characters(self, count: int, wide: bool) -> str:
        """The next characters: of two bytes, or of one where their upper byte is 0."""
        parts: list[str] = []
        while count > 0 and self._number < len(self._bodies):
            body = self._bodies[self._number]
            width = 2 if wide else 1
            part = body[self._at : self._at + count * width]
            if not part:
                self._number, self._at = self._number + 1, 1
                wide = self._number < len(self._bodies) and bool(self._bodies[self._number][:1] == b"\x01")
                continue
            parts.append(part.decode("utf-16-le" if wide else "latin-1", "replace"))
            self._at += len(part)
            count -= (len(part) + width - 1) // width
        return "".join(parts)

    def string(self, size_bytes: int) -> str:
        """A string behind its length (of one or two bytes) and its flags, with what stands behind it left out."""
        count = self.number(size_bytes)
        flags = self.number(1)
        runs = self.number(2) if flags & _RICH else 0
        phonetic = self.number(4) if flags & _PHONETIC else 0
        text = self.characters(count, bool(flags & _WIDE))
        self.take(4 * runs + phonetic)
        return text


def shared_strings(bodies: Sequence[bytes]) -> list[str]:
    """The strings of an SST record: two counts, of which nothing is believed, and the strings."""
    reader = Bodies(bodies, 8)
    strings: list[str] = []
    while reader.left():
        strings.append(reader.string(2))
    return strings
