"""The result as JSON lines: a diagnostic per line as in `json`, and the rest of that document as the last line."""

from __future__ import annotations

from perflint.model import Result
from perflint.report.json import dump_line, result_document
from perflint.report.view import View


def render_jsonl(result: Result, view: View) -> str:
    """The lines; put together again they are the document of `json`. Only the last one has the key `summary`."""
    document = result_document(result, view.show_outcomes)
    diagnostics = document.pop("diagnostics")
    return "".join(map(dump_line, [*diagnostics, document]))
