"""Forms: header fields, money, goals, and the indicator block, in the shapes of several provinces."""

import form_samples as samples
import pytest
from grid_helpers import tables_of_grid
from parse_helpers import short, tables_of

OUT, GAIN, GLAD = "产出指标", "效益指标", "满意度指标"


BUS = (
    "2025年度项目绩效目标申报表\n项目名称\t校车更新\n年度目标\t更新校车十辆，保障学生上下学安全。\n"
    "{long}{head}产出指标\t数量指标\t更新校车数量\t30辆\n满意度指标\t服务对象满意度指标\t家长满意度\t≥92%\n"
    "{year}{again}产出指标\t数量指标\t更新校车数量\t10辆\n满意度指标\t服务对象满意度指标\t家长满意度\t≥90%\n"
)
HEAD = "一级指标\t二级指标\t三级指标\t指标值\n"


def form_of(source, name="表.txt"):
    (table,) = tables_of(source, name)
    assert table.layout == "form"
    return table, table.projects[0]


def amounts(project):
    return {(a.source, a.column): a.value.string for a in project.amounts}


def scored(project):
    return [(i.name.string, i.actual.string, i.weight.string, i.score.string) for i in project.indicators]


def execution(project):
    e = project.execution
    return e and (e.budget.string, e.executed.string, e.rate.string, e.weight.string, e.score.string)


def total(project):
    return project.total and (project.total.weight.string, project.total.score.string)


def test_long_term_and_annual_blocks_above_each_other_are_one_list():
    table, project = form_of(samples.SCHOOL)
    assert table.kind == "target"
    assert (project.name.string, project.unit.string, table.department.string) == (
        "校舍维修改造",
        "某市第三中学",
        "某市教育局",
    )
    assert table.money_unit.string == "万元"
    assert project.goal.string == "改造教学楼2栋，更换课桌椅600套。"
    assert amounts(project) == {("资金总额", ""): "260", ("财政拨款", ""): "200", ("其他资金", ""): "60"}
    assert [short(i) for i in project.indicators] == [
        (1, OUT, "数量指标", "改造教学楼栋数", "6栋", "2栋"),
        (2, OUT, "数量指标", "更换课桌椅套数", "1800套", "600套"),
        (3, OUT, "质量指标", "工程验收合格率", "100%", "100%"),
        (4, OUT, "时效指标", "完工时间", "", "2023年8月底前"),
        (5, GAIN, "社会效益指标", "惠及学生人数", "≥3000人", "≥1000人"),
        (6, GLAD, "服务对象满意度指标", "师生满意度", "", "≥95%"),
        (7, GAIN, "可持续影响指标", "校舍使用年限", "≥30年", ""),
    ]
    assert table.fields == {"level1", "level2", "name", "annual", "period", "note", "goal", "amounts"}


@pytest.mark.parametrize(
    ("long", "year", "again"),
    [
        ("长期绩效指标\n", "年度绩效指标\n", HEAD),
        ("（一）中期绩效指标：\n", "（二）年度绩效指标：\n", HEAD),
        ("长期绩效指标\n", "年度绩效指标\n", ""),
    ],
)
def test_lines_of_their_own_name_the_blocks_below_them(long, year, again):
    table, project = form_of(BUS.format(long=long, head=HEAD, year=year, again=again))
    assert [short(i) for i in project.indicators] == [
        (1, OUT, "数量指标", "更新校车数量", "30辆", "10辆"),
        (2, GLAD, "服务对象满意度指标", "家长满意度", "≥92%", "≥90%"),
    ]
    assert {"annual", "period"} <= table.fields


def test_a_line_above_columns_for_both_says_nothing():
    rows = "产出指标\t数量指标\t更新校车数量\t30辆\t10辆\n满意度指标\t服务对象满意度指标\t家长满意度\t≥92%\t≥90%\n"
    head = "一级指标\t二级指标\t三级指标\t中期指标值\t年度指标值\n"
    _, project = form_of("2025年度项目绩效目标表\n项目名称\t校车更新\n总体绩效指标\n" + head + rows)
    assert [(i.period.string, i.annual.string) for i in project.indicators] == [("30辆", "10辆"), ("≥92%", "≥90%")]


def test_blocks_side_by_side_are_one_list():
    table, project = form_of(samples.READERS)
    assert table.year is not None and (table.year.value, table.year.source) == (2023, "title")
    assert (project.unit.string, table.department.string) == ("某市图书馆", "某市文旅局")
    assert project.goal.string == "目标1：建成分馆10个。"
    assert amounts(project) == {
        ("中期资金总额", "中期"): "900",
        ("财政拨款", "中期"): "600",
        ("其他资金", "中期"): "300",
        ("年度资金总额", ""): "300",
        ("财政拨款", ""): "200",
        ("其他资金", ""): "100",
    }
    assert [short(i) for i in project.indicators] == [
        (1, OUT, "数量指标", "分馆建设数量", "30个", "10个"),
        (2, OUT, "数量指标", "购置图书册数", "9万册", "3万册"),
        (3, OUT, "时效指标", "建成时间", "", "12月底前"),
        (4, GAIN, "社会效益指标", "到馆读者人次", "≥60万人次", "≥20万人次"),
        (5, GLAD, "服务对象满意度指标", "读者满意度", "≥90%", "≥90%"),
    ]


