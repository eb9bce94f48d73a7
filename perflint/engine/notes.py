"""What reports may say of the rules of a run, in its language."""

from __future__ import annotations

from functools import partial

from perflint.engine.run import Plan
from perflint.model import Reasons, RuleNote
from perflint.rulebook import Rule


def catalogue(plan: Plan) -> dict[str, RuleNote]:
    """The rules that a run reports, by code and in its order."""
    asked = (*plan.indicator, *plan.project, *plan.table, *plan.cross)
    rules = {rule.code: rule for rule in (*(rule for rule, _ in asked), *plan.events)}
    return {code: _note(rules[code], plan.lang) for code in sorted(rules) if code in plan.reported}


def _note(rule: Rule, lang: str) -> RuleNote:
    return RuleNote(
        rule.code,
        rule.name,
        rule.title.in_language(lang),
        rule.severity,
        rule.dimension,
        rule.help.in_language(lang),
        partial(_reasons, rule, lang),
    )


def _reasons(rule: Rule, lang: str) -> Reasons:
    colon = ": " if lang == "en" else "："
    notes = ((basis.document, basis.note.in_language(lang)) for basis in rule.basis)
    return Reasons(rule.why.in_language(lang), tuple(colon.join(filter(None, pair)) for pair in notes))
