"""Outlines in running text: group heads of two levels over numbered indicators."""

import pytest
from parse_helpers import indicators_of, run_of, short, tables_of

OUT, GAIN, GLAD = "产出指标", "效益指标", "满意度指标"
COUNT, QUALITY, TIME, COST, SOCIAL = "数量指标", "质量指标", "时效指标", "成本指标", "社会效益指标"
SERVED = "服务对象满意度指标"

CLINICS = [
    (1, OUT, COUNT, "开展义诊场次", "", "≥24场"),
    (2, OUT, COUNT, "服务群众人次", "", "≥3000人次"),
    (1, OUT, QUALITY, "病历书写合格率", "", "≥95%"),
    (1, GAIN, SOCIAL, "慢病知晓率", "", "≥80%"),
    (1, GLAD, SERVED, "患者满意度", "", "≥92%"),
]


@pytest.mark.parametrize(
    "cell",
    [
        "一、产出指标 1.数量指标：（1）开展义诊场次≥24场；（2）服务群众人次≥3000人次。"
        "2.质量指标：（1）病历书写合格率≥95%。二、效益指标 1.社会效益指标：（1）慢病知晓率≥80%。"
        "三、满意度指标 1.服务对象满意度指标：（1）患者满意度≥92%。",
        "（一）产出指标：1、数量指标：①开展义诊场次：≥24场；②服务群众人次：≥3000人次。"
        "2、质量指标：①病历书写合格率：≥95%。（二）效益指标：1、社会效益指标：①慢病知晓率：≥80%。"
        "（三）满意度指标：1、服务对象满意度指标：①患者满意度：≥92%。",
        "产出指标：1.数量指标：①开展义诊场次≥24场，②服务群众人次≥3000人次；2.质量指标：①病历书写合格率≥95%。"
        "效益指标：1.社会效益指标：①慢病知晓率≥80%。满意度指标：1.服务对象满意度指标：①患者满意度≥92%。",
        "绩效指标：\n一、产出指标\n（一）数量指标\n1.开展义诊场次≥24场\n2.服务群众人次≥3000人次\n（二）质量指标\n"
        "1.病历书写合格率≥95%\n二、效益指标\n（一）社会效益指标\n1.慢病知晓率≥80%\n三、满意度指标\n"
        "（一）服务对象满意度指标\n1.患者满意度≥92%",
        "<p>一、产出指标</p><p>1.数量指标</p><p>（1）开展义诊场次≥24场；</p><p>（2）服务群众人次≥3000人次。</p>"
        "<p>2.质量指标</p><p>（1）病历书写合格率≥95%。</p><p>二、效益指标</p><p>1.社会效益指标</p>"
        "<p>（1）慢病知晓率≥80%。</p><p>三、满意度指标</p><p>1.服务对象满意度指标</p><p>（1）患者满意度≥92%。</p>",
        "一、产出指标1.数量指标⑴开展义诊场次≥24场⑵服务群众人次≥3000人次2.质量指标⑴病历书写合格率≥95%"
        "二、效益指标1.社会效益指标⑴慢病知晓率≥80%三、满意度指标1.服务对象满意度指标⑴患者满意度≥92%",
        "１．产出指标：（１）数量指标：①开展义诊场次≥24场；②服务群众人次≥3000人次；（２）质量指标：①病历书写合格率≥95%；"
        "２．效益指标：（１）社会效益指标：①慢病知晓率≥80%；３．满意度指标：（１）服务对象满意度指标：①患者满意度≥92%。",
        "一、产出指标：数量指标：1）开展义诊场次≥24场；2）服务群众人次≥3000人次。质量指标：1）病历书写合格率≥95%。"
        "二、效益指标：社会效益指标：1）慢病知晓率≥80%。三、满意度指标：服务对象满意度指标：1）患者满意度≥92%。",
        "一、产出指标 1.数量指标：（1）开展义诊场次，指标值：≥24场；（2）服务群众人次，指标值：≥3000人次。"
        "2.质量指标：（1）病历书写合格率，指标值：≥95%。二、效益指标 1.社会效益指标：（1）慢病知晓率，指标值：≥80%。"
        "三、满意度指标 1.服务对象满意度指标：（1）患者满意度，指标值：≥92%。",
        "一、产出指标 1.数量指标：（1）开展义诊场次≥24场；（2）服务群众人次≥3000人次。2.质量指标：病历书写合格率≥95%。"
        "二、效益指标 1.社会效益指标：慢病知晓率≥80%。三、满意度指标 1.服务对象满意度指标：患者满意度≥92%。",
    ],
)
def test_one_outline_in_many_spellings(cell):
    assert [short(i) for i in indicators_of(cell)] == CLINICS
    run = run_of(cell)
    assert run.fragments == ()
    assert run.prefix.string in ("", "绩效指标")


def test_names_and_values_part_at_the_first_operator_number_or_colon():
    cell = (
        "产出指标：1.数量指标：①新建管网12公里，②检修24小时服务站点为30个；③第3水厂巡检次数不少于4次；"
        "2.质量指标：①验收合格率达到98%以上；②PM2.5监测设备完好率100%；3.时效指标：①完工时间2025年11月底前；"
        "4.成本指标：①工程总投资控制在800万元以内。效益指标：1.社会效益指标：①居民用水条件明显改善。"
    )
    assert [short(i)[2:] for i in indicators_of(cell)] == [
        (COUNT, "新建管网", "", "12公里"),
        (COUNT, "检修24小时服务站点", "", "30个"),
        (COUNT, "第3水厂巡检次数", "", "不少于4次"),
        (QUALITY, "验收合格率", "", "98%以上"),
        (QUALITY, "PM2.5监测设备完好率", "", "100%"),
        (TIME, "完工时间", "", "2025年11月底前"),
        (COST, "工程总投资", "", "控制在800万元以内"),
        (SOCIAL, "居民用水条件", "", "明显改善"),
    ]


