"""Which rules may have something to say of an indicator, told from its texts before anything is run.

Each rule names the occasions on which it may speak (`Sparing` in perflint/checks/base.py): texts of some fields that
all pass a test. Every occasion is a bit; field by field those are taken away that its text rules out, which is
remembered with the text, and what is left are the occasions of the indicator. Nearly always nothing is left.

A text is told by its words at first (perflint/engine/sieve.py), a value by what it shares with all that differ from it
in the figures of their number only. Further tests are asked only of what the texts of all fields leave.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from operator import and_, attrgetter

from perflint.checks.base import TARGETS, Context, Holds, Occasion, is_sparing
from perflint.engine.facet import MOST, NEVER, Facet, Row
from perflint.model import BESIDE, Indicator, LabelWords, Project, Table
from perflint.rulebook import Rule
from perflint.values import likeness

Bound = tuple[Rule, Context]
# An indicator with the rules that may speak of it.
Asked = tuple[Indicator, Sequence[Bound]]
# The text fields of an indicator that occasions may name.
TEXTS = ("name", "annual", "period", *BESIDE)
_OTHERS = ("targets", "labels", "sides", "table")
# Those whose texts are values, which may be like others.
_OF_TARGETS = ("targets", *TARGETS)
# So many projects are asked about together.
_AT_ONCE = 250
# What is left of an indicator that is not judged by its texts.
_WHOLE = -1


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
            if rule.trusted and is_sparing(rule.check):
                occasions.extend((index, occasion) for occasion in rule.check.occasions(context))
            else:
                self._always |= 1 << index
        every = self._every = (1 << len(occasions)) - 1
        like = partial(likeness, units=bound[0][1].taxonomy.units) if bound else None
        self._facets = {name: Facet(every, like if name in _OF_TARGETS else None) for name in (*TEXTS, *_OTHERS)}
        # What is asked of two targets that are the same text: of them as a pair nothing holds.
        self._same = Facet(every, like)
        # The tests of projects by identity, with their occasions: some rules ask the same one.
        self._of_project: dict[int, tuple[Holds, int]] = {}
        for number, (index, occasion) in enumerate(occasions):
            bit = 1 << number
            self._rules[bit] = 1 << index
            for name, holds in occasion.items():
                if name == "project":
                    _, bits = self._of_project.get(id(holds), (holds, 0))
                    self._of_project[id(holds)] = holds, bits | bit
                    continue
                self._facets[name].add(bit, holds)
                if name in (*_OF_TARGETS, "sides"):
                    self._same.add(bit, holds if name != "sides" else NEVER)
        self._labels: dict[tuple[LabelWords, LabelWords], int] = {}
        # What is left by having nothing but labels, a name and targets.
        self._of_nothing = every
        for field in BESIDE:
            self._of_nothing &= ~self._facets[field].lacking(every, "")

    def table(self, table: Table, bound: Sequence[Bound]) -> Iterator[tuple[Project, list[Asked]]]:
        """The projects of a table, each with those of its indicators of which rules may speak, in order.

        `bound` are the rules that the gate was made for, with the table's own contexts.
        """
        of_table = self._every & ~self._facets["table"].lacking(self._every, table)
        chosen: dict[int, Sequence[Bound]] = {_WHOLE: bound}
        for start in range(0, len(table.projects), _AT_ONCE):
            projects = table.projects[start : start + _AT_ONCE]
            asked: list[list[Asked]] = [[] for _ in projects]
            for row in self._left(projects, of_table) if bound else ():
                rules = chosen.get(row.left)
                if rules is None:
                    rules = chosen[row.left] = self._chosen(row.left, bound)
                if rules:
                    asked[row.project].append((row.one, rules))
            yield from zip(projects, asked, strict=True)

    def _left(self, projects: Sequence[Project], of_table: int) -> list[Row]:
        """The indicators of projects of which anything is left when all their texts are tested."""
        by_name, by_same, by_labels = self._facets["name"], self._same, self._labels
        asks_labels = self._every & ~self._facets["labels"].others
        strings = [one.strings() for own in projects for one in own.indicators]
        # Column by column: new texts of one field are told the more quickly in a row.
        names = [by_name[name] for name, _, _ in strings]
        targets = [by_same[a] if a == p else self._by_two(a, p) for _, a, p in strings]
        columns = zip(strings, map(and_, names, targets), strict=True)
        rows = []
        for number, base in enumerate(self._by_projects(projects, of_table)):
            plain = base & self._of_nothing
            # Each project takes as many of the columns' rows as it has indicators.
            for one, (texts, left) in zip(projects[number].indicators, columns, strict=False):
                beside: tuple[str, ...] = ()
                if one.bare:
                    left &= plain
                else:
                    beside = one.beside()
                    if beside and not any(beside):
                        beside = ()
                    left &= base if beside else plain
                    if one.garbled or one.value_label.string:
                        left = _WHOLE
                if left > 0 and left & asks_labels:
                    said = one.label_words()
                    known = by_labels.get(said)
                    left &= self._by_labels(said, one) if known is None else known
                if left or self._always:
                    rows.append(Row(number, one, *texts, beside, left))
        self._test([row for row in rows if row.left > 0])
        return rows

    def _by_projects(self, projects: Sequence[Project], left: int) -> list[int]:
        """What each project leaves of its table's occasions."""
        bases = [left] * len(projects)
        for test, bits in self._of_project.values():
            if left & bits:
                bases = [base if test(own) else base & ~bits for base, own in zip(bases, projects, strict=True)]
        return bases

    def _by_labels(self, said: tuple[LabelWords, LabelWords], one: Indicator) -> int:
        """What a pair of labels leaves; there are few of them, and all is asked of them at once."""
        if len(self._labels) > MOST:
            self._labels.clear()
        lacking = self._facets["labels"].lacking(self._every, (one.level1, one.level2))
        left = self._labels[said] = self._every & ~lacking
        return left

    def _by_two(self, annual: str, period: str) -> int:
        """What two targets that differ are known to leave: they ask for one, for either or for both."""
        facets = self._facets
        either = facets["targets"]
        return (either[annual] | either[period]) & facets["annual"][annual] & facets["period"][period]

    def _test(self, rows: Sequence[Row]) -> None:
        """Take away what the tests of all fields rule out."""
        self._same.narrow([row for row in rows if row.annual == row.period], attrgetter("annual"))
        for row in rows:
            if row.annual != row.period:
                row.left = self._tested_two(row.left, row.annual, row.period)
        full = [row for row in rows if row.beside]
        for at, field in enumerate(BESIDE):
            self._facets[field].narrow(full, partial(_beside, at))
        # The name comes last: its tests are those that take long.
        self._facets["name"].narrow([row for row in rows if row.left], attrgetter("name"))

    def _tested_two(self, left: int, annual: str, period: str) -> int:
        """What two targets leave that differ."""
        facets = self._facets
        by_annual = facets["targets"].left(left, annual)
        left = by_annual | facets["targets"].left(left & ~by_annual, period)
        left &= ~facets["sides"].lacking(left, (annual, period))
        return facets["period"].left(facets["annual"].left(left, annual), period)

    def _chosen(self, occasions: int, bound: Sequence[Bound]) -> tuple[Bound, ...]:
        """The rules of the occasions, and those that are always asked, in their order."""
        rules = self._always
        while occasions:
            bit = occasions & -occasions
            rules |= self._rules[bit]
            occasions ^= bit
        return tuple(one for index, one in enumerate(bound) if rules >> index & 1)


def _beside(at: int, row: Row) -> str:
    return row.beside[at]
