"""The kinds that hold a result against its target: `attainment`, `repeats-bound`, `full-marks`."""

import pytest
from build import findings, indicator, one, project, subject_of, table, text

from perflint.checks.attainment import Attainment
from perflint.checks.full_marks import FullMarks
from perflint.checks.repeats_bound import RepeatsBound
from perflint.checks.support.scales import is_lower
from perflint.model import BudgetYear, Execution, Text

BOTH = ("annual", "actual")
SCALE = ("优秀 良好 合格",)
PASSED = Attainment(threshold=30, uncapped=("增长",), scales=SCALE)


def result(annual, actual, name="栽植株数", level2="数量指标", check=PASSED, **more):
    subject = one(name=name, level2=level2, annual=annual, actual=actual)
    return [answer if isinstance(answer, str) else answer[1] for answer in findings(check, subject, *BOTH, **more)]


@pytest.mark.parametrize(
    ("annual", "actual"),
    [("≥500株", "480株"), ("500株", "480"), ("＞500株", "500株"), ("≥0.05万株", "480株"), ("≥500株", "380-480株")],
)
def test_a_miss(annual, actual):
    assert result(annual, actual) == [actual]


@pytest.mark.parametrize(
    ("annual", "actual"),
    [
        ("≥500株", "500株"), ("≥500株", "≥480株"), ("≥500株", "约480株"),
        ("≥500株", "480-520株"), ("≥500株", "480棵树苗损失"),
        ("约500株", "480株"), ("450-500株", "440株"), ("≥500株", "480亩"), ("每月500株", "480株"), ("≥500株", "完成"),
        ("≥500株，≥3种", "480株"), ("≥500株", ""), ("", "480株"),
    ],
)  # fmt: skip
def test_no_miss_or_not_comparable(annual, actual):
    assert result(annual, actual) == []


def test_far_beyond_counts_from_the_threshold_on():
    assert result("≥500株", "650株") == ["650株"]
    assert result("≥500株", "649株") == []
    assert result("≥500株", "650株", check=Attainment()) == []
    assert result("0株", "650株") == ["650株"]
    assert result("≥0株", "650株") == []


def test_shares_and_scores_end_at_a_hundred():
    assert result("≥60%", "95%", "成活率", "质量指标") == []
    assert result("≥60分", "95分", "考核得分", "质量指标") == []
    assert result("≥60", "95", "满意度", "满意度指标") == []
    assert result("≥5%", "8%", "产值增长率", "经济效益指标") == ["8%"]


@pytest.mark.parametrize(
    ("annual", "actual", "missed"),
    [
        ("100%", "0.95", True), ("100%", "1", False), ("100%", "0.98%", True), ("≤5%", "0.08", False),
        ("0.95", "90%", True), ("0.95", "0.9", True), ("0.95", "0.96", False),
        ("≥95%", "96", False), ("≥95%", "90", True),
    ],
)  # fmt: skip
def test_an_actual_takes_its_targets_unit_or_is_a_fraction(annual, actual, missed):
    assert result(annual, actual, "成活率", "质量指标") == ([actual] if missed else [])


def test_a_bare_actual_of_another_unit_is_not_compared():
    assert result("≤500万元", "4800000", "购置成本", "成本指标") == []
    assert result("≤500万元", "520", "购置成本", "成本指标") == ["520"]


@pytest.mark.parametrize(
    ("name", "level2", "annual", "actual", "missed"),
    [
        ("群众投诉次数", "质量指标", "5次", "8次", True),
        ("群众投诉次数", "质量指标", "5次", "2次", False),
        ("群众投诉次数", "质量指标", "≥5次", "2次", False),
        ("投诉受理次数", "数量指标", "5次", "6次", False),
        ("工期", "时效指标", "90天", "80天", False),
        ("工期", "时效指标", "≤90天", "95天", True),
        ("抢修时间", "时效指标", "2小时", "3小时", True),
        ("质保期", "质量指标", "3年", "2年", True),
        ("平台运行率", "质量指标", "≤99%", "100%", False),
        ("抽检不合格率", "质量指标", "2%", "1%", False),
        ("人均成本", "成本指标", "400元", "450元", True),
        ("成本节约额", "成本指标", "40万元", "45万元", False),
        ("按期完成率", "时效指标", "95%", "90%", True),
        ("数据完整性", "质量指标", "95%", "90%", True),
        ("参保率", "社会效益指标", "100%", "98%", True),
        ("能耗占比", "生态效益指标", "30%", "28%", False),
        ("受灾人口", "社会效益指标", "300人", "120人", False),
        ("在册人数", "数量指标", "120人", "118人", False),
    ],
)
def test_the_operator_or_the_name_says_which_way(name, level2, annual, actual, missed):
    assert result(annual, actual, name, level2) == ([actual] if missed else [])