def test_first_levels_over_numbered_indicators_without_a_second_level():
    cell = "一、产出指标：1.演出场次≥20场；2.观众人次≥5000人次。二、满意度指标：1.观众满意度≥90%。"
    assert [short(i) for i in indicators_of(cell)] == [
        (1, OUT, "", "演出场次", "", "≥20场"),
        (2, OUT, "", "观众人次", "", "≥5000人次"),
        (1, GLAD, "", "观众满意度", "", "≥90%"),
    ]


def test_short_labels_points_and_an_enumeration_inside_a_value():
    cell = (
        "一、产出指标（50分）1.数量：（1）发放补贴户数≥500户（1、平原300户；2、山区200户）；（2）补贴面积≥2.5万亩。"
        "2.质量：（1）发放准确率100%。二、满意度指标（10分）1.服务对象满意度：≥90%"
    )
    found = indicators_of(cell)
    assert [short(i) for i in found] == [
        (1, OUT, "数量", "发放补贴户数", "", "≥500户（1、平原300户；2、山区200户）"),
        (2, OUT, "数量", "补贴面积", "", "≥2.5万亩"),
        (1, OUT, "质量", "发放准确率", "", "100%"),
        (1, GLAD, "服务对象满意度", "服务对象满意度", "", "≥90%"),
    ]
    assert [i.level2.category for i in found] == [COUNT, COUNT, QUALITY, SERVED]
    assert [i.number.string for i in found] == ["1", "2", "1", ""]


def test_places_are_those_of_the_cell():
    cell = "<p>一、产出指标</p><p>1.数量指标：①改造泵站3座；②清淤渠道9公里。</p>"
    one, two = indicators_of(cell)
    for text in (one.name, one.annual, one.level1.text, one.level2.text, two.number, two.name, two.annual):
        (piece,) = text.pieces
        assert cell[piece.offset : piece.offset + piece.length] == text.string
    assert two.place.string == "②清淤渠道9公里。"


@pytest.mark.parametrize(
    "cell",
    [
        "一、产出指标 1.数量指标：（1）加强管理；（2）培训人数≥300人。",
        "产出指标：1.数量指标：①举办5期培训班的组织工作；②培训300人。",
    ],
)
def test_where_a_name_has_no_certain_end_the_cell_is_no_outline(cell):
    assert "培训人数" not in [i.name.string for i in indicators_of(cell)]
    assert len(indicators_of(cell)) == 1


def test_an_outline_in_a_list_leaves_no_fragment():
    (table,) = tables_of(
        "某县2025年项目支出绩效目标表\n单位：万元\n项目名称\t总计\t绩效目标\t绩效指标\n"
        "乡村养老\t30.00\t改善养老服务。\t（一）产出指标：1、数量指标：①改造床位60张；②培训护理员≥40人。"
        "（二）满意度指标：1、服务对象满意度指标：①老人满意度≥90%。\n"
    )
    (project,) = table.projects
    assert [short(i) for i in project.indicators] == [
        (1, OUT, COUNT, "改造床位", "", "60张"),
        (2, OUT, COUNT, "培训护理员", "", "≥40人"),
        (1, GLAD, SERVED, "老人满意度", "", "≥90%"),
    ]
    assert (table.fragments, project.goal.string) == ((), "改善养老服务。")


@pytest.mark.parametrize("label", ["年度目标", "项目目标", "总体目标", "**年度目标**", "- 项目目标", "二、总体目标"])
@pytest.mark.parametrize(
    ("name", "columns"),
    [
        (
            "表.md",
            "\n| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n|---|---|---|---|\n| 产出指标 | 数量指标 | 床位 | 60张 |\n",
        ),
        ("表.txt", "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t床位\t60张\n"),
    ],
)
@pytest.mark.parametrize("field", ["", "项目名称：乡村养老\n"])
def test_a_line_above_the_columns_is_the_goal(label, name, columns, field):
    (table,) = tables_of(f"2025年项目支出绩效目标表\n{field}{label}：改造床位60张，改善养老服务。\n{columns}", name)
    (project,) = table.projects
    assert project.goal.string == "改造床位60张，改善养老服务。"
    assert project.name.string == field[5:-1]
    assert "goal" in table.fields
    assert [i.name.string for i in project.indicators] == ["床位"]
    assert table.title.string == "2025年项目支出绩效目标表"


def test_a_goal_above_the_columns_is_no_title_and_no_goal_of_several_projects():
    head = "项目名称\t一级指标\t二级指标\t三级指标\t指标值\n"
    (table,) = tables_of(
        f"绩效目标：改善养老服务。\n{head}床位\t产出指标\t数量指标\t床位\t60张\n护理\t产出指标\t数量指标\t人数\t40人\n"
    )
    assert [p.goal.string for p in table.projects] == ["", ""]
    assert (table.title.string, "goal" in table.fields) == ("", False)


def test_hostile_outlines_take_linear_time():
    item = "一、产出指标 1.数量指标：（1）里程≥3公里；（2）桥梁维修数≥2座。"
    assert len(run_of(item * 500).items) == 1000
    assert len(run_of("一、产出指标：①" * 5_000).items) <= 5_000
    assert len(run_of("产出指标：①里程≥3公里" + "（1）（" * 50_000).items) == 1
    assert len(run_of("产出指标：①里程≥3公里；" + "数量指标：" * 8_000).items) == 1
