import pytest
from hypothesis import given
from hypothesis import strategies as st

from perflint.report.frame import WIDTH, frame
from perflint.report.safe import inert_json, visible
from perflint.text import display_width


def test_short_context_is_shown_whole() -> None:
    assert frame("年度指标值:260座。", 6, 10) == ("年度指标值:260座。", "           ^^^^^")


def test_both_ends_are_cut() -> None:
    line, carets = frame("前" * 200 + "目标" + "后" * 200, 200, 202, 20)
    assert line == "…" + "前" * 4 + "目标" + "后" * 4 + "…"
    assert carets == " " * 9 + "^^^^"


def test_room_that_one_side_leaves_goes_to_the_other() -> None:
    assert frame("甲乙丙" + "x" * 100, 0, 1, 20)[0] == "甲乙丙" + "x" * 14 + "…"
    assert frame("x" * 100 + "甲", 100, 101, 20)[0] == "…" + "x" * 18 + "甲"


def test_long_place_shows_its_start() -> None:
    line, carets = frame("目" * 300, 3, 290)
    assert line.startswith("目目目目") and line.endswith("…")
    assert carets == "      " + "^" * 72


def test_empty_place_gets_one_caret() -> None:
    assert frame("项目", 2, 2) == ("项目", "    ^")
    assert frame("", 0, 0) == ("", "^")


@pytest.mark.parametrize("start", range(len("a##vso[b]c")))
def test_pieces_of_a_command_make_none(start: int) -> None:
    line, carets = frame("a##vso[b]c", start, start + 1)
    assert line == "a＃#vso[b]c"
    assert len(carets.rstrip()) == start + 1 + (start > 1) + (start == 1)


@given(st.text(max_size=400), st.integers(0, 400), st.integers(0, 400))
def test_fits_and_never_fails(context: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(context)), min(other, len(context))))
    line, carets = frame(context, start, end)
    assert display_width(line) <= WIDTH + 2
    assert len(carets.strip()) >= 1


def test_visible_escapes_what_acts() -> None:
    assert visible("a\tb\r\nc\x1b\x7f\x9b\u202e\u2069\u200f\ud800好") == (
        "a b  c\\x1b\\x7f\\x9b\\u202e\\u2069\\u200f\\ud800好"
    )
    assert inert_json('"\u202e\x9b好\n"') == '"\\u202e\\u009b好\n"'
