"""One diagnostic as JSON text on one line, version 1 of the contract: fixed keys in a fixed order.

A large run writes ten thousands of them, so that none is built as a dict first.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from json.encoder import encode_basestring
from typing import Any

from perflint.model import TEXT_PLACE, Diagnostic, Fix, Location, Position, Range, RelatedPlace
from perflint.report.plain import place_json, plain
from perflint.report.safe import inert_json

compact = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
_TEXT = compact(place_json(TEXT_PLACE))


def diagnostic_text(diagnostic: Diagnostic) -> str:
    """All keys of a diagnostic, in the contract's order."""
    d, subject = diagnostic, diagnostic.subject
    return inert_json(
        f'{{"rule": {encode_basestring(d.rule)}, "name": {encode_basestring(d.name)}, '
        f'"severity": "{d.severity}", "message": {encode_basestring(d.message)}, "help": {encode_basestring(d.help)}, '
        f'"file": {encode_basestring(d.file)}, {_location(d.location)}, "places": {_locations(d.places)}, '
        f'"subject": {{"table": {_value(subject.table)}, "unit": {_value(subject.unit)}, '
        f'"project": {_value(subject.project)}, "seq": {_value(subject.seq)}, "index": {_value(subject.index)}}}, '
        f'"field": {encode_basestring(d.field)}, "values": {_members(d.values)}, '
        f'"indicator": {"null" if d.indicator is None else _members(d.indicator)}, '
        f'"evidence": {encode_basestring(d.evidence)}, "related": {_related(d.related)}, "fix": {_fix(d.fix)}, '
        f'"fingerprint": {encode_basestring(d.fingerprint)}}}'
    )


def _value(value: Any) -> str:
    """A value as JSON; nearly all are strings and numbers."""
    if value.__class__ is str:
        return encode_basestring(value)
    if value is None:
        return "null"
    return str(value) if value.__class__ is int else compact(plain(value))


def _members(values: Mapping[str, Any]) -> str:
    return f"{{{', '.join([f'{encode_basestring(str(key))}: {_value(value)}' for key, value in values.items()])}}}"


def _location(location: Location) -> str:
    """The members `range` and `place`."""
    place = _TEXT if location.place is TEXT_PLACE else compact(place_json(location.place))
    return f'"range": {_range(location.range)}, "place": {place}'


def _range(span: Range | None) -> str:
    if span is None:
        return "null"
    return f'{{"start": {_position(span.start)}, "end": {_position(span.end)}}}'


def _position(position: Position) -> str:
    return f'{{"line": {position.line}, "column": {position.column}}}'


def _locations(places: Iterable[Location]) -> str:
    return f"[{', '.join([f'{{{_location(place)}}}' for place in places])}]"


def _related(related: Iterable[RelatedPlace]) -> str:
    return f"[{', '.join([_related_place(one) for one in related])}]"


def _related_place(related: RelatedPlace) -> str:
    message, file = encode_basestring(related.message), encode_basestring(related.file)
    return f'{{"message": {message}, "file": {file}, {_location(related.location)}}}'


def _fix(fix: Fix | None) -> str:
    if fix is None:
        return "null"
    edits = [f'{{{_location(edit.location)}, "text": {encode_basestring(edit.text)}}}' for edit in fix.edits]
    return f'{{"safe": {compact(fix.safe)}, "edits": [{", ".join(edits)}]}}'
