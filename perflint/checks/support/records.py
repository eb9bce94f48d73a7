"""Indicators, projects and tables as the plain data that expressions see: texts, numbers, lists and records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from perflint.checks.base import FIELDS, Context, text_fields
from perflint.lazyclass import dataclass
from perflint.model import Amount, Execution, Indicator, Label, Points, Project, Quantity, Subject, Table, Text, Total

Reader = Callable[[Any, Context], Any]


@dataclass(frozen=True, slots=True)
class Record:
    """A value of the model of which an expression may ask the attributes that `ATTRIBUTES` lists, and nothing else."""

    holder: Any
    context: Context

    def get(self, name: str) -> Any:
        """An attribute. Raises KeyError for one that the record does not have."""
        return ATTRIBUTES[type(self.holder)][name](self.holder, self.context)


def records(subject: Subject, context: Context) -> dict[str, Record]:
    """What an expression calls `table`, `project` and `indicator`, as far as the subject has them."""
    holders = {"table": subject.table, "project": subject.project, "indicator": subject.indicator}
    return {name: Record(holder, context) for name, holder in holders.items() if holder is not None}


def quantity_of(text: str, context: Context) -> Quantity | None:
    """The first quantity of a text's bare part."""
    return next(iter(context.value(text).quantities), None)


def number_of(text: str, context: Context) -> Decimal | None:
    """The first number of a text's bare part, None where it has none."""
    found = quantity_of(text, context)
    return found.numbers[0] if found is not None and found.numbers else None


def _text(holder: Any, context: Context, *, field: str) -> str:
    found = getattr(holder, field)
    if isinstance(found, Label):
        return found.value or found.text.string.strip()
    return found.string.strip() if isinstance(found, Text) else str(found)


def _number(holder: Any, context: Context, *, field: str) -> Decimal | None:
    found = getattr(holder, field)
    return Decimal(found) if isinstance(found, int) else number_of(found.string, context)


def _category(holder: Indicator, context: Context, *, level: str) -> str:
    return getattr(holder, level).category or ""


def _list(holder: Any, context: Context, *, field: str) -> list[Record]:
    return [Record(item, context) for item in getattr(holder, field)]


def _row(holder: Project, context: Context, *, field: str, empty: Any) -> Record:
    return Record(getattr(holder, field) or empty, context)


def _all_indicators(holder: Table, context: Context) -> list[Record]:
    return [Record(i, context) for p in holder.projects for i in p.indicators]


def _texts(*fields: str) -> dict[str, Reader]:
    return {field: partial(_text, field=field) for field in fields}


def _numbers(*fields: str) -> dict[str, Reader]:
    return {field: partial(_number, field=field) for field in fields}


ATTRIBUTES: Mapping[type, Mapping[str, Reader]] = {
    Indicator: {
        **_texts(*text_fields("indicator")),
        **_numbers("weight", "score", "index", "seq"),
        "category1": partial(_category, level="level1"),
        "category2": partial(_category, level="level2"),
    },
    Project: {
        **_texts(*(field for field in text_fields("project") if "." not in field)),
        "amounts": partial(_list, field="amounts"),
        "points": partial(_list, field="points"),
        "indicators": partial(_list, field="indicators"),
        "execution": partial(_row, field="execution", empty=Execution()),
        "total": partial(_row, field="total", empty=Total()),
    },
    Table: {
        **_texts(*FIELDS["table"], "kind"),
        "year": lambda holder, context: Decimal(context.year.value) if context.year is not None else None,
        "fields": lambda holder, context: sorted(holder.fields),
        "projects": partial(_list, field="projects"),
        "indicators": _all_indicators,
    },
    Execution: _numbers("budget", "executed", "rate", "weight", "score"),
    Total: _numbers("weight", "score"),
    Amount: {**_texts("source", "column"), **_numbers("value")},
    Points: {**_texts("category"), **_numbers("value")},
}
ROOTS: Mapping[str, type] = {"indicator": Indicator, "project": Project, "table": Table}
