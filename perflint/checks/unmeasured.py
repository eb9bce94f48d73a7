"""The kind `unmeasured`: a target in words that holds neither a number nor a state that can be looked up."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import ClassVar, Literal

from perflint.checks.base import Answer, Context, Occasion, Scope, field_string
from perflint.checks.support.occasions import in_targets
from perflint.checks.support.states import checkable
from perflint.checks.support.wording import (
    bare_span,
    has_han,
    holds_number,
    illegible,
    judged,
    made_of,
    plain,
    words_of,
)
from perflint.lazyclass import dataclass
from perflint.model import Finding, Subject, Value
from perflint.taxonomy import Taxonomy
from perflint.text import han_count

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Unmeasured:
    """A bare value without number and checkable state.

    form: `phrase` speaks where the value is shorter than a sentence or consists of direction and praise words only,
        `sentence` where it is a sentence.
    sentence: so many Han characters make a sentence.
    ignore: values that other rules speak of (fillers such as 待定).
    """

    kind: ClassVar[str] = "unmeasured"
    scopes: ClassVar[tuple[Scope, ...]] = ("indicator",)
    placeholders: ClassVar[frozenset[str]] = frozenset({"value", "name"})

    form: Literal["phrase", "sentence"] = "phrase"
    sentence: int = 12
    ignore: tuple[str, ...] = ()

    def occasions(self, context: Context) -> Iterable[Occasion]:
        """A target in words without a number."""

        def in_words(value: Value) -> bool:
            return not holds_number(value) and not value.note_quantities and has_han(value.bare)

        return in_targets(context, in_words, alike=in_words)

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """A finding for each target of the rule's fields, at its bare value."""
        yield from illegible(subject, context.fields)
        name = field_string(subject, "name") if subject.indicator is not None else ""

        def judge(value: Value) -> Span | None:
            span = _in_words(self, value, context.taxonomy)
            return None if span is None or checkable(value.bare, name, context.taxonomy) else span

        for field, text, value, span in judged(subject, context, judge):
            yield Finding(field, text, *span, values={"value": value.bare, "name": name})


@lru_cache(maxsize=1024)
def _in_words(check: Unmeasured, value: Value, taxonomy: Taxonomy) -> Span | None:
    """The range of a bare value of the check's form without a number, None of any other; it may be a state."""
    bare = plain(value.bare)
    if not has_han(bare) or holds_number(value) or value.note_quantities:
        return None
    fillers = words_of(taxonomy, "placeholders", "template_values")
    if bare in check.ignore or (bare in fillers and bare != "无"):
        return None
    long = len(bare) >= check.sentence and han_count(bare) >= check.sentence
    is_sentence = long and not made_of(bare, words_of(taxonomy, "directions", "praise"))
    return bare_span(value) if is_sentence == (check.form == "sentence") else None
