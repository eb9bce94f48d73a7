"""The JSON of `check` and `parse` over the example tables: by the schemas, the same bytes twice, and an input again."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

from perflint import Options, check_tables
from perflint.cli import cli
from perflint.report import schema_text

ROOT = Path(__file__).parents[2]
TABLES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "examples/tables").iterdir())


@pytest.fixture(autouse=True)
def at_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("PERFLINT_LANG", raising=False)


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, words, catch_exceptions=False)


def check(*words: str) -> dict[str, Any]:
    done = run("check", "-f", "json", "--exit-zero", *words)
    assert (done.exit_code, done.stderr) == (0, "")
    document = json.loads(done.stdout)
    assert isinstance(document, dict)
    return document


def test_result_follows_its_schema() -> None:
    document = check("--profile", "strict", "--show-outcomes", "examples/tables")
    jsonschema.Draft202012Validator(json.loads(schema_text("result"))).validate(document)
    assert [file["path"] for file in document["files"]] == TABLES
    assert {file["status"] for file in document["files"]} == {"ok"}
    assert document["summary"]["failed"] == 0


def test_parse_follows_its_schema() -> None:
    document = json.loads(run("parse", "-f", "json", "examples/tables").stdout)
    jsonschema.Draft202012Validator(json.loads(schema_text("parse"))).validate(document)
    assert [file["path"] for file in document["files"]] == TABLES


def test_two_runs_give_the_same_bytes() -> None:
    words = ("check", "-f", "json", "--profile", "strict", "examples/tables")
    assert run(*words).stdout_bytes == run(*words).stdout_bytes


def test_places_hold_the_evidence() -> None:
    for diagnostic in check("--profile", "strict", "examples/tables")["diagnostics"]:
        if diagnostic["places"] or not diagnostic["file"].endswith((".txt", ".md")):
            continue
        start, end = diagnostic["range"]["start"], diagnostic["range"]["end"]
        if start["line"] == end["line"]:
            line = (ROOT / diagnostic["file"]).read_text(encoding="utf-8").split("\n")[start["line"] - 1]
            words = line[start["column"] - 1 : end["column"] - 1]
            assert "".join(words.split()) == "".join(diagnostic["evidence"].split())


@pytest.mark.parametrize("table", TABLES)
def test_what_was_parsed_is_an_input_again(table: str) -> None:
    parsed = json.loads(run("parse", "-f", "json", table).stdout)
    again = check_tables(parsed, Options(profile="strict"))
    expected = [
        (d["rule"], d["subject"]["project"], d["subject"]["index"], d["field"], d["message"])
        for d in check("--profile", "strict", table)["diagnostics"]
    ]
    found = [(d.rule, d.subject.project, d.subject.index, d.field, d.message) for d in again.diagnostics]
    assert sorted(found, key=str) == sorted(expected, key=str)


def test_a_report_in_the_checked_folder_can_be_written_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    table = (ROOT / "examples/tables/pensions-2025.md").read_text(encoding="utf-8")
    Path("a.md").write_text(table, encoding="utf-8")
    words = ("check", ".", "-f", "json=[1] report.json")
    assert run(*words).exit_code == 0
    first = Path("[1] report.json").read_bytes()
    assert run(*words).exit_code == 0
    assert Path("[1] report.json").read_bytes() == first
    assert [file["path"] for file in json.loads(first)["files"]] == ["a.md"]


def test_a_table_is_never_replaced_by_a_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    table = (ROOT / "examples/tables/water-2025.json").read_bytes()
    Path("a.json").write_bytes(table)
    done = run("check", ".", "-f", "json=a.json", "--lang", "en")
    assert (done.exit_code, done.stderr) == (2, "error: the report would overwrite the input file a.json\n")
    assert Path("a.json").read_bytes() == table
