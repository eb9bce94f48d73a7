"""PDF files: cells, joined pages and refused files; every place proved by another reader (pdfplumber)."""

import io
from unicodedata import normalize

import pdfplumber
import pytest
from pdf_files import BODY, GRID, Drawn, PageBreak, Paragraph, numbered, pages, picture, scanned, story, table, write
from reportlab.lib.pagesizes import A4, landscape

from perflint.api import check_bytes
from perflint.errors import ReadError
from perflint.locate import Locator
from perflint.model import Place, Text
from perflint.parse import parse_document
from perflint.read import read_document
from perflint.read.limits import Limits, within
from perflint.read.pdf import read_pdf
from perflint.taxonomy import load_taxonomy

HEAD = ["一级指标", "二级指标", "三级指标", "指标值"]
ROWS = [
    ["产出指标", "数量指标", "甲完成率", "≥95%"],
    ["", "质量指标", "乙合格率", "≥98%"],
    ["效益指标", "社会效益\n指标", "受益人数（人次）", "≥1,000人次"],
]
WIDTHS = [80, 80, 120, 90]
MERGED = ("h", 2, 0, 1)
LONG = "一二三四五六七八九十一二"
"""Fills a cell of 120 points."""


def drawn(rows=(HEAD, *ROWS), **options):
    return Drawn([list(row) for row in rows], WIDTHS, **options)


def texts(data):
    """The texts of each grid's rows."""
    return [[[cell.text for cell in row] for row in grid.rows] for grid in read_pdf(data, "表.pdf").grids]


def cells(data):
    return [cell for grid in read_pdf(data, "表.pdf").grids for row in grid.rows for cell in row]


def cell(data, text):
    return next(c for c in cells(data) if c.text == text)


# Skia names some glyphs after radicals, of which pdfium makes the characters that they look like.
RADICALS = str.maketrans("⻔⻘⻅⻋⻓⻚⻢⻜⻛⻆⻉⻩⻝⻥⻤⻰⻬⻮⻳", "门青见车长页马飞风角贝黄食鱼鬼龙齐齿龟")


def squeezed(text):
    return normalize("NFKC", "".join((text or "").split()).translate(RADICALS))


def proved(data, turned=False):
    """The cells whose box holds their text as pdfplumber reads it; all others fail."""
    found = 0
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for one in cells(data):
            for start, place in one.parts or ((0, one.place),):
                stop = next((a for a, _ in one.parts if a > start), len(one.text))
                page = pdf.pages[place.page - 1]
                x0, top, x1, bottom = place.box
                left, above = page.cropbox[0] - page.bbox[0], page.cropbox[1] - page.bbox[1]
                own = [
                    char["text"]
                    for char in page.chars
                    if x0 <= (char["x0"] + char["x1"]) / 2 - left <= x1
                    and top <= (char["top"] + char["bottom"]) / 2 - above <= bottom
                ]
                want = squeezed(one.text[start:stop])
                assert (sorted(squeezed("".join(own))) == sorted(want)) if turned else squeezed("".join(own)) == want
                found += bool(want)
    return found


def parsed(data):
    return parse_document(read_document(data, "表.pdf"), load_taxonomy()).tables


def indicators(data):
    """(一级, 二级, name, value) of all indicators."""
    return [
        (i.level1.value, i.level2.value, i.name.string, i.annual.string)
        for t in parsed(data)
        for p in t.projects
        for i in p.indicators
    ]


def refused(data):
    with pytest.raises(ReadError) as error:
        read_document(data, "表.pdf")
    assert error.value.message.zh and error.value.message.en
    return error.value.message.zh


@pytest.mark.parametrize("lines", ["stroke", "rects", "double", "dashed"])
def test_lines_of_every_kind_make_cells(lines):
    data = pages(drawn(lines=lines, without=[MERGED]))
    assert texts(data) == [[HEAD, ROWS[0], ROWS[1][1:], ROWS[2]]]
    label = cell(data, "产出指标")
    assert (label.rowspan, label.colspan, label.row, label.column) == (2, 1, 1, 0)
    assert proved(data) == 15


