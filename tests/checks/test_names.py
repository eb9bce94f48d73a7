"""Keys of names and values: short ways to them say the same as the long one."""

import pytest
from build import indicator
from hypothesis import given
from hypothesis import strategies as st

from perflint.checks.support import names
from perflint.checks.support.names import name_and_unit, row_numbers, text_value_key, value_key
from perflint.taxonomy import load_taxonomy
from perflint.values import parse_value

TAXONOMY = load_taxonomy()
BEFORE = ["", "≥", "<", "＝", "不少于", "约", "惠及", "≥=", "力争≥", "累计完成不低于", "每年", "第"]
BEHIND = (
    "", "%", "个", "万元", "元/人", "年", "日前", "个工作日", "以上", "（预计）", "人次左右", "亩以上",
    "次及以上", "天内完成",
)  # fmt: skip
NUMBERS = st.one_of(st.integers(0, 99999).map(str), st.decimals(0, 9999, places=2).map(str), st.just("100.0"))


@pytest.mark.parametrize("declared", ["", "个", "%"])
@given(st.sampled_from(BEFORE), NUMBERS, st.sampled_from(BEHIND))
def test_a_text_has_the_key_of_its_value(declared, before, number, behind):
    text = f"{before}{number}{behind}"
    assert text_value_key(text, TAXONOMY, declared) == value_key(parse_value(text, TAXONOMY.units), TAXONOMY, declared)


@given(st.text(st.sampled_from("路灯数量3a指标1"), max_size=12))
def test_a_name_of_plain_signs_is_its_own_key(name):
    assert name_and_unit(name, TAXONOMY) == (name, "")
    # The long way, as of a name with a mark at its end.
    assert name_and_unit(f"{name}。", TAXONOMY) == (name, "")


FIELDS = ("annual", "period")
ROWS = [
    {"name": "路灯数量", "annual": "95%", "period": "96%"},
    {"name": "路灯 数量：", "annual": " ", "period": "95％"},
    {"name": "路灯数量（盏）", "annual": "95"},
    {"name": "路灯数量", "annual": "95", "unit": "盏"},
    {"name": "路灯数量", "annual": "95"},
    {"name": "", "annual": "95"},
    {"name": "—", "annual": "95"},
    {"name": "路灯数量", "annual": "\x1c"},
    {"name": "路灯数量"},
    {"name": "路灯数量", "annual": "。", "period": "95"},
]


def test_rows_that_say_the_same_have_the_same_number():
    numbers = row_numbers([indicator(**row) for row in ROWS], FIELDS, TAXONOMY)
    assert numbers[0] == numbers[1] != 0
    assert numbers[2] == numbers[3] != numbers[4] != numbers[0]
    assert numbers[5:] == [0] * 5
    assert all(0 <= number < 1 << 64 for number in numbers)
    assert row_numbers([], FIELDS, TAXONOMY) == []
    assert row_numbers([indicator(**ROWS[0])], (), TAXONOMY) == [0]
    assert row_numbers([indicator(**ROWS[0])], ("period", "annual"), TAXONOMY) != numbers[:1]


def test_rows_have_the_same_number_alone_and_when_all_was_forgotten(monkeypatch):
    rows = [indicator(**row) for row in ROWS]
    numbers = row_numbers(rows, FIELDS, TAXONOMY)
    monkeypatch.setattr(names, "_KEPT", 0)
    assert [number for row in rows for number in row_numbers([row], FIELDS, TAXONOMY)] == numbers
