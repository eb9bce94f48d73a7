"""The formats of build servers and review tools, read back as those read them."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from report_samples import CLEAN, COPIED, HOSTILE_RESULT, HOSTILE_TEXT, LINE, MEASURED, MISMATCH, RICH, UNREADABLE

from perflint import Options, check_bytes
from perflint.model import Result
from perflint.report import View, render
from perflint.report.github import SUMMARY_BYTES, step_summary
from perflint.report.safe import visible

HERE = Path(__file__).parent / "contracts"


def schema(name: str) -> Any:
    return json.loads((HERE / name).read_text(encoding="utf-8"))


def command_of_github(line: str) -> tuple[str, dict[str, str], str]:
    """A command as GitHub's runner takes it apart: name, properties, data."""
    assert line.startswith("::")
    head, _, data = line[2:].partition("::")
    name, _, words = head.partition(" ")
    properties = {}
    for word in words.split(","):
        key, _, value = word.partition("=")
        for sign, code in (("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C"), ("%", "%25")):
            value = value.replace(code, sign)
        properties[key] = value
    for sign, code in (("\r", "%0D"), ("\n", "%0A"), ("%", "%25")):
        data = data.replace(code, sign)
    return name, properties, data


def command_of_azure(line: str) -> tuple[str, dict[str, str], str]:
    """A command as the agent of Azure Pipelines takes it apart."""
    assert line.startswith("##vso[")
    inner, _, data = line[len("##vso[") :].partition("]")
    name, _, words = inner.partition(" ")
    properties = {}
    for word in filter(None, words.split(";")):
        key, _, value = word.partition("=")
        for sign, code in ((";", "%3B"), ("\r", "%0D"), ("\n", "%0A"), ("]", "%5D"), ("%", "%AZP25")):
            value = value.replace(code, sign)
        properties[key] = value
    for sign, code in (("\r", "%0D"), ("\n", "%0A"), ("%", "%AZP25")):
        data = data.replace(code, sign)
    return name, properties, data


def test_github_keeps_its_contract() -> None:
    lines = render("github", RICH, View()).splitlines()
    found = [command_of_github(line) for line in lines if line.startswith("::")]
    # Errors first, since ten of a kind are all that is shown.
    assert [name for name, _, _ in found] == ["error", "error", "warning", "notice", "notice", "notice"]
    assert found[0] == (
        "error",
        {
            "file": "tables/a.txt",
            "line": "41",
            "endLine": "41",
            "col": "28",
            "endColumn": "32",
            "title": "UNT001 dimension-mismatch",
        },
        "名称“完工率”是比率，指标值“260座”却是数量\n改名称或改指标值，使两者一致",
    )
    # Where a file has no lines, the message says the cell.
    assert found[3] == (
        "notice",
        {"file": "tables/b.xlsx", "title": "DUP005 copied-goal"},
        "目标表!D7:E8：绩效目标与另一项目相同",
    )
    assert lines[-1].startswith("6 个文件，")
    name, properties, data = command_of_github(render("github", HOSTILE_RESULT, View()).splitlines()[0])
    assert (name, properties["file"], data.split("\n")[0]) == ("error", visible(HOSTILE_TEXT), visible(HOSTILE_TEXT))
    assert properties["title"] == "UNT001 dimension-mismatch"


def test_a_summary_that_is_too_long_has_the_counts_only() -> None:
    assert step_summary(RICH, View()) == render("markdown", RICH, View())
    many = replace(RICH, diagnostics=tuple(replace(MISMATCH, help="长" * 400) for _ in range(900)))
    short = step_summary(many, View())
    assert len(short.encode()) < SUMMARY_BYTES and "| 900 | UNT001 |" in short


def test_azure_keeps_its_contract() -> None:
    lines = render("azure", RICH, View("en")).splitlines()
    found = [command_of_azure(line) for line in lines if line.startswith("##")]
    assert [(name, words["type"]) for name, words, _ in found] == [
        ("task.logissue", "error"),
        ("task.logissue", "error"),
        ("task.logissue", "warning"),
    ]
    assert found[0][1] == {
        "type": "error",
        "sourcepath": "tables/a.txt",
        "linenumber": "41",
        "columnnumber": "28",
        "code": "UNT001",
    }
    # There is no third kind of issue: an info is a line of the log.
    assert lines[3] == "tables/b.xlsx:目标表!D7:E8: info DUP005 绩效目标与另一项目相同"
    _, properties, data = command_of_azure(render("azure", HOSTILE_RESULT, View()).splitlines()[0])
    assert (properties["sourcepath"], data.split("\n")[0]) == (visible(HOSTILE_TEXT), visible(HOSTILE_TEXT))


