"""List tables: one row per indicator, projects in a column of their own or none at all."""

import form_samples as samples
import pytest
from grid_helpers import tables_of_grid
from parse_helpers import money, short, tables_of

OUT, GAIN, GLAD = "产出指标", "效益指标", "满意度指标"
HEADER = "一级指标\t二级指标\t三级指标\t年度指标值\n"


def list_of(source, name="表.txt"):
    (table,) = tables_of(source, name)
    assert table.layout == "columns"
    return table


def test_sign_number_and_unit_in_columns_and_projects_merged_down():
    table = list_of(samples.FARMS)
    one, two = table.projects
    assert [short(i) for i in one.indicators] == [
        (1, OUT, "数量指标", "管护农田面积", "", "≥12000亩"),
        (2, OUT, "质量指标", "灌溉设施完好率", "", "≥95%"),
        (3, GAIN, "社会效益指标", "农户种植积极性", "", "提升"),
        (4, "成本指标", "经济成本指标", "亩均管护成本", "", "≤100元/亩"),
    ]
    assert [i.annual.string for i in two.indicators] == ["＝3.2万头", "≥85%"]
    assert [i.weight.string for i in two.indicators] == ["40", "20"]
    assert (one.unit.string, one.goal.string) == ("某县农业农村局", "完成全县高标准农田管护。")
    assert (money(one), money(two)) == ({"预算数": "1,200,000.00"}, {"预算数": "330,000.00"})
    assert [(s.label.string, money(s)) for s in table.subtotals] == [("合计", {"预算数": "1,530,000.00"})]
    assert table.fields == {"level1", "level2", "name", "annual", "weight", "unit", "goal", "amounts"}


def test_every_column_says_what_it_was_taken_for():
    header = "一级指标\t二级指标\t三级指标\t指标性质\t目标值\t计量单位\t责任人\n"
    table = list_of(header + "产出指标\t数量指标\t养护里程\t≥\t120\t公里\t张某\n" * 2)
    assert [role for _, role in table.columns] == ["level1", "level2", "name", "operator", "annual", "unit", ""]
    assert [words for words, _ in table.columns] == header.split()


def test_the_content_column_is_a_description_beside_a_name_column():
    one, two = list_of(samples.TRAINING).projects
    assert [(i.name.string, i.annual.string, i.note.string) for i in one.indicators] == [
        ("新建实训基地", "=3个", "反映新建数量。"),
        ("验收合格率", ">=98%", "反映验收情况。"),
        ("实训条件", "明显改善", "反映条件改善。"),
    ]
    assert (two.name.string, two.goal.string) == ("校园安保服务", "保障校园安全。")


def test_printed_numbers_short_labels_baseline_and_formula():
    table = list_of(samples.CHECKUPS)
    indicators = table.projects[0].indicators
    assert [(i.seq, i.index, i.number.string) for i in indicators] == [
        (1, 1, "1"),
        (2, 2, "2"),
        (4, 3, "4"),
        (5, 4, "5"),
    ]
    assert [i.level2.category for i in indicators] == ["数量指标", "质量指标", "时效指标", "生态效益指标"]
    assert [i.level2.value for i in indicators] == ["数量", "质量", "进度", "环境效益"]
    assert [i.baseline.string for i in indicators] == ["4800", "97.5", "8", "100"]
    assert indicators[1].formula.string == "合格报告数/报告总数"
    assert table.kind == "self-evaluation"
    assert table.fields == {"level1", "level2", "name", "annual", "actual", "unit", "baseline", "formula"}


@pytest.mark.parametrize(
    ("sign", "number", "unit", "value"),
    [
        ("≥", "95", "%", "≥95%"),
        ("≥", "95%", "%", "≥95%"),
        ("≥", "≥95", "%", "≥95%"),
        ("", "1.2万", "人次", "1.2万人次"),
        ("定性", "优", "", "优"),
        ("定性", "12月底前", "月", "12月底前"),
        ("＝", "优", "/", "优"),
        ("≤", "3-5", "天", "≤3-5天"),
        ("不低于", "80", "分", "不低于80分"),
    ],
)
def test_a_value_is_put_together_as_a_person_would_write_it(sign, number, unit, value):
    source = f"三级指标\t指标性质\t指标值\t度量单位\n办理评价\t{sign}\t{number}\t{unit}\n"
    (indicator,) = list_of(source).projects[0].indicators
    assert indicator.annual.string == value


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("三级指标\t半年指标值\t全年指标值", ("", "乙", "")),
        ("三级指标\t实施期指标值\t年度指标值", ("甲", "乙", "")),
        ("三级指标\t年初目标值(A)\t全年完成值(B)", ("", "甲", "乙")),
        ("指标内容\t指标值\t备注", ("", "甲", "")),
        ("绩效内容\t当年预期实现值\t绩效标准", ("", "甲", "")),
        ("评价指标\t中期目标值\t年度目标值", ("甲", "乙", "")),
        ("三级指标\t年度目标\t目标完成情况", ("", "甲", "乙")),
    ],
)
def test_what_value_columns_mean(header, expected):
    (indicator,) = list_of(header + "\n管护里程\t甲\t乙\n").projects[0].indicators
    assert (indicator.period.string, indicator.annual.string, indicator.actual.string) == expected


