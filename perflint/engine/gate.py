"""Which rules may have something to say of an indicator, told from its texts before anything is run.

Each rule names the occasions on which it may speak (`Sparing` in perflint/checks/base.py): texts of some fields that
all pass a test. Every occasion is a bit; field by field those are taken away that its text rules out, which is
remembered with the text, and what is left are the occasions of the indicator. Nearly always nothing is left.

A text is told by its words at first (perflint/engine/sieve.py). The tests are asked only of what the words of all
fields leave, those of values once for all values that differ in the figures of their number only.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import Any

from perflint.checks.base import TARGETS, Context, Hinted, Holds, Occasion, Sparing
from perflint.engine.sieve import Sieve
from perflint.model import BESIDE, Indicator, Project, Table
from perflint.rulebook import Rule
from perflint.values import likeness

Bound = tuple[Rule, Context]
# The text fields of an indicator that occasions may name.
TEXTS = ("name", "annual", "period", *BESIDE)
_OTHERS = ("targets", "labels", "sides", "project", "table")
# Those whose texts are values, which may be like others.
_OF_TARGETS = ("targets", *TARGETS)
# A memory of so many texts is emptied and begun anew: files of nothing but different texts must not keep them all.
_MOST = 50_000


class _Facet:
    """One field's part: the tests of the occasions that ask for it, and what they said of the texts met so far.

    Nearly all is told by the words of a text. Only what they, and all other fields, leave is tested. `own` are the
    occasions that ask for the field, `known` those that texts are known to rule out.
    """

    __slots__ = (
        "_alike", "_asked", "_likeness", "_only_shared", "_shared", "_sieve", "_tests", "known", "own",
    )  # fmt: skip

    def __init__(self, likeness: Callable[[str], Hashable | None] | None) -> None:
        self.own = 0
        self._tests: dict[int, Holds] = {}
        self._sieve = Sieve()
        # The tests that like values share; those of occasions that have no other; what they ruled out, and were asked.
        self._shared: dict[int, Holds] = {}
        self._only_shared = 0
        self._likeness = likeness
        self._alike: dict[Hashable, tuple[int, int]] = {}
        self.known: dict[str, int] = {}
        # By text the occasions that were tested.
        self._asked: dict[str, int] = {}

    def add(self, bit: int, holds: Holds) -> None:
        """Let the field have a say in an occasion."""
        self.own |= bit
        self._sieve.add(bit, holds)
        if isinstance(holds, Hinted):
            self._tests[bit] = holds.test
            if holds.alike is not None and self._likeness is not None:
                self._shared[bit] = holds.alike
                if holds.alike is holds.test:
                    self._only_shared |= bit
        else:
            self._tests[bit] = holds

    def lacking(self, asked: int, value: Any, shared: bool = False) -> int:
        """Those of the occasions asked for that a value rules out, by the tests that like values share or by all."""
        tests = self._shared if shared else self._tests
        lacking, asked = 0, asked & self.own
        while asked:
            bit = asked & -asked
            asked ^= bit
            test = tests.get(bit)
            if test is not None and not test(value):
                lacking |= bit
        return lacking

    def out(self, text: str) -> int:
        """The occasions that a text is known to rule out: by its words, or by a test that was asked before."""
        out = self.known.get(text) if self.own else 0
        if out is None:
            if len(self.known) > _MOST:
                self.known.clear()
                self._asked.clear()
                self._alike.clear()
            out = self.known[text] = self.own & ~self._sieve.passing(text)
        return out

    def left(self, occasions: int, text: str) -> int:
        """Those of the occasions that a text leaves, tested where it was not yet."""
        own = occasions & self.own
        if not own:
            return occasions
        out = self.known.get(text)
        if out is None:
            out = self.out(text)
        asked = self._asked.get(text, 0)
        if unknown := own & ~(out | asked):
            self._asked[text] = asked | unknown
            if self._likeness is not None and (like := self._likeness(text)) is not None:
                out |= self._out_alike(unknown, like, text)
                unknown &= ~(out | self._only_shared)
            out = self.known[text] = out | self.lacking(unknown, text)
        return occasions & ~out

    def _out_alike(self, occasions: int, like: Hashable, text: str) -> int:
        """Those of the occasions that are ruled out by what a text has in common with others."""
        out, asked = self._alike.get(like, (0, 0))
        if unknown := occasions & ~asked:
            out |= self.lacking(unknown, text, shared=True)
            self._alike[like] = out, asked | unknown
        return out


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
        like = partial(likeness, units=bound[0][1].taxonomy.units) if bound else None
        self._facets = {name: _Facet(like if name in _OF_TARGETS else None) for name in (*TEXTS, *_OTHERS)}
        for number, (index, occasion) in enumerate(occasions):
            bit = 1 << number
            self._rules[bit] = 1 << index
            for name, holds in occasion.items():
                self._facets[name].add(bit, holds)
        self._labels: dict[tuple[object, ...], int] = {}
        self._by_targets: dict[str, int] = {}
        # What is ruled out by having nothing but labels, a name and targets.
        self._of_nothing = 0
        for field in BESIDE:
            self._of_nothing |= self._facets[field].lacking(self._every, "")

    def table(
        self, table: Table, bound: Sequence[Bound]
    ) -> Callable[[Project], Callable[[Indicator], Sequence[Bound]]]:
        """For a table, then one of its projects, then one of its indicators: the rules that may speak of it.

        `bound` are the rules that the gate was made for, with the table's own contexts.
        """
        of_table = self._every & ~self._facets["table"].lacking(self._every, table)
        name, of_nothing, always = self._facets["name"], self._of_nothing, self._always
        out_by_labels, out_by_name, out_by_targets = self._labels, name.known, self._by_targets
        combined: dict[int, tuple[Bound, ...]] = {}

        def project(own: Project) -> Callable[[Indicator], Sequence[Bound]]:
            base = of_table & ~self._facets["project"].lacking(of_table, own)
            plain = base & ~of_nothing

            def indicator(one: Indicator) -> Sequence[Bound]:
                if one.garbled or one.value_label:
                    return bound
                named, annual, period = one.strings()
                left, beside = plain, one.beside()
                if beside and any(beside):
                    left = base
                else:
                    beside = ()
                by_targets = out_by_targets.get(annual) if annual == period else None
                if by_targets is None:
                    by_targets = self._out_by_targets(left, annual, period)
                by_name = out_by_name.get(named)
                if by_name is None:
                    by_name = name.out(named)
                if left := left & ~(by_targets | by_name):
                    key = one.label_words()
                    by_labels = out_by_labels.get(key)
                    if by_labels is None:
                        by_labels = self._out_by_labels(key, one)
                    if left := left & ~by_labels:
                        left = self._tested(left, named, annual, period, beside)
                if not left and not always:
                    return ()
                chosen = combined.get(left)
                if chosen is None:
                    chosen = combined[left] = self._chosen(left, bound)
                return chosen

            return indicator

        return project

    def _out_by_labels(self, key: tuple[object, ...], one: Indicator) -> int:
        """What a pair of labels rules out; there are few of them, and all is asked of them at once."""
        if len(self._labels) > _MOST:
            self._labels.clear()
        out = self._labels[key] = self._facets["labels"].lacking(self._every, (one.level1, one.level2))
        return out

    def _out_by_targets(self, asked: int, annual: str, period: str) -> int:
        """What the targets are known to rule out: an occasion asks for one of them, for either, or for the pair.

        That of two targets that are the same is kept. A field of which nothing is asked is left alone.
        """
        facets = self._facets
        out = facets["targets"].out(annual)
        out = out | facets["sides"].own if annual == period else out & facets["targets"].out(period)
        for field, text in zip(TARGETS, (annual, period), strict=True):
            if asked & facets[field].own:
                out |= facets[field].out(text)
        if annual == period:
            if len(self._by_targets) > _MOST:
                self._by_targets.clear()
            self._by_targets[annual] = out
        return out

    def _tested(self, left: int, named: str, annual: str, period: str, beside: Sequence[str]) -> int:
        """What is left of the occasions that are not known to be out when all fields are tested."""
        before, facets = left, self._facets
        if annual == period:
            for field in _OF_TARGETS:
                left = facets[field].left(left, annual)
            # Another thread may have emptied the memory meanwhile.
            self._by_targets[annual] = self._by_targets.get(annual, 0) | before & ~left
        else:
            by_annual = facets["targets"].left(left, annual)
            left = by_annual | facets["targets"].left(left & ~by_annual, period)
            left &= ~facets["sides"].lacking(left, (annual, period))
            left = facets["period"].left(facets["annual"].left(left, annual), period)
        if beside:
            for field, text in zip(BESIDE, beside, strict=True):
                left = facets[field].left(left, text)
        # The name comes last: its tests are those that take long.
        return facets["name"].left(left, named)

    def _chosen(self, occasions: int, bound: Sequence[Bound]) -> tuple[Bound, ...]:
        """The rules of the occasions, and those that are always asked, in their order."""
        rules = self._always
        while occasions:
            bit = occasions & -occasions
            rules |= self._rules[bit]
            occasions ^= bit
        return tuple(one for index, one in enumerate(bound) if rules >> index & 1)
