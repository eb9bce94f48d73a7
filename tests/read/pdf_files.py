"""Makes the PDF files of the tests with reportlab, in its built-in Chinese font that needs no file."""

import io
import struct
import zlib
from dataclasses import dataclass, field

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
BODY = ParagraphStyle("body", fontName=FONT, fontSize=9, leading=11, wordWrap="CJK")
TITLE = ParagraphStyle("title", fontName=FONT, fontSize=16, leading=20, alignment=1)
GRID = ("GRID", (0, 0), (-1, -1), 0.5, colors.black)


def table(rows, widths=None, style=(GRID,), **options):
    """A platypus table; texts of over 8 signs are wrapped in their cells."""
    cells = [[Paragraph(t, BODY) if t and len(t) > 8 else t for t in row] for row in rows]
    base = [("FONT", (0, 0), (-1, -1), FONT, 9), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    return Table(cells, widths, style=[*base, *style], **options)


def story(*parts, size=A4, furniture=None, **options):
    """A document of flowables; a plain string is a paragraph, the first one of it a title."""
    flow = []
    for part in parts:
        if isinstance(part, str):
            flow.append(Paragraph(part, TITLE if not flow else BODY))
            flow.append(Spacer(1, 6))
        else:
            flow.append(part)
    buffer = io.BytesIO()
    document = SimpleDocTemplate(buffer, pagesize=size, invariant=1, **options)
    extra = {"onFirstPage": furniture, "onLaterPages": furniture} if furniture else {}
    document.build(flow, **extra)
    return buffer.getvalue()


def numbered(canvas, document):
    """A running title and a page number."""
    canvas.setFont(FONT, 8)
    canvas.drawString(60, 815, "某市预算公开附件")
    canvas.drawCentredString(297, 25, f"第 {document.page} 页")


@dataclass
class Drawn:
    """A page drawn by hand: `rows` of texts in cells of `widths` and `height`, from the top left corner."""

    rows: list
    widths: list
    height: float = 24
    left: float = 60
    top: float = 700
    size: float = 9
    lines: str = "stroke"
    # Edges that are left out: ("h", row edge, first column, last) or ("v", column edge, first row, last).
    without: list = field(default_factory=list)

    def draw(self, canvas):
        """Draw lines and texts."""
        xs = [self.left + sum(self.widths[:i]) for i in range(len(self.widths) + 1)]
        ys = [self.top - self.height * i for i in range(len(self.rows) + 1)]
        for row, y in enumerate(ys):
            for column in range(len(self.widths)):
                if not any(k == "h" and at == row and a <= column < b for k, at, a, b in self.without):
                    self._line(canvas, xs[column], y, xs[column + 1], y)
        for column, x in enumerate(xs):
            for row in range(len(self.rows)):
                if not any(k == "v" and at == column and a <= row < b for k, at, a, b in self.without):
                    self._line(canvas, x, ys[row], x, ys[row + 1])
        canvas.setFont(FONT, self.size)
        for row, texts in enumerate(self.rows):
            for column, text in enumerate(texts):
                for line, part in enumerate(text.split("\n")):
                    canvas.drawString(xs[column] + 3, ys[row] - 14 - line * (self.size + 1), part)

    def _line(self, canvas, x0, y0, x1, y1):
        if self.lines == "stroke":
            canvas.line(x0, y0, x1, y1)
        elif self.lines == "rects":
            # As Word draws borders: thin filled rectangles.
            canvas.rect(x0 - 0.24, min(y0, y1) - 0.24, x1 - x0 + 0.48, abs(y0 - y1) + 0.48, stroke=0, fill=1)
        elif self.lines == "double":
            for shift in (-0.8, 0.8):
                canvas.line(x0 + shift * (x0 == x1), y0 + shift * (y0 == y1), x1 + shift * (x0 == x1),
                            y1 + shift * (y0 == y1))  # fmt: skip
        elif self.lines == "dashed":
            canvas.saveState()
            canvas.setDash(2, 2)
            canvas.line(x0, y0, x1, y1)
            canvas.restoreState()


def pages(*drawings, size=A4, rotation=0, crop=None, **options):
    """A document whose pages are given as functions of the canvas, or as things with `draw`, or lists of those."""
    buffer = io.BytesIO()
    # reportlab swaps the sides of a page that it turns.
    size = size[::-1] if rotation % 180 else size
    canvas = Canvas(buffer, pagesize=size, invariant=1, **options)
    for drawing in drawings:
        if rotation:
            canvas.setPageRotation(rotation)
        if crop:
            canvas.setCropBox(crop)
        for part in drawing if isinstance(drawing, list) else [drawing]:
            getattr(part, "draw", part)(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def write(x, y, text, size=9):
    """A drawing of one line of text."""

    def draw(canvas):
        canvas.setFont(FONT, size)
        canvas.drawString(x, y, text)

    return draw


def scanned(count, text=""):
    """Pages that are pictures, with a line of text on each."""
    return pages(*[[picture(), write(280, 30, text)]] * count)


def picture():
    """A picture over the whole page."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(b"\x00\x80\x90" * 2)
    head = struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0)
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")

    return lambda canvas: canvas.drawImage(ImageReader(io.BytesIO(png)), 0, 0, 595, 842)


__all__ = [
    "A4", "BODY", "FONT", "GRID", "Drawn", "PageBreak", "Paragraph", "Spacer", "Table", "numbered", "pages",
    "scanned", "story", "table", "write",
]  # fmt: skip
