"""A rule file's regular expressions: harmless ones of ours run as they are, all others under a time limit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from time import perf_counter
from typing import Any

from perflint.errors import LimitError, OptionFault

# Seconds that one search of a pattern that could run away may take.
TIME_LIMIT = 0.2
# A repeated group, or many open repeats, can take more time than any text is worth; a back reference in one too.
_REPEATED_GROUP = re.compile(r"\)(?:[*+]|\{[0-9]*,[0-9]*\})")
_OPEN_REPEAT = re.compile(r"(?<!\\)(?:[*+]|\{[0-9]*,\})")
_MOST_OPEN_REPEATS = 2
# What means something else inside a larger pattern: named groups, flags, conditions, back references.
_REFERS = re.compile(r"\(\?[PaiLmsux(]|\\[1-9]")
# Of longer texts only so much is searched; no whole clause is longer than the second.
LONGEST = 4000
LONGEST_WHOLE = 400
_SHOWN = 60


@dataclass(slots=True)
class Allowance:
    """The seconds that a rule from outside may still take."""

    left: float


_ALLOWANCE: ContextVar[Allowance | None] = ContextVar("allowance", default=None)


@contextmanager
def guarded(allowance: Allowance) -> Iterator[None]:
    """Every pattern that is asked in here, however harmless it looks, runs under a limit and uses up the allowance.

    Raises LimitError when the time of the block, patterns or not, is used up.
    """
    token = _ALLOWANCE.set(allowance)
    start = perf_counter()
    try:
        yield
    finally:
        allowance.left -= perf_counter() - start
        _ALLOWANCE.reset(token)
    if allowance.left <= 0:
        raise LimitError("规则用时超过上限", "the rule took longer than it may")


def _overran(source: str) -> LimitError:
    shown = source if len(source) <= _SHOWN else source[:_SHOWN] + "…"
    return LimitError(
        f"正则表达式“{shown}”运行超过 {TIME_LIMIT} 秒", f"the pattern '{shown}' ran for more than {TIME_LIMIT} s"
    )


class Pattern:
    """A compiled pattern; only the first `LONGEST` characters of a text are searched."""

    __slots__ = ("_inner", "_limited", "_source")

    def __init__(self, source: str, limited: bool) -> None:
        """Compile; ValueError with the reason where the pattern is none."""
        self._source = source
        self._limited = limited
        self._inner: Any
        try:
            re.compile(source)
            if self._limited:
                import regex

                self._inner = regex.compile(source)
            else:
                self._inner = re.compile(source)
        except Exception as error:
            raise ValueError(f"{source!r}: {error}") from None

    @staticmethod
    def is_risky(source: str) -> bool:
        """Whether the pattern might run for long, so that it gets a time limit."""
        return _REPEATED_GROUP.search(source) is not None or len(_OPEN_REPEAT.findall(source)) > _MOST_OPEN_REPEATS

    def search(self, text: str) -> tuple[int, int] | None:
        """Where the pattern is found first; LimitError where it takes too long."""
        found = self._run("search", text[:LONGEST])
        return found.span() if found else None

    def found(self, text: str) -> bool:
        """Whether the pattern is found; LimitError where it takes too long."""
        searched = text if len(text) <= LONGEST else text[:LONGEST]
        return (self._run("search", searched) if self._limited else self._inner.search(searched)) is not None

    def fills(self, text: str) -> bool:
        """Whether the pattern matches the whole text; LimitError where it takes too long."""
        return len(text) <= LONGEST_WHOLE and self._run("fullmatch", text) is not None

    def _run(self, method: str, text: str) -> Any:
        ask = getattr(self._inner, method)
        if not self._limited:
            return ask(text)
        try:
            return ask(text, timeout=TIME_LIMIT)
        except TimeoutError:
            raise _overran(self._source) from None


def compiled(source: str) -> Pattern:
    """The pattern of a rule file, compiled at its first use."""
    return _compiled(source, _ALLOWANCE.get() is not None or Pattern.is_risky(source))


@lru_cache(maxsize=1024)
def _compiled(source: str, limited: bool) -> Pattern:
    return Pattern(source, limited)


def _together(sources: tuple[str, ...]) -> tuple[Pattern, ...]:
    """The patterns as few as may be; each alone where they come from outside."""
    if _ALLOWANCE.get() is not None:
        return tuple(_compiled(source, True) for source in sources)
    return _joined(sources)


@lru_cache(maxsize=256)
def _joined(sources: tuple[str, ...]) -> tuple[Pattern, ...]:
    """The patterns as few: those without groups of their own to refer to are one, asked in one pass."""
    plain = [s for s in sources if not _REFERS.search(s) and not Pattern.is_risky(s)]
    others = [s for s in sources if s not in plain]
    # Each of them is harmless, so their alternation is, however many repeats it holds in all.
    joined = [Pattern("|".join(f"(?:{s})" for s in plain), limited=False)] if plain else []
    return (*joined, *(_compiled(s, Pattern.is_risky(s)) for s in others))


def found_in(sources: tuple[str, ...], text: str) -> bool:
    """Whether one of the patterns is found in the text."""
    # Asked of every new name by a dozen rules: a generator would cost more than the search.
    for pattern in _together(sources):  # noqa: SIM110
        if pattern.found(text):
            return True
    return False


def fill(sources: tuple[str, ...], text: str) -> bool:
    """Whether one of the patterns matches the whole text."""
    for pattern in _together(sources):  # noqa: SIM110
        if pattern.fills(text):
            return True
    return False


def check_sources(*groups: Iterable[str]) -> None:
    """OptionFault for the first pattern that is none; the loader finds it among the rule's options."""
    for sources in groups:
        for source in sources:
            if not isinstance(source, str):
                raise OptionFault((), f"{source!r} 不是正则表达式", f"{source!r} is no pattern")
            try:
                re.compile(source)
            except re.error as error:
                zh, en = f"正则表达式“{source}”有误：{error}", f"bad pattern '{source}': {error}"
                raise OptionFault((), zh, en, given=source) from None
