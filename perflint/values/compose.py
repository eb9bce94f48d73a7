"""Putting a quantity together: what stands behind its number, its unit, its bounds."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import Quantity
from perflint.model.quantity import Dimension, Operator
from perflint.values.numbers import read_factor
from perflint.values.operators import Before, combine, read_behind
from perflint.values.units import Lexicon, Unit, read_letters, read_unit

_AROUND = lazy_regex("[余多几来](?!元)")
# What stands for a unit that was damaged.
_STRAY = {"↑": "个", "↓": "个", "夭": "天"}


# One of these stands in every text that has a stray mark behind a number.
WORDS_OF_STRAYS = frozenset({*_STRAY, "%%"})


@dataclass(frozen=True, slots=True, eq=False)
class Tail:
    """Factor, unit and stray marks behind a number."""

    end: int
    factor: int = 1
    unit: Unit | None = None
    around: bool = False
    stray: tuple[int, int] | None = None
    stray_unit: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Composer:
    """One text, as given and levelled, and the units to know."""

    text: str
    low: str
    known: Lexicon

    def tail(self, end: int, letters: bool) -> Tail:
        """What stands behind a number that ends at `end`; with `letters`, unknown letters are a unit too."""
        low = self.low
        at = end + low.startswith(" ", end)
        unit = read_unit(low, at, self.known)
        factor, around = 1, False
        if unit is None:
            after, factor = read_factor(low, at)
            if found := _AROUND.match(low, after):
                after, around = found.end(), True
            if factor > 1 or around:
                end, at = after, after + low.startswith(" ", after)
                unit = read_unit(low, at, self.known)
        if unit is None and letters:
            unit = read_letters(low, at)
        return self._stray(Tail(end if unit is None else unit.end, factor, unit, around))

    def _stray(self, tail: Tail) -> Tail:
        """A mark in the unit's place, or behind it, that is no unit."""
        mark = self.low[tail.end : tail.end + 1]
        place = tail.end, tail.end + 1
        if mark == "%" and tail.unit and self.low[tail.end - 1] == "%":
            return replace(tail, end=place[1], stray=place)
        if not mark or mark not in _STRAY or (mark == "夭" and tail.unit):
            return tail
        return replace(tail, end=place[1], stray=place, stray_unit="" if tail.unit else _STRAY[mark])

    def build(self, before: Before, values: tuple[Decimal, ...], tail: Tail, *, spread: bool = False) -> Quantity:
        """The quantity of an operator, its numbers and what stands behind them; `spread` for ±."""
        behind = read_behind(self.low, tail.end, tail.unit is not None)
        operator = combine(before.operator, behind.operator)
        if not operator and (len(values) > 1 or spread or tail.around):
            operator = "~"
        unit, per = tail.stray_unit, ""
        dimension: Dimension = self.known.dimension.get(unit, "other") if unit else "other"
        if tail.unit is not None:
            unit, per, dimension = self._written(tail.unit), tail.unit.per, tail.unit.dimension
        lower, upper = bounds(operator, values, spread=spread, around=tail.around)
        damaged = before.damaged or tail.stray
        return Quantity(
            before.start, behind.end, operator, values, unit, dimension, lower, upper,
            self.text[slice(*damaged)] if damaged else "", damaged, per, None,
            before.approximate or behind.approximate or tail.around,
        )  # fmt: skip

    def share(self, before: Before, percent: Decimal, end: int) -> tuple[Quantity, int]:
        """A share in words, as a percentage; and where it ends."""
        quantity = self.build(before, (percent,), Tail(end, unit=Unit(end, end, end, "share")))
        return replace(quantity, unit="%"), quantity.end

    def _written(self, unit: Unit) -> str:
        """The unit as it stands in the text; a percent sign of any width is %."""
        return "%" if self.low[unit.start : unit.stop] == "%" else self.text[unit.start : unit.stop].strip()


def bounds(
    operator: Operator, values: tuple[Decimal, ...], *, spread: bool = False, around: bool = False
) -> tuple[Decimal | None, Decimal | None]:
    """The lower and the upper bound that an operator and its numbers set; 20余 has no upper one."""
    if spread:
        return -values[0], values[0]
    if operator in ("≥", ">"):
        return min(values), None
    if operator in ("≤", "<"):
        return None, max(values)
    return min(values), None if around else max(values)
