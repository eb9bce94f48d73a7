"""Two targets of one indicator side by side: their single quantities, and in which unit they can be compared."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from perflint.checks.base import Context, field_string, field_text
from perflint.checks.support.names import declared_unit, unit_key, value_key
from perflint.lazyclass import dataclass
from perflint.model import NotEnoughData, Quantity, Subject, Text, Value
from perflint.taxonomy import Taxonomy
from perflint.text import squeeze


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One target: its field, text and value."""

    field: str
    text: Text
    value: Value

    @property
    def single(self) -> Quantity | None:
        """The only quantity of the bare value, None where it holds none or several."""
        return self.value.quantities[0] if len(self.value.quantities) == 1 else None


# Some rules look at the same two.
_key = lru_cache(maxsize=2048)(value_key)


def are_two(sides: tuple[str, str]) -> bool:
    """Whether both targets are filled and not the same."""
    return sides[0] != sides[1] and bool(sides[0].strip()) and bool(sides[1].strip())


def two_sides(subject: Subject, context: Context) -> tuple[Side, Side] | NotEnoughData | None:
    """The rule's first two fields where both are filled and say different things, else None."""
    indicator = subject.indicator
    if indicator is None or len(context.fields) < 2:
        return None
    first, second = context.fields[:2]
    if indicator.garbled.intersection((first, second)):
        return NotEnoughData("garbled")
    strings = [field_string(subject, field) for field in (first, second)]
    squeezed = [squeeze(string) for string in strings]
    if not all(squeezed) or squeezed[0] == squeezed[1]:
        return None
    one, other = map(context.value, strings)
    if _key(one, context.taxonomy) == _key(other, context.taxonomy):
        return None
    return Side(first, field_text(subject, first), one), Side(second, field_text(subject, second), other)


def with_unit(quantity: Quantity, subject: Subject, context: Context) -> Quantity:
    """The quantity with the unit that the unit column or the name's bracket gives, where it has none itself."""
    if quantity.unit or quantity.dimension not in ("other", "count") or subject.indicator is None:
        return quantity
    declared = declared_unit(subject.indicator, context.taxonomy)
    dimension = context.taxonomy.units.dimension.get(declared)
    return replace(quantity, unit=declared, dimension=dimension) if dimension else quantity


def same_unit(one: Quantity, other: Quantity, taxonomy: Taxonomy) -> Decimal | None:
    """The factor that turns numbers in the other's unit into the first one's, None where there is none."""
    if one.per != other.per:
        return None
    a, b = unit_key(one.unit, taxonomy), unit_key(other.unit, taxonomy)
    if a == b:
        return Decimal(1)
    scale = taxonomy.units.scale
    units = [squeeze(q.unit).lower() for q in (one, other)]
    if one.dimension != other.dimension or not all(u in scale for u in units):
        return None
    return scale[units[1]] / scale[units[0]]
