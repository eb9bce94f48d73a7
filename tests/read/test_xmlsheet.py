"""XML Spreadsheet 2003: displayed values, merged and hidden cells; a walk of the XML proves places."""

from xml.etree import ElementTree

import pytest

from fuzz.writers import as_xml
from perflint.api import Options, check_bytes
from perflint.errors import ReadError
from perflint.read import read_document
from perflint.read.limits import Limits, within

SS = "urn:schemas-microsoft-com:office:spreadsheet"
HEAD = f"""<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="{SS}" xmlns:o="urn:schemas-microsoft-com:office:office"
 xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:ss="{SS}" xmlns:html="http://www.w3.org/TR/REC-html40">"""
STYLES = """<Styles>
 <Style ss:ID="Default" ss:Name="Normal"><Alignment ss:Vertical="Center"/><NumberFormat/></Style>
 <Style ss:ID="p"><NumberFormat ss:Format="0%"/></Style>
 <Style ss:ID="p2" ss:Parent="p"><Font ss:Bold="1"/></Style>
 <Style ss:ID="q"><NumberFormat ss:Format="Percent"/></Style>
 <Style ss:ID="m"><NumberFormat ss:Format="Standard"/></Style>
 <Style ss:ID="d"><NumberFormat ss:Format="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></Style>
 <Style ss:ID="s"><NumberFormat ss:Format="Short Date"/></Style>
</Styles>"""


def book(rows, more="", styles=STYLES, options="", head=HEAD):
    sheet = f'<Worksheet ss:Name="绩效 表"><Table>{more}{rows}</Table>{options}</Worksheet>'
    return f"{head}{styles}{sheet}</Workbook>".encode()


def cell(value, kind="String", style="", more=""):
    style = f' ss:StyleID="{style}"' if style else ""
    return f'<Cell{style}{more}><Data ss:Type="{kind}">{value}</Data></Cell>'


def read(data, name="表.xls"):
    document = read_document(data, name)
    assert document.format == "xml"
    return document.grids


def placed(data):
    return {c.place.cell: c.text for grid in read(data) for row in grid.rows for c in row}


def test_numbers_and_dates_are_shown_as_on_the_sheet():
    row = (
        cell("0.95", "Number", "p") + cell("0.5", "Number", "p2") + cell("0.95", "Number", "q")
        + cell("1234.5", "Number", "m") + cell("30", "Number") + cell("2024-05-31T00:00:00.000", "DateTime", "d")
        + cell("2024-05-31T00:00:00.000", "DateTime", "s") + cell("1", "Boolean") + cell("#DIV/0!", "Error")
        + cell("不定", "Number")
    )  # fmt: skip
    assert list(placed(book(f"<Row>{row}</Row>")).values()) == [
        "95%", "50%", "95.00%", "1,234.50", "30", "2024年5月31日", "2024/5/31", "TRUE", "#DIV/0!", "不定",
    ]  # fmt: skip


def test_rows_and_columns_may_be_skipped_and_give_their_style():
    rows = (
        '<Row ss:Index="3" ss:StyleID="p"><Cell ss:Index="2"><Data ss:Type="Number">0.9</Data></Cell></Row>'
        '<Row><Cell ss:Index="4"><Data ss:Type="Number">0.8</Data></Cell></Row>'
    )
    assert placed(book(rows, '<Column ss:Index="4" ss:StyleID="q" ss:Span="2"/>')) == {"B3": "90%", "D4": "80.00%"}


def test_merged_cells_and_what_is_no_text_of_theirs():
    note = '<Comment ss:Author="甲"><ss:Data>批注</ss:Data></Comment>'
    rich = (
        '<Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><B>产出</B><Font>指标</Font>&#10;'
        "（50分）</ss:Data></Cell>"
    )
    first = f'<Cell ss:MergeDown="1"><Data ss:Type="String">项目</Data>{note}</Cell>'
    rows = f"<Row>{first}{cell('目标', more=' ss:MergeAcross=' + chr(34) + '1' + chr(34))}{rich}</Row><Row><Cell"
    rows += ' ss:Index="2"><Data ss:Type="String">甲</Data></Cell></Row>'
    (grid,) = read(book(rows))
    assert [[(c.text, c.place.cell, c.place.range, c.rowspan, c.colspan) for c in row] for row in grid.rows] == [
        [("项目", "A1", "A1:A2", 2, 1), ("目标", "B1", "B1:C1", 1, 2), ("产出指标\n（50分）", "D1", None, 1, 1)],
        [("甲", "B2", None, 1, 1)],
    ]
    assert (grid.name, grid.rows[0][0].place.sheet) == ("绩效 表", "绩效 表")


