"""Workflow commands for GitHub Actions: annotations at the files' lines, errors first, and the counts as a plain line.

The contract is GitHub's "Workflow commands" and the two escapings of its toolkit: data (% CR LF) and properties (those
and : ,). GitHub shows ten annotations of each level and step.
"""

from __future__ import annotations

from perflint.model import Diagnostic, Result
from perflint.report.outside import with_help, worst_first
from perflint.report.safe import visible
from perflint.report.summary import closing_lines
from perflint.report.view import View

COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
# The variable that names the file for a step's summary, and what GitHub takes of it.
SUMMARY_VARIABLE = "GITHUB_STEP_SUMMARY"
SUMMARY_BYTES = 1_000_000


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _command(diagnostic: Diagnostic, view: View) -> str:
    span = diagnostic.location.range
    properties = {"file": visible(diagnostic.file)}
    if span is not None:
        properties["line"] = str(span.start.line)
        properties["endLine"] = str(span.end.line)
        if span.start.line == span.end.line:
            # Columns over several lines are refused.
            properties["col"] = str(span.start.column)
            properties["endColumn"] = str(span.end.column)
    properties["title"] = f"{diagnostic.rule} {diagnostic.name}"
    words = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    message = _data("\n".join(with_help(diagnostic, view.lang)))
    return f"::{COMMANDS[diagnostic.severity]} {words}::{message}\n"


def render_github(result: Result, view: View) -> str:
    """The commands, then what could not be judged where it is asked for, then the counts."""
    commands = "".join(_command(diagnostic, view) for diagnostic in worst_first(result))
    return commands + closing_lines(result, view)


def step_summary(result: Result, view: View) -> str:
    """The text for a step's summary page, in Markdown; where it would be too long, the counts without the findings."""
    from dataclasses import replace

    from perflint.report.markdown import render_markdown

    whole = render_markdown(result, view)
    if len(whole.encode("utf-8", "backslashreplace")) <= SUMMARY_BYTES:
        return whole
    return render_markdown(result, replace(view, statistics=True))
