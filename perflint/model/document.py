"""A file as read: grids of cells, each of which knows where in the file its characters stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Position:
    """1-based line and column, in code points."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Range:
    """From `start` to `end`, the end exclusive."""

    start: Position
    end: Position


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell stands, in the words of its format; `kind` is text, cell, word or page."""

    kind: str = "text"
    sheet: str | None = None
    cell: str | None = None
    range: str | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    paragraph: int | None = None
    page: int | None = None
    box: tuple[float, float, float, float] | None = None


TEXT_PLACE = Place()


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """One cell of a grid.

    `row` and `column` are 0-based in the grid. For formats with text, `start` is the offset of `text[0]` in
    `Document.source` and the cell is a verbatim slice of it; where the source escapes characters (JSON,
    Markdown), `offsets` holds the offset of every character and of the end instead.
    """

    text: str
    row: int = 0
    column: int = 0
    start: int | None = None
    offsets: tuple[int, ...] | None = None
    rowspan: int = 1
    colspan: int = 1
    place: Place = TEXT_PLACE

    def source_span(self, start: int, end: int) -> tuple[int, int] | None:
        """The range of the file's text that holds `text[start:end]`, or None where the file has no text."""
        if self.offsets is not None:
            return self.offsets[start], self.offsets[end]
        if self.start is None:
            return None
        return self.start + start, self.start + end


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Rows of cells; the rows may be of different lengths, merged cells stand once, at their first place."""

    rows: tuple[tuple[Cell, ...], ...]
    name: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class JsonNode:
    """A JSON value with its place.

    `value` is a dict of nodes by key, a tuple of nodes, the decoded string, the number as printed, a bool or
    None; strings and numbers carry their `cell`.
    """

    kind: Literal["object", "array", "string", "number", "bool", "null"]
    value: Any
    cell: Cell | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A file as read: its name as shown to the user, its decoded text where it has one, and its grids.

    A JSON file has a `tree` in place of grids.
    """

    name: str
    format: str
    grids: tuple[Grid, ...]
    source: str | None = None
    tree: JsonNode | None = None
