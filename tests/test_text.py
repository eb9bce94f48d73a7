"""String helpers: folding keeps every sign's origin, Han are counted, numerals read, widths known."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perflint.text import (
    _MOST,
    _OTHERS,
    _SHORT,
    Remembered,
    chinese_number,
    display_width,
    fold,
    fold_text,
    han_count,
    is_han,
    squeeze,
    squeeze_all,
)


@given(st.text())
def test_folding_is_sign_by_sign(text):
    folded = fold(text)
    assert folded.text == fold_text(text)
    assert len(folded.offsets) == len(folded.text) + 1
    assert list(folded.offsets) == sorted(folded.offsets)
    for index, offset in enumerate(folded.offsets[:-1]):
        char = text[offset]
        kept = char in "…—～〜"
        assert folded.text[index] in (char if kept else unicodedata.normalize("NFKC", char))


@given(st.lists(st.text(st.sampled_from("甲，A（\u3000 \n\0\x1c①\ud800"))))
def test_texts_squeezed_at_once(texts):
    assert squeeze_all(texts) == [squeeze(text) for text in texts]


@pytest.mark.parametrize(
    ("text", "folded"),
    [("≥９５％（Ａ）", "≥95%(A)"), ("１２㎡", "12m2"), ("…—～", "…—～"), ("①", "1"), ("℃", "°C")],
)
def test_folding(text, folded):
    assert fold_text(text) == folded


def test_signs_that_are_passed_over_fold_to_themselves():
    plain = [chr(code) for code in range(0x11000) if not _OTHERS.search(chr(code))]
    assert len(plain) > 20_000
    assert all(unicodedata.normalize("NFKC", char) == char for char in plain)


def test_span_of_a_folded_range():
    folded = fold("面积５㎡以上")
    start = folded.text.index("m2")
    assert folded.span(start, start + 2) == (3, 4)
    assert folded.span(2, 2) == (2, 2)


def test_squeeze_drops_every_blank():
    assert squeeze(" 产 出\u3000指\n标 ") == "产出指标"


def test_what_is_made_of_short_texts_is_remembered_within_bounds():
    asked = []

    def upper(text):
        asked.append(text)
        return text.upper()

    remembered, long = Remembered(upper), "b" * (_SHORT + 1)
    assert [remembered[text] for text in ("a", "a", long, long)] == ["A", "A", long.upper(), long.upper()]
    assert asked == ["a", long, long]
    for number in range(_MOST):
        assert remembered[str(number)] == str(number)
    assert len(remembered) <= _MOST and remembered["a"] == "A"


def test_han():
    assert han_count("A提升１𠮷，。㐀") == 4
    assert [is_han(c) for c in "中A，🀄"] == [True, False, False, False]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("二十三", 23), ("十", 10), ("一千零五", 1005), ("二〇二四", 2024), ("三万二千", 32000), ("两百", 200),
        ("一亿", 100000000), ("甲", None), ("", None), ("百", 100),
    ],
)  # fmt: skip
def test_chinese_numerals(text, value):
    assert chinese_number(text) == value


def test_display_width():
    assert display_width("提升A≥") == 6
    assert display_width("e\u0301\u200b") == 1
