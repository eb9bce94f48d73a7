"""JUnit and Checkstyle: by their schemas, and with nothing in them that XML does not allow."""

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from report_samples import CLEAN, COPIED, HOSTILE_RESULT, HOSTILE_TEXT, MISMATCH, RICH

from perflint.model import Outcome, Result, SubjectKey
from perflint.report import View, render
from perflint.report.safe import visible

HERE = Path(__file__).parent / "contracts"


def read(name: str, result: Result, view: View | None = None) -> etree._Element:
    """The report, parsed strictly and held to its schema."""
    root = etree.fromstring(render(name, result, view or View()).encode())
    etree.XMLSchema(etree.parse(HERE / f"{name}.xsd")).assertValid(root)
    return root


@pytest.mark.parametrize("result", [RICH, CLEAN, HOSTILE_RESULT])
def test_junit_keeps_its_contract(result: Result) -> None:
    root = read("junit", result)
    suites = root.findall("testsuite")
    assert [suite.get("name") for suite in suites] == [visible(file.path) for file in result.files]
    for node in (root, *suites):
        cases = list(node.iter("testcase"))
        assert node.get("tests") == str(len(cases))
        for count, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert node.get(count) == str(sum(case.find(tag) is not None for case in cases))


def test_every_rule_is_a_test_of_every_file() -> None:
    suites = {suite.get("name"): suite for suite in read("junit", RICH).findall("testsuite")}
    cases = {case.get("name"): case for case in suites["tables/a.txt"]}
    assert list(cases) == [
        "CAT003 wrong-category",
        "DUP005 copied-goal",
        "FRM001 copied-goal",
        "PER001",
        "PRS001 unreadable-file",
        "UNT001 dimension-mismatch",
        "VAG001 vague-value",
    ]
    assert [len(cases[name]) for name in ("CAT003 wrong-category", "DUP005 copied-goal")] == [0, 0]
    failure = cases["UNT001 dimension-mismatch"].find("failure")
    assert failure is not None and failure.get("type") == "error"
    assert failure.text == (
        "tables/a.txt:41:28: error 名称“完工率”是比率，指标值“260座”却是数量\n    改名称或改指标值，使两者一致"
    )
    skipped, error = cases["PER001"].find("skipped"), cases["VAG001 vague-value"].find("error")
    assert skipped is not None and skipped.get("message") == "预算年度不明 (12)"
    assert error is not None and error.get("message") == "ValueError (1)"
    # No rule saw the file that could not be read.
    (unread,) = suites["tables/c.txt"]
    assert unread.get("name") == "PRS001 unreadable-file" and unread.find("error") is not None


def test_the_fail_level_decides_what_fails() -> None:
    result = replace(RICH, diagnostics=(COPIED,))
    assert read("junit", result).get("failures") == "0"
    (below,) = read("junit", result).iter("system-out")
    assert below.text == "tables/b.xlsx:目标表!D7:E8: info 绩效目标与另一项目相同"
    assert read("junit", result, View(fail_level="info")).get("failures") == "1"


def test_a_rule_that_failed_over_all_files_is_not_lost() -> None:
    outcome = Outcome("", 0, "DUP005", "failed", "ValueError", 1, SubjectKey())
    assert read("junit", replace(CLEAN, outcomes=(outcome,))).get("errors") == "1"


@pytest.mark.parametrize("result", [RICH, CLEAN, HOSTILE_RESULT])
def test_checkstyle_keeps_its_contract(result: Result) -> None:
    root = read("checkstyle", result)
    assert len(list(root.iter("error"))) == len(result.diagnostics)
    messages = [error.get("message") for error in root.iter("error")]
    assert result is not HOSTILE_RESULT or messages[0] == visible(HOSTILE_TEXT)


def test_errors_of_checkstyle() -> None:
    # A finding over several files comes behind those of all files; its file is still written once.
    root = read("checkstyle", replace(RICH, diagnostics=(MISMATCH, COPIED, replace(MISMATCH, rule="DUP001"))))
    assert [file.get("name") for file in root] == ["tables/a.txt", "tables/b.xlsx"]
    assert [dict(error.attrib) for error in root[1]] == [
        {
            "line": "0",
            "severity": "info",
            "message": "目标表!D7:E8：绩效目标与另一项目相同",
            "source": "perflint.DUP005",
        }
    ]
    assert [(e.get("line"), e.get("column"), e.get("source")) for e in root[0]] == [
        ("41", "28", "perflint.UNT001"),
        ("41", "28", "perflint.DUP001"),
    ]