def test_a_cell_knows_its_box():
    place = cell(pages(drawn()), "产出指标").place
    assert (place.kind, place.page) == ("page", 1)
    assert place.box == (60.0, 165.9, 140.0, 189.9)


def test_a_missing_side_merges_cells():
    title = ["项目支出绩效目标表", "", "", ""]
    data = pages(drawn([title, HEAD, *ROWS], without=[("v", c, 0, 1) for c in (1, 2, 3)]))
    first = read_pdf(data, "表.pdf").grids[0].rows[0]
    assert [(c.text, c.colspan) for c in first] == [("项目支出绩效目标表", 4)]


def test_open_sides_still_close_the_table():
    data = pages(drawn(without=[("v", 0, 0, 4), ("v", 4, 0, 4)]))
    assert texts(data) == [[HEAD, *ROWS]]


def test_shaded_cells_are_no_lines():
    def shade(canvas):
        canvas.setFillGray(0.9)
        canvas.rect(60, 676, 370, 24, stroke=0, fill=1)
        canvas.setFillGray(0)

    assert texts(pages([shade, drawn()])) == [[HEAD, *ROWS]]


def test_an_underlined_title_and_a_page_frame_are_no_tables():
    def lines(canvas):
        canvas.line(200, 745, 300, 745)
        canvas.rect(30, 30, 535, 780)

    data = pages([lines, write(200, 750, "项目支出绩效目标表", 16), drawn()])
    assert texts(data) == [[["项目支出绩效目标表"], HEAD, *ROWS]]


def test_text_around_tables_stands_in_reading_order():
    data = pages(
        [
            write(60, 640, "填表人：张三"),
            drawn([HEAD, ROWS[0]], top=720),
            write(180, 800, "项目支出绩效目标表", 16),
            write(60, 770, "单位名称：某局"),
            write(400, 770, "金额单位：万元"),
        ]
    )
    assert texts(data) == [
        [["项目支出绩效目标表"], ["单位名称：某局", "金额单位：万元"], HEAD, ROWS[0], ["填表人：张三"]]
    ]
    assert proved(data) == 12


def test_a_paragraph_over_lines_is_one_row():
    data = story("说明", "本项目" + "按照年度计划改造老旧小区并完善配套设施，" * 6)
    assert [len(row) for row in texts(data)[0]] == [1, 1]
    assert texts(data)[0][1] == ["本项目" + "按照年度计划改造老旧小区并完善配套设施，" * 6]


def test_wrapped_cells_lose_the_wrap_and_keep_real_line_ends():
    def draw(canvas):
        drawn([["甲", "乙", LONG + "\n三四", "丙"], ["短\n行", "Word\nword", "", ""]]).draw(canvas)

    assert texts(pages(draw)) == [[["甲", "乙", LONG + "三四", "丙"], ["短\n行", "Word\nword", "", ""]]]


def test_blanks_signs_and_full_width_forms_stay_as_printed():
    row = ["Ａ１２（％）", "a b", "95 %", "≥９５％"]
    assert texts(pages(drawn([HEAD, row])))[0][1] == row


def test_bold_by_printing_twice_is_read_once():
    def draw(canvas):
        write(100, 700, "绩效目标表100分")(canvas)
        write(100.4, 700, "绩效目标表100分")(canvas)

    assert texts(pages(draw)) == [[["绩效目标表100分"]]]


def test_a_single_sign_in_a_font_that_is_not_there_is_read():
    assert texts(pages(drawn([HEAD, ["一", "二", "三", "5"]])))[0][1] == ["一", "二", "三", "5"]


def test_equal_lines_in_a_font_that_is_not_there_are_all_read():
    rows = [["同一句相当长的话写了又写"] for _ in range(6)]
    assert texts(pages(Drawn([*rows, ["完"]], [120], height=14))) == [[*rows, ["完"]]]


def test_a_watermark_across_the_page_is_left_out():
    def mark(canvas):
        canvas.saveState()
        canvas.translate(100, 600)
        canvas.rotate(45)
        write(0, 0, "内部资料", 40)(canvas)
        canvas.restoreState()

    assert texts(pages([mark, drawn()])) == [[HEAD, *ROWS]]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_turned_pages_are_read_and_placed_as_they_are_shown(rotation):
    data = pages(drawn(), rotation=rotation)
    assert texts(data) == [[HEAD, *ROWS]]
    assert proved(data, turned=rotation > 0) == 15


