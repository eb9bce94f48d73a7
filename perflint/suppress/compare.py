"""Compares two runs: mended, still there, new; moved rows and other years do not matter."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Hashable, Sequence

from perflint.lazyregex import lazy_regex
from perflint.model import Comparison, Diagnostic, Remaining

# What changes from a year's table to the next one though the project is the same.
_CHANGING = lazy_regex(
    r"\d{4}\s*(?:[-—~至]\s*\d{2,4}\s*)?年?度?|\d+|[（(](?:修改稿|修订稿|申报稿|定稿|初稿|终稿)[)）]|\s"
)


def compare(old: Sequence[Diagnostic], new: Sequence[Diagnostic]) -> Comparison:
    """Pair findings by fingerprint, then the others by rule and by what they are about, whatever its words are now."""
    pairs: dict[int, int] = {}
    _pair(old, new, pairs, lambda d: d.fingerprint)
    exact = set(pairs)
    _pair(old, new, pairs, _about)
    _pair(old, new, pairs, lambda d: (*_about(d)[:3], _plain(d.evidence)))
    paired = set(pairs.values())
    return Comparison(
        mended=tuple(d for index, d in enumerate(old) if index not in paired),
        remaining=tuple(Remaining(old[pairs[i]], d, i not in exact) for i, d in enumerate(new) if i in pairs),
        new=tuple(d for index, d in enumerate(new) if index not in pairs),
    )


def _pair(
    old: Sequence[Diagnostic], new: Sequence[Diagnostic], pairs: dict[int, int], key: Callable[[Diagnostic], Hashable]
) -> None:
    """Pair what has no partner yet and the same key, in order; `pairs` leads from the new index to the old one."""
    taken = set(pairs.values())
    waiting: dict[Hashable, list[int]] = {}
    for index in range(len(old) - 1, -1, -1):
        if index not in taken:
            waiting.setdefault(key(old[index]), []).append(index)
    for index, diagnostic in enumerate(new):
        if index not in pairs and (partners := waiting.get(key(diagnostic))):
            pairs[index] = partners.pop()


def _about(d: Diagnostic) -> tuple[str, ...]:
    """The rule and what it speaks about, without what a new year or a new draft changes by itself."""
    name = (d.indicator or {}).get("name")
    return d.rule, _plain(d.subject.unit), _plain(d.subject.project), _plain(name), d.field


def _plain(text: str | None) -> str:
    return _CHANGING.sub("", unicodedata.normalize("NFKC", text or ""))
