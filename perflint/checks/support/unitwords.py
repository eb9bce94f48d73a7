"""Numbers and units: a number without the words around it, shares in percent, and the units that are declared."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from perflint.checks.support.names import is_measure, name_and_unit
from perflint.checks.support.naming import as_tuple, head, is_rate, tails
from perflint.checks.support.wording import made_of, plain
from perflint.model import Indicator, Quantity, Value
from perflint.taxonomy import Taxonomy
from perflint.text import squeeze

# 万人 is no unit of its own: a value that is read has the factor in its number.
_FACTORS = "百千万亿"

# One of these stands in every name of a count.
COUNT_WORDS = frozenset("数次")


@lru_cache(maxsize=2048)
def rest_of(value: Value) -> str:
    """The words of the bare value beside its quantities, as `plain` gives them."""
    kept = []
    for start, end in value.bare_spans:
        at = start
        for quantity in value.quantities:
            if start <= quantity.end and quantity.start < end:
                kept.append(value.text[at : max(at, quantity.start)])
                at = max(at, quantity.end)
        kept.append(value.text[at:end])
    return plain("".join(kept))


def is_bare_number(value: Value, name: str, beside: frozenset[str]) -> bool:
    """Whether the bare value says nothing beside its numbers but words of its name or those that are given."""
    rest = rest_of(value)
    return rest in head(name) or made_of(rest, beside)


def percent(quantity: Quantity, taxonomy: Taxonomy) -> tuple[Decimal, ...]:
    """The numbers of a share in percent; empty for percentage points and for shares of another kind."""
    unit = squeeze(quantity.unit).lower()
    factor = taxonomy.units.scale.get(unit)
    if quantity.dimension != "share" or factor is None or unit.endswith("百分点"):
        return ()
    return tuple(number * factor for number in quantity.numbers)


@lru_cache(maxsize=2048)
def is_count(name: str, taxonomy: Taxonomy) -> bool:
    """Whether the name is that of a count of things or people: 人数 次数 数量 人次, but no 指数 or 天数."""
    text = head(name)
    if not text.endswith(("数", "数量")) and not _ends_in_times(text, taxonomy):
        return False
    return not is_rate(name, taxonomy) and not text.endswith(as_tuple(taxonomy.words["count_exceptions"]))


def _ends_in_times(text: str, taxonomy: Taxonomy) -> bool:
    """人次, 场次, 批次: a measure word with 次."""
    return text.endswith("次") and text[-2:-1] in taxonomy.words["count_measures"]


@lru_cache(maxsize=2048)
def counts_in_words(name: str, taxonomy: Taxonomy) -> bool:
    """Whether the name ends in a measure word with 数 or 次, and so says in what it is counted: 户数, 人次."""
    text = head(name)
    if _ends_in_times(text, taxonomy):
        return True
    return text.endswith("数") and text[:-1].endswith(as_tuple(taxonomy.words["count_measures"]))


def declared_units(indicator: Indicator, taxonomy: Taxonomy) -> tuple[str, ...]:
    """The units that the unit column and the name's bracket give, those that are known, the column's first."""
    column = squeeze(indicator.unit.string).lower()
    known = [column] if column in taxonomy.units.dimension else []
    return tuple(dict.fromkeys([*known, *units_of_name(indicator.strings()[0], taxonomy)]))


def units_of_name(name: str, taxonomy: Taxonomy) -> list[str]:
    """The units that a name's brackets give."""
    brackets = [unit for tail in tails(name) if is_measure(unit := tail.split(":")[-1], taxonomy)]
    inner = name_and_unit(name, taxonomy)[1]
    return brackets or ([inner] if inner else [])


def unit_in_name(name: str, taxonomy: Taxonomy) -> bool:
    """Whether a bracket at the name's end, or the end itself, is a unit of any kind: （人/次）, 总投资万元."""
    known = taxonomy.units.dimension
    if any(part in known for tail in tails(name) for part in _parts(tail)):
        return True
    text = head(name)
    # A name that ends in 比例 is that of a share, and so needs its sign.
    return any(known.get(text[-length:], "count") != "count" for length in (2, 3, 4)) and not text.endswith("比例")


def _parts(tail: str) -> Iterable[str]:
    text = tail.split(":")[-1]
    return (text, text.lstrip(_FACTORS), *text.replace("、", "/").split("/"))


def numerator(unit: str) -> str:
    """The unit without what it is divided by and without 万 before what is counted: 次 of 次/年, 人 of 万人."""
    text = squeeze(unit).lower()
    for sign in "/·每":
        text = text.split(sign)[0]
    return text if text.endswith("元") else text.lstrip(_FACTORS) or text
