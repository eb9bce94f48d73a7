"""Weights and scores of a project's indicators as numbers, and the sums that known ways of scoring allow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from operator import attrgetter

from perflint.checks.base import field_text
from perflint.checks.support.addends import is_blank, printed
from perflint.checks.support.categories import level1_of
from perflint.checks.support.memo import file_memo
from perflint.lazyclass import dataclass
from perflint.model import Indicator, Project, Subject, Table, Text
from perflint.taxonomy import Scoring, Taxonomy

HUNDRED = Decimal(100)
# They are given or taken on top of the hundred.
_ON_TOP = "加减分项"


@dataclass(frozen=True, slots=True)
class Marks:
    """The numbers of one field of a project's indicators (0 for an empty one), and the sum of the project's fields
    beside them: None where none of those is filled."""

    of: tuple[tuple[Indicator, Decimal], ...]
    beside: Decimal | None

    @property
    def alone(self) -> Decimal:
        """The sum of the indicators."""
        return sum((n for _, n in self.of), Decimal(0))

    def in_hundred(self) -> Marks:
        """The same out of a hundred, where they are printed as shares of one."""
        largest = max((*(n for _, n in self.of), self.beside or Decimal(0)), default=Decimal(0))
        if not 0 < largest <= 1:
            return self
        beside = self.beside * HUNDRED if self.beside is not None else None
        return Marks(tuple((i, n * HUNDRED) for i, n in self.of), beside)


def read_marks(project: Project, table: Table, field: str, plus: Sequence[str]) -> Marks | None:
    """The numbers of a field; None where one is there that cannot be read."""
    numbers: list[tuple[Indicator, Decimal]] = []
    for indicator in project.indicators:
        number = _number(field_text(Subject(table, project, indicator), field))
        if number is None or field in indicator.garbled:
            return None
        numbers.append((indicator, number))
    texts = [field_text(Subject(table, project), name) for name in plus]
    found = [_number(text) for text in texts if not is_blank(text.string)]
    beside = [n for n in found if n is not None]
    if len(beside) < len(found):
        return None
    return Marks(tuple(numbers), sum(beside, Decimal(0)) if beside else None)


@file_memo(4)
def has_marks(table: Table, field: str) -> bool:
    """Whether any indicator of a table has the field filled."""
    # Where nothing has marks there is the same empty text everywhere.
    texts = {text for p in table.projects for text in map(attrgetter(field), p.indicators)}
    return not all(is_blank(text.string) for text in texts)


def _number(text: Text) -> Decimal | None:
    if is_blank(text.string):
        return Decimal(0)
    number = printed(text.string)
    return number.value if number is not None else None


def lacks(marks: Marks, table: Table, project: Project, field: str) -> bool:
    """Whether an indicator with a mark has nothing in another field."""
    having = (Subject(table, project, indicator) for indicator, number in marks.of if number > 0)
    return any(is_blank(field_text(one, field).string) for one in having)


def on_top(indicator: Indicator, taxonomy: Taxonomy) -> bool:
    """Whether an indicator's points are given on top of the hundred."""
    return level1_of(indicator, taxonomy) == _ON_TOP


def sums_of(scorings: Sequence[Scoring], levels: Mapping[str, Decimal] | None) -> list[Decimal]:
    """What the weights of all indicators may make where the execution carries none, from the largest down: the totals,
    and what the execution would leave of them.

    Where the known ways of scoring leave different sums, the smaller ones count only where one of the 一级 (`levels`,
    None where they are not known) has its usual points: a table of 90 that lost 10 is no table of 80.
    """
    totals = {s.total for s in scorings}
    left = {s.total - s.execution for s in scorings} - totals
    largest = max(left, default=None)
    meant = {
        s.total - s.execution
        for s in scorings
        if levels is None or any(levels.get(name) == points for name, points in s.points.items())
    }
    return sorted(totals | {one for one in left if one == largest or one in meant}, reverse=True)


def by_level1(marks: Marks, taxonomy: Taxonomy) -> dict[str, Decimal] | None:
    """The sums of the 一级; None where an indicator stands under none that is known."""
    found: dict[str, Decimal] = {}
    for indicator, number in marks.of:
        name = level1_of(indicator, taxonomy) or indicator.level1.value
        if not name or indicator.level1.garbled:
            return None
        found[name] = found.get(name, Decimal(0)) + number
    return found
