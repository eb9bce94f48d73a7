"""The rule writer's bench: what a trial says of an example that behaves, and of each way in which one does not."""

import json

import pytest

from perflint.api import Options, rule_trials
from perflint.errors import UsageError
from perflint.report.trials import render_trials, render_trials_json
from perflint.report.view import View

HEAD = """
code: ORG200
name: own-rule
title: {zh: 自定义, en: Own}
severity: warning
dimension: 规范完整性
message: {zh: "{name}", en: "{name} has no value"}
help: {zh: 填写, en: fill it in}
why: {zh: 因为, en: because}
"""
REQUIRED = """
scope: [indicator]
fields: [weight]
kind: required
"""
YEAR = """
scope: [indicator]
fields: [annual]
kind: year
"""
GOOD = """
  good:
    - {category: 数量指标, name: 清淤长度, annual: ≥12公里, weight: 20}
    - {category: 数量指标, name: 清淤长度, annual: ≥12公里}
"""
MISSING = """{category: 质量指标, name: 渠道完好率, annual: ≥95%, weight: ""}"""


def run(folder, body, bad, good=GOOD, head=HEAD):
    source = f"{head}{body}examples:\n  bad:\n" + "".join(f"    - {entry}\n" for entry in bad) + good.lstrip("\n")
    path = folder / "ORG200-own-rule.yaml"
    path.write_text(source, encoding="utf-8")
    return rule_trials([path], Options(lang="en"))


def bad(row, at="[weight, 渠道完好率]", **more):
    rest = "".join(f", {key}: {value}" for key, value in more.items())
    return row.removesuffix("}") + f"{rest}, at: {at}}}"


def test_examples_that_behave(tmp_path):
    done = run(tmp_path, REQUIRED, [bad(MISSING), bad(MISSING)])
    assert [(t.side, t.number, t.fault) for t in done] == [
        ("bad", 1, None), ("bad", 2, None), ("good", 1, None), ("good", 2, None),
    ]  # fmt: skip
    assert [(where, d.evidence) for where, d in done[0].found] == [("weight", "渠道完好率")]
    assert [t.silence.en for t in done[2:]] == ["found nothing", "found nothing"]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (bad(MISSING, "[annual, ≥95%]"), "expected annual “≥95%”, got weight “渠道完好率”"),
        (bad(MISSING.replace('""', "20"), "[annual, ≥95%]"), "not reported: annual “≥95%”"),
        (bad(MISSING, severity="error"), "the severity should be error, and is warning"),
    ],
)
def test_a_bad_example_that_does_not_behave(tmp_path, row, fault):
    done = run(tmp_path, REQUIRED, [row, bad(MISSING)])
    assert [t.fault.en if t.fault else None for t in done[:2]] == [fault, None]


def test_a_severity_asks_nothing_of_an_example_in_which_nothing_is_found(tmp_path):
    done = run(
        tmp_path, REQUIRED, [bad(MISSING), bad(MISSING)], GOOD.replace("weight: 20", "weight: 20, severity: error")
    )
    assert [t.fault for t in done] == [None, None, None, None]


def test_a_good_example_in_which_something_is_found(tmp_path):
    good = f"  good:\n    - {MISSING}\n    - {MISSING}\n"
    done = run(tmp_path, REQUIRED, [bad(MISSING), bad(MISSING)], good)
    assert done[2].fault.en == "should not be reported: weight “渠道完好率”"


@pytest.mark.parametrize(
    ("body", "row", "silence"),
    [
        (REQUIRED + "yields_to: [VAG001]\n", MISSING.replace("≥95%", "提升"), "gave way to VAG001"),
        (REQUIRED + "when: {category: [时效指标]}\n", MISSING, "the condition of 'when' does not hold"),
        (REQUIRED, MISSING.replace('""', "20"), "found nothing"),
        (YEAR, MISSING.replace("≥95%", "2031年底前"), "not enough data: no-year"),
    ],
)
def test_why_a_rule_said_nothing(tmp_path, body, row, silence):
    head = HEAD.replace("{name}", "x").replace("x has", "it has")
    (missed, *_) = run(tmp_path, body, [bad(row), bad(row)], head=head)
    assert missed.silence.en == silence
    assert missed.fault.en == "not reported: weight “渠道完好率”"


def test_an_example_that_is_no_table(tmp_path):
    (first, *_) = run(tmp_path, REQUIRED, ["{text: 会议纪要, at: [weight, a]}", bad(MISSING)])
    assert first.fault.en == "not reported: weight “a”"


def test_the_report_shows_what_fired_where_and_what_is_mixed_up(tmp_path):
    vague = MISSING.replace("≥95%", "提升")
    done = run(tmp_path, REQUIRED, [bad(vague), bad(MISSING, "[annual, ≥95%]")])
    text = render_trials(done, View("en"), every=True)
    assert "✓ bad[1]" in text and "✗ bad[2]" in text
    assert "weight “渠道完好率”: 渠道完好率 has no value" in text
    assert "      silent: found nothing" in text
    assert "      found  silent\nbad   2      0\ngood  0      2\n" in text
    assert "  ORG200  BAS002×2  VAG001×1\n" in text
    assert text.endswith("1 rule(s), 4 example(s): 1 do not behave\n")
    short = render_trials(done, View("zh"), every=False)
    assert "bad[1]" not in short and "bad[2]" in short


def test_the_report_as_data(tmp_path):
    done = run(tmp_path, REQUIRED, [bad(MISSING), bad(MISSING)])
    entries = json.loads(render_trials_json(done))["examples"]
    assert entries[0]["found"] == [
        {"at": ["weight", "渠道完好率"], "severity": "warning", "message": "渠道完好率 has no value"}
    ]
    assert entries[0]["expected"] == [["weight", "渠道完好率"]]
    assert entries[2]["silence"]["zh"] == "没有发现"


def test_the_shipped_rules_are_tried_where_nothing_is_named():
    done = rule_trials()
    assert {t.fault for t in done} == {None}
    assert {t.side for t in done} == {"bad", "good"}


def test_a_folder_without_rules_is_refused(tmp_path):
    with pytest.raises(UsageError, match="no rule file"):
        rule_trials([tmp_path])
    with pytest.raises(UsageError, match="no such folder or file of rules"):
        rule_trials([tmp_path / "none"])
