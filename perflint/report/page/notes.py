"""One finding as the HTML report shows it beside its table."""

from __future__ import annotations

from collections.abc import Iterator

from perflint.model import Diagnostic, RuleNote
from perflint.report.labels import FIELDS, SEVERITIES
from perflint.report.page.layout import Note
from perflint.report.place import file_and_place, location_text
from perflint.report.safe import markup
from perflint.report.view import View

# Longer originals are cut: the table beside shows them in full.
_EVIDENCE = 120


def severity_tag(severity: str, view: View) -> str:
    """The severity as a small label."""
    return f'<span class="sev {severity}">{view.say(*SEVERITIES[severity])}</span>'


def render_note(note: Note, rule: RuleNote | None, view: View) -> str:
    """The finding as a list item; its data attributes are what the filter looks at."""
    d = note.diagnostic
    title = rule.title if rule is not None else d.name
    dimension = rule.dimension if rule is not None else ""
    data = {"s": d.severity, "r": d.rule, "d": dimension, "u": d.subject.unit or "", "f": d.file}
    attributes = "".join(f' data-{key}="{markup(value)}"' for key, value in data.items())
    return (
        f'<li class="note {d.severity}" id="n{note.number}"{attributes}>'
        f'<p class="head"><a class="num" href="#n{note.number}">{note.number}</a>{severity_tag(d.severity, view)}'
        f'<b class="rule" title="{markup(d.name)}">{markup(d.rule)}</b> <span class="title">{markup(title)}</span>'
        f"{_dimension(dimension)}</p>"
        f'<p class="msg">{markup(d.message)}</p>'
        f"{''.join(_rest(d, view))}</li>\n"
    )


def _dimension(dimension: str) -> str:
    return f'<span class="dim">{markup(dimension)}</span>' if dimension else ""


def _rest(d: Diagnostic, view: View) -> Iterator[str]:
    """Where it stands, the original words, what to do, and related places."""
    where = " · ".join(markup(part) for part in _where(d, view) if part)
    if where:
        yield f'<p class="where">{where}</p>'
    if d.evidence:
        cut = d.evidence[:_EVIDENCE] + "…" * (len(d.evidence) > _EVIDENCE)
        yield f'<p class="quote"><span>{view.say("原文", "words")}</span>{markup(cut)}</p>'
    if d.help:
        yield f'<p class="help"><span>{view.say("建议", "help")}</span>{markup(d.help)}</p>'
    for related in d.related:
        place = markup(file_and_place(related.file, related.location, view.lang))
        label = view.say("另见", "see also")
        yield f'<p class="more"><span>{label}</span>{place} {markup(related.message)}</p>'


def _where(d: Diagnostic, view: View) -> Iterator[str]:
    if d.subject.seq is not None:
        name = (d.indicator or {}).get("name") or view.say("（无名称）", "(no name)")
        yield view.say(f"指标 {d.subject.seq}：{name}", f"indicator {d.subject.seq}: {name}")
    elif d.subject.project is None and d.subject.unit:
        yield d.subject.unit
    if d.field in FIELDS and (d.evidence or d.subject.index is not None):
        yield view.say(*FIELDS[d.field])
    yield location_text(d.location, view.lang)
