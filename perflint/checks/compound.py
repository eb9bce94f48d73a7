"""The kind `compound`: one target that holds several bounds for different things."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import ClassVar

from perflint.checks.base import Answer, Context, Occasion, Scope
from perflint.checks.support.names import unit_key
from perflint.checks.support.occasions import in_targets
from perflint.checks.support.patterns import check_sources, found_in
from perflint.checks.support.wording import bare_span, has_han, illegible, targets, words_of
from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import Finding, Quantity, Subject, Value
from perflint.taxonomy import Taxonomy
from perflint.text import HAN_SIGN, squeeze
from perflint.words import content_words

_BREAK = lazy_regex(rf"[,，;；。、\n\[\]()]|(?<={HAN_SIGN})(?:并且|并|同时|以及|且)(?={HAN_SIGN})")
_STOPS = frozenset(",，;；。、\n")
_MARKER = lazy_regex(r"^[0-9]{1,2}[、.)）]?$|[0-9]{1,2}$")
_BOUNDS = frozenset({"share", "count", "duration", "area", "amount", "score", "frequency", "other"})
# A number behind one of these in its clause says whom or what it is about.
_ABOUT = lazy_regex(r"(?:^|[,，;；。、])[为对向在从由按以因]")
_LONGEST_OBJECT = 4
_DONE = lazy_regex("[0-9０-９一二三四五六七八九十两≥≤><=]")


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """One bound: its quantity, the words in its clause beside it, whether it stands in a clause of its own, and
    whether it only goes on with a list (12个乡镇、150个村)."""

    quantity: Quantity
    words: str
    alone: bool
    listed: bool


@dataclass(frozen=True, slots=True, eq=False)
class Compound:
    """A bare target with two or more numbers or frequencies that bind different things (简单查询≤3秒，复杂查询≤5秒).

    Two bind different things where the words beside them differ, or where they measure in units that have nothing to
    do with one another. Dates, ranges and service modes bind nothing here.

    plain: words that do not say what a number is about (共 累计 其中 完成).
    unless: patterns of texts (folded, without blanks) whose numbers belong together: each, from … to, alternatives.
    """

    kind: ClassVar[str] = "compound"
    scopes: ClassVar[tuple[Scope, ...]] = ("indicator",)
    placeholders: ClassVar[frozenset[str]] = frozenset({"value", "name", "first", "second"})

    plain: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    def validate(self) -> None:
        """ValueError for options that are of the right type and still none: a pattern that does not compile."""
        check_sources(self.unless)

    def occasions(self, context: Context) -> Iterable[Occasion]:
        """A target with two numbers."""

        def several(value: Value) -> bool:
            return len(value.quantities) > 1

        return in_targets(context, several, alike=several)

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """A finding for each target of the rule's fields, at its bare value."""
        indicator = subject.indicator
        if indicator is None:
            return
        yield from illegible(subject, context.fields)
        for field, text, value in targets(subject, context):
            if len(value.quantities) < 2 or found_in(self.unless, squeeze(value.bare)):
                continue
            pair = self._pair(value, context.taxonomy)
            if pair is not None:
                start, end = bare_span(value)
                first, second = (value.text[p.quantity.start : p.quantity.end].strip() for p in pair)
                values = {"value": value.bare, "name": indicator.strings()[0], "first": first, "second": second}
                yield Finding(field, text, start, end, values)

    def _pair(self, value: Value, taxonomy: Taxonomy) -> tuple[_Part, _Part] | None:
        """The first two neighbours that bind different things."""
        parts = list(_parts(value))
        for one, other in pairwise(parts):
            if self._differ(one, other, taxonomy):
                return one, other
        return None

    def _differ(self, one: _Part, other: _Part, taxonomy: Taxonomy) -> bool:
        if other.listed:
            return False
        a, b = self._things(one.words, taxonomy), self._things(other.words, taxonomy)
        if a and b:
            return not a <= b and not b <= a
        if not (one.alone and other.alone):
            return False
        frequent = one.quantity.dimension == "frequency" or other.quantity.dimension == "frequency"
        if frequent or _alike(one.quantity, other.quantity, taxonomy):
            return False
        return bool(b) or bool(one.quantity.operator and other.quantity.operator)

    def _things(self, words: str, taxonomy: Taxonomy) -> frozenset[str]:
        plain = words_of(taxonomy, "empty_words") | frozenset(self.plain)
        return frozenset(word for word in content_words(words, plain) if has_han(word))


def _parts(value: Value) -> Iterable[_Part]:
    """The numbers of the bare value that bind something, each with the words of its clause."""
    found = value.quantities
    for index, quantity in enumerate(found):
        if quantity.dimension not in _BOUNDS or (quantity.dimension == "other" and not quantity.unit):
            continue
        if len(quantity.numbers) > 1 and quantity.lower is None:
            continue
        first = found[index - 1].end if index else 0
        last = found[index + 1].start if index + 1 < len(found) else len(value.text)
        before = _MARKER.sub("", _BREAK.split(value.text[first : quantity.start])[-1].strip())
        before += _inside(value, quantity)
        behind = _MARKER.sub("", _BREAK.split(value.text[quantity.end : last])[0].strip())
        cut = not index or any(sign in _STOPS for sign in value.text[first : quantity.start])
        object_ends = len(behind) <= _LONGEST_OBJECT or quantity.dimension == "frequency"
        if not quantity.operator and (_ABOUT.search(before) or not object_ends):
            continue
        if not cut and not (before and quantity.operator):
            continue
        goes_on = not before and not quantity.operator and quantity.dimension != "frequency"
        listed = goes_on and value.text[first : quantity.start].endswith("、")
        yield _Part(quantity, f"{before} {behind}", cut, listed)


def _inside(value: Value, quantity: Quantity) -> str:
    """What is done so often, where it stands inside the frequency: 每月巡查1次."""
    if quantity.dimension != "frequency" or not quantity.per:
        return ""
    return _DONE.split(value.text[quantity.start : quantity.end].partition(quantity.per)[2])[0]


def _alike(one: Quantity, other: Quantity, taxonomy: Taxonomy) -> bool:
    return one.dimension == other.dimension and unit_key(one.unit, taxonomy) == unit_key(other.unit, taxonomy)
