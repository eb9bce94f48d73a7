"""Tables as JSON and back again."""

import json

import pytest
from parse_helpers import projects_of, short, tables_of

from perflint.parse.tojson import table_to_json

SOURCE = (
    "2025年项目支出绩效自评表\n单位名称：某市第一中学\n单位：万元\n项目名称\t总计\t财政拨款\t绩效目标\t绩效指标\n"
    "合计\t1,250.50\t1,250.50\t\t\n某市第一中学\t1,250.50\t1,250.50\t\t\n"
    "实验室建设\t1,250.50\t1250.50\t建“三间”实验室\t前言1、1-产出指标：11-数量指标：间数；"
    "实施周期指标值：9间；年度指标值：3间；权重：12.50；"
    "实际完成值：3间；得分：12。"
    "3、3-满意度指标：31-服务对象满意度；师生满意度；师生好评：≥90%\n"
)


def written(source, **how):
    (table,) = tables_of(source, **how)
    return {"schema": "perflint-parse/1", "files": [{"path": "a.txt", "tables": [table_to_json(table)]}]}


@pytest.mark.parametrize("ascii_only", [True, False])
def test_a_round_trip_keeps_everything(ascii_only):
    document = written(SOURCE)
    again = written(json.dumps(document, ensure_ascii=ascii_only, indent=2), name="a.json")
    assert again == document


def test_numbers_are_numbers_only_where_they_print_the_same():
    table = written(SOURCE)["files"][0]["tables"][0]
    project = table["projects"][0]
    assert [a["value"] for a in project["amounts"]] == ["1,250.50", "1250.50"]
    assert [(i["weight"], i["score"]) for i in project["indicators"]] == [("12.50", 12), (None, None)]
    assert project["indicators"][1]["value_label"] == "师生好评"
    assert (table["year"], table["year_source"], table["kind"]) == (2025, "title", "self-evaluation")
    assert table["fragments"] == ["前言"]
    assert project["execution"] is None and project["total"] is None and project["points"] == {}


def test_the_contracts_keys_are_always_there():
    table = written(SOURCE)["files"][0]["tables"][0]
    assert {"kind", "title", "department", "year", "money_unit", "projects"} <= table.keys()
    project = table["projects"][0]
    keys = "unit name code goal completion amounts execution points total place indicators"
    assert set(keys.split()) == project.keys()
    keys = (
        "seq index level1 level1_code level2 level2_code name period_value annual_value actual_value "
        "weight score reason"
        " note formula unit baseline place"
    )
    assert all(set(keys.split()) <= indicator.keys() for indicator in project["indicators"])


INDICATOR = {"level1": "产出指标", "level2": "数量指标", "name": "场次", "annual_value": "≥9场", "weight": 15}


@pytest.mark.parametrize(
    "value",
    [
        [INDICATOR],
        [{"name": "演出", "indicators": [INDICATOR]}],
        [{"title": "目标表", "projects": [{"name": "演出", "indicators": [INDICATOR]}]}],
        {"projects": [{"name": "演出", "indicators": [INDICATOR]}]},
        {"tables": [{"projects": [{"name": "演出", "indicators": [INDICATOR]}]}]},
        {"name": "演出", "indicators": [INDICATOR]},
    ],
)
def test_a_platforms_export(value):
    source = json.dumps(value, ensure_ascii=False)
    (table,) = tables_of(source, "a.json")
    (indicator,) = table.projects[0].indicators
    assert short(indicator) == (1, "产出指标", "数量指标", "场次", "", "≥9场")
    assert (indicator.level2.category, indicator.weight.string) == ("数量指标", "15")
    assert {"level1", "level2", "name", "annual", "weight"} <= table.fields
    assert "period" not in table.fields
    (piece,) = indicator.annual.pieces
    start, end = piece.cell.source_span(0, piece.length)
    assert source[start:end] == "≥9场"


@pytest.mark.parametrize(
    "value", [None, 1, "x", [], {}, [1, "a"], {"files": 3}, {"files": [{"tables": [1]}]}, {"projects": {}}]
)
def test_other_json_holds_no_table(value):
    assert tables_of(json.dumps(value), "a.json") == ()


def test_wrong_types_count_as_missing():
    value = [
        {
            "name": 5,
            "goal": True,
            "amounts": [3, {"source": 1, "value": 2.5}],
            "execution": [],
            "points": 4,
            "indicators": [
                {"name": "灌溉", "annual_value": ["x"], "seq": "3", "garbled": [1], "subgoal": -1, "weight_shared": 1}
            ],
        }
    ]
    (table,) = tables_of(json.dumps(value), "a.json")
    assert projects_of(table) == [("", "5", {"": "2.5"}, "", 1)]
    assert short(table.projects[0].indicators[0]) == (1, "", "", "灌溉", "", "")
