"""Whatever a rule or the taxonomy says has a case that notices when it is taken out or moved."""

from __future__ import annotations

import pytest
from corpus_cases import book
from mutants import unnoticed_options, unnoticed_words
from witnesses import of_rule, truth

from perflint.taxonomy import load_taxonomy


@pytest.mark.parametrize("rule", book().rules, ids=lambda rule: rule.code)
def test_a_rule_that_is_off_is_missed(rule) -> None:
    assert any(truth(witness) for witness in of_rule(rule.code))


@pytest.mark.parametrize("rule", book().rules, ids=lambda rule: rule.code)
def test_every_option_of_a_rule_is_noticed(rule) -> None:
    assert unnoticed_options(rule) == []


@pytest.mark.parametrize("name", sorted(load_taxonomy().words))
def test_every_word_of_a_list_is_noticed(name: str) -> None:
    assert unnoticed_words(name) == []
