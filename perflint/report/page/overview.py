"""The upper part of the HTML report: counts, and bars by dimension, rule, unit and project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from perflint.model import Diagnostic, Result
from perflint.model.results import SEVERITIES as LEVELS
from perflint.report.labels import SEVERITIES
from perflint.report.safe import markup
from perflint.report.summary import count
from perflint.report.view import View

_SHOWN = 10
# Key of the filter, its value, the words shown.
Group = tuple[str, str, str]


def render_overview(result: Result, view: View) -> str:
    """Tiles of counts, then the charts."""
    say = view.say
    notes = result.catalogue

    def of_rule(d: Diagnostic) -> Group:
        return "r", d.rule, f"{d.rule} {notes[d.rule].title if d.rule in notes else d.name}"

    def of_dimension(d: Diagnostic) -> Group:
        dimension = notes[d.rule].dimension if d.rule in notes else ""
        return "d", dimension, dimension or say("其他", "other")

    def of_unit(d: Diagnostic) -> Group:
        return "u", d.subject.unit or "", d.subject.unit or say("（未列单位）", "(no unit)")

    def of_project(d: Diagnostic) -> Group:
        return "q", d.subject.project or "", d.subject.project or say("（整表或无名称）", "(whole table, or no name)")

    charts = [
        (say("按审核内容", "By dimension of review"), of_dimension),
        (say("按规则", "By rule"), of_rule),
        (say("按单位", "By unit"), of_unit),
        (say("按项目", "By project"), of_project),
    ]
    drawn = "".join(_chart(title, result.diagnostics, group, view) for title, group in charts)
    upper = _tiles(result, view) + _shares(result, view)
    return f'<section class="overview">{upper}<div class="charts">{drawn}</div></section>\n'


def _tiles(result: Result, view: View) -> str:
    counts = count(result)
    tiles = [
        ("", len(result.files), view.say("文件", "files")),
        ("", sum(f.projects for f in result.files), view.say("项目", "projects")),
        ("", sum(f.indicators for f in result.files), view.say("指标", "indicators")),
        *((level, getattr(counts, level), view.say(*SEVERITIES[level])) for level in LEVELS),
        ("muted", counts.not_enough_data, view.say("资料不足未判断", "not judged")),
    ]
    if counts.failed:
        tiles.append(("error", counts.failed, view.say("规则运行失败", "rule failures")))
    shown = "".join(
        f'<div class="tile {kind}"><b>{number:,}</b><span>{name}</span></div>' for kind, number, name in tiles
    )
    return f'<div class="tiles">{shown}</div>'


def _shares(result: Result, view: View) -> str:
    """One bar that shows the severities' shares of all findings."""
    counts: Counter[str] = Counter(d.severity for d in result.diagnostics)
    if not result.diagnostics:
        return f'<p class="none">{view.say("没有发现问题。", "Nothing was found.")}</p>'
    title, whole = view.say("按级别", "By severity"), len(result.diagnostics)
    shares = "".join(
        f'<span class="{level}">{view.say(*SEVERITIES[level])} {counts[level] / whole:.0%}</span>'
        for level in LEVELS
        if counts[level]
    )
    return f'<div class="shares"><h3>{title}</h3>{_bar(counts, whole, title)}<p>{shares}</p></div>'


def _bar(counts: Counter[str], whole: int, title: str) -> str:
    """A bar of 100 units for `whole` findings, a piece for each severity."""
    pieces, left = [], 0.0
    for level in LEVELS:
        width = 100 * counts[level] / whole
        if width:
            pieces.append(f'<rect class="{level}" x="{left:.2f}" y="0" width="{width:.2f}" height="8"/>')
        left += width
    said = ", ".join(f"{level} {counts[level]}" for level in LEVELS if counts[level])
    svg = f'<svg viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label="{markup(f"{title}: {said}")}">'
    return f"{svg}{''.join(pieces)}</svg>"


def _chart(title: str, found: Iterable[Diagnostic], group: Callable[[Diagnostic], Group], view: View) -> str:
    """The groups with the most findings as bars that filter when they are clicked, the others folded."""
    groups: dict[Group, Counter[str]] = {}
    for diagnostic in found:
        groups.setdefault(group(diagnostic), Counter())[diagnostic.severity] += 1
    ordered = sorted(groups.items(), key=lambda item: (-item[1].total(), item[0]))
    if not ordered:
        return ""
    most = ordered[0][1].total()
    rows = [_bar_row(entry, counts, most) for entry, counts in ordered]
    more = _folded(rows[_SHOWN:], view)
    return f'<div class="chart"><h3>{title}</h3>{"".join(rows[:_SHOWN])}{more}</div>'


def _folded(rows: Sequence[str], view: View) -> str:
    if not rows:
        return ""
    title = view.say(f"其余 {len(rows)} 项", f"{len(rows)} more")
    return f"<details><summary>{title}</summary>{''.join(rows)}</details>"


def _bar_row(entry: Group, counts: Counter[str], most: int) -> str:
    key, value, words = entry
    shown = markup(words)
    return (
        f'<button type="button" class="row" data-key="{key}" data-value="{markup(value)}" title="{shown}">'
        f"<span>{shown}</span>{_bar(counts, most, words)}<b>{counts.total()}</b></button>"
    )
