"""Lists in cells: headers, rows by meaning, units, page breaks, several tables in one file."""

import pytest
from parse_helpers import money, projects_of, short, tables_of

HEAD = "某市2025年项目支出绩效目标表\n单位名称：某市卫生健康委员会（本级）\n单位：万元\n"
ROW = "1、1-产出指标：11-数量指标：{}；实施周期指标值:9次；年度指标值:3次。"
COLUMNS = "项目名称（资金使用单位）\t总计\t财政拨款\t财政专户拨款\t其他资金\t绩效目标\t绩效指标\n"

UNITS = (
    HEAD
    + COLUMNS
    + "合计\t60.00\t60.00\t\t\t\t\n"
    + "某市卫生健康委员会\t40.00\t40.00\t\t\t\t\n"
    + f"妇幼健康\t30.00\t30.00\t\t\t筛查\t{ROW.format('筛查')}\n"
    + f"血液安全\t10.00\t10.00\t\t检测\t{ROW.format('检测')}\n"
    + "\n"
    + "某市急救中心\t20.00\t20.00\n"
    + f"救护车购置\t20.00\t20.00\t\t\t购车\t{ROW.format('购车')}\n"
)


def test_units_subtotals_and_a_row_whose_empty_column_fell_out():
    (table,) = tables_of(UNITS)
    assert projects_of(table) == [
        ("某市卫生健康委员会", "妇幼健康", {"总计": "30.00", "财政拨款": "30.00"}, "筛查", 1),
        ("某市卫生健康委员会", "血液安全", {"总计": "10.00", "财政拨款": "10.00"}, "检测", 1),
        ("某市急救中心", "救护车购置", {"总计": "20.00", "财政拨款": "20.00"}, "购车", 1),
    ]
    assert [(s.label.string, s.unit.string, money(s)["总计"]) for s in table.subtotals] == [
        ("合计", "", "60.00"),
        ("某市卫生健康委员会", "某市卫生健康委员会", "40.00"),
        ("某市急救中心", "某市急救中心", "20.00"),
    ]
    assert (table.index, table.kind, table.layout, table.title.string) == (
        1,
        "target",
        "running-text",
        HEAD[:16].strip(),
    )
    assert (table.department.string, table.money_unit.string) == ("某市卫生健康委员会（本级）", "万元")
    assert (table.year.value, table.year.source, table.year.text.string) == (2025, "title", "2025")
    assert table.fields == {"level1", "level2", "name", "annual", "period", "goal", "amounts"}
    assert table.fragments == ()


@pytest.mark.parametrize(
    ("name", "encoding", "change"),
    [
        ("a.txt", "gb18030", str),
        ("a.tsv", "utf-16", str),
        ("a.txt", "utf-8", lambda s: s.replace("\n", "\r\n")),
        ("a.txt", "utf-8", lambda s: s.replace("\n", "\r")),
        ("a.txt", "utf-8-sig", lambda s: s.replace("\n某市急救", "\n\n\n某市急救")),
        ("a.txt", "utf-8", lambda s: s.replace("某市2025", "## 某市2025")),
        ("a.md", "utf-8", str),
    ],
)
def test_the_same_in_other_encodings_and_line_ends(name, encoding, change):
    expected = projects_of(tables_of(UNITS)[0])
    (table,) = tables_of(change(UNITS), name, encoding)
    assert projects_of(table) == expected


def test_the_places_are_those_of_the_file():
    (table,) = tables_of(UNITS)
    for project in table.projects:
        for text in (project.name, project.goal, project.indicators[0].annual, project.amounts[0].value):
            (piece,) = text.pieces
            start, end = piece.cell.source_span(piece.offset, piece.offset + piece.length)
            assert UNITS[start:end] == text.string


def test_a_page_break_goes_on_with_the_table_and_even_with_a_value():
    page = "部门预算项目绩效目标表\n部门名称：209-某县水利局\n金额单位：元\n项目名称\t总计\t绩效目标\t绩效指标\n"
    source = (
        page
        + (
            "水库除险\t1,000.00\t除险\t1、产出指标：数量指标：座数；"
            "年度指标值：≥20座。2、产出指标：质量指标：合格率；"
            "年度指标值：≥\n\n"
        )
        + page
        + "\t\t\t98%。3、满意度指标：服务对象满意度指标：群众满意度；年度指标值：≥90%。\n"
        + "河道清淤\t500.00\t清淤\t1、产出指标：数量指标：里程；年度指标值：≥8公里。\n"
    )
    (table,) = tables_of(source)
    assert projects_of(table) == [
        ("某县水利局", "水库除险", {"总计": "1,000.00"}, "除险", 3),
        ("某县水利局", "河道清淤", {"总计": "500.00"}, "清淤", 1),
    ]
    value = table.projects[0].indicators[1].annual
    assert (value.string, len(value.pieces)) == ("≥98%", 2)
    assert [i.seq for i in table.projects[0].indicators] == [1, 2, 3]


