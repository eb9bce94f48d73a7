"""Locations and subjects as plain values for what is kept or sent, and back; lists and tuples are the same there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from perflint.model.document import TEXT_PLACE, Location, Place, Position, Range


def bare_range(span: Range | None) -> list[int] | None:
    """The eight numbers of a range."""
    if span is None:
        return None
    a, b = span.start, span.end
    return [a.line, a.column, a.utf16, a.utf8, b.line, b.column, b.utf16, b.utf8]


def range_of(bare: Sequence[int] | None) -> Range | None:
    """A range of its numbers. Raises TypeError or ValueError for what is none."""
    if bare is None:
        return None
    # A sum takes nothing but numbers.
    if sum(bare) < 0:
        raise ValueError("no range")
    a, b, c, d, e, f, g, h = bare
    return Range(Position(a, b, c, d), Position(e, f, g, h))


def bare_place(place: Place) -> list[Any]:
    """The values of a place."""
    return list(place.__reduce__()[1])


def place_of(bare: Sequence[Any]) -> Place:
    """A place of its values, a list of which was a tuple."""
    values: list[Any] = [tuple(value) if isinstance(value, list) else value for value in bare]
    return Place(*values)


def bare_location(location: Location) -> list[Any]:
    """A location: its range, and its place where that is more than text."""
    numbers, place = bare_range(location.range), location.place
    return [numbers] if place == TEXT_PLACE else [numbers, None if place is None else bare_place(place)]


def location_of(bare: Sequence[Any]) -> Location:
    """A location of its values."""
    if len(bare) == 1:
        return Location(range_of(bare[0]), TEXT_PLACE)
    numbers, place = bare
    return Location(range_of(numbers), None if place is None else place_of(place))
