"""What was understood of files as a readable tree: tables, projects, indicators in aligned columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from perflint.locate import Locator
from perflint.model import Amount, Indicator, Label, Location, Project, Table, Text
from perflint.report.labels import FIELDS, KINDS, ROLES
from perflint.report.parsed import ParsedFile
from perflint.report.place import location_text, part_text
from perflint.report.safe import visible
from perflint.report.view import View
from perflint.text import display_width

_GOAL_WIDTH = 88
_PLACE_WIDTH = 40
_SOURCES = {
    "option": ("命令行", "option"),
    "header": ("表头", "header"),
    "title": ("标题", "title"),
    "file-name": ("文件名，推测", "file name, a guess"),
    "forms": ("同文件其他表，推测", "other forms, a guess"),
    "project-names": ("项目名称，推测", "project names, a guess"),
}
_COLUMNS = (("period", 24), ("annual", 30), ("actual", 24), ("weight", 8), ("score", 8))


def shorten(text: str, width: int) -> str:
    """The text on one line, cut with … to `width` columns."""
    line = visible(text)
    if display_width(line) <= width:
        return line
    used = 0
    for index, char in enumerate(line):
        used += display_width(char)
        if used > width - 1:
            return line[:index] + "…"
    return line


def _pad(text: str, width: int) -> str:
    return text + " " * (width - display_width(text))


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows of equal length as lines with columns aligned by display width; empty columns are left out."""
    if not rows:
        return []
    widths = [max(display_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    kept = [column for column, width in enumerate(widths) if width]
    return ["  ".join(_pad(row[column], widths[column]) for column in kept).rstrip() for row in rows]


def _label(label: Label) -> str:
    return shorten(f"{label.code}-{label.value}" if label.code else label.value, 28)


def _begin(texts: Iterable[Text], locator: Locator) -> Location | None:
    """Where the first of the texts that stands in the file begins."""
    text = next((text for text in texts if text.pieces), None)
    return locator.locate(text, 0, 1).places[0] if text is not None else None


def _where(indicator: Indicator, locator: Locator, lang: str) -> str:
    """Where the indicator's name, else its value, stands."""
    found = _begin((indicator.name, indicator.annual, indicator.period, indicator.actual), locator)
    return shorten(location_text(found, lang), _PLACE_WIDTH) if found is not None else ""


def _part(table: Table, locator: Locator, lang: str) -> str:
    """The sheet, page or table of a document in which a table begins."""
    inner = (t for p in table.projects for t in (p.name, p.goal, *(i.name for i in p.indicators)))
    found = _begin((table.title, *inner), locator)
    return shorten(part_text(found.place, lang), _PLACE_WIDTH) if found is not None and found.place else ""


def _row(indicator: Indicator, locator: Locator, lang: str) -> list[str]:
    values = [shorten(getattr(indicator, field).string, width) for field, width in _COLUMNS]
    return [
        str(indicator.seq),
        _label(indicator.level1),
        _label(indicator.level2),
        shorten(indicator.name.string, 40),
        *values,
        _where(indicator, locator, lang),
    ]


def _amounts(amounts: Iterable[Amount]) -> str:
    """Amounts on one line; those of a form stand under the heads of their columns."""
    return visible("  ".join(" ".join(filter(None, (a.source, a.column, a.value.string))) for a in amounts))


def _money_lines(project: Project, view: View) -> list[str]:
    label = view.say("    资金：", "    amounts: ")
    if not any(amount.column for amount in project.amounts):
        return [label + _amounts(project.amounts)] if project.amounts else []
    columns = list(dict.fromkeys(amount.column for amount in project.amounts))
    rows: dict[str, list[str]] = {}
    for amount in project.amounts:
        row = rows.setdefault(amount.source, [""] * len(columns))
        row[columns.index(amount.column)] = visible(amount.value.string)
    table = [["", *map(visible, columns)], *([visible(source), *row] for source, row in rows.items())]
    return [label.rstrip(), *("      " + line for line in aligned(table))]


def _score_lines(project: Project, view: View) -> list[str]:
    lines = []
    if project.execution is not None:
        rate, score = visible(project.execution.rate.string), visible(project.execution.score.string)
        lines.append(
            view.say(f"    预算执行：执行率 {rate}，得分 {score}", f"    execution: rate {rate}, score {score}")
        )
    if project.total is not None:
        weight, score = visible(project.total.weight.string), visible(project.total.score.string)
        lines.append(view.say(f"    总分：分值 {weight}，得分 {score}", f"    total: weight {weight}, score {score}"))
    return lines


def _project_lines(number: int, project: Project, locator: Locator, view: View) -> list[str]:
    name = visible(project.name.string) or view.say("（无名称）", "(no name)")
    lines = [view.paint(view.say(f"  项目 {number}：{name}", f"  project {number}: {name}"), "bold")]
    if project.unit:
        lines.append(view.say("    单位：", "    unit: ") + visible(project.unit.string))
    lines.extend(_money_lines(project, view))
    if project.goal:
        lines.append(view.say("    目标：", "    goal: ") + shorten(project.goal.string, _GOAL_WIDTH))
    if project.completion:
        lines.append(view.say("    完成：", "    completion: ") + shorten(project.completion.string, _GOAL_WIDTH))
    head = ["#", *(view.say(*FIELDS[key]) for key in ("level1", "level2", "name", *(key for key, _ in _COLUMNS)))]
    head.append(view.say("位置", "place"))
    rows = [_row(indicator, locator, view.lang) for indicator in project.indicators]
    used = [any(row[column] for row in rows) for column in range(len(head))]
    table = [[cell if used[column] else "" for column, cell in enumerate(row)] for row in (head, *rows)]
    lines.extend("    " + line for line in aligned(table if rows else []))
    lines.extend(_score_lines(project, view))
    return lines


def _columns(table: Table, view: View) -> str:
    """What each column was taken for: 计划值＝年度指标值."""
    unused = view.say("（未用）", "(not used)")
    known = {**FIELDS, **ROLES}
    parts = (
        f"{visible(words)}＝{view.say(*known[role]) if role in known else unused}" for words, role in table.columns
    )
    return view.say("；", "; ").join(parts)


def _table_lines(table: Table, locator: Locator, view: View) -> list[str]:
    kind = view.say(*KINDS[table.kind])
    title = visible(table.title.string)
    lines = [view.say(f" 表 {table.index}（{kind}）{title}", f" table {table.index} ({kind}) {title}").rstrip()]
    if part := _part(table, locator, view.lang):
        lines.append(view.say("  位于：", "  stands in: ") + part)
    if table.department:
        lines.append(view.say("  部门：", "  department: ") + visible(table.department.string))
    if table.year is None:
        lines.append(view.say("  预算年度：不明", "  budget year: unknown"))
    else:
        source = view.say(*_SOURCES[table.year.source])
        year = table.year.value
        lines.append(view.say(f"  预算年度：{year}（来自{source}）", f"  budget year: {year} (from: {source})"))
    if table.money_unit:
        lines.append(view.say("  金额单位：", "  money unit: ") + visible(table.money_unit.string))
    fields = view.say("、", ", ").join(view.say(*FIELDS[key]) for key in FIELDS if key in table.fields)
    if fields:
        lines.append(view.say("  识别的栏目：", "  columns and fields: ") + fields)
    if table.columns:
        lines.append(view.say("  各列：", "  read as: ") + _columns(table, view))
    for subtotal in table.subtotals:
        lines.append(f"  {visible(subtotal.label.string)}  {_amounts(subtotal.amounts)}".rstrip())
    for number, project in enumerate(table.projects, 1):
        lines.extend(_project_lines(number, project, locator, view))
    if table.fragments:
        lines.append(view.say("  未归入任何指标的文字：", "  text that belongs to no indicator:"))
        lines.extend("    " + shorten(text.string, _GOAL_WIDTH) for text in table.fragments)
    return lines


def render_parse_text(files: Sequence[ParsedFile], view: View) -> str:
    """Every file with its tables; a file without any says so."""
    lines: list[str] = []
    for file in files:
        lines.append(view.paint(visible(file.path), "bold"))
        if file.parsed is None:
            reason = visible(file.error.in_language(view.lang)) if file.error else ""
            lines.append(view.say(f" 无法读取：{reason}", f" unreadable: {reason}"))
        elif not file.parsed.tables:
            lines.append(view.say(" 没有找到绩效目标表或绩效自评表", " no performance table found"))
        else:
            locator = Locator(file.parsed.document)
            for table in file.parsed.tables:
                lines.extend(_table_lines(table, locator, view))
        lines.append("")
    projects = sum(len(table.projects) for file in files if file.parsed for table in file.parsed.tables)
    indicators = sum(
        len(project.indicators)
        for file in files
        if file.parsed
        for table in file.parsed.tables
        for project in table.projects
    )
    lines.append(
        view.say(
            f"{len(files)} 个文件，{projects} 个项目，{indicators} 条指标",
            f"files: {len(files)}, projects: {projects}, indicators: {indicators}",
        )
    )
    return "\n".join(lines) + "\n"
