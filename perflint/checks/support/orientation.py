"""Whether what an indicator measures should be large or small, by its name; and the way its target binds."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Literal

from perflint.checks.support.naming import as_tuple, ends_in, head, is_rate
from perflint.checks.support.wording import words_of
from perflint.lazyregex import lazy_regex
from perflint.model import Indicator, Quantity
from perflint.taxonomy import Taxonomy

Wanted = Literal["large", "small", ""]
Way = Literal["at-least", "at-most", ""]

_UP, _DOWN = frozenset({"≥", ">"}), frozenset({"≤", "<"})
_STATED = frozenset({"", "="})
# What trails the thing itself: 事故发生次数 is about 事故.
_TAIL = lazy_regex(r"(?:发生|出现)?(?:次数|起数|件数|人数|数量|率|数|量|度|次|情况)?$")
_NEGATED = lazy_regex("[不未非][^不未非]{2,4}[率度]$")
_NO_NEED = frozenset({"count", "share", "frequency", "other"})
_WORK = frozenset({"count", "area", "frequency", "other"})
_NONE, _ALL = Decimal(0), Decimal(100)


def wanted(indicator: Indicator, quantity: Quantity, taxonomy: Taxonomy) -> Wanted:
    """Which way is better for an indicator with such a target, "" where its name does not tell."""
    name = indicator.strings()[0]
    is_cost = "成本" in f"{indicator.level2.category}{indicator.level1.category}"
    if is_cost and quantity.dimension == "amount" and not any(word in name for word in taxonomy.words["changes"]):
        return "small"
    return _wanted(name, quantity.dimension == "duration", taxonomy)


@lru_cache(maxsize=4096)
def _wanted(name: str, duration: bool, taxonomy: Taxonomy) -> Wanted:
    if duration:
        if ends_in(name, taxonomy.words["long_wanted"]):
            return "large"
        hurried = any(word in head(name) for word in words_of(taxonomy, "response_words", "processing_words"))
        return "small" if hurried or ends_in(name, taxonomy.words["short_wanted"]) else ""
    text = head(name)
    if ends_in(name, taxonomy.words["adverse_rates"]) or _NEGATED.search(text):
        return "small"
    if "满意" in text or ends_in(name, taxonomy.words["good_rates"]):
        return "large"
    treated = any(word in text for word in taxonomy.words["remedies"])
    core = _TAIL.sub("", text)
    return "small" if not treated and core.endswith(as_tuple(words_of(taxonomy, "adverse"))) else ""


def way_of(indicator: Indicator, target: Quantity, either: tuple[str, ...], taxonomy: Taxonomy) -> Way:
    """The way in which a target binds; "" where nothing tells, or where its operator speaks against the name.

    Without an operator only what is plain counts: all of something, rates of accomplishment, work that is done, money
    that is earned. `either` are words of names for which less may be better there, too.
    """
    better = wanted(indicator, target, taxonomy)
    if target.operator in _UP:
        return "" if better == "small" else "at-least"
    if target.operator in _DOWN:
        return "" if better == "large" else "at-most"
    name = indicator.strings()[0]
    if target.operator not in _STATED:
        return ""
    if better and target.numbers != (_NONE,):
        return "at-least" if better == "large" else "at-most"
    if any(word in head(name) for word in either):
        return ""
    if target.numbers == (_NONE,):
        return "at-most" if better != "large" and target.dimension in _NO_NEED else ""
    return "at-least" if _is_done(indicator, target, taxonomy) else ""


def _is_done(indicator: Indicator, target: Quantity, taxonomy: Taxonomy) -> bool:
    """Whether a target without an operator can only be meant as the least that is to be done."""
    name = indicator.strings()[0]
    if target.dimension == "share" or (not target.unit and is_rate(name, taxonomy)):
        return target.numbers == (_ALL,) or ends_in(name, taxonomy.words["quality_tails"])
    if target.dimension == "amount":
        return indicator.level2.category in ("数量指标", "经济效益指标")
    counted = indicator.level2.category == "数量指标" or (
        not indicator.level2 and indicator.level1.category == "产出指标"
    )
    return counted and target.dimension in _WORK and not ends_in(name, taxonomy.words["levels_held"])
