"""The kind `compare`: two fields, or a field and a number."""

from decimal import Decimal

import pytest
from build import findings, indicator, one, project, subject_of, table, text

from perflint.checks.compare import Compare
from perflint.model import Execution, Total


def compared(left, right, op="≤", fields=("score", "weight"), **options):
    return findings(Compare(op=op, **options), one(name="甲", score=left, weight=right), *fields)


@pytest.mark.parametrize(
    ("op", "holds", "fails"),
    [("<", "9", "10"), ("≤", "10", "11"), ("=", "10", "9"), ("≠", "9", "10"), ("≥", "10", "9"), (">", "11", "10")],
)
def test_the_relation_has_to_hold(op, holds, fails):
    assert compared(holds, "10", op) == []
    assert compared(fails, "10", op) == [("score", fails)]


def test_a_difference_within_the_tolerance_is_none():
    assert compared("10.01", "10", tolerance=Decimal("0.01")) == []
    assert compared("10.02", "10", tolerance=Decimal("0.01")) == [("score", "10.02")]
    assert compared("9.995", "10", "≠", tolerance=Decimal("0.01")) == [("score", "9.995")]
    assert compared("9.995", "10", "<", tolerance=Decimal("0.01")) == [("score", "9.995")]


def test_a_number_below_least_is_a_fault_whatever_the_other_says():
    assert compared("-1", "", least=Decimal(0)) == [("score", "-1")]
    assert compared("0", "", least=Decimal(0)) == []


def test_what_cannot_be_read_is_said_and_what_is_empty_is_not():
    assert compared("优", "10") == ["unreadable-number"]
    assert compared("8", "满分") == ["unreadable-number"]
    assert compared("", "10") == [] == compared("10", "")


def test_units_are_converted_and_a_bare_number_has_the_other_ones():
    pair = Compare(op="≤")
    assert findings(pair, one(annual="0.5万亩", period="6000亩"), "annual", "period") == []
    assert findings(pair, one(annual="0.7万亩", period="6000亩"), "annual", "period") == [("annual", "0.7万亩")]
    assert findings(pair, one(annual="7", period="6亩"), "annual", "period") == [("annual", "7")]
    assert findings(pair, one(annual="7天", period="6亩"), "annual", "period") == ["not-comparable"]


def test_a_field_against_a_number_with_its_unit():
    check = Compare(op="≤", left="annual", right="60天")
    assert findings(check, one(annual="3个月"), "annual") == [("annual", "3个月")]
    assert findings(check, one(annual="1个月"), "annual") == []


def test_rows_and_amounts_of_a_project():
    row = Execution(executed=text("120"), budget=text("100"), rate=text("120%"))
    whole = table(
        project(
            {"name": "甲", "score": "95"},
            execution=row,
            total=Total(score=text("90")),
            amounts=[("总计", "预算数", "100"), ("总计", "执行数", "120")],
        )
    )
    subject = subject_of(whole, 0)
    assert findings(Compare(op="≤", left="execution.executed", right="execution.budget"), subject) == [
        ("execution", "120")
    ]
    assert findings(Compare(op="≤", left="execution.rate", right="100%"), subject) == [("execution", "120%")]
    assert findings(Compare(op="≤", left="amounts.总计.执行数", right="amounts.总计.预算数"), subject) == [
        ("amounts", "120")
    ]
    assert findings(Compare(op="=", left="amounts.总计", right="amounts.总计.预算数"), subject) == []
    assert findings(Compare(op="≤", left="amounts.其他资金", right="100"), subject) == []
    # of an indicator: those of its project
    assert findings(Compare(op="≤", left="score", right="total.score"), subject_of(whole, 0, 0)) == [("score", "95")]
    assert findings(Compare(op="≤", left="execution.rate", right="100%"), subject_of(table(project()), 0)) == []


def test_a_damaged_field_cannot_be_judged():
    whole = table(project(indicator(score="12", weight="10", garbled=("score",))))
    assert findings(Compare(op="≤"), subject_of(whole, 0, 0), "score", "weight") == ["garbled"]


@pytest.mark.parametrize(
    "options", [{"left": "scores"}, {"right": "wieght"}, {"left": "execution.share"}, {"tolerance": Decimal(-1)}]
)
def test_options_that_are_none(options):
    with pytest.raises(ValueError):
        Compare(op="≤", **options).validate()


def test_sound_options():
    Compare(op="≤", left="execution.rate", right="100%").validate()
    Compare(op="≤", left="amounts.总计", right="amounts.总计.执行数").validate()
