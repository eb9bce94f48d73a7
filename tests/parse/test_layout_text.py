"""Layout text: columns made of blanks, words broken over lines, everything in one stream."""

from parse_helpers import projects_of, short, tables_of

FIRST = """某市文化馆2025年项目支出绩效目标表

单位名称：某市文化馆   单位：万元

项目名称（资金使用单位） 总计 财政拨款 财政专户
拨款
其他

资金 绩效目标 绩效指标

合计 120.50 120.50

某市文化馆 120.50 120.50

  群众文化活动和非遗
     20.50 20.50
  保护经费
组织群众文化活动，保护非物质文化遗产，丰富
群众生活 2 次。
1、1-产出指标；11-数量指标；演出场

次；实施周期指标值:≥30场；年

度指
标值:≥30场。2、3-满意度指标；31-
服务对象满意度；观
众满意度；实施周期指标值:≥90%；年度指标值:≥90%。

  场馆免费开放  100.00 100.00
保障场馆开放，按
ISO 9001
标准管理。
1、1-产出指标；13-时效指标；开放及时率；实施周期指标值:100%；年
度指标值:100%。
第 2 页
"""
PAGE = "项目支出绩效目标表\n单位名称：某区残联 单位：万元\n项目名称 总计 财政拨款 绩效目标 绩效指标\n"


def test_names_amounts_goals_and_indicators_of_a_stream():
    (table,) = tables_of(FIRST)
    amounts = {"总计": "20.50", "财政拨款": "20.50"}
    assert projects_of(table) == [
        (
            "某市文化馆",
            "群众文化活动和非遗保护经费",
            amounts,
            "组织群众文化活动，保护非物质文化遗产，丰富群众生活 2 次。",
            2,
        ),
        (
            "某市文化馆",
            "场馆免费开放",
            {"总计": "100.00", "财政拨款": "100.00"},
            "保障场馆开放，按ISO 9001标准管理。",
            1,
        ),
    ]
    assert [short(i) for p in table.projects for i in p.indicators] == [
        (1, "产出指标", "数量指标", "演出场次", "≥30场", "≥30场"),
        (2, "满意度指标", "服务对象满意度", "观众满意度", "≥90%", "≥90%"),
        (1, "产出指标", "时效指标", "开放及时率", "100%", "100%"),
    ]
    assert [(s.label.string, s.unit.string) for s in table.subtotals] == [("合计", ""), ("某市文化馆", "某市文化馆")]
    assert (table.layout, table.year.value, table.money_unit.string) == ("layout-text", 2025, "万元")
    assert table.fields == {"level1", "level2", "name", "annual", "period", "goal", "amounts"}
    assert table.dump is False


def test_joined_texts_know_all_their_pieces():
    (table,) = tables_of(FIRST)
    for text in (table.projects[0].name, table.projects[0].goal, table.projects[0].indicators[0].name):
        assert len(text.pieces) == 2
        spans = [p.cell.source_span(p.offset, p.offset + p.length) for p in text.pieces]
        assert "".join(FIRST[a:b] for a, b in spans) == text.string


def test_no_full_stops_and_one_amount():
    source = (
        "项目支出绩效目标表\n部门名称：某县交通运输局\n金额单位：万元\n项目名称   预算数   绩效目标   绩效指标\n\n"
        "农村公路养护   88.00\n养护农村公路300公里\n1.产出指标：养护里程，年度指标值：300公里；"
        "2.产出指标：完工\n时间，年度指标值：12月底前\n\n"
        "危桥改造   40.00\n改造危桥5座\n1.产出指标：改造座数，年度指标值：5座；"
        "2.满意度指标：群众满\n意度，年度指标值：≥90%\n"
    )
    (table,) = tables_of(source)
    assert projects_of(table) == [
        ("某县交通运输局", "农村公路养护", {"预算数": "88.00"}, "养护农村公路300公里", 2),
        ("某县交通运输局", "危桥改造", {"预算数": "40.00"}, "改造危桥5座", 2),
    ]
    assert [short(i)[3:] for p in table.projects for i in p.indicators] == [
        ("养护里程", "", "300公里"),
        ("完工时间", "", "12月底前"),
        ("改造座数", "", "5座"),
        ("群众满意度", "", "≥90%"),
    ]


