"""The template of every kind and scope is a whole rule: it loads, behaves, and is valid by the schema beside it."""

import json

import jsonschema
import pytest
import yaml
from click.testing import CliRunner

from perflint.checks import KINDS, find_kind
from perflint.cli import cli
from perflint.engine.examples import misbehaving
from perflint.errors import UsageError
from perflint.rulebook import RuleBook
from perflint.rulebook.load import RuleReader
from perflint.rulebook.reference import KindReference, kind_reference
from perflint.rulebook.schema import rule_schema
from perflint.rulebook.template import SCHEMA_NAME, template
from perflint.taxonomy import load_taxonomy

SHOWN = [
    (kind, scope)
    for kind in sorted(KINDS)
    for scope in find_kind(kind).scopes
    if scope != "file"
    if any(part.startswith(f"scope: [{scope}]") for part in kind_reference(kind).examples)
]
VALIDATOR = jsonschema.Draft202012Validator(rule_schema())


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("kind", "scope"), SHOWN)
def test_a_template_loads_behaves_and_is_valid(kind, scope, lang):
    source = template("ORG001", "no", kind_reference(kind), scope, lang)
    reader = RuleReader(source, "ORG001.yaml", builtin=False)
    rule = reader.read()
    assert reader.problems == [] and (rule.kind, rule.scope, rule.name) == (kind, (scope,), "no")
    book = RuleBook((rule,), frozenset({rule.code}))
    assert [fault.en for _, fault in misbehaving(rule, book, load_taxonomy())] == []
    assert list(VALIDATOR.iter_errors(yaml.safe_load(source))) == []
    comments = [line for line in source.splitlines() if line.startswith("#")]
    for option in kind_reference(kind).options:
        assert any(f" {option.name} (" in line or f" {option.name}（" in line for line in comments)


def test_every_kind_has_one_but_for_what_reading_tells():
    assert {kind for kind, _ in SHOWN} == set(KINDS) - {"event"}
    with pytest.raises(UsageError, match="the kind 'event' only tells what reading met"):
        template("ORG001", "x", kind_reference("event"), None, "en")


def test_the_comments_are_in_the_users_language():
    reference = kind_reference("words")
    assert "默认 word" in template("ORG001", "x", reference, None, "zh")
    english = template("ORG001", "x", reference, None, "en")
    assert "default word" in english and "新规则" not in english


def test_a_kind_without_examples_or_with_half_an_example_gives_no_template():
    bare = KindReference("own", (), ("project",), ("project",), (), False, (), ())
    with pytest.raises(UsageError, match="has no example, so there is no template"):
        template("ORG001", "x", bare, None, "en")
    with pytest.raises(UsageError, match="cannot be used with the scope 'table'; use project"):
        template("ORG001", "x", bare, "table", "en")
    half = "scope: [project]\nkind: markup\nexamples:\n  bad: []\n  good: []"
    half = KindReference("markup", (), ("project",), ("project",), (), False, (), (half,))
    with pytest.raises(UsageError, match="the example of the kind 'markup' makes no rule: 'bad' needs at least 2"):
        template("ORG001", "x", half, None, "en")


def test_the_written_file_and_its_schema(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(cli, ["rules", "new", "our-rules", "--kind", "coverage"]).exit_code == 0
    written = (tmp_path / "our-rules" / "ORG001-my-rule.yaml").read_text(encoding="utf-8")
    header = f"# yaml-language-server: $schema={SCHEMA_NAME}\n"
    assert written.startswith(header)
    schema = json.loads((tmp_path / "our-rules" / SCHEMA_NAME).read_text(encoding="utf-8"))
    jsonschema.validate(yaml.safe_load(written), schema)
    # The hidden schema is no input of a check of the folder, nor a rule.
    assert CliRunner().invoke(cli, ["rules", "test", "our-rules"]).exit_code == 0
    assert CliRunner().invoke(cli, ["check", "our-rules"]).exit_code == 2


def test_faulty_files_beside_it_do_not_stop_a_new_rule_and_their_codes_are_taken(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "half.yaml").write_text("code: ORG001\nname: my-rule\nkind: [\n", encoding="utf-8")
    (tmp_path / "bytes.yaml").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "perflint.yaml").write_text("profile: strict\n", encoding="utf-8")
    assert CliRunner().invoke(cli, ["rules", "new"]).exit_code == 0
    assert (tmp_path / "ORG002-my-rule-2.yaml").is_file()


def test_the_configurations_folder_of_rules_is_the_default(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "house").mkdir()
    (tmp_path / "perflint.yaml").write_text("rules: [house]\n", encoding="utf-8")
    done = CliRunner().invoke(cli, ["rules", "new", "--name", "late-date"])
    assert done.exit_code == 0 and "house/ORG001-late-date.yaml" in done.stdout
    assert (tmp_path / "house" / "ORG001-late-date.yaml").is_file()


def test_where_a_rule_and_a_kind_have_one_name_the_rule_is_explained(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(cli, ["rules", "new", "house", "--name", "words"]).exit_code == 0
    assert CliRunner().invoke(cli, ["explain", "words"]).stdout.startswith("words：检查种类")
    assert CliRunner().invoke(cli, ["explain", "words", "--rules", "house"]).stdout.startswith("ORG001 words：")
