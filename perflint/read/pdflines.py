"""Makes table frames of a page's drawn lines: edges of columns and rows, and cells where inner lines are missing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from perflint.lazyclass import dataclass
from perflint.read.pdfdrawn import Box, too_complex

# Lines that are no farther apart are one (double lines); columns may be a little out of step between rows.
_SAME_ROW = 2.5
_SAME_COLUMN = 4.0
# Pieces of a line that are no farther apart belong together (dashes), and a crossing may miss by as much.
_TOUCH = 3.0
# What is shorter is a dot or a corner.
_SHORTEST = 4.0
# An edge of a cell that is drawn for this part of its length is a wall.
_DRAWN = 0.6
_MAX_RULES = 20_000
_MAX_FIELDS = 200_000
_MAX_CROSSINGS = 4_000_000
_MAX_FRAMES = 300


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line at `at` (x of a vertical one, y of a horizontal one) between two ends."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell of a frame: its first row and column, and how many it takes."""

    row: int
    column: int
    rowspan: int
    colspan: int


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A table's edges and cells; `open_bottom` tells that no line closes it there.

    `hanging` are the cells of the last row without a line under them, where others have one: they go on elsewhere.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    slots: tuple[Slot, ...]
    open_bottom: bool = False
    hanging: frozenset[Slot] = frozenset()

    def box(self, slot: Slot) -> Box:
        """The box of a cell."""
        return (
            self.xs[slot.column],
            self.ys[slot.row],
            self.xs[slot.column + slot.colspan],
            self.ys[slot.row + slot.rowspan],
        )

    def owners(self) -> dict[tuple[int, int], Slot]:
        """Which cell takes a place of the raster."""
        return {
            (row, column): slot
            for slot in self.slots
            for row in range(slot.row, slot.row + slot.rowspan)
            for column in range(slot.column, slot.column + slot.colspan)
        }


def find_frames(lines: Sequence[Box], page: int) -> tuple[list[Frame], list[Rule]]:
    """The frames that lines make, smallest first, and the horizontal lines that belong to none.

    Raises ReadError, which names the `page`, for more lines or frames than any table has.
    """
    if len(lines) > _MAX_RULES:
        lines = [line for line in lines if max(line[2] - line[0], line[3] - line[1]) > 2 * _SHORTEST][:_MAX_RULES]
    across, down = _rules(lines)
    if len(across) * len(down) > _MAX_CROSSINGS:
        raise too_complex(page)
    frames: list[Frame] = []
    loose: list[Rule] = []
    for part_across, part_down in _connected(across, down):
        frame = _frame(part_across, part_down) if part_down else None
        if frame is not None:
            frames.append(frame)
        elif not part_down:
            loose.extend(part_across)
    if len(frames) > _MAX_FRAMES:
        raise too_complex(page)
    return sorted(frames, key=lambda f: (f.xs[-1] - f.xs[0]) * (f.ys[-1] - f.ys[0])), loose


def _rules(lines: Iterable[Box]) -> tuple[list[Rule], list[Rule]]:
    """The horizontal and the vertical lines, pieces joined."""
    across: list[Rule] = []
    down: list[Rule] = []
    for x0, y0, x1, y1 in lines:
        wide, high = x1 - x0, y1 - y0
        if wide >= high or wide <= _TOUCH >= high:
            across.append(Rule((y0 + y1) / 2, x0, x1))
        if high > wide or wide <= _TOUCH >= high:
            down.append(Rule((x0 + x1) / 2, y0, y1))
    return _joined(across, _SAME_ROW), _joined(down, _SAME_COLUMN)


def _joined(rules: Sequence[Rule], same: float) -> list[Rule]:
    """Lines at about the same place put on one, and pieces that touch made one line."""
    made: list[Rule] = []
    for cluster in _clusters(sorted(rules, key=lambda r: r.at), same):
        weight = sum(max(r.end - r.start, 0.1) for r in cluster)
        at = sum(r.at * max(r.end - r.start, 0.1) for r in cluster) / weight
        pieces = sorted(cluster, key=lambda r: r.start)
        start, end = pieces[0].start, pieces[0].end
        for piece in pieces[1:]:
            if piece.start <= end + _TOUCH:
                end = max(end, piece.end)
                continue
            made.append(Rule(at, start, end))
            start, end = piece.start, piece.end
        made.append(Rule(at, start, end))
    return [rule for rule in made if rule.end - rule.start >= _SHORTEST]


def _clusters(rules: Sequence[Rule], same: float) -> list[list[Rule]]:
    clusters: list[list[Rule]] = []
    for rule in rules:
        if clusters and rule.at - clusters[-1][-1].at <= same and rule.at - clusters[-1][0].at <= 2 * same:
            clusters[-1].append(rule)
        else:
            clusters.append([rule])
    return clusters


