"""Reads csv: the delimiter is found by trying, quotes may hold line breaks, every cell keeps its offset."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from perflint.lazyregex import lazy_regex
from perflint.model import Cell, Document, Grid
from perflint.read.decode import decode
from perflint.read.limits import check_cells

DELIMITERS = (",", "\t", ";", "|")
# Excel's own first line: sep=;
_STATED = lazy_regex(r"sep=([,;|\t])[ \t]*(?:\r\n?|\n)", re.IGNORECASE)
_LINE_END = lazy_regex(r"\r\n?|\n|$")
_SAMPLE = 1 << 16
_RECORDS = 100

# A field: where it starts, where it ends, whether it is what stands between quotes.
Field = tuple[int, int, bool]


def read_csv(data: bytes, name: str) -> Document:
    """A csv file as one grid. A cell in quotes stands without them; a doubled quote in it is one."""
    source = decode(data)
    stated = _STATED.match(source)
    start = stated.end() if stated else 0
    delimiter = stated.group(1) if stated else delimiter_of(source[:_SAMPLE]) or ","
    rows: list[tuple[Cell, ...]] = []
    count = 0
    for number, fields in enumerate(records(source, delimiter, start)):
        count += len(fields)
        check_cells(count)
        rows.append(tuple(_cell(source, field, number, column) for column, field in enumerate(fields)))
    return Document(name, "csv", (Grid(tuple(rows)),), source)


def is_table(head: str, cut: bool, lenient: bool) -> bool:
    """Whether a text's first lines are csv. `lenient` for a file that is called so: then only tabs speak against it.

    Elsewhere most records must have the same three or more fields; a sentence has commas too. `cut` says that the
    last line may be a half one.
    """
    if lenient:
        return True
    if "\t" in head or _STATED.match(head):
        return "\t" not in head
    delimiter = delimiter_of(head)
    if delimiter is None:
        return False
    sizes = [len(fields) for fields in records(head, delimiter) if any(head[a:b].strip() for a, b, _ in fields)]
    sizes = sizes[:-1] if cut and len(sizes) > 1 else sizes
    if not sizes:
        return False
    usual, times = Counter(sizes).most_common(1)[0]
    return usual >= 3 and times >= 3 and times >= len(sizes) * 0.8


def delimiter_of(sample: str) -> str | None:
    """The delimiter that gives the most records of the same number of fields; None where there is none."""
    best: tuple[int, str] | None = None
    for delimiter in DELIMITERS:
        if delimiter not in sample:
            continue
        sizes: Counter[int] = Counter()
        for index, fields in enumerate(records(sample, delimiter)):
            sizes[len(fields)] += 1
            if index == _RECORDS:
                break
        score = max(((size - 1) * times for size, times in sizes.items()), default=0)
        if score and (best is None or score > best[0]):
            best = (score, delimiter)
    return best[1] if best else None


@lru_cache(maxsize=8)
def _field(delimiter: str) -> re.Pattern[str]:
    sign = re.escape(delimiter)
    # A quoted field ends before a delimiter or line end; a quote elsewhere is a sign like any other.
    return re.compile(rf'"((?:[^"]++|"")*+)"(?={sign}|[\r\n]|\Z)|([^{sign}\r\n]*+)')


def records(source: str, delimiter: str, start: int = 0) -> Iterator[list[Field]]:
    """The records of a csv text."""
    pattern = _field(delimiter)
    at, end = start, len(source)
    while at < end:
        fields: list[Field] = []
        while True:
            match = pattern.match(source, at)
            assert match is not None  # the second half matches nothing, too
            group = 1 if match.group(1) is not None else 2
            fields.append((*match.span(group), group == 1))
            at = match.end()
            if at >= end or source[at] != delimiter:
                break
            at += 1
        yield fields
        line_end = _LINE_END.match(source, at)
        at = line_end.end() if line_end else at


def _cell(source: str, field: Field, row: int, column: int) -> Cell:
    start, end, quoted = field
    text = source[start:end]
    if not quoted or '""' not in text:
        return Cell(text, row, column, start)
    offsets = [start]
    for sign in re.finditer('""|(?s:.)', text):
        offsets.append(start + sign.end())
    return Cell(text.replace('""', '"'), row, column, None, tuple(offsets))
