"""Years and dates that a text names, directions, and damaged operators before words."""

from __future__ import annotations

from dataclasses import astuple

import pytest

from perflint.taxonomy import load_taxonomy
from perflint.values import bound_direction, damaged_operator, dates_and_years, find_quantities, leading_operator

UNITS = load_taxonomy().units


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("2025年12月31日前完成", [(0, 12, 2025, 2025, "date")]),
        ("完成2025年度任务", [(2, 8, 2025, 2025, "year")]),
        ("2025年", [(0, 5, 2025, 2025, "year")]),
        ("2023-2024年管护项目", [(0, 10, 2023, 2024, "range")]),
        ("2023年至2025年", [(0, 11, 2023, 2025, "range")]),
        ("2023/2024学年", [(0, 11, 2023, 2024, "range")]),
        ("2023.09-2024.06", [(0, 15, 2023, 2024, "range")]),
        ("2025.01-2025.06", [(0, 15, 2025, 2025, "date")]),
        ("２０２５年６月", [(0, 7, 2025, 2025, "date")]),
        ("二〇二五年六月底", [(0, 8, 2025, 2025, "date")]),
        ("24年6月验收", [(0, 5, 2024, 2024, "date")]),
        ("依据〔2021〕16号文", [(2, 11, 2021, 2021, "document-number")]),
        ("依据（2021）16号文", [(2, 11, 2021, 2021, "document-number")]),
        ("通过ISO9001:2015认证", [(2, 14, 2015, 2015, "standard")]),
        ("符合GB/T 28181-2016", [(2, 17, 2016, 2016, "standard")]),
        ("按2020版目录", [(1, 6, 2020, 2020, "standard")]),
        ("落实《2024年行动方案》", [(3, 8, 2024, 2024, "title")]),
        ("2024年底、2025年6月底", [(0, 6, 2024, 2024, "date"), (7, 15, 2025, 2025, "date")]),
        ("12月底前", []),
        ("“十四五”规划", []),
        ("12025年", []),
        ("完成2025件", []),
        ("投入2025万元", []),
        ("电话02020251234", []),
        ("2024", []),
        ("(2023)", []),
        ("1800年", []),
    ],
)
def test_years(text: str, mentions: list[tuple[int, int, int, int, str]]) -> None:
    assert [astuple(mention) for mention in dates_and_years(text)] == mentions


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("≥95%", "at-least"),
        ("超过3个", "at-least"),
        ("≤5天", "at-most"),
        ("低于2%", "at-most"),
        ("2025年6月前", "at-most"),
        ("95%", "exact"),
        ("约100人", "exact"),
        ("2025年6月", "exact"),
        ("1-2个", "range"),
        ("±5%", "range"),
    ],
)
def test_direction(text: str, direction: str) -> None:
    (quantity,) = find_quantities(text, UNITS)
    assert bound_direction(quantity) == direction


@pytest.mark.parametrize(
    ("text", "damaged"),
    [
        ("≪年度预算", (0, 1, "≤")),
        ("≼批复概算", (0, 1, "≤")),
        ("≥=450", (0, 2, "≥")),
        ("响应≤=8s", (2, 4, "≤")),
        ("=>98%", (0, 2, "≥")),
        ("=<3天", (0, 2, "≤")),
        ("《3小时", (0, 1, "≤")),
        ("》 亩", (0, 1, "≥")),
        ("€6", (0, 1, "≤")),
        ("≥=批复概算", (0, 2, "≥")),
        ("≥95%", None),
        ("≤预算", None),
        (">=95%", None),
        ("《护林手册》800本", None),
        ("《护林手册", None),
        ("<p>≥95%</p>", None),
        ("提升", None),
    ],
)
def test_damaged_operator(text: str, damaged: tuple[int, int, str] | None) -> None:
    assert damaged_operator(text) == damaged


@pytest.mark.parametrize(
    ("text", "operator"),
    [
        ("≤预算", (0, 1, "≤")),
        ("支出≤批复额", None),
        ("支出：≤批复额", (3, 4, "≤")),
        ("合格率≥98%", (3, 4, "≥")),
        ("提升", None),
    ],
)
def test_leading_operator(text: str, operator: tuple[int, int, str] | None) -> None:
    assert leading_operator(text) == operator
