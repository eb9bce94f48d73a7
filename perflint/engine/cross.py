"""Rules over all files of a run: the signatures that the files gave are matched, the matches become diagnostics."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from typing import cast

from perflint.checks.base import CrossCheck, Match
from perflint.checks.support.patterns import Allowance, guarded
from perflint.engine.run import RULE_SECONDS, FileResult, Plan, Signed, reason_of
from perflint.engine.seats import unpack
from perflint.errors import Message
from perflint.model import Diagnostic, Outcome, RelatedPlace
from perflint.rulebook import Rule

# What a rule of a user may take to match the projects of a run: seconds more for each of them.
PROJECT_SECONDS = 0.01
COMPARED = Message("与之相同的项目", "the project it is compared with")


def match_signed(results: Sequence[FileResult], plan: Plan) -> tuple[list[Diagnostic], list[Outcome]]:
    """The diagnostics of the rules over several files, in file order, and what failed."""
    found: list[Diagnostic] = []
    outcomes: list[Outcome] = []
    for rule, _ in plan.cross:
        if rule.code not in plan.reported:
            continue
        files = [result.report.path for result in results for _ in result.signed.get(rule.code, ())]
        signed = [s for result in results for s in result.signed.get(rule.code, ())]
        try:
            seconds = RULE_SECONDS + PROJECT_SECONDS * len(signed)
            with nullcontext() if rule.trusted else guarded(Allowance(seconds)):
                matches = cast(CrossCheck, rule.check).match([s.signature for s in signed])
            found.extend(_diagnose(rule, m, signed, files, plan.lang) for m in matches)
        except Exception as error:
            if plan.on_error == "raise":
                raise
            outcomes.append(Outcome(files[0] if files else "", 0, rule.code, "failed", reason_of(error, plan.lang)))
    return found, outcomes


def _diagnose(rule: Rule, match: Match, signed: Sequence[Signed], files: Sequence[str], lang: str) -> Diagnostic:
    own = unpack(rule, signed[match.index].seat, files[match.index], lang, match.values)
    other = unpack(rule, signed[match.other].seat, files[match.other], lang, match.values)
    related = RelatedPlace(COMPARED.in_language(lang), other.file, other.location, other.evidence)
    return replace(own, related=(related, *own.related))
