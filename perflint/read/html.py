"""Reads html: the tables of a page and the text around them as one grid, each cell with its place in the source."""

from __future__ import annotations

import re

from perflint.errors import ReadError
from perflint.lazyregex import lazy_regex
from perflint.model import Document, Grid
from perflint.read.decode import decode
from perflint.read.htmlpage import read_rows

_FRAMES = lazy_regex(r"<frame(?:set)?\b", re.IGNORECASE)


def read_html(data: bytes, name: str) -> Document:
    """An html file as one grid: a row per table row, a row of one cell per paragraph or line around the tables.

    A table in a cell of another one comes behind the text that stands before it there.
    """
    source = decode(data)
    rows = read_rows(source)
    if not any(row.cells for row in rows) and _FRAMES.search(source):
        raise ReadError(
            "网页只有框架，表格在旁边的文件夹中（如“….files/sheet001.htm”），"
            "请检查其中的网页，或在 Excel 中另存为 .xlsx",
            "the page only holds frames, its tables stand in the folder beside it (as in ….files/sheet001.htm); "
            "check the pages there, or save it as .xlsx in Excel",
        )
    return Document(name, "html", (Grid(tuple(row.cells for row in rows)),), source)
