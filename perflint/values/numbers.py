"""Numbers as written: digits with thousands groups, 万 and 亿 behind them, and Chinese numerals."""

from __future__ import annotations

from decimal import Decimal

from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.text import chinese_number

DIGITS = "零〇一二两三四五六七八九"
NUMERAL = f"[{DIGITS}十百千万亿]"
_GROUPED = lazy_regex(r"[1-9][0-9]{0,2}(?:,[0-9]{3}){1,5}(?![0-9]|,[0-9]{3}(?![0-9]))(?:\.[0-9]+)?(?! ?[%])")
_PLAIN = lazy_regex(r"[0-9]+(?:\.[0-9]+)?")
_NUMERAL = lazy_regex(f"{NUMERAL}+(?:点[{DIGITS}]+)?")
_FACTOR = lazy_regex("[十百千]?万亿?|[百千]?亿|[百千](?!分)")
_FACTORS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
MOST_DIGITS = 20
_MOST_NUMERALS = 16


@dataclass(frozen=True, slots=True, eq=False)
class Number:
    """A number and where it ends; `values` are two for 两三 and its like."""

    end: int
    values: tuple[Decimal, ...]
    chinese: bool = False


def read_number(low: str, at: int) -> Number | None:
    """The number that begins at `at`, None where there is none or where it is too long to be one."""
    if found := _GROUPED.match(low, at) or _PLAIN.match(low, at):
        digits = found.group().replace(",", "")
        return Number(found.end(), (Decimal(digits),)) if len(digits) <= MOST_DIGITS else None
    return _read_numeral(low, at)


def number_end(low: str, at: int) -> int:
    """Where the run of digits or numerals that begins at `at` ends."""
    found = _PLAIN.match(low, at) or _NUMERAL.match(low, at)
    return found.end() if found else at


def read_factor(low: str, at: int) -> tuple[int, int]:
    """The factor 万, 亿, 百万 … that begins at `at`: where it ends, and its value (1 where there is none)."""
    if not (found := _FACTOR.match(low, at)):
        return at, 1
    value = 1
    for sign in found.group():
        value *= _FACTORS[sign]
    return found.end(), value


def _read_numeral(low: str, at: int) -> Number | None:
    found = _NUMERAL.match(low, at)
    if not found or found.end() - at > _MOST_NUMERALS or low[at] in "百千万亿":
        return None
    whole, _, part = found.group().partition("点")
    values = numeral_values(whole)
    if values is None:
        return None
    if part:
        digits = "".join(str(chinese_number(sign)) for sign in part)
        values = (Decimal(f"{values[0]}.{digits}"),)
    return Number(found.end(), values, True)


def numeral_values(numeral: str) -> tuple[Decimal, ...] | None:
    """The value of a Chinese numeral; 两三 gives both; digits in a row such as 三七二 are no amount."""
    if len(numeral) > 1 and all(sign in DIGITS for sign in numeral):
        first, second = chinese_number(numeral[0]), chinese_number(numeral[-1])
        if len(numeral) == 2 and first and second and first < second:
            return Decimal(first), Decimal(second)
        return None
    value = chinese_number(numeral)
    return None if value is None else (Decimal(value),)


def times(value: Decimal, factor: int) -> Decimal:
    """The product, without a fraction of zeros."""
    product = value * factor
    whole = product.to_integral_value()
    return whole.quantize(Decimal(1)) if factor > 1 and whole == product else product