def _connected(across: Sequence[Rule], down: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """The lines in groups that touch one another."""
    parent = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    order = sorted(range(len(down)), key=lambda i: down[i].at)
    places = [down[i].at for i in order]
    for index, rule in enumerate(across):
        first = bisect_left(places, rule.start - _TOUCH)
        for other in order[first : bisect_right(places, rule.end + _TOUCH)]:
            if down[other].start - _TOUCH <= rule.at <= down[other].end + _TOUCH:
                parent[root(len(across) + other)] = root(index)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index, rule in enumerate((*across, *down)):
        groups.setdefault(root(index), ([], []))[index >= len(across)].append(rule)
    return list(groups.values())


def _frame(across: Sequence[Rule], down: Sequence[Rule]) -> Frame | None:
    """The frame of lines that touch, None for fewer than two cells."""
    ys, open_bottom = _edges(across, down, _SAME_ROW)
    xs, _ = _edges(down, across, _SAME_COLUMN)
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > _MAX_FIELDS:
        return None
    right = _walls(xs, ys, down)
    below = _walls(ys, xs, across)
    slots = _slots(len(ys) - 1, len(xs) - 1, right, below)
    if len(slots) < 2:
        return None
    ys, slots = _without_idle_rows(ys, slots)
    last = [rule for rule in across if rule.at == ys[-1]]
    hanging = [
        slot
        for slot in slots
        if slot.row + slot.rowspan == len(ys) - 1 and not _drawn(last, xs[slot.column], xs[slot.column + slot.colspan])
    ]
    return Frame(tuple(xs), tuple(ys), tuple(slots), open_bottom, frozenset(hanging if last else ()))


def _edges(rules: Sequence[Rule], crossing: Sequence[Rule], same: float) -> tuple[list[float], bool]:
    """Where lines of one direction stand, and whether no line closes their end; where lines across them reach
    farther, their ends make an edge.

    At a page break many programs leave the outer border out: two ends or more stand for it.
    """
    places = sorted({rule.at for rule in rules})
    starts, ends = sorted(r.start for r in crossing), sorted((r.end for r in crossing), reverse=True)
    open_end = False
    if len(crossing) > 1:
        if (not places or starts[0] < places[0] - 2 * _TOUCH) and starts[1] - starts[0] <= same:
            places.insert(0, starts[0])
        if (not places or ends[0] > places[-1] + 2 * _TOUCH) and ends[0] - ends[1] <= same:
            places.append(ends[0])
            open_end = True
    return places, open_end


def _walls(places: Sequence[float], steps: Sequence[float], rules: Sequence[Rule]) -> list[list[bool]]:
    """For every edge, between which steps it is drawn; the outermost edges always are."""
    by_place: dict[float, list[Rule]] = {}
    for rule in rules:
        by_place.setdefault(rule.at, []).append(rule)
    walls: list[list[bool]] = []
    for index, place in enumerate(places):
        if index in (0, len(places) - 1):
            walls.append([True] * (len(steps) - 1))
            continue
        own = by_place.get(place, [])
        walls.append([_drawn(own, a, b) for a, b in pairwise(steps)])
    return walls


def _drawn(rules: Sequence[Rule], start: float, end: float) -> bool:
    covered = sum(max(0.0, min(end, rule.end) - max(start, rule.start)) for rule in rules)
    return covered >= _DRAWN * (end - start)


def _slots(rows: int, columns: int, right: list[list[bool]], below: list[list[bool]]) -> list[Slot]:
    """Cells as rectangles that are as large as no wall stands in them, in reading order."""
    taken = [[False] * columns for _ in range(rows)]
    slots: list[Slot] = []
    for row in range(rows):
        for column in range(columns):
            if taken[row][column]:
                continue
            wide = 1
            while column + wide < columns and not (right[column + wide][row] or taken[row][column + wide]):
                wide += 1
            high = 1
            while row + high < rows and _goes_on(row + high, column, wide, right, below):
                high += 1
            for r in range(row, row + high):
                taken[r][column : column + wide] = [True] * wide
            slots.append(Slot(row, column, high, wide))
    return slots


def _goes_on(row: int, column: int, wide: int, right: list[list[bool]], below: list[list[bool]]) -> bool:
    """Whether a cell above `row` reaches down into it."""
    if any(below[row][c] for c in range(column, column + wide)):
        return False
    if not (right[column][row] and right[column + wide][row]):
        return False
    return not any(right[c][row] for c in range(column + 1, column + wide))


def _without_idle_rows(ys: list[float], slots: list[Slot]) -> tuple[list[float], list[Slot]]:
    """Without the rows in which no cell begins: lines that end early make them."""
    begun = sorted({slot.row for slot in slots})
    if len(begun) == len(ys) - 1:
        return ys, slots
    number = {row: index for index, row in enumerate(begun)}
    number[len(ys) - 1] = len(begun)
    kept = []
    for slot in slots:
        last = bisect_left(begun, slot.row + slot.rowspan)
        kept.append(Slot(number[slot.row], slot.column, last - number[slot.row], slot.colspan))
    return [*(ys[row] for row in begun), ys[-1]], kept
