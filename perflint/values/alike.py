"""Values that differ from a known one in nothing but the number: 惠及86人 is taken apart like 惠及47人."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from perflint.lazyregex import lazy_regex
from perflint.model import Quantity, Value
from perflint.values.units import UnitTable

# Beside these the number may be one of a date or a name, and beside a numeral it is another number.
_DATED = "年月日号时点分旬周季级届期版款型度第"
_NUMERALS = "一二两三四五六七八九十百千万亿半零"
_HAN = "[\u4e00-\u9fff]"
_YEAR = "(?:(?:19|20)[0-9]{2}|2100)"
# 1.2 may be a section's, 12345 a hot line, and 2025 by itself is a year.
_PLAIN = lazy_regex(
    rf"(?P<before>(?:[≥≤=><＞＜＝]|(?![{_DATED}{_NUMERALS}]){_HAN}){{0,10}}+)"
    rf"(?P<number>(?P<year>{_YEAR})(?=.)|(?!{_YEAR}(?![0-9]))"
    r"(?:[1-9][0-9]{0,4}+(?!\.)|[1-9][0-9]{1,3}(?P<decimals>\.[0-9]{1,2})))"
    rf"(?P<behind>(?!.*(?:热线|平台|电话|专线|报警|急救|举报|联动))[%‰℃㎡]?(?![{_DATED}])(?:(?![{_NUMERALS}]){_HAN}){{0,8}}+)"
)
_DIGITS, _DECIMALS, _LIKE_YEAR = "37647", ".53", "2047"

# What stands before the number, a number with as many figures before and behind its point, and what stands behind it.
Likeness = tuple[str, str, str]
TakeApart = Callable[[str, UnitTable], Value]


def likeness_of(text: str) -> Likeness | None:
    """What a value of one plain number has in common with others; None where the text is more than that."""
    plain = _PLAIN.fullmatch(text)
    if plain is None:
        return None
    before, number, year, decimals, behind = plain.groups()
    if year:
        return before, _LIKE_YEAR, behind
    places = len(decimals or "")
    return before, _DIGITS[places - len(number) :] + _DECIMALS[:places], behind


def like_another(text: str, units: UnitTable, take_apart: TakeApart) -> Value | None:
    """A value of one plain number taken apart like another one; None where the text is more than that."""
    like = likeness_of(text)
    known = known_like(like, units, take_apart) if like is not None else None
    if like is None or known is None:
        return None
    before, _, behind = like
    exact, more = Decimal(text[len(before) : len(text) - len(behind)]), len(text)
    lower, upper = (None if bound is None else exact for bound in (known.lower, known.upper))
    quantity = Quantity(
        known.start, more - known.end, known.operator, (exact,), known.unit, known.dimension, lower, upper,
        known.damaged, known.damaged_span, known.per, None, known.approximate,
    )  # fmt: skip
    return Value(text, text, ((0, more),), (), (quantity,))


@lru_cache(maxsize=8192)
def known_like(like: Likeness, units: UnitTable, take_apart: TakeApart) -> Quantity | None:
    """The quantity of such a value, its end counted from the text's end; None where it is not all that there is."""
    before, number, _ = like
    text = "".join(like)
    value, exact = take_apart(text, units), Decimal(number)
    if value.notes or value.note_quantities or value.bare_spans != ((0, len(text)),) or len(value.quantities) != 1:
        return None
    (found,) = value.quantities
    plain = found.numbers == (exact,) and {found.lower, found.upper} <= {exact, None} and found.year is None
    if not plain or (found.damaged_span is not None and found.damaged_span[1] > len(before)):
        return None
    return replace(found, end=len(text) - found.end, numbers=())
