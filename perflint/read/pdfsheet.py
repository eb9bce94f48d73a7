"""Builds one grid from the tables of several pages: columns brought in line, rows that a page break cuts made whole."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import field

from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import Cell, Place
from perflint.read.pdflayout import Filled, PageTable, Paragraph
from perflint.read.pdflines import Slot
from perflint.read.pdftext import finds_no_room, parted

# Points by which the edges of one table differ from page to page.
_SAME_EDGE = 4.0
# What begins so is no continuation.
_BEGINS = lazy_regex(r"\s*(?:指标\s*\d|[（(]?\d{1,3}\s*[)）、.．:：]|[一二三四五六七八九十]{1,3}\s*、|…|[①-⑳]|其中)")
_FIRST = lazy_regex(r"\s*[（(]?(?:指标\s*)?(?:1(?!\d)|一|①)")
_ENDS = "。；！？;!?"


@dataclass(slots=True, eq=False)
class _Part:
    """A cell in the making: its columns are edges in points until the grid is finished."""

    row: int
    left: float
    right: float
    rowspan: int
    text: str
    places: list[tuple[int, Place]]
    room: float
    hangs: bool


@dataclass(slots=True, eq=False)
class Sheet:
    """Rows of paragraphs and tables; `last` is the part of a table that was added last."""

    last: PageTable | None = None
    _count: int = 0
    _parts: list[_Part] = field(default_factory=list)
    _edges: list[float] = field(default_factory=list)
    # The rows of the paragraphs, by number.
    _written: dict[int, Paragraph] = field(default_factory=dict)
    # The part with which the last table began, and the cells at its end so far.
    _first: PageTable | None = None
    _bottom: list[_Part] = field(default_factory=list)

    def paragraphs(self, paragraphs: Sequence[Paragraph]) -> None:
        """Add a row for each."""
        for paragraph in paragraphs:
            self._written[self._count] = paragraph
            self._count += 1

    def table(self, table: PageTable) -> None:
        """Add a table that begins here."""
        self._first = table
        self._bottom = []
        self._add(table, 0)

    def goes_on(self, table: PageTable, titled: bool) -> bool:
        """Whether a table is the next part of the one above it; `titled` tells that the title was repeated too."""
        last, first = self.last, self._first
        if last is None or first is None or last.page == table.page or not _in_line(last, table):
            return False
        return not titled or _repeated_rows(first, table) > 0 or not _is_other_form(first, table, 0)

    def go_on(self, table: PageTable) -> None:
        """Add the next part of the table above: without its header, its first row joined where the page cut it."""
        assert self._first is not None
        skip = _repeated_rows(self._first, table)
        if skip >= table.rows:
            self.last = table
            return
        cut, taken = self._joined(table, skip)
        self._add(table, skip + cut, taken)

    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """The grid's rows."""
        rows: list[list[Cell]] = [[] for _ in range(self._count)]
        edges = _merged(self._edges)
        for part in self._parts:
            left, right = _index(edges, part.left), _index(edges, part.right)
            place = part.places[0][1]
            more = tuple(part.places) if len(part.places) > 1 else ()
            span = max(1, right - left)
            rows[part.row].append(
                Cell(part.text, part.row, left, rowspan=part.rowspan, colspan=span, place=place, parts=more)
            )
        for number, paragraph in self._written.items():
            rows[number].extend(
                Cell(text, number, column, place=Place(kind="page", page=paragraph.page, box=box))
                for column, (text, box) in enumerate(paragraph.pieces)
            )
        return tuple(tuple(sorted(row, key=lambda cell: cell.column)) for row in rows)

    def _add(self, table: PageTable, skip: int, taken: frozenset[int] = frozenset()) -> None:
        """Add the rows of a table but the first `skip`; `taken` are the indexes of cells that were joined upwards."""
        shift = self._count - skip
        added = [
            _part(table, cell, shift)
            for index, cell in enumerate(table.cells)
            if cell.slot.row >= skip and index not in taken
        ]
        self._parts.extend(added)
        self._edges.extend(table.xs)
        self._count += table.rows - skip
        self._bottom = [p for p in (*self._bottom, *added) if p.row + p.rowspan == self._count]
        self.last = table

    def _joined(self, table: PageTable, skip: int) -> tuple[int, frozenset[int]]:
        """Join the first row's cells with those above that the page break cut.

        Gives how many rows of the table are done with and the indexes of the cells that are.
        """
        top = [(i, c) for i, c in enumerate(table.cells) if c.slot.row == skip]
        pairs = [(i, c, above) for i, c in top if (above := self._over(table, c.slot)) is not None]
        height = min(cell.slot.rowspan for _, cell in top)
        own = [(i, c, above) for i, c, above in pairs if c.slot.rowspan == height]
        rest = [(i, c, above) for i, c, above in pairs if c.slot.rowspan > height and _may_go_on(c, above)]
        cut = 0
        if any(above.hangs for _, _, above in pairs):
            # The lines tell which cells go on.
            own, rest = [], [(i, c, above) for i, c, above in pairs if above.hangs]
        elif len(own) + len(rest) == len(top) and self._is_cut([(c, above) for _, c, above in own]):
            cut = height
        else:
            own, rest = [], _rests(pairs)
        for _, cell, above in (*rest, *own):
            _append(table, cell, above)
            above.rowspan += cell.slot.rowspan - cut
        return cut, frozenset(i for i, _, _ in (*rest, *own))

    def _over(self, table: PageTable, slot: Slot) -> _Part | None:
        """The cell at the end of the page above that has the same edges."""
        left, right = table.xs[slot.column], table.xs[slot.column + slot.colspan]
        for part in self._bottom:
            if abs(part.left - left) <= _SAME_EDGE and abs(part.right - right) <= _SAME_EDGE:
                return part
        return None

    def _is_cut(self, pairs: Sequence[tuple[Filled, _Part]]) -> bool:
        """Whether the page break cut a row in two: what stands below goes on with full lines above."""
        assert self.last is not None
        filled = [(cell, above) for cell, above in pairs if cell.text]
        over = [part for part in self._bottom if part.text]
        if not filled or len(filled) >= len(over) or not all(above.text for _, above in filled):
            return False
        anew = [cell for cell, _ in filled if _BEGINS.match(cell.text)]
        going = sum(_goes_on(cell, above) for cell, above in filled)
        if going and len(filled) + 1 < sum(bool(above.text) and above.rowspan == 1 for _, above in pairs):
            # Beside a text that goes on and cells that are empty, a list may go on with its next item.
            return not any(_FIRST.match(cell.text) for cell in anew)
        if anew:
            return False
        if all(finds_no_room(cell.text, above.room) and above.text[-1] not in _ENDS for cell, above in filled):
            return True
        # Without a line under it, the row may have more to say.
        return self.last.open_bottom and len(filled) * 2 <= len(over) and not pairs[0][0].text


