"""The kind `consistent`: the two targets of one indicator do not fit each other."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import ClassVar

from perflint.checks.base import Answer, Context, Occasion, Scope
from perflint.checks.exceeds import OTHER_TARGET
from perflint.checks.support.compared import Side, are_two, same_unit, two_sides, with_unit
from perflint.checks.support.names import unit_key
from perflint.checks.support.patterns import check_sources, fill
from perflint.checks.support.wording import bare_span, clauses
from perflint.lazyclass import dataclass
from perflint.model import Finding, NotEnoughData, Quantity, Related, Subject
from perflint.taxonomy import Taxonomy
from perflint.text import squeeze

_UP, _DOWN = frozenset({"≥", ">"}), frozenset({"≤", "<"})
_ALL = Decimal(100)
# How often a period comes in a year.
_PER_YEAR = {
    "年": 1, "一年": 1, "年度": 1, "半年": 2, "季度": 4, "季": 4, "月": 12, "周": 52, "星期": 52, "日": 365, "天": 365,
}  # fmt: skip
_SAME_AT_MOST = Decimal("1.2")
_MEASURED = frozenset({"share", "count", "duration", "date", "amount", "score", "area"})


@dataclass(frozen=True, slots=True, eq=False)
class Consistent:
    """The two targets of one indicator (the rule's first two fields: the part and the whole) differ in unit or in the
    direction of their operators, or only one of them can be measured, or a rate is stricter in the part.

    Silent where one repeats the other and adds to it, and where both are words. The variant says which it is:
    `unit`, `frequency`, `direction`, `measure`, `stricter`, `late` (the part's date is after the whole's).

    references: patterns of whole clauses (folded, without blanks) that point to something unstated: a value made of
        nothing else shares no measure with a number.
    any_unit: units that may stand for any other one of the same dimension.
    """

    kind: ClassVar[str] = "consistent"
    scopes: ClassVar[tuple[Scope, ...]] = ("indicator",)
    placeholders: ClassVar[frozenset[str]] = frozenset({"name", "value", "other"})

    references: tuple[str, ...] = ()
    any_unit: tuple[str, ...] = ()

    def validate(self) -> None:
        """ValueError for options that are of the right type and still none: a pattern that does not compile."""
        check_sources(self.references)

    def occasions(self, context: Context) -> Iterable[Occasion]:
        """Two targets that differ."""
        yield {"sides": are_two}

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """A finding at the bare value of the first field."""
        sides = two_sides(subject, context)
        if isinstance(sides, NotEnoughData):
            yield sides
            return
        if sides is None or subject.indicator is None:
            return
        part, whole = sides
        if _adds(part, whole):
            return
        fault = self._fault(part, whole, subject, context)
        if not fault:
            return
        values = {"name": subject.indicator.strings()[0], "value": part.value.bare, "other": whole.value.bare}
        start, end = bare_span(part.value)
        related = (Related(whole.text, OTHER_TARGET, *bare_span(whole.value)),)
        yield Finding(part.field, part.text, start, end, values, related, variant=fault)

    def _fault(self, part: Side, whole: Side, subject: Subject, context: Context) -> str:
        numbers = [bool(s.value.quantities or s.value.note_quantities) for s in (part, whole)]
        if numbers[0] != numbers[1]:
            words, counted = (whole, part) if numbers[0] else (part, whole)
            return "measure" if self._points_elsewhere(words) and not _is_all(counted) else ""
        if part.single is None or whole.single is None:
            return ""
        one, other = (with_unit(s, subject, context) for s in (part.single, whole.single))
        return self._compare(one, other, context.taxonomy)

    def _points_elsewhere(self, side: Side) -> bool:
        found = clauses(side.value.bare)
        return bool(found) and all(fill(self.references, clause) for clause in found)

    def _compare(self, one: Quantity, other: Quantity, taxonomy: Taxonomy) -> str:
        """What does not fit between two single quantities, "" where nothing does not."""
        if self._other_unit(one, other, taxonomy):
            return "unit"
        if _other_frequency(one, other, taxonomy):
            return "frequency"
        if one.dimension == "date" and other.dimension == "date":
            return _late(one, other)
        factor = same_unit(one, other, taxonomy)
        if factor is None or one.approximate or other.approximate:
            return ""
        if {one.operator, other.operator} & _UP and {one.operator, other.operator} & _DOWN:
            return "direction"
        if one.dimension != "share" or len(one.numbers) != 1 or len(other.numbers) != 1:
            return ""
        a, b = one.numbers[0], other.numbers[0] * factor
        falling = one.operator in _DOWN or other.operator in _DOWN
        return "stricter" if (a < b if falling else a > b) else ""

    def _other_unit(self, one: Quantity, other: Quantity, taxonomy: Taxonomy) -> bool:
        if not one.unit or not other.unit:
            return False
        if one.per or other.per:
            # 每月1次 is never a share of something.
            often, rate = (one, other) if one.per else (other, one)
            return often.dimension in ("count", "frequency") and rate.dimension == "share" and not rate.per
        if one.dimension != other.dimension:
            return all(q.dimension in _MEASURED or q.unit in taxonomy.units.scale for q in (one, other))
        units = [unit_key(q.unit, taxonomy) for q in (one, other)]
        if one.dimension != "count" or units[0] == units[1]:
            return False
        generic = {unit_key(unit, taxonomy) for unit in self.any_unit}
        return generic.isdisjoint(units) and not set(one.unit) & set(other.unit)


def _other_frequency(one: Quantity, other: Quantity, taxonomy: Taxonomy) -> bool:
    """Whether both are frequencies of the same unit, in periods and numbers that do not come to the same in a year."""
    if one.per == other.per or one.per not in _PER_YEAR or other.per not in _PER_YEAR or one.approximate:
        return False
    if unit_key(one.unit, taxonomy) != unit_key(other.unit, taxonomy) or not one.numbers or not other.numbers:
        return False
    low, high = sorted(q.numbers[0] * _PER_YEAR[q.per] for q in (one, other))
    return low > 0 and high > low * _SAME_AT_MOST


def _is_all(side: Side) -> bool:
    """Whether the number is 100%: as much as a plan or a rule asks for, and so no other measure."""
    single = side.single
    return single is not None and single.dimension == "share" and single.numbers == (_ALL,)


def _adds(part: Side, whole: Side) -> bool:
    """Whether one text holds the other and more."""
    a, b = (squeeze(s.text.string).strip("。;；,，") for s in (part, whole))
    if not a or not b:
        return True
    return (a in b or b in a) and len(a) != len(b) and not _is_bound(a, b)


def _is_bound(a: str, b: str) -> bool:
    """Whether the shorter is nothing but a number inside the longer one's: 5个 in 15个, 8% in 98%."""
    short, long = sorted((a, b), key=len)
    at = long.find(short)
    before, behind = long[at - 1 : at], long[at + len(short) : at + len(short) + 1]
    return (short[0].isdigit() and (before.isdigit() or before == ".")) or (short[-1].isdigit() and behind.isdigit())


def _late(one: Quantity, other: Quantity) -> str:
    """Whether the part's day is after the whole's last one."""
    last = other.upper or other.lower
    first = one.upper or one.lower
    return "late" if first is not None and last is not None and first > last and other.operator not in _UP else ""
