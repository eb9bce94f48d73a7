"""A value's bare part and its notes."""

from __future__ import annotations

import pytest

from perflint.taxonomy import load_taxonomy
from perflint.values import parse_value

UNITS = load_taxonomy().units


@pytest.mark.parametrize(
    ("text", "bare", "notes"),
    [
        ("≥95%（实到户数/应到户数*100%，预计320户）", "≥95%", ["（实到户数/应到户数*100%，预计320户）"]),
        ("≥95%(a/b*100%，预计85次）", "≥95%", ["(a/b*100%，预计85次）"]),
        ("≥95%（a/b*100%", "≥95%", ["（a/b*100%"]),
        ("≥90%（满意人数（问卷50份）/总人数*100%）", "≥90%", ["（满意人数（问卷50份）/总人数*100%）"]),
        ("≥90%（满意人数/总人数*100%）（预计60人）", "≥90%", ["（满意人数/总人数*100%）", "（预计60人）"]),
        ("（除停课期间）98%以上", "98%以上", ["（除停课期间）"]),
        ("培训2期（每期50人），参训100人", "培训2期，参训100人", ["（每期50人）"]),
        ("12次(含线上)", "12次", ["(含线上)"]),
        ("90%以上（含90%）", "90%以上", ["（含90%）"]),
        ("100%，清淤长度/计划长度*100%。", "100%", ["，清淤长度/计划长度*100%"]),
        ("≥95%，（出勤天数/应出勤天数*100%）", "≥95%", ["（出勤天数/应出勤天数*100%）"]),
        ("100%，按时发放（实发/应发*100%）", "100%，按时发放", ["（实发/应发*100%）"]),
        ("补贴30人，以在册人数为考核基数", "补贴30人", ["，以在册人数为考核基数"]),
        ("100%，预计发放420户", "100%", ["，预计发放420户"]),
        ("≥20场，其中下乡6场", "≥20场", ["，其中下乡6场"]),
        ("100%，按照合同约定", "100%", ["，按照合同约定"]),
        ("12次，即每月1次", "12次", ["，即每月1次"]),
        ("每月1次（全年12次）", "每月1次", ["（全年12次）"]),
        (" ≥95% ", "≥95%", []),
        ("≥95%。", "≥95%", []),
        ("3（秒）", "3（秒）", []),
        ("合格率（≥95%）", "合格率（≥95%）", []),
        ("巡检报告（每月1次）", "巡检报告（每月1次）", []),
        ("（95%）", "（95%）", []),
        ("（待定", "（待定", []),
        ("≥95%）", "≥95%）", []),
        ("（1）疏浚2条（2）护坡3处", "（1）疏浚2条（2）护坡3处", []),
        ("半年6次，一年12次", "半年6次，一年12次", []),
        ("小件查询≤3S，批量查询≤5S", "小件查询≤3S，批量查询≤5S", []),
        ("100%，按时完成", "100%，按时完成", []),
        ("100%，按季度考核", "100%，按季度考核", []),
        ("95%以上，即时办结", "95%以上，即时办结", []),
        ("1，200人", "1，200人", []),
        ("每户500元，以上限为准", "每户500元，以上限为准", []),
        ("", "", []),
        ("，", "", []),
    ],
)
def test_bare_part_and_notes(text: str, bare: str, notes: list[str]) -> None:
    value = parse_value(text, UNITS)
    assert value.bare == bare
    assert [text[start:end] for start, end in value.notes] == notes
    assert value.note == "".join(notes)


def test_quantities_of_the_bare_part_and_of_the_notes_are_apart() -> None:
    text = "≥95%（送达件数/应送件数*100%，预计85件），每月1次"
    value = parse_value(text, UNITS)
    assert [text[found.start : found.end] for found in value.quantities] == ["≥95%", "每月1次"]
    assert [text[found.start : found.end] for found in value.note_quantities] == ["85件"]
    assert value.bare_spans == ((0, 4), (26, 31))
    assert value.bare == "≥95%，每月1次"


def test_a_value_is_parsed_once() -> None:
    assert parse_value("≥95%", UNITS) is parse_value("≥95%", UNITS)