def test_weights_of_blocks_and_one_reason_for_the_form():
    table, project = form_of(samples.CLINIC)
    assert table.kind == "self-evaluation"
    assert execution(project) == ("500", "450", "90%", "20", "18")
    assert total(project) == ("", "94")
    assert scored(project) == [
        ("购置设备台数", "32台", "40", "40"),
        ("设备验收合格率", "100%", "", ""),
        ("设备到货时间", "5月20日", "", ""),
        ("门诊服务人次", "1.8万人次", "40", "36"),
        ("患者满意度", "92%", "", ""),
    ]
    assert all(i.weight_shared and i.subgoal == 1 for i in project.indicators)
    assert [i.reason.string[:6] for i in project.indicators] == ["", "", "", "门诊服务人次", ""]
    assert "reason" not in table.fields


def test_a_markdown_form_with_the_weight_before_the_values():
    table, project = form_of(samples.ROAD, "road.md")
    assert project.goal.string == "养护农村公路1200公里，路面完好率不低于90%。"
    assert project.completion.string == "养护1230公里。"
    assert execution(project) == ("820.00", "779.00", "95.00%", "", "")
    assert amounts(project)["地方资金", "全年执行数"] == "299.00"
    assert [(p.category, p.value.string) for p in project.points] == [(OUT, "50"), (GAIN, "30"), (GLAD, "10")]
    assert {i.level1.value for i in project.indicators} == {OUT, GAIN, GLAD}
    assert scored(project)[2] == ("水毁修复及时率", "98%", "10", "9.8")
    assert project.indicators[2].reason.string == "暴雨集中，2处延期"
    assert total(project) == ("100", "99.3")
    assert not table.dump


def test_labels_at_the_middle_of_their_range_without_any_damage():
    table, project = form_of(samples.RIVER)
    assert [(i.level1.value, i.level2.value, i.name.string) for i in project.indicators] == [
        (OUT, "数量指标", "清淤河道长度"),
        (OUT, "数量指标", "清淤土方量"),
        (OUT, "数量指标", "新建护岸长度"),
        (OUT, "质量指标", "工程验收合格率"),
        (OUT, "时效指标", "按期完工率"),
        (OUT, "成本指标", "项目总成本"),
        (GAIN, "社会效益指标", "受益居民人数"),
        (GAIN, "生态效益指标", "河道水质达标率"),
        (GLAD, "服务对象满意度指标", "沿河居民满意度"),
    ]
    assert execution(project) == ("100.00", "80.00", "80.00%", "10", "8.00")
    assert len(project.amounts) == 12
    assert total(project) == ("100", "97")
    assert table.fragments == ()
    assert table.fields >= {"goal", "completion", "amounts", "execution", "total", "points", "reason", "score"}


def test_execution_as_a_row_of_the_indicators_and_a_header_of_two_rows():
    table, project = form_of(samples.GREENS)
    assert execution(project) == ("1,200,000.00", "1,200,000.00", "100", "10", "10")
    assert (project.unit.string, table.money_unit.string) == ("某市城管局", "元")
    assert (project.goal.string, project.completion.string) == (
        "完成城区绿化管养面积60万平方米。",
        "已完成60万平方米。",
    )
    assert [i.annual.string for i in project.indicators] == ["≥60万平方米", "≥95%", "≥40%", "≥90%"]
    assert [i.unit.string for i in project.indicators] == ["万平方米", "%", "%", "%"]
    assert {a.source for a in project.amounts} == {"年度资金总额", "财政拨款", "其中:上级补助"}
    assert not any(a.among for a in project.amounts)
    assert total(project) == ("100", "100")


def test_an_execution_over_two_units_of_money_has_no_budget_to_divide_by():
    source = (
        "2024年度项目支出绩效自评表\n项目名称\t校园网运维\n"
        "项目资金\t\t年初预算数(万元)\t全年预算数(万元)\t全年执行数({unit})\t分值\t执行率\t得分\n"
        "\t年度资金总额\t95\t95\t{spent}\t10\t95%\t9.5\n"
        "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n"
        "产出指标\t数量指标\t漏洞扫描次数\t≥12次\t12次\t90\t90\n"
    )
    _, project = form_of(source.format(unit="万元", spent="90.25"))
    assert execution(project) == ("95", "90.25", "95%", "10", "9.5")
    _, project = form_of(source.format(unit="元", spent="902,500.00"))
    assert execution(project) == ("", "902,500.00", "95%", "10", "9.5")