@pytest.mark.parametrize("result", [RICH, CLEAN, HOSTILE_RESULT])
def test_gitlab_keeps_its_contract(result: Result) -> None:
    issues = json.loads(render("gitlab", result, View()))
    jsonschema.Draft202012Validator(schema("gitlab.json")).validate(issues)
    assert len(issues) == len(result.diagnostics)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def test_issues_of_gitlab() -> None:
    result = replace(RICH, diagnostics=(MISMATCH, replace(MISMATCH, file="./b.txt"), COPIED))
    issues = json.loads(render("gitlab", result, View()))
    assert [issue["location"] for issue in issues] == [
        {"path": "tables/a.txt", "lines": {"begin": 41}},
        {"path": "b.txt", "lines": {"begin": 41}},
        {"path": "tables/b.xlsx", "lines": {"begin": 1}},
    ]
    assert [issue["severity"] for issue in issues] == ["major", "major", "info"]
    assert issues[2]["description"] == "目标表!D7:E8：绩效目标与另一项目相同"
    # The same finding in two files is two issues.
    assert issues[0]["fingerprint"] != issues[1]["fingerprint"]


@pytest.mark.parametrize("result", [RICH, CLEAN, HOSTILE_RESULT])
def test_rdjson_keeps_its_contract(result: Result) -> None:
    document = json.loads(render("rdjson", result, View()))
    jsonschema.Draft202012Validator(schema("rdjson.json")).validate(document)
    assert document["source"] == {"name": "perflint"}
    assert document.get("severity") == ("ERROR" if result.diagnostics else None)
    assert len(document["diagnostics"]) == len(result.diagnostics)


@pytest.mark.parametrize("result", [RICH, CLEAN, HOSTILE_RESULT])
def test_rdjsonl_keeps_its_contract(result: Result) -> None:
    contract = schema("rdjson.json")
    one = {"$ref": "#/$defs/diagnostic", "$defs": contract["$defs"]}
    lines = [json.loads(line) for line in render("rdjsonl", result, View()).splitlines()]
    for line in lines:
        jsonschema.Draft202012Validator(one).validate(line)
        assert line.pop("source") == {"name": "perflint"}
    assert lines == json.loads(render("rdjson", result, View()))["diagnostics"]


def test_a_diagnostic_of_reviewdog() -> None:
    (found,) = json.loads(render("rdjson", replace(RICH, diagnostics=(MEASURED,)), View()))["diagnostics"]
    # 𠮷 stands behind eleven signs of 21 bytes and takes four itself.
    span = {"start": {"line": 2, "column": 21}, "end": {"line": 2, "column": 25}}
    assert LINE.encode()[20:24].decode() == "𠮷"
    assert found == {
        "message": "指标“提升满意度𠮷”放错了类别\n改名称或改指标值，使两者一致",
        "location": {"path": "表/第1季 #1.txt", "range": span},
        "severity": "WARNING",
        "code": {"value": "CAT003"},
        "suggestions": [{"range": span, "text": "吉"}],
    }
    (without,) = json.loads(render("rdjson", replace(RICH, diagnostics=(UNREADABLE,)), View()))["diagnostics"]
    assert without["location"] == {"path": "tables/c.txt"}


def test_columns_of_a_real_file_are_those_of_its_bytes() -> None:
    table = (
        "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 |\n| --- | --- | --- | --- |\n"
        "| 效益指标 | 社会效益指标 | 𠮷水乡道路通行条件 | 明显提升 |\n"
    )
    result = check_bytes(table.encode(), "a.md", Options(select=("VAG001",)))
    (found,) = json.loads(render("rdjson", result, View()))["diagnostics"]
    span = found["location"]["range"]
    line = table.splitlines()[span["start"]["line"] - 1].encode()
    assert line[span["start"]["column"] - 1 : span["end"]["column"] - 1].decode() == "明显提升"
    sarif = json.loads(render("sarif", result, View()))["runs"][0]["results"][0]
    region = sarif["locations"][0]["physicalLocation"]["region"]
    assert line.decode()[region["startColumn"] - 1 : region["endColumn"] - 1] == "明显提升"


@pytest.mark.parametrize("name", ["github", "azure"])
def test_outcomes_are_shown_where_they_are_asked_for(name: str) -> None:
    shown = render(name, RICH, View("en", show_outcomes=True))
    assert "tables/a.txt: table 1 PER001 not enough data: no year, 12x" in shown
    assert "PER001" not in render(name, RICH, View("en"))
    # A rule that failed makes the run fail: it is always named.
    assert re.search(r"^tables/a.txt: table 1 VAG001 failed", render(name, RICH, View("en")), re.MULTILINE)
