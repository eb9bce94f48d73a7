"""Word: merged and nested cells, changes, fields, symbols; a walk of the XML and python-docx prove texts and places."""

import io
import random
import time

import docx
import pytest
from docx_files import (
    GO_ON,
    START,
    STRICT,
    W,
    document,
    p,
    part,
    relations,
    run,
    span,
    tbl,
    tc,
    tr,
    walked,
    zipped,
)
from test_sniff import compound

from perflint.errors import ReadError
from perflint.read import read_document
from perflint.read.docx import read_docx
from perflint.read.limits import Limits, within


def read(body, name="a.docx", **options):
    return read_document(document(body, **options), name)


def shown(grid):
    """The texts of a grid's rows by column."""
    return [{c.column: c.text for c in row} for row in grid.rows]


def only(body, **options):
    """The texts of the only grid, row by row."""
    grids = read(body, **options).grids
    assert len(grids) == 1
    return [[c.text for c in row] for row in grids[0].rows]


def spans(grid):
    return {
        c.text: (c.row, c.column, c.rowspan, c.colspan) for row in grid.rows for c in row if c.rowspan * c.colspan > 1
    }


def prove(data):
    """Every cell stands at its place: by a walk of the XML and, where the rows are whole, by python-docx."""
    cells = walked(data)
    tables = docx.Document(io.BytesIO(data)).tables if "word/styles.xml" in names(data) else []
    count = 0
    for grid in read_document(data, "a.docx").grids:
        for number, row in enumerate(grid.rows):
            for cell in row:
                assert cell.row == number
                at = cell.place
                if at.table is not None:
                    assert cells[at.table, at.row, at.column] == cell.text
                    count += 1
                    if tables:
                        assert tables[at.table - 1].cell(at.row - 1, at.column - 1).text.strip("\n") == cell.text
    return count


def names(data):
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.namelist()


MERGED = tbl(
    tr(tc("标题", span(4))),
    tr(tc("产出", START), "数量", tc("甲", span(2))),
    tr(tc("", GO_ON), tc("质量", START), "乙", "丙"),
    tr(tc("", GO_ON), tc("", GO_ON), "丁", "戊"),
    tr(tc("效益", START), "社会", tc("己", span(2) + START)),
    tr(tc("", GO_ON), "经济", tc("", span(2) + GO_ON)),
    widths=[2000] * 4,
)


@pytest.mark.parametrize("namespace", [W, STRICT])
def test_merged_cells_stand_once(namespace):
    made = read(MERGED, namespace=namespace)
    assert made.format == "docx"
    grid = made.grids[0]
    assert [[c.text for c in row] for row in grid.rows] == [
        ["标题"],
        ["产出", "数量", "甲"],
        ["质量", "乙", "丙"],
        ["丁", "戊"],
        ["效益", "社会", "己"],
        ["经济"],
    ]
    assert spans(grid) == {
        "标题": (0, 0, 1, 4),
        "产出": (1, 0, 3, 1),
        "甲": (1, 2, 1, 2),
        "质量": (2, 1, 2, 1),
        "效益": (4, 0, 2, 1),
        "己": (4, 2, 2, 2),
    }
    assert shown(grid)[3] == {2: "丁", 3: "戊"}
    assert prove(document(MERGED, namespace=namespace)) == 13


def test_merges_that_lost_their_start():
    rows = only(
        tbl(tr(tc("甲", GO_ON), "乙"), tr(tc("丙", START), "丁"), tr("戊", tc("己", GO_ON)), widths=[2000, 2000])
    )
    assert rows == [["甲", "乙"], ["丙", "丁"], ["戊", "己"]]
    beside = tbl(
        tr(tc("甲", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), "乙"), tr("a", "b", "c"), widths=[2000] * 3
    )
    grid = read(beside).grids[0]
    assert shown(grid) == [{0: "甲", 2: "乙"}, {0: "a", 1: "b", 2: "c"}]
    assert spans(grid) == {"甲": (0, 0, 1, 2)}