def test_hidden_sheets_rows_and_columns_are_marked():
    rows = (
        f"<Row ss:Hidden='1'>{cell('甲')}</Row><Row>{cell('乙')}{cell('丙')}</Row><Row ss:Height='0'>{cell('丁')}</Row>"
    )
    (grid,) = read(book(rows, '<Column ss:Index="2" ss:Hidden="1"/>'))
    assert {c.text for row in grid.rows for c in row if c.hidden} == {"甲", "丙", "丁"}
    options = '<x:WorksheetOptions xmlns="urn:x"><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>'
    (grid,) = read(book(f"<Row>{cell('甲')}</Row>", options=options))
    assert grid.hidden and grid.rows[0][0].hidden


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312", "utf-16"])
@pytest.mark.parametrize("name", ["表.xls", "表.xml", "表.xlsx", "表.txt"])
def test_encodings_and_names(encoding, name):
    head = HEAD.replace('"1.0"?', f'"1.0" encoding="{encoding}"?', 1)
    data = book(f"<Row>{cell('指标')}</Row>", styles="", head=head).decode().encode(encoding)
    for blank in (b"", b"\r\n  ") if encoding != "utf-16" else (b"",):
        assert [c.text for row in read(blank + data, name)[0].rows for c in row] == ["指标"]


def test_a_prefix_and_the_epoch_of_1904():
    data = (
        f'<?xml version="1.0"?><ss:Workbook xmlns:ss="{SS}" xmlns:x="urn:schemas-microsoft-com:office:excel">'
        '<x:ExcelWorkbook><x:Date1904/></x:ExcelWorkbook><ss:Styles><ss:Style ss:ID="s"><ss:NumberFormat '
        'ss:Format="Short Date"/></ss:Style></ss:Styles><ss:Worksheet ss:Name="a"><ss:Table><ss:Row><ss:Cell '
        'ss:StyleID="s"><ss:Data ss:Type="DateTime">2024-05-31T00:00:00.000</ss:Data></ss:Cell></ss:Row></ss:Table>'
        "</ss:Worksheet></ss:Workbook>"
    )
    assert placed(data.encode()) == {"A1": "2024/5/31"}


def test_places_agree_with_a_walk():
    from layouts import LAYOUTS

    for rows in LAYOUTS.values():
        data = as_xml(rows)
        held, at = {}, f"{{{SS}}}"
        for number, row in enumerate(ElementTree.fromstring(data).iter(f"{at}Row"), 1):
            for one in row.iter(f"{at}Cell"):
                if (text := one.find(f"{at}Data")) is not None:
                    held[f"{chr(64 + int(one.get(f'{at}Index')))}{number}"] = text.text
        assert {place: text for place, text in placed(data).items() if text} == held


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (book("<Row>")[:-40], "damaged"),
        (HEAD.encode(), "damaged"),
        (HEAD.replace("\n", '\n<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>', 1).encode()
         + f"<Worksheet ss:Name='a'><Table><Row>{cell('&b;')}</Row></Table></Worksheet></Workbook>".encode(), "DTD"),
        (book(f"<Row>{cell('a', more=' ss:Index=' + chr(34) + '99999999' + chr(34))}</Row>"), ""),
        (book("<Row ss:Index='0'/>" * 10 + f"<Row ss:Index='1048577'>{cell('a')}</Row>"), ""),
    ],
)  # fmt: skip
def test_hostile_files(data, word):
    found = check_bytes(data, "a.xls", Options(lang="en")).diagnostics
    said = [d.message for d in found if d.rule == "PRS001"]
    assert bool(said) == bool(word) and all(word in message for message in said)


def test_too_many_cells_are_refused():
    with within(Limits(cells=100)), pytest.raises(ReadError, match="cells"):
        read(book(f"<Row>{cell('a') * 60}</Row>" * 2))
