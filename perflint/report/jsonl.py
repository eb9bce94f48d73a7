"""The result as JSON lines: a diagnostic per line as in `json`, and the rest of that document as the last line."""

from __future__ import annotations

from perflint.model import Diagnostic, Result
from perflint.report.contract import diagnostic_text
from perflint.report.json import dump_line, rest_of_document
from perflint.report.view import View


def diagnostic_line(diagnostic: Diagnostic, fingerprint: str = "") -> str:
    """The line of one diagnostic; `fingerprint` is its own where it does not know it yet."""
    return diagnostic_text(diagnostic, fingerprint) + "\n"


def last_line(result: Result, view: View) -> str:
    """The rest of the document of `json`: the only line that has the key `summary`."""
    return dump_line(rest_of_document(result, view.show_outcomes))


def render_jsonl(result: Result, view: View) -> str:
    """The lines; put together again they are the document of `json`."""
    return "".join((*map(diagnostic_line, result.diagnostics), last_line(result, view)))
