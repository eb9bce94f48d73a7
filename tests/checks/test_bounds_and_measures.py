"""The kinds about what a target's operator, number and measure say: operator, direction, compound, named-bound,
other-measure."""

import pytest
from build import context, findings, one

from perflint.checks.compound import Compound
from perflint.checks.direction import Direction
from perflint.checks.named_bound import NamedBound
from perflint.checks.operator import Operator
from perflint.checks.other_measure import OtherMeasure

OPERATOR = Operator()
DIRECTION = Direction(
    large=("满意度$", "(?<!不)合格率$"),
    small_times=("(?:响应|停机)时间$",),
    small=("不合格率$",),
    adverse=("adverse",),
    small_endings=("adverse_rates",),
    remedies=("remedies",),
    work=100,
    unless=("预算",),
)
COMPOUND = Compound(plain=("累计",), unless=("每[场期]",))
NAMED = NamedBound(modes=("24小时",))
OTHER = OtherMeasure(("adverse",), ("remedies",), ("增长率$",), ("及时 按期",), ("满意度",))


def annual(check, name, value, **more):
    return findings(check, one(name=name, annual=value, **more), "annual", "period")


def answers(check, **fields):
    return list(check.run(one(**fields), context("annual", "period", "actual")))


@pytest.mark.parametrize(
    ("value", "mark", "expected", "variant"),
    [
        ("≥=600", "≥=", "≥", ""),
        ("=>3次", "=>", "≥", ""),
        ("《2小时", "《", "≤", ""),
        ("€3", "€", "≤", ""),
        ("≪预算", "≪", "≤", ""),
        ("≥ ≥5册", "≥ ≥", "≥", ""),
        ("≥1000↑", "↑", "个", "unit"),
        ("≤5夭", "夭", "天", "unit"),
        ("5次↓", "↓", "", "surplus"),
        ("≥95%%", "%", "", "surplus"),
    ],
)
def test_marks_that_are_no_operators(value, mark, expected, variant):
    (found,) = answers(OPERATOR, name="书架", annual=value)
    assert (found.text.string[found.start : found.end], found.values["expected"]) == (mark, expected)
    assert found.variant == variant


@pytest.mark.parametrize(
    "value",
    [
        "≥600",
        "> =95%",
        "≯5次",
        "《年报》4期",
        "《12345热线案例",
        "《2025年规划",
        "《5项便民工作办法",
        "4次（上年《5次）",
        "3次）",
        "完成《规划",
    ],
)
def test_sound_operators_titles_and_notes(value):
    assert annual(OPERATOR, "书架", value) == []


def test_a_damaged_operator_in_the_actual_and_money():
    (found,) = answers(OPERATOR, name="书架", annual="≥6个", actual="≥=7个")
    assert found.field == "actual"
    assert annual(OPERATOR, "试剂单价", "€3", level2="成本指标") == []


@pytest.mark.parametrize(
    ("name", "value", "variant"),
    [
        ("事故次数", "≥1次", ""),
        ("事故发生率", "1%以上", ""),
        ("辍学率", "≥1%", ""),
        ("响应时间", "≥2小时", ""),
        ("响应时间", "≥2", ""),
        ("不合格率", "≥2%", ""),
        ("服务投诉", "≥99次", ""),
        ("群众满意度", "≤90%", "large"),
        ("抽检合格率", "<95%", "large"),
        ("纠纷化解率", "≤95%", "large"),
        ("服务情况", "合格率≤95%", "large"),
    ],
)
def test_operators_that_point_the_wrong_way(name, value, variant):
    found = answers(DIRECTION, name=name, annual=value)
    assert [(f.field, f.text.string[f.start : f.end], f.variant) for f in found] == [("annual", value, variant)]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("事故次数", "≤1次"),
        ("无事故天数", "≥300天"),
        ("调解纠纷数", "≥30件"),
        ("投诉件数", "≥100件"),
        ("服务投诉", "≥95%"),
        ("处理投诉率", "≥95%"),
        ("纠纷化解率", "≥95%"),
        ("响应时间", "≥95%"),
        ("培训时间", "≥5天"),
        ("群众满意度调查", "≤5次"),
        ("预算合格率", "≤100%"),
        ("抽检合格率", "95%"),
        ("满意度", "投诉率≤5%"),
        ("故障率与响应时间", "故障3次，响应5次"),
    ],
)
def test_operators_that_point_the_right_way(name, value):
    assert annual(DIRECTION, name, value) == []