def test_rows_that_begin_later_and_hidden_rows():
    body = tbl(
        tr("甲", "乙", "丙"),
        tr("丁", "戊", properties='<w:gridBefore w:val="1"/>'),
        tr("己", "庚", "辛", properties="<w:hidden/>"),
        widths=[2000] * 3,
    )
    grid = read(body).grids[0]
    assert shown(grid)[1] == {1: "丁", 2: "戊"}
    assert [row[0].hidden for row in grid.rows] == [False, False, True]
    assert grid.rows[1][0].place.column == 2
    prove(document(body))


def test_edges_that_were_dragged_by_hand_make_no_columns():
    body = tbl(
        tr(tc("一级指标", span(2)), "二级指标", tc("指标值", span(2))),
        tr("产出", tc("数量", span(2)), tc("≥3个", span(2))),
        tr(tc("效益", span(2)), tc("社会", span(2)), "≥80%"),
        widths=[1000, 60, 1500, 40, 1500],
    )
    grid = read(body).grids[0]
    assert shown(grid) == [
        {0: "一级指标", 1: "二级指标", 2: "指标值"},
        {0: "产出", 1: "数量", 2: "≥3个"},
        {0: "效益", 1: "社会", 2: "≥80%"},
    ]
    assert spans(grid) == {}
    prove(document(body))


def test_narrow_columns_of_text_stay():
    body = tbl(tr("甲", "乙", "丙"), tr(tc("丁", span(2)), "戊"), widths=[1000, 90, 1000])
    grid = read(body).grids[0]
    assert shown(grid) == [{0: "甲", 1: "乙", 2: "丙"}, {0: "丁", 2: "戊"}]
    blank = tbl(tr("甲", "", "丙"), tr(tc("丁", span(2)), "戊"), widths=[1000, 90, 1000])
    assert shown(read(blank).grids[0]) == [{0: "甲", 1: "丙"}, {0: "丁", 1: "戊"}]


def test_columns_that_no_cell_uses_are_left_out():
    body = tbl(tr(tc("甲", span(3)), tc("乙", span(2))), tr(tc("丙", span(3)), tc("丁", span(2))), widths=[900] * 5)
    grid = read(body).grids[0]
    assert shown(grid) == [{0: "甲", 1: "乙"}, {0: "丙", 1: "丁"}]
    assert grid.rows[1][1].place.column == 4
    prove(document(body))


def test_nested_tables_come_behind_the_outer_one():
    inner = tbl(tr("内一", tc(p("内二") + tbl(tr("最内", "最内二")) + p())), widths=[500, 500])
    body = tbl(tr("外一", tc(p("前") + inner + p("后")))) + p("中间") + tbl(tr("次", "表"))
    made = read(body)
    assert [[[c.text for c in row] for row in grid.rows] for grid in made.grids] == [
        [["外一", "前\n后"], [], ["中间"], [], ["次", "表"]],
        [["内一", "内二"]],
        [["最内", "最内二"]],
    ]
    assert [grid.rows[0][0].place.table for grid in made.grids] == [1, 2, 3]
    assert made.grids[0].rows[4][0].place.table == 4
    assert prove(document(body)) == 8


def test_a_table_that_only_frames_another():
    body = tbl(tr(tc(p("项目绩效目标表") + tbl(tr("一级指标", "指标值"), tr("产出", "3个")) + p("注：无"))))
    made = read(body)
    assert [[c.text for c in row] for row in made.grids[0].rows] == [
        ["项目绩效目标表"],
        [],
        ["一级指标", "指标值"],
        ["产出", "3个"],
        ["注：无"],
    ]
    title, value = made.grids[0].rows[0][0].place, made.grids[0].rows[3][1].place
    assert (title.table, title.row, title.column, value.table, value.row, value.column) == (1, 1, 1, 2, 2, 2)


def test_tracked_changes_as_accepted():
    body = (
        p(
            "甲",
            '<w:ins w:id="1">'
            + run("乙")
            + '</w:ins><w:del w:id="2"><w:r><w:delText>丙</w:delText><w:tab/></w:r></w:del>',
        )
        + p("<w:moveFrom>" + run("丁") + "</w:moveFrom><w:moveTo>" + run("戊") + "</w:moveTo>")
        + p("前半", properties="<w:rPr><w:del w:id='3'/></w:rPr>")
        + p("后半")
        + tbl(
            tr("留", "a"),
            tr("删", "b", properties='<w:del w:id="4"/>'),
            tr(
                "增", tc(p("c", properties="<w:rPr><w:del w:id='5'/></w:rPr>") + p("d")), properties='<w:ins w:id="6"/>'
            ),
        )
    )
    made = read(body)
    assert [[c.text for c in row] for row in made.grids[0].rows] == [
        ["甲乙"],
        ["戊"],
        ["前半后半"],
        [],
        ["留", "a"],
        ["增", "cd"],
    ]
    assert made.grids[0].rows[5][0].place.row == 3
    assert [row[0].place.paragraph for row in made.grids[0].rows[:3]] == [1, 2, 4]


