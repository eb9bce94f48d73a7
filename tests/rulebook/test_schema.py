"""The schema of rule files agrees with the loader: what ships is valid, what the loader rejects is not."""

from pathlib import Path

import jsonschema
import pytest
import yaml

from perflint.checks import KINDS, find_kind
from perflint.checks.base import FIELDS
from perflint.rulebook.book import builtin_rules_dir
from perflint.rulebook.schema import options_schema, rule_schema

SHIPPED = sorted(builtin_rules_dir().rglob("*.yaml"))
ROOT = Path(__file__).parents[2]
OTHERS = sorted((ROOT / "examples" / "rules").glob("*.yaml"))


@pytest.fixture(scope="module")
def validator():
    schema = rule_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem[:6])
def test_shipped_rules_are_valid(path, validator):
    assert list(validator.iter_errors(yaml.safe_load(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize("path", OTHERS, ids=lambda p: p.stem[:7])
def test_rules_of_the_examples_are_valid(path, validator):
    assert list(validator.iter_errors(yaml.safe_load(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(
    "change",
    [
        {"severity": "fatal"},
        {"colour": "red"},
        {"with": {"no_such_option": 1}},
        {"code": "x1"},
        {"examples": {"bad": []}},
        {"scope": ["project"], "fields": ["annual"]},
        {"scope": "indicator", "fields": "goal"},
        {"kind": "goal-number", "scope": ["table"]},
        {"examples": {"bad": [{"name": "甲"}] * 2, "good": [{"name": "甲"}] * 2}},
    ],
    ids=lambda c: "-".join(c),
)
def test_faults_are_invalid(change, validator):
    data = yaml.safe_load(SHIPPED[0].read_text(encoding="utf-8"))
    assert list(validator.iter_errors({**data, **change}))


def test_a_valid_rule_stays_valid_with_one_field_of_its_scope(validator):
    data = yaml.safe_load(SHIPPED[0].read_text(encoding="utf-8"))
    for scope in ("indicator", "project", "table"):
        for field in FIELDS[scope]:
            rule = {**data, "kind": "words", "with": {"terms": ["甲"]}, "scope": [scope], "fields": [field]}
            assert list(validator.iter_errors(rule)) == []


def test_every_key_and_every_option_is_described():
    schema = rule_schema()
    assert [key for key, member in schema["properties"].items() if not member["description"]] == []
    assert all(member["description"] for side in ("bad", "good") for member in _of_examples(schema, side).values())
    for name in KINDS:
        options = options_schema(find_kind(name))["properties"]
        assert [option for option, member in options.items() if not member.get("description")] == [], name


def _of_examples(schema, side):
    return schema["properties"]["examples"]["properties"][side]["items"]["properties"]
