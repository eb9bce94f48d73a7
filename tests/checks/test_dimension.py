"""The kind `dimension`: which number a name calls for, and which one stands in the value."""

import pytest
from build import context, findings, indicator, one, project, subject_of, table

from perflint.checks.dimension import Dimension

CASES = (
    {"names": ["(?:时间|周期)$"], "unless": ["时间[(]%"], "needs": ["duration"], "wrong": ["share"]},
    {"measure": "count", "needs": ["count"], "wrong": ["share"], "not_under": ["满意度指标"]},
    {"measure": "rate", "needs": ["share"], "wrong": ["count", "amount"]},
)
CHECK = Dimension(CASES, beside=("完成率", "全年"))


def annual(name, value, check=CHECK, **more):
    return findings(check, one(name=name, annual=value, **more), "annual", "period")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("管网巡检周期", "≥98%"),
        ("管网巡检周期（%）", "≥98%"),
        ("抢修时间", "全年100%"),
        ("义诊人数", "≥95%"),
        ("义诊人次", "九成"),
        ("入户核查数量", "完成率100%"),
        ("入户核查数量", "入户核查100%"),
        ("入户核查完成率", "260户"),
        ("入户核查（%）", "260户"),
        ("政策知晓率", "20个村"),
        ("资金到位率", "≤30万元"),
    ],
)
def test_numbers_of_another_dimension(name, value):
    assert annual(name, value) == [("annual", value)]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("管网巡检周期", "7天"),
        ("管网巡检周期", "按计划"),
        ("抢修时间（%）", "≥98%"),
        ("义诊人数", "300人（95%）"),
        ("义诊人数", "增长5%"),
        ("义诊人数", "5个百分点"),
        ("居民健康指数", "95%"),
        ("巡诊天数", "95%"),
        ("入户核查完成率", "260户（100%）"),
        ("入户核查完成率", "抽查3次全部合格"),
        ("资金到位率", "300元/人"),
        ("政策知晓率", "20个村达标"),
        ("政策知晓率", "20个片区网格"),
        ("抽检合格情况", "3次"),
    ],
)
def test_numbers_that_fit_or_say_more(name, value):
    assert annual(name, value) == []


def test_the_unit_column_gives_a_bare_number_its_dimension():
    assert annual("义诊人数", "98", unit="%") == [("annual", "98")]
    assert annual("义诊人数", "98", unit="人") == []


def test_a_category_that_excuses():
    assert annual("受访人数", "≥95%", level2="服务对象满意度指标", level1="满意度指标") == []
    assert annual("受访人数", "≥95%", level2="数量指标", level1="产出指标") == [("annual", "≥95%")]


def test_the_finding_says_which_dimensions():
    (found,) = CHECK.run(one(name="巡检周期", annual="≥98%"), context("annual"))
    assert found.variant == "duration"
    assert found.values == {
        "name": "巡检周期",
        "value": "≥98%",
        "name_dimension": "duration",
        "value_dimension": "share",
    }


def test_without_wrong_dimensions_any_number_of_the_needed_ones_will_do():
    check = Dimension(({"names": ["出勤"], "needs": ["share"]},))
    assert annual("民兵出勤", "60天", check) == [("annual", "60天")]
    for value in ("≥95%", "95", "良好（≥95%）"):
        assert annual("民兵出勤", value, check) == []
    assert annual("民兵出勤", "良好", Dimension(({"names": ["出勤"], "states": True},))) == [("annual", "良好")]
    assert annual("民兵出勤", "全部通过考核", Dimension(({"names": ["出勤"], "states": True},))) == []
    assert annual("民兵出勤", "3天", Dimension(({"names": ["出勤"]},))) == []


def test_damaged_fields_are_not_judged():
    whole = table(project(indicator(name="巡检周期", annual="≥98%", period="≥98%", garbled=("annual",))))
    assert findings(CHECK, subject_of(whole, 0, 0), "annual", "period") == ["garbled", ("period", "≥98%")]
    nameless = table(project(indicator(name="巡检周期", annual="≥98%", garbled=("name",))))
    assert findings(CHECK, subject_of(nameless, 0, 0), "annual") == []


@pytest.mark.parametrize(
    ("case", "message"),
    [
        ({"names": ["时间"], "nedes": ["share"]}, "unknown key 'nedes'"),
        ({"names": "时间"}, "names is a list"),
        ({"names": ["时间"], "needs": ["length"]}, "no dimension 'length'"),
        ({"measure": "speed"}, "measure is one of rate, count"),
        ({"needs": ["share"]}, "needs names, measure or labels"),
        ({"names": ["(时间"]}, "unterminated"),
    ],
)
def test_options_that_are_none(case, message):
    with pytest.raises(ValueError, match=message):
        Dimension((case,)).validate()