@pytest.mark.parametrize(("rotation", "turn"), [(0, 90), (0, 270), (90, 90), (270, 270)])
def test_a_table_on_its_side_is_read_along_its_lines(rotation, turn):
    def draw(canvas):
        canvas.saveState()
        canvas.translate(*((120, 60) if turn == 90 else (480, 780)))
        canvas.rotate(turn)
        drawn(top=0, left=0).draw(canvas)
        canvas.restoreState()

    data = pages(draw, rotation=rotation)
    assert texts(data) == [[HEAD, *ROWS]]
    assert proved(data, turned=True) == 15


def test_the_crop_box_is_the_page():
    data = pages([drawn(), write(100, 20, "页外")], crop=(50, 50, 500, 800))
    assert texts(data) == [[HEAD, *ROWS]]
    assert cell(data, "产出指标").place.box == (10.0, 124.0, 90.0, 148.0)
    assert proved(data) == 15


def test_a_label_set_upwards_in_its_cell_is_read():
    def draw(canvas):
        Drawn([["", "数量指标"], ["", "质量指标"]], [40, 100], 60, without=[("h", 1, 0, 1)]).draw(canvas)
        canvas.saveState()
        canvas.translate(82, 610)
        canvas.rotate(90)
        write(0, 0, "产出指标")(canvas)
        canvas.restoreState()

    assert texts(pages(draw)) == [[["产出指标", "数量指标"], ["质量指标"]]]


@pytest.mark.parametrize("without", [[], [("h", 4, 0, 4)]], ids=["closed", "open"])
def test_a_table_goes_on_over_the_page(without):
    data = pages(
        [write(200, 760, "项目支出绩效目标表", 16), drawn(without=without), write(290, 30, "— 1 —")],
        [drawn(ROWS, top=780, without=[("h", 0, 0, 4)] if without else []), write(290, 30, "— 2 —")],
    )
    assert texts(data) == [[["项目支出绩效目标表"], HEAD, *ROWS, *ROWS]]
    assert proved(data) == 27


def test_repeated_titles_headers_and_page_numbers_are_read_once():
    rows = [["产出指标", "数量指标", f"改造小区第{i}处", "≥95%"] for i in range(120)]
    data = story("项目支出绩效目标表", "单位：万元", table([HEAD, *rows], WIDTHS, repeatRows=1), furniture=numbered)
    found = texts(data)
    assert found == [[["某市预算公开附件"], ["项目支出绩效目标表"], ["单位：万元"], HEAD, *rows]]
    assert {c.place.page for c in cells(data)} == {1, 2, 3, 4}
    assert proved(data) == 487


def test_a_header_with_its_title_on_every_page_is_read_once():
    parts = [[write(200, 760, "项目支出绩效目标表", 16), drawn([HEAD, row])] for row in ROWS]
    assert texts(pages(*parts)) == [[["项目支出绩效目标表"], HEAD, *ROWS]]


def test_a_label_reaches_over_the_page():
    below = [["", "时效指标", "及时率", "90%"], ["", "成本指标", "总成本", "≤5万元"], ROWS[2]]
    data = pages(drawn([HEAD, *ROWS[:2]], without=[MERGED]), drawn(below, without=[("h", 1, 0, 1)]))
    label = cell(data, "产出指标")
    assert (label.row, label.rowspan) == (1, 4)
    assert [level1 for level1, *_ in indicators(data)] == ["产出指标"] * 4 + ["效益指标"]


def test_a_label_that_stands_on_the_second_page_begins_on_the_first():
    below = [["产出指标", "时效指标", "及时率", "90%"], ["", "成本指标", "总成本", "≤5万元"]]
    above = [HEAD, ["", *ROWS[0][1:]], ROWS[1]]
    data = pages(drawn(above, without=[MERGED]), drawn(below, without=[("h", 1, 0, 1)]))
    label = cell(data, "产出指标")
    assert (label.row, label.rowspan, label.place.page) == (1, 4, 2)
    assert [level1 for level1, *_ in indicators(data)] == ["产出指标"] * 4


