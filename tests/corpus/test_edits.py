"""Clean tables stay clean; each fault gives exactly its one diagnostic at its place; near ones give nothing."""

from __future__ import annotations

from collections import Counter

import pytest
from corpus_cases import Edit, book, clean_result, edits, offset, run_edit, table_names, table_source

EDITS = list(edits())
LEAST = 3


@pytest.mark.parametrize("name", table_names())
def test_a_table_of_the_corpus_is_clean(name: str) -> None:
    result = clean_result(name, None)
    assert [(d.rule, d.evidence) for d in result.diagnostics] == []
    assert result.report.status == "ok"


@pytest.mark.parametrize("edit", [e for e in EDITS if e.faulty], ids=lambda edit: edit.name)
def test_a_fault_is_found_where_it_is_and_nothing_else(edit: Edit) -> None:
    found = [d for d in run_edit(edit) if d.rule not in edit.beside]
    # A rule over several files speaks at every file for which it holds.
    own = [d for d in found if d.file == edit.table]
    assert [(d.rule, d.evidence) for d in own if d.rule != edit.rule] == []
    assert {d.rule for d in found} == {edit.rule}
    (diagnostic,) = own
    if not edit.evidence:
        assert (diagnostic.evidence, diagnostic.location.range) == ("", None)
        return
    source = edit.edited()
    assert diagnostic.location.range is not None
    at = (offset(source, diagnostic.location.range.start), offset(source, diagnostic.location.range.end))
    assert source[slice(*at)] == source[slice(*edit.span(source))]
    assert at == edit.span(source)


@pytest.mark.parametrize("edit", [e for e in EDITS if not e.faulty], ids=lambda edit: edit.name)
def test_what_only_comes_near_is_silent(edit: Edit) -> None:
    assert [(d.rule, d.evidence) for d in run_edit(edit)] == []


@pytest.mark.parametrize("rule", book().rules, ids=lambda rule: rule.code)
def test_every_rule_has_edits(rule) -> None:
    count = Counter(edit.faulty for edit in EDITS if edit.rule == rule.code)
    assert min(count[True], count[False]) >= LEAST


def test_every_edit_names_a_rule_and_tables_of_the_corpus() -> None:
    assert {edit.rule for edit in EDITS} <= {rule.code for rule in book().rules}
    for edit in EDITS:
        for name in (edit.table, *edit.also):
            table_source(name)
    same = Counter((edit.rule, edit.table, edit.new, edit.old, edit.also, edit.year) for edit in EDITS)
    assert [key for key, number in same.items() if number > 1] == []