def test_what_a_line_holds_besides_characters():
    body = (
        p("a", "<w:r><w:tab/><w:t>b </w:t><w:noBreakHyphen/><w:t>软\u00ad连</w:t></w:r>")
        + p(run("看不见", "<w:vanish/>"), run("看得见", '<w:vanish w:val="0"/>'))
        + p(
            "<w:hyperlink><w:smartTag>" + run("链接") + "</w:smartTag></w:hyperlink>",
            '<w:fldSimple w:instr="PAGE">' + run("7") + "</w:fldSimple>",
        )
        + p(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF 1</w:instrText></w:r>',
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
            run("内"),
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            + run("码")
            + '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
            run("结果"),
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        )
        + p(
            "字<w:r/>".replace("<w:r/>", ""),
            "<w:r><w:ruby><w:rt>" + run("zì") + "</w:rt><w:rubyBase>" + run("注") + "</w:rubyBase></w:ruby></w:r>",
        )
        + p(run("一"), "<w:r><w:br/></w:r>", run("二"), "<w:r><w:footnoteReference w:id='1'/></w:r>")
        + "<w:sdt><w:sdtContent>"
        + p("控件")
        + "</w:sdtContent></w:sdt>"
        + tbl(
            "<w:sdt><w:sdtContent>"
            + tr("行", "<w:sdt><w:sdtContent>" + tc("格") + "</w:sdtContent></w:sdt>")
            + "</w:sdtContent></w:sdt>"
        )
    )
    assert only(body) == [
        ["a", "b-软连"],
        ["看得见"],
        ["链接7"],
        ["结果"],
        ["字注"],
        ["一"],
        ["二"],
        ["控件"],
        [],
        ["行", "格"],
    ]


def test_signs_of_symbol_fonts():
    def sym(font, code):
        return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'

    fonts = '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'
    body = tbl(
        tr(
            tc(p(sym("Symbol", "F0B3"), "95%")),
            tc(p(run("\uf0a3", fonts), "5天")),
            tc(p(sym("Wingdings", "F0FE"), "是", sym("Wingdings", "F0A8"), "否")),
            tc(p(sym("宋体", "2265"), "3")),
            tc(p(sym("x", "D800"), sym("x", "zz"), sym("x", ""), "无")),
        )
    )
    assert only(body) == [["≥95%", "≤5天", "☑是□否", "≥3", "无"]]


def test_equations_in_a_line():
    def m(name, inner):
        return f"<m:{name}>{inner}</m:{name}>"

    text = m("r", m("t", "完成数"))
    body = p(
        "率＝",
        m("oMath", m("f", m("num", text) + m("den", m("r", m("t", "总数")))) + m("r", m("t", "×100%"))),
        m("oMath", m("f", m("num", m("r", m("t", "a+b"))) + m("den", m("r", m("t", "c"))))),
        m("oMath", m("d", m("e", m("r", m("t", "x"))))),
    )
    assert only(body) == [["率＝完成数/总数×100%(a+b)/c(x)"]]


def test_text_boxes_once_with_the_place_of_their_paragraph():
    box = "<w:txbxContent>" + p("项目绩效目标表") + tbl(tr("框", "内")) + "</w:txbxContent>"
    drawn = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp>"
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    made = read(p("前") + p("段", drawn) + tbl(tr("甲", tc(p("乙", drawn)))))
    assert [[c.text for c in row] for row in made.grids[0].rows] == [
        ["前"],
        ["段"],
        ["项目绩效目标表"],
        ["框"],
        ["内"],
        [],
        ["甲", "乙"],
        ["项目绩效目标表"],
        ["框"],
        ["内"],
    ]
    assert made.grids[0].rows[2][0].place.paragraph == 2
    assert made.grids[0].rows[7][0].place.column == 2


