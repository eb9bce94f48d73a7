"""How long the longest common subsequence of two strings is, by bit-parallel rows in whole integers."""

from __future__ import annotations

from collections import Counter


def lcs_length(a: str, b: str) -> int:
    """How many characters two strings have in common in order; O(len(a) * len(b) / machine word).

    Source: H. Hyyrö, Bit-parallel LCS-length computation revisited (2004).
    """
    if len(a) < len(b):
        a, b = b, a
    places: dict[str, int] = {}
    for index, char in enumerate(b):
        places[char] = places.get(char, 0) | 1 << index
    mask = (1 << len(b)) - 1
    row = mask
    for char in a:
        hits = row & places.get(char, 0)
        row = ((row + hits) | (row - hits)) & mask
    return len(b) - row.bit_count()


def likeness_bound(a: str, b: str) -> float:
    """The most that `likeness` can be, cheaply: from the lengths, then from the characters in any order."""
    total = len(a) + len(b)
    if not total:
        return 0.0
    return 2 * (Counter(a) & Counter(b)).total() / total


def likeness(a: str, b: str) -> float:
    """2 x common characters in order / both lengths: 0 to 1, 0 for two empty strings."""
    total = len(a) + len(b)
    return 2 * lcs_length(a, b) / total if total else 0.0
