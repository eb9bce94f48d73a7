"""The result as JSON, version 1 of the contract: fixed keys in a fixed order, stable bytes."""

from __future__ import annotations

import json
from typing import Any, cast

from perflint.model import Diagnostic, FileReport, Notice, Outcome, Result
from perflint.report.contract import compact, diagnostic_text, location_json
from perflint.report.safe import inert_json
from perflint.report.summary import count
from perflint.report.view import View

SCHEMA = "perflint-result/1"


def _file(report: FileReport) -> dict[str, Any]:
    return {
        "path": report.path,
        "status": report.status,
        "tables": report.tables,
        "projects": report.projects,
        "indicators": report.indicators,
    }


class Written(str):
    """A part of a document that is JSON already."""


def diagnostic_json(diagnostic: Diagnostic) -> dict[str, Any]:
    """One diagnostic as data."""
    return cast("dict[str, Any]", json.loads(diagnostic_text(diagnostic)))


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
    diagnostics = [Written(diagnostic_text(diagnostic)) for diagnostic in result.diagnostics]
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


def dump(document: Any, depth: int = RESULT_DEPTH) -> str:
    """A JSON document as text, the same bytes for the same values; one line for everything below `depth`."""
    return _laid_out(document, depth, "\n") + "\n"


def dump_line(document: Any) -> str:
    """A JSON document on one line, with its end."""
    return _line(document) + "\n"


def _line(value: Any) -> str:
    return value if isinstance(value, Written) else inert_json(compact(value))


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
