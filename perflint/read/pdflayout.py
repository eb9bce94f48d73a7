"""Lays a PDF page out: tables in drawn lines, tables by gaps, and the lines of text around them, from top to bottom."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from perflint.lazyclass import dataclass
from perflint.read.pdfdrawn import Box
from perflint.read.pdfgaps import GapTable, gap_tables
from perflint.read.pdflines import Frame, Rule, Slot, find_frames
from perflint.read.pdfpage import Glyph, Page
from perflint.read.pdftext import Line, Written, box_of, chunks, join_lines, lines_of, write

# A gap of this many heights parts two things that are said on one line.
_APART = 3.0
# So many heights below the end of a table, or the line before, a line of its last row may stand.
_PUSHED = 2.0


@dataclass(frozen=True, slots=True, eq=False)
class Filled:
    """A cell of a table on a page, with its text and its box as shown.

    `hangs` tells that no line closes it at the end of the table, where others have one.
    """

    slot: Slot
    text: str
    box: Box
    room: float = math.inf
    hangs: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class PageTable:
    """A table on one page, or the part of it that stands there."""

    page: int
    top: float
    bottom: float
    xs: tuple[float, ...]
    rows: int
    cells: tuple[Filled, ...]
    open_bottom: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Paragraph:
    """A line or paragraph outside tables, in pieces where wide gaps part it."""

    page: int
    top: float
    bottom: float
    pieces: tuple[tuple[str, Box], ...]

    @property
    def text(self) -> str:
        """All pieces, a blank between them."""
        return " ".join(text for text, _ in self.pieces)


Block = PageTable | Paragraph


def lay_out(page: Page) -> list[Block]:
    """The tables and paragraphs of a page in the order in which they are read."""
    frames, rules = find_frames(page.lines, page.number)
    by_frame, rest = _shared_out(page.glyphs, frames)
    found: list[Block] = [_bordered(page, frame, by_frame[index]) for index, frame in enumerate(frames)]
    found.extend(_outside(page, rest, rules, [table for table in found if isinstance(table, PageTable)]))
    return sorted(found, key=lambda block: (block.top, _left(block)))


def _left(block: Block) -> float:
    return block.xs[0] if isinstance(block, PageTable) else block.pieces[0][1][0]


def _shared_out(glyphs: Sequence[Glyph], frames: Sequence[Frame]) -> tuple[list[dict[Slot, list[Glyph]]], list[Glyph]]:
    """The characters of every cell of every frame, and those outside."""
    cells: list[dict[Slot, list[Glyph]]] = [{} for _ in frames]
    owners = [frame.owners() for frame in frames]
    rest: list[Glyph] = []
    for word in _words(glyphs):
        homes = [_home(glyph, frames, owners) for glyph in word]
        if any(home != homes[0] for home in homes):
            homes = [_home_of_word(word, homes, frames)] * len(word)
        for glyph, home in zip(word, homes, strict=True):
            if home is None:
                rest.append(glyph)
            else:
                cells[home[0]].setdefault(home[1], []).append(glyph)
    return cells, _pushed_out(rest, frames, cells)


def _pushed_out(
    rest: Sequence[Glyph], frames: Sequence[Frame], cells: Sequence[dict[Slot, list[Glyph]]]
) -> list[Glyph]:
    """What is left when lines that a page's end has pushed out of cells that go on are put into them."""
    ends = [(i, slot, frame.xs[slot.column], frame.xs[slot.column + slot.colspan], frame.ys[-1])
            for i, frame in enumerate(frames) for slot in frame.hanging]  # fmt: skip
    if not ends:
        return list(rest)
    left: list[Glyph] = []
    for glyph in sorted(rest, key=lambda g: g.top):
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        for number, (index, slot, x0, x1, bottom) in enumerate(ends):
            if x0 <= x < x1 and y - frames[index].ys[-1] >= 0 and y - bottom < _PUSHED * (glyph.bottom - glyph.top):
                cells[index].setdefault(slot, []).append(glyph)
                ends[number] = (index, slot, x0, x1, max(bottom, y))
                break
        else:
            left.append(glyph)
    return left


# The number of a frame and a cell of it.
Home = tuple[int, Slot] | None