def _part(table: PageTable, cell: Filled, shift: int) -> _Part:
    slot = cell.slot
    place = Place(kind="page", page=table.page, box=cell.box)
    left, right = table.xs[slot.column], table.xs[slot.column + slot.colspan]
    return _Part(slot.row + shift, left, right, slot.rowspan, cell.text, [(0, place)], cell.room, cell.hangs)


def _append(table: PageTable, cell: Filled, above: _Part) -> None:
    """Put a cell's text behind the one above; each half keeps its place. A label that is said again is said once."""
    hung, above.hangs = above.hangs, cell.hangs
    if not cell.text or (hung and "".join(cell.text.split()) == "".join(above.text.split())):
        return
    place = Place(kind="page", page=table.page, box=cell.box)
    if above.text:
        above.text += parted(above.text, cell.text, above.room)
        above.places.append((len(above.text), place))
    else:
        above.places = [(0, place)]
    above.text += cell.text
    above.room = cell.room


Pair = tuple[int, Filled, _Part]


def _rests(pairs: Sequence[Pair]) -> list[Pair]:
    """Which cells of a row that was not cut go on with merged ones above.

    Those that are empty on one side do; so does the rest of a text beside them whose merged cell is as high.
    """
    merged = [(i, c, above) for i, c, above in pairs if above.rowspan > 1 or c.slot.rowspan > 1]
    found: list[Pair] = []
    for height in sorted({cell.slot.rowspan for _, cell, _ in merged}):
        group = [pair for pair in merged if pair[1].slot.rowspan == height]
        sure = [pair for pair in group if _is_rest(pair[1], pair[2])]
        cut = [pair for pair in group if pair[1].text and pair[2].text]
        found.extend(sure)
        if len(cut) <= sum(not cell.text for _, cell, _ in sure) and all(_goes_on(c, above) for _, c, above in cut):
            found.extend(cut)
    return found


def _is_rest(cell: Filled, above: _Part) -> bool:
    """Whether a merged cell is empty under a label, or the label under what was left empty."""
    if not cell.text:
        return bool(above.text)
    return not above.text and above.rowspan > 1


def _goes_on(cell: Filled, above: _Part) -> bool:
    """Whether a text reads as the rest of the one above: that one filled its last line and did not end there."""
    return above.text[-1:] not in _ENDS and finds_no_room(cell.text, above.room) and _BEGINS.match(cell.text) is None


def _may_go_on(cell: Filled, above: _Part) -> bool:
    return _is_rest(cell, above) or (bool(cell.text and above.text) and _goes_on(cell, above))


def _in_line(above: PageTable, below: PageTable) -> bool:
    return abs(above.xs[0] - below.xs[0]) <= _SAME_EDGE and abs(above.xs[-1] - below.xs[-1]) <= _SAME_EDGE


def _words(table: PageTable, row: int) -> list[tuple[int, str]]:
    return [(round(table.xs[c.slot.column] / 8), "".join(c.text.split())) for c in table.cells if c.slot.row == row]


def _repeated_rows(first: PageTable, table: PageTable) -> int:
    """How many rows the table begins with that the first page has too, 0 where they do not read like a header."""
    count = 0
    wide = False
    while count < min(first.rows, table.rows):
        own, other = _words(first, count), _words(table, count)
        if [w for _, w in own] != [w for _, w in other]:
            break
        wide = wide or sum(bool(w) and len(w) <= 20 and not w[0].isdigit() for _, w in own) >= 3
        count += 1
    return count if wide and not _is_other_form(first, table, count) else 0


def _is_other_form(first: PageTable, table: PageTable, row: int) -> bool:
    """Whether the same labels stand in a row of both with other values between: a form of its own, no continuation."""
    own, other = _words(first, row), _words(table, row)
    labels = [w for _, w in own[::2]]
    return all(labels) and bool(labels) and labels == [w for _, w in other[::2]] and own[1::2] != other[1::2]


def _merged(edges: Sequence[float]) -> list[float]:
    """Edges that differ by little as one."""
    made: list[float] = []
    for edge in sorted(edges):
        if not made or edge - made[-1] > _SAME_EDGE:
            made.append(edge)
    return made


def _index(edges: Sequence[float], place: float) -> int:
    """The number of the edge at a place."""
    return max(0, bisect_left(edges, place + 0.01) - 1)
