"""Finds tables without vertical lines: lines of text whose pieces stand under one another with gaps between."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from perflint.read.pdflines import Rule, Slot
from perflint.read.pdftext import Line, Written, box_of, chunks, join_lines

# Heights of a character: a gap between columns, and between lines of one table.
_GAP = 0.7
_LINE_GAP = 2.5
_MIN_ROWS = 3
_MIN_COLUMNS = 3
# How much farther apart rows stand than the lines of a cell.
_WIDER = 1.5
# No page holds more lines in a table.
_MAX_LINES = 300
_SAME_START = 3.0


@dataclass(frozen=True, slots=True, eq=False)
class GapTable:
    """A table made of the lines `first` to `last` (exclusive)."""

    first: int
    last: int
    top: float
    bottom: float
    xs: tuple[float, ...]
    rows: int
    cells: tuple[tuple[Slot, Written], ...]


def gap_tables(lines: Sequence[Line], rules: Sequence[Rule]) -> list[GapTable]:
    """The tables among lines that stand one under the other; few, rather than wrong ones."""
    pieces = [chunks(line, _GAP) for line in lines]
    found: list[GapTable] = []
    at = 0
    while at < len(lines):
        if len(pieces[at]) < _MIN_COLUMNS:
            at += 1
            continue
        end = _end(lines, pieces, at)
        table = _table(lines, pieces, at, end, rules) if end - at >= _MIN_ROWS else None
        if table is not None:
            found.append(table)
            at = table.last
        else:
            at += 1
    return found


def _end(lines: Sequence[Line], pieces: Sequence[Sequence[Line]], start: int) -> int:
    """Where the lines end that may belong to a table whose first line is `start`: at a wide gap or a wide line."""
    width = lines[start].box[2] - lines[start].box[0]
    last = start + 1
    for index in range(start + 1, min(len(lines), start + _MAX_LINES)):
        above, box = lines[index - 1].box, lines[index].box
        if box[1] - above[3] > _LINE_GAP * lines[index].size:
            break
        if len(pieces[index]) == 1 and box[2] - box[0] > 0.6 * width:
            break
        last = index + 1
    while last > start and len(pieces[last - 1]) < 2 and not _hangs(lines, pieces, last - 1):
        last -= 1
    return last


def _hangs(lines: Sequence[Line], pieces: Sequence[Sequence[Line]], index: int) -> bool:
    """Whether a line is the last one of a cell in the lines above: close to them, and under a piece of one."""
    box = lines[index].box
    if index == 0 or box[1] - lines[index - 1].box[3] > 0.5 * lines[index].size:
        return False
    # What stands at the middle of its row stands between the lines of a higher cell.
    over = pieces[max(0, index - 2) : index]
    return any(len(row) > 1 for row in over) and any(abs(p.box[0] - box[0]) < p.size for row in over for p in row)


def _table(
    lines: Sequence[Line], pieces: Sequence[Sequence[Line]], first: int, last: int, rules: Sequence[Rule]
) -> GapTable | None:
    columns = _parted_columns(_columns([p for row in pieces[first:last] for p in row]), pieces[first:last])
    if len(columns) < _MIN_COLUMNS:
        return None
    laid = [_by_column(row, columns) for row in pieces[first:last]]
    if len(laid[0]) < _MIN_COLUMNS:
        return None
    groups = _rows(lines[first:last], laid, columns, rules)
    wide = sum(len({c for i in group for c in laid[i]}) >= _MIN_COLUMNS for group in groups)
    if len(groups) < _MIN_ROWS or wide * 2 < len(groups):
        return None
    edges = (columns[0][0], *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), columns[-1][1])
    cells: list[tuple[Slot, Written]] = []
    for row, group in enumerate(groups):
        for column, (left, right) in enumerate(columns):
            own = [piece for index in group for piece in laid[index].get(column, ())]
            if own:
                box = box_of(g for piece in own for g in piece.glyphs)
                cells.append((Slot(row, column, 1, 1), join_lines(own, (left, box[1], right, box[3]))))
    top, bottom = lines[first].box[1], lines[last - 1].box[3]
    return GapTable(first, last, top, bottom, edges, len(groups), tuple(cells))


def _columns(pieces: Sequence[Line]) -> list[tuple[float, float]]:
    """The stretches of the width in which text stands, with gaps between them."""
    columns: list[list[float]] = []
    size = min(piece.size for piece in pieces)
    for x0, x1 in sorted((piece.box[0], piece.box[2]) for piece in pieces):
        if columns and x0 < columns[-1][1] + 0.4 * size:
            columns[-1][1] = max(columns[-1][1], x1)
        else:
            columns.append([x0, x1])
    return [(a, b) for a, b in columns]


def _parted_columns(
    columns: Sequence[tuple[float, float]], rows: Sequence[Sequence[Line]]
) -> list[tuple[float, float]]:
    """The columns, those parted in which several rows have a second piece that begins at the same place."""
    made: list[tuple[float, float]] = []
    for left, right in columns:
        own = [[p for p in row if left <= (p.box[0] + p.box[2]) / 2 <= right] for row in rows]
        starts = [row[1].box[0] for row in own if len(row) > 1]
        if len(starts) > 1 and max(starts) - min(starts) < _SAME_START:
            made.extend(((left, min(starts) - 0.1), (min(starts) - 0.1, right)))
        else:
            made.append((left, right))
    return made


def _by_column(row: Sequence[Line], columns: Sequence[tuple[float, float]]) -> dict[int, list[Line]]:
    laid: dict[int, list[Line]] = {}
    for piece in (part for whole in row for part in _cut_at(whole, columns)):
        middle = (piece.box[0] + piece.box[2]) / 2
        for index, (left, right) in enumerate(columns):
            if left <= middle <= right:
                laid.setdefault(index, []).append(piece)
    return laid


def _cut_at(piece: Line, columns: Sequence[tuple[float, float]]) -> list[Line]:
    """A piece whose text runs up to the next column's, in two where that begins."""
    for (_, edge), (start, _) in pairwise(columns):
        if edge == start and piece.box[0] < edge < piece.box[2]:
            at = next((i for i, g in enumerate(piece.glyphs) if i and abs(g.x0 - edge) < _SAME_START), 0)
            if at:
                first, rest = Line(piece.glyphs[:at], piece.size), Line(piece.glyphs[at:], piece.size)
                return [first, *_cut_at(rest, columns)]
    return [piece]


