"""The kind `brackets`: brackets and quotes that are opened and not closed, or the reverse."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from string import ascii_letters, digits
from typing import ClassVar

from perflint.checks.base import Answer, Context, Occasion, Scope
from perflint.checks.support.needed import hinted
from perflint.checks.support.occasions import in_texts
from perflint.checks.support.texts import LONGEST, filled_texts, said
from perflint.checks.support.wording import illegible
from perflint.errors import OptionFault
from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import Finding, Subject
from perflint.text import fold_text

# 1） （一） a) at the beginning of an item: the mark of a list, which may have one side only.
_ITEM = lazy_regex(r"(?:^|(?<=[\s,;:。、.，；：]))[（(]?(?:[0-9]{1,2}|[a-zA-Z]|[一二三四五六七八九十]{1,3})[)）]")
# What such a mark closes ends in one of these.
_ITEM_SIGNS = frozenset(f"{digits}{ascii_letters}一二三四五六七八九十")
# [90%,100%) and (0，5]: an interval, open at one end.
_INTERVAL = lazy_regex(r"[\[(（［【][^\[\]()（）［］【】]{1,20}[,，][^\[\]()（）［］【】]{0,20}[\])）］】]")

_ROUND = ("(", ")")


@dataclass(frozen=True, slots=True, eq=False)
class Brackets:
    """A bracket or quote that is opened and never closed in the same text, or closed and never opened; half and full
    width are the same. Marks of a list (1）) and intervals ([90%,100%)) are sound, quotes in even number too. A name
    that a dump may have cut off is not judged.

    pairs: the pairs that are looked at, opening and closing mark in turn.
    """

    kind: ClassVar[str] = "brackets"
    scopes: ClassVar[tuple[Scope, ...]] = ("table", "project", "indicator")
    placeholders: ClassVar[frozenset[str]] = frozenset({"mark", "field", "value", "name"})

    pairs: str = "()[]【】《》“”「」"

    def validate(self) -> None:
        """OptionFault where a mark lacks its counterpart."""
        if len(self.pairs) % 2 or len(set(self.pairs)) < len(self.pairs):
            raise OptionFault(("pairs",), "应为成对的不同符号", "must be pairs of different marks")

    def occasions(self, context: Context) -> Iterable[Occasion]:
        """A text with such a mark, and more than one pair of plain brackets."""
        may_be_sound = _ROUND in zip(self.pairs[::2], self.pairs[1::2], strict=True)

        def holds(text: str) -> bool:
            text = text[:LONGEST]
            return not (may_be_sound and _is_one_pair(text, self.pairs)) and bool(_single(text, self.pairs))

        return in_texts(context.fields, hinted(holds, frozenset(self.pairs)))

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """A finding for each mark that has no counterpart."""
        yield from illegible(subject, context.fields)
        for field, text in filled_texts(subject, context):
            if field == "name" and subject.table.dump:
                continue
            for at in _single(text.string[:LONGEST], self.pairs):
                mark = text.string[at]
                opened = fold_text(mark) in self.pairs[::2]
                values = said(subject, field, text, mark=mark)
                yield Finding(field, text, at, at + 1, values, variant="" if opened else "closed")


def _is_one_pair(text: str, pairs: str) -> bool:
    """Whether there is no mark but one pair of round brackets, and nothing that could make one of them a sound mark."""
    plain = fold_text(text)
    end = plain.find(")")
    if not 0 <= plain.find("(") < end or len(plain) != len(text):
        return False
    return sum(map(plain.count, pairs)) == len(_ROUND) and "," not in plain and plain[end - 1] not in _ITEM_SIGNS


@lru_cache(maxsize=1024)
def _single(text: str, pairs: str) -> tuple[int, ...]:
    """Where the marks without a counterpart stand."""
    plain = fold_text(text)
    plain = plain if len(plain) == len(text) else text
    marks = [at for at, sign in enumerate(plain) if sign in pairs]
    if not marks:
        return ()
    left = [at for at in marks if at not in sound] if (sound := _sound(text, marks)) else marks
    return tuple(sorted(left[number] for number in _unpaired("".join(plain[at] for at in left), pairs)))


def _sound(text: str, marks: list[int]) -> set[int]:
    """The places of the marks of lists and of intervals."""
    found: list[re.Match[str]] = []
    if any(text[at - 1 : at] in _ITEM_SIGNS for at in marks):
        found += _ITEM.finditer(text)
    if "," in text or "，" in text:
        found += _INTERVAL.finditer(text)
    return {at for match in found for at in range(*match.span())}


@lru_cache(maxsize=1024)
def _unpaired(marks: str, pairs: str) -> tuple[int, ...]:
    """Which of some marks in a row have no counterpart among them."""
    alone: list[int] = []
    for opens, closes in zip(pairs[::2], pairs[1::2], strict=True):
        waiting: list[int] = []
        lost: list[int] = []
        for number, sign in enumerate(marks):
            if sign == opens:
                waiting.append(number)
            elif sign == closes:
                if waiting:
                    waiting.pop()
                else:
                    lost.append(number)
        # ”…” and “…“: a pair whose marks look the wrong way encloses what it should.
        if opens not in "“‘" or (len(waiting) + len(lost)) % 2:
            alone += waiting + lost
    return tuple(alone)
