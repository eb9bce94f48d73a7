"""The report of one line for each diagnostic: `file:line:column: severity CODE message`."""

from __future__ import annotations

from perflint.model import Diagnostic, Result
from perflint.report.place import file_and_place
from perflint.report.safe import visible
from perflint.report.summary import closing_lines, statistics
from perflint.report.view import View


def concise_line(diagnostic: Diagnostic, view: View) -> str:
    """One diagnostic on one line."""
    where = visible(file_and_place(diagnostic.file, diagnostic.location, view.lang))
    severity = view.paint(diagnostic.severity, diagnostic.severity)
    return f"{where}: {severity} {view.paint(diagnostic.rule, 'bold')} {visible(diagnostic.message)}"


def render_concise(result: Result, view: View) -> str:
    """All diagnostics, a line each, or the table of rules; then the outcomes asked for, then the summary."""
    if view.statistics:
        body = statistics(result, view)
    else:
        body = "".join(concise_line(d, view) + "\n" for d in result.diagnostics)
    return body + closing_lines(result, view)
