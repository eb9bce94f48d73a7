"""Markdown: tables become cells with their places, everything else lines."""

from perflint.read import read_document

SOURCE = (
    "## 某县项目支出绩效目标表\n\n单位名称：某县水利局\n\n"
    "| 项目名称 | 绩效指标 |\n|:---|---:|\n| 水库 | 1、产出指标：A\\|B 类座数，年度指标值："
    "2座。<br>2、质量 |\n\n尾注 | 无表\n"
)


def rows_of(source):
    return read_document(source.encode(), "a.md").grids[0].rows


def test_headings_tables_and_lines():
    assert [[c.text for c in row] for row in rows_of(SOURCE)] == [
        ["某县项目支出绩效目标表"],
        [""],
        ["单位名称：某县水利局"],
        [""],
        ["项目名称", "绩效指标"],
        ["水库", "1、产出指标：A|B 类座数，年度指标值：2座。\n2、质量"],
        [""],
        ["尾注 | 无表"],
    ]


def test_every_character_knows_its_place():
    for row in rows_of(SOURCE):
        for cell in row:
            for index, char in enumerate(cell.text):
                start, _ = cell.source_span(index, index + 1)
                assert SOURCE[start] == {"\n": "<"}.get(char, char) or SOURCE[start : start + 2] == "\\|"


def test_a_table_without_outer_pipes():
    source = "项目名称 | 绩效指标\n--- | ---\n道路 | 1、产出指标\n\n正文"
    assert [[c.text for c in row] for row in rows_of(source)] == [
        ["项目名称", "绩效指标"],
        ["道路", "1、产出指标"],
        [""],
        ["正文"],
    ]


def test_tabs_still_make_cells():
    assert [[c.text for c in row] for row in rows_of("# 表\n甲\t乙\n")] == [["表"], ["甲", "乙"]]