def test_a_row_that_the_page_cuts_is_one_row_with_two_places():
    data = pages(
        drawn([HEAD, ["产出指标", "数量指标", LONG + "\n" + LONG, "≥95%"]]),
        drawn([["", "", "完成率。", ""], ROWS[2]]),
    )
    assert texts(data)[0][1] == ["产出指标", "数量指标", LONG * 2 + "完成率。", "≥95%"]
    assert len(texts(data)[0]) == 3
    assert proved(data) == 13
    cut = cell(data, LONG * 2 + "完成率。")
    locator = Locator(read_pdf(data, "表.pdf"))
    text = Text.of(cut)
    assert [p.place.page for p in locator.locate(text, 0, 5).places] == [1]
    assert [p.place.page for p in locator.locate(text, 24, 27).places] == [2]
    assert [p.place.page for p in locator.locate(text).places] == [1, 2]


def test_a_row_that_only_looks_cut_stays_a_row():
    data = pages(
        drawn([HEAD, ["产出指标", "数量指标", "指标1：甲", "≥95%"]]), drawn([["", "", "指标2：乙", ""], ROWS[2]])
    )
    assert [len(row) for row in texts(data)[0]] == [4, 4, 4, 4]


def test_forms_of_one_title_stay_forms():
    def form(name):
        return [["项目名称", name, "主管部门", "某局"], HEAD, *ROWS]

    parts = [[write(200, 760, "项目支出绩效目标表", 16), drawn(form(f"修路{n}"))] for n in "甲乙丙"]
    assert [p.name.string for t in parsed(pages(*parts)) for p in t.projects] == ["修路甲", "修路乙", "修路丙"]


def test_a_table_under_its_own_title_is_a_grid_of_its_own():
    parts = [[write(200, 760, f"{n}项目支出绩效目标表", 16), drawn(), write(60, 560, f"填表人：{n}")] for n in "甲乙"]
    assert [[rows[0], rows[-1]] for rows in texts(pages(*parts))] == [
        [["甲项目支出绩效目标表"], ["填表人：甲"]],
        [["乙项目支出绩效目标表"], ["填表人：乙"]],
    ]


@pytest.mark.parametrize("rules", [False, True], ids=["bare", "ruled"])
def test_a_table_without_vertical_lines_is_read_by_its_gaps(rules):
    without = [("v", c, 0, 4) for c in range(5)]
    lines = "stroke" if rules else "none"
    data = pages([write(180, 760, "项目支出绩效目标表", 16), drawn(lines=lines, without=without)])
    assert texts(data) == [
        [["项目支出绩效目标表"], HEAD, ROWS[0], ROWS[1][1:], [ROWS[2][0], "社会效益指标", *ROWS[2][2:]]]
    ]
    assert cell(data, "质量指标").column == 1
    assert proved(data) == 16


def test_running_text_is_no_table():
    data = story("说明", *[f"第{i}条 本项目 按照计划 推进，保证质量。" for i in range(1, 8)])
    assert all(len(row) == 1 for row in texts(data)[0])


def test_form_fields_are_read_as_shown():
    def draw(canvas):
        write(60, 700, "Name:")(canvas)
        canvas.acroForm.textfield(value="Road 95%", x=120, y=690, width=200, height=20, borderWidth=0)

    assert squeezed("".join(t for row in texts(pages(draw))[0] for t in row)) == "Name:Road95%"


def test_diagnostics_stand_on_page_and_box():
    rows = [["产出指标", "数量指标", "案件完成率", "260宗"], ["效益指标", "社会效益指标", "受益群众满意度", "明显提升"]]
    data = pages([write(180, 760, "项目支出绩效目标表", 16), drawn([HEAD, *rows])])
    found = [d for d in check_bytes(data, "表.pdf").diagnostics if d.rule == "UNT001"]
    assert [(d.evidence, d.location.place) for d in found] == [
        ("260宗", Place(kind="page", page=1, box=(340.0, 165.9, 430.0, 189.9)))
    ]


