"""The same tables as PDF and as html: the same indicators and diagnostics, whatever pages and lines do to them."""

from html import escape

import pytest
from pdf_files import GRID, story, table

from perflint.api import check_bytes
from perflint.parse import parse_document
from perflint.parse.tojson import table_to_json
from perflint.read import read_document
from perflint.taxonomy import load_taxonomy

# Cells: a text, (text, rows, columns), or None where a merged cell reaches.
LIST = [
    ["一级指标", "二级指标", "三级指标", "指标值", "备注"],
    [("产出指标", 4, 1), ("数量指标", 2, 1), "改造老旧小区数量", "≥12个", ""],
    [None, None, "加装电梯数量", "30部", ""],
    [None, "质量指标", "工程验收合格率", "100%", ""],
    [None, "时效指标", "完工时间", "2024年12月底前", ""],
    [("效益指标", 2, 1), "社会效益指标", "受益居民户数", "≥3,000户", "以入户登记数为准"],
    [None, "可持续影响指标", "居住环境", "明显改善", ""],
    ["满意度指标", "服务对象满意度指标", "居民满意度", "≥90%", ""],
]
SIGNS = [
    [
        "项目名称",
        "年度目标",
        "一级指标",
        "二级指标",
        "三级指标",
        "指标性质",
        "指标值",
        "度量单位",
        "权重",
        "指标方向性",
    ],
    [
        ("河道保洁", 3, 1),
        ("全年保洁河道40公里。", 3, 1),
        "产出指标",
        "数量指标",
        "保洁长度",
        "≥",
        "40",
        "公里",
        "30",
        "正向",
    ],
    [None, None, "产出指标", "质量指标", "水质达标率", "≥", "95", "%", "30", "正向"],
    [None, None, "成本指标", "经济成本指标", "每公里成本", "≤", "2", "万元", "30", "反向"],
    [
        ("校车运行", 2, 1),
        ("接送学生600人。", 2, 1),
        "产出指标",
        "数量指标",
        "接送学生人数",
        "＝",
        "600",
        "人",
        "50",
        "正向",
    ],
    [None, None, "满意度指标", "服务对象满意度指标", "家长满意度", "≥", "90", "%", "40", "正向"],
]
FORM = [
    [("2023年度项目支出绩效自评表", 1, 8), *[None] * 7],
    ["项目名称", ("公共图书馆免费开放", 1, 3), None, None, "主管部门", ("某市文化局", 1, 3), None, None],
    [("项目资金（万元）", 3, 1), ("", 1, 1), "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    [None, "年度资金总额", "120.00", "120.00", "114.00", "10", "95%", "9.5"],
    [None, "其中：财政拨款", "120.00", "120.00", "114.00", "—", "—", "—"],
    [("年度总体目标", 2, 1), ("预期目标", 1, 3), None, None, ("实际完成情况", 1, 4), None, None, None],
    [
        None,
        ("全年开放300天，办证2万张，举办讲座24场。", 1, 3),
        None,
        None,
        ("开放305天，办证2.1万张。", 1, 4),
        None,
        None,
        None,
    ],
    ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"],
    [("产出指标（50分）", 3, 1), ("数量指标", 2, 1), "开放天数", "≥300天", "305天", "20", "20", ""],
    [None, None, "举办讲座场次", "24场", "20场", "20", "16", "场地维修，改为下一年补办"],
    [None, "质量指标", "设备完好率", "≥98%", "99%", "10", "10", ""],
    [("效益指标（30分）", 1, 1), "社会效益指标", "到馆人次", "≥10万人次", "11万人次", "30", "30", ""],
    [("满意度指标（10分）", 1, 1), "服务对象满意度指标", "读者满意度", "≥90%", "93%", "10", "10", ""],
    [("总分", 1, 5), *[None] * 4, "100", "95.5", ""],
]
BLOCKS = [
    [("2024年项目支出绩效目标申报表", 1, 6), *[None] * 5],
    ["项目名称", ("乡村医生培训", 1, 2), None, "主管部门", ("某县卫健局", 1, 2), None],
    ["年度绩效目标", ("培训乡村医生200人。", 1, 5), *[None] * 4],
    [("长期绩效指标", 3, 1), "一级指标", "二级指标", "指标内容", "指标值", "备注"],
    [None, "产出指标", "数量指标", "指标1：培训人次", "600人次", "三年合计"],
    [None, "效益指标", "社会效益指标", "指标1：持证上岗率", "≥98%", ""],
    [("年度绩效指标", 4, 1), "一级指标", "二级指标", "指标内容", "指标值", "备注"],
    [None, ("产出指标", 2, 1), "数量指标", "指标1：培训人次", "200人次", ""],
    [None, None, "质量指标", "指标1：考核合格率", "≥95%", ""],
    [None, "满意度指标", "服务对象满意度指标", "指标1：学员满意度", "≥90%", ""],
]
ABREAST = [
    ["一级指标", "二级指标", "三级指标", "实施周期指标值", "年度指标值"],
    [("产出指标", 2, 1), "数量指标", "种植行道树数量", "3000棵", "1000棵"],
    [None, "质量指标", "成活率", "≥95%", "≥95%"],
    ["效益指标", "生态效益指标", "新增绿化面积", "≥6万平方米", "≥2万平方米"],
]
TABLES = {"list": LIST, "signs": SIGNS, "form": FORM, "blocks": BLOCKS, "abreast": ABREAST}
TITLES = {
    "list": "老旧小区改造项目支出绩效目标表",
    "signs": "部门预算项目绩效目标申报表（2024年度）",
    "abreast": "绿化项目绩效目标表",
}


def pieces(cell):
    return (cell, 1, 1) if isinstance(cell, str) else cell


def html(rows, title):
    lines = [f"<p>{escape(title)}</p>" if title else "", "<table>"]
    for row in rows:
        own = [pieces(cell) for cell in row if cell is not None]
        cells = "".join(f"<td rowspan={down} colspan={wide}>{escape(t)}</td>" for t, down, wide in own)
        lines.append(f"<tr>{cells}</tr>")
    return "\n".join([*lines, "</table>"]).encode()


def pdf(rows, title, size, width):
    spans = [
        ("SPAN", (column, row), (column + cell[2] - 1, row + cell[1] - 1))
        for row, line in enumerate(rows)
        for column, cell in enumerate(line)
        if isinstance(cell, tuple)
    ]
    plain = [["" if cell is None else pieces(cell)[0] for cell in row] for row in rows]
    made = table(plain, [width] * len(rows[0]), [GRID, *spans])
    return story(
        *([title] if title else []), made, size=size, leftMargin=30, rightMargin=30, topMargin=40, bottomMargin=40
    )


def understood(data, name):
    tables = parse_document(read_document(data, name), load_taxonomy()).tables
    return [without_places(table_to_json(one)) for one in tables]


def without_places(value):
    if isinstance(value, dict):
        return {key: without_places(one) for key, one in value.items() if key != "place"}
    return [without_places(one) for one in value] if isinstance(value, list) else value


def reported(data, name):
    result = check_bytes(data, name)
    assert [file.status for file in result.files] == ["ok"]
    return sorted(
        (d.rule, d.field, d.subject.project or "", d.subject.index or 0, d.evidence) for d in result.diagnostics
    )


@pytest.mark.parametrize("kind", TABLES)
@pytest.mark.parametrize(("size", "width"), [((1300, 800), 120), ((900, 800), 72)], ids=["wide", "narrow"])
def test_a_pdf_is_understood_as_html_is(kind, size, width):
    rows, title = TABLES[kind], TITLES.get(kind, "")
    page, made = html(rows, title), pdf(rows, title, size, width)
    assert understood(page, "表.html")[0]["projects"][0]["indicators"]
    assert understood(made, "表.pdf") == understood(page, "表.html")
    assert reported(made, "表.pdf") == reported(page, "表.html")


@pytest.mark.parametrize("kind", TABLES)
def test_page_breaks_change_nothing(kind):
    rows, title = TABLES[kind], TITLES.get(kind, "")
    page, made = html(rows, title), pdf(rows, title, (900, 200 if kind == "blocks" else 165), 80)
    pages = {cell.place.page for grid in read_document(made, "表.pdf").grids for row in grid.rows for cell in row}
    assert len(pages) > 1
    assert understood(made, "表.pdf") == understood(page, "表.html")
    assert reported(made, "表.pdf") == reported(page, "表.html")
