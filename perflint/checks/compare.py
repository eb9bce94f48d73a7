"""The kind `compare`: two fields, or a field and a number, that do not stand in the relation they should."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal
from typing import ClassVar, Literal

from perflint.checks.base import Answer, Context, Occasion, Scope, field_text, scope_of, text_fields
from perflint.checks.support.compared import same_unit, with_unit
from perflint.checks.support.filled import field_name, project_title
from perflint.checks.support.occasions import is_filled
from perflint.errors import Message
from perflint.lazyclass import dataclass
from perflint.model import EMPTY, Finding, NotEnoughData, Quantity, Related, Subject, Text
from perflint.values import parse_value

_RELATIONS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt, "≤": operator.le, "=": operator.eq, "≠": operator.ne, "≥": operator.ge, ">": operator.gt,
}  # fmt: skip
_AMOUNTS = "amounts."
_OTHER = {"zh": "与之比较的值", "en": "what it is compared with"}
_NOUGHT = Decimal(0)


@dataclass(frozen=True, slots=True, eq=False)
class Compare:
    """The left field has to stand in a relation to the right one, or to a number: `left` `op` `right`.

    A field holds one number, with or without a unit; numbers in units that can be converted are, a number without a
    unit takes the other's, and operators (≥, 不少于) are not looked at. Where a field is empty nothing is said. The
    variant is `least` for a number below `least`.

    op: the relation that has to hold: `<` `≤` `=` `≠` `≥` `>`.
    left: a field of the indicator, project or table; the rule's first one without it. Of a project also
        `execution.rate` and the like, `total.score`, `amounts.SOURCE` and `amounts.SOURCE.COLUMN` as the table prints
        them; of an indicator those of its project, too.
    right: a field likewise, or a number with its unit (`60%`); the rule's second field without it.
    tolerance: a difference up to this counts as none, in the left one's unit.
    least: a number that the left one must not be below, whatever the right one holds.
    """

    kind: ClassVar[str] = "compare"
    scopes: ClassVar[tuple[Scope, ...]] = ("table", "project", "indicator")
    placeholders: ClassVar[frozenset[str]] = frozenset({"name", "left", "right", "value", "other", "op", "least"})

    op: Literal["<", "≤", "=", "≠", "≥", ">"]
    left: str = ""
    right: str = ""
    tolerance: Decimal = _NOUGHT
    least: Decimal | None = None

    def validate(self) -> None:
        """ValueError for options that are of the right type and still none: no field, a negative tolerance."""
        if not self.tolerance.is_finite() or self.tolerance < 0:
            raise ValueError(f"tolerance: {self.tolerance}")
        known = {field for scope in self.scopes for field in text_fields(scope)}
        for option, path in (("left", self.left), ("right", self.right)):
            is_number = option == "right" and any(map(str.isdigit, path))
            if path and path not in known and not path.startswith(_AMOUNTS) and not is_number:
                raise ValueError(f"{option}: {path!r} is no field")

    def occasions(self, context: Context) -> Iterable[Occasion]:
        """The left field is filled; of a field of the project nothing is known here."""
        left = self.left or (context.fields[0] if context.fields else "")
        yield {left: is_filled} if left in text_fields("indicator") and left not in ("level1", "level2") else {}

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """A finding at the left field's number."""
        given = (self.left, self.right)
        left, right = (path or (context.fields[n] if n < len(context.fields) else "") for n, path in enumerate(given))
        if subject.indicator is not None and not subject.indicator.garbled.isdisjoint((left, right)):
            yield NotEnoughData("garbled")
            return
        text = text_at(subject, left)
        if not left or not text.string.strip():
            return
        one = _number(text, subject, context)
        if one is None:
            yield NotEnoughData("unreadable-number")
        elif self.least is not None and one.numbers[0] < self.least:
            yield self._finding(subject, left, right, text, one, EMPTY, None)
        else:
            yield from self._against(subject, context, left, right, text, one)

    def _against(
        self, subject: Subject, context: Context, left: str, right: str, text: Text, one: Quantity
    ) -> Iterable[Answer]:
        is_number = not right.startswith(_AMOUNTS) and any(map(str.isdigit, right))
        other_text = EMPTY if is_number else text_at(subject, right)
        if not is_number and not other_text.string.strip():
            return
        other = _only(parse_value(right, context.taxonomy.units).quantities) if is_number else None
        other = other or _number(other_text, subject, context)
        if other is None:
            yield NotEnoughData("unreadable-number")
            return
        factor = Decimal(1)
        if one.unit and other.unit:
            found = same_unit(replace(one, per=""), replace(other, per=""), context.taxonomy)
            if found is None:
                yield NotEnoughData("not-comparable")
                return
            factor = found
        if not self._holds(one.numbers[0], other.numbers[0] * factor):
            yield self._finding(subject, left, right, text, one, other_text, other)

    def _holds(self, one: Decimal, other: Decimal) -> bool:
        near = abs(one - other) <= self.tolerance
        if self.op in ("≤", "=", "≥") and near:
            return True
        return _RELATIONS[self.op](one, other) and not (self.op in ("<", "≠", ">") and self.tolerance and near)

    def _finding(
        self, subject: Subject, left: str, right: str, text: Text, one: Quantity, other_text: Text,
        other: Quantity | None,
    ) -> Finding:  # fmt: skip
        values = {
            "name": _name(subject),
            "left": _path_name(left),
            "right": _path_name(right),
            "value": text.string[one.start : one.end],
            "other": "" if other is None else (other_text.string[other.start : other.end] or right),
            "op": self.op,
            "least": "" if self.least is None else str(self.least),
        }
        related = (Related(other_text, _OTHER, other.start, other.end),) if other is not None and other_text else ()
        variant = "" if other is not None else "least"
        return Finding(left.partition(".")[0], text, one.start, one.end, values, related, variant=variant)


def text_at(subject: Subject, path: str) -> Text:
    """The text of a field of the subject, of its project's rows, or of an amount; EMPTY where there is none."""
    if path in text_fields(scope_of(subject)):
        return field_text(subject, path)
    if subject.project is None or "." not in path:
        return EMPTY
    if not path.startswith(_AMOUNTS):
        return field_text(Subject(subject.table, subject.project), path)
    source, _, column = path.removeprefix(_AMOUNTS).partition(".")
    found = (a.value for a in subject.project.amounts if a.source == source and column in ("", a.column))
    return next(found, EMPTY)


def _number(text: Text, subject: Subject, context: Context) -> Quantity | None:
    found = _only(context.value(text.string).quantities)
    return None if found is None else with_unit(found, subject, context)


def _only(quantities: tuple[Quantity, ...]) -> Quantity | None:
    """The only quantity, if it is of one number."""
    return quantities[0] if len(quantities) == 1 and len(quantities[0].numbers) == 1 else None


def _name(subject: Subject) -> str:
    if subject.indicator is not None:
        return subject.indicator.name.string
    return project_title(subject.project, subject.table) if subject.project is not None else subject.table.title.string


def _path_name(path: str) -> Message:
    holder, _, part = path.partition(".")
    if holder != "amounts" or not part:
        return field_name(path)
    return Message(part.replace(".", " "), part.replace(".", " "))
