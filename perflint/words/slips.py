"""What is written for a word by mistake: traditional characters, packaged slips made of look-alikes, listed slips."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from perflint.lazyclass import dataclass

HERE = Path(__file__).parent
# Between a listed wrong form and a word that has to follow it: 出县…报告.
_FOLLOWED = "…"
# As numbers are read here, whatever sign it is, and how many bytes a sign and a pair of them take.
_UTF32, _ANY = f"utf-32-{sys.byteorder[0]}e", "surrogatepass"
_SIGN, _PAIR = 4, 8


@lru_cache(maxsize=1)
def simplified_forms() -> Mapping[str, str]:
    """Traditional character -> its simplified form, for those that no simplified text has (乾 著 於 are left out)."""
    parts = (HERE / "traditional.txt").read_text(encoding="utf-8").split()
    return dict(zip("".join(parts[::2]), "".join(parts[1::2]), strict=True))


@dataclass(frozen=True, slots=True)
class Slip:
    """A wrong form and the right word; `follows` has to stand behind it, "" for anything; `listed` by hand."""

    wrong: str
    right: str
    follows: str = ""
    listed: bool = False


@dataclass(frozen=True, slots=True)
class FoundSlip:
    """A slip and where its wrong form stands, by its letters alone."""

    start: int
    end: int
    slip: Slip


def read_slip(entry: str) -> Slip | None:
    """A listed slip, `wrong=right` or `wrong…word that follows=right`; None where the entry is none."""
    left, _, right = entry.partition("=")
    wrong, _, follows = left.partition(_FOLLOWED)
    if not wrong or not right or wrong == right or "=" in right:
        return None
    return Slip(wrong, right, follows, listed=True)


def find_slips(text: str, listed: frozenset[str]) -> list[FoundSlip]:
    """The wrong forms that stand in a text, packaged and listed ones (as `read_slip` reads them), by place."""
    found = []
    for slip in slips_met(text, listed):
        start = text.find(slip.wrong)
        while start >= 0:
            found.append(FoundSlip(start, start + len(slip.wrong), slip))
            start = text.find(slip.wrong, start + 1)
    return sorted(found, key=lambda f: (f.start, -f.end, f.slip.right))


def slips_met(text: str, listed: frozenset[str]) -> list[Slip]:
    """The slips whose wrong forms stand in a text, which may be all texts of a table put together."""
    pairs, keys, others = _listed(listed)
    met = [slip for slip in others if slip.wrong in text]
    # One look at the pairs, and nearly all texts are done with.
    for pair in _met(_numbers(pairs), text):
        line = _packaged().get(pair, "").split()
        met += [Slip(wrong, right) for wrong, right in zip(line[::2], line[1::2], strict=True) if wrong in text]
        met += [slip for slip in keys.get(pair, ()) if slip.wrong in text]
    return met


def _met(pairs: frozenset[int], text: str) -> Iterator[str]:
    """The pairs that stand in a text. In UTF-32 two neighbouring signs are one number, and numbers need not be made
    into strings to be looked up."""
    signs = memoryview(text.encode(_UTF32, _ANY))
    met: set[int] = set()
    for view in (signs, signs[_SIGN:]):
        met.update(pairs.intersection(view[: len(view) // _PAIR * _PAIR].cast("Q")))
    return (pair.to_bytes(_PAIR, sys.byteorder).decode(_UTF32, _ANY) for pair in met)


@lru_cache(maxsize=8)
def _numbers(pairs: frozenset[str]) -> frozenset[int]:
    return frozenset(int.from_bytes(pair.encode(_UTF32, _ANY), sys.byteorder) for pair in pairs)


def words_of_slips(listed: frozenset[str]) -> frozenset[str]:
    """Words one of which stands in every text in which `find_slips` finds anything."""
    met, _, others = _listed(listed)
    return met.union(slip.wrong for slip in others)


def key_pair(wrong: str, right: str) -> str:
    """Two neighbouring characters of a wrong form that its right word does not have, "" where there are none.

    Hardly any sound text holds such a pair, so that one look at its pairs is enough for nearly all texts.
    """
    return next((a + b for a, b in pairwise(wrong) if a + b not in right), "")


@lru_cache(maxsize=1)
def _packaged() -> Mapping[str, str]:
    """Key pair -> the wrong forms that hold it, each with its right word behind it; taken apart when one is met."""
    lines = (HERE / "slips.txt").read_text(encoding="utf-8").splitlines()
    return {line[:2]: line[3:] for line in lines}


@lru_cache(maxsize=8)
def _listed(entries: frozenset[str]) -> tuple[frozenset[str], Mapping[str, list[Slip]], list[Slip]]:
    """All key pairs, the packaged ones included; the listed slips by theirs, and those that have none."""
    keys: dict[str, list[Slip]] = {}
    others = []
    for slip in filter(None, map(read_slip, sorted(entries))):
        pair = key_pair(slip.wrong, slip.right)
        if pair:
            keys.setdefault(pair, []).append(slip)
        else:
            others.append(slip)
    return frozenset({*_packaged(), *keys}), keys, others
