"""Rules over several files: what is found does not depend on how the projects lie in files, nor on what is at hand."""

import pytest

from benchmarks.corpus import as_text, projects
from perflint.api import Checker, Options
from perflint.engine import check_parsed, cross, match_signed, signed
from perflint.parse import parse_document
from perflint.read import read_document

PLAN = Checker.of(Options(select=("DUP004", "DUP005"))).plan
FIRST = list(projects(12))
# The same again under other names, in another order.
COPIED = [{**own, "name": f"{own['name']}二"} for own in FIRST[::-1]]


def results(*groups):
    for number, group in enumerate(groups):
        document = read_document(as_text(group), f"{number}.txt")
        yield check_parsed(parse_document(document, PLAN.taxonomy), PLAN)


def found(*groups):
    matched, failed = match_signed(results(*groups), PLAN)
    assert failed == []
    return matched


def told(diagnostics):
    return [(d.rule, d.subject.project, d.values["other"], d.evidence, d.related[0].evidence) for d in diagnostics]


def test_every_copy_is_found_with_the_other_one():
    names = [own["name"] for own in (*FIRST, *COPIED)]
    others = dict(zip(names, [*(f"{name}二" for name in names[:12]), *names[11::-1]], strict=True))
    pairs = [(d.rule, d.subject.project, d.values["other"]) for d in found(FIRST, COPIED)]
    assert pairs == [(rule, name, others[name]) for rule in ("DUP004", "DUP005") for name in names]


@pytest.mark.parametrize("size", [1, 5])
def test_files_of_any_size_tell_the_same(size):
    every = [*FIRST, *COPIED]
    small = [every[start : start + size] for start in range(0, len(every), size)]
    assert told(found(*small)) == told(found(every))


@pytest.mark.parametrize("at_once", [1, 7])
def test_places_come_out_the_same_however_many_are_at_hand(monkeypatch, at_once):
    usual = found(FIRST, COPIED, FIRST[:3])
    monkeypatch.setattr(cross, "_AT_ONCE", at_once)
    monkeypatch.setattr(signed, "_AT_HAND", 1)
    assert found(FIRST, COPIED, FIRST[:3]) == usual
