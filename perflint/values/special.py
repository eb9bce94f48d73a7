"""Quantities that are no plain number with a unit: 百分之九十五, 三分之二, 九成, 半年, 7*24小时, 1:50."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from perflint.lazyregex import lazy_regex
from perflint.model import Quantity
from perflint.values.compose import Composer, Tail
from perflint.values.names import in_formula
from perflint.values.numbers import NUMERAL, read_number
from perflint.values.operators import Before
from perflint.values.units import Unit, read_unit

Reading = tuple[Quantity | None, int]

PRODUCT = lazy_regex(r"(?P<a>[0-9]{1,5}) ?(?:个?小时|h|天|日)? ?[*×x] ?(?P<b>[0-9]{1,5})(?![0-9.%])")
_RATIO = lazy_regex(r"(?P<a>[0-9]{1,6}(?:\.[0-9]{1,4})?) ?[:/] ?(?P<b>[0-9]{1,6}(?:\.[0-9]{1,4})?)(?![0-9.%])")
_PERCENT = lazy_regex("(?P<whole>[百千万])分之(?=[0-9零一二两三四五六七八九十百])")
_FRACTION = lazy_regex("分之(?=[0-9一二两三四五六七八九十])")
_WHOLE = lazy_regex("百分百|百分之百(?!分)")
_TENTHS = lazy_regex("(?P<tenths>[一二三四五六七八九])成(?=$|[ ,;。、()]|以上|及以上|以下|左右)")
_HALF = lazy_regex("半个?(?P<unit>学年|年|天|月|小时|日)")
# What must stand behind digits before any of these is tried.
_PAIRED = lazy_regex(r"[0-9]{1,6}(?:\.[0-9]{1,4})? ?(?:个?小时|h|天|日)? ?[*×x:/]")
_PART_AHEAD = lazy_regex(f"(?:[0-9]{{1,6}}|{NUMERAL}{{1,6}})分之")
_HUNDRED = Decimal(100)
_WHOLES = {"百": Decimal(100), "千": Decimal(1000), "万": Decimal(10000)}


def read_special(composer: Composer, at: int, before: Before) -> Reading | None:
    """The special quantity at `at` and where to go on; None where there is none."""
    low = composer.low
    if low[at] in "0123456789":
        return _paired(composer, at, before) if _PAIRED.match(low, at) else _fraction(composer, at, before)
    if found := _WHOLE.match(low, at):
        return composer.share(before, _HUNDRED, found.end())
    if found := _PERCENT.match(low, at):
        number = read_number(low, found.end())
        if number is None:
            return None, found.end()
        return composer.share(before, number.values[0] * _HUNDRED / _WHOLES[found["whole"]], number.end)
    if found := _TENTHS.match(low, at):
        return composer.share(before, Decimal(10 * ("一二三四五六七八九".index(found["tenths"]) + 1)), found.end())
    if found := _HALF.match(low, at):
        return _half(composer, at, before, found)
    return _fraction(composer, at, before)


def _paired(composer: Composer, at: int, before: Before) -> Reading | None:
    """A product or a ratio; one that is a factor of a formula is skipped."""
    low = composer.low
    if found := PRODUCT.match(low, at):
        return _pair(composer, before, found, read_unit(low, found.end(), composer.known))
    if found := _RATIO.match(low, at):
        if low[at - 1 : at] in ("/", "*", "×", "÷") or in_formula(low, at, found.end()):
            return None, found.end()
        return _pair(composer, before, found, None)
    return None


def _fraction(composer: Composer, at: int, before: Before) -> Reading | None:
    """三分之二, as a share in percent."""
    if not _PART_AHEAD.match(composer.low, at):
        return None
    whole = read_number(composer.low, at)
    found = _FRACTION.match(composer.low, whole.end) if whole else None
    part = read_number(composer.low, found.end()) if found else None
    if whole is None or part is None or not whole.values[0] or part.values[0] > whole.values[0]:
        return None
    percent = (part.values[0] * _HUNDRED / whole.values[0]).quantize(Decimal("0.01"))
    return composer.share(before, percent, part.end)


def _pair(composer: Composer, before: Before, found: re.Match[str], unit: Unit | None) -> Reading:
    """Two numbers that make one thing: service hours 7*24, a resolution, a ratio."""
    tail = Tail(unit.end if unit else found.end(), unit=unit)
    quantity = composer.build(before, (Decimal(found["a"]), Decimal(found["b"])), tail)
    operator = "" if quantity.operator == "~" and not quantity.approximate else quantity.operator
    quantity = replace(quantity, operator=operator, dimension="other", lower=None, upper=None)
    return quantity, quantity.end


def _half(composer: Composer, at: int, before: Before, found: re.Match[str]) -> Reading:
    if at and composer.low[at - 1] in "上下前后大每一个过对":
        return None, found.end()
    start, end = found.span("unit")
    quantity = composer.build(before, (Decimal("0.5"),), Tail(end, unit=Unit(start, end, end, "duration")))
    return quantity, quantity.end
