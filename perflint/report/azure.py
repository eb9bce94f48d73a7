"""Logging commands for Azure Pipelines: issues of a build at the files' lines, errors first, the rest as plain lines.

The contract is "Logging commands" of Azure DevOps: `##vso[task.logissue …]`, with % written as %AZP25, CR and LF as
%0D and %0A, and in properties ; and ] as %3B and %5D. It knows errors and warnings; an info is a plain line.
"""

from __future__ import annotations

from perflint.model import Diagnostic, Result
from perflint.report.concise import concise_line
from perflint.report.outside import with_help, worst_first
from perflint.report.safe import visible
from perflint.report.summary import closing_lines
from perflint.report.view import View


def _data(text: str) -> str:
    return text.replace("%", "%AZP25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(";", "%3B").replace("]", "%5D")


def _command(diagnostic: Diagnostic, view: View) -> str:
    if diagnostic.severity == "info":
        return concise_line(diagnostic, view) + "\n"
    span = diagnostic.location.range
    properties = {"type": diagnostic.severity, "sourcepath": visible(diagnostic.file)}
    if span is not None:
        properties["linenumber"] = str(span.start.line)
        properties["columnnumber"] = str(span.start.column)
    properties["code"] = diagnostic.rule
    words = ";".join(f"{name}={_property(value)}" for name, value in properties.items())
    message = _data("\n".join(with_help(diagnostic, view.lang)))
    return f"##vso[task.logissue {words};]{message}\n"


def render_azure(result: Result, view: View) -> str:
    """The commands, then what could not be judged where it is asked for, then the counts."""
    commands = "".join(_command(diagnostic, view) for diagnostic in worst_first(result))
    return commands + closing_lines(result, view)
