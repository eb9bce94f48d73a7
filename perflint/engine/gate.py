"""Which rules may have something to say of an indicator, told from its texts before anything is run.

Each rule names the occasions on which it may speak (`Sparing` in perflint/checks/base.py): texts of some fields that
all pass a test. Every occasion is a bit; field by field those are taken away that its text rules out, which is
remembered with the text, and what is left are the occasions of the indicator. Nearly always nothing is left.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from perflint.checks.base import Context, Holds, Occasion, Sparing
from perflint.model import BESIDE, Indicator, Project, Table
from perflint.rulebook import Rule

Bound = tuple[Rule, Context]
# The text fields of an indicator that occasions may name.
TEXTS = ("name", "annual", "period", *BESIDE)
_OTHERS = ("targets", "labels", "sides", "project", "table")
# A memory of so many texts is emptied and begun anew: files of nothing but different texts must not keep them all.
_MOST = 50_000


class _Facet:
    """One field's part: the tests of the occasions that ask for it, and what they said of the texts met so far.

    Only what a text is asked for is tested: an occasion that another field has ruled out is not. `own` are the
    occasions that ask for the field.
    """

    __slots__ = ("_known", "_tests", "own")

    def __init__(self) -> None:
        self.own = 0
        self._tests: dict[int, Holds] = {}
        # By text the occasions that are known not to hold, and those that were not asked for yet.
        self._known: dict[Any, tuple[int, int]] = {}

    def add(self, bit: int, holds: Holds) -> None:
        """Let the field have a say in an occasion."""
        self.own |= bit
        self._tests[bit] = holds

    def lacking(self, asked: int, value: Any) -> int:
        """Those of the occasions asked for that a value rules out."""
        lacking = 0
        asked &= self.own
        while asked:
            bit = asked & -asked
            asked ^= bit
            if not self._tests[bit](value):
                lacking |= bit
        return lacking

    def remembered(self, asked: int, key: Any, value: Any) -> int:
        """The same, looked up by a key that stands for the value; it may name occasions that were not asked for."""
        lacking, untold = self._known.get(key, (0, self.own))
        if asked & untold:
            lacking |= self.lacking(asked & untold, value)
            if len(self._known) > _MOST:
                self._known.clear()
            self._known[key] = lacking, untold & ~asked
        return lacking


class Gates:
    """The gates of a run: one for all tables of which the same rules ask the same."""

    def __init__(self) -> None:
        self._known: dict[object, Gate] = {}

    def of(self, bound: Sequence[Bound]) -> Gate:
        """The gate of rules with their contexts; those of a table differ from another one's in the budget year."""
        if not bound:
            return Gate(())
        taxonomy, year = bound[0][1].taxonomy, bound[0][1].year
        told = (year.value, year.source) if year is not None else None
        key = (tuple(rule for rule, _ in bound), taxonomy, told)
        gate = self._known.get(key)
        if gate is None:
            gate = self._known[key] = Gate(bound)
        return gate

    def __reduce__(self) -> tuple[type[Gates], tuple[()]]:
        """Another process finds out anew."""
        return Gates, ()


class Gate:
    """What the rules of the scope indicator ask of the texts of a table with a certain budget year."""

    def __init__(self, bound: Sequence[Bound]) -> None:
        occasions: list[tuple[int, Occasion]] = []
        self._always = 0
        self._rules: dict[int, int] = {}
        for index, (rule, context) in enumerate(bound):
            # What a user's patterns cost is limited where they run; they are not run here as well.
            if rule.trusted and isinstance(rule.check, Sparing):
                occasions.extend((index, occasion) for occasion in rule.check.occasions(context))
            else:
                self._always |= 1 << index
        self._every = (1 << len(occasions)) - 1
        self._facets = {name: _Facet() for name in (*TEXTS, *_OTHERS)}
        for number, (index, occasion) in enumerate(occasions):
            bit = 1 << number
            self._rules[bit] = 1 << index
            for name, holds in occasion.items():
                self._facets[name].add(bit, holds)
        self._of_nothing: int | None = None

    def table(
        self, table: Table, bound: Sequence[Bound]
    ) -> Callable[[Project], Callable[[Indicator], Sequence[Bound]]]:
        """For a table, then one of its projects, then one of its indicators: the rules that may speak of it.

        `bound` are the rules that the gate was made for, with the table's own contexts.
        """
        of_table = self._every & ~self._facets["table"].lacking(self._every, table)
        name, annual, period, *beside = (self._facets[field] for field in TEXTS)
        targets, labels, sides = (self._facets[field] for field in ("targets", "labels", "sides"))
        combined: dict[int, tuple[Bound, ...]] = {}

        def project(own: Project) -> Callable[[Indicator], Sequence[Bound]]:
            base = of_table & ~self._facets["project"].lacking(of_table, own)

            def indicator(one: Indicator) -> Sequence[Bound]:
                if one.garbled or one.value_label:
                    return bound
                texts = one.beside()
                if any(texts):
                    left = base
                    for facet, text in zip(beside, texts, strict=True):
                        left &= ~facet.remembered(left, text, text)
                else:
                    left = base & ~self._with_nothing_beside(beside)
                named, this_year, whole = one.strings()
                left &= ~labels.remembered(left, one.label_words(), (one.level1, one.level2))
                left &= ~name.remembered(left, named, named)
                left &= ~annual.remembered(left, this_year, this_year)
                left &= ~period.remembered(left, whole, whole)
                left = _by_targets(left, this_year, whole, targets, sides)
                if not left and not self._always:
                    return ()
                chosen = combined.get(left)
                if chosen is None:
                    chosen = combined[left] = self._chosen(left, bound)
                return chosen

            return indicator

        return project

    def _with_nothing_beside(self, facets: Sequence[_Facet]) -> int:
        """What is ruled out by having nothing but labels, a name and targets."""
        if self._of_nothing is None:
            self._of_nothing = 0
            for facet in facets:
                self._of_nothing |= facet.lacking(self._every, "")
        return self._of_nothing

    def _chosen(self, occasions: int, bound: Sequence[Bound]) -> tuple[Bound, ...]:
        """The rules of the occasions, and those that are always asked, in their order."""
        rules = self._always
        while occasions:
            bit = occasions & -occasions
            rules |= self._rules[bit]
            occasions ^= bit
        return tuple(one for index, one in enumerate(bound) if rules >> index & 1)


def _by_targets(left: int, annual: str, period: str, targets: _Facet, sides: _Facet) -> int:
    """What the targets leave: an occasion asks for one of them, or for both as a pair."""
    if annual == period:
        return left & ~targets.remembered(left, annual, annual) & ~sides.own
    left &= ~(targets.remembered(left, annual, annual) & targets.remembered(left, period, period))
    return left & ~sides.lacking(left, (annual, period))
