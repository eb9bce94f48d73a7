"""The kind `range`: numbers outside of their bounds, in targets, scores and the rows of a form."""

import pytest
from build import context, findings, indicator, one, project, subject_of, table, text

from perflint.checks.range import Range
from perflint.model import Execution, Points, Project, Total

SHARE = Range(({"dimensions": ["share"], "min": 0, "max": 100, "reached": "warning", "unless": ["增幅", "\\n.*较"]},))
LOW = Range(
    (
        {"names": ["满意"], "labels": ["满意"], "dimensions": ["share"], "min": 80, "single": True},
        {"names": ["率$"], "dimensions": ["share"], "above": "59.5", "staged": True},
    )
)


def annual(check, name, value, **more):
    return findings(check, one(name=name, annual=value, **more), "annual", "period")


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("120%", "120%"),
        ("≥100%", "≥100%"),
        ("＞100%", "＞100%"),
        ("-3%", "-3%"),
        ("1200‰", "1200‰"),
        ("城区95%，乡镇≥101%", "≥101%"),
        ("95%-105%", "95%-105%"),
        ("≤120%", "≤120%"),
    ],
)
def test_shares_outside(value, found):
    assert annual(SHARE, "校车上座率", value) == [("annual", found)]


@pytest.mark.parametrize(
    "value", ["100%", "≤100%", "±5%", "999‰", "120个百分点", "150人", "较上年120%", "≤-3%", "98%（为计划的120%）"]
)
def test_shares_inside_and_other_numbers(value):
    assert annual(SHARE, "校车上座率", value) == []
    assert annual(SHARE, "客流增幅", "120%") == []


def test_the_unit_column_makes_a_share():
    assert annual(SHARE, "校车上座率", "120", unit="%") == [("annual", "120")]
    assert annual(SHARE, "校车上座率", "120") == []


def test_severity_and_variant_of_a_bound_that_only_the_largest_reaches():
    for value, severity, variant, limit in (
        ("≥100%", "warning", "reached", 100),
        (">100%", None, "high", 100),
        ("-1%", None, "low", 0),
    ):
        (found,) = SHARE.run(one(name="上座率", annual=value), context("annual"))
        assert (found.severity, found.variant, found.values["limit"]) == (severity, variant, limit)
    plain = Range(({"max": 100},))
    assert annual(plain, "上座率", "≥100%") == []
    assert annual(plain, "上座率", "≥101") == [("annual", "≥101")]


def test_low_targets_are_judged_by_what_they_demand():
    assert annual(LOW, "家长满意度", "≥79.9%") == [("annual", "≥79.9%")]
    assert annual(LOW, "", "75%", level2="服务对象满意度指标") == [("annual", "75%")]
    assert annual(LOW, "", "75%", level2="社会效益指标") == []
    assert annual(LOW, "到课率", "59.5%") == [("annual", "59.5%")]
    for value in ("80%", "≤5%", "<5%", "75分", "小学75%，初中85%"):
        assert annual(LOW, "家长满意度", value) == []
    assert annual(LOW, "到课率", ">59.5%") == []
    assert annual(LOW, "到课率", ">59.4%") == [("annual", ">59.4%")]


def test_a_stage_of_a_longer_task_may_be_low():
    assert annual(LOW, "完成率", "30%", period="100%") == []
    assert annual(LOW, "完成率", "30%", period="40%") == [("annual", "30%"), ("period", "40%")]
    assert annual(LOW, "完成率", "30%", period="按计划") == [("annual", "30%")]
    assert annual(LOW, "家长满意度", "30%", period="100%") == [("annual", "30%")]


def test_an_exclusive_upper_bound():
    check = Range(({"below": 100},))
    assert annual(check, "满意度", "100%") == [("annual", "100%")]
    assert annual(check, "满意度", "95%-100%") == [("annual", "95%-100%")]
    assert annual(check, "满意度", "<100%") == []
    assert annual(check, "满意度", "≤101%") == [("annual", "≤101%")]


def test_scores_and_the_rows_of_a_form():
    check = Range(({"min": 0, "max": 20},))
    assert findings(check, one(name="出勤率", score="25", weight="20"), "weight", "score") == [("score", "25")]
    built = project(name="校车", amounts=[("总计", "", "12"), ("其他资金", "", "-3")])
    execution = Execution(rate=text("93.50%"), score=text("9.35"))
    filled = Project(
        built.name, amounts=built.amounts, execution=execution, points=(Points("产出指标", text("50")),),
        total=Total(score=text("98")),
    )  # fmt: skip
    subject = subject_of(table(filled), 0)
    fields = ("amounts", "points", "execution.rate", "execution.score", "total.score")
    assert findings(check, subject, *fields) == [
        ("amounts", "-3"),
        ("points", "50"),
        ("execution", "93.50%"),
        ("total", "98"),
    ]
    assert findings(check, subject_of(table(built), 0), "execution.rate") == []
    assert findings(Range(({"names": ["客车"], "max": 20},)), subject, "points") == []
    assert findings(Range(({"names": ["校车$"], "max": 20},)), subject, "points") == [("points", "50")]


def test_damaged_fields_are_not_judged():
    whole = table(project(indicator(name="上座率", annual="120%", period="120%", garbled=("annual",))))
    assert findings(SHARE, subject_of(whole, 0, 0), "annual", "period") == ["garbled", ("period", "120%")]
    nameless = table(project(indicator(name="上座率", annual="120%", garbled=("name",))))
    assert findings(SHARE, subject_of(nameless, 0, 0), "annual") == []


@pytest.mark.parametrize(
    ("case", "message"),
    [
        ({"maks": 3}, "unknown key 'maks'"),
        ({"max": 3, "names": "率"}, "names is a list"),
        ({"max": "viel"}, "max is a number"),
        ({"names": ["率"]}, "needs min, max, above or below"),
        ({"max": 3, "dimensions": ["length"]}, "no dimension 'length'"),
        ({"max": 3, "reached": "fatal"}, "reached is one of error"),
        ({"min": 3, "reached": "info"}, "beside max"),
        ({"max": 3, "unless": ["(率"]}, "unterminated"),
    ],
)
def test_options_that_are_none(case, message):
    with pytest.raises(ValueError, match=message):
        Range((case,)).validate()
