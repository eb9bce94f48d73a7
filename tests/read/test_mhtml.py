"""Web archives of Excel and Word: sheets by name, places on them, pages of other kinds; what is refused."""

from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from layouts import LAYOUTS
from sources import as_page
from understanding import reported, understood

from fuzz.writers import as_mht
from perflint.errors import ReadError
from perflint.read import read_document
from perflint.read.limits import Limits, within

SPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns="http://www.w3.org/TR/REC-html40"'
)
TABLE = (
    "<table x:str border=0><col width=72><tr height=19><td rowspan=2 x:str='产出指标'>产出指标</td><td>数量</td></tr>"
    "<tr height=38 style='mso-xlrowspan:2'><td height=38 colspan=1 style='mso-ignore:colspan'></td></tr>"
    "<tr><td class=xl66 align=right x:num=\"0.95\">95%</td><td></td><td style='display:none'>藏</td></tr></table>"
)


def archive(*pages, charset="utf-8"):
    """An archive of (place, source) pages, a picture among them."""
    made = MIMEMultipart("related", boundary="----=_NextPart_01DA")
    for place, source in pages:
        part = MIMEText(source, "html", charset)
        part["Content-Location"] = place
        made.attach(part)
    made.attach(MIMEImage(b"\x89PNG", "png"))
    return made.as_bytes()


def excel(*sheets, single=False):
    """The frames of a workbook of (name, file, more) sheets."""
    said = "".join(
        f"<x:ExcelWorksheet><x:Name>{name}</x:Name>"
        + ("" if single else f'<x:WorksheetSource HRef="{file}"/>')
        + f"<x:WorksheetOptions>{more}</x:WorksheetOptions></x:ExcelWorksheet>"
        for name, file, more in sheets
    )
    return (
        f"<html {SPACES}><head><!--[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheets>{said}</x:ExcelWorksheets>"
        "</x:ExcelWorkbook></xml><![endif]--></head>"
    )


def cells(data, name="表.mht"):
    document = read_document(data, name)
    assert (document.format, document.source) == ("mhtml", None)
    return [c for grid in document.grids for row in grid.rows for c in row if c.text]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_workbook_is_understood_as_its_table(layout):
    data, page = as_mht(LAYOUTS[layout]), as_page(LAYOUTS[layout]).encode()
    for name in ("表.mht", "表.xls"):
        assert understood(data, name) == understood(page, "a.html")
        assert reported(data, name) == reported(page, "a.html") != []


def test_sheets_have_names_and_places():
    frames = excel(
        ("目标 &amp; 值", "%E8%A1%A8.files/sheet001.htm", ""),
        ("备用", "b.files\\sheet002.htm", "<x:Visible>SheetHidden</x:Visible>"),
        ("图", "c.files/sheet003.htm", ""),
    )
    head = f"<html {SPACES}><body>"
    data = archive(
        ("file:///C:/A/a.htm", f"{frames}<frameset></frameset></html>"),
        ("file:///C:/A/%E8%A1%A8.files/sheet001.htm", head + TABLE),
        ("file:///C:/A/%E8%A1%A8.files/tabstrip.htm", "<table><tr><td>目标</table>"),
        ("file:///C:/A/b.files/sheet002.htm", head + "<table><tr><td>旧</table>"),
    )
    assert [(c.text, c.place.sheet, c.place.cell, c.place.range, c.hidden) for c in cells(data)] == [
        ("产出指标", "目标 & 值", "A1", "A1:A2", False),
        ("数量", "目标 & 值", "B1", None, False),
        ("95%", "目标 & 值", "A4", None, False),
        ("藏", "目标 & 值", "C4", None, True),
        ("旧", "备用", "A1", None, True),
    ]
    assert [grid.hidden for grid in read_document(data, "a.mht").grids] == [False, True, False]


def test_a_workbook_of_one_sheet_is_one_page():
    data = archive(("file:///C:/a.htm", excel(("表一", "", ""), single=True) + f"<body>{TABLE}</body></html>"))
    assert [(c.text, c.place.sheet, c.place.cell) for c in cells(data, "a.xls")][:2] == [
        ("产出指标", "表一", "A1"),
        ("数量", "表一", "B1"),
    ]


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_word_s_pages_have_places_as_in_word(charset):
    page = f"<html xmlns:w='urn:schemas-microsoft-com:office:word'><body><p>绩效目标表<p>单位：万元{TABLE}<p>注"
    data = archive(("file:///C:/a.htm", page), ("header.htm", "<p>页眉</p>"), charset=charset)
    assert [(c.text, c.place.paragraph, c.place.table, c.place.row, c.place.column) for c in cells(data, "a.doc")] == [
        ("绩效目标表", 1, None, None, None),
        ("单位：万元", 2, None, None, None),
        ("产出指标", None, 1, 1, 1),
        ("数量", None, 1, 1, 2),
        ("95%", None, 1, 4, 1),
        ("藏", None, 1, 4, 3),
        ("注", 3, None, None, None),
    ]


def test_what_holds_no_page_or_too_much_is_refused():
    data = archive(("a.htm", TABLE * 3))
    for cut in (data[:90], b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\nabc"):
        with pytest.raises(ReadError, match="holds no page"):
            read_document(cut, "a.mht")
    with within(Limits(cells=10)), pytest.raises(ReadError, match="cells"):
        read_document(data, "a.mht")


def test_a_page_whose_tables_stand_elsewhere_says_so():
    page = (
        excel(("目标", "a.files/sheet001.htm", "")) + "<frameset><frame src='a.files/sheet001.htm'></frameset></html>"
    )
    with pytest.raises(ReadError, match="only holds frames"):
        read_document(page.encode(), "a.xls")
