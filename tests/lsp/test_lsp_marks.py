"""Findings as diagnostics: severities, further places, links, and what kept a text or a rule from being checked."""

from dataclasses import replace
from pathlib import Path

import pytest

from perflint.api import rulebook
from perflint.lsp.client import Client
from perflint.lsp.lines import UNITS, Lines
from perflint.lsp.marks import diagnostics_of
from perflint.lsp.settings import Settings
from perflint.lsp.setups import Setups
from perflint.lsp.work import examine, failed
from perflint.model import Outcome
from perflint.report.explained import hover, rule_page
from tests.lsp.lsp_helpers import TABLE, place

PLAIN, RICH = Client(), Client(related=True, described=True)
ROADS = Path(__file__).parents[2] / "examples" / "tables" / "roads-2024.txt"


def checked(text=TABLE, name="a.md", unit="utf-16", folder="/nowhere", language="markdown", **settings):
    setups = Setups(Settings(**{"lang": "en", **settings}))
    return examine(f"file://{folder}/{name}", language, Lines(text, unit), setups, lambda: None)


def shown(diagnostic):
    start, end = diagnostic.range.start, diagnostic.range.end
    return {
        "start": {"line": start.line, "character": start.character},
        "end": {"line": end.line, "character": end.character},
    }


def test_severities_and_codes_are_those_of_the_findings():
    found = checked(ROADS.read_text(encoding="utf-8"), "a.txt", profile="strict")
    sent = diagnostics_of(found, PLAIN, links=True)
    levels = {"error": 1, "warning": 2, "info": 3}
    assert [(d.code, int(d.severity), d.data["fingerprint"]) for d in sent] == [
        (d.rule, levels[d.severity], d.fingerprint) for d in found.result.diagnostics
    ]
    assert {int(d.severity) for d in sent} == {1, 2, 3}
    assert {d.code_description for d in sent} == {None}
    linked = diagnostics_of(found, RICH, links=True)
    assert linked[0].code_description.href == f"perflint:/rules/{linked[0].code}.md"
    assert diagnostics_of(found, RICH, links=False)[0].code_description is None


@pytest.mark.parametrize("unit", UNITS)
def test_a_byte_order_mark_shifts_its_line_only(unit):
    text = "\ufeff" + TABLE.replace("# 2025年", "| 2024年明显改善 |\n2025年", 1)
    sent = {d.code: d for d in diagnostics_of(checked(text, unit=unit), PLAIN, links=False)}
    assert shown(sent["VAG001"]) == place(text, "明显改善", unit, nth=1)
    one_line = "\ufeff1、1-产出指标；11-数量指标；清淤长度；实施周期指标值:≥=9公里；年度指标值:≥9公里。"
    one_line = "\ufeff项目名称\t绩效指标\n渠道维修\t" + one_line.removeprefix("\ufeff")
    (found,) = [d for d in diagnostics_of(checked(one_line, "a.txt", unit), PLAIN, links=False) if d.code == "UNT005"]
    assert shown(found) == place(one_line, "≥=", unit)


def test_further_places_are_related_where_the_client_shows_them():
    text = ROADS.read_text(encoding="utf-8")
    found = checked(text, "roads.txt", select=("VAG001", "DUP"), language="plaintext")
    related = [r for d in diagnostics_of(found, RICH, links=False) for r in d.related_information or ()]
    assert related and {r.location.uri for r in related} == {"file:///nowhere/roads.txt"}
    for one in related:
        start, end = one.location.range.start, one.location.range.end
        assert (start.line, start.character) < (end.line, end.character)
    assert "the same fault, further place" in {r.message for r in related}
    assert all(d.related_information is None for d in diagnostics_of(found, PLAIN, links=False))


def test_a_rule_that_failed_is_said_once_in_the_first_line():
    found = checked(select=("VAG001",))
    outcome = Outcome(found.name, 1, "ORG100", "failed", "ran too long")
    outcomes = (outcome, replace(outcome, table=2), replace(outcome, status="not-enough-data"))
    found = replace(found, result=replace(found.result, outcomes=outcomes))
    first, vague = diagnostics_of(found, PLAIN, links=False)
    assert (first.code, int(first.severity), first.message) == ("ORG100", 2, "rule ORG100 failed: ran too long")
    assert (first.range.start.line, vague.code) == (0, "VAG001")


def test_a_crash_and_a_faulty_configuration_are_said_in_the_first_line(tmp_path):
    crash = failed("file:///a.md", "markdown", Lines(TABLE), Setups(Settings()), ZeroDivisionError("x"))
    (told,) = diagnostics_of(crash, PLAIN, links=False)
    assert (told.code, told.message) == ("internal", "perflint 内部出错，没有检查：ZeroDivisionError: x")
    assert shown(told) == place(TABLE, TABLE.splitlines()[0])
    (tmp_path / "perflint.yaml").write_text("profil: strict\nyeer: 1\n", encoding="utf-8")
    found = checked(folder=tmp_path.as_posix())
    (told,) = diagnostics_of(found, RICH, links=False)
    assert told.message == "faulty configuration or rules: unknown key 'profil'; did you mean 'profile'?"
    assert [(Path(r.location.uri).name, r.location.range.start.line) for r in told.related_information] == [
        ("perflint.yaml", 0), ("perflint.yaml", 1),
    ]  # fmt: skip


def test_text_of_a_table_cannot_act_in_a_message():
    found = checked(select=("VAG001",))
    hostile = replace(found.result.diagnostics[0], message="target '\x1b[31m\u202e'")
    found = replace(found, result=replace(found.result, diagnostics=(hostile,)))
    (sent,) = diagnostics_of(found, PLAIN, links=False)
    assert sent.message == "target '\\x1b[31m\\u202e'"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_rule_has_a_page(lang):
    for rule in rulebook().rules:
        page = rule_page(rule, lang)
        assert page.startswith(f"# {rule.code} {rule.name}") and "None" not in page
        assert page.count("\n- ") >= len(rule.examples.bad) + len(rule.examples.good)


def test_a_hover_speaks_of_its_finding_and_escapes_it():
    found = checked(TABLE.replace("明显改善", "明显<b>改善*"), select=("VAG001",))
    (vague,) = found.result.diagnostics
    text = hover(found.setup.checker.book.find("VAG001"), vague, "en")
    assert text.startswith("**VAG001 vague-value: Vague target value** (error)\n\ntarget '明显&lt;b&gt;改善\\*' gives")
    assert "{value}" not in text and text.count("\n- ") <= 7
