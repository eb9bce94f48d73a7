"""The engine: one diagnostic per rule and subject, precedence, outcomes, crashes, order, parsed lists."""

import copy
import dataclasses
import json
from typing import ClassVar

import pytest

from perflint.api import Options, check_bytes, check_paths, check_tables, rulebook
from perflint.engine import Plan, check_parsed
from perflint.errors import ReadError
from perflint.model import Finding, NotEnoughData
from perflint.parse import parse_document
from perflint.read import read_document
from perflint.rulebook import RuleBook
from perflint.taxonomy import load_taxonomy

TABLE = {
    "kind": "target",
    "title": "2025年项目支出绩效目标表",
    "projects": [
        {
            "unit": "青禾县农业农村局",
            "name": "农田灌溉渠道维护",
            "goal": "完成灌溉渠道清淤和维护，保障春耕用水。",
            "indicators": [
                {
                    "level1": "产出指标",
                    "level2": "数量指标",
                    "name": "清淤渠道长度",
                    "annual_value": "≥12公里",
                    "period_value": "≥12公里",
                },
                {
                    "level1": "产出指标",
                    "level2": "质量指标",
                    "name": "渠道完好率",
                    "annual_value": "≥95%",
                    "period_value": "≥95%",
                },
                {
                    "level1": "效益指标",
                    "level2": "社会效益指标",
                    "name": "春耕用水条件",
                    "annual_value": "提升",
                    "period_value": "提升",
                },
                {
                    "level1": "满意度指标",
                    "level2": "服务对象满意度",
                    "name": "农户满意度",
                    "annual_value": "≥90%",
                    "period_value": "≥90%",
                },
            ],
        }
    ],
}


class Silent:
    """A stand-in for a check kind, told by each test what to answer."""

    kind: ClassVar[str] = "stand-in"
    scopes: ClassVar[tuple[str, ...]] = ("indicator",)
    placeholders: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, answer):
        self.answer = answer

    def run(self, subject, context):
        return self.answer(subject, context)


def run_with(answer, on_error="record", code="VAG001", table=TABLE, scope=("indicator",)):
    """The engine's result when one rule's check is replaced."""
    book = rulebook(Options(select=(code,)))
    rules = tuple(
        dataclasses.replace(r.with_check(Silent(answer)), message=r.title, help=r.title, scope=scope)
        if r.code == code
        else r
        for r in book.rules
    )
    plan = Plan.of(RuleBook(rules, book.selected), load_taxonomy(), on_error=on_error)
    document = read_document(json.dumps(table, ensure_ascii=False).encode(), "a.json")
    return check_parsed(parse_document(document, load_taxonomy()), plan)


def test_one_diagnostic_per_subject_further_places_related():
    def both(subject, context):
        yield Finding("annual", subject.indicator.annual)
        yield Finding("period", subject.indicator.period)

    result = run_with(both)
    assert len(result.diagnostics) == 4
    assert [(d.field, d.evidence, [r.evidence for r in d.related]) for d in result.diagnostics][2] == (
        "annual", "提升", ["提升"],
    )  # fmt: skip


def test_a_more_exact_rule_silences_the_other():
    table = copy.deepcopy(TABLE)
    table["projects"][0]["indicators"][3]["annual_value"] = "满意"
    table["projects"][0]["indicators"][3]["period_value"] = "满意"
    rules = [d.rule for d in check_tables(table, Options(select=("VAG",))).diagnostics]
    assert sorted(rules) == ["VAG001", "VAG003"]
    # The more exact rule holds the other back even where it is not reported itself.
    assert [d.rule for d in check_tables(table, Options(select=("VAG001",))).diagnostics] == ["VAG001"]


def test_not_enough_data_is_counted_once_per_table_and_reason():
    result = run_with(lambda subject, context: [NotEnoughData("no-year")])
    (outcome,) = result.outcomes
    assert (outcome.rule, outcome.status, outcome.reason, outcome.count) == ("VAG001", "not-enough-data", "no-year", 4)
    assert (outcome.first.project, outcome.first.seq) == ("农田灌溉渠道维护", 1)


