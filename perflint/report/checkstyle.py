"""The report as Checkstyle writes its own: errors by file, for Jenkins, Sonar and other readers of that XML.

Checkstyle publishes no schema; the contract is what its XMLLogger writes: `checkstyle[version]`, `file[name]`,
`error[line, column, severity, message, source]`, the severity one of error, warning, info. Line 0 is the whole file.
"""

from __future__ import annotations

from itertools import groupby

from perflint.model import Diagnostic, Result
from perflint.report.outside import placed
from perflint.report.safe import markup
from perflint.report.view import View

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def _error(diagnostic: Diagnostic, view: View) -> str:
    span = diagnostic.location.range
    where = 'line="0"' if span is None else f'line="{span.start.line}" column="{span.start.column}"'
    message = markup(placed(diagnostic.message, diagnostic.location, view.lang))
    source = markup(f"perflint.{diagnostic.rule}")
    return f'    <error {where} severity="{diagnostic.severity}" message="{message}" source="{source}"/>\n'


def render_checkstyle(result: Result, view: View) -> str:
    """The files that have findings, in the result's order, each once."""
    order = {file: number for number, file in enumerate(dict.fromkeys(d.file for d in result.diagnostics))}
    ordered = sorted(result.diagnostics, key=lambda d: order[d.file])
    files = "".join(
        f'  <file name="{markup(file)}">\n{"".join(_error(d, view) for d in found)}  </file>\n'
        for file, found in groupby(ordered, key=lambda d: d.file)
    )
    return f'{HEAD}<checkstyle version="10.0">\n{files}</checkstyle>\n'
