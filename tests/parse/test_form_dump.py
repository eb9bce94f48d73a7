"""Forms dumped from pages: fallen cells, broken labels, lost headers."""

from decimal import Decimal

import pytest
from form_dumps import DUMP
from parse_helpers import tables_of

OUT, GAIN, GLAD = "产出指标", "效益指标", "满意度指标"


@pytest.fixture(scope="module")
def forms():
    return tables_of(DUMP)


def rows(table):
    return [
        (i.level1.value, i.level2.value, i.name.string, i.annual.string, i.actual.string, i.weight.string)
        for i in table.projects[0].indicators
    ]


def test_every_form_is_a_table_of_one_project(forms):
    assert [(t.layout, t.kind, t.dump, t.index) for t in forms] == [
        ("form", "self-evaluation", True, index) for index in (1, 2, 3)
    ]
    assert [t.projects[0].name.string for t in forms] == ["病房楼改造", "公交候车亭建设", "病案数字化"]
    assert [t.projects[0].code.string for t in forms] == ["51010022110000123", "51010023", "51010024"]
    assert [t.money_unit.string for t in forms] == ["万元", "万元", ""]


def test_a_sign_too_many_in_a_unit_is_taken_out_if_the_other_forms_agree(forms):
    assert {t.projects[0].unit.string for t in forms} == {"某市第二人民医院"}


def test_the_year_of_a_form_without_one_is_that_of_the_others(forms):
    assert [(t.year.value, t.year.source) for t in forms] == [(2023, "header"), (2023, "forms"), (2023, "header")]


def test_labels_at_the_middle_over_a_page_break(forms):
    assert rows(forms[0]) == [
        (OUT, "数量指标", "病区改造数量", "3个", "3个", "10"),
        (OUT, "数量指标", "新增床位数", "≥60张", "62张", "10"),
        (OUT, "数量指标", "购置护理设备台数", "≥20台", "21台", "5"),
        (OUT, "质量指标", "病房改造工程验收合格率", "100%", "100%", "5"),
        (OUT, "质量指标", "护理设备完好率", "≥98%", "99%", "5"),
        (OUT, "时效指标", "改造完工时间", "2023年9月底前", "8月20日", "10"),
        (OUT, "成本指标", "单位面积改造成本", "≤2000元/平方米", "1950元/平方米", "5"),
        (GAIN, "社会效益指标", "住院患者等候床位天数", "≤2天", "1.5天", "30"),
        (GLAD, "服务对象满意度指标", "住院患者满意度", "≥90%", "95%", "10"),
    ]
    assert [t.string for t in forms[0].fragments] == ["业里上"]
    assert [(p.category, p.value.string) for p in forms[0].projects[0].points] == [
        (OUT, "50"),
        (GAIN, "30"),
        (GLAD, "10"),
    ]


def test_a_row_fallen_into_one_cell_is_split_and_marked(forms):
    assert rows(forms[1]) == [
        (OUT, "数量指标", "新建候车亭座数", "20座", "10座", "20"),
        (OUT, "质量指标", "候车亭验收合格率", "100%", "100%", "30"),
        (GAIN, "社会效益指标", "方便群众就近乘车", "明显改善", "明显改善", "30"),
        (GLAD, "服务对象满意度指标", "乘客满意度,提高", "≥85%", "88%", "10"),
    ]
    garbled = [i.garbled for i in forms[1].projects[0].indicators]
    assert garbled == [frozenset(), frozenset(), {"name", "annual"}, {"name"}]
    assert [i.level1.garbled for i in forms[1].projects[0].indicators] == [False, False, True, False]


def test_money_whose_header_fell_together(forms):
    for table, count in zip(forms[:2], (12, 9), strict=True):
        project = table.projects[0]
        values = {(a.source, a.column): Decimal(a.value.string) for a in project.amounts}
        assert len(values) == count
        for column in ("年初预算数", "全年预算数", "全年执行数"):
            parts = [v for (source, c), v in values.items() if c == column and source != "年度资金总额"]
            assert values["年度资金总额", column] == sum(parts)
    execution = forms[0].projects[0].execution
    assert (execution.budget.string, execution.executed.string) == ("1000.00", "950.00")
    assert (execution.rate.string, execution.weight.string, execution.score.string) == ("95", "10", "9.5")


def test_goal_and_completion_beside_and_below_each_other(forms):
    one, two, three = (t.projects[0] for t in forms)
    assert one.goal.string == "完成3个病区改造，新增床位60张并投入使用。"
    assert one.completion.string == "改造3个病区，新增床位62张，均已投入使用。"
    assert two.goal.string == "1、新建候车亭20座，方便住院患者及家属出行；2、更换站牌40块。"
    assert two.completion.string == "已新建候车亭10座，更换站牌40块，其余10座因管线迁改顺延。"
    assert not three.goal and "goal" not in forms[2].fields


def test_totals_with_and_without_their_label(forms):
    totals = [t.projects[0].total for t in forms]
    assert [(t.weight.string, t.score.string) for t in totals[:2]] == [("100", "99.5"), ("100", "85")]
    assert totals[2] is None


def test_a_broken_label_keeps_its_place(forms):
    fragment = forms[0].fragments[0]
    (piece,) = fragment.pieces
    start, end = piece.cell.source_span(piece.offset, piece.offset + piece.length)
    assert DUMP[start:end] == "业里上"
