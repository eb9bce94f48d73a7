"""Finds tables without vertical lines: lines of text whose pieces stand under one another with gaps between."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from perflint.lazyclass import dataclass
from perflint.read.pdfblocks import Block, blocks_of, middle_of, placed, ruled
from perflint.read.pdfcolumns import Column, columns_of, gap_in, reach
from perflint.read.pdflines import Rule, Slot
from perflint.read.pdftext import Line, Written, box_of, chunks, join_lines

# Heights of a character: a gap between columns, and between lines of one table.
_GAP = 0.7
# A gap between two figures that no blank parts: they stand in two columns.
_FIGURES = 0.25
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
    pieces = [chunks(line, _GAP, _FIGURES) for line in lines]
    found: list[GapTable] = []
    at = 0
    while at < len(lines):
        if len(pieces[at]) < _MIN_COLUMNS:
            at += 1
            continue
        end = _end(lines, pieces, at)
        first = at
        while first > (found[-1].last if found else 0) and lines[first - 1].box[3] > lines[first].box[1]:
            # The upper line of cells that are as high as two, and stand between the lines of others.
            first -= 1
        table = _table(lines, pieces, first, end, rules) if end - at >= _MIN_ROWS else None
        if table is not None:
            found.append(table)
            at = table.last
        else:
            at += 1
    return found


def _end(lines: Sequence[Line], pieces: Sequence[Sequence[Line]], start: int) -> int:
    """Where the lines end that may belong to a table whose first line is `start`: at a wide gap or a wide line."""
    width = lines[start].box[2] - lines[start].box[0]
    # What begins behind the first column, however wide, goes on with a cell.
    second = pieces[start][0].box[2]
    last = start + 1
    for index in range(start + 1, min(len(lines), start + _MAX_LINES)):
        above, box = lines[index - 1].box, lines[index].box
        if box[1] - above[3] > _LINE_GAP * lines[index].size:
            break
        if len(pieces[index]) == 1 and box[2] - box[0] > 0.6 * width and box[0] < second:
            break
        last = index + 1
    while last > start and len(pieces[last - 1]) < 2 and not _hangs(lines, pieces, last - 1, second):
        last -= 1
    return last


def _hangs(lines: Sequence[Line], pieces: Sequence[Sequence[Line]], index: int, second: float) -> bool:
    """Whether a line is the last one of a cell in the lines above: close to them, and under a piece of one."""
    box = lines[index].box
    if index == 0 or box[1] - lines[index - 1].box[3] > 0.5 * lines[index].size:
        return False
    # What stands at the middle of its row stands between the lines of a higher cell.
    over = pieces[max(0, index - 2) : index]
    # Behind the first column, several lines may follow one another with nothing beside them.
    beside = any(len(row) > 1 for row in over) or box[0] >= second
    return beside and any(abs(p.box[0] - box[0]) < p.size for row in over for p in row)


def _table(
    lines: Sequence[Line], pieces: Sequence[Sequence[Line]], first: int, last: int, rules: Sequence[Rule]
) -> GapTable | None:
    rows = pieces[first:last]
    size = max(line.size for line in lines[first:last])
    columns = _parted_columns(columns_of(rows, size), rows)
    if len(columns) < _MIN_COLUMNS:
        return None
    rows = [[part for piece in row for part in _cut_at(piece, columns)] for row in rows]
    cells = ruled(rows, columns, rules)
    if not cells:
        blocks = blocks_of(rows, columns, size)
        cells = placed(blocks, size) if blocks else _by_lines(lines[first:last], rows, columns)
    count = max((slot.row for slot, _ in cells), default=0) + 1
    wide = [len({slot.column for slot, _ in cells if slot.row == row}) >= _MIN_COLUMNS for row in range(count)]
    if count < _MIN_ROWS or not wide[0] or sum(wide) * 2 < count:
        return None
    edges = (columns[0][0], *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), columns[-1][1])
    top, bottom = lines[first].box[1], lines[last - 1].box[3]
    return GapTable(first, last, top, bottom, edges, count, tuple(_written(cells, columns)))


def _written(cells: Sequence[tuple[Slot, Block]], columns: Sequence[Column]) -> Iterator[tuple[Slot, Written]]:
    """The cells with their texts, from left to right; what stands in one place is one text."""
    found: dict[tuple[int, int], tuple[Slot, list[Line]]] = {}
    for slot, block in cells:
        found.setdefault((slot.row, slot.column), (slot, []))[1].extend(block.lines)
    for slot, lines in sorted(found.values(), key=lambda item: (item[0].row, item[0].column)):
        box = box_of(g for line in lines for g in line.glyphs)
        left, right = columns[slot.column][0], columns[slot.column + slot.colspan - 1][1]
        yield slot, join_lines(lines, (left, box[1], right, box[3]))


def _by_lines(
    lines: Sequence[Line], pieces: Sequence[Sequence[Line]], columns: Sequence[Column]
) -> list[tuple[Slot, Block]]:
    """Cells whose rows are lines, or lines that go on with those above."""
    laid = [_by_column(row, columns) for row in pieces]
    made: list[tuple[Slot, Block]] = []
    for row, group in enumerate(_rows(lines, laid, columns)):
        for column in range(len(columns)):
            own = [piece for index in group for piece in laid[index].get(column, ())]
            if own:
                last = max(reach(piece, columns)[1] for piece in own)
                made.append((Slot(row, column, 1, last - column + 1), Block(tuple(own), column, last)))
    return made


def _parted_columns(columns: Sequence[Column], rows: Sequence[Sequence[Line]]) -> list[Column]:
    """The columns, those parted in which several rows have a second piece that begins at the same place."""
    made: list[Column] = []
    for left, right in columns:
        own = [[p for p in row if left <= (p.box[0] + p.box[2]) / 2 <= right] for row in rows]
        starts = [row[1].box[0] for row in own if len(row) > 1]
        if len(starts) > 1 and max(starts) - min(starts) < _SAME_START:
            made.extend(((left, min(starts) - 0.1), (min(starts) - 0.1, right)))
        else:
            made.append((left, right))
    return made


def _by_column(row: Sequence[Line], columns: Sequence[Column]) -> dict[int, list[Line]]:
    laid: dict[int, list[Line]] = {}
    for piece in row:
        laid.setdefault(reach(piece, columns)[0], []).append(piece)
    return laid


def _cut_at(piece: Line, columns: Sequence[Column]) -> list[Line]:
    """A piece in two where the next column's text begins close behind one's."""
    for (_, right), (left, _) in pairwise(columns):
        if not piece.box[0] < right <= left < piece.box[2]:
            continue
        at = gap_in(piece, (right - 0.2 * piece.size, left + 0.2 * piece.size), piece.size)
        if right == left:
            at = next((i for i, g in enumerate(piece.glyphs) if i and abs(g.x0 - left) < _SAME_START), 0)
        if at:
            first, rest = Line(piece.glyphs[:at], piece.size), Line(piece.glyphs[at:], piece.size)
            return [first, *_cut_at(rest, columns)]
    return [piece]


def _rows(
    lines: Sequence[Line],
    laid: Sequence[dict[int, list[Line]]],
    columns: Sequence[Column],
) -> list[list[int]]:
    """Which lines make one row: parted by wider gaps, else one row a line."""
    middles = [middle_of(line) for line in lines]
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
    above: dict[int, list[Line]], row: dict[int, list[Line]], columns: Sequence[Column], close: bool
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
