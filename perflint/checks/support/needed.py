"""Words without one of which a test cannot hold of a text, so that most texts need not be put to it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from functools import lru_cache

from perflint.checks.base import Hinted, Holds
from perflint.lazyregex import lazy_regex
from perflint.text import fold_text

Words = frozenset[str]

_COUNTED = lazy_regex(r"\{(?P<least>[0-9]*)(?:,[0-9]*)?\}")
_GROUP = lazy_regex(r"\((?:\?:|\?P<\w+>|(?!\?))")
# Signs that stand for themselves, once each.
_RUN = lazy_regex(r"[^\\\[\](){}|.^$*+?]+(?![*+?{])")
_LOOK = lazy_regex(r"\(\?<?[=!]")
# What a letter behind a back slash may be here: a class, a place, a blank, a back reference of one figure.
_ESCAPED = lazy_regex(r"\\(?:[dDwWsSbBAZntrfv]|[1-9](?![0-9]))")
_MOST_SIGNS = 40
# A word of one sign stands in many more texts than one of two.
_COST_OF_SIGN = 8


class _Bare(dict[int, str]):
    """Code point -> what is left of a sign in `bare`, found out at its first use."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        dropped = char.isspace() or unicodedata.category(char) in ("Cf", "Cc")
        bare = "" if dropped else "".join(fold_text(char).lower().replace("ς", "σ").split())
        self[code] = bare
        return bare


_BARE = _Bare()
# All signs but those that are known to stay what they are, which are nearly all signs of most texts.
_OTHERS = lazy_regex(r"[^!-@\[-~\u4e00-\u9fff≥≤。、“”‘’×÷《》【】→]")


def _bare_sign(found: re.Match[str]) -> str:
    return _BARE[ord(found[0])]


# Asked of one text for each of its fields in a row.
@lru_cache(maxsize=16)
def bare(text: str) -> str:
    """The text folded, in lower case, without blanks and invisible signs; sign by sign, so that whatever stands in a
    text also stands, in this form, in the form of the text."""
    return _OTHERS.sub(_bare_sign, text)


def hinted(test: Holds, words: Collection[str] | None, alike: Holds | None = None) -> Holds:
    """The test with its words, and with what it says of like values; words are none where one is in any text."""
    forms = None if words is None else frozenset(words)
    if forms and _OTHERS.search("".join(forms)):
        forms = frozenset(map(bare, forms))
    return Hinted(test, None if forms and "" in forms else forms, alike)


def either(*groups: Collection[str] | None) -> Words | None:
    """The words of tests one of which holds; None where those of one are not known."""
    known = [group for group in groups if group is not None]
    return frozenset().union(*known) if len(known) == len(groups) else None


def needed_by(sources: Iterable[str]) -> Words | None:
    """Words one of which stands wherever one of the patterns is found, blanks and case aside; None where unknown."""
    return either(*map(_needed, sources))


@lru_cache(maxsize=1024)
def _needed(source: str) -> Words | None:
    reader = _Reader(source)
    try:
        found = reader.alternatives()
    except _UnknownError:
        return None
    return found if reader.at == len(source) else None


class _UnknownError(Exception):
    """The pattern holds what the reader does not know."""


class _Reader:
    """Reads the part of the language of patterns that rules use: what has to stand in a text, None for nothing."""

    def __init__(self, source: str) -> None:
        self.source, self.at = source, 0

    def alternatives(self) -> Words | None:
        """Alternatives up to the end of their group."""
        found = [self._sequence()]
        while self._sign() == "|":
            self.at += 1
            found.append(self._sequence())
        return either(*found)

    def _sequence(self) -> Words | None:
        """The best of what stands in a sequence: runs of signs, and what groups ask for."""
        best: Words | None = None
        run = ""
        while self._sign() not in ("", "|", ")"):
            if plain := _RUN.match(self.source, self.at):
                run += plain.group()
                self.at = plain.end()
                continue
            item = self._item()
            least, repeated = self._times()
            if isinstance(item, str) and not repeated:
                run += item
                continue
            best = _better(best, frozenset((run,)))
            run = ""
            if least and item is not None:
                best = _better(best, frozenset((item,)) if isinstance(item, str) else item)
        return _better(best, frozenset((run,)))

    def _item(self) -> str | Words | None:
        """A sign as a string, what a group or class asks for, or None for all else."""
        sign = self._sign()
        if sign == "\\":
            return self._escaped()
        if sign == "[":
            return self._class()
        if sign == "(":
            return self._group()
        self.at += 1
        return None if sign in ".^$" else sign

    def _escaped(self) -> str | None:
        if found := _ESCAPED.match(self.source, self.at):
            self.at = found.end()
            return None
        sign = self.source[self.at + 1 : self.at + 2]
        if not sign or sign.isalnum():
            raise _UnknownError
        self.at += 2
        return sign

    def _group(self) -> Words | None:
        look = _LOOK.match(self.source, self.at)
        found = look or _GROUP.match(self.source, self.at)
        if found is None:
            raise _UnknownError
        self.at = found.end()
        words = self.alternatives()
        if self._sign() != ")":
            raise _UnknownError
        self.at += 1
        return None if look else words

    def _class(self) -> Words | None:
        """The signs of a class; None where it is a negative one, a large one, or holds another class."""
        self.at += 1
        negative = self._sign() == "^"
        self.at += negative
        signs: list[str] = []
        known, first = not negative, True
        while first or self._sign() != "]":
            first = False
            one = self._of_class()
            if self._sign() == "-" and self.source[self.at + 1 : self.at + 2] not in ("]", ""):
                self.at += 1
                last = self._of_class()
                few = one is not None and last is not None and 0 <= ord(last) - ord(one) < _MOST_SIGNS
                known = known and few
                signs += map(chr, range(ord(one), ord(last) + 1)) if few and one and last else ()
            elif one is None:
                known = False
            else:
                signs.append(one)
        self.at += 1
        return frozenset(signs) if known and len(signs) <= _MOST_SIGNS else None

    def _of_class(self) -> str | None:
        """A sign of a class; None for a class in it."""
        sign = self._sign()
        if not sign:
            raise _UnknownError
        if sign == "\\":
            return self._escaped()
        self.at += 1
        return sign

    def _times(self) -> tuple[bool, bool]:
        """Whether what stands before has to be there, and whether it may be there more than once or not at all."""
        sign = self._sign()
        if sign and sign in "*+?":
            self.at += 1
            least = sign == "+"
        elif (found := _COUNTED.match(self.source, self.at)) and found.group() != "{}":
            self.at = found.end()
            least = int(found["least"] or 0) > 0
        else:
            return True, False
        if self._sign() in ("?", "+"):
            self.at += 1
        return least, True

    def _sign(self) -> str:
        return self.source[self.at : self.at + 1]


def _better(one: Words | None, other: Words | None) -> Words | None:
    """The one of two groups of words that fewer texts hold."""
    if other is None or not all(map(bare, other)):
        return one
    return other if one is None or _cost(other) < _cost(one) else one


def _cost(words: Words) -> int:
    return sum(1 if len(word) > 1 else _COST_OF_SIGN for word in words)
