"""A user's rule that runs over its time fails alone: the other rules go on, and the run ends with status 2."""

import json
import time

import pytest

from perflint.api import Options, check_bytes, rulebook
from perflint.checks.support.patterns import TIME_LIMIT, Allowance, compiled, found_in, guarded
from perflint.cli import cli
from perflint.engine import run
from perflint.errors import LimitError
from perflint.parse import parse_document
from perflint.read import read_document
from perflint.taxonomy import load_taxonomy

RULE = """
code: ORG100
name: own-pattern
title: {zh: 自定义, en: Own}
severity: warning
dimension: 明确清晰性
scope: [indicator]
fields: [annual]
kind: classify
with:
  cases:
    - {name: 'PATTERN', expected: []}
message: {zh: "{name}", en: "{name}"}
help: {zh: 改, en: mend}
why: {zh: 因为, en: because}
examples:
  bad:
    - {category: 数量指标, name: aaa, annual: 1个, at: [level2, 数量指标]}
    - {category: 质量指标, name: aa, annual: 1个, at: [level2, 质量指标]}
  good:
    - {category: 数量指标, name: 清淤长度, annual: 1公里}
    - {category: 质量指标, name: 完好率, annual: ≥95%}
"""
# Patterns that take exponential or cubic time somewhere.
RUNAWAYS = ["(a+)+$", "(a|a)*$", "^(?:a?){40}a{40}$", "^(a|aa)+$", "a*a*a*a*c"]
LONG = "a" * 60 + "b"
LONGER = "a" * 3000 + "b"


@pytest.fixture
def table():
    rows = [
        {"level1": "产出指标", "level2": "数量指标", "name": n, "annual_value": "提升"} for n in (LONG, "清淤", "aa")
    ]
    return json.dumps([{"projects": [{"name": "渠道", "goal": "清淤", "indicators": rows}]}]).encode()


def options(folder, pattern, **more):
    (folder / "ORG100-own-pattern.yaml").write_text(RULE.replace("PATTERN", pattern), encoding="utf-8")
    return Options(rules_dirs=(folder,), **more)


def test_a_runaway_pattern_ends_as_an_outcome(tmp_path, table):
    result = check_bytes(table, "a.json", options(tmp_path, "(a|a)+$", select=("ORG100", "VAG001"), lang="en"))
    (outcome,) = result.outcomes
    assert (outcome.rule, outcome.status, outcome.count) == ("ORG100", "failed", 1)
    assert outcome.reason == f"the pattern '(a|a)+$' ran for more than {TIME_LIMIT} s"
    assert outcome.first.seq == 1
    # The rule is not asked again in this file; the others have been.
    assert [d.rule for d in result.diagnostics] == ["VAG001", "VAG001", "VAG001"]


def test_the_run_ends_with_status_2(tmp_path, table, capsys):
    options(tmp_path, "(a|a)+$")
    (tmp_path / "a.json").write_bytes(table)
    arguments = ["check", "--rules", str(tmp_path), "--select", "ORG100", "--exit-zero", str(tmp_path / "a.json")]
    assert cli.main(arguments, standalone_mode=False) == 2
    assert "正则表达式“(a|a)+$”运行超过" in capsys.readouterr().out


def test_it_is_raised_where_the_tests_ask_for_it(tmp_path, table):
    with pytest.raises(LimitError):
        check_bytes(table, "a.json", options(tmp_path, "(a|a)+$", select=("ORG100",), on_error="raise"))


@pytest.mark.parametrize("pattern", RUNAWAYS)
def test_no_pattern_of_a_user_runs_on(pattern):
    start = time.monotonic()
    try:
        with guarded(Allowance(5)):
            found_in((pattern, "x"), LONGER)
    except LimitError:
        pass
    assert time.monotonic() - start < 10 * TIME_LIMIT


def test_many_searches_that_are_each_quick_enough_use_up_the_allowance():
    allowance = Allowance(0.001)
    with pytest.raises(LimitError, match="took longer than it may"):
        for _ in range(100_000):
            with guarded(allowance):
                compiled("a").search(LONG)


def test_a_rule_that_uses_up_its_time_is_not_asked_again(tmp_path, table, monkeypatch):
    plan = run.Plan.of(rulebook(options(tmp_path, "aa", select=("ORG100",))), load_taxonomy(), lang="en")
    monkeypatch.setattr(run, "RULE_SECONDS", -1.0)
    result = run.check_parsed(parse_document(read_document(table, "a.json"), load_taxonomy()), plan)
    (outcome,) = result.outcomes
    assert (outcome.rule, outcome.count, outcome.reason) == ("ORG100", 1, "the rule took longer than it may")


def test_shipped_rules_are_not_limited(monkeypatch, table):
    monkeypatch.setattr(run, "RULE_SECONDS", -1.0)
    assert check_bytes(table, "a.json", Options(profile="strict")).outcomes == ()
    assert all(rule.builtin for rule in rulebook().rules)


def test_a_pattern_that_a_configuration_brings_is_limited(table):
    runaway = Options(select=("CAT005", "VAG001"), options={"CAT005": {"cases+": [{"name": "(a|a)+$"}]}})
    result = check_bytes(table, "a.json", runaway)
    (outcome,) = result.outcomes
    assert (outcome.rule, outcome.status, outcome.count) == ("CAT005", "failed", 1)
    assert [d.rule for d in result.diagnostics] == ["VAG001", "VAG001", "VAG001"]
