"""The kind `named-bound`: a name that carries the number which its target should say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from perflint.checks.base import TARGETS, Answer, Context, Occasion, Scope, field_text
from perflint.checks.support.compared import with_unit
from perflint.checks.support.names import unit_key
from perflint.checks.support.naming import is_rate, measured
from perflint.checks.support.needed import hinted
from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import Finding, NotEnoughData, Quantity, Subject, Text
from perflint.taxonomy import Taxonomy
from perflint.text import fold_text, squeeze
from perflint.values import NUMERALS

_DIMENSIONS = frozenset({"share", "count", "duration", "area", "amount", "frequency", "other"})
# What a bare number in the target may count.
_COUNTED = frozenset({"count", "area"})
# The one number of most names is the 100 of a formula, and no quantity.
_ONLY_FACTOR = lazy_regex(rf"[^\d{''.join(sorted(NUMERALS))}]*[*×÷]100[^\d{''.join(sorted(NUMERALS))}]*")
# A longer text is no name.
_LONGEST = 400
_OPEN, _CLOSED = "([", ")]"
# A number in a name that is no more than its numbering: 第2期, 3号.
_ORDINAL = lazy_regex(r"第$")


@dataclass(frozen=True, slots=True, eq=False)
class NamedBound:
    """A name that ends in a bound, in brackets or not: 败诉率(100%), 合格率≥95%, 培训人数不少于100人; or that repeats
    the number of the target with its unit: 新建泵站2座 beside 2座.

    A number that tells which things are meant (60岁以上老人, 50人以上活动场次), a unit, a year and a service mode
    (7×24小时) are no bounds.

    modes: texts (folded, without blanks) of numbers that name a mode of service: 24小时.
    """

    kind: ClassVar[str] = "named-bound"
    scopes: ClassVar[tuple[Scope, ...]] = ("indicator",)
    placeholders: ClassVar[frozenset[str]] = frozenset({"value", "name", "bound"})

    modes: tuple[str, ...] = ()

    def occasions(self, context: Context) -> Iterable[Occasion]:
        """The name holds a number with a unit."""

        def holds(name: str) -> bool:
            if not 0 < len(name) <= _LONGEST or _ONLY_FACTOR.fullmatch(name):
                return False
            value = context.value(name)
            return any(q.unit and q.dimension in _DIMENSIONS for q in (*value.quantities, *value.note_quantities))

        yield {"name": hinted(holds, NUMERALS)}

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """A finding at the bound in the field `name`; the rule's fields are the targets that it is compared with."""
        indicator = subject.indicator
        if indicator is None or not 0 < len(indicator.strings()[0]) <= _LONGEST:
            return
        if "name" in indicator.garbled:
            yield NotEnoughData("garbled")
            return
        name = indicator.name
        fields = [field for field in context.fields if field in TARGETS]
        values = [context.value(text.string) for text in (field_text(subject, f) for f in fields) if text]
        targets = [with_unit(quantity, subject, context) for value in values for quantity in value.quantities]
        parsed = context.value(name.string)
        for quantity in (*parsed.quantities, *parsed.note_quantities):
            if self._is_bound(quantity, name.string, targets, context.taxonomy):
                shown = next((v.bare for v in values), "")
                yield self._finding(name, quantity, shown)
                return

    def _finding(self, name: Text, quantity: Quantity, value: str) -> Finding:
        bound = name.string[quantity.start : quantity.end]
        start = quantity.start + len(bound) - len(bound.lstrip())
        end = quantity.end - (len(bound) - len(bound.rstrip()))
        values = {"name": name.string, "bound": bound.strip(), "value": value}
        return Finding("name", name, start, end, values)

    def _is_bound(self, quantity: Quantity, name: str, targets: list[Quantity], taxonomy: Taxonomy) -> bool:
        if quantity.dimension not in _DIMENSIONS or not quantity.unit or len(quantity.numbers) != 1:
            return False
        if squeeze(name[quantity.start : quantity.end]) in self.modes or _ORDINAL.search(name[: quantity.start]):
            return False
        same = [q for q in targets if _same_measure(quantity, q, taxonomy)]
        repeated = any(q.numbers == quantity.numbers for q in same) and quantity.dimension != "amount"
        if repeated and any(c.isdigit() for c in fold_text(name[quantity.start : quantity.end])):
            return True
        before = _before_bound(name, quantity)
        if before is None:
            return False
        whole = quantity.dimension == "share" and is_rate(before, taxonomy)
        if not quantity.operator and not whole:
            return False
        settled = not targets or all(q.dimension == "share" for q in targets)
        return measured(before) and (bool(same) or settled or whole)


def _before_bound(name: str, quantity: Quantity) -> str | None:
    """The name in front of a quantity that ends it, its bracket left out; None where it does not end the name."""
    low = fold_text(name)
    if len(low) != len(name):
        return None
    before, behind = low[: quantity.start].rstrip(), low[quantity.end :].strip()
    if before.endswith(tuple(_OPEN)) and behind[:1] in tuple(_CLOSED):
        before, behind = before[:-1], behind[1:]
    return before if before and not behind else None


def _same_measure(one: Quantity, other: Quantity, taxonomy: Taxonomy) -> bool:
    if not other.unit and other.dimension == "other":
        return one.dimension in _COUNTED
    return one.dimension == other.dimension and unit_key(one.unit, taxonomy) == unit_key(other.unit, taxonomy)
