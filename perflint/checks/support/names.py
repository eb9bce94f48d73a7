"""Names, values and rows of both in the form in which two of them are compared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import lru_cache, partial
from hashlib import blake2b
from typing import TypeVar

from perflint.checks.base import IN_STRINGS, string_of
from perflint.lazyregex import lazy_regex
from perflint.model import Indicator, Value
from perflint.taxonomy import Taxonomy
from perflint.text import fold_text, squeeze
from perflint.values import likeness, parse_value
from perflint.values.alike import Likeness

OPENING = "([{【〔〖「『<〈《"
_BRACKETS = str.maketrans(f"{OPENING[1:]}]}}】〕〗」』>〉》", "(" * 10 + ")" * 10)
_BRACKETED = frozenset(map(chr, _BRACKETS))
_QUOTES = lazy_regex("[\"'“”‘’„‟`´]")
_FRONT = lazy_regex(r"^(?:[★☆*※●■◆○□·]+|指标[0-9]{1,3}[:.、])+")
_DAY = lazy_regex(r"[0-9一二三四五六七八九十]+|[上中下](?=旬|半年)|[月季底初]")
_END = lazy_regex(r"[,;:。.、*★]{1,20}$")
# A name that is its own key: it holds nothing that one folds, takes off or reads as a unit.
_BARE = lazy_regex("[0-9a-z\u4e00-\u9fff]{0,1000}")
_INNER = lazy_regex(r"\((?:(?:计量)?单位[:])?([^()]{1,12})\)")

# A row's number is its name's times an odd number, plus its value's: they must not change places.
_SPREAD = 0x9E3779B97F4A7C15
_BITS = (1 << 63) - 1
# With more names, or more values, no further rows are begun before they are forgotten.
_KEPT = 16384

_Key = TypeVar("_Key")
_Said = TypeVar("_Said")

# What stands for the number in the key of values that are alike.
_NUMBER = "\0"


def letters(text: str) -> int:
    """How many letters and Han characters a text holds."""
    return sum(c.isalpha() for c in text)


def text_key(text: str) -> str:
    """A text without differences of width, blanks, case, brackets, quotes and marks at its end."""
    return _END.sub("", _QUOTES.sub("", _rounded(squeeze(text[:4000]).lower())))


def _rounded(text: str) -> str:
    """A text with round brackets only; few have others, and to look for these is quicker than to replace none."""
    return text if _BRACKETED.isdisjoint(text) else text.translate(_BRACKETS)


@lru_cache(maxsize=8192)
def name_and_unit(name: str, taxonomy: Taxonomy) -> tuple[str, str]:
    """A name without differences of width, blanks, case, brackets, quotes and marks, and the unit in its brackets.

    The unit is taken out of the name; "" where there is none. 满意度（企业） keeps its bracket: 企业 is whom one asks.
    """
    if _BARE.fullmatch(name):
        return name, ""
    key = _QUOTES.sub("", _rounded(squeeze(name[:1000]).lower()))
    key = _END.sub("", _FRONT.sub("", key))
    unit = ""
    for found in reversed(list(_INNER.finditer(key))):
        if is_measure(found[1], taxonomy):
            unit = unit_key(found[1], taxonomy)
            key = key[: found.start()] + key[found.end() :]
    return _END.sub("", key), unit


@lru_cache(maxsize=4)
def name_keys(taxonomy: Taxonomy) -> Callable[[str], str]:
    """What gives the name alone, as `name_and_unit` does."""
    return lambda name: name_and_unit(name, taxonomy)[0]


def is_measure(word: str, taxonomy: Taxonomy) -> bool:
    """Whether a word in brackets behind a name is a unit, and not whom or what the name is about (企业, 社区)."""
    dimension = taxonomy.units.dimension.get(word)
    if dimension is None or dimension != "count":
        return dimension is not None
    return len(word) == 1 or word[-1] == "次" or word[0] in "万千" or "/" in word


def unit_key(unit: str, taxonomy: Taxonomy) -> str:
    """A unit's class, so that units which count as the same compare equal; folded and in lower case."""
    return _unit_key(squeeze(unit).lower(), taxonomy)


@lru_cache(maxsize=2048)
def _unit_key(unit: str, taxonomy: Taxonomy) -> str:
    return next((min(group) for group in taxonomy.units.classes if unit in group), unit)


def declared_unit(indicator: Indicator, taxonomy: Taxonomy) -> str:
    """The unit that the name's bracket or the unit column gives, "" where neither does."""
    column = squeeze(indicator.unit.string).lower()
    return column if column in taxonomy.units.dimension else name_and_unit(indicator.name.string, taxonomy)[1]


def value_key(value: Value, taxonomy: Taxonomy, declared: str = "") -> str:
    """A bare value so that two ways to write one bound compare equal: ≥95% and 95%以上; "" for an empty one.

    A number without a unit of its own takes the one that is `declared` beside it.
    """
    return _value_key(value, taxonomy, declared, _plain)


