"""The kind `hedged`: a target that leaves open how much it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache, partial
from typing import ClassVar

from perflint.checks.base import Answer, Context, Occasion, Scope, field_string
from perflint.checks.support.occasions import in_targets
from perflint.checks.support.wording import illegible, judged
from perflint.lazyclass import dataclass
from perflint.model import Finding, Quantity, Subject, Value
from perflint.text import fold

_NUMERAL = "0-9零一二两三四五六七八九十百千万几数"
# What may stand between a word such as 约 and its number.
_LINK = "[为有达在是占≥≤><=\\s]{0,3}"


@dataclass(frozen=True, slots=True, eq=False)
class Hedged:
    """A bare value with a hedge, or with a range of numbers of some dimension.

    words: hedges wherever they stand.
    before_number: hedges in front of a number (约).
    behind_number: hedges behind a number and its unit (左右).
    inside: words inside which a hedge is none (约定, 节约).
    ranges: dimensions of which a range (1-2个) is a hedge.
    """

    kind: ClassVar[str] = "hedged"
    scopes: ClassVar[tuple[Scope, ...]] = ("indicator",)
    placeholders: ClassVar[frozenset[str]] = frozenset({"value", "name", "hedge"})

    words: tuple[str, ...] = ()
    before_number: tuple[str, ...] = ()
    behind_number: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    ranges: tuple[str, ...] = ()

    def occasions(self, context: Context) -> Iterable[Occasion]:
        """A target with a hedge or a range."""
        hedges = (*self.words, *self.before_number, *self.behind_number)
        # Of letters, signs of another word may be the other case.
        words = hedges if all(word.upper() == word.lower() for word in hedges) else None

        def is_hedged(value: Value) -> bool:
            return any(True for _ in self._spoken(value))

        # A word with figures may stand in one of two values that are alike.
        figures = any(map(str.isdigit, "".join((*hedges, *self.inside))))
        yield from in_targets(context, is_hedged, words, alike=None if figures else is_hedged)

        def is_range(value: Value) -> bool:
            return any(True for _ in self._ranges(value))

        yield from in_targets(context, is_range, alike=is_range)

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """A finding for each target of the rule's fields, at its first hedge word, or at the target that is a range."""
        yield from illegible(subject, context.fields)
        name = field_string(subject, "name") if subject.indicator is not None else ""
        for field, text, value, (start, end, spoken) in judged(subject, context, partial(_hedge, self)):
            values = {"value": value.bare, "name": name, "hedge": value.text[start:end]}
            if not spoken:
                start, end = value.bare_spans[0][0], value.bare_spans[-1][1]
            yield Finding(field, text, start, end, values=values)

    def _spoken(self, value: Value) -> Iterable[tuple[int, int]]:
        """The hedges among the words of the bare value, in code points of the value as given."""
        pattern = _hedges(self.words, self.before_number, self.behind_number)
        if pattern is None:
            return
        for first, last in value.bare_spans:
            folded = fold(value.text[first:last])
            for found in pattern.finditer(folded.text):
                if not self._is_inside(folded.text, *found.span()):
                    start, end = folded.span(*found.span())
                    yield first + start, first + end

    def _is_inside(self, text: str, start: int, end: int) -> bool:
        """Whether the hedge is part of one of the words in which it is none."""
        return any(
            text.startswith(word, at) for word in self.inside for at in range(max(0, end - len(word)), start + 1)
        )

    def _ranges(self, value: Value) -> Iterable[tuple[int, int]]:
        for quantity in value.quantities:
            if quantity.dimension in self.ranges and _is_range(quantity) and not _is_ordinal(value.text, quantity):
                yield quantity.start, quantity.end


@lru_cache(maxsize=1024)
def _hedge(check: Hedged, value: Value) -> tuple[int, int, bool] | None:
    """The first hedge and whether it is a word; only where there is none the first range."""
    spoken = list(check._spoken(value))
    found = min(spoken or check._ranges(value), default=None)
    return (*found, bool(spoken)) if found is not None else None


def _is_range(quantity: Quantity) -> bool:
    return len(quantity.numbers) == 2 and quantity.lower is not None and quantity.upper is not None


def _is_ordinal(text: str, quantity: Quantity) -> bool:
    """第1-3批 counts nothing."""
    return text[: quantity.start].rstrip().endswith("第") or "第" in text[quantity.start : quantity.end]


@lru_cache(maxsize=64)
def _hedges(words: tuple[str, ...], before: tuple[str, ...], behind: tuple[str, ...]) -> re.Pattern[str] | None:
    """One pattern for all hedges; the longest word wins where several begin at one place."""

    def any_of(group: tuple[str, ...]) -> str:
        return "|".join(map(re.escape, sorted(group, key=len, reverse=True)))

    parts = []
    if words:
        parts.append(f"(?:{any_of(words)})")
    if before:
        parts.append(f"(?:{any_of(before)})(?={_LINK}[{_NUMERAL}])")
    if behind:
        parts.append(f"(?<=[^\\W_]|[%)])(?:{any_of(behind)})(?=$|[\\s,，。;；、)）的])")
    return re.compile("|".join(parts), re.IGNORECASE) if parts else None