def with_projects(count):
    """The table with its project so many times, each with a name of its own."""
    (project,) = TABLE["projects"]
    return {**TABLE, "projects": [{**project, "name": f"项目{number}"} for number in range(count)]}


def test_a_rule_is_asked_of_every_subject_once_and_in_order():
    asked = []

    def remember(subject, context):
        asked.append((subject.project.name.string, subject.indicator.index))
        return ()

    run_with(remember, table=with_projects(20))
    assert asked == [(f"项目{n}", index) for n in range(20) for index in (1, 2, 3, 4)]


def test_what_could_not_be_judged_names_the_first_in_the_file():
    def unsure(subject, context):
        last = subject.indicator is None and subject.project.name.string == "项目1"
        return [NotEnoughData("no-year")] if last or (subject.indicator and subject.indicator.index == 3) else []

    (outcome,) = run_with(unsure, table=with_projects(2), scope=("project", "indicator")).outcomes
    assert (outcome.count, outcome.first.project, outcome.first.index) == (3, "项目0", 3)


def test_a_crash_is_an_outcome_and_fatal_under_test():
    def crash(subject, context):
        raise ZeroDivisionError("no such number")

    (outcome,) = run_with(crash).outcomes
    assert (outcome.status, outcome.reason) == ("failed", "ZeroDivisionError: no such number")
    with pytest.raises(ZeroDivisionError):
        run_with(crash, on_error="raise")


def test_something_missing_is_placed_at_the_nearest_thing_there():
    result = run_with(lambda subject, context: [Finding("actual")])
    assert [d.evidence for d in result.diagnostics] == ["清淤渠道长度", "渠道完好率", "春耕用水条件", "农户满意度"]


def test_unreadable_is_never_silent():
    options = Options(ignore=("PRS",))
    result = check_bytes(b"\x00\x01\x02\xff" * 50, "a.txt", options)
    assert [(d.rule, d.evidence, d.location.range) for d in result.diagnostics] == [("PRS001", "", None)]
    assert result.files[0].status == "unreadable"


@pytest.mark.parametrize(
    "shape",
    [
        TABLE,
        [TABLE],
        TABLE["projects"],
        {"schema": "perflint-parse/1", "files": [{"path": "x", "tables": [TABLE]}]},
        TABLE["projects"][0]["indicators"],
    ],
    ids=["table", "tables", "projects", "document", "indicators"],
)
def test_parsed_lists_in_every_shape(shape):
    found = check_tables(shape, Options(select=("VAG001",))).diagnostics
    assert [(d.rule, d.field, d.evidence, d.location.range) for d in found] == [("VAG001", "annual", "提升", None)]
    assert found[0].file == "<tables>"


@pytest.mark.parametrize("wrong", [3, "text", None, [1, 2], {"a": 1}])
def test_no_list_is_no_crash(wrong):
    try:
        result = check_tables(wrong)
    except ReadError:
        return
    assert [d.rule for d in result.diagnostics] == ["PRS002"]


def test_findings_over_files_come_after_all_files_own(tmp_path):
    one, other = copy.deepcopy(TABLE), copy.deepcopy(TABLE)
    fifth = {**one["projects"][0]["indicators"][1], "name": "渠道修复率"}
    for name, table in (("a", one), ("b", other)):
        table["projects"][0]["indicators"].append(fifth)
        table["projects"][0]["name"] += name
        (tmp_path / f"{name}.json").write_text(json.dumps(table, ensure_ascii=False), encoding="utf-8")
    found = check_paths([tmp_path], Options(select=("VAG001", "DUP004"))).diagnostics
    assert [(d.file[-6:], d.rule) for d in found] == [
        ("a.json", "VAG001"), ("b.json", "VAG001"), ("a.json", "DUP004"), ("b.json", "DUP004"),
    ]  # fmt: skip
    assert found[2].related[0].file == found[3].file


def test_two_runs_are_equal_and_english_is_complete():
    one, two = check_tables(TABLE), check_tables(TABLE)
    assert one == two
    english = check_tables(TABLE, Options(lang="en"))
    assert [d.fingerprint for d in english.diagnostics] == [d.fingerprint for d in one.diagnostics]
    assert all(d.message.isascii() or "'" in d.message or "“" in d.message for d in english.diagnostics)
