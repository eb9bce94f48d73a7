"""One wrapper around a jieba tokenizer that knows only the packaged vocabulary and touches no cache."""

from __future__ import annotations

import importlib
import json
import sys
import threading
import warnings
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

from perflint.lazyregex import lazy_regex
from perflint.text import fold_text

VOCABULARY_VERSION = "2026.11-1"
VOCABULARY = Path(__file__).with_name("vocabulary.json")

_MEASURES = ("次数", "时间", "率", "度", "数", "量", "性")
_BARE_MEASURES = frozenset(_MEASURES) | {"数量"}
_LONGEST_PIECE = 2000
_PIECE = lazy_regex(f"[^。；;\n]{{1,{_LONGEST_PIECE}}}[。；;\n]?|[。；;\n]")
_TOKEN = lazy_regex(r"[^\W_]")
# Function words, measure words and numerals of one Han.
_STOP = frozenset(
    "的地得了着过和及与等对在为是有无不被把将从由向到于以其该本各每并或而且之所已未至按经就都也还又再更最很较均可能应须要让使给跟同如若因则但"
    "只仅约共总第这那此上下中内外前后里间时起来去做个项类种次件条份名位家户台套批期场人年月日天元万亿千百十一二三四五六七八九零两多少大小新"
)


@lru_cache(maxsize=1)
def _vocabulary() -> tuple[dict[str, int], int]:
    """Word -> frequency, with the beginnings of words at 0, as jieba's word graph wants it; and the sum."""
    table: dict[str, int] = json.loads(VOCABULARY.read_bytes())
    return table, sum(table.values())


class _Unused(ModuleType):
    """Stands for a module and all that is in it, for code that sets up what it never uses."""

    def __getattr__(self, name: str) -> Any:
        return self

    def __call__(self, *args: object) -> Any:
        return self


def _import_jieba() -> Any:
    """An own copy of jieba without what takes most of its import's time and is never used here.

    That is pkg_resources, around which jieba has its own way, the tables of its HMM, and where no other thread could
    meet the substitutes, what it would log with and keep its cache in. The copy does not stay in sys.modules: whoever
    imports jieba in the same process gets a whole one.
    """
    ours = [name for name in sys.modules if name == "jieba" or name.startswith("jieba.")]
    kept = {name: sys.modules.pop(name) for name in ours}
    hidden = [name for name in ("pkg_resources",) if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]
    sys.modules["jieba.finalseg"] = ModuleType("jieba.finalseg")
    if threading.active_count() == 1:
        unused = [name for name in ("logging", "tempfile") if name not in sys.modules]
        sys.modules.update((name, _Unused(name)) for name in unused)
        hidden += unused
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return importlib.import_module("jieba")
    finally:
        for name in [n for n in sys.modules if n == "jieba" or n.startswith("jieba.")] + hidden:
            del sys.modules[name]
        sys.modules.update(kept)


@lru_cache(maxsize=1)
def _tokenizer() -> Any:
    tokenizer = _import_jieba().Tokenizer()
    tokenizer.FREQ, tokenizer.total = _vocabulary()
    # From here on jieba takes the tables as they are and never looks for a dictionary or a cache of its own.
    tokenizer.initialized = True
    return tokenizer


@lru_cache(maxsize=1024)
def cut(text: str) -> tuple[str, ...]:
    """The words of a text in order; together they are the text again, blanks and punctuation included."""
    if len(text) <= _LONGEST_PIECE:
        return tuple(_tokenizer().cut(text, HMM=False))
    # A word graph of a whole hostile file would take gigabytes.
    return tuple(word for piece in _PIECE.findall(text) for word in _tokenizer().cut(piece, HMM=False))


def known(word: str) -> bool:
    """Whether the vocabulary has the word (single Han included)."""
    return _vocabulary()[0].get(word, 0) > 0


def _without_measure(word: str) -> str:
    """The word without a measure ending, if at least two Han are left: 满意度 -> 满意."""
    for ending in _MEASURES:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=4096)
def content_words(text: str, empty: frozenset[str]) -> tuple[str, ...]:
    """The words that carry the text's meaning, in order, repetitions kept.

    Folded and in lower case; without punctuation, function words, measures (率 度 数 量 性 次数 时间, alone or at a
    word's end) and the words of `empty`.
    """
    kept = []
    for token in cut(fold_text(text).lower()):
        if not _TOKEN.match(token) or token in _STOP or token in _BARE_MEASURES or token in empty:
            continue
        word = _without_measure(token)
        if word not in empty:
            kept.append(word)
    return tuple(kept)
