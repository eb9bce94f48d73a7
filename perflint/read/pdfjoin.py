"""Joins the pages of a PDF: running titles and page numbers left out, tables that go on put under one another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from perflint.lazyregex import lazy_regex
from perflint.model import Grid
from perflint.read.limits import check_cells
from perflint.read.pdflayout import Block, PageTable, Paragraph
from perflint.read.pdfsheet import Sheet

_PAGE_NUMBER = lazy_regex(
    r"[-—–−~·\s]*(?:第?\s*\d{1,4}\s*页?|第\s*[一二三四五六七八九十百]+\s*页)"
    r"(?:\s*[/／,，、]?\s*(?:共|of)?\s*\d{1,4}\s*页?)?[-—–−~·\s]*",
    re.IGNORECASE,
)
_DIGITS = lazy_regex(r"\d+")
# The parts of a page's height in which running titles and page numbers stand.
_HEAD, _FOOT = 0.2, 0.88


def join_pages(pages: Sequence[tuple[float, Sequence[Block]]]) -> tuple[Grid, ...]:
    """The grids of a document; `pages` gives the height and the blocks of each page.

    A new grid begins where words of its own stand between two tables.
    """
    joiner = _Joiner(_repeated(pages))
    for height, blocks in pages:
        joiner.page(height, blocks)
    return joiner.finished()


def _key(paragraph: Paragraph) -> tuple[str, int]:
    return _DIGITS.sub("#", "".join(paragraph.text.split())), round(paragraph.top / 6)


def _repeated(pages: Sequence[tuple[float, Sequence[Block]]]) -> frozenset[str]:
    """The words that stand at the same height of several pages, numbers apart."""
    counts: Counter[tuple[str, int]] = Counter()
    for height, blocks in pages:
        found = {
            _key(block)
            for block in blocks
            if isinstance(block, Paragraph) and (block.top < _HEAD * height or block.top > _FOOT * height)
        }
        counts.update(found)
    return frozenset(words for (words, _), count in counts.items() if count > 1)


class _Joiner:
    """Takes the pages in order and fills grids."""

    def __init__(self, repeated: frozenset[str]) -> None:
        self._repeated = repeated
        self._sheets: list[Sheet] = [Sheet()]
        self._waiting: list[Paragraph] = []
        self._count = 0

    def page(self, height: float, blocks: Sequence[Block]) -> None:
        """Take the blocks of one page."""
        for block in blocks:
            if isinstance(block, PageTable):
                self._table(block)
            elif not _is_page_number(block, height):
                self._waiting.append(block)

    def finished(self) -> tuple[Grid, ...]:
        """The grids, those without text left out."""
        self._sheets[-1].paragraphs(self._waiting)
        grids = (Grid(sheet.rows()) for sheet in self._sheets)
        return tuple(grid for grid in grids if grid.rows)

    def _table(self, table: PageTable) -> None:
        self._count += len(table.cells)
        check_cells(self._count)
        sheet = self._sheets[-1]
        waiting, self._waiting = self._waiting, []
        if sheet.last is None:
            sheet.paragraphs(waiting)
            sheet.table(table)
            return
        own = [p for p in waiting if _key(p)[0] not in self._repeated]
        if own:
            before, after = _divided(sheet.last, waiting, table)
            sheet.paragraphs(before)
            self._sheets.append(Sheet())
            self._sheets[-1].paragraphs(after)
            self._sheets[-1].table(table)
        elif sheet.goes_on(table, bool(waiting)):
            # What stands on every page was said when the table began.
            sheet.go_on(table)
        else:
            sheet.paragraphs(waiting)
            sheet.table(table)


def _is_page_number(paragraph: Paragraph, height: float) -> bool:
    if _HEAD * height <= paragraph.top <= _FOOT * height:
        return False
    return len(paragraph.text) <= 30 and _PAGE_NUMBER.fullmatch(paragraph.text) is not None


def _divided(
    above: PageTable, paragraphs: Sequence[Paragraph], below: PageTable
) -> tuple[list[Paragraph], list[Paragraph]]:
    """What belongs to the table above and what to the one below: parted by the page's end or the widest gap."""
    if above.page != below.page:
        return [p for p in paragraphs if p.page != below.page], [p for p in paragraphs if p.page == below.page]
    ends = [above.bottom, *(p.bottom for p in paragraphs)]
    starts = [*(p.top for p in paragraphs), below.top]
    gaps = [start - end for start, end in zip(starts, ends, strict=True)]
    # The gap behind the last one parts nothing from the table below, whose title it must be.
    at = max(range(len(paragraphs)), key=lambda i: gaps[i])
    return list(paragraphs[:at]), list(paragraphs[at:])
