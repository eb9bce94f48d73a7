"""Which of many sets may be alike: an index of their members finds the pairs worth a close look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

# Up to this many holders of a member are all paired; beyond, each only with its neighbours among them and with
# those that have exactly the same members. So the work grows with the sets, not with their square.
_ALL_PAIRS = 100
_NEIGHBOURS = 4
_MOST = 12


def candidates(sets: Sequence[tuple[Hashable, ...]]) -> list[list[int]]:
    """For every set the positions of those with which it shares most members, most shared first, then in order.

    At most twelve besides the sets that are equal to it, of which the nearest few are given. Deterministic.
    """
    holders: dict[Hashable, list[int]] = {}
    equals: dict[frozenset[Hashable], list[int]] = {}
    for index, members in enumerate(sets):
        if members:
            equals.setdefault(frozenset(members), []).append(index)
        for member in dict.fromkeys(members):
            holders.setdefault(member, []).append(index)
    shared: list[Counter[int]] = [Counter() for _ in sets]
    for listed in holders.values():
        if len(listed) == 1:
            continue
        reach = len(listed) if len(listed) <= _ALL_PAIRS else _NEIGHBOURS
        for at, index in enumerate(listed):
            shared[index].update(listed[max(0, at - reach) : at])
            shared[index].update(listed[at + 1 : at + 1 + reach])
    result = []
    for counts in shared:
        near = sorted(counts, key=lambda other: (-counts[other], other))[:_MOST]
        result.append(near)
    for listed in equals.values():
        for at, index in enumerate(listed):
            around = listed[max(0, at - _NEIGHBOURS) : at] + listed[at + 1 : at + 1 + _NEIGHBOURS]
            result[index] = list(dict.fromkeys([*around, *result[index]]))
    return result
