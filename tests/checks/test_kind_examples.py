"""Every kind has a working example: it loads, and finds what it says in every scope that the kind claims."""

from functools import cache
from pathlib import Path

import pytest
import yaml

from perflint.checks import KINDS, find_kind
from perflint.checks.examples import example_of, sample_of
from perflint.engine.examples import misbehaving
from perflint.rulebook import RuleBook
from perflint.rulebook.load import RuleReader
from perflint.taxonomy import load_taxonomy

FOLDER = Path(__file__).parents[2] / "perflint" / "checks" / "examples"
# What a user writes rules with has an example for every scope that it claims.
FOR_USERS = [
    "words", "pattern", "required", "one-of", "range", "compare", "dimension", "direction", "unique", "similar", "sum",
    "coverage", "year", "frequency", "classify", "expression",
]  # fmt: skip
BOTH = {"zh": "例", "en": "example"}
REST = {
    "code": "ORG001", "name": "an-example", "title": BOTH, "severity": "warning", "dimension": "规范完整性",
    "message": BOTH, "help": BOTH, "why": BOTH,
}  # fmt: skip


@cache
def rules_of(kind):
    """The rules of a kind's example file, and whatever is wrong with them."""
    rules, problems = [], []
    for data in yaml.safe_load_all(example_of(kind)):
        reader = RuleReader("", f"{kind}.yaml", builtin=False, data={**REST, **data})
        rule = reader.read()
        problems += [p.message.en for p in reader.problems]
        if rule is not None:
            rules.append(rule)
    return rules, problems


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_example_of_a_kind_works(kind):
    rules, problems = rules_of(kind)
    assert problems == []
    assert rules and all(rule.kind == kind for rule in rules)
    for rule in rules:
        book = RuleBook((rule,), frozenset({rule.code}))
        assert [fault.en for _, fault in misbehaving(rule, book, load_taxonomy())] == []


@pytest.mark.parametrize("kind", sorted(set(FOR_USERS) & set(KINDS)))
def test_what_users_write_rules_with_is_shown_in_every_scope(kind):
    rules, _ = rules_of(kind)
    assert {scope for rule in rules for scope in rule.scope} == set(find_kind(kind).scopes)


def test_no_example_is_without_a_kind():
    assert {path.stem for path in FOLDER.glob("*.yaml")} <= set(KINDS)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_sample_shows_the_options_and_no_examples(kind):
    sample = sample_of(kind)
    assert f"kind: {kind}" in sample and "examples:" not in sample and "---" not in sample


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_each_scope_is_shown_once_and_no_example_twice(kind):
    rules, _ = rules_of(kind)
    scopes = [scope for rule in rules for scope in rule.scope]
    assert len(scopes) == len(set(scopes))
    shown = [str((e.data, e.year)) for rule in rules for e in (*rule.examples.bad, *rule.examples.good)]
    assert len(shown) == len(set(shown))
