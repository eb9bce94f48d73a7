"""The report for reviewdog, as one document or as lines; its columns count bytes of UTF-8 from 1.

The contract is reviewdog.proto of the Reviewdog Diagnostic Format: `DiagnosticResult` (rdjson) and `Diagnostic`
(rdjsonl), the end of a range exclusive.
"""

from __future__ import annotations

from typing import Any

from perflint.model import Diagnostic, Position, Range, Result
from perflint.report.json import dump, dump_line
from perflint.report.outside import edits, with_help, worst_first
from perflint.report.safe import visible
from perflint.report.view import View

SOURCE = {"name": "perflint"}


def _position(position: Position) -> dict[str, int]:
    # A column of an unknown length would be wrong: without one the whole line is meant.
    return {"line": position.line, "column": position.utf8} if position.utf8 else {"line": position.line}


def _range(span: Range) -> dict[str, Any]:
    return {"start": _position(span.start), "end": _position(span.end)}


def _diagnostic(diagnostic: Diagnostic, view: View) -> dict[str, Any]:
    location: dict[str, Any] = {"path": visible(diagnostic.file)}
    if diagnostic.location.range is not None:
        location["range"] = _range(diagnostic.location.range)
    suggestions = [{"range": _range(span), "text": text} for span, text in edits(diagnostic) if span.start.utf8]
    return {
        "message": "\n".join(with_help(diagnostic, view.lang)),
        "location": location,
        "severity": diagnostic.severity.upper(),
        "code": {"value": diagnostic.rule},
        **({"suggestions": suggestions} if suggestions else {}),
    }


def render_rdjson(result: Result, view: View) -> str:
    """One document: the source, the worst severity, the diagnostics, one on a line."""
    worst = worst_first(result)[:1]
    severity = {"severity": worst[0].severity.upper()} if worst else {}
    diagnostics = [_diagnostic(diagnostic, view) for diagnostic in result.diagnostics]
    return dump({"source": SOURCE, **severity, "diagnostics": diagnostics})


def render_rdjsonl(result: Result, view: View) -> str:
    """A diagnostic per line, each with the source."""
    return "".join(dump_line({**_diagnostic(d, view), "source": SOURCE}) for d in result.diagnostics)
