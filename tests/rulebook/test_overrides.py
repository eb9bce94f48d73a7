"""What a configuration changes in a rule: the severity as a limit, options of the right type, lists more or less."""

import pytest

from perflint.errors import DefinitionError, Problem
from perflint.model import EMPTY, NO_LABEL, Indicator, Label, Subject, Table
from perflint.rulebook import load_rulebook
from perflint.rulebook.overrides import overridden


def changed(severity=None, options=None):
    return overridden(
        load_rulebook(), severity or {}, options or {}, lambda path, message, key: Problem("x", 0, 0, message)
    )


def faults(**given):
    with pytest.raises(DefinitionError) as caught:
        changed(**given)
    return [problem.message.en for problem in caught.value.problems]


def of(category):
    label = Label(category, EMPTY, EMPTY, category)
    return Subject(Table(1, "target", "list"), None, Indicator(1, 1, NO_LABEL, label))


def test_a_severity_is_the_limit_of_all_that_a_rule_says():
    cost, other = of("成本指标"), of("数量指标")
    rule = load_rulebook().find("VAG006")
    assert (rule.severity_for(cost), rule.severity_for(other)) == ("info", "warning")
    raised = changed({"VAG006": "error"}).find("VAG006")
    assert (raised.severity_for(cost), raised.severity_for(other)) == ("info", "error")
    lowered = changed({"VAG006": "info"}).find("VAG006")
    assert (lowered.severity_for(other), lowered.severity_for(other, "error")) == ("info", "info")
    assert changed({"PER001": "error"}).find("PER001").severity_for(other, "warning") == "warning"


def test_a_single_rule_goes_before_its_family_whatever_the_order():
    for severity in ({"DUP": "info", "DUP001": "warning"}, {"DUP001": "warning", "DUP": "info"}):
        book = changed(severity)
        assert [book.find(code).severity for code in ("DUP001", "DUP002")] == ["warning", "info"]


def test_the_rule_book_itself_stays_as_it_was():
    changed({"ALL": "info"}, {"STR010": {"min": 9}})
    rule = load_rulebook().find("STR010")
    assert (rule.severity, rule.check.min, rule.retuned) == ("warning", 3, False)


def test_lists_with_more_and_with_less():
    rule = changed(options={"VAG005": {"words+": ["差不多", "大约"], "words-": ["适当"]}}).find("VAG005")
    assert rule.check.words.count("大约") == 1
    assert rule.check.words[-1] == "差不多"
    assert "适当" not in rule.check.words
    assert rule.retuned
    replaced = changed(options={"hedged-value": {"words-": ["大约"], "words": ["大约", "大概"]}}).find("VAG005")
    assert replaced.check.words == ("大概",)


def test_every_fault_is_named():
    options = {
        "STR010": {"mni": 1, "min": "x", "min-": 1},
        "STR01": {"min": 1},
        "VAG005": {"words": "约", "words-": ["大该"]},
        "BAS001": {"bases": ["("]},
    }
    assert faults(severity={"VAG001x": "info"}, options=options) == [
        "there is no rule 'VAG001x'; did you mean 'VAG001'?",
        "kind 'count' has no option 'mni'; did you mean 'min'?",
        "option 'min' should be integer",
        "only a list takes 'min-'",
        "there is no rule 'STR01'; did you mean 'STR016'?",
        "option 'words' should be list of string",
        "the list has no '大该'",
        "bad pattern '(': missing ), unterminated subpattern at position 0",
    ]
