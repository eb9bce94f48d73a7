"""Puts a page's characters together: lines by their height, blanks where there are gaps, cells line by line."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import itemgetter

from perflint.lazyclass import dataclass
from perflint.read.pdfdrawn import Box
from perflint.read.pdfpage import Glyph

# Gaps, in heights of the characters: what parts two Latin words, and what parts two Han.
_LATIN_GAP = 0.25
_HAN_GAP = 1.2
# Characters whose middles differ by less than this part of their height stand on one line (small raised figures do).
_SAME_LINE = 0.5
# No cell has more room around its text.
_MARGIN = 8.0
# No word or number that stays together is longer.
_LONGEST = 20
_OPENING = frozenset("（(《〈“‘【[「『〔≥≤＞＜＝=<>")
_CLOSING = frozenset("）)》〉”’】]」』〕，。、；：！？,.;:!?%％")
_BLANKS = frozenset(" \u00a0\u3000")


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """Characters on one line, from left to right; `size` is the height of the tallest."""

    glyphs: tuple[Glyph, ...]
    size: float

    @property
    def box(self) -> Box:
        """The box around what is to be seen."""
        return box_of(self.glyphs)


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """The text of a cell or paragraph; `room` is what its last line leaves free on the right, in heights of it."""

    text: str
    box: Box
    room: float = math.inf


def box_of(glyphs: Iterable[Glyph]) -> Box:
    """The box around characters."""
    found = list(glyphs)
    return (
        min(g.x0 for g in found),
        min(g.top for g in found),
        max(g.x1 for g in found),
        max(g.bottom for g in found),
    )


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """Characters in lines, from top to bottom; blanks at the ends of lines are left out."""
    rows: list[list[Glyph]] = []
    middle = size = 0.0
    for glyph in sorted(glyphs, key=lambda g: g.top + g.bottom):
        own, height = (glyph.top + glyph.bottom) / 2, glyph.bottom - glyph.top
        if not rows or own - middle > _SAME_LINE * max(size, height):
            rows.append([])
            middle, size = own, height
        elif height > size:
            middle, size = own, height
        rows[-1].append(glyph)
    made = [_line(row) for row in rows]
    return [line for line in made if line is not None]


def _line(row: list[Glyph]) -> Line | None:
    row.sort(key=itemgetter(1))
    first, last = 0, len(row)
    while first < last and row[first].char in _BLANKS:
        first += 1
    while last > first and row[last - 1].char in _BLANKS:
        last -= 1
    if first == last:
        return None
    kept: list[Glyph] = []
    for glyph in row[first:last]:
        if not _printed_twice(kept, glyph):
            kept.append(glyph)
    return Line(tuple(kept), max(g.bottom - g.top for g in kept))


def _printed_twice(kept: Sequence[Glyph], glyph: Glyph) -> bool:
    """Whether a character is another one printed again a little aside, to make it bold."""
    for other in kept[-2:]:
        near = min(0.25 * (glyph.x1 - glyph.x0), 2.0)
        if other.char == glyph.char and abs(other.x0 - glyph.x0) < near and abs(other.top - glyph.top) < 2.0:
            return True
    return False


def string_of(glyphs: Sequence[Glyph]) -> str:
    """The characters of a line as a string, a blank where a gap parts two words."""
    parts: list[str] = []
    before: Glyph | None = None
    for glyph in glyphs:
        if before is not None and glyph.char not in _BLANKS and before.char not in _BLANKS:
            gap = glyph.x0 - before.x1
            size = max(glyph.bottom - glyph.top, before.bottom - before.top)
            if gap > (_LATIN_GAP if _is_latin(before.char) and _is_latin(glyph.char) else _HAN_GAP) * size:
                parts.append(" ")
        parts.append(glyph.char)
        before = glyph
    return "".join(parts)


def _is_latin(char: str) -> bool:
    return char < "\u0250" and char.isalnum()


def chunks(line: Line, gap: float, words: float = math.inf) -> list[Line]:
    """A line in pieces, where `gap` heights or more part them, or `words` heights two figures without a blank."""
    pieces: list[list[Glyph]] = [[]]
    end: float | None = None
    for glyph in line.glyphs:
        if glyph.char not in _BLANKS:
            before = pieces[-1][-1] if pieces[-1] else glyph
            figures = before.char.isdecimal() and glyph.char.isdecimal()
            if end is not None and glyph.x0 - end > (min(gap, words) if figures else gap) * line.size:
                pieces.append([])
            end = glyph.x1
        pieces[-1].append(glyph)
    made = [_line(list(piece)) for piece in pieces]
    return [piece for piece in made if piece is not None]


def write(glyphs: Sequence[Glyph], frame: Box) -> Written:
    """The text of the characters in a cell whose box is `frame`; lines end with a line feed."""
    turn = _turn_of(glyphs)
    if turn:
        glyphs = [_upright(glyph, turn) for glyph in glyphs]
        x0, top, x1, bottom = _upright(Glyph("", *frame), turn)[1:5]
        frame = (x0, top, x1, bottom)
    return join_lines(lines_of(glyphs), frame)


def join_lines(lines: Sequence[Line], frame: Box) -> Written:
    """The text of lines that stand in `frame` one under the other.

    Where a line ended because there was no more room, nothing stands between it and the next one; elsewhere, and
    between Latin words, a line feed does.
    """
    if not lines:
        return Written("", frame)
    # What is set to the left or in the middle keeps as much room on the right as the longest line on the left.
    margin = max(0.0, min(min(line.glyphs[0].x0 for line in lines) - frame[0], _MARGIN))
    width = frame[2] - frame[0] - 2 * margin
    text = string_of(lines[0].glyphs)
    for before, line in pairwise(lines):
        text += ("" if _is_wrapped(before, line, width) else "\n") + string_of(line.glyphs)
    box = box_of(g for line in lines for g in line.glyphs)
    last = lines[-1]
    return Written(text, box, (width - (last.glyphs[-1].x1 - last.glyphs[0].x0)) / max(last.size, 0.1))


def finds_no_room(text: str, room: float) -> bool:
    """Whether the first sign or word of a text, with what may not be parted from it, is wider than `room` (heights)."""
    taken = text[: _inseparable(text[:_LONGEST])]
    return room < max(1.0, sum(0.5 if sign < "\u0250" else 1.0 for sign in taken)) + 0.3


def _inseparable(signs: Sequence[str]) -> int:
    """How many signs at a line's beginning stay together: a word or number, and signs that open or close it."""
    taken = 1
    while taken < len(signs) and (
        (_is_latin(signs[taken - 1]) and _is_latin(signs[taken]))
        or signs[taken - 1] in _OPENING
        or signs[taken] in _CLOSING
    ):
        taken += 1
    return taken


