"""Texts of open documents: incremental changes in every unit give what the client holds, whatever its characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perflint.lsp.lines import UNITS, Lines
from perflint.model import Position

LINE = 'x = "提升满意度𠮷"'
# Two characters of two units each, one mark that Python takes for a line end and the protocol does not.
SIGNS = "a提𠮷\u2028\x0b\x85\t"


def measured(text, unit):
    """The length of a text, by its bytes."""
    name, width = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}[unit]
    return len(text.encode(name)) // width


def point_of(text, offset, unit):
    """Line and character of an offset, counted another way."""
    before = text[:offset].split("\n")
    return len(before) - 1, measured(before[-1], unit)


@pytest.mark.parametrize("unit", UNITS)
@given(data=st.data(), text=st.text(SIGNS + "\n", max_size=60), word=st.text(SIGNS + "\n", max_size=9))
def test_a_change_between_two_points_is_that_of_the_client(unit, data, text, word):
    start, end = sorted(data.draw(st.integers(0, len(text))) for _ in range(2))
    lines = Lines(text, unit)
    points = [point_of(text, at, unit) for at in (start, end)]
    assert [lines.offset(point) for point in points] == [start, end]
    assert [lines.point(at) for at in (start, end)] == points
    assert lines.changed(*points, word).text == text[:start] + word + text[end:]


def test_points_past_an_end_are_that_end():
    lines = Lines("一二\r\n三\r四")
    assert [lines.offset(point) for point in ((0, 9), (1, 9), (2, 9), (9, 0), (-1, -5))] == [2, 5, 7, 7, 0]
    assert [lines.line(n) for n in (0, 1, 2, 3, -1)] == ["一二", "三", "四", "", ""]


@pytest.mark.parametrize(("unit", "begin", "end"), [("utf-16", 10, 12), ("utf-8", 20, 24), ("utf-32", 10, 11)])
def test_a_position_of_ours_stands_where_the_client_counts_it(unit, begin, end):
    lines = Lines(f"第一行\r\n{LINE}", unit)
    assert lines.found(Position(2, 11)) == (1, begin)
    assert lines.found(Position(2, 12)) == (1, end)
    # A byte order mark that the client left in the first line is no part of what is checked.
    marked = Lines(f"\ufeff{LINE}", unit)
    width = 3 if unit == "utf-8" else 1
    assert (marked.content, marked.found(Position(1, 11))) == (LINE, (0, begin + width))


def test_half_a_character_keeps_its_place_and_can_be_written():
    lines = Lines("a\ud842b")
    assert lines.text == "a\ufffdb"
    assert lines.data() == "a\ufffdb".encode()


@pytest.mark.parametrize(
    ("line", "column", "word"),
    [
        ("severty: error", 1, "severty"),
        ("  - {rule: VAG01, reason: x}", 12, "VAG01"),
        ('title: "甲 \\" 乙" # c', 8, '"甲 \\" 乙"'),
        ("bad: {a: 1}  ", 6, "{a: 1}"),
        ("x", 9, ""),
    ],
)
def test_a_problem_is_shown_at_its_word(line, column, word):
    (_, first), (_, last) = Lines(f"#\n{line}").word(Position(2, column))
    assert line[first:last] == word
