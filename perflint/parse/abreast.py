"""Parts sheets on which forms stand side by side, each with a project's name and a header of its own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from perflint.model import Cell
from perflint.parse.fields import names_project
from perflint.parse.roles import LEVELS, NAMES, role_of

Rows = Sequence[tuple[Cell, ...]]
_LEADERS = LEVELS | frozenset(NAMES)
# No sheet holds more of them.
_FORMS_AT_MOST = 20
# Rows with several names of projects that are looked at: keeps hostile input from being read again and again.
_TRIES = 8
_END = 1 << 20


def forms_abreast(rows: Rows) -> list[Rows]:
    """The rows of each form, where several stand side by side; else all rows as they are."""
    tries = 0
    for row in rows:
        keys = [cell for cell in row if "名" in cell.text and names_project(cell.text)]
        if not 1 < len(keys) <= _FORMS_AT_MOST:
            continue
        tries += 1
        # The key of its project's name stands in the first column of a form.
        edges = [0, *(key.column for key in keys[1:]), _END]
        if any(_heads_all(other, edges) for other in rows):
            return [_between(rows, a, b) for a, b in pairwise(edges)]
        if tries >= _TRIES:
            break
    return [rows]


def _heads_all(row: Sequence[Cell], edges: Sequence[int]) -> bool:
    """Whether a row has headers of names or levels in every form."""
    if len(row) < 2 * (len(edges) - 1):
        return False
    heads = [cell.column for cell in row if role_of(cell.text) in _LEADERS]
    return all(sum(a <= column < b for column in heads) > 1 for a, b in pairwise(edges))


def _between(rows: Rows, first: int, end: int) -> Rows:
    """The cells of the columns from `first` to `end`; they keep their columns."""
    return [tuple(cell for cell in row if first <= cell.column < end) for row in rows]
