"""The result as SARIF 2.1.0 (OASIS), for code scanning and SARIF viewers.

Columns count code points (`columnKind`), URIs are relative to the folder of the run (`originalUriBaseIds`, whose own
place is nobody's business), every result has a region of four fields, since GitHub asks for one: in a file without
lines it is the empty one at the file's start, and the logical location says the cell.
"""

from __future__ import annotations

from typing import Any

from perflint.model import Diagnostic, Location, Range, RelatedPlace, Result
from perflint.report.json import dump
from perflint.report.outside import edits, uri
from perflint.report.place import file_and_place
from perflint.report.safe import visible
from perflint.report.sarif_tool import LEVELS, driver, message, notifications, text_of
from perflint.report.view import View

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
BASE = "SRCROOT"
# documents, runs, a run, its results: one line each for what is below.
DEPTH = 4
_NOWHERE = {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1}
_KINDS = {"cell": "cell", "word": "cell", "page": "page"}


def _region(span: Range | None) -> dict[str, Any]:
    if span is None:
        return dict(_NOWHERE)
    return {
        "startLine": span.start.line,
        "startColumn": span.start.column,
        "endLine": span.end.line,
        "endColumn": span.end.column,
    }


def artifact(file: str) -> dict[str, str]:
    """The file as an artifactLocation, relative to the base where its path is relative."""
    reference = uri(file)
    return {"uri": reference} if reference.startswith("file:") else {"uri": reference, "uriBaseId": BASE}


def _location(file: str, location: Location, view: View, evidence: str = "") -> dict[str, Any]:
    region = _region(location.range)
    if location.range is not None and evidence and location.range.start.line == location.range.end.line:
        region["snippet"] = {"text": visible(evidence)}
    found: dict[str, Any] = {"physicalLocation": {"artifactLocation": artifact(file), "region": region}}
    place = location.place
    where = file_and_place("", location, view.lang).removeprefix(":") if place is not None else ""
    if place is not None and place.kind != "text" and where:
        kind = "paragraph" if place.paragraph is not None else _KINDS[place.kind]
        name = place.range or place.cell or where
        found["logicalLocations"] = [{"name": visible(name), "fullyQualifiedName": visible(where), "kind": kind}]
    return found


def _related(diagnostic: Diagnostic, view: View) -> list[dict[str, Any]]:
    """The further pieces of the text at fault, then the related places, numbered from 1."""
    rest = view.say("这段文字的后一部分", "a further part of the text")
    pieces = [RelatedPlace(rest, diagnostic.file, location) for location in diagnostic.places]
    return [
        {"id": number, **_location(r.file, r.location, view, r.evidence), "message": message(r.message)}
        for number, r in enumerate((*pieces, *diagnostic.related), 1)
    ]


def _fixes(diagnostic: Diagnostic) -> list[dict[str, Any]]:
    replacements = [
        {"deletedRegion": _region(span), "insertedContent": {"text": text}} for span, text in edits(diagnostic)
    ]
    if not replacements:
        return []
    changes = [{"artifactLocation": artifact(diagnostic.file), "replacements": replacements}]
    return [{"description": message(diagnostic.help or diagnostic.message), "artifactChanges": changes}]


def _subject(diagnostic: Diagnostic) -> dict[str, Any]:
    """Who the result is about, in the words of our JSON, without what is empty."""
    s = diagnostic.subject
    about = {"table": s.table, "unit": s.unit, "project": s.project, "seq": s.seq, "index": s.index}
    named = {**about, "indicator": (diagnostic.indicator or {}).get("name"), "field": diagnostic.field}
    return {key: visible(value) if isinstance(value, str) else value for key, value in named.items() if value}


def _result(diagnostic: Diagnostic, index: int, view: View) -> dict[str, Any]:
    evidence = "" if diagnostic.places else diagnostic.evidence
    related, fixes = _related(diagnostic, view), _fixes(diagnostic)
    return {
        "ruleId": diagnostic.rule,
        "ruleIndex": index,
        "level": LEVELS[diagnostic.severity],
        "message": message(text_of(diagnostic, view)),
        "locations": [_location(diagnostic.file, diagnostic.location, view, evidence)],
        **({"relatedLocations": related} if related else {}),
        "partialFingerprints": {
            # GitHub's own have this form, the number counting equal lines; ours are unique in a file.
            "primaryLocationLineHash": f"{diagnostic.fingerprint[:16]}:1",
            "perflint/v1": diagnostic.fingerprint,
        },
        **({"fixes": fixes} if fixes else {}),
        "properties": _subject(diagnostic),
    }


def render_sarif(result: Result, view: View) -> str:
    """One run. Unreadable files and failed rules are notifications besides, and the run is then not successful."""
    component = driver(result, view)
    index = {rule["id"]: number for number, rule in enumerate(component["rules"])}
    heard = [
        {**note, "locations": [{"physicalLocation": {"artifactLocation": artifact(file)}}]}
        for file, note in notifications(result, view, index)
    ]
    run = {
        "tool": {"driver": component},
        "language": view.say("zh-CN", "en"),
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            BASE: {"description": {"text": view.say("运行 perflint 的文件夹", "the folder where perflint was run")}}
        },
        "invocations": [
            {
                "executionSuccessful": not any(note["level"] == "error" for note in heard),
                "toolExecutionNotifications": heard,
            }
        ],
        "results": [_result(d, index[d.rule], view) for d in result.diagnostics],
    }
    return dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, DEPTH)
