"""How long the longest common subsequence of two strings is, by bit-parallel rows in whole integers."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence

# After so many characters it is looked whether enough can be in common at all.
_STRIDE = 12
# The lowest byte tells a character from most others; 0 counts as 1.
_LOW = bytes((1, *range(1, 256)))
# A figure for each byte of a table in which those of a text are 0 and the others themselves.
_FIGURES = b"1".ljust(256, b"0")
# Most of what passes by its characters does not by their order: so many times it pays to look closer at a text.
_LOOKS = 4
# What sums of fractions may be off by.
_ROUNDING = 1e-6


class Likeness:
    """How like texts of a list are: 2 x common characters in order / both lengths, 0 to 1, 0 for two empty ones.

    Most are not, and are let go by which characters they hold, or after a few of them. To ask for the same `one` again
    is cheaper. O(length x length / machine word).
    Source: H. Hyyrö, Bit-parallel LCS-length computation revisited (2004).
    """

    def __init__(self, texts: Sequence[str], least: float) -> None:
        self._texts, self._least = texts, least
        self._signs = list(map(_signs, texts))
        self._placed, self._places = -1, dict[str, int]()
        # So many characters in common each text asks for; and so many signs in common, besides what the other asks for.
        self._shares = array("d", (least * len(text) / 2 for text in texts))
        self._floors = array("d", map(self._floor, range(len(texts))))
        self._hopeful, self._looks = set[int](), bytearray(len(texts))

    def _floor(self, at: int) -> float:
        return self._signs[at].bit_count() - len(self._texts[at]) + self._shares[at] - _ROUNDING

    def of(self, one: int, other: int) -> float:
        """The likeness of the texts at two positions where it is at least the least one, else 0."""
        first, second = self._texts[one], self._texts[other]
        both = len(first) + len(second)
        if first == second:
            return 1.0 if first else 0.0
        needed = self._least * both / 2
        if min(len(first), len(second)) < needed:
            return 0.0
        # A character that the other text lacks is missing from what they have in common.
        signs, others = self._signs[one], self._signs[other]
        shared = (signs & others).bit_count()
        if len(first) - signs.bit_count() + shared < needed or len(second) - others.bit_count() + shared < needed:
            return 0.0
        if self._placed != one:
            self._placed, self._places = one, _places(first)
        found = 2 * _common(second, len(first), self._places, needed) / both
        return found if found >= self._least else 0.0

    def hopeful(self, positions: Sequence[int], reach: int) -> Iterator[int]:
        """Those of some positions whose texts may be like one of so many that follow or precede it there.

        Those that were named before need not be named again.
        """
        known, looks = self._hopeful, self._looks
        if known.issuperset(positions):
            return
        for one, other in self._close(positions, reach):
            if one in known and other in known:
                continue
            if looks[one] < _LOOKS:
                looks[one] += 1
                if not self.of(one, other):
                    continue
            known.update((one, other))
            yield from (one, other)

    def _close(self, positions: Sequence[int], reach: int) -> Iterator[tuple[int, int]]:
        """Pairs of texts that hold enough characters of each other."""
        every = [(at, self._signs[at], self._shares[at], self._floors[at]) for at in positions]
        return (
            (one, other)
            for start, (one, signs, share, floor) in enumerate(every, 1)
            for other, others, less, least in every[start : start + reach]
            if (shared := (signs & others).bit_count()) - less >= floor and shared - share >= least
        )


def _signs(text: str) -> int:
    """A bit for each of the lowest bytes of a text's characters; a table of all bytes is marked and read as a number,
    which takes half the time of adding up bits."""
    low = text.encode("utf-32-le", "surrogatepass")[::4].translate(_LOW)
    marked = bytes.maketrans(low, bytes(len(low)))
    return int(marked[1:].translate(_FIGURES), 2)


def _places(text: str) -> dict[str, int]:
    """Each character -> a bit for every place at which it stands."""
    places: dict[str, int] = {}
    for index, char in enumerate(text):
        places[char] = places.get(char, 0) | 1 << index
    return places


def _common(text: str, length: int, places: Mapping[str, int], needed: float) -> int:
    """How many characters a text has in common in order with one of that length, told by its places.

    Less where it cannot be as many as are needed any more.
    """
    mask = (1 << length) - 1
    row = mask
    for start in range(0, len(text), _STRIDE):
        for char in text[start : start + _STRIDE]:
            hits = row & places.get(char, 0)
            row = ((row + hits) | (row - hits)) & mask
        common = length - row.bit_count()
        if common + max(0, len(text) - start - _STRIDE) < needed:
            break
    return length - row.bit_count()
