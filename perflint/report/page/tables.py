"""The tables of the HTML report, drawn as they were understood, with the cells at fault lit and the findings beside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from perflint.model import IndicatorSketch, RuleNote
from perflint.model.results import SEVERITIES as LEVELS
from perflint.report.labels import FIELDS, KINDS, SEVERITIES
from perflint.report.page.layout import FilePart, Note, ProjectPart, TablePart
from perflint.report.page.notes import render_note
from perflint.report.safe import markup
from perflint.report.view import View

Catalogue = Mapping[str, RuleNote]
_STATUSES = {
    "ok": ("", ""),
    "partial": ("部分内容未能读取或归类", "partly read"),
    "no-table": ("没有绩效表", "no performance table"),
    "unreadable": ("无法读取", "unreadable"),
}


def render_file(part: FilePart, catalogue: Catalogue, view: View) -> str:
    """A file with its tables."""
    status = view.say(*_STATUSES[part.report.status])
    flag = f'<span class="status">{status}</span>' if status else ""
    notes = list(part.all_notes())
    body = _notes(part.notes, catalogue, view) + "".join(_table(table, catalogue, view) for table in part.tables)
    if not notes:
        body += f'<p class="clean">{view.say("没有发现问题", "nothing found")}</p>'
    return f'<section class="file"><h2>{markup(part.report.path)}{flag}{_counts(notes, view)}</h2>\n{body}</section>\n'


def _counts(notes: Iterable[Note], view: View) -> str:
    """How many findings of each severity, as small labels."""
    counts = Counter(note.diagnostic.severity for note in notes)
    labels = (
        f'<span class="count {level}">{view.say(*SEVERITIES[level])} {counts[level]}</span>'
        for level in LEVELS
        if counts[level]
    )
    return f'<span class="counts">{"".join(labels)}</span>'


def _notes(notes: Sequence[Note], catalogue: Catalogue, view: View) -> str:
    items = "".join(render_note(note, catalogue.get(note.diagnostic.rule), view) for note in notes)
    return f'<ol class="notes">\n{items}</ol>\n' if items else ""


def _table(part: TablePart, catalogue: Catalogue, view: View) -> str:
    sketch = part.sketch
    title = view.say(f"表 {part.index}", f"table {part.index}")
    facts: list[str] = []
    if sketch is not None:
        title = sketch.title or title
        year = view.say(f"{sketch.year} 年度", str(sketch.year)) if sketch.year is not None else ""
        facts = [view.say(*KINDS[sketch.kind]), sketch.department, year]
    about = " · ".join(markup(fact) for fact in facts if fact)
    columns = sketch.columns if sketch is not None else ()
    projects = "".join(_project(project, columns, catalogue, view) for project in part.projects)
    return (
        f'<section class="table"><h3>{markup(title)}<small>{about}</small></h3>\n'
        f"{_notes(part.notes, catalogue, view)}{projects}{_clean(part, view)}</section>\n"
    )


def _clean(part: TablePart, view: View) -> str:
    """The projects without findings, by name."""
    if not part.clean:
        return ""
    unnamed = view.say("（无名称）", "(no name)")
    names = "".join(
        f"<li>{markup(project.name or unnamed)}"
        f"<small>{view.say(f'{len(project.indicators)} 条指标', f'{len(project.indicators)} indicators')}</small></li>"
        for project in part.clean
    )
    title = view.say(f"没有发现问题的项目（{len(part.clean)} 个）", f"projects without findings ({len(part.clean)})")
    return f'<details class="clean"><summary>{title}</summary><ul>{names}</ul></details>\n'


def _project(part: ProjectPart, columns: Sequence[str], catalogue: Catalogue, view: View) -> str:
    sketch = part.sketch
    name = (sketch.name if sketch is not None else part.name) or view.say("（无项目名称）", "(project without a name)")
    unit = (sketch.unit if sketch is not None else part.unit) or ""
    drawn, rest = "", part.notes
    if sketch is not None:
        cells, rest = _placed(part, columns)
        drawn = f'<div class="drawn">{_facts(part, cells, view)}{_grid(part, columns, cells, view)}</div>'
    lit = _lit(rest) if sketch is not None else ""
    return (
        f'<article class="project"><h4><span{lit}>{markup(name)}</span>{_marks(rest) if lit else ""}'
        f"<small>{markup(unit)}</small>{_counts(part.notes, view)}</h4>\n"
        f'<div class="beside">{drawn}{_notes(part.notes, catalogue, view)}</div></article>\n'
    )


Cells = Mapping[tuple[int | None, str], list[Note]]


def _placed(part: ProjectPart, columns: Sequence[str]) -> tuple[Cells, list[Note]]:
    """The findings by the cell (index of the indicator, field) that they light; those that no cell shows besides."""
    assert part.sketch is not None
    indices = {indicator.index for indicator in part.sketch.indicators}
    cells: dict[tuple[int | None, str], list[Note]] = {}
    rest = []
    for note in part.notes:
        index, field = note.diagnostic.subject.index, note.diagnostic.field
        if index is None and field in part.sketch.facts:
            cells.setdefault((None, field), []).append(note)
        elif index in indices:
            shown = field if field in columns else "name" if "name" in columns else columns[0] if columns else ""
            cells.setdefault((index, shown), []).append(note)
        else:
            rest.append(note)
    return cells, rest


def _lit(notes: Sequence[Note]) -> str:
    """The class and the data of something that these findings light, the gravest giving the colour."""
    if not notes:
        return ""
    worst = min((note.diagnostic.severity for note in notes), key=LEVELS.index)
    return f' class="lit {worst}" data-n="{" ".join(str(note.number) for note in notes)}"'


def _marks(notes: Sequence[Note]) -> str:
    """The numbers of the findings, as links to them."""
    return "".join(f'<a class="mark" href="#n{note.number}">{note.number}</a>' for note in notes)


def _words(text: str, notes: Sequence[Note]) -> str:
    """The words of a cell; what is at fault is marked where it is a part that stands in it once."""
    parts = {note.diagnostic.evidence for note in notes}
    evidence = parts.pop() if len(parts) == 1 else ""
    if not evidence or evidence == text or text.count(evidence) != 1:
        return markup(text)
    before, _, after = text.partition(evidence)
    return f"{_inner(before)}<mark>{markup(evidence)}</mark>{_inner(after)}"


def _inner(text: str) -> str:
    return markup(text) if text else ""


def _facts(part: ProjectPart, cells: Cells, view: View) -> str:
    assert part.sketch is not None
    rows = "".join(
        f"<dt>{view.say(*FIELDS[field])}</dt><dd{_lit(cells.get((None, field), []))}>"
        f"{_words(words, cells.get((None, field), []))}{_marks(cells.get((None, field), []))}</dd>"
        for field, words in part.sketch.facts.items()
    )
    return f"<dl>{rows}</dl>" if rows else ""


def _grid(part: ProjectPart, columns: Sequence[str], cells: Cells, view: View) -> str:
    assert part.sketch is not None
    if not part.sketch.indicators or not columns:
        return ""
    heads = "".join(f'<th class="{c}">{view.say(*FIELDS[c])}</th>' for c in columns)
    rows = "".join(_row(indicator, columns, cells) for indicator in part.sketch.indicators)
    head = f'<thead><tr><th class="seq">#</th>{heads}</tr></thead>'
    return f'<div class="wide"><table>{head}<tbody>\n{rows}</tbody></table></div>'


def _row(indicator: IndicatorSketch, columns: Sequence[str], cells: Cells) -> str:
    return f'<tr><td class="seq">{indicator.seq}</td>{"".join(_cells(indicator, columns, cells))}</tr>\n'


def _cells(indicator: IndicatorSketch, columns: Sequence[str], cells: Cells) -> Iterator[str]:
    for column in columns:
        notes = cells.get((indicator.index, column), [])
        yield f"<td{_lit(notes)}>{_words(indicator.cells.get(column, ''), notes)}{_marks(notes)}</td>"
