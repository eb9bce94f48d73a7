"""The schema of rule files agrees with the loader: what ships is valid, what the loader rejects is not."""

import jsonschema
import pytest
import yaml

from perflint.rulebook.book import builtin_rules_dir
from perflint.rulebook.schema import rule_schema

SHIPPED = sorted(builtin_rules_dir().rglob("*.yaml"))


@pytest.fixture(scope="module")
def validator():
    schema = rule_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem[:6])
def test_shipped_rules_are_valid(path, validator):
    assert list(validator.iter_errors(yaml.safe_load(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(
    "change",
    [
        {"severity": "fatal"},
        {"colour": "red"},
        {"with": {"no_such_option": 1}},
        {"code": "x1"},
        {"examples": {"bad": []}},
    ],
    ids=lambda c: next(iter(c)),
)
def test_faults_are_invalid(change, validator):
    data = yaml.safe_load(SHIPPED[0].read_text(encoding="utf-8"))
    assert list(validator.iter_errors({**data, **change}))
