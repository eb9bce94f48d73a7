"""What rules say: the same in both languages, and never that somebody violates something."""

import re
import string

import pytest

from perflint.rulebook import load_rulebook

RULES = load_rulebook().rules
# Words of a table may well hold them (违规次数); a rule does not say them of a table.
BLAME = re.compile(r"违反|不合规|不符合规定|violat|illegal|breach", re.IGNORECASE)


def texts_of(rule):
    """Every message that users see, each with its name."""
    yield from (("title", rule.title), ("message", rule.message), ("help", rule.help), ("why", rule.why))
    for name, variant in rule.variants.items():
        yield from ((f"{name} message", variant.message), (f"{name} help", variant.help))
    yield from (("basis", basis.note) for basis in rule.basis)


def placeholders(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_both_languages_say_the_same(rule):
    for name, text in texts_of(rule):
        if name == "why" or name == "title" or name == "basis":
            continue
        assert placeholders(text.zh) == placeholders(text.en), name
        # A form to fill in stands in both or in none.
        assert ("__" in text.zh) == ("__" in text.en), (name, text)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_nobody_is_blamed(rule):
    for name, text in texts_of(rule):
        assert not BLAME.search(text.zh + text.en), name


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_message_has_the_tables_own_words(rule):
    messages = [rule.message, *(variant.message for variant in rule.variants.values())]
    wordless = [m.en for m in messages if not placeholders(m.en)]
    assert rule.code in WITHOUT_WORDS or wordless == []


# Nothing of the table can be quoted: there is no table, or no year in it.
WITHOUT_WORDS = {"PRS002", "PER006"}
