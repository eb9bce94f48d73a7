"""What platforms and sites give out under Office names, and pages as they publish them: understood as the table is."""

from html import escape

import pytest
from layouts import LAYOUTS
from sources import as_page
from test_html import prove
from understanding import reported, understood

from fuzz.writers import as_mht, as_word_xml, as_xml, cells, delimited
from perflint.read import read_document

OFFICE = (
    '<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns="http://www.w3.org/TR/REC-html40">'
)
SITE = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312" />
<title>部门预算公开</title>
<script>var a="<table><tr><td>项目名称</td></tr></table>"; if(a<b && c>d){w("<td>");}</script>
<style type="text/css"><!-- td{color:red} .x>p{} --></style></head><body><!--头部--><div class="top">
<a href="/">首页</a> | <a href="/en">English</a><span>今天是2024年5月6日</span><ul class="nav">
<li><a href="/1">公开</a></li><li><a href="/2">服务</a></li></ul>
<form action="/s"><input name="q" value="关键字"></form></div>
<div>您现在的位置：<a href="/">首页</a> &gt; <a href="/a">政务公开</a></div><h1>2024年部门预算公开</h1>
<div class="info">发布时间：2024-02-08　来源：县财政局　字号：【<a href="javascript:f(1)">大</a>】</div>
<div class="TRS_Editor"><style>.TRS_Editor P{margin:0}</style>"""
FOOT = """</div><div>附件：<a href="./P1.xls">预算表.xls</a></div><p><a href="javascript:print()">【打印】</a></p>
<div class="rel"><h3>相关链接</h3><ul><li><a href="/x">2023年公开</a><span>2023-02-10</span></li></ul></div>
<div class="footer"><p>主办单位：某县人民政府办公室</p></div><script>(function(){})()</script></body></html>"""


def rows_of(rows, cell, row="<tr>{}</tr>\r\n"):
    """Rows of a table whose cells a function writes: of a text and the attributes of its spans."""
    made = []
    for line in rows:
        own = [(c[0], f' rowspan="{c[1]}" colspan="{c[2]}"'.replace(' rowspan="1" colspan="1"', ""))
               for c in cells(line) if c]  # fmt: skip
        made.append(row.format("".join(cell(text, spans) for text, spans in own)))
    return "".join(made)


def excel(rows):
    """As Excel saves a workbook for the web."""

    def cell(text, spans):
        text = escape(text).replace("\n", "<br style='mso-data-placement:same-cell;'>") or "　"
        number = f' x:num="{text}"' if text.replace(".", "").isdigit() else " x:str"
        style = "style='mso-number-format:\"\\@\"'"
        return f'  <td class=xl65{spans} {style}{number}><font class="font5">{text}</font></td>\r\n'

    last = "<![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=72></td></tr><![endif]>"
    return f"{OFFICE}<head><meta charset=gb2312></head><body><table x:str border=0>{rows_of(rows, cell)}{last}</table>"


def word(rows):
    """As Word saves a document for the web."""

    def cell(text, spans):
        lines = "".join(
            "<p class=MsoNormal align=center style='text-align:center'><b style='mso-bidi-font-weight:normal'><span\r\n"
            f"  lang=EN-US style='font-size:10.0pt'>{escape(line) or '<o:p>&nbsp;</o:p>'}</span></b></p>"
            for line in text.split("\n")
        )
        return f"  <td width=82{spans} style='border:solid windowtext 1.0pt'>\r\n  {lines}\r\n  </td>\r\n"

    row = " <tr style='mso-yfti-irow:1;height:15.6pt'>\r\n{} </tr>\r\n"
    return f"<table class=MsoNormalTable border=1>{rows_of(rows, cell, row)}</table>"


def careless(rows):
    """Capital letters, fonts, and hardly an end tag."""

    def cell(text, spans):
        return f"<TD{spans.upper()}><FONT face=宋体>{escape(text).replace(chr(10), '<BR>')}&nbsp;</FONT>\n"

    return f"<TABLE BORDER=1><TBODY>{rows_of(rows, cell, '<TR>{}')}</TABLE>"


def wrapped(rows):
    """As an editor lays it out, lines broken between Han."""

    def cell(text, spans):
        parts = (escape(line) for line in text.split("\n"))
        broken = ("\n      ".join(part[i : i + 24] for i in range(0, len(part), 24)) for part in parts)
        return f"      <td{spans}>\n        <p>\n      {'<br />'.join(broken)}\n        </p>\n      </td>\n"

    return f"<div><table><tbody>{rows_of(rows, cell, '    <tr>{}    </tr>')}</tbody></table></div>"


def framed(table):
    """In tables that lay out the page."""
    menu = "<table><tr><td>栏目</td></tr><tr><td><a href=/1>预算</a></td></tr></table>"
    return (
        '<html><table width=980><tr><td><table><tr><td><a href="/">首页</a></td></tr></table></td></tr><tr><td><table>'
        f"<tr><td width=200>{menu}</td><td>{table}</td></tr></table></td></tr><tr><td>版权所有</td></tr></table></html>"
    )


WAYS = {
    "excel page.xls": lambda rows: excel(rows).encode("gb18030"),
    "tabs.xls": lambda rows: delimited(rows, "\t").decode().encode("utf-16"),
    "commas.xls": lambda rows: delimited(rows, ",").decode().encode("gb18030"),
    "template.xls": as_xml,
    "archive.xls": as_mht,
    "template.doc": as_word_xml,
    "word page.doc": lambda rows: f"{OFFICE}{word(rows)}".encode("gb18030"),
    "site word.html": lambda rows: (SITE + word(rows) + FOOT).encode("gb18030"),
    "site careless.html": lambda rows: (SITE + careless(rows) + FOOT).encode("gb18030"),
    "site wrapped.htm": lambda rows: (SITE + wrapped(rows) + FOOT).encode("utf-8"),
    "framed word.html": lambda rows: framed(word(rows)).encode("gb18030"),
    "framed careless.html": lambda rows: framed(careless(rows)).encode("gb18030"),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", WAYS)
def test_it_is_understood_as_its_table(name, layout):
    data, page = WAYS[name](LAYOUTS[layout]), as_page(LAYOUTS[layout]).encode()
    assert understood(data, name) == understood(page, "a.html")
    assert reported(data, name) == reported(page, "a.html") != []
    document = read_document(data, name)
    if document.format == "html":
        prove(document)