def text_value_key(text: str, taxonomy: Taxonomy, declared: str = "") -> str:
    """The key of the value that a text says; of those that are alike but for one number, one is taken apart for all."""
    like = likeness(text, taxonomy.units)
    if like is None:
        return value_key(parse_value(text, units=taxonomy.units), taxonomy, declared)
    before, _, behind = like
    number = _plain(Decimal(text[len(before) : len(text) - len(behind)]))
    return _key_like(like, taxonomy, declared).replace(_NUMBER, number)


@lru_cache(maxsize=4096)
def _key_like(like: Likeness, taxonomy: Taxonomy, declared: str) -> str:
    """The key of the values that are so alike, with a sign for their number that none of them holds."""
    value = parse_value("".join(like), units=taxonomy.units)
    return _value_key(value, taxonomy, declared, lambda number: "" if number is None else _NUMBER)


def _value_key(value: Value, taxonomy: Taxonomy, declared: str, say: Callable[[Decimal | None], str]) -> str:
    signs = list(value.text)
    parts = []
    for quantity in value.quantities:
        signs[quantity.start : quantity.end] = [""] * (quantity.end - quantity.start)
        strict = quantity.operator if quantity.operator in ("<", ">") else ""
        bounds = f"{say(quantity.lower)}..{say(quantity.upper)}"
        if quantity.lower is None and quantity.upper is None:
            bounds = ",".join(map(say, quantity.numbers)) or _day(value.text[quantity.start : quantity.end])
        unit = unit_key(quantity.unit or declared, taxonomy)
        parts.append(f"{strict}{bounds}{unit}/{quantity.per}/{quantity.year or ''}")
    rest = "".join("".join(signs[start:end]) for start, end in value.bare_spans)
    words = _END.sub("", _QUOTES.sub("", _rounded(squeeze(rest).lower())))
    return "|".join(filter(None, [words, *parts]))


def _day(text: str) -> str:
    """What tells two days without a year apart: 6月底前 and 12月底前."""
    return "".join(_DAY.findall(fold_text(text).replace("末", "底")))


def _plain(number: Decimal | None) -> str:
    return "" if number is None else str(number.normalize())


def row_numbers(indicators: Sequence[Indicator], fields: Sequence[str], taxonomy: Taxonomy) -> list[int]:
    """The number of each indicator with the first of the fields that it has; 0 where it lacks these or a name."""
    if not indicators:
        return []
    names, values = _memos(taxonomy)
    for memo in (names, values):
        memo.trim()
    strings = [indicator.strings() for indicator in indicators]
    numbers, units = zip(*[names[name] for name, _, _ in strings], strict=True)
    declared = [
        declared_unit(indicator, taxonomy) if indicator.unit.string else unit
        for indicator, unit in zip(indicators, units, strict=True)
    ]
    found = map(values.__getitem__, zip(_targets(indicators, strings, fields), declared, strict=True))
    return [number and value and number + value for number, value in zip(numbers, found, strict=True)]


def _targets(
    indicators: Sequence[Indicator], strings: Sequence[tuple[str, str, str]], fields: Sequence[str]
) -> list[str]:
    """Of each indicator the first of the fields that is not blank, "" where all are."""
    targets = [""] * len(indicators)
    blank = list(range(len(indicators)))
    for field in fields:
        column = IN_STRINGS.get(field)
        for at in blank:
            targets[at] = string_of(indicators[at], field) if column is None else strings[at][column]
        blank = [at for at in blank if not targets[at] or targets[at].isspace()]
        if not blank:
            return targets
    for at in blank:
        targets[at] = ""
    return targets


class _Known(dict[_Key, _Said]):
    """What a function says of texts; a look-up takes a third of the time of `lru_cache`."""

    def __init__(self, say: Callable[[_Key], _Said]) -> None:
        self._say = say

    def __missing__(self, key: _Key) -> _Said:
        said = self[key] = self._say(key)
        return said

    def trim(self) -> None:
        """Forget all if it is much."""
        if len(self) > _KEPT:
            self.clear()


@lru_cache(maxsize=4)
def _memos(taxonomy: Taxonomy) -> tuple[_Known[str, tuple[int, str]], _Known[tuple[str, str], int]]:
    """The numbers of names, with the units in their brackets, and of values with their units."""
    return _Known(partial(_of_name, taxonomy)), _Known(partial(_of_value, taxonomy))


def _of_name(taxonomy: Taxonomy, name: str) -> tuple[int, str]:
    """The name's key as a spread number, 0 for a name without letters, and the unit in its brackets."""
    key, unit = name_and_unit(name, taxonomy)
    return (_hash(key) * _SPREAD & _BITS if any(map(str.isalpha, key)) else 0), unit


def _of_value(taxonomy: Taxonomy, value: tuple[str, str]) -> int:
    """The key of a value with the unit that is declared beside it as a number, 0 where nothing of it counts."""
    text, declared = value
    key = text_value_key(text, taxonomy, declared)
    return _hash(key) & _BITS if key else 0


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()) or 1
