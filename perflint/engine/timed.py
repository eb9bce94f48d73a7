"""A plan whose rules measure themselves, for runs that ask where the time goes; no other run knows of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from time import perf_counter
from typing import Any, cast

from perflint.checks.base import (
    Answer,
    Check,
    Context,
    CrossCheck,
    Hinted,
    Holds,
    Match,
    Occasion,
    Picking,
    Signature,
    Sparing,
)
from perflint.engine.gate import Gates
from perflint.engine.run import Asked, Plan
from perflint.model import Finding, Project, Subject, Table
from perflint.rulebook import Rule
from perflint.timing import Spent, Timing


def timed(plan: Plan, timing: Timing) -> Plan:
    """The same plan, its rules adding to the sums: each call of a check, and what tells that none is needed."""
    made: dict[str, Rule] = {}

    def rule(one: Rule) -> Rule:
        if one.code not in made:
            made[one.code] = one.with_check(_timed(one.check, timing.rules[one.code], timing.gates[one.code]))
        return made[one.code]

    def asked(every: Sequence[Asked]) -> tuple[Asked, ...]:
        return tuple((rule(one), fields) for one, fields in every)

    return replace(
        plan,
        indicator=asked(plan.indicator),
        project=asked(plan.project),
        table=asked(plan.table),
        cross=asked(plan.cross),
        gates=Gates(),
    )


def _timed(check: Check | CrossCheck, runs: Spent, tests: Spent) -> Any:
    # Kinds are told apart by what they can do: each has just the methods of the one that it stands for.
    if isinstance(check, CrossCheck):
        return _TimedCross(check, runs, tests)
    return _TimedSparing(check, runs, tests) if isinstance(check, Sparing) else _TimedCheck(check, runs, tests)


class _Timed:
    """Stands for a check and says the same as it."""

    def __init__(self, check: Check | CrossCheck, runs: Spent, tests: Spent) -> None:
        self._check: Any = check
        self._runs, self._tests = runs, tests
        self.kind, self.scopes, self.placeholders = check.kind, check.scopes, check.placeholders

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            # A copy that is just being made has no check yet.
            raise AttributeError(name)
        return getattr(self._check, name)

    def _spend(self, begun: float) -> None:
        self._runs.wall += perf_counter() - begun


class _TimedCheck(_Timed):
    def __init__(self, check: Check, runs: Spent, tests: Spent) -> None:
        super().__init__(check, runs, tests)
        if isinstance(check, Picking):
            self.picked = self._measured_picks

    def _measured_picks(self, table: Table, context: Context) -> Sequence[Project]:
        begun = perf_counter()
        found = tuple(self._check.picked(table, context))
        self._tests.wall += perf_counter() - begun
        self._tests.calls += 1
        return found

    def run(self, subject: Subject, context: Context) -> Iterator[Answer]:
        """The answers, one by one as they are asked for."""
        self._runs.calls += 1
        begun = perf_counter()
        try:
            answers = iter(cast(Iterable[Answer], self._check.run(subject, context)))
            for answer in answers:
                self._spend(begun)
                yield answer
                begun = perf_counter()
        finally:
            self._spend(begun)


class _TimedSparing(_TimedCheck):
    def occasions(self, context: Context) -> Iterator[Occasion]:
        """The occasions with tests that are measured."""
        for occasion in self._check.occasions(context):
            yield self._measured(occasion)

    def _measured(self, occasion: Occasion) -> Occasion:
        spent = self._tests

        def measuring(holds: Holds) -> Holds:
            def test(value: Any) -> bool:
                begun = perf_counter()
                held = holds(value)
                spent.wall += perf_counter() - begun
                spent.calls += 1
                return held

            return test

        return {name: _instead(holds, measuring) for name, holds in occasion.items()}


def _instead(holds: Holds, measuring: Callable[[Holds], Holds]) -> Holds:
    """A test that is measured, with the same hints."""
    if not isinstance(holds, Hinted):
        return measuring(holds)
    test = measuring(holds.test)
    return Hinted(test, holds.words, test if holds.alike is holds.test else holds.alike and measuring(holds.alike))


class _TimedCross(_Timed):
    def sign(self, subject: Subject, context: Context) -> tuple[Signature, Finding] | None:
        """The signature of a project."""
        self._runs.calls += 1
        begun = perf_counter()
        try:
            return cast("tuple[Signature, Finding] | None", self._check.sign(subject, context))
        finally:
            self._spend(begun)

    def match(self, signatures: Sequence[Signature]) -> list[Match]:
        """The matches of all projects."""
        begun = perf_counter()
        try:
            return cast("list[Match]", self._check.match(signatures))
        finally:
            self._spend(begun)
