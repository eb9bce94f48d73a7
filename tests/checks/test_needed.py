"""The words that a pattern needs stand in every text in which it is found."""

import re
import sys
from collections.abc import Iterator
from random import Random

import pytest

from perflint.checks.support.needed import _BARE, bare, either, hinted, needed_by
from perflint.rulebook import load_rulebook
from perflint.text import squeeze
from perflint.values.folding import level, look_alikes
from perflint.values.operators import SIGN_CLASS
from perflint.values.scan import NUMERALS

SIGNS = "率度数量的不合格完成abAB12（(％%.,，/ -"


def written(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from written(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from written(inner)


def patterns() -> list[str]:
    """Every option of a shipped rule that can be read as a pattern."""
    found: dict[str, None] = {}
    for rule in load_rulebook().rules:
        for option in getattr(rule.check, "__slots__", ()):
            for source in written(getattr(rule.check, option)):
                try:
                    re.compile(source)
                except re.error:
                    continue
                found[source] = None
    return list(found)


SHIPPED = patterns()


def made_up(random: Random, depth: int = 0) -> str:
    """A pattern put together at random, of the parts that patterns have."""
    parts = []
    for _ in range(random.randint(1, 4)):
        part = random.choice([re.escape(random.choice(SIGNS)), random.choice("率度数量abA"), *_atoms(random, depth)])
        parts.append(part + random.choice(["", "", "", "?", "*", "+", "{0,2}", "{2}", "{1,3}?", "??", "{,2}", "{}"]))
    return "".join(parts)


def _atoms(random: Random, depth: int) -> list[str]:
    inside = "".join(random.choice("率度数1-9a-b") for _ in range(3)).replace("-", "")
    atoms = [".", r"\d", r"\w", "^", "$", f"[{inside}]", f"[^{inside}]", "[a-c-]", "[]率]", r"[\d率]", r"[(（\]]"]
    if depth < 3:
        inner = "|".join(made_up(random, depth + 1) for _ in range(random.randint(1, 3)))
        opening = random.choice(["(?:", "(", "(?=", "(?!", "(?<!x)(?:", f"(?P<g{random.randrange(10**9)}>"])
        atoms += [f"{opening}{inner})"] * 4
    return atoms


def a_text(random: Random, source: str) -> str:
    """A text of pieces of the pattern and other signs, so that it is found now and then."""
    plain = re.sub(r"[^\w（％%,，/]", "", source) + SIGNS
    return "".join(random.choice(plain) for _ in range(random.randint(1, 12)))


def holds_one(words: frozenset[str] | None, text: str) -> bool:
    return words is None or any(bare(word) in bare(text) for word in words)


@pytest.mark.parametrize("seed", range(6))
def test_words_of_made_up_patterns(seed):
    random = Random(seed)
    found = known = 0
    for _ in range(1500):
        source = made_up(random)
        try:
            pattern = re.compile(source)
        except re.error:
            continue
        words = needed_by([source])
        known += words is not None
        for _ in range(12):
            text = a_text(random, source)
            if pattern.search(text):
                found += 1
                assert holds_one(words, text), (source, text, words)
    assert found > 1000 and known > 200


@pytest.mark.parametrize("seed", range(4))
def test_words_of_shipped_patterns(seed):
    random = Random(seed)
    found = 0
    for source in SHIPPED:
        words, pattern = needed_by([source]), re.compile(source)
        pieces = re.findall(r"[^\W0-9A-Za-z_]+", source) or [source]
        for _ in range(20):
            text = "".join(random.choice(pieces) for _ in range(random.randint(1, 5)))
            for looked_at in (text, squeeze(text).lower()):
                if pattern.search(looked_at):
                    found += 1
                    assert holds_one(words, looked_at), (source, looked_at, words)
    assert found > 1000


def test_what_is_read_from_patterns():
    read = {
        "(?:合格|达标)率$": {"合格", "达标"},
        "(?<!不)(?:完成|及时)(?:率|度)": {"完成", "及时"},
        ".{0,8}应(.)尽\\1": {"应"},
        "(?:年|月)?底前": {"底前"},
        "ab?c|[xy]z": {"a", "z"},
        r"\(%\)": {"(%)"},
        "率+": {"率"},
        "a{2,}": {"a"},
        "(?:|率)": None,
        "率?": None,
        "[^率]": None,
        "(?i)abc": None,
        r"\u4e00率": None,
        "(?P<a>率)(?P=a)": None,
        " ": None,
    }
    assert {source: needed_by([source]) for source in read} == read
    assert needed_by([]) == frozenset()
    assert needed_by(["率", "."]) is None
    assert either({"a"}, {"b"}) == {"a", "b"} and either({"a"}, None) is None


def test_a_blank_word_rules_nothing_out():
    assert hinted(bool, ["率", " "]).words is None
    assert hinted(bool, ["Ｒate"]).words == {"rate"}


def test_forms_go_sign_by_sign():
    random = Random(1)
    signs = [chr(random.randrange(0x110000)) for _ in range(3000)] + list("ΣςſKİıﬀ㏂ \u200b\u3000")
    for _ in range(2000):
        one, other = ("".join(random.choice(signs) for _ in range(3)) for _ in range(2))
        assert bare(one + other) == bare(one) + bare(other)


def test_the_form_keeps_what_other_forms_keep():
    """What `level` takes for a sign, and what `squeeze` keeps of it, stands in the form of the text too."""
    looked_for = {*SIGN_CLASS, *map(level, NUMERALS), *"月季周年半%↑↓夭至到-~"}
    forms = {sign: set(map(bare, look_alikes(sign))) for sign in looked_for}
    for code in range(sys.maxunicode + 1):
        sign = chr(code)
        if (levelled := level(sign)) in forms:
            assert bare(sign) in forms[levelled], hex(code)
        assert bare(squeeze(sign).lower()) == bare(sign) == _BARE[code], hex(code)
