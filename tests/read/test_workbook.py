"""Workbooks: the text and the address of every cell, proved by other readers (openpyxl, calamine)."""

import io
import re
import zipfile
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
import xlwt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils import get_column_letter
from python_calamine import CalamineWorkbook

from perflint.errors import ReadError
from perflint.parse import parse_document
from perflint.read import read_document
from perflint.read.workbook import read_workbook
from perflint.report.contract import place_json
from perflint.report.place import place_text
from perflint.taxonomy import load_taxonomy

HEADER = ["一级指标", "二级指标", "三级指标", "年度指标值", "分值", "完成率", "完成时间"]
# Value, format of xlsx and xls, what a person sees.
SHOWN = [
    (0.95, "0%", "95%"),
    (1, "0%", "100%"),
    (0.285, "0%", "29%"),
    (0.9567, "0.00%", "95.67%"),
    (0.1 + 0.2, "General", "0.3"),
    (20, "General", "20"),
    (1234567.5, "#,##0.00", "1,234,567.50"),
    (44561, 'yyyy"年"m"月"', "2021年12月"),
    (44561, "yyyy-mm-dd", "2021-12-31"),
    (12345, '0!.0,"万"', "1.2万"),
    (95, '"≥"0"%"', "≥95%"),
    (5, "@", "5"),
    (-3, "0.00_);(0.00)", "(3.00)"),
    (0.5, "h:mm", "12:00"),
    (7, "000", "007"),
]


def xlsx(*sheets, mend=None):
    """A workbook of sheets; each is a function that fills one."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, fill in enumerate(sheets, 1):
        fill(book.create_sheet(f"表{number}"))
    buffer = io.BytesIO()
    book.save(buffer)
    return mended(buffer.getvalue(), mend) if mend else buffer.getvalue()


def mended(data, mend):
    """The archive with its parts changed: {name: function of its text}; a new name gets "" to change."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        for name in [*names, *(n for n in mend if n not in names)]:
            text = old.read(name).decode() if name in names else ""
            new.writestr(name, mend[name](text) if name in mend else text)
    return out.getvalue()


def cells_of(grid):
    return {cell.place.cell: cell.text for row in grid.rows for cell in row if cell.text}


def texts(grid):
    return [[cell.text for cell in row] for row in grid.rows]


