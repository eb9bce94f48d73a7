"""What holds for any text: no exception, ordered ranges inside it, quantities that parse to themselves."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from perflint.model import Quantity
from perflint.taxonomy import load_taxonomy
from perflint.values import damaged_operator, dates_and_years, find_quantities, leading_operator, parse_value

UNITS = load_taxonomy().units

WORDS = """
≥ ≤ > < = ≧ ═ ≥= 《 》 € ≼ ± - ~ 至 到 不低于 不少于 至少 不超过 以上 以内 之内 内 以下 左右 约 达到 为
完成 控制在 1 5 12 95 100 1,200 0.5 2024 2025 202 99.9 十二 两 半 一 零 百分之 万 亿 千 余 多 % ％ 个 件
次 人 人次 天 小时 工作日 个月 年 月 日 季度 元 万元 平方米 m2 s 分 级 批次 百分比 个百分点 / · 每 每月
每年 每季度 半年 全年 日均 年底 前 底 上半年 ( ) （ ） 【 】 ， , ； 、 。 . ： : * × + ↑ 夭 第 号 版
热线 培训 设备 合格率 预计 其中 以 A H5 4K GB/T ISO9001 <sup>2</sup> <p> “ ” ① １ ２
"""
PARTS = st.sampled_from(WORDS.split()) | st.sampled_from([" ", "　", "\n"])
TEXTS = st.lists(PARTS, max_size=9).map("".join) | st.text(max_size=30)


def moved(quantity: Quantity, by: int) -> Quantity:
    span = quantity.damaged_span
    return replace(
        quantity,
        start=quantity.start + by,
        end=quantity.end + by,
        damaged_span=None if span is None else (span[0] + by, span[1] + by),
    )


@settings(max_examples=600, deadline=None)
@given(TEXTS)
def test_quantities_lie_in_order_inside_the_text(text: str) -> None:
    end = 0
    for quantity in find_quantities(text, UNITS):
        assert end <= quantity.start < quantity.end <= len(text)
        end = quantity.end
        if quantity.damaged_span is not None:
            start, stop = quantity.damaged_span
            assert quantity.start <= start < stop <= quantity.end
            assert quantity.damaged == text[start:stop] != ""


@settings(max_examples=600, deadline=None)
@given(TEXTS)
def test_a_quantity_taken_out_of_its_text_is_the_same(text: str) -> None:
    for quantity in find_quantities(text, UNITS):
        alone = find_quantities(text[quantity.start : quantity.end], UNITS)
        assert [moved(quantity, -quantity.start)] == list(alone)


@settings(max_examples=600, deadline=None)
@given(TEXTS)
def test_a_value_is_parted_without_loss(text: str) -> None:
    value = parse_value(text, UNITS)
    assert value.bare == "".join(text[start:end] for start, end in value.bare_spans)
    spans = sorted((*value.bare_spans, *value.notes))
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    found = sorted((*value.quantities, *value.note_quantities), key=lambda quantity: quantity.start)
    assert tuple(found) == find_quantities(text, UNITS)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_years_and_operators_lie_inside_the_text(text: str) -> None:
    end = 0
    for mention in dates_and_years(text):
        assert end <= mention.start < mention.end <= len(text)
        assert 1900 <= mention.year <= mention.last_year <= 2100
        end = mention.end
    for found in (damaged_operator(text), leading_operator(text)):
        assert found is None or 0 <= found[0] < found[1] <= len(text)
