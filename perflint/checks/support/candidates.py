"""Which of many sets may be alike: an index of their members finds the pairs worth a close look."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

# Up to this many holders of a member are all paired; beyond, each only with its neighbours among them, and with those
# that have exactly the same members. So the work grows with the sets, not with their square.
_ALL_PAIRS = 100
_SHARE = 100
# Of more sets than this, where members are many, every other member is looked at.
_LARGE = 25_000
_NEIGHBOURS = 4
_COMMON = 2
# A byte is not counted beyond this.
_MANY = 255


class Sets(Protocol):
    """Sets by position: a list of them, or what makes each when it is asked for."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[Sequence[int]]: ...


def candidates(sets: Sets, most: int, widespread: bool = True) -> Iterator[list[int]]:
    """For every set the positions of those with which it shares most members, most shared first, then in order.

    Members are numbers whose lowest bits are well mixed (hashes). At most `most`, besides the nearest few of those that
    are equal to it, which come first, and of those that share what many have, which come last. Unless `widespread`, a
    member that more than one set in a hundred has (and more than a hundred sets) pairs nobody. Deterministic.
    """
    if widespread and len(sets) > _LARGE:
        sets = _Thinned(sets)
    holders = _holders(sets, len(sets) if widespread else max(_ALL_PAIRS, len(sets) // _SHARE))
    keys, equals = _equals(sets)
    for index, members in enumerate(sets):
        rare: Counter[int] = Counter()
        common: Counter[int] = Counter()
        for member in set(members):
            listed = holders.get(member)
            if listed is None:
                continue
            if len(listed) <= _ALL_PAIRS:
                rare.update(listed)
            else:
                common.update(_around(listed, index))
        own = equals.get(keys[index])
        around = _around(own, index, itself=False) if own is not None else []
        near = (*around, *_first(rare, index, most), *_first(common, index, _COMMON))
        yield list(dict.fromkeys(near))


def _holders(sets: Sets, most: int) -> dict[int, array[int]]:
    """Member -> the positions of the sets that hold it, for those that two to `most` of them hold."""
    # First counted in slots of a byte each: nearly all members are held once, and a dict of them all would be large.
    repeated = _Repeated(sum(map(len, sets)))
    for members in sets:
        repeated.count(set(members))
    holders: dict[int, array[int]] = {}
    for index, members in enumerate(sets):
        for member in repeated.of(set(members)):
            listed = holders.get(member)
            if listed is None:
                holders[member] = array("I", (index,))
            else:
                listed.append(index)
    return {member: listed for member, listed in holders.items() if 1 < len(listed) <= most}


def _equals(sets: Sets) -> tuple[array[int], Mapping[int, list[int]]]:
    """The key of each set, 0 of an empty one; and the positions of sets that are equal, by their key."""
    keys = array("q", (hash(frozenset(members)) if len(members) else 0 for members in sets))
    repeated = _Repeated(len(keys))
    repeated.count(keys)
    equals: dict[int, list[int]] = {}
    several = set(repeated.of(keys))
    for index, key in enumerate(keys):
        if key and key in several:
            equals.setdefault(key, []).append(index)
    return keys, {key: listed for key, listed in equals.items() if len(listed) > 1}


class _Repeated:
    """Tells numbers that may have been counted more than once from those that were not, in two bytes for each."""

    def __init__(self, numbers: int) -> None:
        self._mask = (1 << max(10, (2 * numbers).bit_length())) - 1
        self._slots = bytearray(self._mask + 1)

    def count(self, numbers: Iterable[int]) -> None:
        """Count some more."""
        slots, mask = self._slots, self._mask
        for number in numbers:
            slot = number & mask
            if slots[slot] < _MANY:
                slots[slot] += 1

    def of(self, numbers: Iterable[int]) -> list[int]:
        """Those of some numbers that may have been counted more than once."""
        slots, mask = self._slots, self._mask
        return [number for number in numbers if slots[number & mask] > 1]


class _Thinned:
    """Sets without their odd members: of very many the half tells as well which may be alike."""

    def __init__(self, sets: Sets) -> None:
        self._sets = sets

    def __len__(self) -> int:
        return len(self._sets)

    def __iter__(self) -> Iterator[Sequence[int]]:
        return ([member for member in members if not member & 1] for members in self._sets)


def _around(listed: Sequence[int], index: int, itself: bool = True) -> list[int]:
    """The nearest few of ascending positions before and behind one of them."""
    at = bisect_left(listed, index)
    return [*listed[max(0, at - _NEIGHBOURS) : at + itself], *listed[at + 1 : at + 1 + _NEIGHBOURS]]


def _first(counts: Counter[int], index: int, most: int) -> list[int]:
    """The others with most shared members, most first, then in order; nearly always most share one member only."""
    del counts[index]
    several = [other for other, shared in counts.items() if shared > 1]
    near = several if len(several) >= most else counts
    return sorted(near, key=lambda other: (-counts[other], other))[:most]
