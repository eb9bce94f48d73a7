"""Quantities one by one: the tables beside this file, and values with several of them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from perflint.model import Quantity
from perflint.taxonomy import load_taxonomy
from perflint.values import find_quantities, parse_value

UNITS = load_taxonomy().units


def lines(name: str) -> list[str]:
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


ROWS = lines("quantities.txt")
NONE = lines("no_quantities.txt")


def number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def expected(row: str) -> tuple[str, Quantity, str]:
    text, span, operator, numbers, unit, dimension, lower, upper, bare, more = row.split("|")
    start, end = map(int, span.split("-"))
    further = dict((field.partition("=")[::2]) for field in more.split())
    damaged, _, place = further.get("damaged", "").partition("@")
    quantity = Quantity(
        start,
        end,
        operator,  # type: ignore[arg-type]
        tuple(map(Decimal, numbers.split())),
        unit,
        dimension,  # type: ignore[arg-type]
        number(lower),
        number(upper),
        damaged,
        (int(place.split("-")[0]), int(place.split("-")[1])) if place else None,
        further.get("per", ""),
        int(further["year"]) if "year" in further else None,
        "about" in further,
    )
    return text, quantity, bare or text


def test_the_table_is_long_and_has_every_row_once() -> None:
    assert len(ROWS) >= 200
    assert len(set(ROWS)) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[0])
def test_one_quantity(row: str) -> None:
    text, quantity, bare = expected(row)
    value = parse_value(text, UNITS)
    assert value.quantities == (quantity,)
    assert value.bare == bare
    assert value.notes == ()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("半年6次，一年12次", ["半年6次", "一年12次"]),
        ("小件查询≤3S，批量查询≤5S", ["≤3S", "≤5S"]),
        ("修缮教室12间、围墙300米", ["12间", "300米"]),
        ("完成5，100%", ["完成5", "100%"]),
        ("3,5天", ["3", "5天"]),
        ("100,90%", ["100", "90%"]),
        ("《护林手册》800本；《防火月报》12期", ["800本", "12期"]),
        ("7*24小时值守；2小时内到场", ["7*24小时", "2小时内"]),
        ("每日巡河，每月清淤", ["每日", "每月"]),
        ("1、每周消毒2、每季度检测", ["每周", "每季度"]),
        ("2025年6月底前完成30%，12月底前完成100%", ["2025年6月底前", "完成30%", "12月底前", "完成100%"]),
        ("2025年≥3所", ["≥3所"]),
        ("培训2期（每期50人）", ["2期", "50人"]),
        ("由15天缩短至7天", ["15天", "7天"]),
        ("（1）疏浚2条（2）护坡3处", ["2条", "3处"]),
        ("1.新建公厕2座；2.改造公厕3座", ["2座", "3座"]),
        ("1.2025年底前完工", ["2025年底前"]),
        ("每月1次，全年12次", ["每月1次", "12次"]),
        ("5天3个", ["5天", "3个"]),
        ("≥20亩≤3个", ["≥20亩", "≤3个"]),
        ("<p>≥95%</p>", ["≥95%"]),
    ],
)
def test_several_quantities(text: str, parts: list[str]) -> None:
    assert [text[found.start : found.end] for found in find_quantities(text, UNITS)] == parts


@pytest.mark.parametrize("text", ["", *NONE])
def test_no_quantity(text: str) -> None:
    assert find_quantities(text, UNITS) == ()


def test_offsets_are_code_points_of_the_text_as_given() -> None:
    text = "𠮷县　≥９５．５％，㎡"
    (found,) = find_quantities(text, UNITS)
    assert (text[found.start : found.end], found.numbers, found.unit) == ("≥９５．５％", (Decimal("95.5"),), "%")


def test_hostile_lengths_pass() -> None:
    for part in (
        "1",
        "1,111",
        "一",
        "1-",
        "1至",
        "≥",
        "《",
        "(",
        " ",
        "每月",
        "1个",
        "a-1",
        "<a ",
        "2024-",
        "1/",
        "零 ",
    ):
        text = part * (20000 // len(part))
        value = parse_value(text, UNITS)
        assert value.text == text
