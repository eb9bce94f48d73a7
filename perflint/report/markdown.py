"""The report as Markdown with GitHub's tables: counts, then the findings of each project; table text is escaped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from perflint.lazyregex import lazy_regex
from perflint.marks import MARKDOWN
from perflint.model import Diagnostic, Result
from perflint.model.results import SEVERITIES
from perflint.report.grouped import heading
from perflint.report.labels import SEVERITIES as LABELS
from perflint.report.place import location_text
from perflint.report.safe import visible
from perflint.report.summary import notice_lines, outcome_lines, summary_line
from perflint.report.view import View

_MARKS = lazy_regex(r"[\\`*_\[\]|#~$]")
_ENTITIES = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}
# What becomes a link or a mention by itself; an empty comment takes it apart and shows nothing.
_LINKS = lazy_regex(r"(?<=:)(?=//)|(?<=\bwww)(?=\.)|(?<=@)(?=\w)", re.IGNORECASE)


def escaped(text: str) -> str:
    """Table text as Markdown that shows it: one line, no marks, no HTML, no links."""
    return _LINKS.sub("<!-- -->", _MARKS.sub(r"\\\g<0>", visible(text).translate(_ENTITIES)))


def _table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(titles) + " |"
    yield "| " + " | ".join("---" for _ in titles) + " |"
    yield from ("| " + " | ".join(row) + " |" for row in rows)
    yield ""


def _indicator(diagnostic: Diagnostic) -> str:
    name = (diagnostic.indicator or {}).get("name") or ""
    seq = "" if diagnostic.subject.seq is None else str(diagnostic.subject.seq)
    return escaped(f"{seq} {name}".strip())


def _row(diagnostic: Diagnostic, view: View) -> list[str]:
    told = escaped(diagnostic.message)
    if diagnostic.help:
        told += f"<br>{view.say('建议：', 'help: ')}{escaped(diagnostic.help)}"
    return [
        escaped(location_text(diagnostic.location, view.lang)),
        view.say(*LABELS[diagnostic.severity]),
        diagnostic.rule,
        _indicator(diagnostic),
        told,
    ]


def _counts(result: Result, view: View) -> Iterator[str]:
    groups = Counter((SEVERITIES.index(d.severity), d.rule, d.name) for d in result.diagnostics)
    titles = [view.say(*pair) for pair in (("数量", "count"), ("规则", "rule"), ("级别", "severity"))]
    titles += [view.say("规则标题", "title"), view.say("审核内容", "dimension")]
    rows = []
    for (level, rule, name), number in sorted(groups.items(), key=lambda item: (item[0][0], -item[1], item[0])):
        note = result.catalogue.get(rule)
        title, dimension = (note.title, note.dimension) if note is not None else (name, "")
        severity = view.say(*LABELS[SEVERITIES[level]])
        rows.append([str(number), rule, severity, escaped(title), escaped(dimension)])
    if rows:
        yield from _table(titles, rows)


def _findings(result: Result, view: View) -> Iterator[str]:
    files: dict[str, dict[str, list[Diagnostic]]] = {}
    for diagnostic in result.diagnostics:
        files.setdefault(diagnostic.file, {}).setdefault(heading(diagnostic, view), []).append(diagnostic)
    titles = [view.say(*pair) for pair in (("位置", "place"), ("级别", "severity"), ("规则", "rule"))]
    titles += [view.say("指标", "indicator"), view.say("问题", "finding")]
    for file, projects in files.items():
        yield from (f"## {escaped(file)}", "")
        for project, found in projects.items():
            yield from (f"### {escaped(project)}", "")
            yield from _table(titles, [_row(d, view) for d in found])


def render_markdown(result: Result, view: View) -> str:
    """The title, the counts by rule, the findings by file and project unless only statistics are wanted, the outcomes
    that are to be shown."""
    lines = [MARKDOWN, f"# {view.say('绩效表检查报告', 'Performance tables: report')}", ""]
    lines += [escaped(summary_line(result, view)), "", *_counts(result, view)]
    if not view.statistics:
        lines += _findings(result, view)
    parts = (
        (view.say("对忽略的提醒", "Suppressions to mend"), notice_lines(result, view)),
        (view.say("没有判断之处", "Not judged"), outcome_lines(result, view)),
    )
    for title, told in parts:
        if told:
            lines += [f"## {title}", "", *(f"- {escaped(line)}" for line in told), ""]
    return "\n".join(lines)
