"""Texts as hashes of parts of them: texts that are alike have some of them in common."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import compress
from zlib import crc32

# By the lowest byte of a character whether the run that begins with it is taken: every other one.
_TAKEN = bytes((1, 0)) * 128
_FEW = 8
# Nearly all pairs are found by runs of six characters, here in bytes; shorter ones are in too many texts.
_CHAR, _RUN = 4, 6 * 4


def shingles(texts: Sequence[str]) -> Iterator[bytes]:
    """Of each text hashes, four bytes each, of its runs of six characters that begin with one of every other character.

    Of all of them in a text that has few such. Which runs are taken only depends on themselves, so that two texts with
    a run in common both take it.
    """
    for text in texts:
        data = text.encode("utf-32-le", "surrogatepass")
        starts = range(0, len(data) - _RUN + 1, _CHAR)
        # The lowest byte of a character comes first.
        taken = list(compress(starts, data[::_CHAR].translate(_TAKEN)))
        yield array("I", {crc32(data[at : at + _RUN]) for at in (starts if len(taken) < _FEW else taken)}).tobytes()
