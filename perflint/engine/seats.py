"""Where a finding about a project would stand, packed: a run over many files holds one for each project that signs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from perflint.checks.base import shown_as
from perflint.engine.drafts import Draft, fill, nearest_text, related_places, said, subject_key
from perflint.locate import Locator
from perflint.model import TEXT_PLACE, Diagnostic, Location, Place, Position, Range, RelatedPlace, SubjectKey
from perflint.rulebook import Rule

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
# A lone surrogate may stand in a table; it must not stop a run.
_LENIENT = "surrogatepass"


def pack(draft: Draft, locator: Locator, file: str, lang: str, number: int | None) -> bytes:
    """Everything that a diagnostic of the draft would say, but for what its rule and its match say, as JSON.

    `number` is the project's in its table, for reports that draw it.
    """
    finding = draft.finding
    located = locator.locate(finding.text or nearest_text(draft.subject), finding.start, finding.end)
    key = subject_key(draft.subject, finding.unit)
    related = [(r.message, _bare(r.location), r.evidence) for r in related_places(finding.related, locator, file, lang)]
    parts = (
        draft.rule.severity_for(draft.subject, finding.severity),
        (key.table, key.unit, key.project, key.seq, key.index, number),
        shown_as(finding.field),
        said(finding.values, lang),
        located.evidence,
        [_bare(place) for place in located.places],
        (located.context, located.context_start, located.context_end),
        finding.identity,
        related,
    )
    return _encode(parts).encode("utf-8", _LENIENT)


def unpack(rule: Rule, packed: bytes, file: str, lang: str, values: Mapping[str, Any]) -> Diagnostic:
    """The diagnostic of a rule at a packed place, with the values of its match besides its own."""
    severity, key, field, own, evidence, bare, context, identity, related = json.loads(packed.decode("utf-8", _LENIENT))
    values = {**own, **values}
    first, *further = map(_location, bare)
    return Diagnostic(
        rule=rule.code,
        name=rule.name,
        severity=severity,
        message=fill(rule.message, values, lang),
        help=fill(rule.help, values, lang),
        file=file,
        location=first,
        places=tuple(further),
        subject=SubjectKey(*key),
        field=field,
        values=values,
        indicator=None,
        evidence=evidence,
        related=tuple(RelatedPlace(message, file, _location(at), words) for message, at, words in related),
        context=context[0],
        context_start=context[1],
        context_end=context[2],
        identity=identity,
    )


def _bare(location: Location) -> list[Any]:
    """A location as plain values: its range, and its place where that is more than text."""
    at, place = location.range, location.place
    numbers = [n for p in (at.start, at.end) for n in (p.line, p.column, p.utf16, p.utf8)] if at is not None else None
    return [numbers] if place is TEXT_PLACE else [numbers, place.__reduce__()[1] if place is not None else None]


def _location(bare: list[Any]) -> Location:
    numbers, *place = bare
    at = Range(Position(*numbers[:4]), Position(*numbers[4:])) if numbers is not None else None
    if not place:
        return Location(at, TEXT_PLACE)
    return Location(at, _place(*place[0]) if place[0] is not None else None)


def _place(*values: Any) -> Place:
    """A place of its values, a list of which was a tuple."""
    plain: list[Any] = [tuple(value) if isinstance(value, list) else value for value in values]
    return Place(*plain)
