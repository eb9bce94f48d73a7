"""All formats: each has a test of its contract, none passes a table's text on as something that acts, none is loaded
before it is asked for, and reports are known as reports."""

import ast
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from report_samples import CLEAN, HOSTILE_RESULT, HOSTILE_TEXT, MISMATCH, RESULT, RICH

from perflint.marks import HEAD, is_report
from perflint.model import TEXT_PLACE, Location, Notice, Position, Range
from perflint.report import MACHINE_FORMATS, REPORTERS, View

HERE = Path(__file__).parent
TEMPLATE = (
    "{{summary}}\n{{#files}}\n{{path}}: {{status}}\n{{#findings}}\n{{where}} {{rule}} {{message}} {{help}}\n"
    "{{/findings}}\n{{/files}}\n{{#outcomes}}{{file}} {{reason}}\n{{/outcomes}}"
)
# C0 without LF, DEL and C1, direction marks, separators, surrogates, non-characters.
ACTIVE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
# Formats of other tools that have no place for anything but findings.
FINDINGS_ONLY = {"gitlab", "rdjson", "rdjsonl", "checkstyle", "junit", "template"}
COMMAND = re.compile(r"##(?:vso|teamcity)?\[", re.IGNORECASE)


def view(lang: str = "zh", **more: object) -> View:
    return View(lang, template=TEMPLATE, **more)  # type: ignore[arg-type]


def contract_tests() -> set[str]:
    """The formats that a test of this folder holds to a contract: test_<format>_keeps_its_contract."""
    names = set()
    for path in HERE.glob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            found = isinstance(node, ast.FunctionDef) and re.fullmatch(r"test_(\w+)_keeps_its_contract", node.name)
            if found:
                names.add(found[1])
    return names


def test_every_format_is_held_to_its_contract() -> None:
    assert contract_tests() == set(REPORTERS)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", REPORTERS)
def test_table_text_is_inert(name: str, lang: str) -> None:
    for statistics in (False, True):
        report = REPORTERS[name](HOSTILE_RESULT, view(lang, show_outcomes=True, statistics=statistics))
        if name == "csv":
            assert report.startswith("\ufeff")
            report = report[1:].replace("\r\n", "\n")
        # Nothing that a terminal acts on, nothing that UTF-8 cannot write.
        assert ACTIVE.findall(report) == []
        report.encode("utf-8")
        lines = report.split("\n")
        # GitHub's commands begin a line, blanks before them or not; Azure's stand anywhere.
        commands = [line for line in lines if line.lstrip().startswith("::")]
        assert len(commands) == (len(HOSTILE_RESULT.diagnostics) if name == "github" else 0)
        assert all(re.match(r"::(error|warning|notice) file=", line) for line in commands)
        issues = [line for line in lines if COMMAND.search(line)]
        assert len(issues) == (3 if name == "azure" else 0)
        assert all(len(COMMAND.findall(i)) == 1 and i.startswith("##vso[task.logissue type=") for i in issues)
        if name in ("html", "junit", "checkstyle", "markdown"):
            assert "alert(1)" in report or statistics
            assert "<script>alert" not in report


@pytest.mark.parametrize("suffix", [".html", ".xml", ".md", ".csv", ".json"])
def test_templates_of_other_kinds_are_inert(suffix: str) -> None:
    report = REPORTERS["template"](HOSTILE_RESULT, replace(view(), template_suffix=suffix))
    assert ACTIVE.findall(report) == []
    assert not [line for line in report.split("\n") if line.lstrip().startswith("::")]
    assert not COMMAND.search(report)
    if suffix in (".html", ".xml", ".md"):
        assert "<script>" not in report
    if suffix == ".md":
        assert "[x](javascript" not in report
    if suffix == ".csv":
        assert '""\'&' in report


@pytest.mark.parametrize("text", [HOSTILE_TEXT, "=1", "::error::x", "##vso[x]", "\x00"])
def test_markup_marks_hold_for_all_formats(text: str) -> None:
    # Text at the start of a field, and alone in it, is no exception.
    result = replace(RESULT, diagnostics=(replace(MISMATCH, message=text, evidence=text),))
    for name, reporter in REPORTERS.items():
        report = reporter(result, view())
        assert not ACTIVE.search(report.replace("\r\n", "\n")), name


@pytest.mark.parametrize("name", REPORTERS)
def test_the_same_result_gives_the_same_text(name: str) -> None:
    for result in (CLEAN, RICH):
        report = REPORTERS[name](result, view())
        assert report == REPORTERS[name](result, view())
        assert report.endswith("\n") or (name == "rdjsonl" and result is CLEAN)


@pytest.mark.parametrize("name", REPORTERS)
def test_colours_are_for_people(name: str) -> None:
    painted = "\x1b[" in REPORTERS[name](RICH, view(colour=name not in MACHINE_FORMATS))
    assert painted == (name not in MACHINE_FORMATS)


# Formats whose files have no suffix of a table's, or could be any text.
UNMARKED = {"text", "concise", "grouped", "jsonl", "junit", "github", "rdjsonl", "azure", "checkstyle", "template"}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", [name for name in REPORTERS if name not in UNMARKED])
def test_reports_are_known_by_their_beginning(name: str, lang: str) -> None:
    for result in (CLEAN, RICH, HOSTILE_RESULT):
        for statistics in (False, True):
            report = REPORTERS[name](result, view(lang, statistics=statistics)).encode()
            assert is_report(report[:HEAD])
    assert not is_report(b"[\n  {}\n]\n") and not is_report(b"<html>") and not is_report(b"")


def loaded(*words: str) -> set[str]:
    """The modules that a run of the command line has loaded."""
    code = (
        "import sys\nfrom perflint.cli import main\ntry:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "print('\\n' + ' '.join(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


def test_a_format_is_loaded_when_it_is_asked_for(tmp_path: Path) -> None:
    table = tmp_path / "a.md"
    table.write_text("| 指标名称 | 指标值 |\n| --- | --- |\n| 完工率 | 95 |\n", encoding="utf-8")
    modules = {f"perflint.report.{written.module}" for written in REPORTERS.values()}
    assert loaded("--help") & (modules - {"perflint.report.json"}) == set()
    usual = loaded("check", str(table))
    assert usual & (modules - {"perflint.report.json"}) == {"perflint.report.text"}
    assert {name for name in usual if name == "html" or name.split(".")[0] in ("xml", "csv", "lxml")} == set()
    assert "perflint.report.sarif" in loaded("check", "-f", "sarif", str(table))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "name", sorted(set(REPORTERS) - {"gitlab", "rdjson", "rdjsonl", "checkstyle", "junit", "template"})
)
def test_what_is_at_fault_with_suppressions_is_told(name: str, lang: str) -> None:
    span = Range(Position(3, 5), Position(3, 9))
    told = f"suppression {HOSTILE_TEXT}"
    notice = Notice("missing-reason", "a.md", Location(span, TEXT_PLACE), told)
    report = REPORTERS[name](replace(CLEAN, notices=(notice,)), view(lang))
    assert "missing-reason" in report
    assert "suppression" in report
    assert ACTIVE.findall(report.replace("\r\n", "\n").removeprefix("\ufeff")) == []
