"""Numbers and units: what stands beside a number, shares in percent, units in names and columns."""

from decimal import Decimal

import pytest
from build import context, indicator, taxonomy

from perflint.checks.support.unitwords import (
    counts_in_words,
    declared_units,
    is_bare_number,
    is_count,
    numerator,
    percent,
    rest_of,
    unit_in_name,
)


def value(string):
    return context().value(string)


def test_what_is_left_beside_the_numbers():
    assert rest_of(value("全年≥3次（每季度1次）")) == "全年"
    assert rest_of(value("3次，2人")) == ""
    assert is_bare_number(value("巡查3次"), "河道巡查次数", frozenset())
    assert is_bare_number(value("全年3次"), "河道巡查次数", frozenset({"全年"}))
    assert not is_bare_number(value("走访3次"), "河道巡查次数", frozenset({"全年"}))


@pytest.mark.parametrize(
    ("string", "numbers"),
    [("95%", "95"), ("9‰", "0.9"), ("95百分比", "95"), ("2个百分点", ""), ("0.95比例", ""), ("95", ""), ("95人", "")],
)
def test_shares_in_percent(string, numbers):
    (quantity,) = value(string).quantities
    assert percent(quantity, taxonomy()) == tuple(map(Decimal, numbers.split()))


@pytest.mark.parametrize("name", ["巡查次数", "学校数量", "惠及户数", "演出场次", "村数（个）"])
def test_names_of_counts(name):
    assert is_count(name, taxonomy())


@pytest.mark.parametrize("name", ["空气优良天数", "消费指数", "层次", "受训人数（%）", "巡查里程", "人数完成率", ""])
def test_names_of_other_things(name):
    assert not is_count(name, taxonomy())


def test_names_that_say_in_what_they_are_counted():
    assert all(counts_in_words(name, taxonomy()) for name in ("巡查次数", "演出场次", "用户数", "开课课时数"))
    assert not any(counts_in_words(name, taxonomy()) for name in ("学校数量", "主题数", "档次", "面积"))


@pytest.mark.parametrize(
    ("name", "has"),
    [
        ("渠道（公里）", True),
        ("补助（元/人·月）", True),
        ("座椅（张、把）", True),
        ("受益（单位：万人）", True),
        ("总投资万元", True),
        ("满意度（企业主）", False),
        ("女性比例", False),
        ("达标百分比", True),
        ("走访学校", False),
    ],
)
def test_units_in_names(name, has):
    assert unit_in_name(name, taxonomy()) is has


def test_declared_units_are_as_written_and_the_columns_first():
    assert declared_units(indicator(name="义诊（人次）", unit="场"), taxonomy()) == ("场", "人次")
    assert declared_units(indicator(name="渠道（单位：米）", unit="详见说明"), taxonomy()) == ("米",)
    assert declared_units(indicator(name="满意度（社区）"), taxonomy()) == ()
    assert declared_units(indicator(name="新建（座）水塔"), taxonomy()) == ("座",)


def test_numerators():
    units = ("次/年", "万人", "元/人·月", "万元", "人·次", "件每月", "千")
    assert [numerator(unit) for unit in units] == ["次", "人", "元", "万元", "人", "件", "千"]