def test_an_upper_header_row_tells_the_year_from_the_period():
    source = (
        "一级指标\t二级指标\t三级指标\t指标值\t\n\t\t\t实施周期\t年度\n产出指标\t数量指标\t管护里程\t30公里\t10公里\n"
    )
    (indicator,) = list_of(source).projects[0].indicators
    assert (indicator.period.string, indicator.annual.string) == ("30公里", "10公里")


def test_a_total_under_a_heading_of_money_is_an_amount():
    table = list_of(
        "项目名称\t预算数（万元）\t\t\t一级指标\t二级指标\t三级指标\t指标值\n"
        "\t合计\t财政拨款\t其他资金\n"
        "青少年业余训练\t240\t200\t40\t产出指标\t数量指标\t在训运动员人数\t≥420人\n"
        "\t\t\t\t产出指标\t质量指标\t训练考核合格率\t≥95%\n"
    )
    (project,) = table.projects
    assert money(project) == {"预算数(万元)": "240", "财政拨款": "200", "其他资金": "40"}
    assert [i.annual.string for i in project.indicators] == ["≥420人", "≥95%"]


def test_template_rows_are_no_indicators_and_a_named_row_never_is_one():
    source = HEADER + (
        "产出指标\t数量指标\t指标1：★巡查次数\t12次\n\t\t指标2：\t\n\t\t……\t\n\t质量指标\t\t不涉及\n\t时效指标\t无\t无\n"
        "效益指标\t社会效益指标\t*群众知晓率\t\n\t生态效益指标\t节能量\t不涉及\n"
    )
    project = list_of(source).projects[0]
    assert [short(i) for i in project.indicators] == [
        (1, OUT, "数量指标", "巡查次数", "", "12次"),
        (2, GAIN, "社会效益指标", "群众知晓率", "", ""),
        (3, GAIN, "生态效益指标", "节能量", "", "不涉及"),
    ]


def test_repeated_labels_are_not_inherited_by_a_row_without_one():
    rows = [
        (OUT, "数量指标", "甲"),
        (OUT, "数量指标", "乙"),
        ("", "质量指标", "丙"),
        (OUT, "", "丁"),
        (OUT, "时效指标", "戊"),
    ]
    rows += [(GAIN, "社会效益指标", "己"), (GAIN, "社会效益指标", "庚")]
    project = list_of(HEADER + "".join(f"{a}\t{b}\t{c}数量\t1个\n" for a, b, c in rows)).projects[0]
    assert [(i.level1.value, i.level2.value) for i in project.indicators] == [(a, b) for a, b, _ in rows]


def test_a_new_first_level_does_not_inherit_the_second_level():
    source = HEADER + "产出指标\t数量指标\t甲数\t1个\n\t\t乙数\t2个\n满意度指标\t\t丙满意度\t90%\n"
    project = list_of(source).projects[0]
    assert [(i.level1.value, i.level2.value) for i in project.indicators] == [
        (OUT, "数量指标"),
        (OUT, "数量指标"),
        (GLAD, ""),
    ]


def test_a_page_break_with_title_and_header_goes_on_with_the_project():
    head = "项目支出绩效目标表\n单位：万元\n项目名称\t一级指标\t二级指标\t三级指标\t指标值\n"
    source = head + "敬老院运营\t产出指标\t数量指标\t供养老人数\t120人\n" + head
    source += "敬老院运营\t效益指标\t社会效益指标\t安全事故次数\t0次\n康复服务\t产出指标\t数量指标\t康复人次\t≥30人次\n"
    table = list_of(source)
    assert [(p.name.string, len(p.indicators)) for p in table.projects] == [("敬老院运营", 2), ("康复服务", 1)]
    assert table.title.string == "项目支出绩效目标表"


