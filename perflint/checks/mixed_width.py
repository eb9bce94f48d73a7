"""The kind `mixed-width`: half and full width of one punctuation mark in one text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import ClassVar

from perflint.checks.base import Answer, Context, Occasion, Scope
from perflint.checks.support.needed import hinted
from perflint.checks.support.occasions import in_texts
from perflint.checks.support.texts import LONGEST, filled_texts, is_usual, said
from perflint.checks.support.wording import illegible
from perflint.errors import OptionFault
from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import Finding, Subject
from perflint.text import fold_text

_BRACKETS = {"(": ")", "[": "]"}
_HALF_BRACKET = lazy_regex(r"[()\[\]]")
_PERCENT = "%"


@dataclass(frozen=True, slots=True, eq=False)
class MixedWidth:
    """One punctuation mark in half and in full width within one text, or a bracket that opens in one width and closes
    in the other. Marks that belong to numbers, times and addresses (1,200 8:30 http://) do not count. The finding
    stands at the first mark of the width that is not `expected`: full width, for % half width.

    marks: the marks that are looked at, in full width.
    """

    kind: ClassVar[str] = "mixed-width"
    scopes: ClassVar[tuple[Scope, ...]] = ("table", "project", "indicator")
    placeholders: ClassVar[frozenset[str]] = frozenset({"found", "expected", "field", "value", "name"})

    marks: str = "，；：！？（）［］％"

    def validate(self) -> None:
        """OptionFault for a mark without another width."""
        for mark in self.marks:
            if fold_text(mark) == mark or len(fold_text(mark)) != 1:
                raise OptionFault(("marks",), f"“{mark}”没有半角形式", f"'{mark}' has no half width")

    def occasions(self, context: Context) -> Iterable[Occasion]:
        """A text with such a mark."""
        return in_texts(context.fields, hinted(self._may_be_mixed, self.marks))

    def _may_be_mixed(self, text: str) -> bool:
        text = text[:LONGEST]
        return _has_two_widths(text, _half_widths(self.marks)) and _mixed(text, self.marks) is not None

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """A finding for each field that mixes, at the first mark to be changed."""
        yield from illegible(subject, context.fields)
        for field, text in filled_texts(subject, context):
            at = _mixed(text.string[:LONGEST], self.marks)
            if at is not None:
                found = text.string[at]
                wide = next((mark for mark in self.marks if fold_text(mark) == fold_text(found)), found)
                expected = _PERCENT if found == wide else wide
                values = said(subject, field, text, found=found, expected=expected)
                yield Finding(field, text, at, at + 1, values, fix=expected)


@lru_cache(maxsize=1024)
def _mixed(text: str, marks: str) -> int | None:
    """Where the first mark stands whose other width is in the text too, or that closes a bracket of the other width."""
    signs = set(text)
    if signs.isdisjoint(marks):
        return None
    wide_of = _half_widths(marks)
    places: list[int] = []
    for half in wide_of.keys() & signs:
        wide = wide_of[half]
        if wide not in signs:
            continue
        halves = [at for at, sign in enumerate(text) if sign == half and not _in_number(text, at)]
        if halves:
            places.append(text.find(wide) if half == _PERCENT else halves[0])
    if not signs.isdisjoint(_BRACKETS) or not signs.isdisjoint(_BRACKETS.values()):
        places += _mismatched(text, wide_of)
    return min(places, default=None)


def _has_two_widths(text: str, wide_of: Mapping[str, str]) -> bool:
    """Whether a mark may stand in both widths, or brackets of two widths enclose something."""
    for half, wide in wide_of.items():
        if half in text and wide in text:
            return True
    # Without a bracket in half width all are wide; none of the usual signs but these is one that is wide.
    return _HALF_BRACKET.search(text) is not None and ("（" in text or "）" in text or not is_usual(text))


@lru_cache(maxsize=8)
def _half_widths(marks: str) -> Mapping[str, str]:
    """Half width -> full width."""
    return {fold_text(mark): mark for mark in marks}


def _mismatched(text: str, wide_of: Mapping[str, str]) -> Iterator[int]:
    """Where the half width mark of a pair of brackets of two widths stands."""
    folded = [fold_text(sign) for sign in text]
    opened: list[int] = []
    for at, half in enumerate(folded):
        if half in _BRACKETS and half in wide_of:
            opened.append(at)
        elif opened and half == _BRACKETS[folded[opened[-1]]]:
            start = opened.pop()
            if (text[start] in _BRACKETS) != (text[at] == half):
                yield start if text[start] in _BRACKETS else at


def _in_number(text: str, at: int) -> bool:
    """Whether a mark in half width stands between digits or letters, or begins //."""
    if text[at] not in ",:;!?":
        return False
    before, behind = text[at - 1 : at], text[at + 1 : at + 2]
    return (before.isascii() and before.isalnum() and behind.isascii() and behind.isalnum()) or behind in ("/", "\\")
