"""The generated pages are those of the rules and kinds as they are, and say everything about them."""

import dataclasses
import importlib.util
from pathlib import Path

import pytest

from perflint.checks import KINDS, find_kind
from perflint.rulebook import load_rulebook
from perflint.rulebook.reference import described

ROOT = Path(__file__).resolve().parents[2]
RULES = load_rulebook().rules


def load_script():
    spec = importlib.util.spec_from_file_location("build_rule_docs", ROOT / "scripts" / "build_rule_docs.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


DOCS = load_script()
PAGES = DOCS.pages()


def test_the_pages_in_the_tree_are_up_to_date():
    assert DOCS.stale(ROOT / "docs", PAGES) == [], "run scripts/build_rule_docs.py"


def test_check_names_what_is_out_of_date(tmp_path, capsys):
    DOCS.write(tmp_path, PAGES)
    assert DOCS.main(["--check"], tmp_path) == 0
    (tmp_path / "kinds.md").write_text("old", encoding="utf-8")
    (tmp_path / "rules" / "ORG999.md").write_text("no rule", encoding="utf-8")
    (tmp_path / "rules" / "DUP001.md").unlink()
    assert DOCS.main(["--check"], tmp_path) == 1
    named = [line.split()[0] for line in capsys.readouterr().err.splitlines()]
    assert named == ["docs/kinds.md", "docs/rules/DUP001.md", "docs/rules/ORG999.md"]
    assert DOCS.main([], tmp_path) == 0
    assert DOCS.stale(tmp_path, PAGES) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rules_page_says_all_of_it(rule):
    page = PAGES[f"rules/{rule.code}.md"]
    for message in (rule.title, rule.message, rule.help, rule.why):
        assert DOCS.text(message.zh) in page
        assert DOCS.text(message.en) in page
    for example in rule.examples.bad:
        for _, words in example.at:
            assert DOCS.text(words) in page or words in page
    assert f"](../kinds.md#{rule.kind})" in page


def test_links_lead_somewhere():
    sections = {line.removeprefix("## ") for line in PAGES["kinds.md"].splitlines() if line.startswith("## ")}
    assert sections == {*KINDS, "Fields"}
    assert {r.kind for r in RULES} <= sections
    for rule in RULES:
        assert (ROOT / "rules" / rule.path).is_file()
        assert f"[{rule.code}]({rule.code}.md)" in PAGES["rules/README.md"]


@pytest.mark.parametrize("name", sorted(KINDS))
def test_every_option_of_a_kind_is_documented(name):
    paragraphs, options = described(find_kind(name))
    assert paragraphs, f"{name} has no docstring"
    assert set(options) == {member.name for member in dataclasses.fields(find_kind(name))}


def test_tables_keep_their_columns():
    for name, page in PAGES.items():
        columns = 0
        for line in page.splitlines():
            cells = line.replace("\\|", "").count("|") if line.startswith("|") else 0
            assert columns in (0, cells) or cells == 0, f"{name}: {line}"
            columns = cells