def test_sub_goals_tell_equal_rows_apart():
    source = """绩效指标\t一级指标\t二级指标\t三级指标\t指标值
年度绩效目标1\t产出指标\t数量指标\t新建运动场\t2个
\t效益指标\t社会效益指标\t受益学生人数\t900人
年度绩效目标2\t产出指标\t数量指标\t新建运动场\t1个
"""
    project = list_of(source).projects[0]
    assert [(i.name.string, i.subgoal) for i in project.indicators] == [
        ("新建运动场", 1),
        ("受益学生人数", 1),
        ("新建运动场", 2),
    ]


def test_one_column_of_categories():
    source = "指标类别\t指标名称\t目标值\t权重(%)\n数量指标\t出警次数\t≥300次\t30\n质量指标\t出动及时率\t≥98%\t30\n"
    table = list_of(source)
    assert [short(i)[1:3] for i in table.projects[0].indicators] == [("", "数量指标"), ("", "质量指标")]
    assert table.fields == {"level2", "name", "annual", "weight"}


def test_a_type_column_of_categories_only_is_one_of_categories():
    head = "指标类型\t指标名称\t目标值\t完成值\n"
    table = list_of(head + "数量指标\t运营线路条数\t46条\t46条\n质量指标\t车辆完好率\t≥95%\t97%\n")
    assert [short(i)[1:3] for i in table.projects[0].indicators] == [("", "数量指标"), ("", "质量指标")]
    assert "level2" in table.fields
    table = list_of(head + "定量\t运营线路条数\t46条\t46条\n定性\t车容车貌\t整洁\t整洁\n")
    assert [short(i)[1:3] for i in table.projects[0].indicators] == [("", ""), ("", "")]


def test_subtotals_in_the_projects_column_belong_to_the_unit_beside_them():
    source = (
        "单位名称\t项目名称\t资金总额\t财政拨款\t上年结转\t绩效目标\t一级指标\t二级指标\t三级指标\t指标值\n"
        "水务局\t小计\t560\t500\t60\n"
        "\t水库加固\t560\t500\t60\t加固水库三座。\t产出指标\t数量指标\t加固水库座数\t3座\n"
        "\t\t\t\t\t\t产出指标\t质量指标\t工程验收合格率\t100%\n"
    )
    table = list_of(source)
    (project,) = table.projects
    assert (project.unit.string, project.name.string) == ("水务局", "水库加固")
    assert money(project) == {"资金总额": "560", "财政拨款": "500", "上年结转": "60"}
    assert [(s.label.string, s.unit.string, money(s)["资金总额"]) for s in table.subtotals] == [
        ("小计", "水务局", "560")
    ]


def test_merged_cells_hold_for_their_range_and_numbers_once():
    lines = (
        (("2024年绩效目标表", 1, 6),),
        ("项目名称", "一级指标", "二级指标", "三级指标", "指标值", "权重"),
        (("图书采购", 3, 1), ("产出指标(50分)", 3, 1), ("数量指标", 2, 1), "采购册数", "3万册", ("50", 3, 1)),
        (None, None, None, "采购种数", "5000种", None),
        (None, None, "质量\n指标", "图书\n完好率", "≥99%", None),
        ("场馆维护", "效益指标", "", "到馆人次", "≥8万人次", "30"),
    )
    (table,) = tables_of_grid(lines)
    one, two = table.projects
    assert [(*short(i)[1:4], i.weight.string, i.weight_shared) for i in one.indicators] == [
        (OUT, "数量指标", "采购册数", "50", True),
        (OUT, "数量指标", "采购种数", "", True),
        (OUT, "质量指标", "图书完好率", "", True),
    ]
    assert [(*short(i)[1:4], i.weight.string, i.weight_shared) for i in two.indicators] == [
        (GAIN, "", "到馆人次", "30", False)
    ]
    assert [(p.category, p.value.string) for p in one.points] == [(OUT, "50")]


@pytest.mark.parametrize(
    "source",
    [
        "",
        "一级指标\t二级指标\n",
        HEADER,
        HEADER * 3,
        "\t" * 10000,
        "指标名称\t" * 10000 + "\n" + "指标值\t" * 10000,
        HEADER + "产出指标\t数量指标\t" + "很" * 300000 + "\t1个\n",
        HEADER + "\t".join("（()(" * 500 for _ in range(4)),
    ],
)
def test_hostile_input_is_read_without_an_error(source):
    assert isinstance(tables_of(source.encode()), tuple)
