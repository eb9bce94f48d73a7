"""Whatever a rule or the taxonomy says has a case that notices when it is taken out or moved.

`unnoticed.txt` lists what no case notices yet: nothing may be added to it by hand, and what is noticed has to leave it
(`python scripts/corpus.py unnoticed --write`).
"""

from __future__ import annotations

import pytest
from corpus_cases import book
from mutants import known_gaps, unnoticed_options, unnoticed_words
from witnesses import of_rule, truth

from perflint.taxonomy import load_taxonomy

GAPS = known_gaps()


def compare(found: list[str], start: str) -> None:
    known = {line for line in GAPS if line.startswith(start)}
    assert sorted(set(found) - known) == [], "no case notices these"
    assert sorted(known - set(found)) == [], "these are noticed, or gone: take them out of unnoticed.txt"


@pytest.mark.parametrize("rule", book().rules, ids=lambda rule: rule.code)
def test_a_rule_that_is_off_is_missed(rule) -> None:
    assert any(truth(witness) for witness in of_rule(rule.code))


@pytest.mark.parametrize("rule", book().rules, ids=lambda rule: rule.code)
def test_every_option_of_a_rule_is_noticed(rule) -> None:
    compare(unnoticed_options(rule), f"{rule.code} ")


@pytest.mark.parametrize("name", sorted(load_taxonomy().words))
def test_every_word_of_a_list_is_noticed(name: str) -> None:
    compare(unnoticed_words(name), f"words.{name}: ")
