"""Layouts met in real tables, as workbooks: what is understood, and that every format gives the same."""

import io

import openpyxl
import pytest
import xlwt
from odf import table, text
from odf.opendocument import OpenDocumentSpreadsheet
from openpyxl.utils import range_boundaries

from perflint.parse import parse_document
from perflint.read import read_document
from perflint.taxonomy import load_taxonomy

N = None
TITLE = "项目支出绩效目标表"
HEAD = ["一级指标", "二级指标", "三级指标", "指标值"]
# Name -> rows, merged ranges, formats, and the indicators: (level1, level2, name, annual value).
LAYOUTS = {
    "a self-evaluation form": (
        [
            ["项目支出绩效自评表"],
            ["（2024年度）"],
            ["项目名称", N, "乡村公路养护"],
            ["主管部门", N, "某县交通局", N, "实施单位", N, "某县公路站"],
            ["项目资金（万元）", N, N, "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
            [N, "年度资金总额", N, 100, 100, 95, 10, 0.95, 9.5],
            ["年度总体目标", "预期目标", N, N, N, "实际完成情况"],
            [N, "养护公路120公里", N, N, N, "已养护120公里"],
            ["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因"],
            [N, "产出指标", "数量指标", "养护里程", "≥120公里", "120公里", 20, 20],
            [N, N, "质量指标", "验收合格率", 0.95, 1, 30, 30],
            [N, "满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "85%", 40, 38, "宣传不够"],
            ["总分", N, N, N, N, N, 100, 97.5],
        ],
        "A1:I1 A2:I2 A3:B3 C3:I3 A4:B4 C4:D4 E4:F4 G4:I4 A5:A6 B5:C5 B6:C6 A7:A8 B7:E7 F7:I7 B8:E8 F8:I8 A9:A12 "
        "B10:B11 A13:F13",
        {"H6": "0%", "E11": "0%", "F11": "0%"},
        [
            ("产出指标", "数量指标", "养护里程", "≥120公里"),
            ("产出指标", "质量指标", "验收合格率", "95%"),
            ("满意度指标", "服务对象满意度指标", "群众满意度", "≥90%"),
        ],
    ),
    "sign, number and unit in columns, projects merged": (
        [
            ["项目绩效目标申报表（2023年度）"],
            ["单位名称", "项目名称", "预算数", *HEAD[:3], "指标性质", "指标值", "度量单位", "权重"],
            ["某县水利局", "水库除险加固", 500000, "产出指标", "数量指标", "加固水库", "≥", 3, "座", 20],
            [N, N, N, "产出指标", "质量指标", "验收合格率", "＝", 100, "%", 20],
            ["某县水利局", "河道清淤", 300000, "产出指标", "数量指标", "清淤长度", "≥", 12.5, "公里", 40],
            [N, N, N, "满意度指标", "服务对象满意度指标", "群众满意度", "≥", 95, "%", 10],
        ],
        "A1:J1 A3:A4 B3:B4 C3:C4 A5:A6 B5:B6 C5:C6",
        {"C3": "#,##0.00", "C5": "#,##0.00"},
        [
            ("产出指标", "数量指标", "加固水库", "≥3座"),
            ("产出指标", "质量指标", "验收合格率", "＝100%"),
            ("产出指标", "数量指标", "清淤长度", "≥12.5公里"),
            ("满意度指标", "服务对象满意度指标", "群众满意度", "≥95%"),
        ],
    ),
    "a long-term block above the annual one": (
        [
            [TITLE],
            ["项目名称", N, "农村饮水安全"],
            ["长期绩效指标", "一级指标", "二级指标", "指标内容", "指标值", "备注"],
            [N, "产出指标", "数量指标", "供水工程", "36处"],
            ["年度绩效指标", "一级指标", "二级指标", "指标内容", "指标值", "备注"],
            [N, "产出指标", "数量指标", "供水工程", "12处"],
            [N, N, "质量指标", "水质达标率", 0.98],
        ],
        "A1:F1 A2:B2 C2:F2 A3:A4 A5:A7 B6:B7",
        {"E7": "0%"},
        [("产出指标", "数量指标", "供水工程", "12处"), ("产出指标", "质量指标", "水质达标率", "98%")],
    ),
    "medium term and year side by side": (
        [
            [TITLE],
            ["项目名称", "教育信息化"],
            ["绩效指标", "中期目标", N, N, N, "年度目标"],
            [N, "一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值"],
            [N, "产出指标", "数量指标", "设备采购数", "≥300台", "数量指标", "设备采购数", "≥100台"],
            [N, N, "质量指标", "设备合格率", "100%", "质量指标", "设备合格率", "100%"],
        ],
        "A1:H1 A3:A6 B3:E3 F3:H3 B5:B6",
        {},
        [("产出指标", "数量指标", "设备采购数", "≥100台"), ("产出指标", "质量指标", "设备合格率", "100%")],
    ),
    "a table far from the corner, merged over pairs of columns": (
        [
            [],
            [N, N, TITLE],
            [],
            [N, N, "一级指标", N, "二级指标", N, "三级指标", N, "指标值", N, "权重"],
            [N, N, "产出指标", N, "数量指标", N, "培训人次", N, "≥200人次", N, 30],
            [N, N, N, N, "时效指标", N, "完成时间", N, 44561, N, 20],
        ],
        "C4:D4 E4:F4 G4:H4 I4:J4 C5:D6 E5:F5 G5:H5 I5:J5 E6:F6 G6:H6 I6:J6",
        {"I6": 'yyyy"年"m"月"'},
        [("产出指标", "数量指标", "培训人次", "≥200人次"), ("产出指标", "时效指标", "完成时间", "2021年12月")],
    ),
    "a value column in two header rows, wrapped labels": (
        [
            [TITLE],
            ["项目名称", "污水处理"],
            ["一级\n指标", "二级\n指标", "三级指标", "年度指标值"],
            [N, N, N, "符号", "数值", "单位"],
            ["产 出 指 标", "数 量 指 标", "指标1：处理污水", "≥", 365, "万吨"],
            [N, "质量指标", "指标1：出水达标率", "≥", 95, "%"],
            ["效益指标\n（30分）", "生态效益指标", "指标1：减少排放", "≥", 1000, "吨"],
        ],
        "A1:F1 B2:F2 A3:A4 B3:B4 C3:C4 D3:F3 A5:A6",
        {},
        [
            ("产出指标", "数量指标", "处理污水", "≥365万吨"),
            ("产出指标", "质量指标", "出水达标率", "≥95%"),
            ("效益指标", "生态效益指标", "减少排放", "≥1000吨"),
        ],
    ),
    "a regional table with a column per town": (
        [
            ["区域绩效目标表"],
            ["一级指标", "二级指标", "三级指标", "区域目标值", "东镇", "西镇"],
            ["产出指标", "数量指标", "建设厕所", "≥300座", "≥120座", "≥180座"],
        ],
        "A1:F1",
        {},
        [("产出指标", "数量指标", "建设厕所", "≥300座")],
    ),
    "columns to be imported, one cell blank": (
        [
            ["一级指标", "二级指标", "三级指标名称", "计算符号", "年度指标值", "计量单位", "*实际完成值"],
            ["产出指标", "数量指标", "发放人数", ">=", 500, "人", 520],
            ["效益指标", "社会效益指标", "困难群众生活", "定性", "有效改善", N, "达成"],
        ],
        "",
        {},
        [
            ("产出指标", "数量指标", "发放人数", ">=500人"),
            ("效益指标", "社会效益指标", "困难群众生活", "有效改善"),
        ],
    ),
}


def cells(rows):
    return [(r, c, v) for r, row in enumerate(rows, 1) for c, v in enumerate(row, 1) if v is not N]


def as_xlsx(rows, merges, formats):
    book = openpyxl.Workbook()
    sheet = book.active
    for r, c, value in cells(rows):
        sheet.cell(r, c, value)
    for merge in merges.split():
        sheet.merge_cells(merge)
    for at, code in formats.items():
        sheet[at].number_format = code
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def spans(merges):
    for merge in merges.split():
        left, top, right, bottom = range_boundaries(merge)
        yield (top, left), (bottom, right)


def as_xls(rows, merges, formats):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet")
    styles = {range_boundaries(at)[1::-1]: xlwt.easyxf(num_format_str=code) for at, code in formats.items()}
    for r, c, value in cells(rows):
        sheet.write(r - 1, c - 1, value, styles.get((r, c), xlwt.Style.default_style))
    for (top, left), (bottom, right) in spans(merges):
        sheet.merged_ranges.append((top - 1, bottom - 1, left - 1, right - 1))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def as_ods(rows, merges, formats):
    shown = displayed(rows, merges, formats)
    starts = dict(spans(merges))
    book = OpenDocumentSpreadsheet()
    sheet = table.Table(name="Sheet")
    for r in range(1, len(rows) + 1):
        line = table.TableRow()
        for c in range(1, 13):
            bottom, right = starts.get((r, c), (r, c))
            cell = table.TableCell(numberrowsspanned=bottom - r + 1, numbercolumnsspanned=right - c + 1)
            for part in shown.get((r, c), "").split("\n") if (r, c) in shown else ():
                cell.addElement(text.P(text=part))
            line.addElement(cell)
        sheet.addElement(line)
    book.spreadsheet.addElement(sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def displayed(rows, merges, formats):
    """What openpyxl's file shows, by row and column: the xlsx reader is proved elsewhere."""
    grid = read_document(as_xlsx(rows, merges, formats), "a.xlsx").grids[0]
    return {(c.row + 1, c.column + 1): c.text for row in grid.rows for c in row if c.text}


def as_tabs(rows, merges, formats):
    shown = displayed(rows, merges, formats)
    lines = [
        "\t".join(shown.get((r, c), "").replace("\n", "") for c in range(1, 13)).rstrip("\t")
        for r in range(1, len(rows) + 1)
    ]
    return "\n".join(lines).encode()


def understood(data, name):
    """The indicators of all projects with their levels, and where each value stands."""
    taxonomy = load_taxonomy()
    found = []
    for one in parse_document(read_document(data, name), taxonomy).tables:
        for project in one.projects:
            for i in project.indicators:
                found.append(
                    (project.name.string, i.level1.category, i.level2.text.string, i.name.string, i.annual.string,
                     i.period.string, i.actual.string, i.weight.string)
                )  # fmt: skip
    return found


@pytest.mark.parametrize("name", LAYOUTS)
def test_layout(name):
    rows, merges, formats, expected = LAYOUTS[name]
    found = understood(as_xlsx(rows, merges, formats), "a.xlsx")
    assert [
        (level1, level2.replace(" ", ""), what, annual) for _, level1, level2, what, annual, *_ in found
    ] == expected


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize(("make", "file"), [(as_xls, "a.xls"), (as_ods, "a.ods"), (as_tabs, "a.txt")])
def test_every_format_gives_the_same(name, make, file):
    rows, merges, formats, _ = LAYOUTS[name]
    assert understood(make(rows, merges, formats), file) == understood(as_xlsx(rows, merges, formats), "a.xlsx")


def test_fields_beside_merged_keys():
    rows, merges, formats, _ = LAYOUTS["a self-evaluation form"]
    found = parse_document(read_document(as_xlsx(rows, merges, formats), "a.xlsx"), load_taxonomy()).tables[0]
    project = found.projects[0]
    assert (found.title.string, found.year.value) == ("项目支出绩效自评表", 2024)
    assert (project.name.string, project.unit.string, project.goal.string) == (
        "乡村公路养护",
        "某县公路站",
        "养护公路120公里",
    )
    assert project.execution.rate.string == "95%"
    assert project.name.pieces[0].cell.place.range == "C3:I3"


def test_a_title_merged_over_all_columns_is_no_header():
    rows, merges, formats, _ = LAYOUTS["a regional table with a column per town"]
    found = parse_document(read_document(as_xlsx(rows, merges, formats), "a.xlsx"), load_taxonomy()).tables[0]
    assert found.title.string == "区域绩效目标表"
