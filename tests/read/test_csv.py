"""Csv: delimiters, quotes, encodings; Python's own csv and plain slicing of the source prove texts and places."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perflint.errors import ReadError
from perflint.read import read_document
from perflint.read.csv import delimiter_of
from perflint.read.limits import Limits

ROWS = [
    ["2024年项目支出绩效目标表", "", "", ""],
    ["一级指标", "二级指标", "三级指标", "指标值"],
    ["产出指标", "数量指标", "说明：“甲,乙；丙|丁”", "≥95%"],
    ["", "质量指标", '带"引号"\n和换行', "1,000.5"],
]


def written(rows, delimiter, line_end="\r\n"):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=line_end).writerows(rows)
    return out.getvalue()


def prove(document):
    for row in document.grids[0].rows:
        for cell in row:
            for index, sign in enumerate(cell.text):
                start, end = cell.source_span(index, index + 1)
                assert document.source[start] == sign
                assert document.source[start:end] in (sign, '""')


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_delimiters_and_encodings(delimiter, encoding):
    document = read_document(written(ROWS, delimiter).encode(encoding), "a.csv")
    assert document.format == "csv"
    assert [[c.text for c in row] for row in document.grids[0].rows] == ROWS
    assert [(c.row, c.column) for c in document.grids[0].rows[2]] == [(2, n) for n in range(4)]
    prove(document)


def test_a_stated_delimiter_and_quotes_inside():
    document = read_document('sep=;\r\n"十四五"规划;a,b;"x"\n"未完;c\n'.encode(), "a.csv")
    assert [[c.text for c in row] for row in document.grids[0].rows] == [['"十四五"规划', "a,b", "x"], ['"未完', "c"]]
    prove(document)


@given(
    st.lists(st.lists(st.text(alphabet='甲a1",; \n|', max_size=6), min_size=2, max_size=4), min_size=1, max_size=5),
    st.sampled_from([",", ";"]),
)
def test_what_python_writes_is_read(rows, delimiter):
    source = f"sep={delimiter}\n" + written(rows, delimiter, "\n")
    document = read_document(source.encode(), "a.csv")
    assert [[c.text for c in row] for row in document.grids[0].rows] == rows
    prove(document)


def test_text_with_commas_is_no_csv():
    assert delimiter_of("甲，乙\n丙") is None
    prose = "1、产出指标，数量,质量\n今天开会,明天\n绩效目标：建成,投用,见效,长效\n\n完\n"
    assert read_document(prose.encode(), "a.txt").format == "text"
    assert read_document(written(ROWS, ",").encode(), "a.txt").format == "csv"
    assert read_document(written(ROWS, "\t").encode(), "a.txt").format == "text"


def test_cells_are_limited():
    with pytest.raises(ReadError, match=str(Limits().cells)):
        read_document(b"," * (Limits().cells + 1), "a.csv")
