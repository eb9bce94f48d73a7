"""The kinds about percentages and changes: pseudo-quantity, baseless, unexplained."""

from decimal import Decimal

import pytest
from build import findings, one

from perflint.checks.baseless import Baseless
from perflint.checks.pseudo_quantity import PseudoQuantity
from perflint.checks.unexplained import Unexplained
from perflint.model import BudgetYear

PSEUDO = PseudoQuantity(("^(?:提升|维护)",), (".{2,9}稳定",), ("规范性", "效率"), ("满意|人数",), Decimal(60))
BASELESS = Baseless(
    rises=("提高", "增长", "增加"),
    falls=("压缩", "减少", "节约", "缩短"),
    rates=("提速率", "增长率"),
    measurable=("(?:收入|成本|时间|跑腿次数)$",),
    bases=("上年|同期|基数", "由.{0,9}到", "较(?!好)"),
)
UNEXPLAINED = Unexplained(unless=("满意",), counts=("数", "时间", "周期"))


def annual(check, name, value, **more):
    year = more.pop("year", None)
    return findings(check, one(name=name, annual=value, **more), "annual", "period", year=year)


@pytest.mark.parametrize("value", ["≥95%", "完成率100%", "达到95%以上", "95%"])
def test_a_task_with_a_bare_percentage(value):
    assert annual(PSEUDO, "提升农村治理水平", value) == [("annual", value)]
    assert annual(PSEUDO, "校园稳定", value) == [("annual", value)]


@pytest.mark.parametrize(
    ("name", "value", "more"),
    [
        ("提升农村治理水平", "≥95%（达标村数/村数）", {}),
        ("提升农村治理水平", "≥95%", {"formula": "达标村数÷村数"}),
        ("提升农村治理水平", "≥3次", {}),
        ("提升健康素养水平", "≥28%", {}),
        ("提升农村治理水平", "95%的村达标", {}),
        ("提升入学率", "≥95%", {}),
        ("提升诊疗规范性", "≥95%", {}),
        ("提升窗口满意程度", "≥95%", {}),
        ("市人大意见征询", "100%", {}),
    ],
)
def test_percentages_that_count_something(name, value, more):
    assert annual(PSEUDO, name, value, **more) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("茶农收入增长率", "≥6%"),
        ("审批提速率（%）", "30"),
        ("办事环节", "压缩90%以上"),
        ("住院", "缩短0.5天"),
        ("为农户节约灌溉成本", "216.8万"),
        ("提高茶农收入", "5%"),
        ("办理时间压缩", "5天"),
        ("茶农收入", "增加收入300元"),
    ],
)
def test_changes_without_a_base(name, value):
    assert annual(BASELESS, name, value) == [("annual", value)]


@pytest.mark.parametrize(
    ("name", "value", "more"),
    [
        ("茶农收入增长率", "较上年增长6%", {}),
        ("茶农收入增长率", "≥6%", {"baseline": "2.1万元"}),
        ("茶农收入增长率", "≥6%（2023年为2.1万元）", {"year": BudgetYear(2025, "title")}),
        ("茶农收入增长率", "≥6%", {"formula": "本期增收/前期收入"}),
        ("办理时限", "由5天缩短到2天", {}),
        ("入园率", "提高到95%", {}),
        ("岗位", "增加500个", {}),
        ("新增床位", "新增加20张", {}),
        ("缩短办理时间", "≤3天", {}),
        ("提高教学质量", "≥95%", {}),
        ("节约用水宣传次数", "6次", {}),
        ("茶农收入增长率", "显著", {}),
    ],
)
def test_levels_new_things_and_changes_with_a_base(name, value, more):
    assert annual(BASELESS, name, value, **more) == []


def test_the_budget_year_is_no_base():
    found = annual(BASELESS, "茶农收入", "2025年增长6%", year=BudgetYear(2025, "title"))
    assert found == [("annual", "2025年增长6%")]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("路面合格率", "≥98%"),
        ("参保覆盖面", "95"),
        ("病历规范性", "≥95%"),
        ("监测工作时间（%）", "≥98%"),
        ("成本控制率", "≤预算"),
    ],
)
def test_rates_without_a_formula(name, value):
    assert annual(UNEXPLAINED, name, value) == [("annual", value)]


@pytest.mark.parametrize(
    ("name", "value", "more"),
    [
        ("路面合格率", "≥98%（合格点/检测点）", {}),
        ("路面合格率", "≥98%", {"note": "合格点除以检测点"}),
        ("路面合格率（合格点/检测点）", "≥98%", {}),
        ("教师满意率", "≥98%", {}),
        ("办事情况", "90%满意度以上", {}),
        ("工单办理率", "260宗", {}),
        ("馆舍使用周期", "≥98%", {}),
        ("网上受理率", "准时送达率99%", {}),
        ("巡河次数", "24次", {}),
        ("", "≥98%", {}),
    ],
)
def test_rates_that_are_explained_or_wrong_otherwise(name, value, more):
    assert annual(UNEXPLAINED, name, value, **more) == []