def parted(above: str, below: str, room: float) -> str:
    """What stands between two halves of a text: nothing where the second found no room above, else a line feed."""
    latin = _is_latin(above[-1:]) and _is_latin(below[:1])
    if not finds_no_room(below, room) or (latin and not (above[-1:].isdigit() and below[:1].isdigit())):
        return "\n"
    return ""


def _is_wrapped(before: Line, line: Line, width: float) -> bool:
    """Whether the first sign or word of a line found no room in the line before."""
    end, first = before.glyphs[-1], line.glyphs[0]
    room = width - (end.x1 - before.glyphs[0].x0)
    if _is_latin(end.char) and _is_latin(first.char):
        # Words part at their ends, long numbers anywhere.
        return end.char.isdigit() and first.char.isdigit() and room < 0.6 * line.size
    taken = _inseparable([glyph.char for glyph in line.glyphs[:_LONGEST]])
    return room < line.glyphs[taken - 1].x1 - first.x0 + 0.3 * line.size


def _turn_of(glyphs: Sequence[Glyph]) -> int:
    """By how many quarters most of the characters are turned."""
    counts = [0, 0, 0, 0]
    for glyph in glyphs:
        counts[glyph.turn] += 1
    return counts.index(max(counts))


def _upright(glyph: Glyph, turn: int) -> Glyph:
    """A character that is turned to the left by quarters, as it stands when its line is turned upright."""
    char, x0, top, x1, bottom = glyph[:5]
    if turn == 1:
        return Glyph(char, -bottom, x0, -top, x1)
    if turn == 2:
        return Glyph(char, -x1, -bottom, -x0, -top)
    return Glyph(char, top, -x1, bottom, -x0)
