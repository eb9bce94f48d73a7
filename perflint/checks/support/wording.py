"""What the words of a target say: its clauses, whether a number is in it, and what vague words leave of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import chain
from typing import TypeVar

from perflint.checks.base import Context, field_string, field_text
from perflint.lazyregex import lazy_regex
from perflint.model import NotEnoughData, Subject, Text, Value
from perflint.taxonomy import Taxonomy
from perflint.text import HAN_SIGN, is_han, squeeze
from perflint.values import dates_and_years
from perflint.words import cut

T = TypeVar("T")
# No rule judges a target by its words beyond this length: the hostile ones are cut, not searched.
LONGEST = 600
_CLAUSE = lazy_regex(f"[,，。;；、!！?？:：|]+|(?<={HAN_SIGN})(?:并且|同时|以及|并)(?={HAN_SIGN})")
_EDGES = " \t\r\n,，。;；、:：.…!！\"'“”‘’「」『』()（）[]【】"
# Words of one Han that say nothing by themselves.
FUNCTION_SIGNS = frozenset("的地得了和与及或并且使将把在对于为被让其等已能可会均都也再更很最较性化给予以到有所之而")
_TIMES = frozenset({"date", "year", "range"})


def words_of(taxonomy: Taxonomy, *lists: str) -> frozenset[str]:
    """The words of some of the taxonomy's lists, together."""
    return _words_of(taxonomy, lists)


@lru_cache(maxsize=64)
def _words_of(taxonomy: Taxonomy, lists: tuple[str, ...]) -> frozenset[str]:
    return frozenset(chain.from_iterable(taxonomy.words[name] for name in lists))


@lru_cache(maxsize=2048)
def plain(text: str) -> str:
    """The text folded, without blanks and quotes, and without punctuation at its ends."""
    return squeeze(text[:LONGEST]).strip(_EDGES)


@lru_cache(maxsize=4096)
def clauses(text: str) -> tuple[str, ...]:
    """The clauses of a text, each as `plain` gives it, empty ones left out."""
    return tuple(filter(None, (plain(part) for part in _CLAUSE.split(squeeze(text[:LONGEST])))))


def has_han(text: str) -> bool:
    """Whether any Han character is in the text."""
    return any(map(is_han, text))


@lru_cache(maxsize=8192)
def holds_number(value: Value) -> bool:
    """Whether the bare value holds a number, a date or a year; 每年, list markers and document numbers are none."""
    return any(q.numbers or q.dimension == "date" for q in value.quantities) or (
        any(sign.isdigit() for sign in value.bare) and any(m.kind in _TIMES for m in dates_and_years(value.bare))
    )


@lru_cache(maxsize=8192)
def made_of(text: str, words: frozenset[str]) -> bool:
    """Whether a text can be put together from the words alone; function words and punctuation count for nothing.

    An empty text is made of nothing, and so of anything. O(length of the text).
    """
    longest = _longest(words)
    reached = bytearray(len(text) + 1)
    reached[0] = 1
    for start, sign in enumerate(text):
        if not reached[start]:
            continue
        if sign in FUNCTION_SIGNS or not sign.isalnum():
            reached[start + 1] = 1
        for end in range(start + 1, min(start + longest, len(text)) + 1):
            if text[start:end] in words:
                reached[end] = 1
    return bool(reached[-1])


@lru_cache(maxsize=256)
def _longest(words: frozenset[str]) -> int:
    return max(map(len, words), default=1)


def left_over(text: str, name: str, vague: frozenset[str]) -> tuple[bool, list[str]]:
    """Whether a word with content of `text` stands in `name`, and the words that stand neither there nor in `vague`.

    Words are those of the vocabulary; both texts as `plain` gives them.
    """
    shared, left = False, []
    for word in cut(text):
        if not has_content(word, vague):
            continue
        if word in name:
            shared = shared or len(word) > 1
        else:
            left.append(word)
    return shared, left


@lru_cache(maxsize=8192)
def has_content(word: str, vague: frozenset[str]) -> bool:
    """Whether a word says more than punctuation and vague words do."""
    return (has_han(word) or word.isalnum()) and not made_of(word, vague)


def targets(subject: Subject, context: Context) -> Iterator[tuple[str, Text, Value]]:
    """The rule's fields that hold something legible: field, text, value; in the rule's order."""
    indicator = subject.indicator
    for field in context.fields:
        text = field_text(subject, field)
        if text.string.strip() and (indicator is None or field not in indicator.garbled):
            yield field, text, context.value(text.string)


def judged(subject: Subject, context: Context, judge: Callable[[Value], T | None]) -> list[tuple[str, Text, Value, T]]:
    """Those of the targets of which there is something to say, each with what is said: field, text, value, and that.

    A target that is the same as the one before is not judged again.
    """
    found: list[tuple[str, Text, Value, T]] = []
    before, value, answer = "", None, None
    garbled = subject.indicator.garbled if subject.indicator is not None else ()
    for field in context.fields:
        string = field_string(subject, field)
        if field in garbled or not string or string.isspace():
            continue
        if value is None or string != before:
            before, value = string, context.value(string)
            answer = judge(value)
        if answer is not None:
            found.append((field, field_text(subject, field), value, answer))
    return found


def illegible(subject: Subject, fields: Iterable[str]) -> tuple[NotEnoughData, ...]:
    """One answer if the dump damaged one of the fields."""
    garbled = subject.indicator.garbled if subject.indicator is not None else ()
    if garbled and not garbled.isdisjoint(fields):
        return (NotEnoughData("garbled"),)
    return ()


def bare_span(value: Value) -> tuple[int, int]:
    """From where the bare value begins to where it ends, in the text as given."""
    if not value.bare_spans:
        return 0, len(value.text)
    return value.bare_spans[0][0], value.bare_spans[-1][1]