def test_text_and_address_agree_with_openpyxl():
    def fill(sheet):
        sheet["B3"], sheet["D7"], sheet["AA12"] = "项目支出绩效目标表", "≥95%", "乡村\n公路"
        sheet["C3"] = CellRichText("产出", TextBlock(InlineFont(b=True), "指标"))
        sheet["A20"], sheet["B20"] = True, "=1/0"

    data = xlsx(fill, lambda sheet: sheet.append(["第二张"]))
    document = read_document(data, "a.xlsx")
    assert (document.format, document.name) == ("xlsx", "a.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(data), rich_text=False, data_only=True)
    for grid in document.grids:
        expected = {
            cell.coordinate: "TRUE" if cell.value is True else cell.value
            for row in book[grid.name].iter_rows()
            for cell in row
            if cell.value is not None
        }
        assert cells_of(grid) == expected
        assert all(c.place.sheet == grid.name and c.place.kind == "cell" for row in grid.rows for c in row)


@pytest.mark.parametrize(("value", "code", "shown"), SHOWN)
def test_xlsx_shows_what_a_person_sees(value, code, shown):
    def fill(sheet):
        sheet["C5"] = value
        sheet["C5"].number_format = code

    assert cells_of(read_workbook(xlsx(fill), "a.xlsx").grids[0]) == {"C5": shown}


@pytest.mark.parametrize(("value", "code", "shown"), SHOWN)
def test_xls_shows_what_a_person_sees(value, code, shown):
    book = xlwt.Workbook()
    book.add_sheet("表").write(4, 2, value, xlwt.easyxf(num_format_str=code))
    buffer = io.BytesIO()
    book.save(buffer)
    document = read_document(buffer.getvalue(), "a.xls")
    assert document.format == "xls"
    assert cells_of(document.grids[0]) == {"C5": shown}


def test_dates_as_shown():
    def fill(sheet):
        sheet["A1"], sheet["A2"] = date(2024, 6, 30), datetime(2024, 6, 30, 9, 5)
        sheet["A1"].number_format = 'yyyy"年"m"月"d"日"'
        sheet["A2"].number_format = "yyyy/m/d h:mm"

    assert texts(read_workbook(xlsx(fill), "a").grids[0]) == [["2024年6月30日"], ["2024/6/30 9:05"]]
    late = mended(xlsx(fill), {"xl/workbook.xml": lambda t: re.sub(r"<workbookPr\b", '<workbookPr date1904="1"', t)})
    assert texts(read_workbook(late, "a").grids[0])[0] == ["2028年7月1日"]


def test_merged_cells_stand_once_with_their_range():
    def fill(sheet):
        for row in (HEADER, ["产出", "数量", "甲", "1", "5"], ["没人看见", "数量", "乙", "2", "5"]):
            sheet.append(row)
        sheet.merge_cells("A2:A3")
        sheet.merge_cells("D2:E2")

    data = xlsx(fill)
    # Excel shows nothing of what stands below a merged cell, and other programs leave it there.
    under = {"xl/worksheets/sheet1.xml": lambda t: re.sub(r'<c r="A3"[^>]*/>', '<c r="A3" t="str"><v>x</v></c>', t)}
    data = mended(data, under)
    assert openpyxl.load_workbook(io.BytesIO(data)).active["D3"].value == "2"
    grid = read_workbook(data, "a.xlsx").grids[0]
    merged = {c.place.range: (c.text, c.rowspan, c.colspan) for row in grid.rows for c in row if c.place.range}
    assert merged == {"A2:A3": ("产出", 2, 1), "D2:E2": ("1", 1, 2)}
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert {str(r) for r in book.active.merged_cells.ranges} == set(merged)
    assert "A3" not in cells_of(grid)


def test_hidden_is_read_and_marked():
    def fill(sheet):
        for row in (["a", "b"], ["c", "d"]):
            sheet.append(row)
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True

    def hide(sheet):
        sheet["A1"] = "e"
        sheet.sheet_state = "veryHidden"

    first, second = read_workbook(xlsx(fill, hide), "a").grids
    assert [(c.text, c.hidden) for row in first.rows for c in row] == [
        ("a", False), ("b", True), ("c", True), ("d", True),
    ]  # fmt: skip
    assert (first.hidden, second.hidden, second.rows[0][0].hidden) == (False, True, True)


SHEET = (
    '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{}</sheetData></worksheet>"
)


def raw(rows, **parts):
    """A workbook whose first sheet has these rows, as XML."""
    return xlsx(
        lambda sheet: sheet.append(["x"]),
        mend={"xl/worksheets/sheet1.xml": lambda _: SHEET.format(rows), **parts},
    )


def test_every_kind_of_cell():
    rows = (
        '<row r="2"><c r="B2" t="inlineStr"><is><r><t>产出</t></r><r><t xml:space="preserve"> 指标</t></r>'
        '<rPh sb="0" eb="1"><t>chanchu</t></rPh></is></c>'
        '<c t="str"><f>A1&amp;"x"</f><v>算得_x000D_&#10;两行</v></c><c t="b"><v>0</v></c><c t="e"><v>#REF!</v></c>'
        '<c><f>1+1</f></c><c t="n"><v>1E2</v></c><c t="s"><v>99</v></c><c t="d"><v>2021-12-31</v></c></row>'
        '<row><c><v>7</v></c><c t="str"><f>DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c></row>'
    )
    assert cells_of(read_workbook(raw(rows), "a").grids[0]) == {
        "B2": "产出 指标", "C2": "算得\n两行", "D2": "FALSE", "E2": "#REF!", "G2": "100", "I2": "44561", "A3": "7",
    }  # fmt: skip


def test_the_strict_namespace_is_read():
    strict = "http://purl.oclc.org/ooxml/"
    old = "http://schemas.openxmlformats.org/"

    def change(text):
        return text.replace(old + "spreadsheetml/2006/main", strict + "spreadsheetml/main").replace(
            old + "officeDocument/2006/relationships", strict + "officeDocument/relationships"
        )

    parts = (
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/worksheets/sheet1.xml",
        "xl/styles.xml",
        "_rels/.rels",
    )
    data = xlsx(lambda sheet: sheet.append([1]), mend=dict.fromkeys(parts, change))
    assert texts(read_workbook(data, "a").grids[0]) == [["1"]]


def test_a_cell_at_the_far_end_costs_nothing():
    rows = '<row r="3"><c r="B3"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    grid = read_workbook(raw(rows), "a").grids[0]
    assert cells_of(grid) == {"B3": "1", "XFD1048576": "2"}
    assert len(grid.rows) < 100
    assert max(c.column for row in grid.rows for c in row) < 3


def test_a_million_blank_rows():
    rows = "".join(f'<row r="{n}" ht="15"/>' for n in range(1, 1_048_576)) + '<row r="1048576"><c><v>2</v></c></row>'
    assert cells_of(read_workbook(raw(rows), "a").grids[0]) == {"A1048576": "2"}


def test_blank_runs_keep_merged_ranges_right():
    def fill(sheet):
        sheet["A2"], sheet["B2"], sheet["B900"] = "甲", "1", "2"
        sheet.merge_cells("A2:A900")

    grid = read_workbook(xlsx(fill), "a").grids[0]
    cell = next(c for row in grid.rows for c in row if c.place.range)
    last = next(c for row in grid.rows for c in row if c.place.cell == "B900")
    assert (cell.place.range, cell.row + cell.rowspan - 1) == ("A2:A900", last.row)


@pytest.mark.parametrize(
    "part",
    [
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x [<!ENTITY b "ha"><!ENTITY a "'
        + "&b;" * 50
        + '"><!ENTITY c "'
        + "&a;" * 50
        + '"><!ENTITY d "'
        + "&c;" * 50
        + '">]>',
    ],
)
def test_entities_are_not_resolved(part):
    rows = '<row r="1"><c t="str"><v>&a;</v></c><c><v>3</v></c></row>'
    data = raw(rows)
    data = mended(data, {"xl/worksheets/sheet1.xml": lambda t: t.replace("?>", "?>" + part, 1)})
    try:
        shown = cells_of(read_workbook(data, "a").grids[0])
    except ReadError:
        return
    assert "root:" not in str(shown) and len(str(shown)) < 200


def test_damaged_workbooks_are_a_sentence():
    data = xlsx(lambda sheet: sheet.append(["项目"]))
    broken = [
        data[: len(data) // 2],
        mended(data, {"xl/worksheets/sheet1.xml": lambda t: t[: len(t) // 2]}),
        mended(data, {"xl/workbook.xml": lambda t: ""}),
        mended(data, {"xl/styles.xml": lambda t: "<a>"}),
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    ]
    for one in broken:
        with pytest.raises(ReadError) as caught:
            read_workbook(one, "a.xlsx")
        assert re.search("另存|重新", caught.value.message.zh)


def test_a_style_that_is_not_there_and_odd_references():
    rows = (
        '<row r="1"><c r="A1" s="999"><v>1.5</v></c><c r="ZZZZ1"><v>2</v></c><c r="XFE1"><v>2</v></c>'
        '<c r="C1" s="x"><v>no number</v></c></row><row r="99999999"><c r="A99999999"><v>1</v></c></row>'
    )
    assert cells_of(read_workbook(raw(rows), "a").grids[0]) == {"A1": "1.5", "B1": "2", "C1": "no number"}


def xls(fill):
    book = xlwt.Workbook(encoding="utf-8")
    fill(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def by_calamine(data):
    """Address -> value, for every sheet."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    found = []
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        found.append(
            {
                f"{get_column_letter(c + 1)}{r + 1}": value
                for r, row in enumerate(rows)
                for c, value in enumerate(row)
                if value != ""
            }
        )
    return found


def test_xls_agrees_with_calamine():
    def fill(book):
        first, second = book.add_sheet("第一"), book.add_sheet("hidden")
        for row in range(300):
            # Long strings, narrow and wide, so that the shared strings go on over several records.
            first.write(row, row % 7, f"指标{row}" * 40 if row % 2 else f"name {row} " * 40)
            first.write(row, 9, row / 4)
            first.write(row, 10, row * 1000 + 0.01)
        first.write(400, 255, "末")
        first.write_merge(310, 312, 2, 3, "合并")
        first.row(5).hidden = True
        first.col(9).hidden = True
        second.write(0, 0, True)
        second.visibility = 1

    data = xls(fill)
    grids = read_workbook(data, "a.xls").grids
    for grid, expected in zip(grids, by_calamine(data), strict=True):
        mine = cells_of(grid)
        assert mine.keys() == expected.keys()
        for at, value in expected.items():
            if isinstance(value, int | float) and not isinstance(value, bool):
                assert Decimal(mine[at]) == Decimal(repr(value)).normalize()
            else:
                assert mine[at] == ("TRUE" if value is True else value)
    merged = [c for row in grids[0].rows for c in row if c.place.range]
    assert [(c.text, c.place.range, c.rowspan, c.colspan) for c in merged] == [("合并", "C311:D313", 3, 2)]
    hidden = {c.place.cell for row in grids[0].rows for c in row if c.hidden}
    assert {"F6", "J6", "J1", "J300"} <= hidden and "A1" not in hidden
    assert [g.hidden for g in grids] == [False, True]


def test_a_small_xls_stands_in_the_mini_stream_or_not():
    assert cells_of(read_workbook(xls(lambda b: b.add_sheet("a").write(1, 1, "小")), "a.xls").grids[0]) == {"B2": "小"}


def test_xls_cut_off_never_raises_anything_else():
    data = xls(lambda b: [b.add_sheet("a").write(r, 0, f"文字{r}" * 9) for r in range(1)])
    for size in range(0, len(data), 97):
        for bad in (data[:size], data[:size] + b"\xff" * 8 + data[size + 8 :]):
            try:
                read_workbook(bad, "a.xls")
            except ReadError as error:
                assert error.message.zh and error.message.en


def project(append):
    append(["某县项目支出绩效目标表"])
    append(["项目名称", "乡村公路养护"])
    append(["一级指标", "二级指标", "三级指标", "年度指标值", "分值"])
    append(["产出指标", "数量指标", "养护里程", "≥120公里", 20])
    append(["产出指标", "质量指标", "验收合格率", 0.95, 30])
    append(["效益指标", "社会效益指标", "行政村通客车率", 1, 40])


def test_a_table_of_a_workbook_is_understood_with_its_places():
    def fill(sheet):
        project(sheet.append)
        sheet["D5"].number_format = sheet["D6"].number_format = "0%"

    parsed = parse_document(read_workbook(xlsx(fill), "a.xlsx"), load_taxonomy())
    indicators = parsed.tables[0].projects[0].indicators
    assert [i.annual.string for i in indicators] == ["≥120公里", "95%", "100%"]
    assert [i.annual.pieces[0].cell.place.cell for i in indicators] == ["D4", "D5", "D6"]


def test_the_content_tells_the_format_whatever_the_name():
    data = xlsx(lambda sheet: sheet.append(["甲"]))
    old = xls(lambda book: book.add_sheet("a").write(0, 0, "甲"))
    for name in ("a.xls", "a.et", "a.ods", "a.docx"):
        assert read_document(data, name).format == "xlsx"
        assert read_document(old, name).format == "xls"


def test_a_hidden_place_says_so():
    def hide(sheet):
        sheet["A1"] = "e"
        sheet.row_dimensions[1].hidden = True

    place = read_workbook(xlsx(hide), "a").grids[0].rows[0][0].place
    assert place_json(place) == {"kind": "cell", "sheet": "表1", "cell": "A1", "hidden": True}
    assert (place_text(place), place_text(place, "en")) == ("表1!A1（隐藏）", "表1!A1 (hidden)")
