"""Reads `.psv` files: a row per line, cells between vertical bars, as some finance systems export them."""

from __future__ import annotations

from collections.abc import Iterator

from perflint.errors import ReadError
from perflint.model import Cell, Document, Grid


def read_psv(data: bytes, name: str) -> Document:
    """The file as one grid; every cell knows its offset, so that findings have lines and columns."""
    try:
        source = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ReadError("psv 文件应为 UTF-8 编码", "psv files are UTF-8") from None
    return Document(name, "text", (Grid(tuple(_rows(source))),), source)


def _rows(source: str) -> Iterator[tuple[Cell, ...]]:
    offset = 0
    for number, line in enumerate(source.splitlines(keepends=True)):
        cells, start = [], offset
        for column, text in enumerate(line.rstrip("\r\n").split("|")):
            inner = text.strip()
            cells.append(Cell(inner, number, column, start + text.index(inner)))
            start += len(text) + 1
        yield tuple(cells)
        offset += len(line)
