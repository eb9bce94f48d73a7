"""The kind `full-marks`: full scores everywhere in spite of a low figure of the project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import ClassVar

from perflint.checks.base import Answer, Context, Scope
from perflint.checks.support.filled import project_title
from perflint.checks.support.points import points_of
from perflint.lazyclass import dataclass
from perflint.model import Execution, Finding, Indicator, NotEnoughData, Project, Subject, Table

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, eq=False)
class FullMarks:
    """Every indicator of a project has all of its points, though only a small part of the budget was spent.

    The execution rate is the one that is stated, and where budget and spending are stated as well, theirs has to be
    low too. Indicators without points do not count.

    min: the execution rate, in percent, from which on full points are no surprise.
    """

    kind: ClassVar[str] = "full-marks"
    scopes: ClassVar[tuple[Scope, ...]] = ("project",)
    placeholders: ClassVar[frozenset[str]] = frozenset({"name", "rate", "min", "count"})

    min: int = 60

    def validate(self) -> None:
        """ValueError for options that are of the right type and still none: a share that is none."""
        if not 0 < self.min <= _HUNDRED:
            raise ValueError(f"min: {self.min} is no share in percent")

    def picked(self, table: Table, context: Context) -> Iterable[Project]:
        """A row of the execution."""
        return [project for project in table.projects if project.execution is not None]

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """A finding at the stated execution rate."""
        project = subject.project
        if project is None or project.execution is None or not project.indicators:
            return ()
        return self._judged(subject, project, project.execution, context)

    def _judged(self, subject: Subject, project: Project, execution: Execution, context: Context) -> Iterator[Answer]:
        rates = _rates(execution, context)
        if not rates:
            yield NotEnoughData("no-rate")
            return
        if max(rates) >= self.min:
            return
        full = _all_full(project)
        if full is None:
            yield NotEnoughData("no-score")
        elif full:
            rate = execution.rate
            shown = rate.string if rate else f"{min(rates).quantize(Decimal('0.01'))}"
            values = {
                "name": project_title(project, subject.table),
                "rate": shown.strip().rstrip("%％"),
                "min": self.min,
                "count": full,
            }
            yield Finding("execution", rate or execution.executed, values=values)


def _rates(execution: Execution, context: Context) -> list[Decimal]:
    """The execution rates, in percent, that the form may mean; a bare 0.34 may be 0.34% or 34%."""
    rates = []
    found = context.value(execution.rate.string).quantities
    if len(found) == 1 and len(found[0].numbers) == 1:
        rate = found[0].numbers[0]
        rates.append(rate)
        if not found[0].unit and rate <= 1:
            rates.append(rate * _HUNDRED)
    elif execution.rate:
        return []
    budget, executed = points_of(execution.budget.string), points_of(execution.executed.string)
    if budget and executed is not None and budget > 0:
        rates.append(executed / budget * _HUNDRED)
    return rates


def _all_full(project: Project) -> int | None:
    """How many indicators have points if all have full ones, 0 if not all have, None where that cannot be read."""
    weighted = [i for i in project.indicators if i.weight.string.strip() or i.score.string.strip()]
    points = [(_number(i, "weight"), _number(i, "score")) for i in weighted]
    if not points or any(w is None or s is None for w, s in points):
        return None
    pairs = [(w, s) for w, s in points if w is not None and s is not None]
    if any(i.weight_shared for i in weighted):
        # The points of a merged block stand at its first row, its scores maybe at every one.
        full = sum(w for w, _ in pairs) == sum(s for _, s in pairs)
    else:
        full = all(s == w for w, s in pairs)
    return sum(1 for w, _ in pairs if w > 0) if full else 0


def _number(indicator: Indicator, field: str) -> Decimal | None:
    """The points in a field; an empty one holds none."""
    text = indicator.weight.string if field == "weight" else indicator.score.string
    return points_of(text) if text.strip() else Decimal(0)