def style(name, inner="", based=""):
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    return f'<w:style w:styleId="{name}">{base}<w:rPr>{inner}</w:rPr></w:style>'


def test_hidden_by_a_style_and_styles_in_a_circle():
    styles = part(
        "styles",
        style("a", "<w:vanish/>")
        + style("b", based="a")
        + style("c", '<w:vanish w:val="false"/>', "a")
        + style("d", based="e")
        + style("e", based="d")
        + style("f", based="f"),
    )
    used = "".join(p(run(name, f'<w:rStyle w:val="{name}"/>')) for name in "abcdefg")
    used += p("h", properties='<w:pStyle w:val="b"/>')
    assert only(used, styles=styles) == [["c"], ["d"], ["e"], ["f"], ["g"]]


def test_a_title_in_the_page_header():
    head = part("hdr", p("某单位") + p("项目支出绩效目标表"))
    table = tbl(tr("一级指标", "指标值"))
    made = read(table, header1=head, header2=head)
    assert [[c.text for c in row] for row in made.grids[0].rows] == [["项目支出绩效目标表"], ["一级指标", "指标值"]]
    assert [c.row for row in made.grids[0].rows for c in row] == [0, 1, 1]
    own = only(p("部门整体绩效目标表") + table, header1=head)
    assert own == [["部门整体绩效目标表"], [], ["一级指标", "指标值"]]


HEAD = tr("一级指标", "指标值")
PAGE = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def titles(body):
    return [[row[0].text if row else "" for row in grid.rows] for grid in read(body).grids]


def test_a_grid_begins_with_a_title():
    tables = (
        p("A表")
        + tbl(HEAD)
        + p("填表人")
        + p("附件2：")
        + p("某项目绩效目标")
        + tbl(HEAD)
        + p("年度绩效目标")
        + tbl(HEAD)
    )
    assert titles(tables) == [
        ["A表", "", "一级指标", "", "填表人"],
        ["附件2：", "某项目绩效目标", "", "一级指标", "", "年度绩效目标", "", "一级指标"],
    ]
    paged = p("A表") + tbl(HEAD) + p("尾") + PAGE + p("某局") + p("第二张表") + tbl(HEAD)
    assert titles(paged) == [["A表", "", "一级指标", "", "尾"], ["某局", "第二张表", "", "一级指标"]]
    sections = p("A表") + tbl(HEAD) + p(properties="<w:sectPr/>") + p("某局") + p("第二张表") + tbl(HEAD)
    assert titles(sections) == [["A表", "", "一级指标"], ["某局", "第二张表", "", "一级指标"]]
    before = p("A表") + tbl(HEAD) + p("某局", properties="<w:pageBreakBefore/>") + p("第二张表") + tbl(HEAD)
    assert titles(before) == [["A表", "", "一级指标"], ["某局", "第二张表", "", "一级指标"]]


def test_a_table_goes_on_behind_a_page_break():
    first = tbl(HEAD, tr("产出", "甲"), widths=[2000, 3000])
    second = tbl(tr("效益", "乙"), widths=[2050, 2950])
    for between in (p(), PAGE, PAGE + p("续表"), p("某某绩效目标表（续）")):
        assert titles(first + between + second) == [["一级指标", "产出", "效益"]]
    assert titles(first + p("其他") + second) == [["一级指标", "产出", "", "其他", "", "效益"]]
    other = tbl(tr("效益", "乙", "丙"), widths=[1000, 1000, 1000])
    assert titles(first + p() + other) == [["一级指标", "产出", "", "效益"]]
    grid = read(first + p() + second).grids[0]
    assert [[c.column for c in row] for row in grid.rows] == [[0, 1]] * 3
    assert grid.rows[2][1].place.table == 2


@pytest.mark.parametrize(
    ("line", "begins"),
    [
        ("2024年部门整体支出绩效目标表", True),
        ("附表3 项目绩效目标表（二）", True),
        ("项目支出绩效自评表-2", True),
        ("某某专项资金绩效目标（2024年度）", True),
        ("年度绩效目标", False),
        ("三、项目绩效目标", False),
        ("填表", False),
        ("续表", False),
        ("项目绩效目标表（续）", False),
        ("各项指标完成情况详见附表", False),
        ("按要求，填好下表", False),
    ],
)
def test_what_can_be_a_title(line, begins):
    table = tbl(HEAD, tr("产出", "甲"), widths=[2000, 3000])
    assert len(read(table + p(line) + table).grids) == 1 + begins


