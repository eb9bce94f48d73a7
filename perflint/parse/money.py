"""Amounts of money as they stand in cells."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from perflint.lazyregex import lazy_regex
from perflint.text import squeeze

_AMOUNT = lazy_regex(r"[¥￥]?(-?(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,6})?)(?:万元|元|亿元|千元)?")
_NOTHING = frozenset({"", "-", "--", "—", "——", "/", "\\", "无", "_"})


@lru_cache(maxsize=4096)
def _parse(text: str) -> Decimal | None:
    # ASCII folds to itself.
    match = _AMOUNT.fullmatch("".join(text.split()) if text.isascii() else squeeze(text))
    return Decimal(match.group(1).replace(",", "")) if match else None


def amount_of(text: str) -> Decimal | None:
    """The number that a cell prints, or None where it prints none."""
    return _parse(text) if len(text) <= 40 else None


def is_blank(text: str) -> bool:
    """Whether a cell says nothing, or that there is nothing."""
    return len(text) < 40 and squeeze(text) in _NOTHING
