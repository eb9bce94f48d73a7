"""The kind `filler`."""

import time

import pytest
from build import findings, one, project, subject_of, table

from perflint.checks.filler import Filler

CHECK = Filler(
    whole=("/", "-", "—", "_", "…", "待定", "tbd"),
    marks=("*", "X", "×", "_"),
    named=("不涉及", "不适用"),
    unless_before=("公司", "村"),
)


def run(annual="", name="慰问人数", period="", **fields):
    return findings(CHECK, one(name=name, annual=annual, period=period, **fields), "name", "annual", "period")


WHOLE = "/ // ／ - -- — —— _ … …… 待定 待定。 TBD ≥/ ≥待定 /% （待定） ≥-个 不涉及 不适用。 X% ≥X人 *个"


@pytest.mark.parametrize("value", [*WHOLE.split(), " 待定 ", "≤ X 元"])
def test_fillers_that_are_the_whole_value(value):
    assert run(value) == [("annual", value)]


@pytest.mark.parametrize(
    ("value", "mark"),
    [
        ("≥**人", "**"),
        ("**", "**"),
        ("＊＊个", "＊＊"),
        ("**月**日前", "**"),
        ("不少于**次", "**"),
        ("≥**", "**"),
        ("12月**日前", "**"),
        ("≥XX%", "XX"),
        ("xx次", "xx"),
        ("ＸＸ份", "ＸＸ"),
        ("20XX年底前", "XX"),
        ("≥××%", "××"),
        ("≥____元", "____"),
        ("每年开展___次", "___"),
        ("≥95%（xx/应检数）", "xx"),
    ],
)
def test_marks_that_hold_a_place(value, mark):
    assert run(value) == [("annual", mark)]


@pytest.mark.parametrize(
    "value",
    [
        "X光机6台",
        "XXL号300套",
        "maxx",
        "5XX错误率低于0.1%",
        "ⅩⅩ级",
        "7×24小时",
        "8-10场",
        "5月—9月",
        "1次/季度",
        "-5℃以下",
        "≥95%（合格数/总数*100%）",
        "≥95%（合格数**100%）",
        "≥95%**",
        "100%**",
        "**达到规定标准**",
        "桌椅……等12种",
        "data__set_2",
        "XX公司供货3批",
        "××村2处",
        "无",
        "0",
        "不涉及违规事项",
        "不适用对象为零",
        "待定岗人员5人",
        "X",
        "",
    ],
)
def test_values_that_only_look_like_fillers(value):
    assert run(value, period="3个") == []


def test_names():
    assert run("3次", name="举办XX培训班次数") == [("name", "XX")]
    assert run("3次", name="举办**培训班次数") == [("name", "**")]
    assert run("3次", name="……") == [("name", "……")]
    assert run("3次", name="待定") == [("name", "待定")]
    assert run("3次", name="培训人数**") == []
    assert run("3次", name="**培训人数") == []
    assert run("3次", name="X光机数量") == []
    # no value: it does not apply to a name
    assert run("3次", name="不涉及") == []


def test_one_finding_for_each_field():
    assert run("/", name="××", period="≥**") == [("name", "××"), ("annual", "/"), ("period", "**")]


def test_an_unused_row_of_the_form_is_none():
    assert run("–", name="") == []
    assert run("本项目不涉及", name="没有", period="没有") == []
    assert run("–", name="无此项", period="–") == []


def test_a_row_without_a_name_may_not_apply():
    assert run("不涉及", name="", period="3个") == []
    assert run("/", name="", period="3个") == [("annual", "/")]


def test_a_damaged_field_cannot_be_judged():
    assert run("/", garbled=("annual",)) == ["garbled"]


def test_projects_have_fields_too():
    whole = table(project(goal="采购XX设备", name="设备购置"))
    assert findings(CHECK, subject_of(whole, 0), "goal") == [("goal", "XX")]


def test_hostile_text_takes_linear_time():
    start = time.perf_counter()
    for sign in ("*", "X", "×", "_", "≥", "/", "a_", "X5"):
        run(sign * 200_000 + "5", period="3个")
    assert time.perf_counter() - start < 5