def test_titles_that_every_page_repeats_part_nothing():
    page = p("项目绩效目标表") + p("单位：万元") + tbl(HEAD, tr("产出", "甲"), widths=[2000, 3000]) + p("- 1 -")
    assert len(read(page * 3).grids) == 1
    other = page.replace("单位：万元", "项目名称：乙")
    assert len(read(page + other).grids) == 2


def test_blank_paragraphs_part_lines():
    assert only(p() + p("甲") + p() + p() + p("乙") + p("丙") + p()) == [["甲"], [], ["乙"], ["丙"]]


def test_more_cells_than_anyone_can_have_meant():
    for body in (
        p("<w:r>" + "<w:tab/>" * 2001 + "</w:r>"),
        "<w:tbl>" + "<w:tr/>" * 2001 + "</w:tbl>",
        p() * 2001,
        tbl(*[tr("a", properties='<w:gridBefore w:val="999"/>')] * 50, tr(*["b"] * 1001)),
    ):
        with within(Limits(cells=2000)):
            assert "单元格" in refused(document(body)).zh


def test_a_part_that_is_too_large(monkeypatch):
    monkeypatch.setattr("perflint.read.docx._MAX_PART", 1 << 20)
    assert "拆分" in refused(document(p("甲" * 2**20))).zh


def test_a_merged_cell_ends_with_its_table():
    first = tbl(HEAD, tr(tc("产出", START), "甲"), tr(tc("", GO_ON), "乙"), widths=[2000, 3000])
    made = read(first + p() + first)
    assert [c.rowspan for row in made.grids[0].rows for c in row if c.text == "产出"] == [2, 2]


def random_document(seed):
    """A document of random merges, by python-docx."""
    choose = random.Random(seed)
    made = docx.Document()
    for number in range(choose.randint(1, 4)):
        made.add_paragraph(f"第{number}张绩效目标表")
        rows, columns = choose.randint(1, 8), choose.randint(1, 7)
        table = made.add_table(rows, columns)
        for _ in range(choose.randint(0, 4)):
            r, c = choose.randrange(rows), choose.randrange(columns)
            try:
                table.cell(r, c).merge(table.cell(choose.randrange(r, rows), choose.randrange(c, columns)))
            except docx.exceptions.InvalidSpanError:
                continue
        for row in range(rows):
            for column in range(columns):
                table.cell(row, column).text = f"{number}-{row}-{column}"
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("seed", range(30))
def test_random_merges_as_python_docx_sees_them(seed):
    data = random_document(seed)
    prove(data)
    tables = docx.Document(io.BytesIO(data)).tables
    grids = read_document(data, "a.docx").grids
    assert len(grids) == len(tables)
    for grid, table in zip(grids, tables, strict=True):
        covered = {}
        for row in grid.rows[2:]:
            for cell in row:
                # Columns that no cell begins at are left out of the grid; the file's own are counted here.
                later = sorted({c.place.column for r in grid.rows[2:] for c in r})
                starts = [*later, len(table.columns) + 1]
                for r in range(cell.rowspan):
                    for column in range(starts[cell.column], starts[cell.column + cell.colspan]):
                        covered[cell.place.row + r, column] = cell.text
        assert covered == {
            (r, c): table.cell(r - 1, c - 1).text
            for r in range(1, len(table.rows) + 1)
            for c in range(1, len(table.columns) + 1)
        }


def refused(data, name="a.docx", reader=read_document):
    with pytest.raises(ReadError) as caught:
        reader(data, name)
    return caught.value.message


@pytest.mark.parametrize("name", ["a.docx", "a.docm", "a.doc", "a.wps", "a.xlsx", "a.txt"])
def test_the_content_tells(name):
    assert read(tbl(HEAD), name=name).format == "docx"


