"""ods: the texts that the file shows, at addresses that a walk of its XML and calamine confirm."""

import io
import zipfile

import pytest
from odf import table, text
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableProperties
from python_calamine import CalamineWorkbook

from perflint.errors import ReadError
from perflint.read import read_document
from perflint.read.workbook import read_workbook


def saved(fill):
    book = OpenDocumentSpreadsheet()
    fill(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def cell(shown="", **attributes):
    made = table.TableCell(**({"valuetype": "string"} | attributes if shown else attributes))
    for line in shown.split("\n") if shown else ():
        made.addElement(text.P(text=line))
    return made


def sheet(book, name, *rows, **attributes):
    made = table.Table(name=name, **attributes)
    for row in rows:
        made.addElement(row)
    book.spreadsheet.addElement(made)
    return made


def row(*cells, **attributes):
    made = table.TableRow(**attributes)
    for one in cells:
        made.addElement(one)
    return made


def cells_of(grid):
    return {c.place.cell: c.text for r in grid.rows for c in r if c.text}


def content(body):
    """An ods of a body of its own making."""
    names = "".join(
        f' xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"'
        for p, n in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        new.writestr(
            "content.xml",
            f"<office:document-content{names}><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>"
            "</office:document-content>",
        )
    return out.getvalue()


def test_displayed_text_spans_and_addresses():
    def fill(book):
        off = Style(name="off", family="table")
        off.addElement(TableProperties(display="false"))
        book.automaticstyles.addElement(off)
        sheet(
            book,
            "表一",
            row(cell("项目支出绩效目标表", numbercolumnsspanned=4), table.CoveredTableCell(numbercolumnsrepeated=3)),
            row(numberrowsrepeated=2),
            row(cell("产出", numberrowsspanned=2), cell("完成率"), cell("95%", valuetype="percentage", value=0.95)),
            row(table.CoveredTableCell(), cell("两\n行"), cell("2021年12月", valuetype="date", datevalue="2021-12-31")),
            row(cell(), cell("藏"), visibility="collapse"),
            row(cell("同"), cell(numbercolumnsrepeated=3), cell("值", numbercolumnsrepeated=2), numberrowsrepeated=2),
            row(cell(numbercolumnsrepeated=16384), numberrowsrepeated=1048000),
        )
        sheet(book, "暗", row(cell("不显示")), stylename=off)

    data = saved(fill)
    document = read_document(data, "a.ods")
    first, second = document.grids
    assert document.format == "ods"
    assert cells_of(first) == {
        "A1": "项目支出绩效目标表", "A4": "产出", "B4": "完成率", "C4": "95%", "B5": "两\n行", "C5": "2021年12月",
        "B6": "藏", "A7": "同", "E7": "值", "F7": "值", "A8": "同", "E8": "值", "F8": "值",
    }  # fmt: skip
    merged = {c.place.range: (c.rowspan, c.colspan) for r in first.rows for c in r if c.place.range}
    assert merged == {"A1:D1": (1, 4), "A4:A5": (2, 1)}
    assert [c.text for r in first.rows for c in r if c.hidden] == ["藏"]
    assert (second.hidden, second.rows[0][0].hidden) == (True, True)
    theirs = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("表一").to_python(False)
    assert {f"{'ABCDEF'[c]}{r + 1}" for r, line in enumerate(theirs) for c, v in enumerate(line) if v != ""} == set(
        cells_of(first)
    )


def test_blanks_links_notes_and_values_without_text():
    data = content(
        "<table:tracked-changes><table:cell-content-change><table:table-cell/></table:cell-content-change>"
        "</table:tracked-changes>"
        '<table:table table:name="甲"><table:table-header-rows><table:table-row>'
        "<table:table-cell><office:annotation><text:p>批注</text:p></office:annotation>"
        '<text:p>一<text:s text:c="2"/><text:span>二</text:span><text:a>三</text:a><text:line-break/>四</text:p>'
        "</table:table-cell></table:table-row></table:table-header-rows><table:table-row>"
        '<table:table-cell office:value-type="float" office:value="0.30000000000000004"/>'
        '<table:table-cell office:value-type="percentage" office:value="1"/>'
        '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>'
        '<table:table-cell office:value-type="date" office:date-value="2021-12-31"/>'
        "</table:table-row></table:table>"
    )
    assert cells_of(read_workbook(data, "a.ods").grids[0]) == {
        "A1": "一  二三\n四", "A2": "0.3", "B2": "100%", "C2": "TRUE", "D2": "2021-12-31",
    }  # fmt: skip


def test_forged_repetitions_are_refused():
    many = (
        '<table:table table:name="甲"><table:table-row table:number-rows-repeated="1000000">'
        '<table:table-cell table:number-columns-repeated="16000"><text:p>x</text:p></table:table-cell>'
        "</table:table-row></table:table>"
    )
    with pytest.raises(ReadError, match="cells"):
        read_workbook(content(many), "a.ods")


def test_an_encrypted_ods_is_a_sentence():
    data = saved(lambda book: sheet(book, "a", row(cell("x"))))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name == "META-INF/manifest.xml":
                body = body.replace(b"</manifest:manifest>", b"<manifest:encryption-data/></manifest:manifest>")
            new.writestr(name, body)
    with pytest.raises(ReadError) as caught:
        read_workbook(out.getvalue(), "a.ods")
    assert "加密" in caught.value.message.zh
