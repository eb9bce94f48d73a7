"""Printed numbers that are added up: their value, their decimals, and a unit of money behind them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from perflint.checks.base import Context
from perflint.errors import OptionFault, did_you_mean
from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import Text
from perflint.taxonomy import Taxonomy
from perflint.text import squeeze

_LONGEST = 40
_NUMBER = lazy_regex(r"[¥￥]?([-+]?(?:\d{1,3}(?:,\d{3})+|\d{1,18})(?:\.(\d{1,8}))?)(%|分)?([百千万亿]{0,2}元)?")
# What forms print in a cell that is not used.
_STROKES = "/\\-—–_"
_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as printed: `decimals` behind the point, a `%` or not, the unit of money behind it ("" without one)."""

    value: Decimal
    decimals: int = 0
    percent: bool = False
    unit: str = ""

    @property
    def slack(self) -> Decimal:
        """How far the exact figure may be from a rounded one: half of the last decimal; 0 for whole numbers."""
        return _HALF.scaleb(-self.decimals) if self.decimals else Decimal(0)


@lru_cache(maxsize=8192)
def printed(text: str) -> Printed | None:
    """The number that a cell consists of, or None where it is empty or more than a number."""
    match = _NUMBER.fullmatch(squeeze(text)) if len(text) <= _LONGEST else None
    if match is None:
        return None
    digits, decimals, sign, unit = match.groups()
    return Printed(Decimal(digits.replace(",", "")), len(decimals or ""), sign == "%", unit or "")


def number_in(text: Text, context: Context) -> Decimal | None:
    """The number that a cell prints, or the only one of its only quantity (12次, ≥3.5万元)."""
    number = printed(text.string)
    if number is not None:
        return number.value
    quantities = context.value(text.string).quantities
    return quantities[0].numbers[0] if len(quantities) == 1 and len(quantities[0].numbers) == 1 else None


def is_blank(text: str) -> bool:
    """Whether a cell is empty, or holds nothing but strokes."""
    return not text or (len(text) <= _LONGEST and not squeeze(text).strip(_STROKES))


def in_one_unit(numbers: Sequence[Printed], default: str, taxonomy: Taxonomy) -> list[Decimal] | None:
    """The values in one unit of money; those without a unit stand in `default`. None where that is not known."""
    if len({n.unit for n in numbers}) < 2:
        return [n.value for n in numbers]
    scale = taxonomy.units.scale
    units = [n.unit or squeeze(default) for n in numbers]
    if any(unit not in scale for unit in units):
        return None
    base = scale[units[0]]
    return [n.value * scale[unit] / base for n, unit in zip(numbers, units, strict=True)]


def shown(number: Decimal, like: str = "") -> str:
    """A number for a message, without an exponent: with the decimals and separators of another one as printed, else
    without zeros at its end."""
    model = printed(like)
    if model is None:
        text = f"{number:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    least = max(model.decimals, len(shown(number).partition(".")[2]))
    return f"{number:{',' if ',' in like or '，' in like else ''}.{least}f}"


def check_tolerance(tolerance: Decimal) -> None:
    """OptionFault for a tolerance that is none."""
    if not tolerance.is_finite() or tolerance < 0:
        raise OptionFault(
            ("tolerance",), "tolerance 应是一个不小于零的数", "tolerance must be a number of zero or more"
        )


def check_field(path: str | tuple[str | int, ...], name: str, known: Sequence[str]) -> None:
    """OptionFault for an option that names no field."""
    if name not in known:
        hint = did_you_mean(name, known)
        where = (path,) if isinstance(path, str) else path
        raise OptionFault(where, f"没有字段“{name}”{hint.zh}", f"no field '{name}'{hint.en}")
