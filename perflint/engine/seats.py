"""Where a finding about a project would stand, packed: a run over many files holds one for each project that signs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from perflint.checks.base import shown_as
from perflint.engine.drafts import Draft, fill, nearest_text, related_places, said, subject_key
from perflint.locate import Locator
from perflint.model import Diagnostic, RelatedPlace, SubjectKey
from perflint.model.bare import bare_location, location_of
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
    related = [
        (r.message, bare_location(r.location), r.evidence) for r in related_places(finding.related, locator, file, lang)
    ]
    parts = (
        draft.rule.severity_for(draft.subject, finding.severity),
        (key.table, key.unit, key.project, key.seq, key.index, number),
        shown_as(finding.field),
        said(finding.values, lang),
        located.evidence,
        [bare_location(place) for place in located.places],
        (located.context, located.context_start, located.context_end),
        finding.identity,
        related,
    )
    return _encode(parts).encode("utf-8", _LENIENT)


def unpack(rule: Rule, packed: bytes, file: str, lang: str, values: Mapping[str, Any]) -> Diagnostic:
    """The diagnostic of a rule at a packed place, with the values of its match besides its own."""
    severity, key, field, own, evidence, bare, context, identity, related = json.loads(packed.decode("utf-8", _LENIENT))
    values = {**own, **values}
    first, *further = map(location_of, bare)
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
        related=tuple(RelatedPlace(message, file, location_of(at), words) for message, at, words in related),
        context=context[0],
        context_start=context[1],
        context_end=context[2],
        identity=identity,
    )
