"""Takes the characters and drawn lines of one PDF page, turned so that its text stands upright."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from perflint.errors import ReadError
from perflint.lazyclass import dataclass
from perflint.read.pdfdrawn import Box, Drawn, too_complex

# No page that a person reads holds more.
_MAX_CHARACTERS = 100_000
# How far from a quarter turn a character may be.
_ANGLE_SLACK = math.radians(5)
_UNKNOWN = frozenset((0, 0xFFFD, 0xFFFE, 0xFFFF))


class Glyph(NamedTuple):
    """One character and its box; `turn` counts the quarters by which it is turned to the left.

    Characters of one `run` were printed in one go.
    """

    char: str
    x0: float
    top: float
    x1: float
    bottom: float
    turn: int = 0
    run: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Turned:
    """A page's area in PDF space, seen after `quarters` turns to the right; points from its top left corner."""

    area: Box
    quarters: int

    def seen(self, box: Box) -> Box:
        """A box of PDF space (left, bottom, right, top) as it is seen: (x0, top, x1, bottom)."""
        left, bottom, right, top = self.area
        x0, y0, x1, y1 = box
        if self.quarters == 0:
            return x0 - left, top - y1, x1 - left, top - y0
        if self.quarters == 1:
            return y0 - bottom, x0 - left, y1 - bottom, x1 - left
        if self.quarters == 2:
            return right - x1, y0 - bottom, right - x0, y1 - bottom
        return top - y1, right - x1, top - y0, right - x0

    def raw(self, box: Box) -> Box:
        """The box of PDF space that is seen as `box`."""
        left, bottom, right, top = self.area
        x0, y0, x1, y1 = box
        if self.quarters == 0:
            return x0 + left, top - y1, x1 + left, top - y0
        if self.quarters == 1:
            return y0 + left, x0 + bottom, y1 + left, x1 + bottom
        if self.quarters == 2:
            return right - x1, y0 + bottom, right - x0, y1 + bottom
        return right - y1, top - x1, right - y0, top - x0


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """A page as it is read: upright characters and straight lines, all in points from the top left.

    `shown` turns a box into one of the page as a viewer shows it, which differs where a table lies on its side.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    lines: tuple[Box, ...]
    pictures: int
    unknown: int
    reading: Turned
    view: Turned

    def shown(self, box: Box) -> Box:
        """The box in points from the top left corner of the page as a viewer shows it, rounded to a tenth."""
        x0, top, x1, bottom = self.view.seen(self.reading.raw(box))
        return round(x0, 1), round(top, 1), round(x1, 1), round(bottom, 1)


def take_page(page: Any, number: int) -> Page:
    """Read an open page (a raw pdfium handle). Raises ReadError where it is damaged or holds too much."""
    rect = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(rect)):
        raise damaged_page(number)
    area = (rect.left, rect.bottom, rect.right, rect.top)
    view = Turned(area, pdfium.FPDFPage_GetRotation(page) % 4)
    drawn = Drawn(number)
    drawn.take_page(page)
    text = pdfium.FPDFText_LoadPage(page)
    if not text:
        raise damaged_page(number)
    try:
        raw, unknown = _characters(text, area, number, drawn.clips)
    finally:
        pdfium.FPDFText_ClosePage(text)
    # Most pages stand as they are shown; a wide table may lie on its side.
    turns = Counter(glyph.turn for glyph in raw)
    quarters = turns.most_common(1)[0][0] if turns else view.quarters
    reading = Turned(area, quarters)
    glyphs = tuple(
        Glyph(g.char, *reading.seen((g.x0, g.top, g.x1, g.bottom)), (g.turn - quarters) % 4, g.run) for g in raw
    )
    lines = tuple(reading.seen(box) for box in drawn.lines)
    wide, high = area[2] - area[0], area[3] - area[1]
    width, height = (high, wide) if quarters % 2 else (wide, high)
    return Page(number, width, height, glyphs, lines, drawn.pictures, unknown, reading, view)


def _characters(text: Any, area: Box, number: int, clips: dict[bytes, Box]) -> tuple[list[Glyph], int]:
    """The characters that are shown, in PDF space with bottom and top as `top` and `bottom`; how many are unknown.

    Lines that a cell cuts off above or below (at a page's end, the rest stands on the next one) are left out; what it
    cuts off beside them is not: nobody means to hide the end of a name.
    """
    count = pdfium.FPDFText_CountChars(text)
    if count > _MAX_CHARACTERS:
        raise too_complex(number)
    rect = pdfium.FS_RECTF()
    here = ctypes.byref(rect)
    left, bottom, right, top = area
    found: list[Glyph] = []
    unknown = run = 0
    owner = b""
    turn: int | None = None
    clip: Box | None = None
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if code in _UNKNOWN or 0xE000 <= code <= 0xF8FF:
            unknown += 1
        if code < 0x21:
            # pdfium writes the hyphen at a line's end as 2, and makes blanks and line ends of its own.
            if code not in (0x02, 0x20) or (code == 0x20 and pdfium.FPDFText_IsGenerated(text, index)):
                continue
            code = 0x2D if code == 0x02 else code
        pdfium.FPDFText_GetLooseCharBox(text, index, here)
        x, y = (rect.left + rect.right) / 2, (rect.bottom + rect.top) / 2
        if not (left <= x <= right and bottom <= y <= top) or 0xD800 <= code <= 0xDFFF or code in _UNKNOWN:
            continue
        # The bytes of the pointer: the text object is one where the address is.
        own = bytes(pdfium.FPDFText_GetTextObject(text, index))
        if own != owner:
            run, owner = run + 1, own
            turn = _turn(pdfium.FPDFText_GetCharAngle(text, index))
            clip = clips.get(own)
        if turn is None:
            # A watermark across the page.
            continue
        if clip is not None and not (clip[0] <= x <= clip[2] if turn % 2 else clip[1] <= y <= clip[3]):
            continue
        found.append(Glyph(chr(code), rect.left, rect.bottom, rect.right, rect.top, turn, run))
    return found, unknown


def _turn(angle: float) -> int | None:
    """The quarters by which text is turned to the left, None where it stands askew; pdfium counts to the right."""
    quarters = round(-angle / (math.pi / 2))
    return None if abs(angle + quarters * (math.pi / 2)) > _ANGLE_SLACK else quarters % 4


def damaged_page(number: int) -> ReadError:
    """The error for a page that pdfium cannot open."""
    return ReadError(
        f"PDF 第 {number} 页已损坏，无法读取，请用阅读器打开后另存，或使用 Excel、Word 原件",
        f"page {number} of the PDF is damaged and cannot be read; open it in a viewer and save it anew, "
        "or take the Excel or Word original",
    )
