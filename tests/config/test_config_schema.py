"""The schema of configurations agrees with the loader: what ships and what the documentation shows is valid."""

import re
from pathlib import Path

import jsonschema
import pytest
import yaml

from perflint.config import KEYS
from perflint.config.packs import FOLDER
from perflint.options import configuration_schema
from perflint.taxonomy.additions import CATEGORY_KEYS, SCORING_KEYS, UNIT_KEYS
from perflint.taxonomy.additions import KEYS as TAXONOMY_KEYS

ROOT = Path(__file__).parents[2]
SHOWN = [
    (name, block)
    for name in ("README.md", "README.zh-CN.md", "docs/usage.md")
    for block in re.findall(r"^```yaml\n(.*?)^```$", (ROOT / name).read_text(encoding="utf-8"), re.M | re.S)
    if isinstance(yaml.safe_load(block), dict) and set(yaml.safe_load(block)) <= set(KEYS)
]


@pytest.fixture(scope="module")
def schema():
    return configuration_schema()


@pytest.fixture(scope="module")
def validator(schema):
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_packs_are_valid(path, validator):
    assert list(validator.iter_errors(yaml.safe_load(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(("name", "block"), SHOWN)
def test_what_the_documentation_shows_is_valid(name, block, validator):
    assert list(validator.iter_errors(yaml.safe_load(block))) == []


def test_the_documentation_shows_configurations():
    assert {name for name, _ in SHOWN} == {"README.md", "README.zh-CN.md", "docs/usage.md"}


def test_the_schema_knows_every_key(schema):
    assert tuple(schema["properties"]) == KEYS
    taxonomy = schema["properties"]["taxonomy"]["properties"]
    assert tuple(taxonomy) == TAXONOMY_KEYS
    assert tuple(taxonomy["categories"]["items"]["properties"]) == CATEGORY_KEYS
    assert tuple(taxonomy["units"]["properties"]) == UNIT_KEYS
    assert tuple(taxonomy["scorings"]["items"]["properties"]) == SCORING_KEYS


@pytest.mark.parametrize(
    "data",
    [
        {"profil": "strict"},
        {"profile": "loose"},
        {"severity": {"VAG001": "fatal"}},
        {"severity": {"ORG001": "fatal"}},
        {"options": {"STR010": {"mni": 3}}},
        {"options": {"too-few-indicators": {"min": "three"}}},
        {"options": {"VAG005": {"words+": "约"}}},
        {"options": {"ORG001": 3}},
        {"taxonomy": {"words": {"advers": ["甲"]}}},
        {"taxonomy": {"scorings": [{"total": 100}]}},
        {"year": "soon"},
    ],
)
def test_faults_are_invalid(data, validator):
    assert list(validator.iter_errors(data))


def test_own_rules_and_additions_are_valid(validator):
    data = {
        "extends": "hubei",
        "options": {"ORG001": {"anything": 1}, "VAG005": {"words+": ["差不多"], "words-": ["适当"]}},
        "severity": {"ORG": "info", "DUP": "info"},
        "taxonomy": {"units": {"scale": {"斗": 35.5}}, "scorings": [{"name": "本县", "steps": {"90": 1}}]},
    }
    assert list(validator.iter_errors(data)) == []
