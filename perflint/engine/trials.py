"""The rule writer's bench: every example of some rules against all rules, and why a rule said nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from perflint.checks.base import Scope
from perflint.engine.examples import deviation, examine, own_findings
from perflint.engine.run import Plan
from perflint.errors import Message
from perflint.model import Diagnostic, Outcome
from perflint.rulebook import Condition, Example, Rule, RuleBook, Side, Trial
from perflint.taxonomy import Taxonomy

# So many rules are shown with all their examples unasked; of more, those that do not behave.
IN_FULL = 20


def trials(
    rules: Sequence[Rule], book: RuleBook, taxonomy: Taxonomy, lang: str = "zh", every: bool = True
) -> Iterator[Trial]:
    """Every example of the rules, in the order of their files, shown to all rules of the book of the same scope.

    Without `every`, the reasons of a silence are looked for only where it is a fault.
    """
    plans: dict[frozenset[Scope], Plan] = {}
    for rule in rules:
        scopes = frozenset(rule.scope)
        if scopes not in plans:
            alike = frozenset(r.code for r in book.rules if not scopes.isdisjoint(r.scope))
            plans[scopes] = Plan.of(replace(book, selected=alike), taxonomy, lang=lang)
        sides: tuple[tuple[Side, tuple[Example, ...]], ...] = (
            ("bad", rule.examples.bad), ("good", rule.examples.good),
        )  # fmt: skip
        for side, examples in sides:
            for number, example in enumerate(examples, 1):
                yield _trial(rule, side, number, example, plans[scopes], every)


def _trial(rule: Rule, side: Side, number: int, example: Example, plan: Plan, every: bool) -> Trial:
    diagnostics, outcomes = examine(example, plan)
    own = own_findings(rule, example, diagnostics)
    others = _others(own, diagnostics)
    fault = _fault(example, own)
    asked = not own and (every or fault is not None)
    silence = _silence(rule, example, diagnostics, outcomes, plan) if asked else None
    return Trial(rule, side, number, example, own, others, fault, silence)


def _others(own: Sequence[tuple[str, Diagnostic]], diagnostics: Sequence[Diagnostic]) -> tuple[str, ...]:
    """The other rules that spoke about the same subjects, or, where the rule said nothing, about an indicator."""
    subjects = {d.subject for _, d in own}
    codes = {d.rule for _, d in own}
    same = (d for d in diagnostics if (d.subject in subjects if own else d.subject.index is not None))
    return tuple(sorted({d.rule for d in same} - codes))


def _fault(example: Example, own: Sequence[tuple[str, Diagnostic]]) -> Message | None:
    off = deviation(example, own)
    if off is None:
        return None
    if not off.misplaced:
        shown = " ".join(off.levels)
        return Message(
            f"级别应为 {example.severity}，实为 {shown}", f"the severity should be {example.severity}, and is {shown}"
        )
    missing, surplus = _places(off.missing), _places(off.surplus)
    if not off.surplus:
        return Message(f"没有报：{missing}", f"not reported: {missing}")
    if not off.missing:
        return Message(f"不该报：{surplus}", f"should not be reported: {surplus}")
    return Message(f"应报 {missing}，实报 {surplus}", f"expected {missing}, got {surplus}")


def _places(pairs: Sequence[tuple[str, str]]) -> str:
    return "; ".join(f"{where} “{evidence}”" for where, evidence in pairs)


def _silence(
    rule: Rule, example: Example, diagnostics: Sequence[Diagnostic], outcomes: Sequence[Outcome], plan: Plan
) -> Message:
    """Why a rule said nothing: it failed, lacked data, gave way, was not asked, or found nothing."""
    for outcome in outcomes:
        if outcome.rule == rule.code and outcome.status == "failed":
            return Message(f"规则运行失败：{outcome.reason}", f"the rule failed: {outcome.reason}")
    for outcome in outcomes:
        if outcome.rule == rule.code:
            return Message(f"资料不足：{outcome.reason}", f"not enough data: {outcome.reason}")
    spoke = {d.rule for d in diagnostics}
    before = [code for code in rule.yields_to if code in spoke]
    if before and _speaks(replace(rule, yields_to=()), example, plan):
        codes = " ".join(before)
        return Message(f"让位于 {codes}", f"gave way to {codes}")
    if _speaks(replace(rule, when=Condition(), yields_to=()), example, plan):
        return Message("“when”的条件不符", "the condition of 'when' does not hold")
    return Message("没有发现", "found nothing")


def _speaks(rule: Rule, example: Example, plan: Plan) -> bool:
    """Whether a changed rule, alone, finds something in the example."""
    alone = Plan.of(RuleBook((rule,), frozenset({rule.code})), plan.taxonomy, lang=plan.lang)
    diagnostics, _ = examine(example, alone)
    return any(d.rule == rule.code for d in diagnostics)
