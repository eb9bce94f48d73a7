"""The report for people with many findings: by file and project, a line each."""

from __future__ import annotations

from perflint.model import Diagnostic, Result
from perflint.report.place import location_text
from perflint.report.safe import visible
from perflint.report.summary import closing_lines, statistics
from perflint.report.view import View
from perflint.text import display_width

# Longer places are not aligned with the others.
_WIDEST = 32


def heading(diagnostic: Diagnostic, view: View) -> str:
    """The project with its unit, the unit of a subtotal, or the whole table or file."""
    subject = diagnostic.subject
    if subject.project is None and subject.unit is None:
        return view.say("（整表或整个文件）", "(the whole table or file)")
    if subject.project is None:
        return visible(subject.unit or "")
    unit = view.say(f"（{subject.unit}）", f" ({subject.unit})") if subject.unit else ""
    return visible(f"{subject.project}{unit}")


def _lines(found: list[Diagnostic], view: View) -> list[str]:
    places = [visible(location_text(d.location, view.lang)) for d in found]
    width = min(_WIDEST, max(map(display_width, places)))
    return [
        f"    {place}{' ' * (width - display_width(place))}  {view.paint(f'{d.severity:<7}', d.severity)}  "
        f"{view.paint(d.rule, 'bold')}  {visible(d.message)}"
        for place, d in zip(places, found, strict=True)
    ]


def render_grouped(result: Result, view: View) -> str:
    """Files and their projects in the order in which they first have a finding; then outcomes and the summary."""
    by_file: dict[str, dict[str, list[Diagnostic]]] = {}
    for diagnostic in result.diagnostics:
        by_file.setdefault(diagnostic.file, {}).setdefault(heading(diagnostic, view), []).append(diagnostic)
    lines: list[str] = []
    for file, projects in by_file.items() if not view.statistics else ():
        count = sum(map(len, projects.values()))
        words = view.say(f"（{count} 条）", f" ({count})")
        lines.append(view.paint(visible(file), "bold") + view.paint(words, "dim"))
        for project, found in projects.items():
            lines += [f"  {project}", *_lines(found, view)]
        lines.append("")
    body = statistics(result, view) if view.statistics else "".join(f"{line}\n" for line in lines)
    return body + closing_lines(result, view)
