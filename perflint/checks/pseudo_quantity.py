"""The kind `pseudo-quantity`: a task or a quality in words with a percentage that nothing is counted for."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import ClassVar

from perflint.checks.base import Answer, Context, Occasion, Scope
from perflint.checks.support.naming import ends_in, head, is_rate
from perflint.checks.support.needed import hinted, needed_by
from perflint.checks.support.occasions import in_targets
from perflint.checks.support.patterns import check_sources, fill, found_in
from perflint.checks.support.wording import bare_span, illegible, plain, targets
from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import Finding, Subject, Text, Value
from perflint.taxonomy import Taxonomy

# What a value may say besides the percentage.
_BARE_SHARE = lazy_regex(r"(?:完成率|达成率|达标率|实现率|完成|达到|达|实现|为|率|及|或|以上|[≥≤><=])*")


@dataclass(frozen=True, slots=True, eq=False)
class PseudoQuantity:
    """A name that is a task or a quality, a value that is a bare percentage, and no formula anywhere.

    tasks: patterns of the name's beginning: what is to be promoted, kept, improved.
    qualities: patterns of the name's end, or of all of it: what should be better.
    measures: ends of names that say what is counted, besides those of rates.
    unless: patterns; a name in which one is found is left alone.
    least: from this percentage on; a smaller one was hardly taken out of the air.
    """

    kind: ClassVar[str] = "pseudo-quantity"
    scopes: ClassVar[tuple[Scope, ...]] = ("indicator",)
    placeholders: ClassVar[frozenset[str]] = frozenset({"value", "name"})

    tasks: tuple[str, ...] = ()
    qualities: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    least: Decimal = Decimal(0)

    def validate(self) -> None:
        """ValueError for options that are of the right type and still none: a pattern that does not compile."""
        check_sources(self.tasks, self.qualities, self.unless)

    def occasions(self, context: Context) -> Iterable[Occasion]:
        """The name is a task or a quality, and a target a bare percentage."""
        task = hinted(lambda name: self._is_task(name, context.taxonomy), needed_by(self.tasks + self.qualities))
        return in_targets(context, self._is_target, alike=is_bare_share, name=task)

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """A finding for each target of the rule's fields, at its bare value."""
        indicator = subject.indicator
        if indicator is None or "name" in indicator.garbled:
            return
        if not self._is_task(indicator.strings()[0], context.taxonomy):
            return
        yield from illegible(subject, context.fields)
        if explained(indicator.formula) or explained(indicator.note):
            return
        for field, text, value in targets(subject, context):
            if self._is_target(value):
                start, end = bare_span(value)
                yield Finding(field, text, start, end, values={"value": value.bare, "name": indicator.strings()[0]})

    def _is_target(self, value: Value) -> bool:
        return is_bare_share(value) and min(value.quantities[0].numbers, default=Decimal(0)) >= self.least

    def _is_task(self, given: str, taxonomy: Taxonomy) -> bool:
        name = head(given)
        if len(name) < 3 or is_rate(given, taxonomy):
            return False
        if found_in(self.unless, name) or ends_in(name, self.measures):
            return False
        return found_in(self.tasks, name) or fill(self.qualities, name)


def is_bare_share(value: Value) -> bool:
    """Whether the value is one percentage, maybe behind 完成率, and no note explains it."""
    if len(value.quantities) != 1 or value.quantities[0].dimension != "share" or value.note.strip():
        return False
    quantity = value.quantities[0]
    rest = "".join(
        value.text[i] for a, b in value.bare_spans for i in range(a, b) if not quantity.start <= i < quantity.end
    )
    return _BARE_SHARE.fullmatch(plain(rest)[:40]) is not None


def explained(text: Text) -> bool:
    """Whether a note or formula column says more than a word or a unit."""
    return explains(text.string)


def explains(text: str) -> bool:
    """The same of a string."""
    if not text:
        return False
    said = plain(text)
    return len(said) >= 4 or "/" in said or "÷" in said
