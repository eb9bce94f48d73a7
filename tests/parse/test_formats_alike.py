"""One model: the layouts of real tables give the same from all formats, whoever wrote them."""

from functools import lru_cache

import pytest

from fuzz.writers import WRITERS, as_html
from perflint.api import Options, rulebook
from perflint.engine import Plan, check_parsed
from perflint.options import taxonomy_of
from perflint.parse import parse_document
from perflint.passes import fingerprinted, in_order
from perflint.read import read_document

STRICT = Options(profile="strict")

# A cell is its text, or (text, rows, columns) where it is merged; None is a place that a merged cell takes.
SPAN = None
TOWNS = [
    [("2024年度区域绩效目标表", 1, 6), *[SPAN] * 5],
    [("一级指标", 2, 1), ("二级指标", 2, 1), ("三级指标", 2, 1), ("指标值", 1, 3), SPAN, SPAN],
    [SPAN, SPAN, SPAN, "合计", "甲镇", "乙镇"],
    [("产出指标", 2, 1), "数量指标", "改厕户数", "≥300户", "≥100户", "≥200户"],
    [SPAN, "质量指标", "改厕合格率", "100%", "100%", "100%"],
    ["效益指标", "生态效益指标", "污水处理率", "≥80%", "≥80%", "≥80%"],
]
MERGED_LIST = [
    [("2024年部门预算项目绩效目标表", 1, 9), *[SPAN] * 8],
    ["单位名称", "项目名称", "年度绩效目标", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位"],
    [("某局", 5, 1), ("甲工程", 2, 1), ("完成甲。", 2, 1), "产出指标", "数量指标", "甲数", "＝", "3", "个"],
    [SPAN, SPAN, SPAN, "效益指标", "社会效益指标", "甲率", "≥", "80", "%"],
    [SPAN, ("乙工程", 3, 1), ("完成乙。", 3, 1), ("产出指标", 2, 1), "数量指标", "乙数", "≥", "30", "万元/亩"],
    [SPAN, SPAN, SPAN, SPAN, "质量指标", "乙质", "定性", "优", "级"],
    [SPAN, SPAN, SPAN, "满意度指标", "服务对象满意度指标", "乙方满意度", "≥", "90", "%"],
]
SIDE_BY_SIDE = [
    [("项目绩效目标表（2024年度）", 1, 9), *[SPAN] * 8],
    ["项目名称", ("道路养护", 1, 8), *[SPAN] * 7],
    [("绩效指标", 4, 1), ("实施周期绩效指标", 1, 4), *[SPAN] * 3, ("年度绩效指标", 1, 4), *[SPAN] * 3],
    [SPAN, *("一级指标", "二级指标", "三级指标", "指标值") * 2],
    [SPAN, ("产出指标", 2, 1), "数量指标", "里程", "≥30公里", ("产出指标", 2, 1), "数量指标", "里程", "≥10公里"],
    [SPAN, SPAN, "质量指标", "合格率", "≥95%", SPAN, "质量指标", "合格率", "≥95%"],
]
SELF_EVALUATION = [
    [("项目支出绩效自评表（2023年度）", 1, 8), *[SPAN] * 7],
    ["项目名称", ("农村公路养护", 1, 7), *[SPAN] * 6],
    ["主管部门", ("某县交通局", 1, 3), SPAN, SPAN, "实施单位", ("某县公路站", 1, 3), SPAN, SPAN],
    [("项目资金（万元）", 3, 1), "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    [SPAN, "年度资金总额", "100", "100", "90", "10", "90%", "9"],
    [SPAN, "其中：当年财政拨款", "100", "100", "90", "—", "90%", "—"],
    [("年度总体目标", 2, 1), ("预期目标", 1, 3), SPAN, SPAN, ("实际完成情况", 1, 4), *[SPAN] * 3],
    [SPAN, ("养护农村公路30公里。", 1, 3), SPAN, SPAN, ("养护农村公路28公里。", 1, 4), *[SPAN] * 3],
    ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"],
    [("产出指标", 3, 1), ("数量指标", 2, 1), "养护里程", "≥30公里", "28公里", "20", "18", "雨季较长"],
    [SPAN, SPAN, "养护桥梁", "≥5座", "5座", "10", "10", ""],
    [SPAN, "质量指标", "验收合格率", "≥95%", "96%", "20", "20", ""],
    ["效益指标", "社会效益指标", "出行条件", "明显改善", "改善", "30", "30", ""],
    ["满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "92%", "10", "10", ""],
    [("总分", 1, 5), *[SPAN] * 4, "100", "97", ""],
]
TABLES = {"towns": TOWNS, "merged": MERGED_LIST, "side": SIDE_BY_SIDE, "evaluation": SELF_EVALUATION}

OFFICE = ("xlsx", "xls", "xlsb", "ods", "xml", "docx", "doc", "mht", "pdf")


@lru_cache(maxsize=1)
def plan():
    return Plan.of(rulebook(STRICT), taxonomy_of(STRICT), on_error="raise")


@lru_cache(maxsize=16)
def parsed(data, name):
    """Read in this process: a worker for each would take more time than all else."""
    return parse_document(read_document(data, name), plan().taxonomy)


def understood(data, name):
    return [
        (
            str(t.title),
            str(p.unit),
            str(p.name),
            i.level1.value,
            i.level2.value,
            str(i.name),
            str(i.period),
            str(i.annual),
            str(i.actual),
            str(i.weight),
            str(i.score),
        )
        for t in parsed(data, name).tables
        for p in t.projects
        for i in p.indicators
    ]


def found(data, name):
    done = fingerprinted(in_order(check_parsed(parsed(data, name), plan()).diagnostics))
    return sorted((d.rule, d.message, d.evidence, d.fingerprint) for d in done)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "suffix", ["csv", "txt", "md", "xlsx", "xls", "xlsb", "ods", "docx", "pdf", "xml", "doc", "mht"]
)
def test_formats_are_alike(table, suffix):
    rows = TABLES[table]
    html, other = as_html(rows), WRITERS[suffix](rows)
    assert understood(other, f"a.{suffix}") == understood(html, "a.html")
    assert found(other, f"a.{suffix}") == found(html, "a.html")


def test_a_column_for_each_town():
    assert [(row[3], row[5], row[7]) for row in understood(as_html(TOWNS), "a.html")] == [
        ("产出指标", "改厕户数", "≥300户"),
        ("产出指标", "改厕合格率", "100%"),
        ("效益指标", "污水处理率", "≥80%"),
    ]
    without_total = [[*row[:3], *row[4:]] for row in TOWNS]
    without_total[1][3] = ("指标值", 1, 2)
    without_total[1] = without_total[1][:5]
    without_total[0][0] = (TOWNS[0][0][0], 1, 5)
    assert [row[7] for row in understood(as_html(without_total), "a.html")] == ["≥100户", "100%", "≥80%"]


def test_merged_projects_and_units():
    assert [row[1:3] + row[5:6] + row[7:8] for row in understood(as_html(MERGED_LIST), "a.html")] == [
        ("某局", "甲工程", "甲数", "＝3个"),
        ("某局", "甲工程", "甲率", "≥80%"),
        ("某局", "乙工程", "乙数", "≥30万元/亩"),
        ("某局", "乙工程", "乙质", "优"),
        ("某局", "乙工程", "乙方满意度", "≥90%"),
    ]


def test_blocks_side_by_side():
    assert [row[5:8] for row in understood(as_html(SIDE_BY_SIDE), "a.html")] == [
        ("里程", "≥30公里", "≥10公里"),
        ("合格率", "≥95%", "≥95%"),
    ]


def test_the_tables_are_understood_and_have_faults():
    """So that what is compared above is not empty."""
    rows = understood(as_html(SELF_EVALUATION), "a.html")
    assert len(rows) == 5
    assert rows[0][5:] == ("养护里程", "", "≥30公里", "28公里", "20", "18")
    for table in (MERGED_LIST, SELF_EVALUATION):
        assert len(found(as_html(table), "a.html")) >= 3
