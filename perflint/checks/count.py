"""The kind `count`: how many indicators a project or table has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import ClassVar

from perflint.checks.base import Answer, Context, Scope
from perflint.checks.support.filled import field_name, filled, has_unread_text, project_title
from perflint.lazyclass import dataclass
from perflint.model import Finding, Indicator, NotEnoughData, Project, Subject, Table


@dataclass(frozen=True, slots=True, eq=False)
class Count:
    """Counts the indicators of a project or table.

    min: fewer are a fault.
    max: more are a fault; 0 sets no bound.
    having: count only the indicators in which this field is filled; "" counts all.
    at_least: speak only where there are so many indicators in all.
    where: speak only where one of these fields of the project or table is filled.
    """

    kind: ClassVar[str] = "count"
    scopes: ClassVar[tuple[Scope, ...]] = ("table", "project")
    placeholders: ClassVar[frozenset[str]] = frozenset({"count", "min", "max", "total", "field", "name"})

    min: int = 0
    max: int = 0
    having: str = ""
    at_least: int = 0
    where: tuple[str, ...] = ()

    def picked(self, table: Table, context: Context) -> Iterable[Project]:
        """A number out of bounds."""
        return [project for project in table.projects if self._is_off(project.indicators)]

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """One finding without text where the number is out of bounds."""
        project, table = subject.project, subject.table
        indicators = project.indicators if project is not None else [i for p in table.projects for i in p.indicators]
        if not self._is_off(indicators):
            return ()
        if self.where and not any(filled(project or table, field) for field in self.where):
            return ()
        return self._answers(subject, indicators)

    def _some(self, indicators: Sequence[Indicator]) -> int:
        """How many there are, counted no further than tells that all is well."""
        if not self.having:
            return len(indicators)
        return len(list(islice((i for i in indicators if filled(i, self.having)), max(self.min, self.max + 1, 0))))

    def _is_off(self, indicators: Sequence[Indicator]) -> bool:
        if len(indicators) < self.at_least:
            return False
        count = self._some(indicators)
        return count < self.min or (self.max != 0 and count > self.max)

    def _answers(self, subject: Subject, indicators: Sequence[Indicator]) -> Iterator[Answer]:
        project, table = subject.project, subject.table
        count = sum(filled(i, self.having) for i in indicators) if self.having else len(indicators)
        if count < self.min and project is not None and has_unread_text(table, project):
            yield NotEnoughData("garbled")
            return
        values = {
            "count": count,
            "min": self.min,
            "max": self.max,
            "total": len(indicators),
            "field": field_name(self.having),
            "name": project_title(project, table) if project is not None else table.title.string,
        }
        yield Finding("title" if project is None else "name", values=values)
