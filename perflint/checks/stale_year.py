"""The kind `stale-year`: a name that carries years, none of which is the budget year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from perflint.checks.base import Answer, Context, Scope, field_text
from perflint.checks.support.years import Span, naming_years, spans_of_name, year_values
from perflint.lazyclass import dataclass
from perflint.model import BudgetYear, Finding, NotEnoughData, Project, Subject, Table, Text


@dataclass(frozen=True, slots=True, eq=False)
class StaleYear:
    """A name carries years, none of which is the budget year; a span such as 2023-2025年 holds all its years."""

    kind: ClassVar[str] = "stale-year"
    scopes: ClassVar[tuple[Scope, ...]] = ("table", "project", "indicator")
    placeholders: ClassVar[frozenset[str]] = frozenset({"name", "named", "year", "source"})

    def picked(self, table: Table, context: Context) -> Iterable[Project]:
        """A field that may carry a year."""
        return naming_years(table, context.fields)

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """A finding at the first year of each of the rule's fields."""
        texts = [(field, field_text(subject, field)) for field in context.fields]
        named = [(field, text, found) for field, text in texts if (found := spans_of_name(text.string))]
        return _answers(named, context.year) if named else ()


def _answers(named: list[tuple[str, Text, list[Span]]], year: BudgetYear | None) -> Iterator[Answer]:
    if year is None:
        yield NotEnoughData("no-year")
        return
    for field, text, found in named:
        if any(span.holds(year.value) for span in found):
            continue
        years = [text.string[s.start : s.end] for s in found]
        values = {"name": text.string, "named": years, **year_values(year)}
        yield Finding(field, text, found[0].start, found[0].end, values)
