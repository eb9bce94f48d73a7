"""Finds the columns of a table without lines: stretches of the width in which text stands, and gaps between them."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from perflint.read.pdftext import Line

# The stretch of the width that a column takes.
Column = tuple[float, float]
# A column of more pieces is looked at no closer.
_MAX_PIECES = 2000
# The least gap between the texts of two columns.
_BESIDE = 0.3


def columns_of(rows: Sequence[Sequence[Line]], size: float) -> list[Column]:
    """The stretches of the width in which pieces stand; those that reach over several columns tell nothing of them."""
    return _parted([Piece(*p.box[::2], number, p) for number, row in enumerate(rows) for p in row], size)


class Piece(NamedTuple):
    """Where a piece of text begins and ends, and on which line."""

    left: float
    right: float
    number: int
    line: Line


def _parted(pieces: Iterable[Piece], size: float) -> list[Column]:
    """Pieces as columns: what overlaps is one, unless few pieces bridge two of them."""
    clusters: list[list[Piece]] = []
    right = 0.0
    for piece in sorted(pieces, key=lambda p: p[:3]):
        if clusters and piece.left < right + 0.3 * size:
            clusters[-1].append(piece)
            right = max(right, piece.right)
        else:
            clusters.append([piece])
            right = piece.right
    found: list[Column] = []
    for cluster in clusters:
        gutter = _gutter(cluster, size)
        if gutter is None:
            found.append((min(p.left for p in cluster), max(p.right for p in cluster)))
        else:
            found.extend(_parted([p for p in cluster if p.right <= gutter[0]], size))
            found.extend(_parted([p for p in cluster if p.left >= gutter[1]], size))
    return found


def _gutter(cluster: Sequence[Piece], size: float) -> Column | None:
    """Where a column is two: all pieces end before it, begin behind it or have a gap there, or nearly all do."""
    best: tuple[int, Column] | None = None
    if len(cluster) > _MAX_PIECES:
        return None
    starts = sorted(p.left for p in cluster)
    for edge in sorted({math.ceil(p.right) for p in cluster})[:-1]:
        at = bisect_left(starts, edge)
        if at == len(starts):
            break
        gutter = edge, starts[at]
        across = [p for p in cluster if p.left < edge < p.right]
        over = sum(gap_in(p.line, gutter, size) == 0 for p in across)
        left = {p.number for p in cluster if p.right <= edge}
        right = {p.number for p in cluster if p.left >= edge}
        # One that has a gap there tells as much as one that is alone.
        sides = min(len(left), len(right)) + len(across) if over == 0 else 0
        both = len(left & right)
        if max(both if over * 3 <= both else 0, sides) >= 3 and (best is None or both + sides - over > best[0]):
            best = both + sides - over, gutter
    return best[1] if best else None


def gap_in(line: Line, gutter: Column, size: float) -> int:
    """The index of the first character behind a gap that lies in the gutter between two columns; 0 for none."""
    for at, (before, glyph) in enumerate(pairwise(line.glyphs), 1):
        if glyph.x0 - before.x1 > _BESIDE * size and before.x1 < gutter[1] and glyph.x0 > gutter[0]:
            return at
    return 0


def reach(piece: Line, columns: Sequence[Column]) -> tuple[int, int]:
    """The first and last column that a piece takes."""
    x0, _, x1, _ = piece.box
    touched = [i for i, (a, b) in enumerate(columns) if min(x1, b) - max(x0, a) > 0.3 * min(x1 - x0, b - a)]
    if touched:
        return touched[0], touched[-1]
    middle = (x0 + x1) / 2
    nearest = min(range(len(columns)), key=lambda i: max(columns[i][0] - middle, middle - columns[i][1]))
    return nearest, nearest
