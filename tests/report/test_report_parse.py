import json
from dataclasses import dataclass

import jsonschema
import pytest

from perflint.errors import Message
from perflint.model import (
    Amount,
    BudgetYear,
    Cell,
    Document,
    Execution,
    Indicator,
    Label,
    Parsed,
    Place,
    Project,
    Subtotal,
    Table,
    Text,
    Total,
)
from perflint.report import View, schema_text
from perflint.report.parse_json import render_parse_json
from perflint.report.parse_text import aligned, render_parse_text, shorten

SOURCE = "2025年目标表\n合计 12\n牛棚改造\n改造面积\n≥300平方米\n\x1b[2J\n"


@dataclass(frozen=True)
class File:
    """What parse gives for a file."""

    path: str
    status: str
    parsed: Parsed | None = None
    error: Message | None = None


def text(words: str) -> Text:
    return Text.of(Cell(words, start=SOURCE.index(words)))


INDICATOR = Indicator(
    1,
    3,
    level1=Label("产出指标", code=Text("1")),
    level2=Label("数量指标", code=Text("11")),
    name=text("改造面积"),
    annual=text("≥300平方米"),
    place=text("改造面积"),
)
PROJECT = Project(
    name=text("牛棚改造"),
    unit=Text("青禾县畜牧站"),
    goal=Text("目标" * 60),
    amounts=(Amount("总计", "", Text("12")), Amount("其他资金", "", Text("2"))),
    indicators=(INDICATOR, Indicator(2, 4, name=Text("合格率"), annual=Text("100%"))),
)
TABLE = Table(
    1,
    "target",
    "list",
    title=text("2025年目标表"),
    year=BudgetYear(2025, "title"),
    money_unit=Text("万元"),
    fields=frozenset({"level1", "level2", "name", "annual", "amounts", "goal"}),
    projects=(PROJECT,),
    subtotals=(Subtotal(text("合计"), Text(""), (Amount("总计", "", Text("12")),)),),
    fragments=(text("\x1b[2J"),),
    columns=(("计划值\x1b", "annual"), ("责任人", ""), ("项目", "project")),
)
DOCUMENT = Document("a.txt", "text", (), SOURCE)
FILES = [
    File("a.txt", "ok", Parsed(DOCUMENT, (TABLE,))),
    File("b.txt", "no-table", Parsed(DOCUMENT, ())),
    File("c\x1b.txt", "unreadable", None, Message("编码不明", "unknown encoding")),
]


def test_tree() -> None:
    assert render_parse_text(FILES, View()) == (
        "a.txt\n"
        " 表 1（绩效目标表）2025年目标表\n"
        "  预算年度：2025（来自标题）\n"
        "  金额单位：万元\n"
        "  识别的栏目：一级指标、二级指标、指标名称、年度指标值、绩效目标、资金\n"
        "  各列：计划值\\x1b＝年度指标值；责任人＝（未用）；项目＝项目名称\n"
        "  合计  总计 12\n"
        "  项目 1：牛棚改造\n"
        "    单位：青禾县畜牧站\n"
        "    资金：总计 12  其他资金 2\n"
        f"    目标：{'目标' * 21}目…\n"
        "    #  一级指标    二级指标     指标名称  年度指标值  位置\n"
        "    3  1-产出指标  11-数量指标  改造面积  ≥300平方米  4:1\n"
        "    4                           合格率    100%\n"
        "  未归入任何指标的文字：\n"
        "    \\x1b[2J\n"
        "\n"
        "b.txt\n"
        " 没有找到绩效目标表或绩效自评表\n"
        "\n"
        "c\\x1b.txt\n"
        " 无法读取：编码不明\n"
        "\n"
        "3 个文件，1 个项目，2 条指标\n"
    )


def test_forms_show_money_execution_and_total() -> None:
    project = Project(
        name=Text("设备购置"),
        amounts=(
            Amount("年度资金总额", "预算数", Text("12")),
            Amount("年度资金总额", "执行数", Text("9.5")),
            Amount("其他", "执行数", Text("0")),
        ),
        execution=Execution(rate=Text("79.17"), score=Text("7.92")),
        total=Total(Text("100"), Text("97.92")),
    )
    files = [File("a.txt", "ok", Parsed(DOCUMENT, (Table(1, "self-evaluation", "form", projects=(project,)),)))]
    assert render_parse_text(files, View()) == (
        "a.txt\n"
        " 表 1（绩效自评表）\n"
        "  预算年度：不明\n"
        "  项目 1：设备购置\n"
        "    资金：\n"
        "                    预算数  执行数\n"
        "      年度资金总额  12      9.5\n"
        "      其他                  0\n"
        "    预算执行：执行率 79.17，得分 7.92\n"
        "    总分：分值 100，得分 97.92\n"
        "\n"
        "1 个文件，1 个项目，0 条指标\n"
    )


@pytest.mark.parametrize(
    ("place", "zh", "en"),
    [
        (Place("cell", sheet="附件", cell="B2", hidden=True), "工作表 附件（隐藏）", "sheet 附件 (hidden)"),
        (Place("word", table=2, row=1, column=1), "文档中的表 2", "table 2 of the document"),
        (Place("page", page=3), "第3页", "page 3"),
    ],
)
def test_the_part_of_a_file_is_named(place: Place, zh: str, en: str) -> None:
    table = Table(1, "target", "columns", title=Text.of(Cell("目标表", place=place)))
    files = [File("a", "ok", Parsed(Document("a", "", ()), (table,)))]
    assert f"\n  位于：{zh}\n" in render_parse_text(files, View())
    assert f"\n  stands in: {en}\n" in render_parse_text(files, View("en"))


def test_tree_in_english() -> None:
    report = render_parse_text(FILES, View("en"))
    assert " table 1 (target table) 2025年目标表\n  budget year: 2025 (from: title)\n" in report
    assert report.endswith("c\\x1b.txt\n unreadable: unknown encoding\n\nfiles: 3, projects: 1, indicators: 2\n")


def test_json_has_places_and_follows_its_schema() -> None:
    document = json.loads(render_parse_json(FILES, View()))
    jsonschema.Draft202012Validator(json.loads(schema_text("parse"))).validate(document)
    assert [file["path"] for file in document["files"]] == ["a.txt", "b.txt", "c\x1b.txt"]
    project = document["files"][0]["tables"][0]["projects"][0]
    assert project["place"] == {
        "range": {"start": {"line": 3, "column": 1}, "end": {"line": 3, "column": 2}},
        "place": {"kind": "text"},
    }
    first, second = project["indicators"]
    assert first["place"]["range"]["start"] == {"line": 4, "column": 1}
    assert (first["name"], first["annual_value"], first["level2_code"]) == ("改造面积", "≥300平方米", "11")
    assert second["place"] is None


def test_aligned_counts_columns_of_the_terminal() -> None:
    assert aligned([["甲", "", "x"], ["abc", "", "乙"]]) == ["甲   x", "abc  乙"]
    assert aligned([]) == []


def test_shorten_cuts_by_columns() -> None:
    assert shorten("目标目标", 8) == "目标目标"
    assert shorten("目标目标", 7) == "目标目…"
    assert shorten("目标目标", 6) == "目标…"
