"""The house rules of examples/rules: sound files that behave, one for each general kind, and what they find."""

from pathlib import Path

import jsonschema
import pytest
import yaml

from perflint import Options, check_paths
from perflint.checks import KINDS
from perflint.engine.examples import verify_examples
from perflint.rulebook import load_rulebook
from perflint.rulebook.schema import rule_schema
from perflint.taxonomy import load_taxonomy

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "examples" / "rules"
FILES = sorted(FOLDER.glob("*.yaml"))
GENERAL = {
    "words", "pattern", "required", "one-of", "range", "compare", "dimension", "direction", "unique", "similar", "sum",
    "coverage", "year", "frequency", "classify", "expression",
}  # fmt: skip


def test_they_load_and_behave():
    book = load_rulebook((FOLDER,))
    assert len([rule for rule in book.rules if not rule.builtin]) == len(FILES)
    verify_examples(book, load_taxonomy())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_is_valid_by_the_schema_that_it_names(path):
    source = path.read_text(encoding="utf-8")
    assert source.startswith("# yaml-language-server: $schema=../../docs/rule.schema.json\n")
    data = yaml.safe_load(source)
    assert path.stem == f"{data['code']}-{data['name']}"
    jsonschema.validate(data, rule_schema())


def test_each_general_kind_is_used():
    used = {yaml.safe_load(path.read_text(encoding="utf-8"))["kind"] for path in FILES}
    assert used == GENERAL & set(KINDS)


def test_what_they_find_in_the_sample():
    options = Options(select=("ORG",), rules_dirs=(FOLDER,), on_error="raise")
    result = check_paths([FOLDER / "sample.md"], options)
    assert [(d.rule, d.evidence) for d in result.diagnostics] == [
        ("ORG011", "乡村道路照明维护经费"),
        ("ORG010", "20"),
        ("ORG001", "路灯亮灯率"),
    ]
