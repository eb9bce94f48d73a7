"""Shapes that provinces print differently: sub-goals, names of units, headers in brackets, misread labels, exports."""

import json

from parse_helpers import short, tables_of

FORM = """\
项目支出绩效自评表
（2023年度）
项目名称\t{name}
主管部门\t某县水利局\t实施单位\t某县水文站
"""
HEAD = "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n"
DUMP = """\
\t\t项\t目支出绩\t效自评表
项目编码:\t330100230000000001\t项目名称:\t苗圃管理\t绩效自评 年度:\t2023
\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成 值\t分值\t得分\t偏差原因分析及改进 措施
"""


def form_of(source, name="表.txt"):
    (table,) = tables_of(source, name)
    return table, table.projects[0]


def levels(project):
    return [(i.level1.value, i.level2.value, i.name.string) for i in project.indicators]


def test_every_sub_goal_stands_over_its_own_block():
    goal = "目标{0}：（40分）\t{1}\n年度绩效指标\t一级指标\t二级指标\t三级指标\t目标值（A）\t实际完成值（B）\t得分\n"
    source = (
        "2022年度河道保洁项目自评表\n单位名称：某县水利局\n项目名称\t河道保洁\n主管部门\t某县水利局\t项目实施单位\t某县河道所\n"
        + "年度"
        + goal.format(1, "清理河道垃圾，保持水面清洁。")
        + "\t产出指标\t数量指标\t保洁河长\t≥60公里\t62公里\t20\n"
        + "年度"
        + goal.format(2, "组织护河宣传，提高群众爱河意识。")
        + "\t产出指标\t数量指标\t宣传场次\t4场\t4场\t20\n总分\t\t\t\t\t\t40\n"
    )
    _, project = form_of(source)
    assert project.unit.string == "某县河道所"
    assert project.goal.string == "清理河道垃圾，保持水面清洁。\n组织护河宣传，提高群众爱河意识。"
    assert [(i.name.string, i.subgoal) for i in project.indicators] == [("保洁河长", 1), ("宣传场次", 2)]


def test_the_unit_is_who_carries_the_project_out_before_who_fills_the_form_in():
    body = HEAD + "产出指标\t数量指标\t测流次数\t12次\t12次\t10\t10\n"
    _, project = form_of("填报单位（盖章）：某县水利局\n" + FORM.format(name="水文监测") + body)
    assert project.unit.string == "某县水文站"
    _, project = form_of("2024年项目绩效目标表\n单位：某县水利局\t\t\t单位：万元\n项目名称\t水文监测\n" + body)
    assert project.unit.string == "某县水利局"


def test_the_name_of_the_project_may_be_called_that_of_its_spending():
    source = FORM.replace("项目名称", "项目支出名称").format(name="水文监测") + HEAD
    _, project = form_of(source + "产出指标\t数量指标\t测流次数\t12次\t12次\t10\t10\n")
    assert project.name.string == "水文监测"


def test_what_stands_in_brackets_may_be_a_part_of_a_header():
    source = (
        "2024年度项目绩效目标表\n项目名称：农贸市场改造\n一级指标\t二级指标\t三级指标\t半年（目标）值\t全年（目标）值\t权重\n"
        "产出\t产出数量\t改造摊位\t20个\t60个\t20\n"
    )
    _, project = form_of(source)
    assert short(project.indicators[0]) == (1, "产出", "产出数量", "改造摊位", "", "60个")


def test_budget_execution_is_a_second_level_too():
    source = FORM.format(name="水文监测") + HEAD
    source += "过程\t预算执行\t资金使用合规性\t合规\t合规\t5\t5\n\t预算执行率\t\t100%\t95%\t10\t9.5\n"
    _, project = form_of(source)
    assert levels(project) == [("过程", "预算执行", "资金使用合规性")]
    assert (project.execution.rate.string, project.execution.score.string) == ("95%", "9.5")


def test_names_may_stand_under_the_words_indicator_alone():
    source = (
        "# 2024年稳岗补贴项目绩效目标表\n\n| 序号 | 绩效指标 | 指标值 | 备注 |\n|---|---|---|---|\n"
        "| 1 | 补贴企业户数 | ≥300户 | |\n| 2 | 审核准确率 | 100% | 抽查 |\n"
    )
    (table,) = tables_of(source, "表.md")
    assert [short(i) for i in table.projects[0].indicators] == [
        (1, "", "", "补贴企业户数", "", "≥300户"),
        (2, "", "", "审核准确率", "", "100%"),
    ]


def test_emphasised_cells_are_read_without_their_marks():
    source = (
        "**2023年度项目支出绩效自评表**\n\n| **项目名称** | 苗圃管理 | | | |\n|---|---|---|---|---|\n"
        "| **一级<br>指标** | **二级指标** | **三级指标** | **年度指标值** | **分值** |\n"
        "| 产出指标 | 数量指标 | 育苗株数 | ≥5万株 | 90 |\n| **总分** | | | | **90** |\n"
    )
    _, project = form_of(source, "表.md")
    assert project.name.string == "苗圃管理"
    assert short(project.indicators[0]) == (1, "产出指标", "数量指标", "育苗株数", "", "≥5万株")
    assert project.total.weight.string == "90"
    piece = project.total.weight.pieces[0]
    start, end = piece.cell.source_span(piece.start, piece.start + piece.length)
    assert source[start:end] == "90"


