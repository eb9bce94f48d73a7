"""The kind `unit`: numbers without a unit, and with another one than is declared."""

import pytest
from build import findings, indicator, one, project, subject_of, table

from perflint.checks.unit import Unit

MISSING = Unit("missing", unitless=("(?:系数|得分)$",), beside=("全年",))
DECLARED = Unit("declared")


def annual(check, name, value, **more):
    return findings(check, one(name=name, annual=value, **more), "annual", "period")


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("购置图书数量", "≥3000", "≥3000"),
        ("购置图书", "全年3万", "3万"),
        ("购置图书", "3000/年", "3000/年"),
        ("购置图书", "购置图书3000", "3000"),
        ("借阅", "年借阅量不低于900", "不低于900"),
        ("上架合格率", "98", "98"),
        ("上架时间", "《3", "《3"),
        ("惠及企业数", "30", "30"),
    ],
)
def test_numbers_without_a_unit(name, value, found):
    assert annual(MISSING, name, value) == [("annual", found)]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("购置图书", "0"),
        ("借阅人次", "3000"),
        ("购置图书册数", "3000"),
        ("购置图书（册）", "3000"),
        ("购置图书（单位：万册）", "3"),
        ("借阅（人、次）", "3000"),
        ("上架率（%）", "98"),
        ("购书总额万元", "30"),
        ("周转系数", "1.2"),
        ("借阅", "读者系数不低于1.2"),
        ("借阅", "接待人次不低于900"),
        ("借阅", "少儿3000"),
        ("借阅", "3000具"),
        ("借阅", "3000（单位：册）"),
        ("读者与馆员", "500:1"),
        ("借阅", "社科3000，少儿500"),
        ("开放日期", "2025"),
        ("开放日期", "20250601"),
        ("开放日期", "2025.6"),
        ("开放年度", "2025-2027"),
        ("借阅", "3000↑"),
    ],
)
def test_numbers_that_need_no_unit_or_have_one(name, value):
    assert annual(MISSING, name, value) == []


def test_a_unit_column_counts_where_it_holds_something():
    assert annual(MISSING, "购置图书", "3000", unit="小册子") == []
    assert annual(MISSING, "购置图书", "3000", unit="—") == [("annual", "3000")]
    assert annual(MISSING, "购置图书", "3000", note="单位：册") == []


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("购置图书（册）", "≥300种", "≥300种"),
        ("流动展览（场）", "每年30天", "每年30天"),
        ("购书费（万元）", "500元", "500元"),
        ("上架率（%）", "300册", "300册"),
    ],
)
def test_another_unit_than_the_bracket(name, value, found):
    assert annual(DECLARED, name, value) == [("annual", found)]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("购置图书（册）", "300本"),
        ("购置图书（万册）", "3万册"),
        ("流动展览（次/年）", "12次"),
        ("流动展览（场）", "每月2场"),
        ("购置图书（册）", "300种3000册"),
        ("购置图书（册）", "3000"),
        ("购置图书（册）", "6月底前"),
        ("上架率（%）", "98‰"),
        ("满意度（读者）", "95%"),
        ("购置图书", "3000册"),
        ("流动展览（场）", "30天，覆盖3000"),
    ],
)
def test_the_same_unit_or_none(name, value):
    assert annual(DECLARED, name, value) == []


def test_bracket_or_column_will_do():
    assert annual(DECLARED, "购置图书（册）", "300种", unit="种") == []
    assert annual(DECLARED, "购置图书", "300册", unit="种") == [("annual", "300册")]


def test_damaged_fields_are_not_judged():
    whole = table(project(indicator(name="借阅量", annual="≥98", period="≥98", garbled=("annual",))))
    assert findings(MISSING, subject_of(whole, 0, 0), "annual", "period") == ["garbled", ("period", "≥98")]
    nameless = table(project(indicator(name="借阅量", annual="≥98", garbled=("name",))))
    assert findings(MISSING, subject_of(nameless, 0, 0), "annual") == []


def test_patterns_that_are_none_are_refused():
    with pytest.raises(ValueError, match="unterminated"):
        Unit("missing", unitless=("(系数",)).validate()
