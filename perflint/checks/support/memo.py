"""Memos of what is asked of one table again and again, let go when its file is done: they hold all of the file."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
_CLEAR: list[Callable[[], None]] = []


def file_memo(maxsize: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """An `lru_cache` for functions of tables, projects or what holds such, which `forget_file` empties."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        kept = lru_cache(maxsize=maxsize)(function)
        _CLEAR.append(kept.cache_clear)
        return kept  # type: ignore[return-value]

    return decorate


def forget_file() -> None:
    """Let go of the tables that were asked about."""
    for clear in _CLEAR:
        clear()
