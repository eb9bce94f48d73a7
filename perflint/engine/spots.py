"""Where the projects that sign for rules over several files would be reported, as plain values, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from types import NoneType
from typing import Any, NamedTuple

from perflint.checks.base import shown_as
from perflint.engine.drafts import Draft, fill, nearest_text, related_places, said, subject_key
from perflint.locate import Excerpt, Located, Locator
from perflint.model import Diagnostic, Finding, RelatedPlace, Severity, SubjectKey, Text
from perflint.model.bare import bare_location, location_of
from perflint.rulebook import Rule

# What can be packed by columns; other values stand in JSON of their own.
_PLAIN = frozenset({str, int, bool, NoneType})
_NOWHERE = (0, 0, 0, 0)
_encode = json.JSONEncoder(ensure_ascii=False).encode


class Placed(NamedTuple):
    """Everything that a diagnostic of a project would say, but for what its rule and its match say, as plain values.

    `part` is the number of the part of the file's text in which it stands, there from `start` to `end` as in the file
    from `line` on. `names` are those of the values `said`. `more` is JSON of what few have: where it is otherwise, the
    values, and the related places.
    """

    severity: Severity
    field: str
    identity: str
    table: int | None
    unit: str | None
    project: str | None
    seq: int | None
    row: int | None
    number: int | None
    part: int
    line: int
    start: int
    end: int
    names: tuple[str, ...]
    said: tuple[Any, ...]
    more: str


class Spots:
    """Takes down where a file's projects would be reported while the file is at hand.

    `numbers` are those of the projects in their tables, for reports that draw these.
    """

    def __init__(self, locator: Locator, file: str, lang: str, numbers: Mapping[int, int]) -> None:
        self._locator, self._file, self._lang, self._numbers = locator, file, lang, numbers
        # By where it begins, the number of each part of the file's text, and up to where it goes.
        self._parts: dict[int, int] = {}
        self._stops: list[int] = []

    def placed(self, draft: Draft) -> tuple[Any, ...]:
        """The values of the `Placed` of a draft's project."""
        finding, subject = draft.finding, draft.subject
        text = finding.text or nearest_text(subject)
        excerpt = self._locator.excerpt(text, finding.start, finding.end)
        values = finding.values
        plain = excerpt is not None and not finding.related and _PLAIN.issuperset(map(type, values.values()))
        key = subject_key(subject, finding.unit)
        return (
            draft.rule.severity_for(subject, finding.severity),
            shown_as(finding.field),
            finding.identity,
            key.table,
            key.unit,
            key.project,
            key.seq,
            key.index,
            self._numbers.get(id(subject.project)),
            *(_NOWHERE if excerpt is None else self._part(excerpt)),
            tuple(values) if plain else (),
            tuple(values.values()) if plain else (),
            "" if plain else self._more(finding, text),
        )

    def _part(self, excerpt: Excerpt) -> tuple[int, int, int, int]:
        """The number of an excerpt's part, which it may have in common with others, and where it is in that."""
        begin, stops = excerpt.begin, self._stops
        part = self._parts.setdefault(begin, len(stops))
        if part == len(stops):
            stops.append(excerpt.stop)
        elif excerpt.stop > stops[part]:
            stops[part] = excerpt.stop
        return part, excerpt.line, excerpt.start - begin, excerpt.end - begin

    def _more(self, finding: Finding, text: Text) -> str:
        found = self._locator.locate(text, finding.start, finding.end)
        related = related_places(finding.related, self._locator, self._file, self._lang)
        return _encode(
            (
                [bare_location(place) for place in found.places],
                (found.evidence, found.context, found.context_start, found.context_end),
                said(finding.values, self._lang),
                [(r.message, bare_location(r.location), r.evidence) for r in related],
            )
        )

    def parts(self, source: str) -> list[str]:
        """The parts of the file's text in which the places lie."""
        return [source[begin:stop] for begin, stop in zip(self._parts, self._stops, strict=True)]


def located(place: Placed, parts: Sequence[str], context: bool) -> Located:
    """Where a place is in its file; with what stands around it, if `context` is asked for."""
    if not place.more:
        return Excerpt(place.line, 0, place.start, place.end, place.end).locate(parts[place.part], context)
    places, around, _, _ = json.loads(place.more)
    return Located(tuple(map(location_of, places)), *around)


def related_place(message: str, file: str, found: Located) -> RelatedPlace:
    """A place as one that another diagnostic refers to."""
    return RelatedPlace(message, file, found.places[0], found.evidence)


def diagnostic(
    rule: Rule, file: str, place: Placed, found: Located, lang: str, values: Mapping[str, Any]
) -> Diagnostic:
    """The diagnostic of a rule at a place, with the values of its match besides its own."""
    own, related = json.loads(place.more)[2:] if place.more else (dict(zip(place.names, place.said, strict=True)), ())
    values = {**own, **values}
    return Diagnostic(
        rule=rule.code,
        name=rule.name,
        severity=place.severity,
        message=fill(rule.message, values, lang),
        help=fill(rule.help, values, lang),
        file=file,
        location=found.places[0],
        places=found.places[1:],
        subject=SubjectKey(place.table, place.unit, place.project, place.seq, place.row, place.number),
        field=place.field,
        values=values,
        indicator=None,
        evidence=found.evidence,
        related=tuple(RelatedPlace(message, file, location_of(at), words) for message, at, words in related),
        context=found.context,
        context_start=found.context_start,
        context_end=found.context_end,
        identity=place.identity,
    )
