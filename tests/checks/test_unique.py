"""The kind `unique`, and the keys by which names and values are compared."""

import pytest
from build import context, findings, indicator, project, subject_of, table, taxonomy, text

from perflint.checks.support.names import name_and_unit, value_key
from perflint.checks.unique import Unique
from perflint.model import Indicator
from perflint.values import parse_value


def ask(*indicators, at=-1, conflicting=False):
    whole = table(project(*indicators))
    return findings(Unique(conflicting), subject_of(whole, 0, at % len(indicators)), "name")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("巡河次数", "巡河 次数"),
        ("巡河次数", "巡河次数（次）"),
        ("巡河次数（次）", "巡河次数(次)"),
        ("ＰＭ2.5浓度", "pm2.5浓度"),
        ("【夜间】巡河", "（夜间）巡河"),
        ("“夜间”巡河", "夜间巡河"),
        ("★巡河次数", "巡河次数："),
        ("指标1：巡河次数", "指标2：巡河次数"),
        ("巡河次数（单位：次）", "巡河次数"),
    ],
)
def test_names_that_are_the_same(one, other):
    assert ask({"name": one, "annual": "12次"}, {"name": other, "annual": "12次"}) == [("name", other)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("满意度（企业）", "满意度（群众）"),
        ("满意度（企业）", "满意度"),
        ("签发（个）", "签发（%）"),
        ("巡河次数", "巡库次数"),
        ("/", "/"),
        ("其中：男", "其中：男"),
    ],
)
def test_names_that_are_not(one, other):
    for conflicting in (False, True):
        assert ask({"name": one, "annual": "1"}, {"name": other, "annual": "2"}, conflicting=conflicting) == []


def test_the_first_one_is_silent_and_the_later_one_names_it():
    rows = [
        {"name": "巡河次数", "annual": "12次"},
        {"name": "垃圾清运量", "annual": "3吨"},
        {"name": "巡河次数", "annual": "12次"},
    ]
    whole = table(project(*rows))
    assert ask(*rows, at=0) == []
    (found,) = Unique().run(subject_of(whole, 0, 2), context("name"))
    assert found.values["first"] == 1
    assert [r.text.string for r in found.related] == ["巡河次数"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("≥95%", "95%以上", True),
        ("≥95%", "不低于95％（抽查）", True),
        ("≥95%", ">95%", False),
        ("≥95%", "95%", False),
        ("0.5小时", "30分钟", False),
        ("12次", "12场", True),
        ("通过验收", "通过验收。", True),
        ("每月1次", "每周1次", False),
        ("2024年底前", "2025年底前", False),
        ("甲类3个", "乙类3个", False),
    ],
)
def test_values_decide_which_of_the_two_rules_speaks(one, other, same):
    rows = [{"name": "巡河次数", "annual": one}, {"name": "巡河次数", "annual": other}]
    assert ask(*rows) == ([("name", "巡河次数")] if same else [])
    assert ask(*rows, conflicting=True) == ([] if same else [("name", "巡河次数")])


def test_period_values_count_where_there_is_no_annual_one():
    rows = [{"name": "巡河次数", "period": "36次"}, {"name": "巡河次数", "period": "40次"}]
    assert ask(*rows, conflicting=True) == [("name", "巡河次数")]


def test_a_unit_may_stand_in_name_or_column():
    assert ask({"name": "人数（人）", "annual": "≥60"}, {"name": "人数", "annual": "≥60人"}) == [("name", "人数")]
    assert ask({"name": "人数", "annual": "60", "unit": "人"}, {"name": "人数", "annual": "60人"}) == [("name", "人数")]
    assert ask({"name": "人数（人）", "annual": "60"}, {"name": "人数", "annual": "60"}) == [("name", "人数")]


def test_one_value_missing_is_not_enough():
    rows = [{"name": "巡河次数", "annual": "12次"}, {"name": "巡河次数"}]
    assert ask(*rows) == ["no-value"]
    assert ask(*rows, conflicting=True) == ["no-value"]


def test_a_garbled_name_is_not_enough():
    assert ask({"name": "巡河次数"}, {"name": "巡河次数", "garbled": ("name",)}) == ["garbled"]


def test_another_category_conflicts():
    rows = [
        {"name": "培训合格率", "annual": "95%", "level1": "产出指标", "level2": "质量指标"},
        {"name": "培训合格率", "annual": "95%", "level1": "效益指标", "level2": "社会效益指标"},
    ]
    whole = table(project(*rows))
    (found,) = Unique(True).run(subject_of(whole, 0, 1), context("name"))
    assert (found.variant, found.values["category"]) == ("category", "社会效益指标")


def test_synonyms_of_a_category_do_not():
    rows = [
        {"name": "完工时间", "annual": "10月", "level2": "时效指标"},
        {"name": "完工时间", "annual": "10月", "level2": "进度指标"},
    ]
    assert ask(*rows, conflicting=True) == []


def test_subgoals_are_lists_of_their_own():
    rows = [
        indicator(1, name="巡河次数", annual="1次", subgoal=1),
        indicator(2, name="巡河次数", annual="1次", subgoal=2),
    ]
    assert ask(*rows) == []


def test_a_merged_name_is_one_name():
    name = text("培训人数")
    rows = [Indicator(n, n, name=name, annual=text(value)) for n, value in enumerate(["村医60人", "护士40人"], 1)]
    assert ask(*rows, conflicting=True) == []


def test_the_third_is_compared_with_all():
    values = ["8座", "10座", "10座"]
    rows = [{"name": "公厕数量", "annual": v} for v in values]
    assert ask(*rows, at=1, conflicting=True) == [("name", "公厕数量")]
    assert ask(*rows, at=2, conflicting=True) == []
    assert ask(*rows, at=2) == [("name", "公厕数量")]


def test_many_equal_names_stay_linear():
    rows = tuple(Indicator(n, n, name=text("巡河次数"), annual=text("1次")) for n in range(1, 3001))
    whole = table(project(*rows))
    assert all(findings(Unique(), subject_of(whole, 0, n), "name") for n in range(1, 3000))


def test_keys():
    assert name_and_unit("【助餐】量（万元）", taxonomy()) == ("(助餐)量", "万元")
    assert name_and_unit("", taxonomy()) == ("", "")
    assert value_key(parse_value("", taxonomy().units), taxonomy()) == ""
