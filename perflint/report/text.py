"""The report for people: every diagnostic with the table's own words, the place underlined, and the help."""

from __future__ import annotations

from perflint.model import Diagnostic, Result
from perflint.report.frame import frame
from perflint.report.place import file_and_place
from perflint.report.safe import visible
from perflint.report.summary import closing_lines, statistics
from perflint.report.view import View


def _about(diagnostic: Diagnostic, view: View) -> str:
    """The line that names unit, project and indicator; empty where the whole file or table is meant."""
    subject, parts = diagnostic.subject, []
    if subject.project is not None:
        unit = f"（{subject.unit}）" if subject.unit else ""
        english = f" ({subject.unit})" if subject.unit else ""
        parts.append(view.say(f"项目：{subject.project}{unit}", f"project: {subject.project}{english}"))
    elif subject.unit is not None:
        parts.append(view.say(f"单位：{subject.unit}", f"unit: {subject.unit}"))
    if subject.seq is not None:
        name = (diagnostic.indicator or {}).get("name") or view.say("（无名称）", "(no name)")
        parts.append(view.say(f"指标 {subject.seq}：{name}", f"indicator {subject.seq}: {name}"))
    return visible(view.say("，", ", ").join(parts))


def _frame_lines(diagnostic: Diagnostic, view: View) -> list[str]:
    if not diagnostic.context:
        return []
    line, carets = frame(diagnostic.context, diagnostic.context_start, diagnostic.context_end)
    span, place = diagnostic.location.range, diagnostic.location.place
    number = str(span.start.line) if span is not None and (place is None or place.kind == "text") else ""
    gutter = " " * len(number)
    bar = view.paint("|", "dim")
    return [
        f"  {gutter} {bar}",
        f"  {view.paint(number, 'dim')} {bar} {line}",
        f"  {gutter} {bar} {view.paint(carets, diagnostic.severity)}",
    ]


def render_diagnostic(diagnostic: Diagnostic, view: View) -> str:
    """One diagnostic as a block of lines."""
    where = visible(file_and_place(diagnostic.file, diagnostic.location, view.lang))
    severity = view.paint(f"{diagnostic.severity} {diagnostic.rule}", diagnostic.severity)
    lines = [f"{view.paint(where, 'bold')}: {severity} {diagnostic.name}", f"  {visible(diagnostic.message)}"]
    about = _about(diagnostic, view)
    if about:
        lines.append("  " + view.paint(about, "dim"))
    lines.extend(_frame_lines(diagnostic, view))
    for related in diagnostic.related:
        place = visible(file_and_place(related.file, related.location, view.lang))
        label = view.say("另见：", "see also: ")
        lines.append(f"  = {label}{place} {visible(related.message)}")
    if diagnostic.help:
        lines.append(f"  = {view.paint(view.say('帮助：', 'help: '), 'help')}{visible(diagnostic.help)}")
    return "\n".join(lines) + "\n"


def render_text(result: Result, view: View) -> str:
    """All diagnostics, or the table of rules; then the outcomes asked for, then the summary."""
    if view.statistics:
        body = statistics(result, view)
    else:
        body = "".join(render_diagnostic(d, view) + "\n" for d in result.diagnostics)
    return body + closing_lines(result, view)
