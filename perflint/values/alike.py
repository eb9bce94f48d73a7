"""Values that differ from a known one in nothing but the number: ≥95% is taken apart like ≥47%."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

from perflint.lazyregex import lazy_regex
from perflint.model import Quantity, Value
from perflint.values.operators import PLAIN_WORDS
from perflint.values.units import UnitTable

# Years, days and times of day depend on the number; 1.2 may be a section's, 12345 a hot line, and with 万 it is
# another number.
_DATED = "年月日号时点分旬周季级届期版款型度第"
_PLAIN = lazy_regex(
    rf"(?P<before>[≥≤=><＞＜＝]{{0,2}}|{'|'.join(PLAIN_WORDS)})"
    r"(?P<number>(?!(?:19|20)[0-9]{2}(?![0-9]))(?:[1-9][0-9]{0,4}|[1-9][0-9]{1,3}(?P<decimals>\.[0-9]{1,2})))"
    rf"(?P<behind>[%‰℃㎡]|(?!.{{0,2}}(?:热线|平台|电话|专线|报警|急救|举报|联动))(?![{_DATED}])[^\W0-9A-Za-z_零〇一二两三四五六七八九十百千万亿半]{{1,4}})?"
)
_DIGITS = "37647"

# What stands before the number, how many figures it has before and behind its point, and what stands behind it.
Likeness = tuple[str, int, int, str]
TakeApart = Callable[[str, UnitTable], Value]


def likeness_of(text: str) -> Likeness | None:
    """What a value of one plain number has in common with others; None where the text is more than that."""
    plain = _PLAIN.fullmatch(text)
    if plain is None:
        return None
    decimals = len(plain["decimals"] or "")
    return plain["before"], len(plain["number"]) - decimals, decimals, plain["behind"] or ""


def like_another(text: str, units: UnitTable, take_apart: TakeApart) -> Value | None:
    """A value of one plain number taken apart like another one; None where the text is more than that."""
    like = likeness_of(text)
    known = known_like(like, units, take_apart) if like is not None else None
    if like is None or known is None:
        return None
    number = text[len(like[0]) : len(text) - len(like[3])]
    exact, more = Decimal(number), len(text)
    lower, upper = (None if bound is None else exact for bound in (known.lower, known.upper))
    quantity = Quantity(
        known.start, more - known.end, known.operator, (exact,), known.unit, known.dimension, lower, upper,
        per=known.per, approximate=known.approximate,
    )  # fmt: skip
    return Value(text, text, ((0, more),), (), (quantity,))


@lru_cache(maxsize=8192)
def known_like(like: Likeness, units: UnitTable, take_apart: TakeApart) -> Quantity | None:
    """The quantity of such a value, its end counted from the text's end; None where it is not all that there is."""
    before, whole, decimals, behind = like
    number = _DIGITS[-whole:] + ".53"[:decimals]
    text = f"{before}{number}{behind}"
    value, exact = take_apart(text, units), Decimal(number)
    if value.notes or value.note_quantities or value.bare_spans != ((0, len(text)),) or len(value.quantities) != 1:
        return None
    (found,) = value.quantities
    plain = found.numbers == (exact,) and {found.lower, found.upper} <= {exact, None}
    if not plain or found.damaged or found.damaged_span or found.year is not None:
        return None
    return Quantity(
        found.start, len(text) - found.end, found.operator, (), found.unit, found.dimension, found.lower, found.upper,
        per=found.per, approximate=found.approximate,
    )  # fmt: skip
