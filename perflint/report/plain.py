"""Places and the values of messages as plain data of JSON."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from math import isfinite
from typing import Any

from perflint.model import Location, Place, Position, Range

_PLACE_KEYS = ("sheet", "cell", "range", "table", "row", "column", "paragraph", "page", "box")
_LARGEST_EXPONENT = 30


def position_json(position: Position) -> dict[str, int]:
    """1-based line and column, in code points."""
    return {"line": position.line, "column": position.column}


def range_json(span: Range | None) -> dict[str, Any] | None:
    """Start and end, the end exclusive."""
    return None if span is None else {"start": position_json(span.start), "end": position_json(span.end)}


def place_json(place: Place | None) -> dict[str, Any] | None:
    """The kind and those keys that the kind has."""
    if place is None:
        return None
    result: dict[str, Any] = {"kind": place.kind}
    for key in _PLACE_KEYS:
        value = getattr(place, key)
        if value is not None:
            result[key] = list(value) if isinstance(value, tuple) else value
    if place.hidden:
        result["hidden"] = True
    return result


def location_json(location: Location) -> dict[str, Any]:
    """Range and place side by side."""
    return {"range": range_json(location.range), "place": place_json(location.place)}


def _number(value: Decimal) -> int | float | str:
    """A JSON number, or the digits as a string where a reader of JSON could not hold the number."""
    if not value.is_finite() or abs(value.adjusted()) > _LARGEST_EXPONENT:
        return str(value)
    return int(value) if value == value.to_integral_value() else float(value)


def plain(value: Any) -> Any:
    """A message's value or a fix as JSON: mappings and sequences of strings, numbers, true, false and null."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if isfinite(value) else str(value)
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, Range):
        return range_json(value)
    if isinstance(value, Place):
        return place_json(value)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return str(value)