def test_a_page_break_inside_a_value():
    source = (
        PAGE + "合计 50.00 50.00\n残疾人康复 50.00 50.00\n开展康复服务。"
        "\n1、1-产出指标；11-数量指标；康复人数；年度指标值:≥\n"
        "- 1 -\n" + PAGE + "200人。2、2-效益指标；22-社会效益；康复服务覆盖率；年度指标值:≥90%。\n"
    )
    (table,) = tables_of(source)
    assert [short(i)[-1] for i in table.projects[0].indicators] == ["≥200人", "≥90%"]
    assert [len(s.amounts) for s in table.subtotals] == [2]


def test_two_tables_of_two_units():
    body = "合计 50.00 50.00\n设备购置 50.00 50.00\n开展服务。\n1、1-产出指标；11-数量指标；台数；年度指标值:≥2台。\n"
    tables = tables_of(PAGE + body + "\n" + PAGE.replace("残联", "福利院") + body)
    assert [(t.index, t.department.string, len(t.projects)) for t in tables] == [
        (1, "某区残联", 1),
        (2, "某区福利院", 1),
    ]


def test_without_money():
    source = (
        "项目支出绩效目标表\n单位名称：某区林场\n项目名称  绩效目标  绩效指标\n\n    森林防火\n开展巡护，减少火灾。\n"
        "1、产出指标：巡护次数，年度指标值：≥300次。2、效益指标：火灾次数，年度指标值：0次。"
        "\n\n    林木抚育\n抚育林木。\n"
        "1、产出指标：抚育面积，年度指标值：≥200亩。\n"
    )
    (table,) = tables_of(source)
    assert projects_of(table) == [
        ("某区林场", "森林防火", {}, "开展巡护，减少火灾。", 2),
        ("某区林场", "林木抚育", {}, "抚育林木。", 1),
    ]
    assert "amounts" not in table.fields


def test_swapped_amounts_and_notes_below():
    source = (
        "项目绩效目标表\n项目名称 财政拨款 其他资金 总计 绩效目标 绩效指标\n"
        "学生资助 30.00 2.00 32.00\n资助困难学生\n共200名。"
        "\n"
        "1、产出指标：资助人数，年度指标值：\n200人。\n合唱比赛 1.00 0.00 1.00\n"
        "举办比赛。\n1、产出指标：比赛场次，年度指标值：1场\n"
        "注：以万元计。\n"
    )
    (table,) = tables_of(source)
    assert projects_of(table) == [
        ("", "学生资助", {"财政拨款": "30.00", "其他资金": "2.00", "总计": "32.00"}, "资助困难学生共200名。", 1),
        ("", "合唱比赛", {"财政拨款": "1.00", "其他资金": "0.00", "总计": "1.00"}, "举办比赛。", 1),
    ]
    assert short(table.projects[1].indicators[0])[-1] == "1场"


def test_blanks_in_labels_a_broken_title_and_crlf():
    source = (
        "  项目支出绩效目标表（含转移支\n付项目）\n  单位名称：某区老年大学 单位：万元\n"
        "  项 目 名 称   总 计  财 政 拨 款  绩 效 目 标  绩 效 指 标\n"
        "  合 计  10.00  10.00\n  教学运行  10.00  10.00\n"
        "  开设课程。\n  1、1-产出指标：11-数量指标：课程门数：实施周期指标值：≥20\n门：年度指标值：≥20门。\n"
    )
    (table,) = tables_of(source.replace("\n", "\r\n"))
    assert table.title.string == "项目支出绩效目标表（含转移支付项目）"
    assert projects_of(table) == [("某区老年大学", "教学运行", {"总计": "10.00", "财政拨款": "10.00"}, "开设课程。", 1)]
    assert short(table.projects[0].indicators[0]) == (1, "产出指标", "数量指标", "课程门数", "≥20门", "≥20门")


def test_a_project_without_amounts_among_others():
    source = (
        PAGE + "残疾人康复 50.00 50.00\n开展康复。\n1、产出指标：康复人数，年度指标值：≥200人。\n辅具适配\n适配辅具。\n"
        "1、产出指标：适配件数，年度指标值：≥30件。\n"
    )
    (table,) = tables_of(source)
    assert [(p[1], p[2], p[3], p[4]) for p in projects_of(table)] == [
        ("残疾人康复", {"总计": "50.00", "财政拨款": "50.00"}, "开展康复。", 1),
        ("辅具适配", {}, "适配辅具。", 1),
    ]


def test_prose_with_the_same_words_is_no_table():
    assert tables_of("项目名称、绩效目标和绩效指标应当完整。\n1、产出指标应当量化。\n") == ()
    assert tables_of(PAGE + "合计 1.00 1.00\n") == ()
