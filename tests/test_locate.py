"""Positions: lines end only at LF, CRLF and CR; columns count code points; blanks between pieces make one place."""

from perflint.locate import Locator
from perflint.model import Cell, Document, Grid, Location, Place, Position, Range, Text


def document(source, *cells):
    return Document("a.txt", "txt", (Grid((tuple(cells),)),), source)


def test_lines_and_code_points():
    source = "甲\r\n𠮷乙\u2028丙\r丁"
    locator = Locator(document(source))
    found = [locator.position(source.index(c)) for c in "甲乙丙丁"]
    assert found == [Position(1, 1), Position(2, 2), Position(2, 4), Position(3, 1)]


def test_pieces_over_a_line_break_are_one_place():
    source = "年度指\n标值 完成"
    first, second = Cell("年度指", start=0), Cell("标值 完成", start=4)
    text = Text.join([Text.of(first), Text.of(second, 0, 2)])
    located = Locator(document(source, first, second)).locate(text)
    assert located.evidence == "年度指标值"
    assert located.places == (Location(Range(Position(1, 1), Position(2, 3)), Place()),)


def test_pieces_with_words_between_them_are_two_places():
    source = "≥|95|%"
    cells = [Cell("≥", start=0), Cell("95", start=2), Cell("%", start=5)]
    located = Locator(document(source, *cells)).locate(Text.join(map(Text.of, cells)))
    assert [p.range.start.column for p in located.places] == [1, 3, 6]
    assert located.evidence == "≥95%"


def test_part_of_a_text_and_its_surroundings():
    source = "前面\t明显改善\t后面"
    cell = Cell("明显改善", start=3)
    located = Locator(document(source, cell)).locate(Text.of(cell), 2, 4)
    assert located.evidence == "改善"
    assert located.context[located.context_start : located.context_end] == "改善"
    assert located.context == "前面 明显改善 后面"


def test_cells_of_a_workbook_have_places_and_no_ranges():
    cell = Cell("95%", place=Place("cell", sheet="表1", cell="D7"))
    located = Locator(Document("a.xlsx", "xlsx", ())).locate(Text.of(cell))
    assert located.places == (Location(None, cell.place),)
