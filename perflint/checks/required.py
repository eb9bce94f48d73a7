"""The kind `required`: a field that has to be filled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import ClassVar

from perflint.checks.base import Answer, Context, Scope, field_text
from perflint.checks.support.filled import field_name, filled, is_template_row, others_have, project_title
from perflint.errors import Message
from perflint.model import Finding, Indicator, NotEnoughData, Project, Subject, Table, Text
from perflint.text import squeeze

# Of a table's own fields these have a place in every table.
_ALWAYS = frozenset({"title", "department", "name"})


@dataclass(frozen=True, slots=True, eq=False)
class Required:
    """Every field of the rule's `fields` has to be filled, where the table has a place for it.

    others: speak only where other indicators (or projects) of the table, at least a quarter of them, have the field.
    blank: texts that say nothing, so that a field with one of them counts as empty.
    where_positive: speak only where this field holds a number above zero.
    unless_category: categories (一级 or 二级) whose indicators need no such field.
    """

    kind: ClassVar[str] = "required"
    scopes: ClassVar[tuple[Scope, ...]] = ("table", "project", "indicator")
    placeholders: ClassVar[frozenset[str]] = frozenset({"field", "name", "category"})

    others: bool = False
    blank: tuple[str, ...] = ()
    where_positive: str = ""
    unless_category: tuple[str, ...] = ()

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """A finding for each field of the rule that is empty; without text unless a `blank` one stands there."""
        holder = subject.indicator or subject.project or subject.table
        if isinstance(holder, Indicator) and (self._excused(holder) or is_template_row(holder, context.taxonomy)):
            return
        for field in context.fields:
            text = self._missing(holder, field, subject.table)
            if text is None:
                continue
            if isinstance(holder, Indicator) and field in holder.garbled:
                yield NotEnoughData("garbled")
                continue
            reason = self._not_asked(subject)
            if reason is None:
                yield Finding(field, text, values=_values(holder, field, subject.table))
            elif reason:
                yield NotEnoughData(reason)

    def _excused(self, indicator: Indicator) -> bool:
        return bool({indicator.level1.category, indicator.level2.category} & set(self.unless_category))

    def _missing(self, holder: Indicator | Project | Table, field: str, table: Table) -> Text | None:
        """The text in the field's place where it says nothing (maybe an empty one), None where all is well."""
        text = getattr(holder, field, None)
        blank = isinstance(text, Text) and bool(self.blank) and squeeze(text.string) in self.blank
        if filled(holder, field) and not blank:
            return None
        if field not in table.fields and not (field in _ALWAYS and not isinstance(holder, Indicator)):
            return None
        if self.others and not others_have(table, field, "project" if isinstance(holder, Project) else "indicator"):
            return None
        return text if isinstance(text, Text) and blank else Text("")

    def _not_asked(self, subject: Subject) -> str | None:
        """None where the number asked for is above zero; "" where it is not; a reason where it cannot be read."""
        if not self.where_positive:
            return None
        text = squeeze(field_text(subject, self.where_positive).string).replace(",", "").rstrip("分%")
        if not text:
            return ""
        try:
            number = Decimal(text)
        except InvalidOperation:
            return f"no-{self.where_positive}"
        return None if number.is_finite() and number > 0 else ""


def _values(holder: Indicator | Project | Table, field: str, table: Table) -> dict[str, object]:
    values: dict[str, object] = {"field": field_name(field), "name": "", "category": ""}
    if isinstance(holder, Indicator):
        values["name"] = holder.name.string or Message(f"第{holder.index}个", f"no. {holder.index}")
        values["category"] = holder.level2.value or holder.level1.value or Message("未标类别", "no category")
    elif isinstance(holder, Project):
        values["name"] = project_title(holder, table)
    return values
