"""A file as read: grids of cells, each of which knows where in the file its characters stand."""

from __future__ import annotations

from dataclasses import field
from operator import attrgetter
from typing import Any, Literal

from perflint.errors import Message
from perflint.lazyclass import dataclass, fields_of
from perflint.model.lean import lean, lean_value


@lean_value
class Position:
    """1-based line and column, in code points; `utf16` and `utf8` are the column in those units, 0 where unknown."""

    line: int
    column: int
    utf16: int = field(default=0, compare=False, repr=False)
    utf8: int = field(default=0, compare=False, repr=False)


@lean_value
class Range:
    """From `start` to `end`, the end exclusive."""

    start: Position
    end: Position


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell stands, in the words of its format; `kind` is text, cell, word or page.

    `hidden` is true where the file does not show it: on a hidden sheet, row or column.
    """

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
    hidden: bool = False

    def __reduce__(self) -> tuple[Any, ...]:
        # A worker sends them by the ten thousand: half the time of what a dataclass does by itself.
        return Place, _place_values(self)


_place_values = attrgetter(*fields_of(Place))
TEXT_PLACE = Place()


@lean_value
class Location:
    """One located piece: range in the file's text (None where it has none) and place."""

    range: Range | None
    place: Place | None


@lean
class Cell:
    """One cell of a grid.

    `row` and `column` are 0-based in the grid. For formats with text, `start` is the offset of `text[0]` in
    `Document.source` and the cell is a verbatim slice of it; where the source escapes characters (JSON,
    Markdown), `offsets` holds the offset of every character and of the end instead, and `ends`, where marks stand
    between characters (HTML), the offset behind each of them. A cell that a page break cuts stands in several places:
    `parts` holds each with the index in `text` from which on it does; `place` is the first of them.
    """

    text: str
    row: int = 0
    column: int = 0
    start: int | None = None
    offsets: tuple[int, ...] | None = None
    rowspan: int = 1
    colspan: int = 1
    place: Place = TEXT_PLACE
    ends: tuple[int, ...] | None = None
    parts: tuple[tuple[int, Place], ...] = ()

    def places(self, start: int, end: int) -> list[Place]:
        """Where `text[start:end]` stands: one place, or those of the parts that it touches."""
        if not self.parts:
            return [self.place]
        stops = [*(first for first, _ in self.parts[1:]), len(self.text) + 1]
        touched = [p for (a, p), b in zip(self.parts, stops, strict=True) if a < max(end, start + 1) and start < b]
        return touched or [self.place]

    @property
    def hidden(self) -> bool:
        """Whether the file holds the cell without showing it."""
        return self.place.hidden

    def source_span(self, start: int, end: int) -> tuple[int, int] | None:
        """The range of the file's text that holds `text[start:end]`, or None where the file has no text."""
        if self.offsets is not None:
            last = self.ends[end - 1] if self.ends is not None and end > start else self.offsets[end]
            return self.offsets[start], last
        if self.start is None:
            return None
        return self.start + start, self.start + end

    def __reduce__(self) -> tuple[Any, ...]:
        return Cell, _cell_values(self)


_cell_values = attrgetter(*fields_of(Cell))


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Rows of cells; the rows may be of different lengths, merged cells stand once, at their first place.

    `hidden` is true for a sheet that the workbook does not show.
    """

    rows: tuple[tuple[Cell, ...], ...]
    name: str = ""
    hidden: bool = False


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
class Gap:
    """Parts of a file that could not be read, though the others were: why not, and where they are."""

    reason: Message
    places: tuple[Place, ...]


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
    gaps: tuple[Gap, ...] = ()
