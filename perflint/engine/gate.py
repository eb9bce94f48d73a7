"""Which rules may have something to say of an indicator, told from its texts before anything is run.

Each rule names the occasions on which it may speak (`Sparing` in perflint/checks/base.py): texts of some fields that
all pass a test. Every occasion is a bit; a text has a mask, remembered by the text, of those occasions that it does not
rule out, and what is left of all masks are the occasions of an indicator. Nearly always nothing is left.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from perflint.checks.base import Context, Holds, Occasion, Sparing
from perflint.model import Indicator, Label, Project, Table
from perflint.rulebook import Rule

Bound = tuple[Rule, Context]
# The text fields of an indicator that occasions may name.
TEXTS = ("name", "period", "annual", "actual", "weight", "score", "reason", "note", "formula", "unit", "baseline")
_OTHERS = ("targets", "labels", "sides", "project", "table")
# A memory of so many texts is emptied and begun anew: a file of nothing but different texts must not keep them all.
_MOST = 200_000


@dataclass(slots=True)
class _Facet:
    """One field's part: the tests of the occasions that ask for it, and the masks of the texts met so far."""

    neutral: int
    tests: list[tuple[int, Holds]] = field(default_factory=list)
    known: dict[Any, int] = field(default_factory=dict)

    def mask(self, value: Any) -> int:
        """The occasions that a value leaves possible."""
        mask = self.neutral
        for bit, holds in self.tests:
            if holds(value):
                mask |= bit
        return mask

    def remembered(self, key: Any, value: Any) -> int:
        """The same, looked up by a key that stands for the value."""
        mask = self.known.get(key)
        if mask is None:
            if len(self.known) > _MOST:
                self.known.clear()
            mask = self.known[key] = self.mask(value)
        return mask


class Gate:
    """The rules of a scope that may speak of an indicator of one table, asked indicator by indicator."""

    def __init__(self, bound: Sequence[Bound]) -> None:
        occasions: list[tuple[int, Occasion]] = []
        self._bound = bound
        self._always = 0
        self._rules: dict[int, int] = {}
        for index, (rule, context) in enumerate(bound):
            # What a user's patterns cost is limited where they run; they are not run here as well.
            if rule.trusted and isinstance(rule.check, Sparing):
                occasions.extend((index, occasion) for occasion in rule.check.occasions(context))
            else:
                self._always |= 1 << index
        every = (1 << len(occasions)) - 1
        self._facets = {name: _Facet(every) for name in (*TEXTS, *_OTHERS)}
        for number, (index, occasion) in enumerate(occasions):
            bit = 1 << number
            self._rules[bit] = 1 << index
            for name, holds in occasion.items():
                facet = self._facets[name]
                facet.neutral &= ~bit
                facet.tests.append((bit, holds))
        self._combined: dict[int, tuple[Bound, ...]] = {}

    def table(self, table: Table) -> Callable[[Project], Callable[[Indicator], Sequence[Bound]]]:
        """For a table, then one of its projects, then one of its indicators: the rules that may speak of it."""
        of_table = self._facets["table"].mask(table)
        asked = [self._facets[name] for name in TEXTS]
        targets, labels, sides = (self._facets[name] for name in ("targets", "labels", "sides"))

        def project(own: Project) -> Callable[[Indicator], Sequence[Bound]]:
            base = of_table & self._facets["project"].mask(own) if of_table else 0

            def indicator(one: Indicator) -> Sequence[Bound]:
                if one.garbled or one.value_label:
                    return self._bound
                left = base
                for facet, text in zip(asked, _texts(one), strict=True):
                    mask = facet.known.get(text)
                    left &= facet.remembered(text, text) if mask is None else mask
                left &= labels.remembered(_label_key(one), (one.level1, one.level2))
                annual, period = one.annual.string, one.period.string
                mask = targets.remembered(annual, annual)
                if annual != period:
                    mask |= targets.remembered(period, period)
                    left &= sides.mask((annual, period))
                else:
                    left &= sides.neutral
                left &= mask
                return self._chosen(left) if left or self._always else ()

            return indicator

        return project

    def _chosen(self, occasions: int) -> tuple[Bound, ...]:
        """The rules of the occasions, and those that are always asked, in their order."""
        found = self._combined.get(occasions)
        if found is None:
            rules = self._always
            left = occasions
            while left:
                bit = left & -left
                rules |= self._rules[bit]
                left ^= bit
            found = tuple(bound for index, bound in enumerate(self._bound) if rules >> index & 1)
            if len(self._combined) <= _MOST:
                self._combined[occasions] = found
        return found


def _texts(one: Indicator) -> tuple[str, ...]:
    """The strings of the fields of TEXTS."""
    return (
        one.name.string, one.period.string, one.annual.string, one.actual.string, one.weight.string, one.score.string,
        one.reason.string, one.note.string, one.formula.string, one.unit.string, one.baseline.string,
    )  # fmt: skip


def _label_key(one: Indicator) -> tuple[object, ...]:
    return *_key(one.level1), *_key(one.level2)


def _key(label: Label) -> tuple[object, ...]:
    """All that a test may see of a label, its place left out."""
    return label.value, label.text.string, label.code.string, label.category, label.garbled
