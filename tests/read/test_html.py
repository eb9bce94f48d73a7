"""Html: spans, nested tables, navigation, entities; lxml and plain slicing of the source prove texts and places."""

import random
import re
import time
from html import unescape

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perflint.api import Options, check_bytes
from perflint.errors import ReadError
from perflint.read import read_document
from perflint.read.limits import Limits

PAGE = """<!DOCTYPE html><html><head><meta charset="gb2312"><title>网站</title><style>td{a:b}</style>
<script>if(a<b){"<table><tr><td>脚本"}</script></head><body>
<nav><ul><li>首页</li></ul></nav><div><a href="/x">政务公开</a> | <a href=y>栏目</a></div>
<div><a href="/z">下载</a></div>
<p class=t>项目支出绩效<b>目标</b>表<br>（2024年度）</p><div style="display:none">看不见</div>
<table border=1><caption>单位：万元</caption>
<tr><td rowspan=2>一级<td>二级</td><td colspan=2>三级&nbsp;指标
<tr><td>a<p>b</p><p>c</p></td><td>≥95%&lt;x&#39033;</td><td>指标
   换行 word
   two</td></tr>
<!-- <tr><td>没有</td></tr> -->
<tr style="display:none"><td>藏</td></tr>
<tr><td rowspan=9>末</td><td>PM<sub>2.5</sub> <5天</td></tr></table>
<p>填表人：某某</p></body></html>"""


def read(source, name="a.html"):
    document = read_document(source.encode() if isinstance(source, str) else source, name)
    return document, document.grids[0].rows


def bare(markup):
    """What a range of the source shows, blanks aside."""
    return re.sub(r"\s", "", unescape(re.sub(r"<[^>]*>", "", markup)))


def prove(document):
    """Every cell's range in the source shows the cell's text; so does every part of it."""
    for row in document.grids[0].rows:
        for cell in row:
            for start, end in {(0, len(cell.text)), (0, len(cell.text) // 2), (len(cell.text) // 2, len(cell.text))}:
                span = cell.source_span(start, end)
                if start < end:
                    assert bare(document.source[slice(*span)]) == re.sub(r"\s", "", cell.text[start:end])


def test_a_page_as_rows():
    document, rows = read(PAGE.encode("gb18030"), "目标表.htm")
    assert document.format == "html"
    assert [[c.text for c in row] for row in rows] == [
        ["项目支出绩效目标表"],
        ["（2024年度）"],
        [],
        ["单位：万元"],
        ["一级", "二级", "三级\xa0指标"],
        ["a\nb\nc", "≥95%<x项", "指标换行 word two"],
        ["藏"],
        ["末", "PM2.5 <5天"],
        ["填表人：某某"],
    ]
    prove(document)
    assert [(c.row, c.column, c.rowspan, c.colspan) for c in rows[4]] == [(4, 0, 2, 1), (4, 1, 1, 1), (4, 2, 1, 2)]
    assert [c.column for c in rows[5]] == [1, 2, 3]
    assert rows[6][0].hidden and not rows[5][0].hidden
    assert rows[7][0].rowspan == 1  # it ends with its table


def test_a_page_that_arranges_itself_by_tables():
    document, rows = read(
        "<table><tr><td rowspan=3>左栏</td><td>绩效目标表<table><tr><td>一级指标<td>指标值</table>注：无</td>"
        "<td>右栏</td></tr></table>"
    )
    assert [[(c.column, c.text) for c in row if c.text] for row in rows] == [
        [(0, "左栏"), (1, "绩效目标表")],
        [(0, "一级指标"), (1, "指标值")],
        [(1, "注：无"), (2, "右栏")],
    ]
    assert rows[0][0].rowspan == 1
    prove(document)


def test_text_that_is_laid_out_stays_so():
    _, rows = read("<html><pre>项目  名称\n水库\t座数</pre>")
    assert [[c.text for c in row] for row in rows] == [["项目  名称"], ["水库\t座数"]]


def test_cells_agree_with_lxml():
    draw = random.Random(4)
    words = [
        "指标",
        "a b",
        "≥95%",
        "&lt;5天",
        "&nbsp;",
        "<b>甲</b>乙",
        "<p>丙</p>",
        "x<br>y",
        "&#22825;",
        "",
        "1 &amp; 2",
    ]
    for _ in range(60):
        rows = [[draw.choice(words) + draw.choice(words) for _ in range(draw.randint(1, 4))] for _ in range(4)]
        close = draw.choice(["</td>", ""])
        body = "".join("<tr>" + "".join(f"<td class='a>b'>{c}{close}" for c in r) + "</tr>" for r in rows)
        document, found = read(f"<table>{body}</table>")
        expected = [
            [td.text_content() for td in tr.iter("td")] for tr in lxml.html.fromstring(document.source).iter("tr")
        ]
        squeezed = [[re.sub(r"\s", "", c.text) for c in row] for row in found]
        assert squeezed == [[re.sub(r"\s", "", text) for text in row] for row in expected]
        prove(document)


def test_a_diagnostic_stands_where_the_words_are():
    source = (
        "<html><body><p>2024年项目支出绩效目标表</p>\n<table><tr><td>一级指标<td>二级指标<td>三级指标<td>指标值</tr>\n"
        "<tr><td>产出指标<td>数量指标<td>道路养护<td>明显<b>改善</b></td></tr></table>"
    )
    (found,) = check_bytes(source.encode(), "a.html", Options(select=("VAG001",))).diagnostics
    assert found.evidence == "明显改善"
    line = source.split("\n")[found.location.range.start.line - 1]
    assert line[found.location.range.start.column - 1 :].startswith("明显<b>改善</b>")
    assert found.location.range.end.column - found.location.range.start.column == len("明显<b>改善")


@given(st.text(alphabet="<>/!-'\"&;#= \ntdrableh甲1", max_size=120))
def test_no_markup_is_too_odd(body):
    document, _ = read("<html>" + body)
    for row in document.grids[0].rows:
        for cell in row:
            if cell.text:
                start, end = cell.source_span(0, len(cell.text))
                assert 0 <= start <= end <= len(document.source)


@pytest.mark.parametrize(
    "piece",
    ["<a '>'", "<a \"", "<a ", "<!", "<!--", "<script>", "<table>", "<td>", "<table><tr><td>", "<p hidden>", "&", "<",
     "<td rowspan=0>", "</table>"],
)  # fmt: skip
def test_time_grows_with_the_size_only(piece):
    start = time.monotonic()
    read("<html>" + piece * (200_000 // len(piece)))
    assert time.monotonic() - start < 5


def test_spans_cannot_fill_the_memory():
    with pytest.raises(ReadError, match=str(Limits().cells)):
        read("<table>" + "<tr><td rowspan=65534 colspan=1000>" * 5000)
