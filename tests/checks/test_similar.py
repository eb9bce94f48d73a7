"""The kind `similar`."""

import pytest
from build import context, findings, indicator, project, subject_of, table

from perflint.checks.similar import Similar

CHECK = Similar(("服务", "工作", "情况", "数量", "数", "量", "开展", "完成", "的"))


def ask(one, other):
    whole = table(project({"name": one}, {"name": other}))
    assert findings(CHECK, subject_of(whole, 0, 0), "name") == []
    return findings(CHECK, subject_of(whole, 0, 1), "name")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("水质监测服务", "水质监测"),
        ("水质监测", "水质监测工作情况"),
        ("阅读推广活动数量", "开展阅读推广活动"),
        ("家长满意度", "家长的满意度"),
        ("校舍维修验收合格率", "维修校舍验收合格率"),
        ("疫苗接种率", "疫苗接种完成率"),
        ("助餐服务次数", "助餐次数"),
    ],
)
def test_near(one, other):
    assert ask(one, other) == [("name", other)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("故障响应时间", "故障处置时间"),
        ("报告书审查数量", "报告表审查数量"),
        ("设备主管单位满意度", "设备使用单位满意度"),
        ("消防演练次数", "消防演练率"),
        ("水质监测", "水质监测"),
        ("服务人数统计", "工作人数统计表"),
        ("工作完成率", "服务完成率"),
        ("上半年检查次数", "下半年检查次数"),
        ("企业对部门评价", "部门对企业评价"),
        ("第1批物资发放", "第2批物资发放"),
        ("监测服务", "监测"),
        ("许可办理数（件）", "许可办理（%）"),
    ],
)
def test_not_near(one, other):
    assert ask(one, other) == []


def test_the_first_of_them_is_named():
    whole = table(project({"name": "水质监测服务"}, {"name": "巡河次数"}, {"name": "水质监测情况"}))
    (found,) = CHECK.run(subject_of(whole, 0, 2), context("name"))
    assert found.values == {"name": "水质监测情况", "first": 1, "first_name": "水质监测服务"}
    assert [r.text.string for r in found.related] == ["水质监测服务"]


def test_garbled_names_and_other_subgoals_take_no_part():
    rows = [indicator(1, name="水质监测服务", subgoal=1), indicator(2, name="水质监测", subgoal=2)]
    assert findings(CHECK, subject_of(table(project(*rows)), 0, 1), "name") == []
    rows = [indicator(1, name="水质监测服务"), indicator(2, name="水质监测", garbled=("name",))]
    assert findings(CHECK, subject_of(table(project(*rows)), 0, 1), "name") == []
