"""The kind `new-words`: a text that says hardly more than the title it stands under."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import compress
from typing import ClassVar

from perflint.checks.base import Answer, Context, Scope, field_text
from perflint.checks.support.filled import field_name
from perflint.checks.support.texts import column, is_usual, is_usual_column
from perflint.checks.support.wording import LONGEST
from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import Finding, Project, Subject, Table
from perflint.text import han_count, squeeze
from perflint.words import cut

_NUMBER = lazy_regex("[0-9]+")
# None of these is a part of a year: one is enough to be done with nearly every goal.
_SMALL_NUMBER = lazy_regex("(?<![0-9])[0-9]{1,3}(?![0-9])")
# Folding and squeezing leave such a one as it is, and with it nearly every goal is done.
_BETWEEN_HAN = lazy_regex("[0-9](?<=[一-鿿].)[0-9]{0,2}(?=[一-鿿])")
# A bare number is a year only where it is a likely one: 4000批次 and 2000人 are none.
_YEAR_WORDS = lazy_regex("(?<![0-9])(?:(?:19|20)[0-9]{2}年度?|20[12][0-9]度?(?![0-9万亿]))|(?:本|当)年度?|年度")


@dataclass(frozen=True, slots=True, eq=False)
class NewWords:
    """The rule's first field has fewer than `min` Han that stand neither in the second one nor in the lists given.

    Words are compared, not characters. Years count for nothing. A text with a number of its own says something new.

    min: so many Han are news enough.
    lists: lists of the taxonomy whose words are no news.
    """

    kind: ClassVar[str] = "new-words"
    scopes: ClassVar[tuple[Scope, ...]] = ("project", "indicator")
    placeholders: ClassVar[frozenset[str]] = frozenset({"field", "value", "title", "count", "min"})

    min: int
    lists: tuple[str, ...] = ()

    def picked(self, table: Table, context: Context) -> Iterable[Project]:
        """A title, and no number of the text's own."""
        if len(context.fields) < 2:
            return ()
        texts, titles = (column(table, field) for field in context.fields[:2])
        usual = is_usual_column(table, context.fields[1])
        told = [
            not _counts_something(text, title) or not (usual or is_usual(title))
            for text, title in zip(texts, titles, strict=True)
        ]
        return compress(table.projects, told)

    def run(self, subject: Subject, context: Context) -> Iterator[Answer]:
        """A finding at the whole text."""
        if len(context.fields) < 2:
            return
        field, title = context.fields[0], field_text(subject, context.fields[1]).string
        text = field_text(subject, field)
        if not title.strip():
            return
        plain, known = squeeze(text.string[:LONGEST]), squeeze(title)
        if _holds_other(_SMALL_NUMBER, plain, known):
            return
        plain = _YEAR_WORDS.sub(" ", plain)
        if not plain.strip() or len(text.string) > LONGEST or _holds_other(_NUMBER, plain, known):
            return
        empty = frozenset().union(*(context.taxonomy.words.get(name, frozenset()) for name in self.lists))
        # Signs of no known or empty word are part of new ones, however the text is cut: that tells of most texts.
        if han_count("".join(set(plain).difference(known, *empty))) >= self.min:
            return
        words = [word for word in cut(plain) if word not in known]
        new = sum(han_count(word) for word in words if word not in empty)
        if new < self.min:
            values = {"field": field_name(field), "value": text.string, "title": title, "count": new, "min": self.min}
            stripped = text.strip()
            yield Finding(field, stripped, 0, None, values)


def _counts_something(text: str, title: str) -> bool:
    """Whether a number between Han does not stand in the title; one of usual signs has the same figures folded."""
    return _holds_other(_BETWEEN_HAN, text[:LONGEST], "".join(title.split()))


def _holds_other(numbers: re.Pattern[str], text: str, known: str) -> bool:
    """Whether the text holds a number that is not in what is known."""
    return not all(map(known.__contains__, numbers.findall(text)))