def test_damaged_documents():
    whole = document(tbl(HEAD))
    for data in (
        whole[:-200],
        whole[: len(whole) // 2],
        zipped({"[Content_Types].xml": "", "word/other.xml": "<a/>"}),
        zipped({"[Content_Types].xml": "", "word/document.xml": "<w:document><w:body>"}),
        zipped({"[Content_Types].xml": "", "word/document.xml": part("document", "")}),
        zipped({"[Content_Types].xml": "", "word/document.xml": b"\xff\xfe\0"}),
        document(tbl(HEAD), styles="<broken"),
    ):
        assert "损坏" in refused(data).zh
        assert "damaged" in refused(data, reader=read_docx).en


def test_cut_off_anywhere_is_a_sentence():
    whole = random_document(1)
    choose = random.Random(2)
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(choose.randint(1, 6)):
            data[choose.randrange(len(data))] = choose.randrange(256)
        cut = bytes(data[: choose.randint(len(data) // 2, len(data))])
        try:
            read_docx(cut, "a.docx")
        except ReadError as error:
            assert error.message.zh and error.message.en


def test_entities_are_never_resolved(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密")
    attacks = [
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>',
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
        + "".join(f'<!ENTITY {chr(b)} "{f"&{chr(b - 1)};" * 10}">' for b in range(98, 108))
        + '<!ENTITY e "&k;">]>',
        f'<!DOCTYPE x SYSTEM "{secret.as_uri()}">',
    ]
    for attack in attacks:
        start = time.perf_counter()
        body = p("<w:r><w:t>&e;</w:t></w:r>" if "ENTITY" in attack else "a") + tbl(HEAD)
        assert refused(document(body, before=attack)).zh.partition("，")[0] in (
            "文件中的 XML 带有文档类型或实体定义（DTD）",
            "Word 文档已损坏或不完整",
        )
        assert time.perf_counter() - start < 2


def test_links_outside_are_not_followed():
    parts = {
        "[Content_Types].xml": "",
        "_rels/.rels": relations(("officeDocument", "word/document.xml")),
        "word/document.xml": part("document", f"<w:body>{tbl(HEAD)}</w:body>"),
        "word/_rels/document.xml.rels": relations(
            ("styles", "../../../../etc/passwd"), ("header", "file:///etc/passwd"), ("header", "http://a.b/c")
        ),
    }
    assert read_document(zipped(parts), "a.docx").grids[0].rows[0][0].text == "一级指标"


def test_deep_nesting_is_a_sentence_or_a_table():
    deep = p("底")
    for _ in range(40):
        deep = tbl(tr("边", tc(deep)))
    assert len(read(deep).grids) == 40
    for _ in range(4000):
        deep = f"<w:sdt><w:sdtContent>{deep}</w:sdtContent></w:sdt>"
    refused(document(deep))


def test_forged_numbers_cost_nothing():
    huge = "9" * 30
    body = tbl(
        tr(tc("甲", span(huge)), "乙", properties=f'<w:gridBefore w:val="{huge}"/>'),
        tr(tc("丙", span(-5)), tc("丁", span("x"))),
        widths=[huge, -3, "x"],
    )
    start = time.perf_counter()
    grid = read(body).grids[0]
    assert {c.text for row in grid.rows for c in row} == {"甲", "乙", "丙", "丁"}
    assert all(c.colspan <= 4 for row in grid.rows for c in row)
    assert time.perf_counter() - start < 1


def test_pictures_only():
    picture = p("<w:r><w:drawing><a:blip r:embed='r1'/></w:drawing></w:r>")
    message = refused(document(picture))
    assert "只有图片" in message.zh and "no text" in message.en
    assert "另一种格式" in refused(document("<w:altChunk r:id='r1'/>")).zh
    assert read(p()).grids == ()


def test_old_and_encrypted_ones_by_name_of_docx():
    magic = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
    assert "另存" in refused(magic, reader=read_docx).zh
    locked = compound("EncryptedPackage", "EncryptionInfo")
    for reader in (read_docx, read_document):
        assert "已加密" in refused(locked, reader=reader).zh


def test_many_rows_are_read_quickly():
    row = tr(*["数量指标"] * 8)
    data = document(tbl(*[row] * 5000, widths=[1000] * 8))
    start = time.perf_counter()
    assert len(read_document(data, "a.docx").grids[0].rows) == 5000
    assert time.perf_counter() - start < 10
