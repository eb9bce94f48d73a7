"""Reads PDF files with a text layer: tables by their drawn lines or gaps, text around them, page by page.

A place is a page (from 1) and a box (x0, top, x1, bottom) in points, from the top left corner of the page as a viewer
shows it: cut to its crop box and turned by its /Rotate. A table cell's box is the cell, a paragraph's its words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from perflint.errors import Message, ReadError
from perflint.model import Document, Gap, Place
from perflint.read.limits import check_cells, current, way_out
from perflint.read.pdfjoin import join_pages
from perflint.read.pdflayout import Block, PageTable, lay_out
from perflint.read.pdfpage import Page, damaged_page, take_page

# Text that pdfium cannot name, in parts of all of it, above which the text layer is of no use.
_UNKNOWN_PART = 0.3
# Without a list of characters, glyphs are taken for others by their numbers: signs and control characters come of it.
_CONTROLS_PART, _SIGNS_PART, _HAN_PART, _ENOUGH = 0.03, 0.35, 0.05, 40
# A scan may carry page numbers as text.
_FEW = 6


def read_pdf(data: bytes, name: str) -> Document:
    """The tables and text of a PDF. Raises ReadError for scans, encrypted, damaged and too long files.

    pdfium is no library for several threads: call it from one thread of a process at a time.
    """
    import pypdfium2 as pdf

    try:
        document = pdf.PdfDocument(data)
    except pdf.PdfiumError as error:
        raise _cannot_open(getattr(error, "err_code", None)) from error
    try:
        count = len(document)
        if count > (limit := current().pages):
            zh, en = way_out("pages")
            raise ReadError(
                f"PDF 有 {count} 页，超过 {limit} 页的上限，请拆分后再检查{zh}",
                f"the PDF has {count} pages, more than the limit of {limit}; split it{en}",
            )
        pages, pictured = _pages(document.raw, count)
    finally:
        document.close()
    return Document(name, "pdf", join_pages(pages), gaps=_gaps(pictured))


def _pages(document: Any, count: int) -> tuple[list[tuple[float, list[Block]]], list[int]]:
    """The blocks of all pages, and the numbers of those that hold a picture and no text."""
    laid: list[tuple[float, list[Block]]] = []
    pictured: list[int] = []
    characters = unknown = pictures = cells = 0
    seen: Counter[str] = Counter()
    for index in range(count):
        page = _page(document, index)
        own = sum(glyph.char.strip() != "" for glyph in page.glyphs)
        if page.pictures and own <= _FEW:
            pictured.append(index + 1)
        characters += own
        seen.update(glyph.char for glyph in page.glyphs)
        unknown += page.unknown
        pictures += page.pictures
        blocks = lay_out(page)
        cells += sum(len(block.cells) for block in blocks if isinstance(block, PageTable))
        check_cells(cells)
        laid.append((page.height, blocks))
    if unknown > _FEW and unknown > _UNKNOWN_PART * (characters + unknown):
        raise _no_names()
    if _is_garbled(seen):
        raise _no_names()
    if characters == 0 or (pictures >= count and characters <= _FEW * count):
        raise _no_text(pictures > 0)
    return laid, pictured


def _gaps(pictured: Sequence[int]) -> tuple[Gap, ...]:
    """What is to be said of scanned pages among others."""
    if not pictured:
        return ()
    runs = _runs(pictured)
    reason = Message(
        f"第 {'、'.join(runs)} 页只有图片，没有文字（扫描件），其中的表没有检查；请使用带文字的原件",
        f"page {', '.join(runs)}: a picture and no text (a scan), so that no table there was checked; "
        "take an original with text",
    )
    return (Gap(reason, tuple(Place("page", page=number) for number in pictured)),)


def _runs(numbers: Sequence[int]) -> list[str]:
    """Ascending numbers in words: 3, 5-9."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]


def _is_garbled(seen: Counter[str]) -> bool:
    """Whether the characters are none that anyone has written: control characters, or signs and hardly any Han."""
    count = seen.total() - seen[" "]
    if count < _ENOUGH:
        return False
    controls = sum(times for char, times in seen.items() if "\x7f" <= char <= "\x9f")
    han = sum(times for char, times in seen.items() if char > "\u2e7f")
    signs = sum(times for char, times in seen.items() if " " < char < "\u2e80" and not char.isalnum())
    return controls > _CONTROLS_PART * count or (han < _HAN_PART * count and signs > _SIGNS_PART * count)


def _page(document: Any, index: int) -> Page:
    """One page, with what was filled in and typed over it."""
    import pypdfium2.raw as pdfium

    page = _loaded(document, index)
    try:
        if _has_notes(page) and pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS:
            pdfium.FPDF_ClosePage(page)
            page = None
            page = _loaded(document, index)
        return take_page(page, index + 1)
    finally:
        if page is not None:
            pdfium.FPDF_ClosePage(page)


def _loaded(document: Any, index: int) -> Any:
    import pypdfium2.raw as pdfium

    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        raise damaged_page(index + 1)
    return page


def _has_notes(page: Any) -> bool:
    """Whether a page holds form fields or typed notes, which are shown and stand outside its text."""
    import pypdfium2.raw as pdfium

    kinds = (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT)
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), 5000)):
        note = pdfium.FPDFPage_GetAnnot(page, index)
        if not note:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(note)
        pdfium.FPDFPage_CloseAnnot(note)
        if kind in kinds:
            return True
    return False


def _cannot_open(code: int | None) -> ReadError:
    import pypdfium2.raw as pdfium

    if code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
        return ReadError(
            "PDF 已加密，请输入密码打开后，另存（打印）为不加密的 PDF，或使用 Excel、Word 原件",
            "the PDF is encrypted; open it with its password and save (print) it without one, "
            "or take the Excel or Word original",
        )
    return ReadError(
        "PDF 已损坏或不完整，无法读取，请重新获取，或用阅读器打开后另存",
        "the PDF is damaged or cut off and cannot be read; get it again, or open it in a viewer and save it anew",
    )


def _no_text(pictures: bool) -> ReadError:
    if pictures:
        return ReadError(
            "PDF 中只有图片，没有文字（扫描件），请使用带文字的原件（Excel、Word 或由其导出的 PDF），或先做文字识别",
            "the PDF holds pictures and no text (a scan); take the original (Excel, Word or a PDF saved from them), "
            "or recognise its text first",
        )
    return ReadError(
        "PDF 中没有文字，请使用带文字的原件（Excel、Word 或由其导出的 PDF）",
        "the PDF holds no text; take the original (Excel, Word or a PDF saved from them)",
    )


def _no_names() -> ReadError:
    return ReadError(
        "PDF 的文字层没有可用的编码（字形不能对应到文字），请使用 Excel、Word 原件，或重新导出 PDF",
        "the text of the PDF has no usable encoding (its glyphs stand for no characters); "
        "take the Excel or Word original, or export the PDF again",
    )