def test_two_tables_in_one_file():
    one = HEAD + COLUMNS + f"合计\t30\t30\t\t\t\t\n妇幼健康\t30\t30\t\t\t筛查\t{ROW.format('筛查')}\n"
    two = one.replace("卫生健康委员会", "教育局").replace("30", "20")
    tables = tables_of(one + "\n" + two)
    assert [(t.index, t.department.string) for t in tables] == [
        (1, "某市卫生健康委员会（本级）"),
        (2, "某市教育局（本级）"),
    ]
    assert [p[0] for t in tables for p in projects_of(t)] == ["某市卫生健康委员会", "某市教育局"]
    again = tables_of(one + one)
    assert [len(t.projects) for t in again] == [1, 1]


def test_swapped_columns_and_two_header_rows():
    source = (
        "某区2024年度项目绩效目标表\n绩效指标\t绩效目标\t项目名称\t资金（万元）\t\n\t\t\t财政拨款\t合计\n"
        "1、产出指标：绿化面积，年度指标值：2万平方米。\t绿化\t公园绿化\t15\t15\n"
    )
    (table,) = tables_of(source)
    assert projects_of(table) == [("", "公园绿化", {"财政拨款": "15", "合计": "15"}, "绿化", 1)]
    assert table.money_unit.string == "万元"


def test_no_money_no_department_and_rows_of_one_indicator():
    source = (
        "项目绩效目标表\n项目名称\t绩效目标\t绩效指标\n"
        "校服\t购校服\t1、产出指标：套数，年度指标值：200套。\n\t\t2、效益指标：覆盖率，年度指标值：100%。\n"
        "课桌\t\t1、产出指标：套数，年度指标值：300套。\n注：本表公开。\n"
    )
    (table,) = tables_of(source)
    assert projects_of(table) == [("", "校服", {}, "购校服", 2), ("", "课桌", {}, "", 1)]
    assert table.fields == {"level1", "level2", "name", "annual", "goal"}


def test_a_unit_column_and_numbered_rows():
    source = (
        "项目绩效目标表\n序号\t预算单位\t项目名称\t金额\t绩效目标\t绩效指标\n"
        "1\t某县一小\t校服\t3\t购校服\t1、产出指标：套数，年度指标值：200套。\n"
        "2\t某县二小\t课桌\t4\t购课桌\t1、产出指标：套数，年度指标值：300套。\n"
    )
    (table,) = tables_of(source)
    assert [p[:3] for p in projects_of(table)] == [
        ("某县一小", "校服", {"金额": "3"}),
        ("某县二小", "课桌", {"金额": "4"}),
    ]


def test_goal_and_indicators_in_one_column():
    source = (
        "项目绩效目标表\n项目名称\t预算数\t绩效目标及指标\n"
        "公园\t15\t完成绿化改造。1、产出指标：面积，年度指标值：2万平方米。"
        "\n"
    )
    (table,) = tables_of(source)
    assert projects_of(table) == [("", "公园", {"预算数": "15"}, "完成绿化改造", 1)]
    assert table.fragments == ()


def test_a_line_break_in_a_goal_does_not_break_the_row():
    source = (
        "项目绩效目标表\n项目名称\t金额\t绩效目标\t绩效指标\n"
        "课桌\t4\t一、购课桌\n二、发课桌\t1、产出指标：套数，年度指标值：300套。"
        "\n"
    )
    (table,) = tables_of(source)
    assert projects_of(table) == [("", "课桌", {"金额": "4"}, "一、购课桌\n二、发课桌", 1)]


def test_pieces_of_the_header_between_rows_are_no_projects():
    source = UNITS.replace("血液安全", "财政专户拨款\t其他资金\n其他\t资金\n血液安全")
    assert [p[1] for p in projects_of(tables_of(source)[0])] == ["妇幼健康", "血液安全", "救护车购置"]


def test_a_project_without_indicators_stays_and_parts_of_totals_do_not():
    source = (
        HEAD
        + COLUMNS
        + f"妇幼健康\t30\t30\t\t\t筛查\t{ROW.format('筛查')}\n其中：上级补助\t10\t10\t\t\t\t\n小计\t30\t30\t\t\t\t\n"
        + "健康宣传经费\t7\t7\t\t\t\t\n老年保健\t2\t2\t\t\t保健\t\n"
    )
    (table,) = tables_of(source)
    assert [(p[1], p[3], p[4]) for p in projects_of(table)] == [
        ("妇幼健康", "筛查", 1),
        ("健康宣传经费", "", 0),
        ("老年保健", "保健", 0),
    ]
    assert table.subtotals == ()


def test_a_row_that_is_the_sum_of_those_below_is_a_unit():
    source = (
        HEAD
        + COLUMNS
        + "合计\t12\t12\t\t\t\t\n某市血站机关\t12\t12\t\t\t\t\n"
        + f"采血\t5\t5\t\t\t采血\t{ROW.format('采血')}\n检测\t7\t7\t\t\t检测\t{ROW.format('检测')}\n"
    )
    (table,) = tables_of(source)
    assert [p[:2] for p in projects_of(table)] == [("某市血站机关", "采血"), ("某市血站机关", "检测")]


