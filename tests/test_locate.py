"""Positions: lines end only at LF, CRLF and CR; columns count code points; blanks between pieces make one place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perflint.locate import Locator
from perflint.model import Cell, Document, Grid, Location, Place, Position, Range, Text


def document(source, *cells):
    return Document("a.txt", "txt", (Grid((tuple(cells),)),), source)


def test_lines_and_code_points():
    source = "甲\r\n𠮷乙\u2028丙\r丁"
    locator = Locator(document(source))
    found = [locator.position(source.index(c)) for c in "甲乙丙丁"]
    assert found == [Position(1, 1), Position(2, 2), Position(2, 4), Position(3, 1)]


def test_without_units_only_code_points_are_counted():
    source = "甲\r\n𠮷乙"
    cell = Cell("乙", start=4)
    place = Locator(document(source, cell), units=False).locate(Text.of(cell)).places[0]
    assert place.range == Range(Position(2, 2), Position(2, 3))
    assert units(place) == [(0, 0), (0, 0)]


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


@given(st.text(st.sampled_from("甲a𠮷 \t\r\n\u2028"), min_size=1), st.data(), st.booleans(), st.integers(0, 200))
def test_an_excerpt_tells_the_same_as_the_whole_file(source, data, context, padding):
    source = source + "丙" * padding + source
    start = data.draw(st.integers(0, len(source)))
    end = data.draw(st.integers(start, len(source)))
    cell = Cell(source, start=0)
    locator = Locator(document(source, cell), context)
    excerpt = locator.excerpt(Text.of(cell), start, end)
    if excerpt is None:
        assert start == end or "\r" in source
    else:
        more = data.draw(st.integers(0, padding))
        found, whole = located(excerpt, source, context, more), locator.locate(Text.of(cell), start, end)
        # Positions compare without their columns in other units.
        assert [repr(found), *map(units, found.places)] == [repr(whole), *map(units, whole.places)]


def located(excerpt, source, context, more=0):
    part = source[excerpt.begin : excerpt.stop + more]
    return excerpt.locate(part.removesuffix("\r") if more else part, context)


def units(place):
    return [(at.utf16, at.utf8) for at in (place.range.start, place.range.end)]


def test_an_excerpt_of_pieces_that_follow_each_other():
    source = "甲\n年度指\n标值 完成"
    first, second = Cell("年度指", start=2), Cell("标值 完成", start=6)
    locator = Locator(document(source, first, second))
    joined = Text.join([Text.of(first), Text.of(second)], "\n")
    assert located(locator.excerpt(joined), source, True).places == locator.locate(joined).places


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("甲" * 2000 + "乙", Text.of(Cell("乙", start=2000))),
        ("甲", Text("")),
        ("甲|乙", Text.join([Text.of(Cell("甲", start=0)), Text.of(Cell("乙", start=2))])),
        ("&lt;", Text.of(Cell("<", offsets=(0, 4)))),
        (None, Text.of(Cell("甲", place=Place("cell", cell="A1")))),
    ],
)
def test_no_excerpt_far_from_the_start_of_a_line_or_of_other_words(source, text):
    assert Locator(document(source)).excerpt(text) is None
