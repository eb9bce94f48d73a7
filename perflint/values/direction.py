"""Which way a quantity binds, and damaged operators that stand before words."""

from __future__ import annotations

from typing import Literal

from perflint.lazyregex import lazy_regex
from perflint.model import Quantity
from perflint.model.quantity import Operator
from perflint.text import HAN_SIGN
from perflint.values.compose import WORDS_OF_STRAYS
from perflint.values.folding import level
from perflint.values.names import MARKUP, titles
from perflint.values.operators import SIGN_CLASS, damaged_signs, is_damaged, repair

Direction = Literal["at-least", "at-most", "exact", "range"]

_SIGNS = lazy_regex(f"(?P<signs>[{SIGN_CLASS}](?: ?[{SIGN_CLASS}]){{0,3}}) {{0,4}}(?=[0-9]|{HAN_SIGN})")
_CLAUSE_END = frozenset(",;。:(、")


def bound_direction(quantity: Quantity) -> Direction:
    """at-least for ≥ and >, at-most for ≤ and <, range for two different ends, exact for all else."""
    if quantity.operator in ("≥", ">"):
        return "at-least"
    if quantity.operator in ("≤", "<"):
        return "at-most"
    return "range" if quantity.lower != quantity.upper and quantity.dimension != "date" else "exact"


def leading_operator(text: str) -> tuple[int, int, Operator] | None:
    """The first operator in signs, before a number or before words (≤预算): its range and meaning."""
    return next(iter(_operators(text, damaged_only=False)), None)


def damaged_operator(text: str) -> tuple[int, int, Operator] | None:
    """The first damaged operator (≪预算, ≥=600, 《2小时): its range and what it should be, None where all are sound."""
    return next(iter(_operators(text, damaged_only=True)), None)


def words_of_damage() -> frozenset[str]:
    """Signs and pairs of signs one of which stands in every text with a damaged operator or a stray mark."""
    return WORDS_OF_STRAYS | damaged_signs()


def _operators(text: str, *, damaged_only: bool) -> list[tuple[int, int, Operator]]:
    low = MARKUP.sub(lambda found: " " * len(found.group()), level(text))
    lone = titles(low)[1] if _SIGNS.search(low) else frozenset()
    found = []
    for match in _SIGNS.finditer(low):
        start, end = match.span("signs")
        if any(low[at] in "《》〈〉" and at not in lone for at in range(start, end)):
            continue
        before = low[:start].rstrip()[-1:] if start < 8 else low[start - 1].strip()
        words_follow = low[match.end()] not in "0123456789"
        if words_follow and ((before and before not in _CLAUSE_END) or low[start] in "《〈"):
            continue
        if is_damaged(low[start:end]) or not damaged_only:
            found.append((start, end, repair("".join(low[start:end].split()))))
    return found
