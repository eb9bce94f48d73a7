"""String helpers without any knowledge of tables: width folding with an offset map, Han, numerals, display width."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache

from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex

# One Han in a pattern over running text. It lets the letters of other scripts pass as well; in return it compiles
# ten times as quickly as ranges of Han, and every start pays for it.
HAN_SIGN = r"[^\W0-9A-Za-z_]"
# All signs but those that are known to fold to themselves, which are nearly all signs of most texts.
_OTHERS = lazy_regex("[^\t\n\r -~\u4e00-\u9fff≥≤。、“”‘’×÷《》【】→]")
# NFKC would turn these into other signs; they keep their own meaning here.
_KEPT = frozenset("…—～〜")
# So many texts of so many signs are remembered at a time: names and values, no goals.
_MOST, _SHORT = 4096, 80


class _Folds(dict[int, str]):
    """Code point -> its folded form, found when first asked for."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = char if char in _KEPT else unicodedata.normalize("NFKC", char)
        self[code] = folded
        return folded


_FOLDS = _Folds()


class Remembered(dict[str, str]):
    """What a function makes of texts, asked for as `remembered[text]`: that of short texts is kept, and all of it let
    go when it becomes too much."""

    def __init__(self, function: Callable[[str], str]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, text: str) -> str:
        made = self._function(text)
        if len(text) <= _SHORT:
            if len(self) >= _MOST:
                self.clear()
            self[text] = made
        return made


def _folded(found: re.Match[str]) -> str:
    return _FOLDS[ord(found[0])]


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded string and, for each of its characters and its end, the offset in the original (code points)."""

    text: str
    offsets: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original range of the folded range; `end` is exclusive."""
        if start >= end:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end - 1] + 1


@lru_cache(maxsize=1024)
def fold(text: str) -> Folded:
    """Fold full width and compatibility forms (NFKC, sign by sign); every folded sign knows its original one."""
    folded = fold_text(text)
    if len(folded) == len(text):
        # No sign folds to nothing, so equal lengths mean that each one stayed a single sign.
        return Folded(folded, range(len(text) + 1))
    offsets = [index for index, char in enumerate(text) for _ in _FOLDS[ord(char)]]
    return Folded(folded, (*offsets, len(text)))


def fold_text(text: str) -> str:
    """Only the folded string."""
    return _OTHERS.sub(_folded, text)


@lru_cache(maxsize=4096)
def squeeze(text: str) -> str:
    """The folded string without any white space: for comparing labels and names."""
    return "".join(fold_text(text).split())


def squeeze_all(texts: Sequence[str]) -> list[str]:
    """The squeezed strings of many texts: to fold them at once takes a third of the time."""
    joined = "\0".join(texts)
    if joined.count("\0") >= len(texts):
        return [squeeze(text) for text in texts]
    return "".join(fold_text(joined).split()).split("\0")


def is_han(char: str) -> bool:
    """Whether one character is Han."""
    return "\u4e00" <= char <= "\u9fff" or (
        char > "\u33ff"
        and ("\u3400" <= char <= "\u4dbf" or "\uf900" <= char <= "\ufaff" or "\U00020000" <= char <= "\U0003134f")
    )


def han_count(text: str) -> int:
    """How many Han characters the text holds."""
    return sum(map(is_han, text))


_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
CHINESE_NUMERAL = "[零〇一二两三四五六七八九十百千万亿]+"


def chinese_number(text: str) -> int | None:
    """The value of a Chinese numeral (二十三, 一千零五, 二〇二四), or None where the text is none."""
    if not text:
        return None
    if all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = section = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _SMALL:
            section += (digit or 1) * _SMALL[char]
            digit = 0
        elif char in _LARGE:
            total = (total + section + digit or 1) * _LARGE[char]
            section = digit = 0
        else:
            return None
    return total + section + digit


@lru_cache(maxsize=4096)
def _char_width(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Me", "Mn"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def display_width(text: str) -> int:
    """How many terminal columns the text takes; CJK and full-width signs take two."""
    return sum(map(_char_width, text))
