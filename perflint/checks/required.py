"""The kind `required`: a field that has to be filled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from typing import ClassVar

from perflint.checks.base import Answer, Context, Occasion, Scope, field_text, text_fields
from perflint.checks.support.filled import field_name, filled, is_template_row, member, others_have, project_title
from perflint.checks.support.needed import hinted
from perflint.checks.support.occasions import Labels, is_filled, with_place
from perflint.checks.support.points import points_of
from perflint.checks.support.texts import column, where_any
from perflint.errors import Message
from perflint.lazyclass import dataclass
from perflint.model import Finding, Indicator, NotEnoughData, Project, Subject, Table, Text
from perflint.text import squeeze

# Every table has a place for these of its own and of its projects.
_LABELS = ("level1", "level2")
_ALWAYS = frozenset({"title", "department", "name"})


@dataclass(frozen=True, slots=True, eq=False)
class Required:
    """Every field of the rule's `fields` has to be filled, where the table has a place for it.

    others: speak only where other indicators (or projects) of the table, at least a quarter of them, have the field.
    blank: texts that say nothing, so that a field with one of them counts as empty.
    zero: whether a number of zero counts as empty, too.
    where_positive: speak only where this field holds a number above zero.
    unless_category: categories (一级 or 二级) whose indicators need no such field.
    """

    kind: ClassVar[str] = "required"
    scopes: ClassVar[tuple[Scope, ...]] = ("table", "project", "indicator")
    placeholders: ClassVar[frozenset[str]] = frozenset({"field", "name", "category"})

    others: bool = False
    blank: tuple[str, ...] = ()
    zero: bool = False
    where_positive: str = ""
    unless_category: tuple[str, ...] = ()

    def occasions(self, context: Context) -> Iterable[Occasion]:
        """The field says nothing, and the table has a place for it."""
        positive = {self.where_positive: is_filled} if self.where_positive else {}
        empty = hinted(self._is_empty, None if self.zero else self.blank)
        for field in context.fields:
            if field in _LABELS:
                yield with_place(field, **positive, labels=partial(_is_missing, _LABELS.index(field)))
            else:
                yield with_place(field, **positive, **{field: empty})

    def _is_empty(self, text: str) -> bool:
        return not text.strip() or self._says_nothing(text)

    def picked(self, table: Table, context: Context) -> Iterable[Project]:
        """A field that says nothing."""
        return where_any(table, (self._empty_ones(table, field) for field in context.fields))

    def _empty_ones(self, table: Table, field: str) -> Iterable[bool]:
        if field in text_fields("project"):
            return map(self._is_empty, column(table, field))
        return [not filled(project, field) for project in table.projects]

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """A finding for each field of the rule that is empty; without text unless a `blank` one stands there."""
        holder = subject.indicator or subject.project or subject.table
        texts = [(field, self._missing(holder, field, subject.table)) for field in context.fields]
        missing = [(field, text) for field, text in texts if text is not None]
        if not missing:
            return ()
        if isinstance(holder, Indicator) and (self._excused(holder) or is_template_row(holder, context.taxonomy)):
            return ()
        return self._answers(subject, holder, missing)

    def _answers(
        self, subject: Subject, holder: Indicator | Project | Table, missing: list[tuple[str, Text]]
    ) -> Iterator[Answer]:
        for field, text in missing:
            if isinstance(holder, Indicator) and field in holder.garbled:
                yield NotEnoughData("garbled")
                continue
            reason = self._not_asked(subject)
            if reason is None:
                yield Finding(field, text, values=_values(holder, field, subject.table))
            elif reason:
                yield NotEnoughData(reason)

    def _excused(self, indicator: Indicator) -> bool:
        return any(label.category in self.unless_category for label in indicator.label_words())

    def _missing(self, holder: Indicator | Project | Table, field: str, table: Table) -> Text | None:
        """The text in the field's place where it says nothing (maybe an empty one), None where all is well."""
        if field == "weight" and isinstance(holder, Indicator) and holder.weight_shared:
            return None  # it stands once for the whole block
        text = member(holder, field)
        if isinstance(text, Text):
            blank = self._says_nothing(text.string)
            full = not blank and bool(text.string.strip())
        else:
            blank, full = False, filled(holder, field)
        if full:
            return None
        if not _has_place(holder, field, table):
            return None
        if self.others and not others_have(table, field, "project" if isinstance(holder, Project) else "indicator"):
            return None
        return text if isinstance(text, Text) and blank else Text("")

    def _says_nothing(self, text: str) -> bool:
        # Folding leaves as many signs as there are, or more.
        short = bool(self.blank) and len("".join(text.split())) <= _longest(self.blank)
        return (short and squeeze(text) in self.blank) or (self.zero and points_of(text) == 0)

    def _not_asked(self, subject: Subject) -> str | None:
        """None where the number asked for is above zero; "" where it is not; a reason where it cannot be read."""
        if not self.where_positive:
            return None
        text = field_text(subject, self.where_positive).string
        number = points_of(text)
        if number is None:
            return f"no-{self.where_positive}" if text.strip() else ""
        return None if number > 0 else ""


@lru_cache(maxsize=64)
def _longest(texts: tuple[str, ...]) -> int:
    return max(map(len, texts))


def _is_missing(level: int, labels: Labels) -> bool:
    label = labels[level]
    return not (label.value or label.text.string.strip())


def _has_place(holder: Indicator | Project | Table, field: str, table: Table) -> bool:
    """Whether the table has a place for a field: a column or label, or others that have it filled."""
    if field.partition(".")[0] in table.fields:
        return not isinstance(holder, Table)
    if isinstance(holder, Indicator):
        return False
    if isinstance(holder, Project) and field in ("unit", "code"):
        return others_have(table, field, "project")
    # Money without a unit of its own lacks one.
    return field in _ALWAYS or (field == "money_unit" and any(p.amounts for p in table.projects))


def _values(holder: Indicator | Project | Table, field: str, table: Table) -> dict[str, object]:
    values: dict[str, object] = {"field": field_name(field), "name": "", "category": ""}
    if isinstance(holder, Indicator):
        values["name"] = holder.strings()[0] or Message(f"第{holder.index}个", f"no. {holder.index}")
        first, second = holder.label_words()
        values["category"] = second.value or first.value or Message("未标类别", "no category")
    elif isinstance(holder, Project):
        values["name"] = project_title(holder, table)
    else:
        values["name"] = holder.title.string or holder.department.string
    return values
