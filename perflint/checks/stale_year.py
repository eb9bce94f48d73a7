"""The kind `stale-year`: a name that carries years, none of which is the budget year."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from perflint.checks.base import Answer, Context, Scope, field_text
from perflint.checks.support.years import spans_of_name, year_values
from perflint.lazyclass import dataclass
from perflint.model import Finding, NotEnoughData, Subject


@dataclass(frozen=True, slots=True, eq=False)
class StaleYear:
    """A name carries years, none of which is the budget year; a span such as 2023-2025年 holds all its years."""

    kind: ClassVar[str] = "stale-year"
    scopes: ClassVar[tuple[Scope, ...]] = ("table", "project", "indicator")
    placeholders: ClassVar[frozenset[str]] = frozenset({"name", "named", "year", "source"})

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """A finding at the first year of each of the rule's fields."""
        for field in context.fields:
            text = field_text(subject, field)
            found = spans_of_name(text.string)
            if not found:
                continue
            if context.year is None:
                yield NotEnoughData("no-year")
                return
            if any(span.holds(context.year.value) for span in found):
                continue
            named = [text.string[s.start : s.end] for s in found]
            values = {"name": text.string, "named": named, **year_values(context.year)}
            yield Finding(field, text, found[0].start, found[0].end, values)