def test_amounts_know_that_they_stand_under_a_head_that_says_among():
    rows = "资金总额（万元）\t90\t其中：财政拨款\t60\n\t\t其他资金\t30\n年度目标\t更新校车十辆。\n"
    _, project = form_of(
        f"2025年度项目绩效目标申报表\n项目名称\t校车更新\n{rows}{HEAD}产出指标\t数量指标\t更新校车数量\t10辆\n"
    )
    assert [(a.source, a.among) for a in project.amounts] == [
        ("资金总额", False),
        ("财政拨款", True),
        ("其他资金", True),
    ]


def test_the_central_form_as_a_workbook_with_merged_cells():
    (table,) = tables_of_grid(samples.LESSONS)
    (project,) = table.projects
    assert table.year is not None and (table.year.value, table.year.source) == (2022, "title")
    assert (project.name.string, project.unit.string) == ("课后服务补助", "某市第一小学")
    assert (project.goal.string, project.completion.string) == ("提供课后服务，覆盖率95%以上。", "覆盖率达到97%。")
    assert execution(project) == ("50", "48", "96.00%", "10", "9.6")
    assert [(*short(i)[:4], i.actual.string, i.weight.string) for i in project.indicators] == [
        (1, OUT, "数量指标", "服务学生人数", "950人", "25"),
        (2, OUT, "数量指标", "开设课程门数", "12门", "25"),
        (3, GAIN, "社会效益指标", "接送压力缓解率", "85%", "30"),
    ]
    assert [(p.category, p.value.string) for p in project.points] == [(OUT, "50"), (GAIN, "30")]
    assert total(project) == ("90", "89.6")


def test_rows_that_begin_with_their_first_own_cell():
    table, project = form_of(samples.ELDERLY)
    assert [(*short(i)[1:4], i.annual.string, i.weight.string) for i in project.indicators] == [
        (OUT, "数量指标", "服务老人数", "≥800人", "20"),
        (OUT, "数量指标", "服务人次", "≥9600人次", "10"),
        (OUT, "质量指标", "服务规范率", "≥95%", "10"),
        (OUT, "时效指标", "补贴发放及时率", "100%", "10"),
        (GAIN, "社会效益指标", "空巢老人探访率", "100%", "30"),
        (GLAD, "服务对象满意度指标", "老人满意度", "≥90%", "10"),
    ]
    assert total(project) == ("100", "99")
    assert not table.dump


def test_several_forms_below_one_title():
    source = """某县2024年预算项目绩效目标表

项目名称：老旧小区改造
单位名称：某县住建局
年度目标：改造小区12个。
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t改造小区个数\t12个

项目名称：公园维护
单位名称：某县园林所
年度目标：维护公园3座。
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t维护公园座数\t3座
满意度指标\t服务对象满意度指标\t游客满意度\t≥90%
"""
    one, two = tables_of(source)
    assert [t.projects[0].name.string for t in (one, two)] == ["老旧小区改造", "公园维护"]
    assert [t.projects[0].unit.string for t in (one, two)] == ["某县住建局", "某县园林所"]
    assert [t.projects[0].goal.string for t in (one, two)] == ["改造小区12个。", "维护公园3座。"]
    assert [len(t.projects[0].indicators) for t in (one, two)] == [1, 2]
    assert [t.title.string for t in (one, two)] == ["某县2024年预算项目绩效目标表"] * 2
    assert [t.year and t.year.value for t in (one, two)] == [2024, 2024]


def test_a_department_form_has_no_project_name():
    source = """2023年部门整体支出绩效目标表
部门名称：某区人社局
一级指标\t二级指标\t三级指标\t指标值类型\t*指标值\t计量单位\t*指标解释\t备注
产出指标\t数量指标\t城镇新增就业人数\t定量\t≥8000\t人\t年度新增就业\t无
\t时效指标\t工作完成时间\t定性\t12月底前\t\t按时完成\t无
"""
    table, project = form_of(source)
    assert (table.kind, project.name.string, project.unit.string) == ("department", "", "某区人社局")
    assert [(i.annual.string, i.note.string) for i in project.indicators] == [
        ("≥8000人", "年度新增就业"),
        ("12月底前", "按时完成"),
    ]


def test_every_text_knows_its_place():
    (table,) = tables_of(samples.GREENS)
    indicator = table.projects[0].indicators[0]
    spans = [p.cell.source_span(p.offset, p.offset + p.length) for p in indicator.annual.pieces]
    assert [samples.GREENS[a:b] for a, b in filter(None, spans)] == ["≥60", "万平方米"]
    (piece,) = indicator.place.pieces
    assert samples.GREENS.count("\n", 0, piece.cell.start) == 12
