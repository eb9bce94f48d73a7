"""Looks into OLE compound files (xls, doc, wps, et, encrypted workbooks): the names at their top, and their streams.

Layout after [MS-CFB]: a header, a table of sector chains (FAT), and a directory whose entries form a tree.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import islice

from perflint.lazyclass import dataclass

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = 512
_ENTRY = 128
_END = 0xFFFFFFFA
_SMALL = 4096
_SMALL_SECTOR = 64
# More entries no document has; a forged directory may go in a circle.
_MAX_ENTRIES = 20_000


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream at the top of the file: where it starts (a sector) and how long it is."""

    start: int
    size: int


@dataclass(frozen=True, slots=True, eq=False)
class Compound:
    """The top of a compound file: its storages and streams by name."""

    data: bytes
    sector: int
    entries: dict[str, Stream]

    def head(self, name: str, length: int) -> bytes:
        """The first bytes of a stream, b"" where it is small (and kept elsewhere) or not there."""
        stream = self.entries.get(name)
        if stream is None or stream.size < 4096:
            return b""
        at = (stream.start + 1) * self.sector
        return self.data[at : at + min(length, self.sector)]


def open_compound(data: bytes) -> Compound | None:
    """The top of a compound file, None where it is damaged."""
    if len(data) < _HEADER or not data.startswith(MAGIC):
        return None
    shift = int.from_bytes(data[30:32], "little")
    if shift not in (9, 12):
        return None
    sector = 1 << shift
    fat = _fat(data, sector)
    directory = b"".join(islice(_chain(data, sector, fat, _number(data, 48)), _MAX_ENTRIES * _ENTRY // sector))
    entries = _top(directory)
    return Compound(data, sector, entries) if entries else None


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "little")


def _numbers(block: bytes) -> tuple[int, ...]:
    count = len(block) // 4
    return struct.unpack_from(f"<{count}I", block)


def _fat(data: bytes, sector: int) -> list[int]:
    """The next sector of every sector; the header lists the first sectors of this table, further ones a chain."""
    listed = list(_numbers(data[76:_HEADER]))
    following, seen = _number(data, 68), set[int]()
    while following < _END and following not in seen:
        seen.add(following)
        block = _numbers(data[(following + 1) * sector : (following + 2) * sector])
        listed.extend(block[:-1])
        following = block[-1] if block else _END
    fat: list[int] = []
    for number in listed:
        if number >= _END:
            break
        fat.extend(_numbers(data[(number + 1) * sector : (number + 2) * sector]))
    return fat


def _chain(data: bytes, sector: int, fat: list[int], number: int) -> Iterator[bytes]:
    seen: set[int] = set()
    while number < len(fat) and number not in seen:
        seen.add(number)
        yield data[(number + 1) * sector : (number + 2) * sector]
        number = fat[number]


def _top(directory: bytes) -> dict[str, Stream]:
    """The children of the root: a tree of brothers that hangs on its child."""
    found: dict[str, Stream] = {}
    if len(directory) < _ENTRY:
        return found
    pending = [_number(directory, 76)]
    seen: set[int] = set()
    while pending:
        number = pending.pop()
        entry = directory[number * _ENTRY : (number + 1) * _ENTRY] if number < _MAX_ENTRIES else b""
        if len(entry) < _ENTRY or number in seen:
            continue
        seen.add(number)
        length = min(int.from_bytes(entry[64:66], "little"), 64)
        name = entry[: max(0, length - 2)].decode("utf-16-le", "replace")
        found[name] = Stream(_number(entry, 116), _number(entry, 120))
        pending.extend((_number(entry, 68), _number(entry, 72)))
    return found


def read_stream(data: bytes, name: str) -> bytes:
    """All bytes of a stream at the top of a compound file; KeyError where it is not there.

    A stream of less than 4,096 bytes stands in pieces of 64 bytes within the root's own one.
    """
    compound = open_compound(data)
    if compound is None:
        raise KeyError(name)
    stream, sector = compound.entries[name], compound.sector
    fat = _fat(data, sector)
    if stream.size >= _SMALL:
        return b"".join(islice(_chain(data, sector, fat, stream.start), stream.size // sector + 1))[: stream.size]
    root = next(_chain(data, sector, fat, _number(data, 48)), b"")
    small = b"".join(_chain(data, sector, fat, _number(root, 116)))
    table = [number for block in _chain(data, sector, fat, _number(data, 60)) for number in _numbers(block)]
    # Their pieces count from the start of the stream: a header of no length before them.
    pieces = _chain(bytes(_SMALL_SECTOR) + small, _SMALL_SECTOR, table, stream.start)
    return b"".join(islice(pieces, _SMALL // _SMALL_SECTOR))[: stream.size]
