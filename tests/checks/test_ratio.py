"""The kind `ratio`."""

from decimal import Decimal

import pytest
from build import findings, indicator, project, subject_of, table, text

from perflint.checks.ratio import Ratio
from perflint.model import Execution

RATE = Ratio("execution.executed", "execution.budget", "execution.rate")
SCORE = Ratio("execution.score", "execution.weight", "execution.rate", "part", Decimal("0.01"), steps=True)


def money(budget, executed, rate):
    row = Execution(text(budget), text(executed), text(rate))
    return findings(RATE, subject_of(table(project(execution=row)), 0))


def points(weight, rate, score, **rest):
    row = Execution(rate=text(rate), weight=text(weight), score=text(score))
    return findings(SCORE, subject_of(table(project(execution=row), **rest), 0))


def test_a_rate_at_the_decimals_that_it_prints():
    assert money("300", "200", "66.67%") == []
    assert money("300", "200", "67") == []
    assert money("300", "200", "0.667") == []
    assert money("300", "200", "66.66%") == [("execution", "66.66%")]
    assert money("300", "200", "66%") == [("execution", "66%")]


def test_rounded_amounts_leave_a_rate_some_room():
    assert money("4.57", "1.83", "39.94%") == []
    assert money("4.57", "1.83", "41.00%") == [("execution", "41.00%")]
    assert money("0.00", "0.00", "0%") == ["no-whole"]
    assert money("0.003", "0.003", "100%") == []


def test_what_cannot_be_divided_is_left_alone():
    assert money("", "200", "66%") == []
    assert money("300", "/", "66%") == []
    assert money("300", "200", "约三分之二") == ["no-number"]
    assert money("300万元", "2000000元", "66.67%") == ["no-number"]
    assert findings(RATE, subject_of(table(project()), 0)) == []


def test_a_score_is_weight_times_rate():
    assert points("10", "95.00%", "9.5") == []
    assert points("10", "0.95", "9.51") == []
    assert points("10", "95.00%", "9.52") == [("execution", "9.52")]
    assert points("10", "104%", "10") == []
    assert points("10", "104%", "10.40") == []
    assert points("10", "104%", "10.9") == [("execution", "10.9")]


def test_a_score_by_steps():
    assert points("10", "85%", "7") == []
    assert points("10", "75%", "7") == [("execution", "7")]
    plain = Ratio("execution.score", "execution.weight", "execution.rate", "part", Decimal("0.01"))
    row = Execution(rate=text("85%"), weight=text("10"), score=text("7"))
    assert findings(plain, subject_of(table(project(execution=row)), 0)) == [("execution", "7")]
    note = text("预算执行率达到90%的得满分")
    assert points("10", "92%", "10", fragments=(note,)) == ["own-steps"]


def test_over_the_fields_of_an_indicator():
    check = Ratio("actual", "annual", "note")
    right = table(project(indicator(annual="80", actual="60", note="75%")))
    wrong = table(project(indicator(annual="80", actual="60", note="85%")))
    assert findings(check, subject_of(right, 0, 0)) == []
    assert findings(check, subject_of(wrong, 0, 0)) == [("note", "85%")]


@pytest.mark.parametrize("options", [{"part": "sum"}, {"whole": "execution"}, {"tolerance": Decimal("-0.1")}])
def test_options_that_are_none(options):
    given = {"part": "actual", "whole": "annual", "rate": "note", **options}
    with pytest.raises(ValueError, match=r"no field|tolerance"):
        Ratio(**given).validate()
