"""Which of many sets may be alike: an index of their members finds the pairs worth a close look."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

# Up to this many holders of a member are all paired; beyond, each only with its neighbours among them, and with those
# that have exactly the same members. So the work grows with the sets, not with their square.
_ALL_PAIRS = 100
_SHARE = 100
_NEIGHBOURS = 4
_COMMON = 2
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
    holders = _holders(sets, len(sets) if widespread else max(_ALL_PAIRS, len(sets) // _SHARE))
    equals = _equals(sets)
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
        own = equals.get(_key(members))
        around = _around(own, index, itself=False) if own is not None else []
        near = (*around, *_first(rare, index, most), *_first(common, index, _COMMON))
        yield list(dict.fromkeys(near))


def _holders(sets: Sets, most: int) -> dict[int, list[int]]:
    """Member -> the positions of the sets that hold it, for those that two to `most` of them hold."""
    # First counted in slots of a byte each: nearly all members are held once, and a dict of them all would be large.
    total = sum(map(len, sets))
    mask = (1 << max(10, (2 * total).bit_length())) - 1
    slots = bytearray(mask + 1)
    for members in sets:
        for member in set(members):
            slot = member & mask
            if slots[slot] < _MANY:
                slots[slot] += 1
    holders: dict[int, list[int]] = {}
    for index, members in enumerate(sets):
        for member in set(members):
            if slots[member & mask] > 1:
                holders.setdefault(member, []).append(index)
    return {member: listed for member, listed in holders.items() if 1 < len(listed) <= most}


def _equals(sets: Sets) -> Mapping[int, list[int]]:
    """The key of a set -> the positions of those that are equal to it, where there are several."""
    equals: dict[int, list[int]] = {}
    for index, members in enumerate(sets):
        if members:
            equals.setdefault(_key(members), []).append(index)
    return {key: listed for key, listed in equals.items() if len(listed) > 1}


def _key(members: Sequence[int]) -> int:
    return hash(frozenset(members))


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
