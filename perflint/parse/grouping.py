"""Gives rows back to merged labels that stand at the vertical middle of their range."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import accumulate, pairwise

from perflint.lazyclass import dataclass

# A block longer than this is no form that was printed; a group never holds more rows than the second number.
MAX_LINES = 400
_MAX_GROUP = 80

_OUTSIDE = 1.0  # per line and line: the middle of the group lies outside its label's rows
_OFF_CENTRE = 0.05  # per line and line: the middle lies in the label's rows, but not in their middle
_BELOW = 0.01  # the label stands below the middle of its group: of two rows, the upper one has it
_UNEQUAL = 0.02  # per neighbours in a group whose weights differ: decides between groupings of like geometry
_TORN = 6.0  # one label in rows that do not touch
_UNREADABLE = 0.6  # a group whose label cannot be read at all
_UNLABELLED = 4.0  # a group whose label is gone
_MIXED = 3.0  # a row printed for an unused category among used ones
_MISPLACED = 30.0  # a row whose second level does not belong to this first level
_POINTS_OFF = 10.0  # the weights do not make the declared points
_UNLIKE = 0.15  # the name speaks of another category
_SILENT = 0.05  # the name does not speak of time, cost or satisfaction, though its category always does
_OUTSPOKEN = ("时效", "成本", "满意")


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One row of a block: its height in text lines, whether it is a template row, what its name speaks of ("" for
    nothing), the categories it may belong to (empty: any), and its weight."""

    height: int = 1
    template: bool = False
    hint: str = ""
    allowed: frozenset[str] = frozenset()
    weight: Decimal | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """What stands in the label column of a row: a category, or "" for what cannot be read.

    `side` marks what belongs to a label without being one (its points on a line of their own).
    """

    row: int
    category: str
    side: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """The rows from `start` to `end` (exclusive) belong to `category`; `readable` tells whether its label says so."""

    start: int
    end: int
    category: str
    readable: bool


@dataclass(frozen=True, slots=True, eq=False)
class Partition:
    """The cheapest grouping and its cost."""

    groups: tuple[Group, ...]
    cost: float


@dataclass(frozen=True, slots=True, eq=False)
class _State:
    cost: float
    groups: tuple[Group, ...]


def partition(
    lines: Sequence[Line], marks: Sequence[Mark], order: Sequence[str], points: Mapping[str, Decimal] | None = None
) -> Partition | None:
    """Cut the lines into groups so that every label stands nearest to the middle of its own.

    `order` is the usual order of the categories: a group without a readable label takes one that fits between its
    neighbours. `points` are the sums of weights that categories declare. None where nothing is to be found.
    """
    if not lines or len(lines) > MAX_LINES or not any(m.category for m in marks):
        return None
    return _Solver(lines, marks, order, points or {}).solve()


class _Solver:
    def __init__(
        self, lines: Sequence[Line], marks: Sequence[Mark], order: Sequence[str], points: Mapping[str, Decimal]
    ) -> None:
        self.lines = lines
        self.order = order
        self.rank = {category: i for i, category in enumerate(order)}
        self.points = points
        self.top = [0, *accumulate(max(1, line.height) for line in lines)]
        self.marks: list[list[Mark]] = [[] for _ in lines]
        for mark in marks:
            self.marks[mark.row].append(mark)
        self.next_category = self._next_categories()

    def _next_categories(self) -> list[str]:
        """For every row, the first category that is readable from there on."""
        following = [""] * (len(self.lines) + 1)
        for row in range(len(self.lines) - 1, -1, -1):
            following[row] = next((m.category for m in self.marks[row] if m.category), following[row + 1])
        return following

    def solve(self) -> Partition | None:
        # States by row and by the last group's category: an unreadable group depends on what stands before it.
        states: list[dict[str, _State]] = [{} for _ in range(len(self.lines) + 1)]
        states[0][""] = _State(0.0, ())
        for start in range(len(self.lines)):
            if states[start]:
                self._extend(start, states)
        final = min(states[-1].values(), key=lambda s: s.cost, default=None)
        return Partition(final.groups, final.cost) if final is not None else None

    def _extend(self, start: int, states: list[dict[str, _State]]) -> None:
        found: list[Mark] = []
        for end in range(start + 1, min(start + _MAX_GROUP, len(self.lines)) + 1):
            found.extend(self.marks[end - 1])
            named = {m.category for m in found if m.category}
            if len(named) > 1:
                return
            own = self._placed(start, end, found)
            for previous, state in states[start].items():
                for category in self._candidates(named, previous, end):
                    if category == previous:
                        continue
                    cost = state.cost + own + self._fit(start, end, category, found)
                    best = states[end].get(category)
                    if best is None or cost < best.cost:
                        group = Group(start, end, category, bool(named))
                        states[end][category] = _State(cost, (*state.groups, group))

    def _candidates(self, named: set[str], previous: str, end: int) -> Sequence[str]:
        if named:
            return tuple(named)
        low = self.rank.get(previous, -1) + 1
        following = self.next_category[end]
        high = self.rank.get(following, len(self.order)) if following else len(self.order)
        return self.order[low:high]

    def _placed(self, start: int, end: int, found: Sequence[Mark]) -> float:
        if not found:
            return _UNLABELLED
        centre = (self.top[start] + self.top[end]) / 2
        labels = [m for m in found if not m.side] or list(found)
        low, high = self.top[labels[0].row], self.top[labels[-1].row + 1]
        outside = max(0.0, low - centre, centre - high)
        cost = _OUTSIDE * outside**2 + _OFF_CENTRE * (centre - (low + high) / 2) ** 2
        cost += _BELOW * ((low + high) / 2 > centre)
        unreadable = [m for m in labels if not m.category]
        if unreadable and labels[-1].row - labels[0].row > 1:
            cost += _TORN
        return cost + (_UNREADABLE if len(unreadable) == len(labels) else 0.0)

    def _fit(self, start: int, end: int, category: str, found: Sequence[Mark]) -> float:
        lines = self.lines[start:end]
        cost = _MISPLACED * sum(1 for line in lines if line.allowed and category not in line.allowed)
        cost += _UNLIKE * sum(1 for line in lines if line.hint and line.hint != category)
        if any(word in category for word in _OUTSPOKEN):
            cost += _SILENT * sum(1 for line in lines if not line.hint and not line.template)
        if any(not line.template for line in lines) and any(self.lines[m.row].template for m in found if m.category):
            cost += _MIXED
        cost += _UNEQUAL * sum(a.weight != b.weight for a, b in pairwise(lines) if a.weight and b.weight)
        declared = self.points.get(category)
        if declared is not None:
            weights = [line.weight for line in lines]
            if None not in weights and sum((w for w in weights if w is not None), Decimal(0)) != declared:
                cost += _POINTS_OFF
        return cost
