"""Formats of lines and tables: csv, markdown, grouped, jsonl, and the text formats' own contracts."""

import csv
import io
import json
import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt
from report_samples import CLEAN, COPIED, HOSTILE_RESULT, HOSTILE_TEXT, MISMATCH, RESULT, RICH

from perflint.model import Result
from perflint.report import View, render
from perflint.report.csv import inert
from perflint.report.markdown import escaped
from perflint.report.safe import visible
from perflint.report.table import COLUMNS


def rows(report: str) -> list[dict[str, str]]:
    """CSV as a spreadsheet reads it."""
    assert report.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(report[1:], newline=""), strict=True))


@pytest.mark.parametrize("result", [RICH, CLEAN, HOSTILE_RESULT])
@pytest.mark.parametrize("statistics", [False, True])
def test_csv_keeps_its_contract(result: Result, statistics: bool) -> None:
    report = render("csv", result, View("en", statistics=statistics))
    # RFC 4180: every line ends with CR LF, and no value holds a line end; all rows are of one length.
    assert report.endswith("\r\n") and not re.search(r"(?<!\r)\n|\r(?!\n)", report)
    read = list(csv.reader(io.StringIO(report[1:], newline=""), strict=True))
    assert {len(row) for row in read} == {len(read[0])}
    assert not [cell for row in read[1:] for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_rows_of_csv() -> None:
    first, second, *_ = rows(render("csv", RICH, View()))
    assert list(first) == [title.zh for title in COLUMNS.values()]
    assert list(first.values())[:16] == [
        "tables/a.txt",
        "",
        "41",
        "28",
        "错误",
        "UNT001",
        "dimension-mismatch",
        "指标科学性",
        "青禾县水利局",
        "小型水库维修",
        "2",
        "产出指标",
        "数量指标",
        "完工率",
        "260座",
        "年度指标值",
    ]
    assert (second["位置"], second["行"], second["建议"]) == ("目标表!D7:E8", "", "")
    outcomes = rows(render("csv", RICH, View("en", show_outcomes=True)))[-2:]
    assert [(row["severity"], row["rule"], row["message"]) for row in outcomes] == [
        ("not judged", "PER001", "no year (12)"),
        ("failed", "VAG001", "ValueError (1)"),
    ]
    assert rows(render("csv", RICH, View("en", statistics=True)))[0] == {
        "count": "2",
        "rule": "DUP005",
        "severity": "info",
        "name": "copied-goal",
        "dimension": "目标相关性",
    }


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+86", "'+86"),
        ("-5%", "'-5%"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "' =1"),
        ("\r\n甲", "'  甲"),
        (" =1", "' =1"),
        ("＝1", "'＝1"),
        ("－1", "'－1"),
        ("≥95%", "≥95%"),
        ("", ""),
        (-5, -5),
        (None, None),
    ],
)
def test_formulas_become_text(text: str | int | None, shown: str | int | None) -> None:
    assert inert(text) == shown


@pytest.mark.parametrize("result", [RICH, CLEAN, HOSTILE_RESULT])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_markdown_keeps_its_contract(result: Result, lang: str) -> None:
    html = MarkdownIt("gfm-like", {"linkify": False}).render(render("markdown", result, View(lang)))
    tags = set(re.findall(r"</?(\w+)", html))
    assert tags <= {"h1", "h2", "h3", "p", "table", "thead", "tbody", "tr", "th", "td", "br", "ul", "li"}
    # Every row is whole: what stands in a table cannot end its cell or its row.
    for row in re.findall(r"<tr>.*?</tr>", html, re.DOTALL):
        assert len(re.findall(r"<t[hd]\b", row)) == 5
    assert html.count("<tr>") - html.count("<thead>") >= len(result.diagnostics)


def test_findings_in_markdown() -> None:
    assert render("markdown", replace(RICH, diagnostics=(MISMATCH,), outcomes=()), View()) == (
        "<!-- perflint -->\n"
        "# 绩效表检查报告\n\n"
        "6 个文件，71 条指标：1 个错误，0 个警告，0 条提示\n\n"
        "| 数量 | 规则 | 级别 | 规则标题 | 审核内容 |\n"
        "| --- | --- | --- | --- | --- |\n"
        "| 1 | UNT001 | 错误 | UNT001的标题 | 指标科学性 |\n\n"
        "## tables/a.txt\n\n"
        "### 小型水库维修（青禾县水利局）\n\n"
        "| 位置 | 级别 | 规则 | 指标 | 问题 |\n"
        "| --- | --- | --- | --- | --- |\n"
        "| 41:28 | 错误 | UNT001 | 2 完工率 | 名称“完工率”是比率，指标值“260座”却是数量"
        "<br>建议：改名称或改指标值，使两者一致 |\n"
    )
    assert "tables/a.txt\n" not in render("markdown", RICH, View(statistics=True))


@pytest.mark.parametrize("text", [HOSTILE_TEXT, "a|b", "*a* _b_ `c`", "1. x", "<b>", "&amp;", "a@b.cn", "www.a.cn"])
def test_escaped_text_reads_as_it_was(text: str) -> None:
    html = MarkdownIt("gfm-like", {"linkify": False}).renderInline(escaped(text)).replace("<!-- -->", "")
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        html = html.replace(entity, sign)
    assert html == visible(text)


def test_grouped_keeps_its_contract() -> None:
    assert render("grouped", RICH, View()) == (
        "tables/a.txt（1 条）\n"
        "  小型水库维修（青禾县水利局）\n"
        "    41:28  error    UNT001  名称“完工率”是比率，指标值“260座”却是数量\n"
        "\n"
        "tables/b.xlsx（1 条）\n"
        "  校舍维修\n"
        "    目标表!D7:E8  info     DUP005  绩效目标与另一项目相同\n"
        "\n"
        "tables/c.txt（1 条）\n"
        "  （整表或整个文件）\n"
        "      error    PRS001  文件无法读取：编码不明\n"
        "\n"
        "表/第1季 #1.txt（1 条）\n"
        "  小型水库维修（青禾县水利局）\n"
        "    2:11  warning  CAT003  指标“提升满意度𠮷”放错了类别\n"
        "\n"
        "c.pdf（1 条）\n"
        "  校舍维修\n"
        "    第3页  info     FRM001  绩效目标与另一项目相同\n"
        "\n"
        "表/b.docx（1 条）\n"
        "  校舍维修\n"
        "    第5段  info     DUP005  绩效目标与另一项目相同\n"
        "\n"
        "tables/a.txt: 表1 VAG001 失败：ValueError，1 处\n"
        "6 个文件，71 条指标：2 个错误，1 个警告，3 条提示；另有 12 处资料不足未判断；1 次规则运行失败\n"
    )
    # Two findings of a project stand together, also where another file's stands between them.
    spread = replace(RESULT, diagnostics=(MISMATCH, COPIED, MISMATCH), outcomes=())
    assert render("grouped", spread, View("en")).startswith(
        "tables/a.txt (2)\n  小型水库维修 (青禾县水利局)\n    41:28  error    UNT001"
    )


@pytest.mark.parametrize("result", [RICH, CLEAN, HOSTILE_RESULT])
@pytest.mark.parametrize("show", [True, False])
def test_jsonl_keeps_its_contract(result: Result, show: bool) -> None:
    lines = [json.loads(line) for line in render("jsonl", result, View(show_outcomes=show)).splitlines()]
    assert ["summary" in line for line in lines] == [False] * len(result.diagnostics) + [True]
    document = json.loads(render("json", result, View(show_outcomes=show)))
    assert {**lines[-1], "diagnostics": lines[:-1]} == document