def _rows(
    lines: Sequence[Line],
    laid: Sequence[dict[int, list[Line]]],
    columns: Sequence[tuple[float, float]],
    rules: Sequence[Rule],
) -> list[list[int]]:
    """Which lines make one row: parted by horizontal lines, by wider gaps, else one row a line."""
    width = columns[-1][1] - columns[0][0]
    marks = sorted(r.at for r in rules if min(r.end, columns[-1][1]) - max(r.start, columns[0][0]) > 0.8 * width)
    middles = [(line.box[1] + line.box[3]) / 2 for line in lines]
    inside = [mark for mark in marks if middles[0] < mark < middles[-1]]
    if len(inside) >= _MIN_ROWS:
        return _parted(middles, lambda i: any(middles[i - 1] < mark < middles[i] for mark in inside))
    steps = [b - a for a, b in pairwise(middles)]
    narrow, wide = min(steps), max(steps)
    if wide > _WIDER * narrow and (cut := _cut(steps)) and _reads(laid, middles, steps, cut):
        return _parted(middles, lambda i: steps[i - 1] > cut)
    usual = sorted(steps)[len(steps) // 2]
    return _parted(middles, lambda i: not _continues(laid[i - 1], laid[i], columns, steps[i - 1] < 0.75 * usual))


def _cut(steps: Sequence[float]) -> float:
    """The step between two clearly different sizes of steps, 0 where there are not two."""
    ordered = sorted(steps)
    ratio, low = max((b / max(a, 0.1), a) for a, b in pairwise(ordered))
    return low * 1.1 if ratio > 1.25 else 0.0


def _reads(laid: Sequence[dict[int, list[Line]]], middles: Sequence[float], steps: Sequence[float], cut: float) -> bool:
    """Whether rows parted by wide gaps are rows: no column has two short full lines in most of them."""
    groups = _parted(middles, lambda i: steps[i - 1] > cut)
    full = sum(1 for group in groups if sum(len(laid[i]) >= _MIN_COLUMNS for i in group) > 1)
    return full * 4 <= len(groups)


def _parted(middles: Sequence[float], begins: Callable[[int], bool]) -> list[list[int]]:
    groups = [[0]]
    for index in range(1, len(middles)):
        if begins(index):
            groups.append([])
        groups[-1].append(index)
    return groups


def _continues(
    above: dict[int, list[Line]], row: dict[int, list[Line]], columns: Sequence[tuple[float, float]], close: bool
) -> bool:
    """Whether a line goes on with the cells above it: few, not the first, each under a line without room.

    A line that is `close` to the one above it needs only to have something over each of its pieces.
    """
    if 0 in row or len(row) * 2 > len(columns):
        return False
    if close:
        return row.keys() <= above.keys()
    for column, pieces in row.items():
        over = above.get(column)
        if not over or columns[column][1] - over[-1].box[2] > 1.3 * pieces[0].size:
            return False
    return True
