"""Rows of indicators as numbers of 64 bits: rows have the same one if their names and their values say the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from hashlib import blake2b
from typing import TypeVar

from perflint.checks.support.names import declared_unit, name_and_unit, text_value_key
from perflint.checks.support.occasions import string_of
from perflint.model import Indicator
from perflint.taxonomy import Taxonomy

# A row's number is its name's times an odd number, plus its value's: they must not change places.
_SPREAD = 0x9E3779B97F4A7C15
_BITS = (1 << 63) - 1
# Where the fields stand in `Indicator.strings`.
_STRINGS = {"annual": 1, "period": 2}
# With more names, or more values, no further rows are begun before they are forgotten.
_KEPT = 16384

_Key = TypeVar("_Key")
_Said = TypeVar("_Said")


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
        column = _STRINGS.get(field, 0)
        for at in blank:
            targets[at] = strings[at][column] if column else string_of(indicators[at], field)
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
