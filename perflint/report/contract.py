"""What JSON says of places, values and diagnostics, version 1 of the contract: fixed keys in a fixed order.

A large run writes ten thousand diagnostics, so that none is built as a dict first: each is one line of text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from json.encoder import encode_basestring
from math import isfinite
from typing import Any

from perflint.model import TEXT_PLACE, Diagnostic, Fix, Location, Place, Position, Range, RelatedPlace
from perflint.report.safe import inert_json
from perflint.text import Remembered

_PLACE_KEYS = ("sheet", "cell", "range", "table", "row", "column", "paragraph", "page", "box")
_LARGEST_EXPONENT = 30
compact = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


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


def _escaped(text: str) -> str:
    return inert_json(encode_basestring(text))


# A report says most of its strings again and again: rules, projects, names, values; and its keys with what is behind.
_STRINGS = Remembered(_escaped)
_KEYS = Remembered(lambda key: f"{_escaped(key)}: ")
_TEXT = compact(place_json(TEXT_PLACE))


def diagnostic_text(diagnostic: Diagnostic, fingerprint: str = "") -> str:
    """All keys of a diagnostic, in the contract's order; `fingerprint` is its own where it does not know it yet."""
    d, subject, said = diagnostic, diagnostic.subject, _STRINGS
    return (
        f'{{"rule": {said[d.rule]}, "name": {said[d.name]}, "severity": "{d.severity}", '
        f'"message": {_escaped(d.message)}, "help": {said[d.help]}, '
        f'"file": {said[d.file]}, {_location(d.location)}, "places": {_locations(d.places) if d.places else "[]"}, '
        f'"subject": {{"table": {_value(subject.table)}, "unit": {_value(subject.unit)}, '
        f'"project": {_value(subject.project)}, "seq": {_value(subject.seq)}, "index": {_value(subject.index)}}}, '
        f'"field": {said[d.field]}, "values": {_members(d.values)}, '
        f'"indicator": {"null" if d.indicator is None else _members(d.indicator)}, '
        f'"evidence": {said[d.evidence]}, "related": {_related(d.related) if d.related else "[]"}, '
        f'"fix": {"null" if d.fix is None else _fix(d.fix)}, '
        f'"fingerprint": {_escaped(fingerprint or d.fingerprint)}}}'
    )


def _value(value: Any) -> str:
    """A value as JSON; nearly all are strings and numbers."""
    if value.__class__ is str:
        return _STRINGS[value]
    if value is None:
        return "null"
    return str(value) if value.__class__ is int else _other(plain(value))


def _other(value: Any) -> str:
    return inert_json(compact(value))


def _members(values: Mapping[str, Any]) -> str:
    said = [
        _KEYS[str(key)] + (_STRINGS[value] if value.__class__ is str else _value(value))
        for key, value in values.items()
    ]
    return f"{{{', '.join(said)}}}"


def _location(location: Location) -> str:
    """The members `range` and `place`."""
    place, span = location.place, location.range
    where = _TEXT if place is TEXT_PLACE else _other(place_json(place))
    if span is None:
        return f'"range": null, "place": {where}'
    start, end = span.start, span.end
    return (
        f'"range": {{"start": {{"line": {start.line}, "column": {start.column}}}, '
        f'"end": {{"line": {end.line}, "column": {end.column}}}}}, "place": {where}'
    )


def _locations(places: Sequence[Location]) -> str:
    return f"[{', '.join([f'{{{_location(place)}}}' for place in places])}]"


def _related(related: Sequence[RelatedPlace]) -> str:
    return f"[{', '.join([_related_place(one) for one in related])}]"


def _related_place(related: RelatedPlace) -> str:
    message, file = _STRINGS[related.message], _STRINGS[related.file]
    return f'{{"message": {message}, "file": {file}, {_location(related.location)}}}'


def _fix(fix: Fix) -> str:
    edits = [f'{{{_location(edit.location)}, "text": {_STRINGS[edit.text]}}}' for edit in fix.edits]
    return f'{{"safe": {compact(fix.safe)}, "edits": [{", ".join(edits)}]}}'
