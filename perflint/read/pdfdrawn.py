"""Collects what is drawn on a PDF page: straight lines and thin rectangles, those in forms included."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from perflint.errors import ReadError

Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]

# Drawings of more pieces than this are no table: a forged page must not take minutes.
_MAX_SEGMENTS = 200_000
# pdfium takes a time for texts that grows with the square of their number.
_MAX_TEXTS = 25_000
_MAX_DEPTH = 8
# More paths, or pieces of one, no program clips a text with.
_MAX_CLIPS = 50
# A filled rectangle that is thinner than this is a line.
_THIN = 3.0
# How far from straight a line may be.
_SLACK = 0.7
# Below this, pdfium does not see a text (its kSizeEpsilon is 0.01).
_NO_SIZE = 0.02


class Drawn:
    """Collects the straight lines and counts the pictures among page objects, those of forms included.

    `clips` are the areas outside which texts are not shown, by the bytes of the texts' handles; those of forms, which
    are in a space of their own, are left out.
    """

    def __init__(self, number: int) -> None:
        self.lines: list[Box] = []
        self.pictures = 0
        self.clips: dict[bytes, Box] = {}
        self._texts = 0
        self._left = _MAX_SEGMENTS
        self._number = number

    def take_page(self, page: Any) -> None:
        """Take all objects of an open page."""
        self._take(_objects_of_page(page), (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), 0)

    def _take(self, objects: Iterator[Any], matrix: Matrix, depth: int) -> None:
        """Take all objects; `matrix` leads from their space to the page's."""
        for item in objects:
            kind = pdfium.FPDFPageObj_GetType(item)
            self._spend(1)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._path(item, _product(_matrix_of(item), matrix))
            elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self._texts += 1
                if self._texts > _MAX_TEXTS:
                    raise too_complex(self._number)
                _widen(item)
                if depth == 0 and (clip := _clip_of(item)) is not None:
                    self.clips[bytes(item)] = clip
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self.pictures += 1
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
                self._take(_objects_of_form(item), _product(_matrix_of(item), matrix), depth + 1)

    def _spend(self, count: int) -> None:
        self._left -= count
        if self._left < 0:
            raise too_complex(self._number)

    def _path(self, path: Any, matrix: Matrix) -> None:
        count = pdfium.FPDFPath_CountSegments(path)
        self._spend(count)
        fill, stroke = ctypes.c_int(0), ctypes.c_int(0)
        if not pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke)):
            return
        for points, curved in _subpaths(path, count, matrix):
            if stroke.value:
                self._edges(points)
            elif fill.value and not curved:
                self._filled(points)

    def _edges(self, points: list[tuple[float, float]]) -> None:
        for (xa, ya), (xb, yb) in pairwise(points):
            if abs(xa - xb) <= _SLACK or abs(ya - yb) <= _SLACK:
                self.lines.append((min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)))

    def _filled(self, points: list[tuple[float, float]]) -> None:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
        if x1 - x0 <= _THIN or y1 - y0 <= _THIN:
            self.lines.append((x0, y0, x1, y1))


def _widen(item: Any) -> None:
    """Give a text object width and height that has none.

    Glyphs have no box where their font is neither in the file nor on the computer. pdfium then leaves a single
    character out, and lines that are equal for one line printed twice. An outline gives the object a box, when it is
    set anew.
    """
    left, bottom, right, top = box = [ctypes.c_float(0) for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(item, *map(ctypes.byref, box)):
        return
    if right.value - left.value >= _NO_SIZE and top.value - bottom.value >= _NO_SIZE:
        return
    pdfium.FPDFTextObj_SetTextRenderMode(item, pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE)
    pdfium.FPDFPageObj_SetStrokeWidth(item, 1.0)
    pdfium.FPDFPageObj_Transform(item, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _clip_of(item: Any) -> Box | None:
    """The area in page space outside which an object is not shown; None where it is shown whole."""
    path = pdfium.FPDFPageObj_GetClipPath(item)
    count = pdfium.FPDFClipPath_CountPaths(path) if path else 0
    area: Box | None = None
    x, y = ctypes.c_float(0), ctypes.c_float(0)
    for index in range(min(count, _MAX_CLIPS)):
        points: list[tuple[float, float]] = []
        for number in range(min(pdfium.FPDFClipPath_CountPathSegments(path, index), _MAX_CLIPS)):
            segment = pdfium.FPDFClipPath_GetPathSegment(path, index, number)
            pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            points.append((x.value, y.value))
        if points:
            xs, ys = [x for x, _ in points], [y for _, y in points]
            own = (min(xs), min(ys), max(xs), max(ys))
            area = own if area is None else _common(area, own)
    return area


def _common(one: Box, other: Box) -> Box:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def _subpaths(path: Any, count: int, matrix: Matrix) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """The corners of each piece of a path, and whether it is curved; what is closed ends where it began."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(0), ctypes.c_float(0)
    points: list[tuple[float, float]] = []
    curved = False
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points, curved
            points, curved = [], False
        elif kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            curved = True
        if all(map(math.isfinite, point)):
            points.append(point)
        if pdfium.FPDFPathSegment_GetClose(segment) and points:
            points.append(points[0])
    if len(points) > 1:
        yield points, curved


def _objects_of_page(page: Any) -> Iterator[Any]:
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        yield pdfium.FPDFPage_GetObject(page, index)


def _objects_of_form(form: Any) -> Iterator[Any]:
    for index in range(max(0, pdfium.FPDFFormObj_CountObjects(form))):
        yield pdfium.FPDFFormObj_GetObject(form, index)


def _matrix_of(item: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix)):
        return 1.0, 0.0, 0.0, 1.0, 0.0, 0.0
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _product(inner: Matrix, outer: Matrix) -> Matrix:
    """First `inner`, then `outer` (PDF 32000-1, 8.3.4)."""
    a, b, c, d, e, f = inner
    m, n, o, p, q, r = outer
    return a * m + b * o, a * n + b * p, c * m + d * o, c * n + d * p, e * m + f * o + q, e * n + f * p + r


def too_complex(number: int) -> ReadError:
    """The error for a page that holds more than any table needs."""
    return ReadError(
        f"PDF 第 {number} 页的文字或线条过多，未作读取，请使用 Excel 或 Word 原件",
        f"page {number} of the PDF holds too many characters or lines and was not read; "
        "take the Excel or Word original",
    )
