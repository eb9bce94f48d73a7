"""How long the longest common subsequence of two strings is, by bit-parallel rows in whole integers."""

from __future__ import annotations

from collections.abc import Mapping

# After so many characters it is looked whether enough can be in common at all.
_STRIDE = 12


class Likeness:
    """How like one text is to others: 2 x common characters in order / both lengths, 0 to 1, 0 for two empty ones.

    Most are not, and are let go after a few characters. O(length x length / machine word).
    Source: H. Hyyrö, Bit-parallel LCS-length computation revisited (2004).
    """

    def __init__(self, text: str, least: float) -> None:
        self._text, self._least = text, least
        self._places: dict[str, int] | None = None

    def of(self, other: str) -> float:
        """The likeness to another text where it is at least the least one, else 0."""
        text, both = self._text, len(self._text) + len(other)
        if text == other:
            return 1.0 if text else 0.0
        needed = self._least * both / 2
        if min(len(text), len(other)) < needed:
            return 0.0
        if self._places is None:
            self._places = _places(text)
        found = 2 * _common(other, len(text), self._places, needed) / both
        return found if found >= self._least else 0.0


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
