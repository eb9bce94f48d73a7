"""Every shipped rule finds its bad examples where they say, and nothing in its good ones."""

import pytest

from perflint.engine.examples import faults
from perflint.rulebook import load_rulebook
from perflint.taxonomy import load_taxonomy

BOOK = load_rulebook()


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.code)
def test_examples_behave(rule):
    assert [fault.en for fault in faults(rule, BOOK, load_taxonomy())] == []


def test_every_message_can_be_filled_in_both_languages():
    for rule in BOOK.rules:
        for message in (rule.title, rule.message, rule.help, rule.why):
            assert message.zh.strip() and message.en.strip(), rule.code
