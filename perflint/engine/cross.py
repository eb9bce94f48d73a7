"""Rules over all files of a run: the signatures that the files gave are matched, the matches become diagnostics."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from typing import Any, cast

from perflint.checks.base import CrossCheck, Match
from perflint.checks.support.patterns import Allowance, guarded
from perflint.engine.drafts import fill
from perflint.engine.run import RULE_SECONDS, FileResult, Plan, reason_of
from perflint.engine.signed import Placed, Signatures, Signed
from perflint.errors import Message
from perflint.locate import Excerpt, Located
from perflint.model import Diagnostic, Outcome, RelatedPlace, SubjectKey
from perflint.model.bare import location_of
from perflint.rulebook import Rule

# What a rule of a user may take to match the projects of a run: seconds more for each of them.
PROJECT_SECONDS = 0.01
# For so many matches the places are at hand at a time.
_AT_ONCE = 5000
InFile = tuple[str, Signed]
# By the code of a rule what the files of a run signed for it, in their order.
Gathered = dict[str, list[InFile]]
COMPARED = Message("与之相同的项目", "the project it is compared with")


def match_signed(results: Iterable[FileResult], plan: Plan) -> tuple[list[Diagnostic], list[Outcome]]:
    """The diagnostics of the rules over several files, in file order, and what failed."""
    gathered: Gathered = {}
    for result in results:
        gather(gathered, result)
    return match_gathered(gathered, plan)


def gather(gathered: Gathered, result: FileResult) -> None:
    """Add what the projects of a file signed."""
    for code, own in result.signed.items():
        gathered.setdefault(code, []).append((result.report.path, own))


def match_gathered(gathered: Gathered, plan: Plan) -> tuple[list[Diagnostic], list[Outcome]]:
    """The same of what was gathered, which is taken out rule by rule: a large run has no room for all of it."""
    found: list[Diagnostic] = []
    outcomes: list[Outcome] = []
    for rule, _ in plan.cross:
        signed = gathered.pop(rule.code, [])
        if rule.code not in plan.reported:
            continue
        signatures = Signatures(signed)
        try:
            seconds = RULE_SECONDS + PROJECT_SECONDS * len(signatures)
            with nullcontext() if rule.trusted else guarded(Allowance(seconds)):
                matches = cast(CrossCheck, rule.check).match(signatures)
            found.extend(_diagnosed(rule, matches, signatures, plan))
        except Exception as error:
            if plan.on_error == "raise":
                raise
            file = signed[0][0] if signed else ""
            outcomes.append(Outcome(file, 0, rule.code, "failed", reason_of(error, plan.lang)))
    return found, outcomes


def _diagnosed(rule: Rule, matches: Sequence[Match], signatures: Signatures, plan: Plan) -> Iterator[Diagnostic]:
    """The diagnostics of matches."""
    message = COMPARED.in_language(plan.lang)
    for start in range(0, len(matches), _AT_ONCE):
        some = matches[start : start + _AT_ONCE]
        # In order, so that no file's places are taken out of their bytes again and again.
        places = {at: signatures.place(at) for at in sorted({at for m in some for at in (m.index, m.other)})}
        spots = {at: _located(place, parts, plan.context) for at, (_, place, parts) in places.items()}
        for match in some:
            own = _diagnostic(rule, *places[match.index][:2], spots[match.index], plan.lang, match.values)
            other = spots[match.other]
            compared = RelatedPlace(message, places[match.other][0], other.places[0], other.evidence)
            yield replace(own, related=(compared, *own.related))


def _located(place: Placed, parts: Sequence[str], context: bool) -> Located:
    """Where a place is in its file; with what stands around it, if `context` is asked for."""
    if not place.more:
        return Excerpt(place.line, 0, place.start, place.end, place.end).locate(parts[place.part], context)
    places, around, _, _ = json.loads(place.more)
    return Located(tuple(map(location_of, places)), *around)


def _diagnostic(
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
