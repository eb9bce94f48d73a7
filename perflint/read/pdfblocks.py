"""Finds the cells of a table without lines: pieces of text put together to cells, and cells to rows and columns.

Lines of one cell stand closer than rows do. Rows either begin at one height, or have their middles at one, as most
programs set them when cells are centred; then a label stands at the middle of the rows that it is merged over.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise

from perflint.lazyclass import dataclass
from perflint.read.pdfcolumns import Column, reach
from perflint.read.pdflines import Rule, Slot
from perflint.read.pdftext import Line, box_of

# Heights of a character. Lines of a cell are no farther apart; heights that differ by less are one.
_LEADING = 1.65
_SAME = 0.25
# A step to a next row is at least so much larger than that to a next line.
_WIDER = 1.1
# The steps that are looked at: larger ones part rows anyway.
_STEPS = 2.2
# Lines of one text are farther apart.
_BETWEEN = 0.9
# A line across less of a table is no line of rows; fewer of them do not part rows.
_SHORT = 0.02
_MIN_RULES = 3
# What stands as much nearer than the usual step, stands between rows.
_NEARER = 0.7
_MIN_HEIGHTS = 5
# Columns that are narrower than this say nothing about where lines were full.
_TELLING = 4.5
_FULL = 1.4
# The part of lines that go on in which the line before must be full.
_MOST = 0.7
# A column with so many cells of the fullest one has a cell in every row.
_FINE = 0.9
# By what part of a row's height the middle of a merged label may miss that of its rows.
_MISS = 0.5
# What a row costs that no label takes, in squares of such parts.
_SKIPPED = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """The lines of a cell, and the first and last column that they take."""

    lines: tuple[Line, ...]
    first: int
    last: int

    @property
    def top(self) -> float:
        """The middle of its first line."""
        return middle_of(self.lines[0])

    @property
    def middle(self) -> float:
        """Its own middle."""
        return (self.top + middle_of(self.lines[-1])) / 2


def middle_of(line: Line) -> float:
    """The middle of a line's height."""
    box = line.box
    return (box[1] + box[3]) / 2


def blocks_of(rows: Sequence[Sequence[Line]], columns: Sequence[Column], size: float) -> list[Block] | None:
    """The cells that pieces make; None where nothing tells the lines of a cell from rows, and every row is a line."""
    by_column: list[list[tuple[Line, int]]] = [[] for _ in columns]
    for piece in sorted((piece for row in rows for piece in row), key=middle_of):
        first, last = reach(piece, columns)
        by_column[first].append((piece, last))
    cut = _cut(by_column, columns, size)
    if cut is None and not _between(by_column, size):
        return None
    blocks: list[Block] = []
    for column, own in enumerate(by_column):
        for piece, last in own:
            above = blocks[-1] if blocks and blocks[-1].first == column else None
            if above is not None and middle_of(piece) - middle_of(above.lines[-1]) <= (cut or 0.0):
                blocks[-1] = Block((*above.lines, piece), column, max(above.last, last))
            else:
                blocks.append(Block((piece,), column, last))
    return blocks


def ruled(rows: Sequence[Sequence[Line]], columns: Sequence[Column], rules: Sequence[Rule]) -> list[tuple[Slot, Block]]:
    """The cells between horizontal lines, with their places; [] where there are too few lines."""
    left, right = columns[0][0], columns[-1][1]
    pieces = [piece for row in rows for piece in row]
    top, bottom = min(p.box[1] for p in pieces), max(p.box[3] for p in pieces)
    inner = [
        r for r in rules if top < r.at < bottom and min(r.end, right) - max(r.start, left) > _SHORT * (right - left)
    ]
    heights = _clusters((rule.at for rule in inner), 1.0)
    if len(heights) < _MIN_RULES:
        return []
    found: dict[tuple[int, int, int], list[tuple[Line, int]]] = {}
    for piece in sorted(pieces, key=middle_of):
        first, last = reach(piece, columns)
        middle, at = middle_of(piece), (max(piece.box[0], left) + min(piece.box[2], right)) / 2
        own = [rule.at for rule in inner if rule.start - 1 <= at <= rule.end + 1]
        above = max((_nearest(heights, y) + 1 for y in own if y <= middle), default=0)
        below = min((_nearest(heights, y) for y in own if y > middle), default=len(heights))
        found.setdefault((first, above, below), []).append((piece, last))
    return [
        (Slot(above, first, max(1, below - above + 1), max(last for _, last in own) - first + 1),
         Block(tuple(piece for piece, _ in own), first, max(last for _, last in own)))
        for (first, above, below), own in found.items()
    ]  # fmt: skip


