"""Which of many sets may be alike: an index of their members finds the pairs worth a close look."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Literal

# Up to this many holders of a member are all paired; beyond, each only with its neighbours among them, and with those
# that have exactly the same members. So the work grows with the sets, not with their square.
_ALL_PAIRS = 100
_SHARE = 100
# Of more sets than this, where members are many, every other member is looked at.
_LARGE = 25_000
_NEIGHBOURS = 4
_COMMON = 2
# A position takes so many bits of a rank.
_POSITIONS = 32
_POSITION = (1 << _POSITIONS) - 1

# Of some ascending positions those that may match one of so many that follow or precede them there.
Hopeful = Callable[[Sequence[int], int], Iterable[int]]
# The ascending positions of the sets that hold a member, and how many members all of them hold.
_Held = tuple[Sequence[int], int]


class Sets:
    """Sets of numbers whose lowest bits are well mixed (hashes), by position; `count` of them will be added.

    They stand in one array of the type `code`, as a run may have as many as it has projects. Unless `widespread`, a
    member that more than one set in a hundred has (and more than a hundred sets) pairs nobody.
    """

    def __init__(self, code: Literal["I", "Q"], count: int, widespread: bool = True) -> None:
        self._thin = widespread and count > _LARGE
        self._most = count if widespread else max(_ALL_PAIRS, count // _SHARE)
        self._numbers: array[int] = array(code)
        self._ends = array("Q", (0,))

    def add(self, members: Iterable[int]) -> None:
        """Add a set; what stands in it twice, it holds twice."""
        # Of very many sets the half of their members tells as well which may be alike.
        self._numbers.extend([m for m in members if not m & 1] if self._thin else members)
        self._ends.append(len(self._numbers))

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, at: int) -> Sequence[int]:
        return self._numbers[self._ends[at] : self._ends[at + 1]]

    def candidates(
        self, most: int, needed: Sequence[int] | None = None, hopeful: Hopeful | None = None
    ) -> Iterator[tuple[int, list[int]]]:
        """Positions with those of the sets with which each shares most members, most shared first, then in order.

        At most `most`, besides the nearest few of those that are equal to it, which come first, and of those that share
        what many have, which come last. A set is passed over if fewer of its members than it needs (one, if nothing is
        said) stand in any other, or if nothing that shares one with it is hopeful. Deterministic.
        """
        probing, wanted, keys = self._probing(needed)
        rare, common = self._holders(wanted)
        equals = _equals(keys)
        if hopeful is not None:
            probing = _any_hope(rare.values(), common.values(), equals.values(), hopeful)
        for index in probing:
            members = self[index]
            counts = _counted(rare[member] for member in rare.keys() & members)
            shared = map(common.__getitem__, common.keys() & members)
            around = _counted((_around(listed, index), weight) for listed, weight in shared)
            near = [at for at in _around(equals.get(keys[index], ()), index) if at != index]
            yield index, list(dict.fromkeys((*near, *_first(counts, index, most), *_first(around, index, _COMMON))))

    def _probing(self, needed: Sequence[int] | None) -> tuple[Sequence[int], set[int], Sequence[int]]:
        """The sets that may share what they need, those of their members that may be shared, and a key of each set.

        Equal sets have the same key; it is 0 where no other can be equal.
        """
        slots, mask = _slots(self._numbers, len(self._numbers))
        probing, keys = array("I"), array("q")
        wanted: set[int] = set()
        for index in range(len(self)):
            members = self[index]
            again = [member for member in members if slots[member & mask] > 1]
            keys.append(hash(frozenset(again)) if again and len(again) == len(members) else 0)
            if again and (needed is None or len(again) >= needed[index]):
                probing.append(index)
                wanted.update(again)
        return probing, wanted, keys

    def _holders(self, wanted: set[int]) -> tuple[dict[int, _Held], dict[int, _Held]]:
        """Member -> the positions of the sets that hold it: of members of few sets, and of those of many.

        Members that the same sets hold, as those of a phrase do, stand together under one of them.
        """
        holders: defaultdict[int, array[int]] = defaultdict(partial(array, "I"))
        for index in range(len(self) if wanted else 0):
            for member in wanted.intersection(self[index]):
                holders[member].append(index)
        together: dict[bytes, list[int]] = {}
        for member, listed in holders.items():
            if 1 < len(listed) <= self._most:
                together.setdefault(listed.tobytes(), []).append(member)
        held = {members[0]: (holders[members[0]], len(members)) for members in together.values()}
        return (
            {member: own for member, own in held.items() if len(own[0]) <= _ALL_PAIRS},
            {member: own for member, own in held.items() if len(own[0]) > _ALL_PAIRS},
        )


def _slots(numbers: Iterable[int], count: int) -> tuple[bytearray, int]:
    """Bytes that tell, at a number's lowest bits, whether it may stand among the numbers more than once; and the mask.

    Nearly all members stand in one set only, and a dict of them all would be large.
    """
    mask = (1 << max(10, (2 * count).bit_length())) - 1
    slots = bytearray(mask + 1)
    for number in numbers:
        slot = number & mask
        slots[slot] = 2 if slots[slot] else 1
    return slots, mask


def _equals(keys: Sequence[int]) -> dict[int, list[int]]:
    """The positions of sets that are equal to another, by their key."""
    slots, mask = _slots(filter(None, keys), len(keys))
    equals: dict[int, list[int]] = {}
    for index, key in enumerate(keys):
        if key and slots[key & mask] > 1:
            equals.setdefault(key, []).append(index)
    return {key: listed for key, listed in equals.items() if len(listed) > 1}


def _any_hope(
    rare: Iterable[_Held], common: Iterable[_Held], equals: Iterable[Sequence[int]], hopeful: Hopeful
) -> list[int]:
    """The positions of the sets for which there is hope, in order."""
    found: set[int] = set()
    for listed, _ in rare:
        found.update(hopeful(listed, _ALL_PAIRS))
    for listed in (*(listed for listed, _ in common), *equals):
        found.update(hopeful(listed, _NEIGHBOURS))
    return sorted(found)


def _around(listed: Sequence[int], index: int) -> Sequence[int]:
    """The nearest few of ascending positions around one of them, and that one itself."""
    at = bisect_left(listed, index)
    return listed[max(0, at - _NEIGHBOURS) : at + 1 + _NEIGHBOURS]


def _counted(held: Iterable[_Held]) -> dict[int, int]:
    """How many members each position holds."""
    counts: dict[int, int] = {}
    count = counts.get
    for listed, members in held:
        for at in listed:
            counts[at] = count(at, 0) + members
    return counts


def _first(counts: Mapping[int, int], index: int, most: int) -> list[int]:
    """The others with most shared members, most first, then in order; nearly always most share one member only."""
    ranks = [at - (shared << _POSITIONS) for at, shared in counts.items() if shared > 1 and at != index]
    if len(ranks) < most:
        ranks = [at - (shared << _POSITIONS) for at, shared in counts.items() if at != index]
    return [rank & _POSITION for rank in sorted(ranks)[:most]]
