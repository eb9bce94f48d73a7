"""The kind `direction`: an operator that allows as much as one likes of what should be small, or as little of what
should be large."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import ClassVar

from perflint.checks.base import Answer, Context, Occasion, Scope
from perflint.checks.support.measures import MEASURE_WORDS, ends_adverse, own_measure
from perflint.checks.support.naming import as_tuple, ends_in, head
from perflint.checks.support.needed import either, hinted, needed_by
from perflint.checks.support.occasions import in_targets
from perflint.checks.support.patterns import check_sources, found_in
from perflint.checks.support.texts import named
from perflint.checks.support.wording import bare_span, illegible, targets, words_of
from perflint.lazyclass import dataclass
from perflint.model import Finding, Indicator, Quantity, Subject, Value
from perflint.taxonomy import Taxonomy

_RATES = ("率", "比例", "占比", "概率")
# Marks that are read as an operator and may have been any: what they point to is no claim of the table.
_GUESSED = frozenset("€∈《〈》〉")
_WAYS = {"≥": "large", ">": "large", "≤": "small", "<": "small"}


@dataclass(frozen=True, slots=True, eq=False)
class Direction:
    """A target with ≥ or > for what should be small, or with ≤ or < for what should be large.

    The head of the name decides; where the value names a measure of its own (投诉率低于5%), that one; where there is
    no name, the label; of a project its name, of a table its title. The variant is `large` for what should be large, ""
    for what should be small.

    large: patterns; a name in whose head (folded, in lower case, without trailing brackets) one is found should be
        large. Only shares, scores and bare numbers are judged.
    small_times: patterns of names of durations that should be short; durations and bare numbers are judged.
    small: patterns of all other names that should be small.
    adverse: lists of the taxonomy; a name that ends in one of their words, with 率 次数 发生数 … behind or nothing,
        should be small.
    small_endings: lists of the taxonomy with whole endings of names that should be small.
    remedies: lists of the taxonomy with what is done about it: an adverse word with one of them and 率 behind (故障
        修复率) should be large; behind one of them (处理投诉数) it says nothing.
    work: a count of something adverse from this number on is work to be done.
    unless: patterns; a name in which one is found says nothing.
    """

    kind: ClassVar[str] = "direction"
    scopes: ClassVar[tuple[Scope, ...]] = ("table", "project", "indicator")
    placeholders: ClassVar[frozenset[str]] = frozenset({"value", "name", "operator"})

    large: tuple[str, ...] = ()
    small_times: tuple[str, ...] = ()
    small: tuple[str, ...] = ()
    adverse: tuple[str, ...] = ()
    small_endings: tuple[str, ...] = ()
    remedies: tuple[str, ...] = ()
    work: int | None = None
    unless: tuple[str, ...] = ()

    def validate(self) -> None:
        """ValueError for options that are of the right type and still none: a pattern that does not compile."""
        check_sources(self.large, self.small_times, self.small, self.unless)

    def occasions(self, context: Context) -> Iterable[Occasion]:
        """A bound the wrong way for what the name measures, or for what the value itself says that it does."""
        taxonomy = context.taxonomy

        def own(value: Value) -> bool:
            return any(own_measure(value, q) for q in value.quantities if q.operator in _WAYS)

        def bound(*signs: str) -> Callable[[Value], bool]:
            return lambda value: any(q.operator in signs for q in value.quantities)

        yield from in_targets(context, own, MEASURE_WORDS, alike=own)
        ends = words_of(taxonomy, *self.small_endings, *self.adverse)
        small = hinted(
            lambda name: self._may_be_small(name, taxonomy), either(needed_by(self.small_times + self.small), ends)
        )
        large = hinted(
            lambda name: self._may_be_large(name, taxonomy),
            either(needed_by(self.large), words_of(taxonomy, *self.remedies)),
        )
        for test, name in ((bound("≥", ">"), small), (bound("≤", "<"), large)):
            yield from in_targets(context, test, alike=test, name=name)

    def _may_be_small(self, name: str, taxonomy: Taxonomy) -> bool:
        text = head(name)
        if not text or found_in(self.small_times, text) or found_in(self.small, text):
            return True
        ends = words_of(taxonomy, *self.small_endings)
        return ends_in(name, ends) or ends_adverse(name, taxonomy, self.adverse) is not None

    def _may_be_large(self, name: str, taxonomy: Taxonomy) -> bool:
        text = head(name)
        return not text or found_in(self.large, text) or self._is_remedied(text, taxonomy)

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """A finding for each target of the rule's fields, at its bare value."""
        indicator = named(subject)
        yield from illegible(subject, ("name", *context.fields))
        if "name" in indicator.garbled:
            return
        for field, text, value in targets(subject, context):
            for quantity in value.quantities:
                if quantity.damaged[:1] in _GUESSED:
                    continue
                name = self._measure(indicator, value, quantity)
                wanted = self._wanted(name, quantity, context.taxonomy) if name else ""
                if wanted and _WAYS.get(quantity.operator, wanted) != wanted:
                    values = {"value": value.bare, "name": name, "operator": quantity.operator}
                    start, end = bare_span(value)
                    yield Finding(field, text, start, end, values, variant="large" if wanted == "large" else "")
                    break

    def _measure(self, indicator: Indicator, value: Value, quantity: Quantity) -> str:
        """What the number measures: the value's own words, else the name, else the label."""
        if own := own_measure(value, quantity):
            return own
        if len(value.quantities) > 1:
            return ""
        return indicator.name.string or indicator.level2.value.removesuffix("指标")

    def _wanted(self, name: str, quantity: Quantity, taxonomy: Taxonomy) -> str:
        """Whether the measure should be `large` or `small`, "" where that cannot be said."""
        text, dimension = head(name), quantity.dimension
        bare = dimension == "other" and not quantity.unit
        if found_in(self.unless, text):
            return ""
        if found_in(self.small_times, text):
            return "small" if bare or dimension == "duration" else ""
        if found_in(self.small, text) or ends_in(name, words_of(taxonomy, *self.small_endings)):
            return "small"
        if said := ends_adverse(name, taxonomy, self.adverse):
            return "small" if self._is_bad(*said, quantity, taxonomy) else ""
        if bare or dimension in ("share", "score"):
            return "large" if found_in(self.large, text) or self._is_remedied(text, taxonomy) else ""
        return ""

    def _is_bad(self, before: str, word: str, measure: str, quantity: Quantity, taxonomy: Taxonomy) -> bool:
        """Whether the name measures what goes wrong, and not what is done about it."""
        remedies = words_of(taxonomy, *self.remedies)
        if measure in _RATES:
            return not before.endswith(as_tuple(remedies))
        if quantity.dimension == "share" or any(remedy in before for remedy in remedies):
            return False
        return self.work is None or all(number < Decimal(self.work) for number in quantity.numbers)

    def _is_remedied(self, text: str, taxonomy: Taxonomy) -> bool:
        """Whether the name is the rate at which something adverse is dealt with."""
        ending = next((rate for rate in _RATES if text.endswith(rate)), "")
        stem = text.removesuffix(ending)
        if not ending or not stem.endswith(as_tuple(words_of(taxonomy, *self.remedies))):
            return False
        return any(word in stem for word in words_of(taxonomy, *self.adverse))
