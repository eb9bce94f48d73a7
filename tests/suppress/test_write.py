"""Written suppressions: in every text format a directive silences the finding that it is for and changes no other."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from benchmarks.corpus import as_text, projects
from fuzz.writers import WRITERS
from perflint.api import Checker, Options
from perflint.read import read_document
from perflint.read.decode import decode
from perflint.suppress import REASON_WANTED, directive_for, entry_for
from tests.suppress.test_baseline import rows_of

ROOT = Path(__file__).parents[2]
CHECKER = Checker.of(Options(profile="strict", today=date(2026, 1, 1)))
HEAD = ("一级指标", "二级指标", "三级指标", "指标值")
MARKED = ("产出指标", "质量指标", "渠道质量", "**明显改善**")
EXAMPLES = ROOT / "examples" / "tables"
ROWS = rows_of(list(projects(4, seed=3)))
TABLES = {
    **{f"rows.{suffix}": WRITERS[suffix](ROWS) for suffix in ("csv", "html", "md", "tsv")},
    "running.txt": as_text(list(projects(3, seed=2))),
    "layout.txt": (EXAMPLES / "roads-2024.txt").read_bytes(),
    "forms.txt": (EXAMPLES / "hospital-self-evaluation-2024.txt").read_bytes(),
    "quoted.tsv": ("\t".join(HEAD) + '\n产出指标\t质量指标\t渠道质量\t"明显\n改善"\n').encode(),
    "marked.md": f"| {' | '.join(HEAD)} |\n|-|-|-|-|\n| {' | '.join(MARKED)} |\n".encode(),
}


def put(source, insertion):
    return source[: insertion.offset] + insertion.text + source[insertion.offset :]


def silenced(source, name, diagnostic, reason="已核对"):
    insertion = directive_for(diagnostic, read_document(source.encode(), name), reason, "zh")
    assert insertion is not None
    return put(source, insertion)


@pytest.mark.parametrize("name", TABLES)
def test_a_directive_silences_its_finding_and_no_other_rule(name):
    source = decode(TABLES[name])
    before = CHECKER.check(source.encode(), name).diagnostics
    assert before
    step = max(1, len(before) // 6)
    for diagnostic in before[::step]:
        after = CHECKER.check(silenced(source, name, diagnostic).encode(), name)
        assert diagnostic.fingerprint in {d.fingerprint for d in after.suppressed}
        assert {d.rule for d in after.suppressed} == {diagnostic.rule}
        known = {d.fingerprint for d in before}
        assert {d.fingerprint for d in (*after.diagnostics, *after.suppressed)} == known
        assert after.notices == ()


@pytest.mark.parametrize("name", ["rows.csv", "rows.md", "rows.html", "rows.tsv", "running.txt"])
def test_a_second_directive_of_a_row_stands_beside_the_first(name):
    source = decode(TABLES[name])
    before = CHECKER.check(source.encode(), name).diagnostics
    by_line = {}
    for d in before:
        by_line.setdefault(d.location.range.start.line, {})[d.rule] = d
    found = next(found for found in by_line.values() if len(found) > 1)
    first, second = list(found.values())[:2]
    once = silenced(source, name, first, "一")
    (again,) = [d for d in CHECKER.check(once.encode(), name).diagnostics if d.fingerprint == second.fingerprint]
    after = CHECKER.check(silenced(once, name, again, "二").encode(), name)
    assert {d.rule for d in after.suppressed} == {first.rule, second.rule}
    assert after.notices == ()


@pytest.mark.parametrize("name", ["rows.csv", "rows.md", "rows.html", "rows.tsv"])
def test_a_reason_cannot_break_the_table(name):
    source = decode(TABLES[name])
    diagnostic = CHECKER.check(source.encode(), name).diagnostics[3]
    text = silenced(source, name, diagnostic, 'a, b; "c" | d\n\te --> f')
    assert text.count("\n") == source.count("\n")
    after = CHECKER.check(text.encode(), name)
    assert [d.fingerprint for d in after.suppressed].count(diagnostic.fingerprint) == 1
    before = CHECKER.check(source.encode(), name)
    assert len(after.diagnostics) + len(after.suppressed) == len(before.diagnostics)


def test_a_reason_that_is_still_wanted_silences_nothing():
    source = decode(TABLES["rows.md"])
    diagnostic = CHECKER.check(source.encode(), "rows.md").diagnostics[0]
    for reason in (REASON_WANTED.zh, REASON_WANTED.en, ""):
        after = CHECKER.check(silenced(source, "rows.md", diagnostic, reason).encode(), "rows.md")
        assert [n.kind for n in after.notices] == ["missing-reason"]
        assert after.suppressed == ()


def test_english_words_are_written_where_they_are_wanted():
    source = decode(TABLES["rows.tsv"])
    diagnostic = CHECKER.check(source.encode(), "a.tsv").diagnostics[0]
    insertion = directive_for(diagnostic, read_document(source.encode(), "a.tsv"), "agreed", "en")
    assert insertion.text.strip() == f"perflint:ignore {diagnostic.rule} reason=agreed"


def test_what_has_no_rows_of_text_has_no_directive():
    result = CHECKER.check(b"", "a.txt")
    assert directive_for(result.diagnostics[0], read_document(b"", "a.txt"), "x", "zh") is None
    data = WRITERS["xlsx"](rows_of(list(projects(1, seed=4))))
    found = CHECKER.check(data, "a.xlsx").diagnostics[0]
    assert directive_for(found, read_document(data, "a.xlsx"), "x", "zh") is None


FOUND = CHECKER.check(TABLES["rows.md"], "rows.md").diagnostics


@pytest.mark.parametrize(
    "source",
    [
        "",
        "# ours\n",
        "ignore:\n  - rule: VAG001\n    reason: 议定\n",
        "ignore:\n- {rule: VAG001, reason: 议定}  # no line end",
        "ignore:\n      - rule: VAG001\n        reason: 议定\n\n# end\n",
    ],
)
def test_entries_are_added_to_what_there_is(tmp_path, source):
    file = tmp_path / "perflint-ignore.yaml"
    for diagnostic in FOUND[:2]:
        source = put(source, entry_for(diagnostic, source, '已核对 "甲" \\ #1\n乙'))
    file.write_text(source, encoding="utf-8")
    after = Checker.of(replace(CHECKER.options, ignore_file=file)).check(TABLES["rows.md"], "rows.md")
    assert {d.fingerprint for d in after.suppressed} == {d.fingerprint for d in FOUND[:2]}
    assert yaml.safe_load(source)["ignore"][-1]["reason"] == '已核对 "甲" \\ #1 乙'


@pytest.mark.parametrize(
    "source", ["ignore: []\n", "ignore: [{rule: VAG001, reason: x}]\n", "ignore:\n", "a: [\n", "- 1\n", "x: 1\n"]
)
def test_nothing_is_added_to_what_is_faulty_or_in_braces(source):
    assert entry_for(FOUND[0], source, "x") is None


def test_an_entry_without_its_reason_has_no_effect_and_says_so(tmp_path):
    file = tmp_path / "perflint-ignore.yaml"
    file.write_text(put("", entry_for(FOUND[0], "", REASON_WANTED.zh)), encoding="utf-8")
    after = Checker.of(replace(CHECKER.options, ignore_file=file)).check(TABLES["rows.md"], "rows.md")
    assert (after.suppressed, [(n.kind, n.location.range.start.line) for n in after.notices]) == (
        (), [("missing-reason", 2)],
    )  # fmt: skip
