"""Walks through the body of a Word document in order and makes grids of its tables and paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from perflint.lazyregex import lazy_regex
from perflint.model import Grid, Place
from perflint.read.docxgrids import Grids, Line, is_title
from perflint.read.docxtable import WordCell, WordTable, edges_of
from perflint.read.docxtext import (
    PAGE_END,
    Paragraph,
    alternative,
    child,
    is_left_out,
    is_on,
    local,
    properties,
    read_paragraph,
    value,
)
from perflint.read.limits import check_cells

if TYPE_CHECKING:
    from lxml.etree import _Element

# Elements that only hold others; what changes have deleted is none of them.
# `sect` to `content` are those of Word 2003 XML.
_HOLDERS = frozenset(
    ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "Choice", "Fallback", "sect", "sub-section",
     "pBdrGroup", "annotation", "content")
)  # fmt: skip
# Word itself ends at 63 columns.
_MAX_SPAN = 1000
_MAX_WIDTH = 31_680
_NUMBER = lazy_regex(r"-?\d{1,9}")


class Body:
    """What has been read of a document so far."""

    def __init__(self, hidden: frozenset[str]) -> None:
        self._hidden = hidden
        self._grids = Grids()
        self._tables = self._paragraphs = self._cells = 0
        self._header: list[str] = []
        self.pictures = 0
        self.imported = 0

    def take_header(self, element: _Element) -> None:
        """Take the title that a page header may hold."""
        for paragraph in element.iter(f"{{{_namespace(element)}}}p"):
            text = read_paragraph(paragraph, self._hidden).text.strip()
            if is_title(text) and text not in self._header:
                self._header.append(text)

    def take(self, body: _Element) -> None:
        """Take the body: paragraphs and tables, one after another."""
        held: list[str] = []
        for block in self._blocks(body):
            if local(block) == "tbl":
                self._let_go(held)
                self._table(block)
            else:
                self._paragraphs += 1
                self._paragraph(block, held)
        self._let_go(held)

    def finished(self) -> tuple[Grid, ...]:
        """The grids of the document, none where it holds no text."""
        return self._grids.finished(self._header)

    def _blocks(self, holder: _Element) -> Iterator[_Element]:
        """The paragraphs and tables in a body or cell, those in elements that only hold others included."""
        for element in holder:
            name = local(element)
            if name in ("p", "tbl"):
                yield element
            elif name in _HOLDERS:
                if not is_left_out(element):
                    yield from self._blocks(element)
            elif name == "AlternateContent":
                if (shown := alternative(element)) is not None:
                    yield from self._blocks(shown)
            elif name == "altChunk":
                self.imported += 1

    def _paragraph(self, element: _Element, held: list[str]) -> None:
        """Take a paragraph; `held` is the text of those before it whose ends were deleted."""
        paragraph = self._read(element)
        own = properties(element, "pPr")
        if is_on(own.get("pageBreakBefore")):
            held.append(PAGE_END)
        held.append(paragraph.text)
        if not paragraph.goes_on:
            section = own.get("sectPr")
            if section is not None and value(child(section, "type"), default="nextPage") != "continuous":
                held.append(PAGE_END)
            self._let_go(held)
        self._boxes(paragraph, Place("word", paragraph=self._paragraphs))

    def _let_go(self, held: list[str]) -> None:
        if held:
            self._line("".join(held), Place("word", paragraph=max(1, self._paragraphs)))
            held.clear()

    def _line(self, text: str, place: Place) -> None:
        self._count(1 + text.count("\t") + text.count("\n") + text.count(PAGE_END))
        self._grids.line(text, place)

    def _boxes(self, paragraph: Paragraph, place: Place) -> None:
        for line in self._in_boxes(paragraph, place):
            self._grids.line(line.text, line.place)

    def _in_boxes(self, paragraph: Paragraph, place: Place) -> Iterator[Line]:
        """The paragraphs of a paragraph's text boxes; those of tables in them too."""
        for box in paragraph.boxes:
            for element in self._within(box):
                inner = self._read(element)
                self._count()
                yield Line(inner.text.replace(PAGE_END, ""), place)
                yield from self._in_boxes(inner, place)

    def _within(self, box: _Element) -> Iterator[_Element]:
        for block in self._blocks(box):
            if local(block) == "p":
                yield block
            else:
                for _, row in self._rows(block):
                    for cell in self._children(row, "tc"):
                        yield from self._within(cell)

    def _table(self, element: _Element) -> None:
        if not self._frames(element):
            self._grids.table(self._read_table(element))
            return
        # A table that only puts others in their place is none: what it holds stands one below the other.
        self._tables += 1
        number = self._tables
        for at, row in self._rows(element):
            for cell in self._children(row, "tc"):
                place = Place("word", table=number, row=at, column=1)
                for block in self._blocks(cell):
                    if local(block) == "tbl":
                        self._table(block)
                    else:
                        paragraph = self._read(block)
                        self._line(paragraph.text, place)
                        self._boxes(paragraph, place)

    def _frames(self, element: _Element) -> bool:
        """Whether a table has one column only and other tables in it."""
        inner = False
        for _, row in self._rows(element):
            cells = list(self._children(row, "tc"))
            if len(cells) > 1:
                return False
            inner = inner or any(local(block) == "tbl" for cell in cells for block in self._blocks(cell))
        return inner

    def _read_table(self, element: _Element) -> WordTable:
        self._tables += 1
        number = self._tables
        grid = child(element, "tblGrid")
        widths = [min(_integer(value(c, "w")), _MAX_WIDTH) for c in self._children(grid, "gridCol")]
        table = WordTable(edges=edges_of(widths[:_MAX_SPAN]))
        reaching: dict[int, WordCell] = {}
        for at, row in self._rows(element):
            self._count()
            if "del" not in properties(row, "trPr"):
                reaching = self._row(table, row, Place("word", table=number, row=at), reaching)
        return table

    def _row(self, table: WordTable, row: _Element, place: Place, above: dict[int, WordCell]) -> dict[int, WordCell]:
        """Put a row's cells into the table; gives those that merged cells of the next row may continue."""
        own = properties(row, "trPr")
        column = min(_integer(value(own.get("gridBefore"))), _MAX_SPAN)
        hidden = is_on(own.get("hidden"))
        made: list[WordCell] = []
        reaching: dict[int, WordCell] = {}
        for element in self._children(row, "tc"):
            self._count()
            own = properties(element, "tcPr")
            span = min(max(_integer(value(own.get("gridSpan")), 1), 1), _MAX_SPAN)
            merge, beside = own.get("vMerge", own.get("vmerge")), own.get("hMerge", own.get("hmerge"))
            continued = above.get(column) if merge is not None and value(merge) != "restart" else None
            if beside is not None and value(beside) != "restart" and made:
                made[-1].span += span
            elif continued is not None:
                continued.rowspan += 1
                reaching[column] = continued
            else:
                where = Place("word", table=place.table, row=place.row, column=column + 1, hidden=hidden)
                text = "" if "cellDel" in own else self._cell(table, element, where)
                made.append(WordCell(text, column, span, where))
                if merge is not None:
                    reaching[column] = made[-1]
            column += span
        table.rows.append(made)
        return reaching

    def _cell(self, table: WordTable, element: _Element, place: Place) -> str:
        """A cell's own text; tables and text boxes in it are noted with the table."""
        parts: list[str] = []
        for block in self._blocks(element):
            if local(block) == "tbl":
                table.inner.append(self._read_table(block))
                continue
            paragraph = self._read(block)
            table.boxes.extend((line.text, line.place) for line in self._in_boxes(paragraph, place))
            parts.append(paragraph.text if paragraph.goes_on else paragraph.text + "\n")
        return "".join(parts).replace(PAGE_END, "").strip("\n")

    def _read(self, element: _Element) -> Paragraph:
        paragraph = read_paragraph(element, self._hidden)
        self.pictures += paragraph.pictures
        return paragraph

    def _rows(self, element: _Element) -> Iterator[tuple[int, _Element]]:
        """The rows of a table and their numbers."""
        return enumerate(self._children(element, "tr"), 1)

    def _children(self, holder: _Element | None, name: str) -> Iterator[_Element]:
        for element in () if holder is None else holder:
            found = local(element)
            if found == name:
                yield element
            elif found in _HOLDERS and not is_left_out(element):
                yield from self._children(element, name)

    def _count(self, cells: int = 1) -> None:
        self._cells += cells
        check_cells(self._cells)


def _integer(text: str, default: int = 0) -> int:
    match = _NUMBER.match(text)
    return max(0, int(match.group())) if match else default


def _namespace(element: _Element) -> str:
    return str(element.tag).partition("}")[0].lstrip("{")
