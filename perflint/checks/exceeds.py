"""The kind `exceeds`: one target asks for more than the other one of which it is a part."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import ClassVar

from perflint.checks.base import Answer, Context, Occasion, Scope
from perflint.checks.support.compared import Side, are_two, same_unit, two_sides, with_unit
from perflint.checks.support.naming import ends_in, is_rate
from perflint.checks.support.wording import words_of
from perflint.lazyclass import dataclass
from perflint.model import Finding, NotEnoughData, Quantity, Related, Subject
from perflint.text import squeeze

_SUMMED = frozenset({"count", "amount", "area", "frequency", "other"})
_OPEN = frozenset({"", "=", "≥", ">"})
OTHER_TARGET = {"zh": "与之比较的指标值", "en": "the target it is compared with"}


@dataclass(frozen=True, slots=True, eq=False)
class Exceeds:
    """A count or amount of things done or made (≥, = or no operator) is larger than the whole of which it is a part;
    the first of the rule's fields is the part, the second the whole, both in one unit.

    Rates, durations, upper bounds, adverse counts and levels that are held (保有量 在园人数) are silent.

    levels: words that make a name one of a level held, wherever they stand in it.
    sizes: endings of names that are no amount of anything done; words of time and money per piece among them.
    """

    kind: ClassVar[str] = "exceeds"
    scopes: ClassVar[tuple[Scope, ...]] = ("indicator",)
    placeholders: ClassVar[frozenset[str]] = frozenset({"name", "value", "other", "number", "other_number"})

    levels: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()

    def occasions(self, context: Context) -> Iterable[Occasion]:
        """Two targets that differ, of something that is done bit by bit."""
        yield {"sides": are_two, "name": lambda name: self._adds_up(name, context)}

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """A finding at the part's quantity."""
        sides = two_sides(subject, context)
        if isinstance(sides, NotEnoughData):
            yield sides
            return
        if sides is None or subject.indicator is None or not self._adds_up(subject.indicator.strings()[0], context):
            return
        part, whole = sides
        pair = [with_unit(q, subject, context) for q in (part.single, whole.single) if q is not None]
        if len(pair) != 2 or not all(_counts(q) for q in pair):
            return
        if _is_held(part, self.levels) or _is_held(whole, self.levels):
            return
        factor = same_unit(pair[0], pair[1], context.taxonomy)
        if factor is None or not _number(pair[0]) > _number(pair[1]) * factor:
            return
        values = {
            "name": subject.indicator.strings()[0],
            "value": part.value.bare,
            "other": whole.value.bare,
            "number": _number(pair[0]),
            "other_number": _number(pair[1]),
        }
        related = (Related(whole.text, OTHER_TARGET, pair[1].start, pair[1].end),)
        yield Finding(part.field, part.text, pair[0].start, pair[0].end, values, related)

    def _adds_up(self, name: str, context: Context) -> bool:
        """Whether the name is of something that is done or made bit by bit."""
        taxonomy = context.taxonomy
        plain = squeeze(name)
        if not plain or is_rate(name, taxonomy) or ends_in(name, self.sizes):
            return False
        if ends_in(name, words_of(taxonomy, "adverse", "dimensionless", "duration_heads")):
            return False
        return not any(
            word in plain for word in (*self.levels, *taxonomy.words["levels_held"], *taxonomy.words["adverse"])
        )


def _counts(quantity: Quantity) -> bool:
    return (
        quantity.dimension in _SUMMED
        and quantity.operator in _OPEN
        and not quantity.per
        and not quantity.approximate
        and len(quantity.numbers) == 1
        and quantity.year is None
    )


def _is_held(side: Side, levels: tuple[str, ...]) -> bool:
    plain = squeeze(side.value.bare)
    return any(word in plain for word in levels)


def _number(quantity: Quantity) -> Decimal:
    return quantity.numbers[0]