def test_without_a_name_the_label_says_what_is_wanted():
    assert annual(DIRECTION, "", "≤90%", level2="服务对象满意度指标") == [("annual", "≤90%")]
    assert findings(DIRECTION, one(name="满意度", annual="≤9%", garbled=("name",)), "annual") == ["garbled"]


@pytest.mark.parametrize(
    "value",
    [
        "简单查询≤3秒，复杂查询≤5秒",
        "每日增量备份，每周全量备份",
        "《月报》12期；《季报》4期",
        "每月宣传1次，全年演练2次",
        "≥5场，≥300人次",
        "≥5场，合格率≥90%",
        "1小时内响应并在24小时内修复",
    ],
)
def test_several_bounds_in_one_target(value):
    assert annual(COMPOUND, "工作", value) == [("annual", value)]


@pytest.mark.parametrize(
    "value",
    [
        "18-24℃",
        "半年6次，一年12次",
        "每月1次，提交报告12份",
        "≥95%（合格30件/总数31件）",
        "8期，每期50人",
        "新增20张，累计80张",
        "为6个村解决困难3件",
        "5个工作日内办结率≥95%",
        "7×24小时服务，1小时内到场",
        "12个乡镇、150个村",
        "1280户，3560人",
    ],
)
def test_numbers_that_belong_together(value):
    assert annual(COMPOUND, "工作", value) == []


@pytest.mark.parametrize(
    ("name", "value", "bound"),
    [
        ("败诉率(100%)", "不超过30%", "100%"),
        ("合格率≥95%", "达到", "≥95%"),
        ("培训人数不少于200人", "100%", "不少于200人"),
        ("新建泵站2座", "2座", "2座"),
        ("新建2座泵站", "2", "2座"),
    ],
)
def test_names_that_carry_the_bound(name, value, bound):
    assert annual(NAMED, name, value) == [("name", bound)]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("合格率（%）", "95%"),
        ("7×24小时响应", "24小时"),
        ("24小时值守", "24小时"),
        ("60岁以上老人数", "60人"),
        ("赛事场次（1000人以上）", "3场"),
        ("收入超过10万元", "20个村"),
        ("第2批道路", "2批"),
        ("二期工程", "2期"),
        ("补助标准800元", "800元"),
    ],
)
def test_numbers_in_names_that_are_no_bounds(name, value):
    assert annual(NAMED, name, value) == []


def test_a_garbled_name_is_not_judged():
    assert findings(NAMED, one(name="合格率≥95%", annual="达到", garbled=("name",)), "annual") == ["garbled"]


@pytest.mark.parametrize(
    ("name", "value", "more"),
    [
        ("群众满意度", "投诉率低于5%", {}),
        ("群众满意度", "群众投诉次数不超过3次", {}),
        ("不产生重大投诉", "90%满意度以上", {}),
        ("办事效率", "使用年限≥2年", {}),
        ("办事效率", "≥2年", {"value_label": "正常使用年限"}),
        ("网办率", "按时办结率99%", {}),
        ("准确率", "合格率≥98%", {}),
    ],
)
def test_values_that_state_another_measure(name, value, more):
    assert annual(OTHER, name, value, **more) == [("annual", value)]


@pytest.mark.parametrize(
    ("name", "value", "more"),
    [
        ("服务情况", "按时办结率99%", {}),
        ("覆盖率", "完成率100%", {}),
        ("响应时间", "满意度≥90%", {"level2": "服务对象满意度指标"}),
        ("受理及时率", "按期到账率≥98%", {}),
        ("粮食产量", "增长率≥3%", {}),
        ("粮食产量", "增产率≥3%", {}),
        ("业务处理率", "办理率≥98%", {}),
        ("受益人数", "惠及群众数量≥500人", {}),
        ("安全事故", "隐患整改率100%", {}),
        ("办事效率", "按时办结率99%", {}),
        ("工程质量", "合格率99%", {}),
        ("办理率", "260宗", {}),
        ("合格率", "数量≥95%", {}),
    ],
)
def test_values_that_state_the_names_measure_or_none(name, value, more):
    assert annual(OTHER, name, value, **more) == []
