"""The kind `spacing`: white space inside Chinese text."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import ClassVar

from perflint.checks.base import Answer, Context, Occasion, Scope
from perflint.checks.support.needed import hinted
from perflint.checks.support.occasions import in_texts
from perflint.checks.support.texts import LONGEST, filled_texts, said
from perflint.checks.support.wording import illegible
from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import Finding, Subject, Text
from perflint.text import is_han

_BLANKS = lazy_regex("[ \t\u00a0\u2002-\u200a\u3000]+")
_FEWEST_PARTS = 3


@dataclass(frozen=True, slots=True, eq=False)
class Spacing:
    """White space between two Han, or between a closing quote and a Han. Line ends are none, nor are blanks that part
    single Han of a list (优 良 中 差). Where a text was put together from several pieces, the joint is no blank.
    {expected} is the text around it without the blank.

    quotes: the closing quotes.
    """

    kind: ClassVar[str] = "spacing"
    scopes: ClassVar[tuple[Scope, ...]] = ("table", "project", "indicator")
    placeholders: ClassVar[frozenset[str]] = frozenset({"found", "expected", "field", "value", "name"})

    quotes: str = "”’」』》"

    def occasions(self, context: Context) -> Iterable[Occasion]:
        """A text with such a mark."""
        spaced = self._is_spaced
        return in_texts(context.fields, hinted(spaced, None, spaced))

    def _is_spaced(self, text: str) -> bool:
        return len(text.split()) > 1 and bool(_blanks(text[:LONGEST], self.quotes))

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """A finding for each such blank; the blank with the character on either side is the place."""
        yield from illegible(subject, context.fields)
        for field, text in filled_texts(subject, context):
            for start, end in _blanks(text.string[:LONGEST], self.quotes):
                if _written(text, start, end):
                    found = text.string[start:end]
                    expected = _BLANKS.sub("", found)
                    values = said(subject, field, text, found=found, expected=expected)
                    yield Finding(field, text, start, end, values, fix=expected)


@lru_cache(maxsize=1024)
def _blanks(text: str, quotes: str) -> tuple[tuple[int, int], ...]:
    """Where a blank stands between two Han, or a closing quote and a Han; with the characters beside it."""
    parts = _BLANKS.split(text.strip())
    if len(parts) < 2 or (len(parts) >= _FEWEST_PARTS and all(len(part) == 1 for part in parts)):
        return ()
    spans = []
    for found in _BLANKS.finditer(text):
        start, end = found.start() - 1, found.end() + 1
        before, behind = text[start : start + 1] if start >= 0 else "", text[end - 1 : end]
        if before and behind and (is_han(before) or before in quotes) and is_han(behind):
            spans.append((start, end))
    return tuple(spans)


def _written(text: Text, start: int, end: int) -> bool:
    """Whether the range stands in one piece of the file; a text without pieces was given as it is."""
    return not text.pieces or any(p.start <= start and end <= p.start + p.length for p in text.pieces)
