"""Where the projects that sign for rules over several files would be reported, as plain values, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from perflint.checks.base import shown_as
from perflint.engine.drafts import Draft, fill, nearest_text, related_places, said, subject_key
from perflint.locate import Excerpt, Located, Locator
from perflint.model import Diagnostic, RelatedPlace, SubjectKey
from perflint.model.bare import bare_location, location_of
from perflint.rulebook import Rule

# Where a project would be reported, as plain values.
Placed = Sequence[Any]


class Spots:
    """What the diagnostics of a file's projects would say, taken down while the file is at hand.

    `numbers` are those of the projects in their tables, for reports that draw these.
    """

    def __init__(self, locator: Locator, file: str, lang: str, numbers: Mapping[int, int]) -> None:
        self._locator, self._file, self._lang, self._numbers = locator, file, lang, numbers
        # By where it begins, the number of each part of the file's text, and up to where it goes.
        self._parts: dict[int, int] = {}
        self._stops: list[int] = []

    def placed(self, draft: Draft) -> Placed:
        """Everything that a diagnostic of the draft would say, but for what its rule and its match say."""
        finding = draft.finding
        text = finding.text or nearest_text(draft.subject)
        excerpt = self._locator.excerpt(text, finding.start, finding.end)
        key = subject_key(draft.subject, finding.unit)
        number = self._numbers.get(id(draft.subject.project))
        related = related_places(finding.related, self._locator, self._file, self._lang) if finding.related else ()
        return (
            draft.rule.severity_for(draft.subject, finding.severity),
            (key.table, key.unit, key.project, key.seq, key.index, number),
            shown_as(finding.field),
            said(finding.values, self._lang),
            _bare(self._locator.locate(text, finding.start, finding.end)) if excerpt is None else self._part(excerpt),
            finding.identity,
            [(r.message, bare_location(r.location), r.evidence) for r in related],
        )

    def _part(self, excerpt: Excerpt) -> Sequence[int]:
        """An excerpt by the number of its part, which it may have in common with others."""
        begin = excerpt.begin
        part = self._parts.setdefault(begin, len(self._stops))
        if part == len(self._stops):
            self._stops.append(excerpt.stop)
        elif excerpt.stop > self._stops[part]:
            self._stops[part] = excerpt.stop
        return part, excerpt.line, excerpt.start - begin, excerpt.end - begin

    def parts(self, source: str) -> list[str]:
        """The parts of the file's text in which the places lie."""
        return [source[begin:stop] for begin, stop in zip(self._parts, self._stops, strict=True)]


def _bare(found: Located) -> Sequence[Any]:
    places = [bare_location(place) for place in found.places]
    return places, found.evidence, (found.context, found.context_start, found.context_end)


def located(place: Placed, parts: Sequence[str], context: bool) -> Located:
    """Where a place is in its file; with what stands around it, if `context` is asked for."""
    where = place[4]
    if len(where) == 4:
        part, line, start, end = where
        return Excerpt(line, 0, start, end, end).locate(parts[part], context)
    places, evidence, around = where
    return Located(tuple(map(location_of, places)), evidence, *around)


def related_place(message: str, file: str, found: Located) -> RelatedPlace:
    """A place as one that another diagnostic refers to."""
    return RelatedPlace(message, file, found.places[0], found.evidence)


def diagnostic(
    rule: Rule, file: str, place: Placed, found: Located, lang: str, values: Mapping[str, Any]
) -> Diagnostic:
    """The diagnostic of a rule at a place, with the values of its match besides its own."""
    severity, key, field, own, _, identity, related = place
    values = {**own, **values}
    return Diagnostic(
        rule=rule.code,
        name=rule.name,
        severity=severity,
        message=fill(rule.message, values, lang),
        help=fill(rule.help, values, lang),
        file=file,
        location=found.places[0],
        places=found.places[1:],
        subject=SubjectKey(*key),
        field=field,
        values=values,
        indicator=None,
        evidence=found.evidence,
        related=tuple(RelatedPlace(message, file, location_of(at), words) for message, at, words in related),
        context=found.context,
        context_start=found.context_start,
        context_end=found.context_end,
        identity=identity,
    )
