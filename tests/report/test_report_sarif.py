"""SARIF 2.1.0: held to the schema of OASIS, and to what code scanning asks for besides."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from report_samples import CLEAN, COPIED, HOSTILE_RESULT, IN_WORD, MEASURED, MISMATCH, ON_PAGE, RESULT, RICH

from perflint import Options, check_bytes
from perflint.model import Result
from perflint.report import View
from perflint.report.outside import uri
from perflint.report.sarif import render_sarif

SCHEMA = json.loads((Path(__file__).parent / "contracts" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft4Validator(SCHEMA)


def run_of(result: Result, view: View | None = None) -> dict[str, Any]:
    document = json.loads(render_sarif(result, view or View()))
    VALIDATOR.validate(document)
    assert document["version"] == "2.1.0" and len(document["runs"]) == 1
    run = document["runs"][0]
    assert isinstance(run, dict)
    return run


def result_of(diagnostic: Any) -> dict[str, Any]:
    (found,) = run_of(replace(RICH, diagnostics=(diagnostic,)))["results"]
    assert isinstance(found, dict)
    return found


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft4Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("result", [RICH, RESULT, CLEAN, HOSTILE_RESULT])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_sarif_keeps_its_contract(result: Result, lang: str) -> None:
    run = run_of(result, View(lang, show_outcomes=True))
    rules = run["tool"]["driver"]["rules"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert "uri" not in run["originalUriBaseIds"]["SRCROOT"]
    assert len(run["results"]) == len(result.diagnostics)
    for found in run["results"]:
        assert rules[found["ruleIndex"]]["id"] == found["ruleId"]
        assert set(found["partialFingerprints"]) == {"primaryLocationLineHash", "perflint/v1"}
        for location in (*found["locations"], *found.get("relatedLocations", ())):
            physical = location["physicalLocation"]
            assert {"startLine", "startColumn", "endLine", "endColumn"} <= set(physical["region"])
            assert physical["artifactLocation"]["uriBaseId"] == "SRCROOT"
            # RFC 3986: ASCII only, and no scheme in what is relative.
            reference = physical["artifactLocation"]["uri"]
            assert reference.isascii() and ":" not in reference.split("/")[0] and " " not in reference


def test_a_result_of_a_text() -> None:
    assert result_of(MEASURED) == {
        "ruleId": "CAT003",
        "ruleIndex": 0,
        "level": "warning",
        "message": {"text": "指标“提升满意度𠮷”放错了类别\n帮助：改名称或改指标值，使两者一致"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {
                        "uri": "%E8%A1%A8/%E7%AC%AC1%E5%AD%A3%20%231.txt",
                        "uriBaseId": "SRCROOT",
                    },
                    "region": {
                        "startLine": 2,
                        "startColumn": 11,
                        "endLine": 2,
                        "endColumn": 12,
                        "snippet": {"text": "𠮷"},
                    },
                }
            }
        ],
        "relatedLocations": [
            {
                "id": 1,
                "physicalLocation": {
                    "artifactLocation": {"uri": "%E8%A1%A8/b.docx", "uriBaseId": "SRCROOT"},
                    "region": {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1},
                },
                "logicalLocations": [{"name": "表2第3行第4列", "fullyQualifiedName": "表2第3行第4列", "kind": "cell"}],
                "message": {"text": "相同的项目"},
            }
        ],
        "partialFingerprints": {
            "primaryLocationLineHash": "cd34cd34cd34cd34:1",
            "perflint/v1": "cd34" * 16,
        },
        "fixes": [
            {
                "description": {"text": "改名称或改指标值，使两者一致"},
                "artifactChanges": [
                    {
                        "artifactLocation": {
                            "uri": "%E8%A1%A8/%E7%AC%AC1%E5%AD%A3%20%231.txt",
                            "uriBaseId": "SRCROOT",
                        },
                        "replacements": [
                            {
                                "deletedRegion": {"startLine": 2, "startColumn": 11, "endLine": 2, "endColumn": 12},
                                "insertedContent": {"text": "吉"},
                            }
                        ],
                    }
                ],
            }
        ],
        "properties": {
            "table": 1,
            "unit": "青禾县水利局",
            "project": "小型水库维修",
            "seq": 2,
            "index": 2,
            "indicator": "完工率",
            "field": "annual",
        },
    }


@pytest.mark.parametrize(
    ("diagnostic", "name", "full", "kind"),
    [
        (COPIED, "D7:E8", "目标表!D7:E8", "cell"),
        (IN_WORD, "第5段", "第5段", "paragraph"),
        (ON_PAGE, "第3页", "第3页", "page"),
    ],
)
def test_places_without_lines_are_logical_locations(diagnostic: Any, name: str, full: str, kind: str) -> None:
    (location,) = result_of(diagnostic)["locations"]
    assert location["logicalLocations"] == [{"name": name, "fullyQualifiedName": full, "kind": kind}]


def test_further_pieces_of_a_text_are_related_locations() -> None:
    related = result_of(MISMATCH)["relatedLocations"]
    assert [r["message"]["text"] for r in related] == ["这段文字的后一部分", "周期指标值相同"]
    assert [r["id"] for r in related] == [1, 2]


def test_rules_explain_themselves() -> None:
    rules = {rule["id"]: rule for rule in run_of(RICH)["tool"]["driver"]["rules"]}
    assert rules["UNT001"] == {
        "id": "UNT001",
        "name": "dimension-mismatch",
        "shortDescription": {"text": "UNT001的标题"},
        "fullDescription": {"text": "没有标准，年终无法核对。"},
        "help": {
            "text": (
                "为什么：没有标准，年终无法核对。\n怎样改：改名称“{name}”或改指标值\n依据：财预〔2015〕88号：建议细化量化"
            ),
            "markdown": (
                "**为什么**\n\n- 没有标准，年终无法核对。\n\n**怎样改**\n\n- 改名称“{name}”或改指标值\n\n"
                "**依据**\n\n- 财预〔2015〕88号：建议细化量化"
            ),
        },
        "defaultConfiguration": {"level": "error"},
        "properties": {"tags": ["指标科学性"], "problem.severity": "error"},
    }
    # A rule that the catalogue does not know is one all the same.
    assert rules["FRM001"]["defaultConfiguration"] == {"level": "note"}


def test_the_run_says_what_went_wrong() -> None:
    (invocation,) = run_of(RICH, View("en", show_outcomes=True))["invocations"]
    assert invocation["executionSuccessful"] is False
    notes = invocation["toolExecutionNotifications"]
    assert [(n["descriptor"]["id"], n["level"], n["associatedRule"]["id"]) for n in notes if "associatedRule" in n] == [
        ("unreadable-file", "error", "PRS001"),
        ("rule-failed", "error", "VAG001"),
    ]
    assert notes[0]["message"] == {"text": "文件无法读取：编码不明"}
    assert notes[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "tables/c.txt"
    assert notes[1]["message"] == {"text": "PER001: no year (12x)"}
    (quiet,) = run_of(CLEAN)["invocations"]
    assert quiet == {"executionSuccessful": True, "toolExecutionNotifications": []}


def test_messages_make_no_links_and_no_placeholders() -> None:
    found = result_of(replace(MISMATCH, message="[来看](http://x) 和 {0} 与 [1]", help=""))
    assert found["message"] == {"text": "\\[来看](http://x) 和 {{0}} 与 [1]"}


@pytest.mark.parametrize(
    ("path", "reference"),
    [
        ("a b/表.txt", "a%20b/%E8%A1%A8.txt"),
        ("../a.zip/b#1%.xlsx", "../a.zip/b%231%25.xlsx"),
        ("a:b.txt", "a%3Ab.txt"),
        ("<tables>", "%3Ctables%3E"),
        ("/tmp/a b.txt", "file:///tmp/a%20b.txt"),
        ("C:/表/a.txt", "file:///C:/%E8%A1%A8/a.txt"),
        ("a\\b\udcff.txt", "a%5Cb%FF.txt"),
        ("a\n\ud800.txt", "a%0A%ED%A0%80.txt"),
    ],
)
def test_paths_are_uris(path: str, reference: str) -> None:
    assert uri(path) == reference


def test_a_real_run_has_a_catalogue() -> None:
    table = "| 指标名称 | 年度指标值 |\n| --- | --- |\n| 满意度𠮷 | 提升𠮷 |\n"
    result = check_bytes(table.encode(), "a.md", Options(select=("VAG",)))
    run = run_of(result)
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == sorted(result.catalogue)
    assert {"PRS001", "VAG001"} <= set(result.catalogue)
    assert all(rule["help"]["markdown"] and rule["fullDescription"]["text"] for rule in run["tool"]["driver"]["rules"])
