"""The kind `baseless`: a number that is the size of a change, without what it is measured from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import ClassVar

from perflint.checks.base import Answer, Context, Occasion, Scope
from perflint.checks.support.naming import ends_in, head
from perflint.checks.support.needed import hinted
from perflint.checks.support.occasions import in_targets
from perflint.checks.support.patterns import check_sources, found_in
from perflint.checks.support.wording import bare_span, illegible, targets
from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import BudgetYear, Finding, Indicator, Quantity, Subject, Value
from perflint.text import squeeze
from perflint.values import dates_and_years

_LEVEL = lazy_regex("到|至|为|成|达")
# What stands between the word of change and its size without naming a thing.
_BOUND = lazy_regex("[^\u4e00-\u9fff]|不少于|不低于|不小于|至少|超过|大于|等于|约|了")
_FORMULA = lazy_regex(r"[/÷]|除以|之比|占")
_SIZES = frozenset({"share", "amount", "duration", "count", "area", "score", "other"})
# Above this a share is hardly the size of an improvement; it says how much of something is done.
_MOST = 80


@dataclass(frozen=True, slots=True, eq=False)
class Baseless:
    """A quantity that a change is said to have, where name, value, notes and baseline column give no base.

    rises, falls: words of a change for the larger, for the smaller; a rise of a count is new things, no change.
    rates: ends of names that are the rate of a change.
    measurable: patterns of what a name has to change to be measured in numbers (收入, 产量, 成本); 百分点 always are.
    bases: patterns of what a change is measured from.
    """

    kind: ClassVar[str] = "baseless"
    scopes: ClassVar[tuple[Scope, ...]] = ("indicator",)
    placeholders: ClassVar[frozenset[str]] = frozenset({"value", "name", "change"})

    rises: tuple[str, ...] = ()
    falls: tuple[str, ...] = ()
    rates: tuple[str, ...] = ()
    measurable: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()

    def validate(self) -> None:
        """ValueError for options that are of the right type and still none: a pattern that does not compile."""
        check_sources(self.bases, self.measurable)

    def occasions(self, context: Context) -> Iterable[Occasion]:
        """A target with a number says a change, or has one number and the name says it."""
        words = self.rises + self.falls
        said = _last_word(words)
        yield from in_targets(
            context, lambda value: bool(_sizes(value)) and bool(said.search(squeeze(value.text))), words
        )

        def only(value: Value) -> bool:
            return len(_sizes(value)) == len(value.quantities) == 1

        yield from in_targets(
            context,
            only,
            alike=only,
            name=hinted(self._may_be_change, words + self.rates),
        )

    def _may_be_change(self, name: str) -> bool:
        words = self.rises + self.falls
        if ends_in(name, self.rates):
            return True
        return _ending(words).search(head(name)) is not None or _opening(words).match(head(name)) is not None

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """A finding for each target of the rule's fields whose number is a change, at its bare value."""
        indicator = subject.indicator
        if indicator is None:
            return
        yield from illegible(subject, context.fields)
        for field, text, value in targets(subject, context):
            change = self._change(value, indicator)
            if change and not self._based(value, indicator, context.year):
                start, end = bare_span(value)
                values = {"value": value.bare, "name": indicator.strings()[0], "change": change}
                yield Finding(field, text, start, end, values=values)

    def _change(self, value: Value, indicator: Indicator) -> str:
        """The word of the change whose size a quantity is, "" where none is."""
        name = "" if "name" in indicator.garbled else indicator.strings()[0]
        sizes = _sizes(value)
        for quantity in sizes:
            if said := self._said_in_value(value, quantity, name):
                return said
        if len(sizes) != 1 or len(value.quantities) != 1:
            return ""
        quantity = sizes[0]
        if ends_in(name, self.rates) and quantity.dimension in ("share", "other"):
            return next(rate for rate in sorted(self.rates, key=len, reverse=True) if head(name).endswith(rate))
        # A value with words of its own has said what the number is; only a bare number takes the name's change.
        words = value.bare[: quantity.start - bare_span(value)[0]]
        if any("\u4e00" <= sign <= "\u9fff" for sign in words):
            return ""
        return self._said_in_name(head(name), quantity)

    def _said_in_value(self, value: Value, quantity: Quantity, name: str) -> str:
        """The word of change right in front of the quantity: 压缩90%以上, but not 提高到95%, 增加2个."""
        before = squeeze(value.text[max(0, quantity.start - 12) : quantity.start])
        inside = squeeze(value.text[quantity.start : quantity.end])
        found = _last_word(self.rises + self.falls).search(before)
        if not found:
            return ""
        between = before[found.end() :] + re.split("[0-9一二两三四五六七八九十百千]", inside, maxsplit=1)[0]
        if _LEVEL.search(between) or re.search("[,，。;；、:]", between) or before[: found.start()].endswith("新"):
            return ""
        word = found.group()
        if word in self.rises and not self._rise_counts(_BOUND.sub("", between) or head(name), word, quantity):
            return ""
        return word

    def _rise_counts(self, thing: str, word: str, quantity: Quantity) -> bool:
        if quantity.dimension == "amount":
            return word in ("提高", "提升", "增长", "上升") or found_in(self.measurable, thing)
        if quantity.dimension == "other":
            return bool(quantity.unit) and found_in(self.measurable, thing)
        return quantity.dimension in ("share", "duration", "score")

    def _said_in_name(self, name: str, quantity: Quantity) -> str:
        """The word of change that begins or ends the name, where the number can only be its size."""
        if quantity.operator in ("≤", "<") or _is_large_share(quantity):
            return ""
        if found := _ending(self.rises + self.falls).search(name):
            word, thing = found["word"], name[: found.start()]
        elif found := _opening(self.rises + self.falls).match(name):
            word, thing = found["word"], name[found.end() :]
        else:
            return ""
        if not found_in(self.measurable, thing) and "百分点" not in quantity.unit:
            return ""
        if quantity.dimension == "count" and word in self.rises:
            return ""
        return word

    def _based(self, value: Value, indicator: Indicator, year: BudgetYear | None) -> bool:
        """Whether anything says from what the change is measured."""
        if len(squeeze(indicator.baseline.string).strip("-—_/无")) > 0:
            return True
        texts = [indicator.strings()[0], value.text, indicator.note.string, indicator.formula.string]
        joined = squeeze("\n".join(texts))
        if found_in(self.bases, joined):
            return True
        if _FORMULA.search(squeeze(value.note + indicator.note.string + indicator.formula.string)):
            return True
        budget = year.value if year is not None else None
        years = [m for text in texts for m in dates_and_years(text) if m.kind in ("date", "year", "range")]
        return any(m.year != budget for m in years)


def _sizes(value: Value) -> list[Quantity]:
    """The numbers that may be the size of a change."""
    return [q for q in value.quantities if q.dimension in _SIZES and any(q.numbers)]


def _is_large_share(quantity: Quantity) -> bool:
    return quantity.dimension in ("share", "other") and any(_MOST <= n <= 100 for n in quantity.numbers)


@lru_cache(maxsize=32)
def _last_word(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"(?:{_any(words)})(?!.*(?:{_any(words)}))")


@lru_cache(maxsize=32)
def _ending(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"(?P<word>{_any(words)})(?:幅度|比例|额|量|的?情况|程度|值|数额)?$")


@lru_cache(maxsize=32)
def _opening(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(
        f"(?:(?:为|给|使|对|帮助|带动|促进|预计|年|年度|每年|全年|有效|切实|大幅|逐步|进一步|实现)[^,，。]{{0,6}}?)?(?P<word>{_any(words)})"
    )


def _any(words: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
