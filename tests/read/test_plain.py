"""Plain text: lines, tabs, and cells with line breaks that a spreadsheet has put into quotes."""

import pytest

from perflint.read import read_document
from perflint.read.plain import lines_of


def texts(source):
    document = read_document(source.encode(), "表.tsv")
    (grid,) = document.grids
    return document, [[cell.text for cell in row] for row in grid.rows]


def test_quoted_cells_over_several_lines_are_one_cell_each():
    source = '桥\t"1.检测；\n2.""加固""。"\t"甲\r\n乙"\t5\n路\t养护\n'
    document, found = texts(source)
    assert found == [["桥", '1.检测；\n2."加固"。', "甲\r\n乙", "5"], ["路", "养护"]]
    for number, row in enumerate(document.grids[0].rows):
        assert [(cell.row, cell.column) for cell in row] == [(number, column) for column in range(len(row))]
        for cell in row:
            start, end = cell.source_span(0, len(cell.text))
            assert source[start:end].replace('""', '"') == cell.text
    quoted = document.grids[0].rows[0][1]
    assert source[slice(*quoted.source_span(10, 11))] == "固"


@pytest.mark.parametrize(
    "source",
    [
        '桥\t"检测\n路\t养护"\n',
        '桥\t"检测\n加固"和养护\n',
        '桥\t"检测"\n',
        '"桥\n路"\t5\n',
        '桥\t"检测\n',
    ],
)
def test_other_quotes_stay_what_they_are(source):
    assert texts(source)[1] == [line.split("\t") for line in source.splitlines()]


@pytest.mark.parametrize("source", ["", "\n", "a", "a\n", "a\nb", "a\n\n\nb\n", "\n\na", "一\u2028二\x0b三\n四"])
def test_lines_are_the_same_however_they_end(source):
    plain, windows = ([line for _, line in lines_of(text)] for text in (source, source.replace("\n", "\r\n")))
    assert plain == windows
    assert "\n".join(plain) == source.removesuffix("\n")
    assert all(source.startswith(line, start) for start, line in lines_of(source))
