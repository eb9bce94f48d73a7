"""The kinds that hold two targets of one indicator together: `exceeds`, `consistent`, `frequency`."""

from functools import cache

import pytest
from build import context, findings, one

from perflint.checks.consistent import Consistent
from perflint.checks.exceeds import Exceeds
from perflint.checks.frequency import Frequency
from perflint.rulebook import load_rulebook

BOTH = ("annual", "period")


@cache
def shipped(code):
    return load_rulebook().find(code).check


def exceeds(name, annual, period, **more):
    return findings(shipped("PER002"), one(name=name, annual=annual, period=period, **more), *BOTH)


def consistent(annual, period, name="护岸建设", **more):
    return findings(shipped("PER003"), one(name=name, annual=annual, period=period, **more), *BOTH)


def frequency(annual, name="巡河", **more):
    return findings(Frequency(), one(name=name, annual=annual, **more), *BOTH)


@pytest.mark.parametrize(
    ("name", "annual", "period", "at"),
    [
        ("新建护岸", "5公里", "3公里", "5公里"),
        ("新建护岸", "约定≥5公里（含支流）", "≥3公里", "≥5公里"),
        ("新建护岸", "1公里", "800米", "1公里"),
        ("发放补贴", "1.2亿元", "3000万元", "1.2亿元"),
        ("巡河次数", "60", "50", "60"),
    ],
)
def test_more_in_a_year_than_in_all(name, annual, period, at):
    assert exceeds(name, annual, period) == [("annual", at)]


@pytest.mark.parametrize(
    ("name", "annual", "period"),
    [
        ("新建护岸", "3公里", "5公里"),
        ("新建护岸", "3公里", "3000米"),
        ("新建护岸", "≤5公里", "≤3公里"),
        ("新建护岸", "5公里", "3处"),
        ("护岸完好率", "98%", "95%"),
        ("单价", "50元", "40元"),
        ("在园人数", "50人", "40人"),
        ("投诉次数", "5次", "3次"),
        ("响应时间", "5小时", "3小时"),
        ("巡河次数", "60次", "每年50次"),
        ("护岸", "3-5公里", "2公里"),
        ("护岸", "", "2公里"),
    ],
)
def test_no_more_or_nothing_that_adds_up(name, annual, period):
    assert exceeds(name, annual, period) == []


def test_the_unit_column_gives_the_unit():
    assert exceeds("完好情况", "98", "95", unit="%") == []
    assert exceeds("护岸", "98", "95", unit="米") == [("annual", "98")]


def test_without_words_every_name_adds_up():
    assert findings(Exceeds(), one(name="管护河道", annual="5条", period="3条"), *BOTH) == [("annual", "5条")]


@pytest.mark.parametrize(
    ("annual", "period", "variant"),
    [
        ("99%", "98%以上", "stricter"),
        ("≤1%", "≤2%", "stricter"),
        ("≥95%", "≥24场", "unit"),
        ("600人", "3000册", "unit"),
        ("≥5天", "≤5天", "direction"),
        ("24小时内恢复", "按需进行", "measure"),
        ("据实结算", "≤300元", "measure"),
        ("2025年3月底前", "2024年10月底前", "late"),
    ],
)
def test_targets_that_do_not_fit(annual, period, variant):
    assert consistent(annual, period) == [("annual", annual)]
    (found,) = shipped("PER003").run(one(name="护岸", annual=annual, period=period), context(*BOTH))
    assert found.variant == variant


@pytest.mark.parametrize(
    ("annual", "period"),
    [
        ("≥98%", "98%以上"),
        ("≥95%", "≥98%"),
        ("4个", "10个"),
        ("每月1次，提交报告12份", "每月1次"),
        ("逐步提升", "持续提升"),
        ("≥50人", "明显提升"),
        ("100%", "按规定发放"),
        ("8万人", "30万人次"),
        ("5项", "12次"),
        ("80元/人·月", "960元/人·年"),
        ("≤1200秒", "≤15分钟"),
        ("2024年10月底前", "2025年3月底前"),
        ("100%", ""),
        ("。", "≥95%"),
    ],
)
def test_targets_that_do(annual, period):
    assert consistent(annual, period) == []


def test_a_number_inside_a_number_is_no_addition():
    assert consistent("≥15天", "≤5天") == [("annual", "≥15天")]


def test_damaged_targets_are_not_judged():
    for check in (Consistent(), Exceeds(), Frequency()):
        assert findings(check, one(name="甲", annual="1个", period="2个", garbled=("annual",)), *BOTH) == ["garbled"]


@pytest.mark.parametrize(
    ("annual", "at"),
    [
        ("每月1次，全年10次", "10次"),
        ("每季度2次，全年4次", "4次"),
        ("每半年1次，全年4次", "4次"),
        ("每周1次，全年不超过40次", "不超过40次"),
        ("每月1次（共10次）", "共10次"),
        ("每月巡河1次，全年巡河10次", "10次"),
    ],
)
def test_totals_that_do_not_multiply_out(annual, at):
    assert frequency(annual) == [("annual", at)]


@pytest.mark.parametrize(
    "annual",
    [
        "每月1次，全年12次",
        "半年6次，一年12次",
        "每月1次，全年不少于10次",
        "每月不少于1次，全年15次",
        "每周1次，全年50次",
        "4-10月每月1次，全年7次",
        "每学期2次，全年5次",
        "每月巡河1次，全年演练2次",
        "每月1次，报告10份",
        "每月1次",
        "三年36次，每月1次",
        "每月1次，共12个站点",
        "每日巡检1次，每月保养1次",
    ],
)
def test_totals_that_do_or_are_of_something_else(annual):
    assert frequency(annual) == []


def test_a_frequency_in_the_name():
    assert frequency("10次", name="巡河（每月1次）") == [("annual", "10次")]
    assert frequency("12次", name="巡河（每月1次）") == []
    assert frequency("1次", name="巡河（每月1次）") == []
    (found,) = Frequency().run(one(name="巡河（每月1次）", annual="10次"), context(*BOTH))
    assert found.values == {
        "name": "巡河（每月1次）",
        "frequency": "每月1次",
        "total": "10次",
        "product": 12,
        "unit": "次",
    }
    assert [r.text.string[r.start : r.end] for r in found.related] == ["每月1次"]