def test_text_that_belongs_to_no_indicator_is_kept_as_a_fragment():
    source = (
        HEAD
        + COLUMNS
        + (f"妇幼健康\t30\t30\t\t\t筛查\t说明文字在前 {ROW.format('筛查')}\n老年保健\t2\t2\t\t\t保健\t详见附件\n")
    )
    (table,) = tables_of(source)
    assert [f.string for f in table.fragments] == ["说明文字在前"]


def test_repeated_labels_do_not_lose_the_value():
    source = HEAD + COLUMNS + "甲\t30\t30\t\t\t筛查\t1、产出指标：数量指标：人数；年度指标值：3人；年度指标值：5人。\n"
    (table,) = tables_of(source)
    assert short(table.projects[0].indicators[0])[-1] == "3人"
    assert [f.string for f in table.fragments] == ["年度指标值：5人"]


def test_kinds_by_title():
    for word, kind in (
        ("项目支出绩效自评表", "self-evaluation"),
        ("绩效运行监控表", "monitoring"),
        ("部门整体支出绩效目标表", "department"),
    ):
        source = UNITS.replace("项目支出绩效目标表", word)
        assert tables_of(source)[0].kind == kind


def test_other_tables_are_not_taken_for_lists():
    columns = (
        "项目名称\t预算数\t绩效目标\t一级指标\t二级指标\t绩效指标\t指标值\n"
        "路\t3\t养路\t产出指标\t数量指标\t里程\t3公里\n"
    )
    prose = "关于做好绩效目标管理工作的通知\n各单位：\n1、产出指标：应当量化。\n"
    money_list = "项目名称\t总计\t财政拨款\n养老服务\t3\t3\n"
    for source in (prose, money_list, ""):
        assert tables_of(source) == ()
    assert all(table.layout != "running-text" for table in tables_of(columns))


def test_a_column_per_level1():
    source = (
        "项目绩效目标表\n项目名称\t预算数\t绩效目标\t产出指标\t效益指标\t满意度指标\n"
        "技能培训\t15\t培训\t1、数量指标：培训人数≥500人；"
        "2、质量指标：合格率，年度指标值：95%\t社会效益指标：就业环境：明显改善；"
        "社会效益指标：就业人数：≥9人"
        "\t1.学员满意度≥90%；2.企业满意度≥85%\n"
        "技能竞赛\t5\t竞赛\t场次≥2场\t/\t\n"
    )
    (table,) = tables_of(source)
    assert [short(i) for p in table.projects for i in p.indicators] == [
        (1, "产出指标", "数量指标", "培训人数", "", "≥500人"),
        (2, "产出指标", "质量指标", "合格率", "", "95%"),
        (1, "效益指标", "社会效益指标", "就业环境", "", "明显改善"),
        (2, "效益指标", "社会效益指标", "就业人数", "", "≥9人"),
        (1, "满意度指标", "", "学员满意度", "", "≥90%"),
        (2, "满意度指标", "", "企业满意度", "", "≥85%"),
        (1, "产出指标", "", "场次", "", "≥2场"),
    ]
    assert table.fragments == ()


def test_an_organisation_alone_on_a_row_is_the_unit_of_those_below():
    source = (
        "项目绩效目标表\n项目名称\t绩效目标\t绩效指标\n某县第一小学\t\t\n"
        "校服\t购校服\t1、产出指标：套数，年度指标值：200套。"
        "\n"
        "某县第二小学\t\t\n课桌\t购课桌\t1、产出指标：套数，年度指标值：300套。\n"
    )
    (table,) = tables_of(source)
    assert [p[:2] for p in projects_of(table)] == [("某县第一小学", "校服"), ("某县第二小学", "课桌")]
    assert table.subtotals == ()


def test_lines_of_a_goal_and_of_indicators_that_were_broken_inside_their_cells():
    source = (
        HEAD
        + COLUMNS
        + "合计\t40.00\t40.00\t\t\t\t\n"
        + "妇幼健康\t30.00\t30.00\t\t\t1.开展筛查；\n2.建立档案；\n3.随访。\t"
        + ROW.format("筛查")
        + "\n2"
        + ROW.format("建档")[1:]
        + "\n见表内说明\n3"
        + ROW.format("随访")[1:]
        + f"\n血液安全\t10.00\t10.00\t\t\t检测\t{ROW.format('检测')}\n"
        + "注：本表由各单位填报\n"
    )
    (table,) = tables_of(source)
    assert [(p.name.string, p.goal.string) for p in table.projects] == [
        ("妇幼健康", "1.开展筛查；\n2.建立档案；\n3.随访。"),
        ("血液安全", "检测"),
    ]
    assert [[i.name.string for i in p.indicators] for p in table.projects] == [["筛查", "建档", "随访"], ["检测"]]
