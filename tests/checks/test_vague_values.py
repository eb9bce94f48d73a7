"""The kinds that judge a target by its words: unmeasured, restated, dimension, hedged, unstated."""

import pytest
from build import findings, indicator, one, project, subject_of, table

from perflint.checks.dimension import Dimension
from perflint.checks.hedged import Hedged
from perflint.checks.restated import Restated
from perflint.checks.unmeasured import Unmeasured
from perflint.checks.unstated import Unstated

PHRASE, SENTENCE = Unmeasured("phrase", ignore=("待定",)), Unmeasured("sentence")
LONG = "为全县特色种养业发展和农户就业提供坚强支撑"


def annual(check, name, value, **more):
    return findings(check, one(name=name, annual=value, **more), "annual", "period")


def test_a_phrase_without_number_or_state_is_found_in_both_targets():
    subject = one(name="乡村公路", annual="“明显改善”", period="改善（逐年）")
    assert findings(PHRASE, subject, "annual", "period") == [("annual", "“明显改善”"), ("period", "改善")]


def test_phrase_and_sentence_share_the_values_between_them():
    assert annual(PHRASE, "助力产业", LONG) == []
    assert annual(SENTENCE, "助力产业", LONG) == [("annual", LONG)]
    assert annual(SENTENCE, "助力产业", "坚强支撑") == []
    only_praise = "进一步提高和增强，全面有效地促进改善"
    assert annual(PHRASE, "普法", only_praise) == [("annual", only_praise)]
    assert annual(SENTENCE, "普法", only_praise) == []


@pytest.mark.parametrize("value", ["≥5", "待定", "/", "**", "通过验收", "本项目不涉及", "有效改善（参保≥300人）", " "])
def test_no_vague_phrase(value):
    assert annual(PHRASE, "乡村公路", value) == []


def test_damaged_fields_are_not_judged():
    whole = table(project(indicator(name="公路", annual="改善", period="改善", garbled=("annual",))))
    assert findings(PHRASE, subject_of(whole, 0, 0), "annual", "period") == ["garbled", ("period", "改善")]


def test_restated_names():
    check = Restated(beside=("能力", "情况"))
    assert annual(check, "提升卫生院诊疗能力", "卫生院诊疗能力提升") == [("annual", "卫生院诊疗能力提升")]
    assert annual(check, "合格人数", "7人合格") == []
    assert annual(check, "桥梁检测合格情况", "合格") == []
    assert annual(check, "办学条件", "明显改善") == []
    assert annual(check, "食堂改造", "学校食堂改造") == []
    assert annual(check, "", "食堂改造") == []


def test_satisfaction_without_a_number():
    case = {"names": ["满意"], "labels": ["满意"], "needs": ["share", "score", "count"], "states": True}
    check = Dimension((case,))
    assert annual(check, "患者满意度", "较满意") == [("annual", "较满意")]
    assert annual(check, "", "满意", level2="服务对象满意度指标") == [("annual", "满意")]
    assert annual(check, "", "满意", level2="社会效益指标") == []
    for value in ("≥90%", "85分", "92", "100人满意", "满意（≥90%）", "百分之九十满意", "完成问卷调查"):
        assert annual(check, "患者满意度", value) == []
    assert annual(check, "患者满意度", "60天满意") == [("annual", "60天满意")]


HEDGED = Hedged(("力争", "适当"), ("约",), ("左右",), ("节约", "预约", "适当性"), ("count",))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("约300人", "约"),
        ("大 约 300人", "约"),
        ("３００亩左右", "左右"),
        ("力争达到95%", "力争"),
        ("1～2个", "1～2个"),
        ("节约300度", None),
        ("预约300人", None),
        ("左右岸各2公里", None),
        ("投资者适当性测评3次", None),
        ("≥300人（约310人）", None),
        ("3-5月", None),
        ("18-22℃", None),
        ("第1-3批", None),
        ("约束性任务", None),
    ],
)
def test_hedges(value, expected):
    assert annual(HEDGED, "培训", value) == ([("annual", expected)] if expected else [])


UNSTATED = Unstated(
    references=("(?:按|按照).{0,6}(?:计划|合同).{0,6}", "(?:在|于)?规定时间内.{0,4}", ".{0,2}应(.)尽\\1"),
    budgets=(".{0,4}(?:不超|控制在)?.{0,4}预算(?:范围内|数)?",),
    quantities=(".{0,6}实际.{0,4}(?:人数|数量|面积)",),
    resolved_by=("Ⅲ类|III类",),
)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("清淤", "按计划完成"),
        ("清淤", "≼预算"),
        ("清淤", "≪年度预算"),
        ("清淤", "不超2025年预算"),
        ("清淤", "应清尽清"),
        ("清淤", "按计划推进，成效显著"),
        ("发放人数", "≥当年实际人数"),
        ("清淤上线", "在规定时间内上线"),
    ],
)
def test_targets_that_point_to_something_unstated(name, value):
    assert annual(UNSTATED, name, value) == [("annual", value)]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("清淤", "按计划完成（10月底前）"),
        ("清淤", "按计划完成3公里"),
        ("清淤", "不超预算20万元"),
        ("清淤（20万元）", "不超预算"),
        ("清淤", "按《清淤合同》完成"),
        ("水质", "按计划达到，Ⅲ类"),
        ("解读率", "不少于当年实际数量"),
        ("清淤", "按计划推进，通过验收"),
        ("清淤", "计划"),
    ],
)
def test_references_that_are_resolved(name, value):
    assert annual(UNSTATED, name, value) == []


def test_a_note_column_resolves_a_reference():
    assert annual(UNSTATED, "清淤", "不超预算", note="预算20万元") == []
    assert annual(UNSTATED, "清淤", "不超预算", note="水务局") == [("annual", "不超预算")]


def test_patterns_that_are_none_are_refused():
    with pytest.raises(ValueError, match=r"\(按"):
        Unstated(references=("(按",)).validate()
