"""The result as JSON, version 1 of the contract: fixed keys in a fixed order, stable bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from math import isfinite
from typing import Any

from perflint.model import Diagnostic, FileReport, Fix, Location, Notice, Outcome, Place, Position, Range, Result
from perflint.report.safe import inert_json
from perflint.report.summary import count
from perflint.report.view import View

SCHEMA = "perflint-result/1"
_PLACE_KEYS = ("sheet", "cell", "range", "table", "row", "column", "paragraph", "page", "box")
_LARGEST_EXPONENT = 30


def position_json(position: Position) -> dict[str, int]:
    """1-based line and column, in code points."""
    return {"line": position.line, "column": position.column}


def range_json(span: Range | None) -> dict[str, Any] | None:
    """Start and end, the end exclusive."""
    return None if span is None else {"start": position_json(span.start), "end": position_json(span.end)}


def place_json(place: Place | None) -> dict[str, Any] | None:
    """The kind and those keys that the kind has."""
    if place is None:
        return None
    result: dict[str, Any] = {"kind": place.kind}
    for key in _PLACE_KEYS:
        value = getattr(place, key)
        if value is not None:
            result[key] = list(value) if isinstance(value, tuple) else value
    if place.hidden:
        result["hidden"] = True
    return result


def location_json(location: Location) -> dict[str, Any]:
    """Range and place side by side."""
    return {"range": range_json(location.range), "place": place_json(location.place)}


def _number(value: Decimal) -> int | float | str:
    """A JSON number, or the digits as a string where a reader of JSON could not hold the number."""
    if not value.is_finite() or abs(value.adjusted()) > _LARGEST_EXPONENT:
        return str(value)
    return int(value) if value == value.to_integral_value() else float(value)


def plain(value: Any) -> Any:
    """A message's value or a fix as JSON: mappings and sequences of strings, numbers, true, false and null."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if isfinite(value) else str(value)
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, Range):
        return range_json(value)
    if isinstance(value, Place):
        return place_json(value)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return str(value)


def _file(report: FileReport) -> dict[str, Any]:
    return {
        "path": report.path,
        "status": report.status,
        "tables": report.tables,
        "projects": report.projects,
        "indicators": report.indicators,
    }


def _fix(fix: Fix | None) -> dict[str, Any] | None:
    if fix is None:
        return None
    return {"safe": fix.safe, "edits": [{**location_json(edit.location), "text": edit.text} for edit in fix.edits]}


def diagnostic_json(diagnostic: Diagnostic) -> dict[str, Any]:
    """One diagnostic with all its keys, in the contract's order."""
    subject = diagnostic.subject
    return {
        "rule": diagnostic.rule,
        "name": diagnostic.name,
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        "help": diagnostic.help,
        "file": diagnostic.file,
        **location_json(diagnostic.location),
        "places": [location_json(location) for location in diagnostic.places],
        "subject": {
            "table": subject.table,
            "unit": subject.unit,
            "project": subject.project,
            "seq": subject.seq,
            "index": subject.index,
        },
        "field": diagnostic.field,
        "values": plain(diagnostic.values),
        "indicator": plain(diagnostic.indicator),
        "evidence": diagnostic.evidence,
        "related": [
            {"message": related.message, "file": related.file, **location_json(related.location)}
            for related in diagnostic.related
        ],
        "fix": _fix(diagnostic.fix),
        "fingerprint": diagnostic.fingerprint,
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    first = outcome.first
    return {
        "file": outcome.file,
        "table": outcome.table,
        "rule": outcome.rule,
        "status": outcome.status,
        "reason": outcome.reason,
        "count": outcome.count,
        "first": {"unit": first.unit, "project": first.project, "seq": first.seq},
    }


def _notice(notice: Notice) -> dict[str, Any]:
    return {
        "kind": notice.kind,
        "severity": "warning",
        "message": notice.message,
        "file": notice.file,
        **location_json(notice.location),
    }


def result_document(result: Result, show_outcomes: bool) -> dict[str, Any]:
    """The result as the contract's document; outcomes are listed on demand and always counted."""
    rest = rest_of_document(result, show_outcomes)
    diagnostics = [diagnostic_json(diagnostic) for diagnostic in result.diagnostics]
    before = {key: rest[key] for key in ("schema", "tool", "files")}
    return {**before, "diagnostics": diagnostics, **rest}


def rest_of_document(result: Result, show_outcomes: bool) -> dict[str, Any]:
    """The document without the list of diagnostics; the summary counts them."""
    counts = count(result)
    # Only where something is silenced: a run without suppressions prints what it always did.
    suppressed = result.tally.suppressed
    silenced = {"suppressed": suppressed} if suppressed else {}
    notices = {"notices": [_notice(notice) for notice in result.notices]} if result.notices else {}
    return {
        "schema": SCHEMA,
        "tool": {
            "name": "perflint",
            "version": result.version,
            "rules": result.rules,
            "vocabulary": result.vocabulary,
        },
        "files": [_file(report) for report in result.files],
        "outcomes": [_outcome(outcome) for outcome in result.outcomes] if show_outcomes else [],
        "summary": {
            "error": counts.error,
            "warning": counts.warning,
            "info": counts.info,
            "not_enough_data": counts.not_enough_data,
            "failed": counts.failed,
            **silenced,
        },
        **notices,
    }


# How deep a document is laid out over lines; what lies deeper stands on its line: a diagnostic, an indicator.
RESULT_DEPTH = 2
_compact = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def dump(document: Any, depth: int = RESULT_DEPTH) -> str:
    """A JSON document as text, the same bytes for the same values; one line for everything below `depth`."""
    return _laid_out(document, depth, "\n") + "\n"


def dump_line(document: Any) -> str:
    """A JSON document on one line, with its end."""
    return _line(document) + "\n"


def _line(value: Any) -> str:
    return inert_json(_compact(value))


def _laid_out(value: Any, depth: int, margin: str) -> str:
    if not depth or not value or not isinstance(value, (dict, list)):
        return _line(value)
    inner = margin + "  "
    if isinstance(value, dict):
        rows = (f"{_line(key)}: {_laid_out(member, depth - 1, inner)}" for key, member in value.items())
        return "{" + inner + f",{inner}".join(rows) + margin + "}"
    return "[" + inner + f",{inner}".join(_laid_out(member, depth - 1, inner) for member in value) + margin + "]"


def render_json(result: Result, view: View) -> str:
    """The whole result as JSON text."""
    return dump(result_document(result, view.show_outcomes))
