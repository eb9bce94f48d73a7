"""Builds perflint/words/slips.txt from the field's words and the look-alikes: what is written for them by mistake.

Run it after a change of field.txt, vocabulary.json or lookalikes.txt. Another slips.txt is a change of findings.
"""

from __future__ import annotations

import json
import runpy
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import jieba

from perflint.words.slips import key_pair

WORDS = Path(__file__).resolve().parent.parent / "perflint" / "words"
VOCABULARY = runpy.run_path(str(Path(__file__).with_name("build_vocabulary.py")))
LONGEST = 4
# Two Han that stand alone more often than this (the product of their frequencies) meet by chance.
BY_CHANCE = 4_000_000
# Sound words of three Han that jieba's dictionary does not have: an exchange gives them too.
SOUND = frozenset({"线上率"})


@cache
def dictionary() -> dict[str, int]:
    """Every word of jieba's whole dictionary, names of people and places included, with its frequency."""
    text = Path(jieba.__file__).with_name("dict.txt").read_text(encoding="utf-8")
    return {word: int(frequency) for word, frequency, _ in map(str.split, text.splitlines())}


@cache
def met() -> frozenset[str]:
    """All pairs of Han that stand side by side in some word."""
    return frozenset(left + right for word in dictionary() for left, right in pairwise(word))


@cache
def field_words() -> tuple[str, ...]:
    """The field's words and the words of two or more Han in them, the shortest first."""
    known = {word for word, frequency in json.loads("".join(_lines("vocabulary.json"))).items() if frequency}
    named = {w.lstrip("!") for w in VOCABULARY["field_words"]("\n".join(_lines("field.txt")))}
    inner = {w[i:j] for w in named for i in range(len(w)) for j in range(i + 2, len(w) + 1)}
    return tuple(sorted((w for w in named | (inner & known) if len(w) <= LONGEST), key=lambda w: (len(w), w)))


def _lines(name: str) -> list[str]:
    return (WORDS / name).read_text(encoding="utf-8").splitlines()


def swapped() -> Iterator[tuple[str, str]]:
    """Wrong and right word, one Han swapped for its look-alike."""
    for line in _lines("lookalikes.txt"):
        if line.startswith("#"):
            continue
        right, wrong, *only = line.split()
        for word in only or field_words():
            for at, sign in enumerate(word):
                if sign == right:
                    form = word[:at] + wrong + word[at + 1 :]
                    around = {form[at - 1 : at + 1] if at else "", form[at : at + 2]}
                    # Named words have been looked at one by one; the others may hold no pair that any word has.
                    if form not in dictionary() and ((only and len(form) > 2) or not around & met()):
                        yield form, word


def exchanged() -> Iterator[tuple[str, str]]:
    """Wrong and right word, two neighbours (a Han, or a Han and a word of two) exchanged."""
    for word in field_words():
        orders: tuple[tuple[int, ...], ...] = {
            2: ((1, 0),),
            3: ((0, 2, 1), (1, 0, 2)),
            4: ((0, 2, 1, 3), (0, 2, 3, 1), (2, 0, 1, 3)),
        }[len(word)]
        for order in orders:
            form = "".join(word[at] for at in order)
            new = [left + right for left, right in pairwise(form) if left + right not in word]
            unmet = [pair for pair in new if pair not in met()]
            if form in dictionary() or form in SOUND or not unmet:
                continue
            # Of four Han in a wrong order one pair that no word has is enough, of three too where no pair is a word.
            if (
                len(word) < LONGEST
                and len(unmet) < len(word) - 1
                and any(a + b in dictionary() for a, b in pairwise(form))
            ):
                continue
            if len(word) > 2 or dictionary().get(form[0], 0) * dictionary().get(form[1], 0) < BY_CHANCE:
                yield form, word


def build() -> str:
    """The text of slips.txt: lines of a key pair and the wrong forms that hold it, each with its right word; sorted.

    No wrong form holds another one, or stands in a word of the field.
    """
    kept: dict[str, str] = {}
    found = dict(reversed([*swapped(), *exchanged()]))
    whole = VOCABULARY["field_words"]("\n".join(_lines("field.txt")))
    for form in sorted(found, key=lambda f: (len(f), f)):
        inner = (form[i:j] for i in range(len(form)) for j in range(i + 2, len(form) + 1))
        if not any(part in kept for part in inner) and not any(form in word for word in whole):
            kept[form] = found[form]
    lines: dict[str, str] = {}
    for wrong, right in sorted(kept.items()):
        pair = key_pair(wrong, right)
        lines[pair] = f"{lines.get(pair, pair)} {wrong} {right}"
    return "".join(f"{line}\n" for _, line in sorted(lines.items()))


if __name__ == "__main__":
    (WORDS / "slips.txt").write_text(build(), encoding="utf-8")
