"""The four units of columns, proved on one line that holds ASCII, Han of three bytes and Han beyond the first plane."""

from hypothesis import given
from hypothesis import strategies as st

from perflint.columns import (
    Ruler,
    column_of_utf8,
    column_of_utf16,
    utf8_column,
    utf8_length,
    utf16_column,
    utf16_length,
)
from perflint.locate import Locator
from perflint.model import Cell, Document, Position, Text

LINE = 'x = "提升满意度𠮷"'
END = LINE.rindex('"') + 1


def test_the_units_of_one_line() -> None:
    # Code points (ours and SARIF's), UTF-16 (language servers), UTF-8 (reviewdog) of the closing quotation mark.
    assert END == 12
    assert utf16_column(LINE, END) == 13
    assert utf8_column(LINE, END) == 25
    assert [utf16_column(LINE, column) for column in (1, 5, 6, 11)] == [1, 5, 6, 11]
    assert [utf8_column(LINE, column) for column in (1, 5, 6, 11)] == [1, 5, 6, 21]


def test_columns_past_the_end_are_the_end() -> None:
    assert utf16_column(LINE, 99) == utf16_length(LINE) + 1
    assert utf8_column(LINE, 99) == utf8_length(LINE) + 1
    assert column_of_utf16(LINE, 99) == column_of_utf8(LINE, 99) == len(LINE) + 1


def test_between_the_halves_of_a_character_is_the_character() -> None:
    assert [column_of_utf16(LINE, column) for column in (10, 11, 12, 13, 14)] == [10, 11, 11, 12, 13]
    assert [column_of_utf8(LINE, column) for column in range(18, 27)] == [10, 10, 10, 11, 11, 11, 11, 12, 13]


def test_lone_surrogates_have_a_length() -> None:
    assert (utf16_length("\ud842"), utf8_length("\ud842")) == (1, 3)


@given(st.text(max_size=50), st.integers(1, 60))
def test_there_and_back(line: str, column: int) -> None:
    column = min(column, len(line) + 1)
    assert column_of_utf16(line, utf16_column(line, column)) == column
    assert column_of_utf8(line, utf8_column(line, column)) == column


@given(st.text("a提𠮷", min_size=1, max_size=8), st.integers(0, 5000), st.integers(0, 5000))
def test_a_ruler_measures_long_texts_alike(unit: str, one: int, other: int) -> None:
    text = unit * 600
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    part = text[start:end]
    assert Ruler(text).lengths(start, end) == (utf16_length(part), utf8_length(part))


def test_positions_carry_all_units() -> None:
    source = f"第一行\r\n{LINE}\n"
    start = source.index("𠮷")
    cell = Cell("𠮷", start=start)
    place = Locator(Document("a.txt", "txt", (), source)).locate(Text.of(cell)).places[0]
    assert place.range is not None
    first, last = place.range.start, place.range.end
    assert (first.line, first.column, first.utf16, first.utf8) == (2, 11, 11, 21)
    assert (last.line, last.column, last.utf16, last.utf8) == (2, 12, 13, 25)
    # The other units are further words for the same place.
    assert first == Position(2, 11)
