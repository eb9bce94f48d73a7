"""The kind `restated`: a target that only says the indicator's name again."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import ClassVar

from perflint.checks.base import Answer, Context, Occasion, Scope, field_string
from perflint.checks.support.occasions import in_targets
from perflint.checks.support.states import checkable
from perflint.checks.support.wording import (
    bare_span,
    holds_number,
    illegible,
    judged,
    left_over,
    plain,
    words_of,
)
from perflint.lazyclass import dataclass
from perflint.model import Finding, Subject, Value
from perflint.taxonomy import Taxonomy


@dataclass(frozen=True, slots=True, eq=False)
class Restated:
    """A bare value whose words stand in the name, but for direction words and those of `beside`.

    beside: words that add nothing to the name's own.
    """

    kind: ClassVar[str] = "restated"
    scopes: ClassVar[tuple[Scope, ...]] = ("indicator",)
    placeholders: ClassVar[frozenset[str]] = frozenset({"value", "name"})

    beside: tuple[str, ...] = ()

    def occasions(self, context: Context) -> Iterable[Occasion]:
        """A target without a number, and a name."""

        def in_words(value: Value) -> bool:
            return not holds_number(value) and not value.note_quantities

        return in_targets(context, in_words, alike=in_words, name=bool)

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """A finding for each target of the rule's fields, at its bare value."""
        if subject.indicator is None or not (name := field_string(subject, "name")):
            return
        yield from illegible(subject, (*context.fields, "name"))
        if "name" in subject.indicator.garbled:
            return
        vague, known = _vague(self, context.taxonomy), plain(name).lower()

        def judge(value: Value) -> tuple[int, int] | None:
            if holds_number(value) or value.note_quantities:
                return None
            said = plain(value.bare).lower()
            # Without a sign in common they have no word in common.
            if set(said).isdisjoint(known):
                return None
            shared, left = left_over(said, known, vague)
            restates = shared and not left and not checkable(value.bare, name, context.taxonomy)
            return bare_span(value) if restates else None

        for field, text, value, span in judged(subject, context, judge):
            yield Finding(field, text, *span, values={"value": value.bare, "name": name})


@lru_cache(maxsize=8)
def _vague(check: Restated, taxonomy: Taxonomy) -> frozenset[str]:
    return words_of(taxonomy, "directions", "praise") | frozenset(check.beside)
