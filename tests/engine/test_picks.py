"""The picks leave nothing out: rules say the same whether their kinds pick projects or are asked of all."""

import json
from dataclasses import replace
from random import Random

import pytest

from perflint.api import Options, check_bytes
from perflint.checks.base import Context, CrossCheck, Picking
from perflint.engine import picks, run
from perflint.engine.examples import expand_table, table_of
from perflint.model import Project, Table, Text
from perflint.parse import parse_document
from perflint.read import read_document
from perflint.rulebook import load_rulebook
from perflint.taxonomy import load_taxonomy
from perflint.values import parse_value

BOOK = load_rulebook()
FIELDS = (
    "name", "unit", "code", "goal", "completion", "amounts", "points", "execution", "total", "indicators",
)  # fmt: skip
# What may be put in front of a text, behind it, or between its signs.
PIECES = [
    "", " ", "\n", "2023年", "2025年度", "二零二四年", "１２个", "３", "<br>", "&nbsp;", "办埋", "政大厅务", "審批",
    "无", "/", "2023", "新建12公里，", "满意度≥95%", "㎡", "\ufa0e", "\ud840", "\u200b",
]  # fmt: skip


def projects() -> list[dict[str, object]]:
    """The projects of all examples of the shipped rules over projects, written out."""
    found: list[dict[str, object]] = []
    for rule in BOOK.rules:
        if "project" not in rule.scope:
            continue
        for example in (*rule.examples.bad, *rule.examples.good):
            tables = example.data.get("run") or ([] if "text" in example.data else [table_of(example.data)])
            found += [project for one in tables for project in expand_table(one)["projects"]]
    return found


POOL = projects()
FRAGMENTS = [[], [], [], ["注：执行率≥90%得满分，每低1个百分点扣0.2分"]]


def project(random: Random) -> dict[str, object]:
    """A project put together from parts of others, with something added to its texts now and then."""
    made = dict(random.choice(POOL))
    for field in random.sample(FIELDS, random.choice([0, 1, 2])):
        other = random.choice(POOL)
        if field in other:
            made[field] = other[field]
    for field in ("name", "goal", "completion"):
        text = made.get(field)
        if isinstance(text, str) and random.random() < 0.3:
            at = random.choice([0, len(text), random.randrange(len(text) + 1)])
            made[field] = text[:at] + random.choice(PIECES) + text[at:]
    return json.loads(json.dumps(made, default=str))


def table(random: Random) -> bytes:
    """A table of such projects; small ones, so that many a column holds nothing that a rule looks for."""
    data = {
        "kind": random.choice(["target", "target", "self-evaluation", "department"]),
        "title": random.choice(["2025年项目支出绩效目标表", "项目支出绩效自评表", "整體績效目標表"]),
        "fragments": random.choice(FRAGMENTS),
        "projects": [project(random) for _ in range(random.choice([1, 2, 3, 12]))],
    }
    return json.dumps([data], ensure_ascii=True).encode()


def said(data: bytes, year: int | None) -> tuple[object, ...]:
    result = check_bytes(data, "a.json", Options(profile="strict", year=year))
    return result.diagnostics, result.outcomes


def everything(bound, table, pulse):
    return [(one, table.projects) for one in bound]


@pytest.mark.parametrize("seed", range(5))
def test_nothing_is_left_out(seed, monkeypatch):
    random = Random(seed)
    tables = [(table(random), random.choice([None, 2025])) for _ in range(60)]
    with_picks = [said(*one) for one in tables]
    monkeypatch.setattr(run, "picked", everything)
    assert [said(*one) for one in tables] == with_picks
    found = {d.rule for diagnostics, _ in with_picks for d in diagnostics}
    assert found > {"AMT001", "GOL001", "GOL002", "PER001", "PER005", "SCO003", "STR007", "STR011", "TXT001", "TXT002"}


@pytest.mark.parametrize("seed", range(3))
def test_no_pick_crashes(seed):
    """A run would only be slower for it and tell nobody."""
    random, taxonomy = Random(seed), load_taxonomy()
    for _ in range(40):
        for one in parse_document(read_document(table(random), "a.json"), taxonomy).tables:
            for rule in BOOK.rules:
                if "project" in rule.scope and isinstance(rule.check, Picking):
                    found = list(rule.check.picked(one, context(rule.fields_in("project"))))
                    assert {id(project) for project in found} <= {id(project) for project in one.projects}


def context(fields: tuple[str, ...]) -> Context:
    taxonomy = load_taxonomy()
    return Context(taxonomy, fields, lambda text: parse_value(text, taxonomy.units))


def test_kinds_over_projects_pick():
    """A kind that every shipped table asks about its projects must tell of most at once that it has nothing to say."""
    asked = {rule.code: rule.check for rule in BOOK.rules if "project" in rule.scope}
    assert not {c for c, check in asked.items() if not isinstance(check, (Picking, CrossCheck))}


def bound_to(check: object) -> picks.Bound:
    rule = next(rule for rule in BOOK.rules if rule.code == "STR011")
    return rule.with_check(check), context(("goal",))


class Plain:
    kind, scopes, placeholders = "plain", ("project",), frozenset()

    def run(self, subject, context):
        return ()


class Twice(Plain):
    def picked(self, table, context):
        return [table.projects[1], table.projects[1]]


class Crashing(Plain):
    def picked(self, table, context):
        yield table.projects[0]
        raise RuntimeError


def test_who_is_asked_of_what():
    """A kind that picks nothing itself, or crashes over it, is asked of all; one that picks twice is asked once."""
    bound = [bound_to(check()) for check in (Plain, Twice, Crashing)]
    one, other = Project(Text("甲")), Project(Text("乙"))
    pulses = []
    found = picks.picked(bound, Table(1, "target", "list", projects=(one, other)), lambda: pulses.append(1))
    assert found == [(bound[0], (one, other)), (bound[1], [other]), (bound[2], (one, other))]
    assert len(pulses) == len(bound)


def test_a_rule_that_was_retuned_is_asked_of_all():
    rule, context = bound_to(Twice())
    own = replace(rule, retuned=True)
    one, other = Project(Text("甲")), Project(Text("乙"))
    found = picks.picked([(own, context)], Table(1, "target", "list", projects=(one, other)), lambda: None)
    assert found == [((own, context), (one, other))]
