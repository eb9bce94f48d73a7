import json
import sys
from dataclasses import replace
from decimal import Decimal

import jsonschema
import pytest
from report_samples import CLEAN, MISMATCH, RESULT

from perflint.model import Diagnostic, Location, Place, Position, Range, SubjectKey
from perflint.report import SCHEMAS, View, schema_text
from perflint.report.contract import diagnostic_text, place_json, plain
from perflint.report.json import render_json
from perflint.report.safe import _IN_JSON, inert_json

RESULT_SCHEMA = json.loads(schema_text("result"))


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_schemas_are_schemas(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(schema_text(name)))


@pytest.mark.parametrize("result", [RESULT, CLEAN])
@pytest.mark.parametrize("show", [True, False])
def test_json_keeps_its_contract(result: object, show: bool) -> None:
    document = json.loads(render_json(result, View(show_outcomes=show)))  # type: ignore[arg-type]
    jsonschema.Draft202012Validator(RESULT_SCHEMA).validate(document)


def test_the_schema_refuses_other_documents() -> None:
    document = json.loads(render_json(RESULT, View()))
    document["diagnostics"][0]["subject"]["line"] = 1
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(RESULT_SCHEMA).validate(document)


def test_document_of_one_diagnostic() -> None:
    document = json.loads(render_json(replace(RESULT, diagnostics=(MISMATCH,)), View(show_outcomes=True)))
    span = {"start": {"line": 41, "column": 28}, "end": {"line": 41, "column": 32}}
    assert document["diagnostics"] == [
        {
            "rule": "UNT001",
            "name": "dimension-mismatch",
            "severity": "error",
            "message": "名称“完工率”是比率，指标值“260座”却是数量",
            "help": "改名称或改指标值，使两者一致",
            "file": "tables/a.txt",
            "range": span,
            "place": {"kind": "text"},
            "places": [
                {
                    "range": {"start": {"line": 42, "column": 1}, "end": {"line": 42, "column": 3}},
                    "place": {"kind": "text"},
                }
            ],
            "subject": {"table": 1, "unit": "青禾县水利局", "project": "小型水库维修", "seq": 2, "index": 2},
            "field": "annual",
            "values": {"name_dimension": "share", "number": 260, "share": 0.5, "terms": ["a", "b"]},
            "indicator": {"level1": "产出指标", "level2": "数量指标", "name": "完工率", "annual_value": "260座"},
            "evidence": "260座",
            "related": [
                {
                    "message": "周期指标值相同",
                    "file": "tables/a.txt",
                    "range": {"start": {"line": 41, "column": 9}, "end": {"line": 41, "column": 13}},
                    "place": {"kind": "text"},
                }
            ],
            "fix": {
                "safe": True,
                "edits": [
                    {
                        "range": {"start": {"line": 41, "column": 1}, "end": {"line": 41, "column": 3}},
                        "place": {"kind": "text"},
                        "text": "≥",
                    }
                ],
            },
            "fingerprint": "ab12",
        }
    ]
    assert document["outcomes"][0] == {
        "file": "tables/a.txt",
        "table": 1,
        "rule": "PER001",
        "status": "not-enough-data",
        "reason": "no-year",
        "count": 12,
        "first": {"unit": None, "project": "小型水库维修", "seq": 1},
    }
    assert document["summary"] == {"error": 1, "warning": 0, "info": 0, "not_enough_data": 12, "failed": 1}
    assert document["files"][2] == {
        "path": "tables/c.txt",
        "status": "unreadable",
        "tables": 0,
        "projects": 0,
        "indicators": 0,
    }
    assert document["tool"] == {"name": "perflint", "version": "0.1.0", "rules": 75, "vocabulary": "2026.1"}


def test_keys_stand_in_the_order_of_the_contract() -> None:
    document = json.loads(render_json(RESULT, View()))
    assert list(document) == ["schema", "tool", "files", "diagnostics", "outcomes", "summary"]
    assert list(document["diagnostics"][0]) == RESULT_SCHEMA["$defs"]["diagnostic"]["required"]


def test_outcomes_are_counted_but_listed_only_on_demand() -> None:
    document = json.loads(render_json(RESULT, View()))
    assert document["outcomes"] == []
    assert document["summary"]["not_enough_data"] == 12


def test_bytes_are_stable_and_harmless() -> None:
    hostile = replace(RESULT, diagnostics=(replace(MISMATCH, evidence="\u202e\x9b\ud800值"),))
    text = render_json(hostile, View())
    assert text == render_json(hostile, View("en"))
    assert '"evidence": "\\u202e\\u009b\\ud800值"' in text
    assert json.loads(text)["diagnostics"][0]["evidence"] == "\u202e\x9b\ud800值"


ODD = {"none": None, "on": True, "far": float("inf"), "at": Range(Position(1, 2), Position(3, 4)), "in": {"a": ["b"]}}


@pytest.mark.parametrize(
    "diagnostic",
    [
        *RESULT.diagnostics,
        replace(MISMATCH, values=ODD, message='"\\\n\u2028##vso[', fix=None, related=()),
        replace(MISMATCH, values={}, indicator=None, subject=SubjectKey(), location=Location(None, None)),
        replace(MISMATCH, location=Location(None, Place("cell", "一", "D7", hidden=True)), file="a\u202e.txt"),
    ],
)
def test_a_line_is_what_an_encoder_of_json_writes(diagnostic: Diagnostic) -> None:
    text = diagnostic_text(diagnostic)
    data = json.loads(text)
    assert text == inert_json(json.dumps(data, ensure_ascii=False))
    schema = {"$defs": RESULT_SCHEMA["$defs"], "$ref": "#/$defs/diagnostic"}
    jsonschema.Draft202012Validator(schema).validate(data)
    assert (data["values"], data["message"]) == (plain(diagnostic.values), diagnostic.message)


def test_places_have_only_their_own_keys() -> None:
    assert place_json(Place(kind="cell", sheet="一", cell="D7")) == {"kind": "cell", "sheet": "一", "cell": "D7"}
    assert place_json(Place(kind="page", page=2, box=(1.0, 2.0, 3.0, 4.5))) == {
        "kind": "page",
        "page": 2,
        "box": [1.0, 2.0, 3.0, 4.5],
    }
    assert place_json(None) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal("1E+3"), 1000),
        (Decimal("12.50"), 12.5),
        (Decimal("1E+400"), "1E+400"),
        (Decimal("NaN"), "NaN"),
        (float("inf"), "inf"),
        ({1: frozenset({"a"})}, {"1": "frozenset({'a'})"}),
        (None, None),
    ],
)
def test_values_become_json(value: object, expected: object) -> None:
    assert plain(value) == expected


def test_what_is_made_harmless_cannot_be_printed() -> None:
    """By which a line is passed on without a search."""
    assert [char for char in map(chr, range(sys.maxunicode + 1)) if _IN_JSON.match(char) and char.isprintable()] == []