def test_a_label_of_a_dump_with_one_misread_sign_is_the_category():
    source = DUMP + (
        "\t产出指标\t数里指标\t育苗株 数\t≥5万株\t5万株\t10\t10\t\n"
        "\t\t时效指标\t移栽时间\t3月底前\t3月\t10\t10\t\n"
        "\t满意度指标\t服各对象满意度指 标\t用苗单位满 意度\t≥90%\t95%\t10\t10\t\n"
    )
    _, project = form_of(source)
    assert levels(project) == [
        ("产出指标", "数量指标", "育苗株数"),
        ("产出指标", "时效指标", "移栽时间"),
        ("满意度指标", "服务对象满意度指标", "用苗单位满意度"),
    ]
    assert [i.level2.garbled for i in project.indicators] == [True, False, True]


def test_of_two_rows_alike_the_upper_one_has_the_label():
    source = DUMP + (
        "\t\t数量指标\t育苗株 数\t≥5万株\t5万株\t10\t10\t\n"
        "\t\t\t补植\t≥40亩\t42亩\t10\t10\t\n"
        "\t产出指标\t质量指标\t苗木验收\t通过验收\t通过 验收\t15\t15\t\n"
        "\t\t时效指标\t移栽时间\t3月底前\t3月\t15\t15\t\n"
    )
    _, project = form_of(source)
    assert [two for _, two, _ in levels(project)] == ["数量指标", "数量指标", "质量指标", "时效指标"]


def test_template_rows_of_an_export_are_left_out():
    rows = [
        {"level1": "产出指标", "level2": "11-数量指标", "name": "育苗株数", "annual_value": "≥5万株"},
        {"level1": "效益指标", "level2": "经济效益指标", "name": "", "annual_value": "不涉及"},
        {"level1": "效益指标", "level2": "生态效益指标", "name": None, "annual_value": "/", "actual_value": "无"},
        {"level1": "效益指标", "level2": "社会效益指标", "name": "", "annual_value": "显著"},
        {"level1": "成本（20分）", "level2": "运行成本", "name": "亩均成本", "annual_value": "不涉及"},
    ]
    _, project = form_of(json.dumps(rows, ensure_ascii=False), "导出.json")
    assert [short(i) for i in project.indicators] == [
        (1, "产出指标", "数量指标", "育苗株数", "", "≥5万株"),
        (2, "效益指标", "社会效益指标", "", "", "显著"),
        (3, "成本", "运行成本", "亩均成本", "", "不涉及"),
    ]
    assert project.indicators[0].level2.code.string == "11"


def test_of_several_columns_of_weights_the_one_behind_the_names_counts():
    source = (
        "2022年项目支出绩效自评表\n项目名称\t堤防维护\n一级指标\t权重\t二级指标\t权重\t三级指标\t权重\t年度目标值\t全年完成值\t得分\n"
        "产出指标\t50\t数量指标\t30\t巡堤里程\t10\t≥90公里\t96公里\t10\n\t\t\t\t闸门保养次数\t20\t12次\t12次\t20\n"
    )
    _, project = form_of(source)
    weights = [(i.name.string, i.weight.string) for i in project.indicators]
    assert weights == [("巡堤里程", "10"), ("闸门保养次数", "20")]


def test_numbers_among_labels_are_no_part_of_them():
    source = FORM.format(name="水文监测") + HEAD
    source += "（一）产出指标\t1.数量指标\t(1)测流次数\t12次\t12次\t10\t10\n"
    source += "二、效益指标\t1.社会效益指标\t(1)预警发布\t4次\t4次\t10\t10\n"
    _, project = form_of(source)
    assert levels(project) == [
        ("产出指标", "数量指标", "测流次数"),
        ("效益指标", "社会效益指标", "预警发布"),
    ]


def test_the_goal_may_be_what_was_set_at_the_beginning_of_the_year():
    source = FORM.format(name="水文监测") + (
        "年度总体目标\t年初设定目标\t\t全年实际完成情况\n\t保障测站运行。\t\t测站运行正常。\n"
        + HEAD
        + "产出指标\t数量指标\t测流次数\t12次\t12次\t10\t10\n"
    )
    _, project = form_of(source)
    assert (project.goal.string, project.completion.string) == ("保障测站运行。", "测站运行正常。")


def test_amounts_of_layout_text_may_be_broken_over_two_lines():
    source = (
        "\n某市妇幼保健院2023年项目支出绩效目标表\n\n单位名称：某市妇幼保健院 单位：万元\n\n"
        "项目名称（资金使用单位） 总计 财政拨款 其他资金 绩效目标 绩效指标\n\n"
        "    新生儿筛查 60.00\n60.00\n为新生儿开展疾病筛查。\n\n"
        "1、1-产出指标；11-数量指标；筛查人数；实施周期指标值:900人；年\n度指标值:900人。\n"
    )
    (table,) = tables_of(source)
    (project,) = table.projects
    assert (project.name.string, project.goal.string) == ("新生儿筛查", "为新生儿开展疾病筛查。")
    assert [(a.source, a.value.string) for a in project.amounts] == [("总计", "60.00"), ("财政拨款", "60.00")]
    assert short(project.indicators[0]) == (1, "产出指标", "数量指标", "筛查人数", "900人", "900人")


def test_the_label_of_the_money_block_is_none_of_its_columns():
    source = FORM.format(name="水文监测") + (
        "预算执行情况\t资金来源\t年初预算\t调整后预算数\t预算执行数\t预算执行率\t权重\t得分\n"
        "\t总额\t60\t50\t45\t90%\t10\t9\n" + HEAD + "产出指标\t数量指标\t测流次数\t12次\t12次\t90\t90\n"
    )
    _, project = form_of(source)
    execution = project.execution
    assert [t.string for t in (execution.budget, execution.executed, execution.rate)] == ["50", "45", "90%"]
    assert [(a.column, a.value.string) for a in project.amounts] == [
        ("年初预算", "60"),
        ("调整后预算数", "50"),
        ("预算执行数", "45"),
    ]