def _words(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Characters that were printed in one go on one line, without gaps between."""
    word: list[Glyph] = []
    for glyph in glyphs:
        if word:
            last = word[-1]
            size = glyph.bottom - glyph.top
            if (
                glyph.run != last.run
                or glyph.turn
                or abs(glyph.x0 - last.x1) > 0.3 * size
                or abs(glyph.top - last.top) > 0.5 * size
            ):
                yield word
                word = []
        word.append(glyph)
    if word:
        yield word


def _home(glyph: Glyph, frames: Sequence[Frame], owners: Sequence[dict[tuple[int, int], Slot]]) -> Home:
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    for index, frame in enumerate(frames):
        if frame.xs[0] <= x < frame.xs[-1] and frame.ys[0] <= y < frame.ys[-1]:
            return index, owners[index][bisect_right(frame.ys, y) - 1, bisect_right(frame.xs, x) - 1]
    return None


def _home_of_word(word: Sequence[Glyph], homes: Sequence[Home], frames: Sequence[Frame]) -> Home:
    """Where a word belongs that leaves its cell: where it begins at the left edge, else where most of it stands."""
    first = homes[0]
    if first is not None and word[0].x0 - frames[first[0]].xs[first[1].column] < word[0].bottom - word[0].top:
        return first
    return Counter(homes).most_common(1)[0][0]


def _bordered(page: Page, frame: Frame, glyphs: dict[Slot, list[Glyph]]) -> PageTable:
    cells = []
    for slot in frame.slots:
        box = frame.box(slot)
        written = write(glyphs[slot], box) if slot in glyphs else Written("", box)
        cells.append(Filled(slot, written.text, page.shown(box), written.room, slot in frame.hanging))
    return PageTable(
        page.number, frame.ys[0], frame.ys[-1], frame.xs, len(frame.ys) - 1, tuple(cells), frame.open_bottom
    )


def _outside(page: Page, glyphs: Sequence[Glyph], rules: Sequence[Rule], tables: Sequence[PageTable]) -> list[Block]:
    """Paragraphs and tables without borders among the characters outside the frames."""
    # Only what is upright: notes on a margin are turned, and belong to no line.
    lines = lines_of(glyph for glyph in glyphs if glyph.turn == 0)
    blocks: list[Block] = []
    for run in _runs(lines, tables):
        at = 0
        for table in gap_tables(run, rules):
            blocks.extend(_paragraphs(page, run[at : table.first]))
            blocks.append(_gap_table(page, table))
            at = table.last
        blocks.extend(_paragraphs(page, run[at:]))
    turned = [glyph for glyph in glyphs if glyph.turn]
    if turned:
        written = write(turned, box_of(turned))
        box = box_of(turned)
        blocks.extend(
            Paragraph(page.number, box[1], box[3], ((text, page.shown(box)),))
            for text in written.text.splitlines()
            if text.strip()
        )
    return blocks


def _runs(lines: Sequence[Line], tables: Sequence[PageTable]) -> list[list[Line]]:
    """The lines with no table between them."""
    runs: list[list[Line]] = []
    before = None
    for line in lines:
        top = line.box[1]
        above = sum(table.top < top for table in tables)
        if above != before:
            runs.append([])
            before = above
        runs[-1].append(line)
    return runs


def _gap_table(page: Page, table: GapTable) -> PageTable:
    cells = tuple(Filled(slot, w.text, page.shown(w.box), w.room) for slot, w in table.cells)
    return PageTable(page.number, table.top, table.bottom, table.xs, table.rows, cells)


def _paragraphs(page: Page, lines: Sequence[Line]) -> list[Block]:
    """A paragraph for every line; lines that fill the page's width go on in the next one."""
    groups: list[list[Line]] = []
    right = max((line.box[2] for line in lines), default=0.0)
    for line in lines:
        if groups and _goes_on(groups[-1], line, right, page.width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_paragraph(page, group) for group in groups]


def _goes_on(group: Sequence[Line], line: Line, right: float, width: float) -> bool:
    before = group[-1]
    a, b = before.box, line.box
    if a[2] < right - 1.5 * before.size or a[2] - a[0] < 0.55 * width:
        return False
    if b[0] > a[0] + 0.5 * line.size or b[0] < a[0] - 2.6 * line.size or (len(group) > 1 and b[0] < a[0] - line.size):
        return False
    if b[1] - a[3] > 1.2 * line.size or abs(before.size - line.size) > 0.15 * line.size:
        return False
    return len(chunks(before, _APART)) == len(chunks(line, _APART)) == 1


def _paragraph(page: Page, lines: Sequence[Line]) -> Paragraph:
    box = box_of(g for line in lines for g in line.glyphs)
    if len(lines) > 1:
        pieces = [join_lines(lines, box)]
    else:
        pieces = [join_lines([piece], piece.box) for piece in chunks(lines[0], _APART)]
    return Paragraph(page.number, box[1], box[3], tuple((p.text, page.shown(p.box)) for p in pieces))
