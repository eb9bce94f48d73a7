"""Width and case folding that keeps the length of a text, so that every offset stays true."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_ALIKE = {
    "~": "～〜∼˜⁓",
    "-": "—–－―‒−﹣‐‑⁃",
    "=": "═﹦",
    "≥": "≧⩾≮",
    "≤": "≦⩽≯",
    "/": "∕⁄",
    "×": "✕✖╳⨯",
    "·": "∙•・‧⋅",
    ":": "∶",
    "[": "〔【",
    "]": "〕】",
    "〇": "○◯",
}


class _Folding(dict[int, str]):
    """One sign for each sign, found out at its first use."""

    def __missing__(self, code: int) -> str:
        folded = _fold_sign(chr(code))
        self[code] = folded
        return folded


def _fold_sign(char: str) -> str:
    category = unicodedata.category(char)
    if char.isspace() or category in ("Cf", "Cc"):
        return " "
    if category == "No":  # ² and ① are marks, no digits
        return char
    folded = unicodedata.normalize("NFKC", char).lower()
    return folded if len(folded) == 1 else char


_TABLE = _Folding({ord(char): sign for sign, chars in _ALIKE.items() for char in chars})


def look_alikes(signs: Iterable[str]) -> frozenset[str]:
    """The signs that `level` takes for some signs, widths and cases aside."""
    return frozenset(sign for levelled in signs for sign in (levelled, *_ALIKE.get(levelled, "")))


def level(text: str) -> str:
    """The text in half width and lower case, look-alike signs made one; as long as the text itself."""
    return text.translate(_TABLE)
