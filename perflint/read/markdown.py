"""Reads Markdown: pipe tables as cells, every other line as plain text."""

from __future__ import annotations

import re
from itertools import pairwise

from perflint.lazyregex import lazy_regex
from perflint.model import Cell, Document, Grid
from perflint.read.decode import decode
from perflint.read.plain import check_cell_count, lines_of, split_at_tabs

_HEADING = lazy_regex(r"\s{0,3}#{1,6}\s+")
# In a cell: an escaped pipe, or a line break written as a tag.
_ESCAPE = lazy_regex(r"\\\||<br\s*/?>", re.IGNORECASE)
# A cell that is emphasised as a whole; the mark stands at its ends only, 指标** is no emphasis.
_EMPHASIS = lazy_regex(r"(?:\*\*|__)(?=[^\s*_])([^*_]*[^\s*_])(?:\*\*|__)")
_PIPE = lazy_regex(r"\\.|\|")


def read_markdown(data: bytes, name: str) -> Document:
    """A Markdown file as one grid. `\\|` and `<br>` in cells become `|` and a line end, with their offsets."""
    source = decode(data)
    check_cell_count(source, "|")
    lines = list(lines_of(source))
    rows: list[tuple[Cell, ...]] = []
    in_table = False
    for index, (offset, line) in enumerate(lines):
        following = lines[index + 1][1] if index + 1 < len(lines) else ""
        in_table = "|" in line and (in_table or line.lstrip().startswith("|") or _is_delimiter(following))
        if in_table and _is_delimiter(line):
            continue
        number = len(rows)
        if in_table:
            rows.append(tuple(_cells(line, offset, number)))
        else:
            heading = _HEADING.match(line)
            skip = heading.end() if heading else 0
            rows.append(tuple(split_at_tabs(line[skip:], offset + skip, number)))
    return Document(name, "markdown", (Grid(tuple(rows)),), source)


def _is_delimiter(line: str) -> bool:
    return "|" in line and "-" in line and not line.strip("|-: \t")


def _cells(line: str, offset: int, row: int) -> list[Cell]:
    """The cells of one table line, without the blanks around them."""
    bars = [m.start() for m in _PIPE.finditer(line) if m.group() == "|"]
    edges = [-1, *bars, len(line)]
    spans = [(a + 1, b) for a, b in pairwise(edges)]
    if spans and not line[slice(*spans[0])].strip():
        spans = spans[1:]
    if spans and not line[slice(*spans[-1])].strip():
        spans = spans[:-1]
    return [_cell(line, start, end, offset, row, column) for column, (start, end) in enumerate(spans)]


def _cell(line: str, start: int, end: int, offset: int, row: int, column: int) -> Cell:
    raw = line[start:end]
    start += len(raw) - len(raw.lstrip())
    raw = raw.strip()
    if (marked := _EMPHASIS.fullmatch(raw)) is not None:
        start += marked.start(1)
        raw = marked.group(1)
    if _ESCAPE.search(raw) is None:
        return Cell(raw, row, column, offset + start)
    parts: list[str] = []
    offsets: list[int] = []
    done = 0
    for match in _ESCAPE.finditer(raw):
        parts.append(raw[done : match.start()])
        offsets.extend(range(done, match.start()))
        parts.append("|" if match.group() == "\\|" else "\n")
        offsets.append(match.start())
        done = match.end()
    parts.append(raw[done:])
    offsets.extend(range(done, len(raw) + 1))
    return Cell("".join(parts), row, column, None, tuple(offset + start + o for o in offsets))