def _interleaved(heights: Iterable[float], size: float) -> bool:
    """Whether some stand nearer to one another than lines of one text do: between those of other columns."""
    return any(b - a < _BETWEEN * size for a, b in pairwise(_clusters(heights, _SAME * size)))


def _between(by_column: Sequence[Sequence[tuple[Line, int]]], size: float) -> bool:
    """Whether labels stand between the lines of other columns: nearer than lines are, or than rows are elsewhere."""
    placed = [(middle_of(piece), column) for column, own in enumerate(by_column) for piece, _ in own]
    heights = _clusters((middle for middle, _ in placed), _SAME * size)
    if _interleaved(heights, size) or len(heights) < _MIN_HEIGHTS:
        return _interleaved(heights, size)
    columns: list[set[int]] = [set() for _ in heights]
    for middle, column in placed:
        columns[_nearest(heights, middle)].add(column)
    steps = [b - a for a, b in pairwise(heights)]
    usual = sorted(steps)[len(steps) // 2]
    return any(
        step < _NEARER * usual and not above & below
        for step, (above, below) in zip(steps, pairwise(columns), strict=True)
    )


def _cut(by_column: Sequence[Sequence[tuple[Line, int]]], columns: Sequence[Column], size: float) -> float | None:
    """The step between two lines above which they belong to two cells; None where all steps are alike."""
    pairs = [(a, b, number) for number, own in enumerate(by_column) for (a, _), (b, _) in pairwise(own)]
    steps = sorted(middle_of(b) - middle_of(a) for a, b, _ in pairs)
    if not steps or steps[0] > _LEADING * size:
        return None
    near = [step for step in steps if step <= _STEPS * steps[0]]
    # Where no step is a little larger than the least, all of these are of lines, if there are larger ones.
    at = next((a for a, b in pairwise(near) if b > _WIDER * a), near[-1] if len(near) < len(steps) else 0.0)
    cut = at * 1.04
    own = [(a, columns[number]) for a, b, number in pairs if middle_of(b) - middle_of(a) <= cut]
    telling = [(a, right - left) for a, (left, right) in own if right - left > _TELLING * size]
    full = [width - (a.box[2] - a.box[0]) < _FULL * a.size for a, width in telling]
    if not full or sum(full) < _MOST * len(full) or _are_rows([a for a, _ in own], by_column, size):
        return None
    return cut


def _are_rows(lines: Sequence[Line], by_column: Sequence[Sequence[tuple[Line, int]]], size: float) -> bool:
    """Whether most lines go on in every column: then they are rows, where the lines of cells end one by one."""
    all_heights = [middle_of(piece) for own in by_column for piece, _ in own]
    whole = 0
    heights = _clusters(map(middle_of, lines), _SAME * size)
    for height in heights:
        count = sum(abs(middle_of(line) - height) <= _SAME * size for line in lines)
        whole += 3 <= count >= 0.8 * sum(abs(other - height) <= _SAME * size for other in all_heights)
    return whole * 2 > len(heights)


def placed(blocks: Sequence[Block], size: float) -> list[tuple[Slot, Block]]:
    """The cells with their places: rows by where blocks begin, or by their middles, whichever gives fewer."""
    tops, middles = (_clusters([getattr(b, at) for b in blocks], _SAME * size) for at in ("top", "middle"))
    own: list[list[tuple[Line, int]]] = [[] for _ in range(max(b.last for b in blocks) + 1)]
    for block in blocks:
        own[block.first].append((block.lines[0], block.last))
    if len(tops) < len(middles) or (len(tops) == len(middles) and not _between(own, size)):
        return [(Slot(_nearest(tops, b.top), b.first, 1, b.last - b.first + 1), b) for b in blocks]
    return _by_middles(blocks, size)


def _clusters(heights: Iterable[float], same: float) -> list[float]:
    """The different heights."""
    found: list[list[float]] = []
    for height in sorted(heights):
        if found and height - found[-1][-1] <= same:
            found[-1].append(height)
        else:
            found.append([height])
    return [sum(cluster) / len(cluster) for cluster in found]


def _nearest(heights: Sequence[float], height: float) -> int:
    at = bisect_left(heights, height)
    return min((i for i in (at - 1, at) if 0 <= i < len(heights)), key=lambda i: abs(heights[i] - height))


def _by_middles(blocks: Sequence[Block], size: float) -> list[tuple[Slot, Block]]:
    """Rows are where the fullest columns have cells; labels of the others stand at the middle of their rows."""
    own: dict[int, list[Block]] = {}
    for block in sorted(blocks, key=lambda b: b.middle):
        own.setdefault(block.first, []).append(block)
    most = max(map(len, own.values()))
    fine = {column for column, found in own.items() if len(found) >= _FINE * most}
    rows = _clusters((b.middle for column in fine for b in own[column]), _SAME * size)
    edges = _edges(rows, [b for column in fine for b in own[column]])
    made: list[tuple[Slot, Block]] = []
    for column, found in own.items():
        hit = all(abs(block.middle - rows[_nearest(rows, block.middle)]) <= _SAME * size for block in found)
        # Labels stand before what they are merged over; behind it, cells are left blank.
        alone = column in fine or (hit and column > min(fine))
        reaches = None if alone else _tiled(found, edges)
        for number, block in enumerate(found):
            first, last = reaches[number] if reaches else (_nearest(rows, block.middle),) * 2
            made.append((Slot(first, block.first, last - first + 1, block.last - block.first + 1), block))
    return made


def _edges(rows: Sequence[float], blocks: Sequence[Block]) -> list[float]:
    """Where rows begin and end: between two of them as their heights are to one another."""
    heights = [1.0] * len(rows)
    for block in blocks:
        box = box_of(g for line in block.lines for g in line.glyphs)
        at = _nearest(rows, block.middle)
        heights[at] = max(heights[at], box[3] - box[1])
    # What rows have around their text is about the same for all.
    around = [(b - a) - (h + i) / 2 for (a, b), (h, i) in zip(pairwise(rows), pairwise(heights), strict=True)]
    usual = sorted(around)[len(around) // 2] if around else 0.0
    inner = [a + (h + more) / 2 for a, h, more in zip(rows, heights, around, strict=False)]
    return [rows[0] - (heights[0] + usual) / 2, *inner, rows[-1] + (heights[-1] + usual) / 2]


def _tiled(blocks: Sequence[Block], edges: Sequence[float]) -> list[tuple[int, int]] | None:
    """The rows of each label of a column, in order: those whose middles are nearest to theirs, few rows left out."""
    rows = len(edges) - 1
    # What it costs to place the labels from one on in the rows from one on, and where the first of them goes.
    cost = [[math.inf] * (rows + 1) for _ in blocks] + [[0.0] * (rows + 1)]
    where: list[list[tuple[int, int]]] = [[(0, 0)] * (rows + 1) for _ in blocks]
    for number in range(len(blocks) - 1, -1, -1):
        middle = blocks[number].middle
        for start in range(rows - 1, -1, -1):
            # Blank rows before it: as if it were placed from the next row on.
            best, reached = cost[number][start + 1] + _SKIPPED, where[number][start + 1]
            found = bisect_left(edges, 2 * middle - edges[start]) - 1
            for last in (found - 1, found, found + 1):
                if not start <= last < rows:
                    continue
                least = min(edges[i + 1] - edges[i] for i in (start, last))
                miss = abs((edges[start] + edges[last + 1]) / 2 - middle) / max(least, 0.1)
                if miss <= _MISS and (total := miss * miss + cost[number + 1][last + 1]) < best:
                    best, reached = total, (start, last)
            cost[number][start], where[number][start] = best, reached
    if cost[0][0] == math.inf:
        return None
    made: list[tuple[int, int]] = []
    for own in where:
        made.append(own[made[-1][1] + 1 if made else 0])
    return made
