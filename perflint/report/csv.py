"""The findings as CSV (RFC 4180): quoted where needed, lines that end with CR LF, a byte order mark for Excel.

A cell of text that a spreadsheet would take for a formula gets an apostrophe in front and stays text.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator

from perflint.errors import Message
from perflint.model import Result
from perflint.report.labels import FIELDS
from perflint.report.labels import SEVERITIES as LABELS
from perflint.report.safe import visible
from perflint.report.summary import reason_text
from perflint.report.table import COLUMNS, row_of
from perflint.report.view import View
from perflint.text import fold_text

BOM = "\ufeff"
Value = str | int | None
_FORMULA = ("=", "+", "-", "@")
_BREAKS = ("\t", "\r", "\n")
_STATISTICS = (
    Message("数量", "count"),
    Message("规则", "rule"),
    Message("级别", "severity"),
    Message("规则名称", "name"),
    Message("审核内容", "dimension"),
)


def inert(value: Value) -> Value:
    """A value for a spreadsheet: numbers as they are, text on one line that is no formula, in full width neither."""
    if not isinstance(value, str):
        return value
    text = visible(value)
    # visible() has made blanks of tabs and line ends, so a formula behind one begins after blanks.
    return f"'{text}" if value.startswith(_BREAKS) or fold_text(text.lstrip()[:1]).startswith(_FORMULA) else text


def _findings(result: Result, view: View) -> Iterator[list[Value]]:
    yield [title.in_language(view.lang) for title in COLUMNS.values()]
    for diagnostic in result.diagnostics:
        row = row_of(diagnostic, result.catalogue, view.lang)
        row["severity"] = view.say(*LABELS[diagnostic.severity])
        row["field"] = view.say(*FIELDS.get(diagnostic.field, (diagnostic.field, diagnostic.field)))
        yield list(row.values())
    empty: dict[str, Value] = dict.fromkeys(COLUMNS)
    for notice in result.notices:
        span = notice.location.range
        row = {**empty, "file": notice.file, "severity": view.say(*LABELS["warning"]), "rule": notice.kind}
        if span is not None:
            row |= {"line": span.start.line, "column": span.start.column}
        yield list((row | {"message": notice.message}).values())
    for outcome in result.outcomes:
        if view.show_outcomes or outcome.status == "failed":
            first = outcome.first
            status = view.say("未判断", "not judged") if outcome.status != "failed" else view.say("失败", "failed")
            told = f"{reason_text(outcome.reason, view)} ({outcome.count})"
            about = {"unit": first.unit, "project": first.project, "seq": first.seq}
            named = {"file": outcome.file, "severity": status, "rule": outcome.rule, "message": told}
            yield list((empty | about | named).values())


def _statistics(result: Result, view: View) -> Iterator[list[Value]]:
    yield [title.in_language(view.lang) for title in _STATISTICS]
    groups = Counter((d.rule, d.severity, d.name) for d in result.diagnostics)
    for (rule, severity, name), number in sorted(groups.items(), key=lambda item: (-item[1], item[0])):
        note = result.catalogue.get(rule)
        dimension = note.dimension if note is not None else None
        yield [number, rule, view.say(*LABELS[severity]), name, dimension]


def written(rows: Iterable[Iterable[Value]]) -> str:
    """Rows as CSV text, every value made inert."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([inert(value) for value in row] for row in rows)
    return BOM + out.getvalue()


def render_csv(result: Result, view: View) -> str:
    """A row for each finding and each outcome that is to be shown, or the counts by rule."""
    return written(_statistics(result, view) if view.statistics else _findings(result, view))