@pytest.mark.parametrize(
    ("annual", "actual", "late"),
    [
        ("2024年6月底前", "2024年7月2日", True), ("2024年6月底前", "2024年6月", False), ("2024年6月底前", "7月", True),
        ("6月底前", "7月2日", True), ("6月底前", "6月30日", False), ("本年6月底前", "7月", True),
        ("次年6月底前", "7月", False),
        ("每年6月底前", "7月", False), ("6月底前", "2024年7月", False), ("2024年6月底前", "7月底前", False),
        ("2024年6月起", "2024年7月", False), ("年底前", "完成", False), ("2024年内", "2025年1月", True),
    ],
)  # fmt: skip
def test_days_after_a_deadline(annual, actual, late):
    found = result(annual, actual, "竣工时间", "时效指标")
    assert found == ([actual] if late else [])


def test_the_budget_year_is_the_year_of_a_deadline_without_one():
    year = BudgetYear(2024, "title", Text(""))
    assert result("12月底前", "2025年1月9日", "竣工时间", "时效指标", year=year) == ["2025年1月9日"]
    guess = BudgetYear(2024, "file-name", Text(""))
    assert result("12月底前", "2025年1月9日", "竣工时间", "时效指标", year=guess) == []


def test_steps_of_a_scale():
    assert (
        is_lower("合格", "良好以上", SCALE)
        and is_lower("不合格", "合格", ())
        and is_lower("验收未通过", "验收通过", ())
    )
    assert not is_lower("优秀", "良好", SCALE)
    assert not is_lower("良好", "达标", SCALE)
    assert not is_lower("不优", "合格", ())
    assert not is_lower("不满意人数", "满意度", ())


def test_a_reason_explains_a_damaged_one_too():
    check = Attainment(unexplained="reason", nothing=("无",))
    base = {"name": "栽植株数", "level2": "数量指标", "annual": "500株", "actual": "480株"}
    assert findings(check, one(**base, reason=""), *BOTH) == [("actual", "480株")]
    assert findings(check, one(**base, reason="无。"), *BOTH) == [("actual", "480株")]
    assert findings(check, one(**base, reason="——"), *BOTH) == [("actual", "480株")]
    assert findings(check, one(**base, reason="春旱"), *BOTH) == []
    assert findings(check, one(**base, reason="", garbled=("reason",)), *BOTH) == []
    assert findings(check, one(**base, reason="", garbled=("actual",)), *BOTH) == ["garbled"]


def test_full_score():
    check = Attainment(full_score=True)
    base = {"name": "栽植株数", "level2": "数量指标", "annual": "500株", "actual": "480株"}
    assert findings(check, one(**base, weight="10", score="10.0"), *BOTH) == [("score", "10.0")]
    assert findings(check, one(**base, weight="10", score="9.6"), *BOTH) == []
    assert findings(check, one(**base, weight="0", score="0"), *BOTH) == []
    assert findings(check, one(**base, weight="10", score="10", weight_shared=True), *BOTH) == ["shared-weight"]


@pytest.mark.parametrize("options", [{"threshold": -1}, {"scales": ("优秀",)}])
def test_options_that_are_none(options):
    with pytest.raises(ValueError):
        Attainment(**options).validate()


@pytest.mark.parametrize(
    ("annual", "actual", "repeats"),
    [
        ("≥98%", "≧98％", True), ("≥98%", ">=98%", True), ("≤5天", "≤5夭", True),
        ("≤预算", "≼预算", True), ("≥98", "≥98%", True),
        ("5天之内", "5天之内。", True), ("≥98%", "98%以上", False), ("≥98%", "≥99%", False), ("98%", "98%", False),
        ("年底前", "年底前", False), ("6月底前", "6月底前", True), ("按预算", "按预算", False), ("≥3个", "≥3次", False),
    ],
)  # fmt: skip
def test_a_bound_said_again(annual, actual, repeats):
    check = RepeatsBound(bounds=("≤.{0,4}预算",))
    found = findings(check, one(name="甲", annual=annual, actual=actual), *BOTH)
    assert found == ([("actual", actual.rstrip("。"))] if repeats else [])


def test_a_damaged_bound_cannot_be_judged():
    whole = table(project(indicator(annual="≥98%", actual="≥98%", garbled=("actual",))))
    assert findings(RepeatsBound(), subject_of(whole, 0, 0), *BOTH) == ["garbled"]
    with pytest.raises(ValueError):
        RepeatsBound(bounds=("(",)).validate()


def spending(rate="", score="90", budget="", executed=""):
    row = Execution(text(budget), text(executed), text(rate))
    whole = table(project({"name": "甲", "weight": "90", "score": score}, execution=row))
    return findings(FullMarks(min=60), subject_of(whole, 0))


def test_full_marks_in_spite_of_low_spending():
    assert spending("34%") == [("execution", "34%")] == spending(" 34% ")[:0] + spending("34%")
    assert spending("0.34") == [("execution", "0.34")]
    assert spending("60%") == [] == spending("0.6") == spending("1")
    assert spending("", budget="500", executed="100") == [("execution", "100")]
    assert spending("34%", budget="500", executed="450") == []
    assert spending("34%", score="80") == []
    assert spending("34%", score="满分") == ["no-score"]
    assert spending("/") == ["no-rate"]
    assert findings(FullMarks(), subject_of(table(project({"name": "甲"})), 0)) == []
    with pytest.raises(ValueError):
        FullMarks(min=0).validate()
