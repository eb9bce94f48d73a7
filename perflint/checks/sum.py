"""The kind `sum`: parts that do not add up to their total."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import ClassVar, Literal

from perflint.checks.base import Answer, Context, Scope, field_text, scope_of, text_fields
from perflint.checks.support.addends import check_field, check_tolerance, is_blank, number_in, printed, shown
from perflint.checks.support.filled import is_doubtful, project_title
from perflint.checks.support.marks import Marks, by_level1, has_marks, lacks, on_top, read_marks, sums_of
from perflint.checks.support.sources import Group, Words, adds_up, groups, judge
from perflint.checks.support.subtotals import differences
from perflint.checks.support.texts import subject_name
from perflint.errors import OptionFault
from perflint.lazyclass import dataclass
from perflint.model import EMPTY, Finding, NotEnoughData, Points, Project, Subject, Subtotal, Table, Text
from perflint.taxonomy import Taxonomy

_SCORING = "scoring"
_CENT = Decimal("0.01")
_UNREADABLE, _UNREAD = "no-number", "garbled"


@dataclass(frozen=True, slots=True, eq=False)
class Sum:
    """Parts have to add up to their total, with a rounding difference of `tolerance` for each part.

    `over` says what is added up, and by that what the other options mean:

    `amounts` adds the sources of money in each amount column of a project, in the scope table those of the rows of
    money only: 年度资金总额 against 财政拨款, 上年结转 and 其他资金. Parts of a part do not count; parts under 其中 may
    be less than the total where none of them takes up the rest.
    `projects` (scope table) adds the amounts of the projects and compares them with 合计 and with the units' rows.
    `indicators` (scope project) adds `field` over the project's indicators, and the fields of `plus` to it. An empty
    one counts 0; where one cannot be read nothing is said. Points given on top (加减分项) count only where `makes`
    is a field.
    `fields` adds the rule's fields of the subject itself.

    over: what is added up, as said above.
    field: over indicators, the field that is added up.
    plus: over indicators, fields of the project that are added, such as `execution.weight`.
    makes: what the sum has to be: a number, a field of the same subject (`total.score`), or `scoring` for what the
        known ways of scoring allow: their total, without `plus` also what the execution leaves of it.
    alone: over indicators, the sum without `plus` is right, too.
    declared: over indicators, a 一级 that declares its points (产出指标(50分)) has to be met by its own indicators.
    tolerance: what rounding may change for each part.
    totals: over amounts, ends of a source's name that make it a total.
    parts: over amounts, words that make a source a part, besides 资金.
    unless: over amounts, words of what is done with the money (到位 支出); such a one is no part.
    rest: over amounts, words of a part that takes up whatever the others leave.
    details: over amounts, words of sources that may stand behind the part in which they are counted already.
    """

    kind: ClassVar[str] = "sum"
    scopes: ClassVar[tuple[Scope, ...]] = ("table", "project", "indicator")
    placeholders: ClassVar[frozenset[str]] = frozenset(
        {"name", "sum", "total", "expected", "count", "source", "column", "category", "plus", "parts"}
    )

    over: Literal["amounts", "projects", "indicators", "fields"]
    field: str = "weight"
    plus: tuple[str, ...] = ()
    makes: str = ""
    alone: bool = False
    declared: bool = False
    tolerance: Decimal = _CENT
    totals: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    details: tuple[str, ...] = ()

    def validate(self) -> None:
        """OptionFault for options that are of the right type and still none: an unknown field, no total at all."""
        check_tolerance(self.tolerance)
        if self.over == "amounts" and not self.totals:
            raise OptionFault((), "over: amounts 需要“totals”", "over: amounts needs 'totals'")
        check_field("field", self.field, text_fields("indicator"))
        for index, name in enumerate(self.plus):
            check_field(("plus", index), name, text_fields("project"))
        if self.over in ("indicators", "fields") and printed(self.makes) is None:
            check_field("makes", self.makes, [_SCORING, *(f for scope in self.scopes for f in text_fields(scope))])

    def picked(self, table: Table, context: Context) -> Iterable[Project]:
        """Amounts that do not add up, or any number to add up."""
        if self.over == "amounts":
            words = _words(self)
            return [p for p in table.projects if not adds_up(p.amounts, words, self.tolerance)]
        if self.over == "indicators":
            return table.projects if has_marks(table, self.field) else ()
        return table.projects if self.over == "fields" else ()

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """A finding for each total that its parts do not make."""
        if self.over == "fields":
            return self._fields(subject, context)
        if self.over == "amounts" and subject.indicator is None:
            return self._amounts(subject, context.taxonomy)
        if self.over == "projects" and subject.project is None:
            return self._projects(subject, context.taxonomy)
        if self.over == "indicators" and subject.project is not None and subject.indicator is None:
            return self._indicators(subject, subject.project, context) if has_marks(subject.table, self.field) else ()
        return ()

    def _amounts(self, subject: Subject, taxonomy: Taxonomy) -> Iterable[Answer]:
        holders = subject.table.subtotals if subject.project is None else (subject.project,)
        off = [one for one in holders if not adds_up(one.amounts, _words(self), self.tolerance)]
        return self._judged(off, subject.table, taxonomy) if off else ()

    def _judged(self, holders: Iterable[Project | Subtotal], table: Table, taxonomy: Taxonomy) -> Iterator[Answer]:
        words = _words(self)
        for one in holders:
            for group in groups(one.amounts, words):
                added = judge(group, words, self.tolerance, table.money_unit.string, taxonomy)
                if isinstance(added, str):
                    yield NotEnoughData(added)
                elif added is not None:
                    yield _amount_finding(group, added, *_named(one, table))

    def _projects(self, subject: Subject, taxonomy: Taxonomy) -> Iterator[Answer]:
        for found in differences(subject.table, self.tolerance, taxonomy):
            if isinstance(found, str):
                yield NotEnoughData(found)
                continue
            values = {
                "name": found.subtotal.label.string,
                "source": found.amount.source,
                "column": found.amount.column,
                "total": found.amount.value.string,
                "sum": shown(found.added, found.amount.value.string),
                "count": found.count,
            }
            unit = found.subtotal.unit.string or None
            yield Finding("amounts", found.amount.value, values=values, unit=unit)

    def _indicators(self, subject: Subject, project: Project, context: Context) -> Iterator[Answer]:
        marks = read_marks(project, subject.table, self.field, self.plus)
        if marks is None:
            yield NotEnoughData(_UNREADABLE)
        elif self.makes == _SCORING:
            yield from self._scored(subject, project, marks, context.taxonomy)
        else:
            yield from self._stated(subject, project, marks, context)

    def _scored(self, subject: Subject, project: Project, marks: Marks, taxonomy: Taxonomy) -> Iterator[Answer]:
        """Weights against what the known ways of scoring allow, and against the points that a 一级 declares."""
        counted = Marks(tuple((i, n) for i, n in marks.of if not on_top(i, taxonomy)), marks.beside).in_hundred()
        allowed = sorted({s.total for s in taxonomy.scorings}, reverse=True)
        if marks.beside is None:
            allowed = sums_of(taxonomy.scorings, by_level1(counted, taxonomy))
        added = counted.alone + (counted.beside or 0)
        off = self._undeclared(project, marks, taxonomy) if self.declared else []
        with_all = marks.in_hundred().alone + (counted.beside or 0)
        if not off and (not allowed or self._fits(counted, (added, with_all), allowed, taxonomy)):
            return
        if is_doubtful(subject.table, project) and added < allowed[0]:
            yield NotEnoughData(_UNREAD)
            return
        values = {
            "name": project_title(project, subject.table),
            "sum": shown(added),
            "expected": [shown(one) for one in allowed],
            "count": len(counted.of),
            "plus": shown(counted.beside or Decimal(0)),
        }
        for points, own in off:
            more = {"category": points.category, "total": points.value.string, "sum": shown(own)}
            yield Finding(self.field, points.value, values={**values, **more}, variant="declared")
        if not off:
            field, text = self._anchor(subject, project)
            yield Finding(field, text, values=values, variant="plus" if counted.beside else "")

    def _undeclared(self, project: Project, marks: Marks, taxonomy: Taxonomy) -> list[tuple[Points, Decimal]]:
        """The declared points that the indicators under them do not make."""
        sums = by_level1(marks, taxonomy) if project.points else None
        found = []
        for points in project.points if sums is not None else ():
            number, own = printed(points.value.string), (sums or {}).get(points.category)
            if number is not None and own is not None and self._off(number.value, own, len(marks.of)):
                found.append((points, own))
        return found

    def _fits(self, marks: Marks, sums: Sequence[Decimal], allowed: Sequence[Decimal], taxonomy: Taxonomy) -> bool:
        """Whether a sum is one that is allowed, in any way in which weights are written down."""
        readings = [[added] for added in sums]
        # Blocks for the long term and for the year may carry weights of their own.
        readings.append([sum((n for i, n in marks.of if i.annual), marks.beside or Decimal(0))])
        # Below a 一级 with a weight of its own, weights may be shares of it.
        levels = by_level1(marks, taxonomy) or {}
        readings.append(list(levels.values()) if len(levels) > 1 else [])
        return any(
            all(any(not self._off(one, total, len(marks.of)) for total in allowed) for one in reading)
            for reading in readings
            if reading
        )

    def _stated(self, subject: Subject, project: Project, marks: Marks, context: Context) -> Iterator[Answer]:
        """The sum against a number, or against the field that states it."""
        text, total = self._total(subject, context)
        if total is None:
            if not is_blank(text.string):
                yield NotEnoughData(_UNREADABLE)
            return
        count = len(marks.of) + (marks.beside is not None)
        added = marks.alone + (marks.beside or 0)
        if not self._off(total, added, count) or (self.alone and not self._off(total, marks.alone, count)):
            return
        if self._lacks(subject, project, marks, total, context.taxonomy):
            yield NotEnoughData(_UNREADABLE)
            return
        field = self.makes.partition(".")[0] if text else self.field
        text = text or self._anchor(subject, project)[1]
        values = {
            "name": project_title(project, subject.table),
            "sum": shown(added, text.string),
            "total": text.string,
            "expected": shown(total),
            "count": count,
            "plus": shown(marks.beside or Decimal(0)),
        }
        yield Finding(field, text, values=values)

    def _lacks(self, subject: Subject, project: Project, marks: Marks, total: Decimal, taxonomy: Taxonomy) -> bool:
        """Whether a number that was not read may be what lacks: an unread row, an empty field of an indicator with a
        weight, or the row of the execution."""
        gap = total - marks.alone - (marks.beside or 0)
        if gap > 0 and is_doubtful(subject.table, project):
            return True
        weights = read_marks(project, subject.table, "weight", ())
        if self.field != "weight" and (weights is None or lacks(weights, subject.table, project, self.field)):
            return True
        if not self.plus or marks.beside is not None or gap <= 0:
            return False
        whole = weights is not None and weights.alone in {s.total for s in taxonomy.scorings}
        return not whole and gap <= max((s.execution for s in taxonomy.scorings), default=Decimal(0))

    def _fields(self, subject: Subject, context: Context) -> Iterator[Answer]:
        filled = [(f, text) for f in context.fields if not is_blank((text := field_text(subject, f)).string)]
        numbers = [number for _, text in filled if (number := number_in(text, context)) is not None]
        text, total = self._total(subject, context)
        if not filled or (total is None and is_blank(text.string)):
            return
        if total is None or len(numbers) < len(filled):
            yield NotEnoughData(_UNREADABLE)
            return
        added = sum(numbers, Decimal(0))
        if self._off(total, added, len(numbers)):
            field, place = (self.makes, text) if text else filled[0]
            values = {
                "name": subject_name(subject),
                "sum": shown(added),
                "total": text.string or self.makes,
                "expected": shown(total),
                "count": len(numbers),
            }
            yield Finding(field.partition(".")[0], place, values=values)

    def _total(self, subject: Subject, context: Context) -> tuple[Text, Decimal | None]:
        """What the sum should be, and the text that says so."""
        number = printed(self.makes)
        if number is not None or self.makes not in text_fields(scope_of(subject)):
            return EMPTY, number.value if number is not None else None
        text = field_text(subject, self.makes)
        return text, number_in(text, context)

    def _anchor(self, subject: Subject, project: Project) -> tuple[str, Text]:
        """Where a sum that nothing states stands: at the row 总分 for weights, else at the first number."""
        if self.field == "weight" and project.total is not None and project.total.weight:
            return "total", project.total.weight
        texts = (field_text(Subject(subject.table, project, i), self.field) for i in project.indicators)
        return self.field, next((text for text in texts if not is_blank(text.string)), EMPTY)

    def _off(self, total: Decimal, added: Decimal, count: int) -> bool:
        return abs(total - added) > self.tolerance * count


@lru_cache(maxsize=16)
def _words(check: Sum) -> Words:
    """What a check's words tell, kept with what they told of the sources met so far."""
    return Words(check.totals, check.parts, check.unless, check.rest, check.details)


def _named(holder: Project | Subtotal, table: Table) -> tuple[str, str | None]:
    """What a message calls a holder of amounts, and the unit of a row of money only."""
    if isinstance(holder, Project):
        return project_title(holder, table), None
    return holder.label.string, holder.unit.string or None


def _amount_finding(group: Group, added: Decimal, name: str, unit: str | None) -> Finding:
    values = {
        "name": name,
        "source": group.total.source,
        "column": group.total.column,
        "total": group.total.value.string,
        "sum": shown(added, group.total.value.string),
        "parts": [f"{a.source} {a.value.string}" for a in group.parts],
        "count": len(group.parts),
    }
    return Finding("amounts", group.total.value, values=values, unit=unit)