def test_a_scan_says_that_it_holds_no_text():
    assert "扫描件" in refused(scanned(3))
    assert "扫描件" in refused(scanned(3, "第 1 页"))
    assert "没有文字" in refused(pages(lambda canvas: None))


def test_scanned_pages_among_others_are_named():
    cover = [picture(), write(280, 30, "1")]
    own = [write(180, 760, "2024年项目支出绩效目标表", 16), drawn([HEAD, ["产出指标", "数量指标", "案件数", "≥260宗"]])]
    result = check_bytes(pages(cover, own, [picture()], [picture()]), "表.pdf")
    assert [(f.status, f.indicators) for f in result.files] == [("partial", 1)]
    (found,) = [d for d in result.diagnostics if d.rule == "PRS001"]
    assert (found.severity, found.location.place, found.evidence) == ("warning", Place("page", page=1), "")
    assert [p.place.page for p in found.places] == [3, 4]
    assert "第 1、3-4 页只有图片" in found.message
    result = check_bytes(pages(cover, [write(100, 700, "关于印发部门预算的通知")]), "表.pdf")
    assert sorted(d.rule for d in result.diagnostics) == ["PRS001", "PRS002"]


def test_encrypted_damaged_and_cut_files_are_refused_in_a_sentence():
    from reportlab.lib.pdfencrypt import StandardEncryption

    assert "加密" in refused(pages(drawn(), encrypt=StandardEncryption("secret", "owner")))
    assert "损坏" in refused(b"%PDF-1.7\n" + b"\x00garbage" * 50)


def test_an_owner_password_alone_keeps_nobody_from_reading():
    from reportlab.lib.pdfencrypt import StandardEncryption

    assert texts(pages(drawn(), encrypt=StandardEncryption("", "owner", canCopy=0))) == [[HEAD, *ROWS]]


def test_a_cut_file_is_read_or_refused():
    data = pages(drawn(), drawn())
    for size in range(100, len(data), 97):
        try:
            read_document(data[:size], "表.pdf")
        except ReadError:
            continue


def test_damaged_bytes_raise_nothing_else():
    data = bytearray(pages(drawn(), drawn(), pageCompression=0))
    for at in range(20, len(data), 31):
        broken = bytes(data[:at]) + bytes([data[at] ^ 0x15]) + bytes(data[at + 1 :])
        try:
            read_document(broken, "表.pdf")
        except ReadError:
            continue


def test_too_many_pages_are_refused_before_they_are_read():
    with within(Limits(pages=20)):
        message = refused(pages(*[write(100, 700, "甲")] * 21))
    assert "21 页" in message
    assert "--limit pages=" in message


def test_a_page_of_too_many_lines_is_refused():
    def draw(canvas):
        path = canvas.beginPath()
        for index in range(110_000):
            path.moveTo(index % 500, index % 700)
            path.lineTo(index % 500 + 10, index % 700)
        canvas.drawPath(path)

    assert "第 1 页" in refused(pages(draw))


def test_a_page_of_too_many_tables_is_refused():
    def draw(canvas):
        for index in range(400):
            x, y = 20 + index % 20 * 27, 20 + index // 20 * 38
            canvas.grid([x, x + 10, x + 20], [y, y + 20])
        write(100, 820, "甲")(canvas)

    assert "第 1 页" in refused(pages(draw))


def test_two_readings_are_equal():
    data = story("表", table([HEAD, *ROWS * 30], WIDTHS, repeatRows=1), size=landscape(A4))
    one, two = cells(data), cells(data)
    assert [(c.text, c.place, c.parts) for c in one] == [(c.text, c.place, c.parts) for c in two]


def test_a_table_in_platypus_with_spans_reads_like_a_workbook():
    style = [GRID, ("SPAN", (0, 1), (0, 2)), ("SPAN", (0, 0), (0, 0))]
    data = story("项目支出绩效目标表", table([HEAD, *ROWS], WIDTHS, style), PageBreak(), Paragraph("完", BODY))
    assert indicators(data) == [
        ("产出指标", "数量指标", "甲完成率", "≥95%"),
        ("产出指标", "质量指标", "乙合格率", "≥98%"),
        ("效益指标", "社会效益指标", "受益人数（人次）", "≥1,000人次"),
    ]
