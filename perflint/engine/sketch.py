"""Sketches of parsed tables for reports that draw them, made in the worker that read the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from perflint.model import Amount, Diagnostic, Execution, Indicator, Parsed, Project, Subject, Table
from perflint.model.sketch import IndicatorSketch, ProjectSketch, TableSketch

_LABELS = ("level1", "level2")
_TEXTS = ("name", "period", "annual", "actual", "weight", "score", "reason")
COLUMNS = (*_LABELS, *_TEXTS)


def sketch(parsed: Parsed) -> tuple[TableSketch, ...]:
    """The tables of a file, in order."""
    return tuple(_table(table) for table in parsed.tables)


def numbers(parsed: Parsed) -> dict[int, int]:
    """The identity of each project -> its number in its table, from 1."""
    return {id(project): n for table in parsed.tables for n, project in enumerate(table.projects, 1)}


def numbered(diagnostic: Diagnostic, subject: Subject, of: Mapping[int, int]) -> Diagnostic:
    """The diagnostic with its project's number, by which it is found in a sketch: names may be missing, or doubled."""
    number = of.get(id(subject.project))
    if number is None:
        return diagnostic
    return replace(diagnostic, subject=replace(diagnostic.subject, number=number))


def _table(table: Table) -> TableSketch:
    projects = tuple(_project(project, number) for number, project in enumerate(table.projects, 1))
    used = {field for project in projects for indicator in project.indicators for field in indicator.cells}
    return TableSketch(
        table.index,
        table.kind,
        table.title.string,
        table.department.string,
        table.year.value if table.year is not None else None,
        tuple(column for column in COLUMNS if column in used or column in table.fields),
        projects,
    )


def _project(project: Project, number: int) -> ProjectSketch:
    indicators = tuple(IndicatorSketch(i.seq, i.index, dict(_cells(i))) for i in project.indicators)
    return ProjectSketch(number, project.name.string, project.unit.string, dict(_facts(project)), indicators)


def _cells(indicator: Indicator) -> Iterator[tuple[str, str]]:
    for field in _LABELS:
        label = getattr(indicator, field)
        words = label.text.string or label.value
        if words:
            yield field, f"{label.code.string}-{words}" if label.code else words
    for field in _TEXTS:
        words = getattr(indicator, field).string
        if words:
            yield field, words


def _facts(project: Project) -> Iterator[tuple[str, str]]:
    for field in ("goal", "completion"):
        words = getattr(project, field).string
        if words:
            yield field, words
    lists = {"amounts": _amounts(project.amounts), "execution": _execution(project.execution), "total": _total(project)}
    for field, parts in lists.items():
        if parts:
            yield field, "；".join(parts)


def _amounts(amounts: Iterable[Amount]) -> list[str]:
    """Each source with its amount, or with those of its columns."""
    by_source: dict[str, list[str]] = {}
    for amount in amounts:
        if amount.value:
            by_source.setdefault(amount.source, []).append(f"{amount.column} {amount.value}".strip())
    return [f"{source} {'，'.join(parts)}" for source, parts in by_source.items()]


def _execution(execution: Execution | None) -> list[str]:
    names = {"budget": "预算数", "executed": "执行数", "rate": "执行率", "weight": "分值", "score": "得分"}
    found = ((words, getattr(execution, field, "")) for field, words in names.items())
    return [f"{words} {text}" for words, text in found if text]


def _total(project: Project) -> list[str]:
    total = project.total
    parts = [f"{points.category} {points.value}" for points in project.points]
    if total is not None:
        parts += [f"{words} {text}" for words, text in (("总分", total.weight), ("总得分", total.score)) if text]
    return parts
