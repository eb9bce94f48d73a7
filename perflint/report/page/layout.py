"""What the HTML report shows where: every finding numbered, under its file, table and project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field

from perflint.lazyclass import dataclass
from perflint.model import Diagnostic, FileReport, ProjectSketch, Result, TableSketch


@dataclass(frozen=True, slots=True, eq=False)
class Note:
    """A finding and its number in the report, from 1."""

    number: int
    diagnostic: Diagnostic


@dataclass(slots=True)
class ProjectPart:
    """A project with its findings; `sketch` is what to draw of it, None where the run kept nothing."""

    name: str | None
    unit: str | None
    sketch: ProjectSketch | None
    notes: list[Note] = field(default_factory=list)


@dataclass(slots=True)
class TablePart:
    """A table: findings about itself, and its projects; those without findings are only named."""

    index: int
    sketch: TableSketch | None
    notes: list[Note] = field(default_factory=list)
    projects: list[ProjectPart] = field(default_factory=list)
    clean: list[ProjectSketch] = field(default_factory=list)


@dataclass(slots=True)
class FilePart:
    """A file: findings about it as a whole, and its tables."""

    report: FileReport
    notes: list[Note] = field(default_factory=list)
    tables: list[TablePart] = field(default_factory=list)

    def all_notes(self) -> Iterator[Note]:
        """Every finding in the file, in the order of the page."""
        yield from self.notes
        for table in self.tables:
            yield from table.notes
            for project in table.projects:
                yield from project.notes


def laid_out(result: Result) -> list[FilePart]:
    """The files in order, with their findings numbered as the page shows them."""
    found: dict[str, list[Diagnostic]] = {report.path: [] for report in result.files}
    for diagnostic in result.diagnostics:
        found.setdefault(diagnostic.file, []).append(diagnostic)
    known = {report.path for report in result.files}
    elsewhere = [FileReport(path, "ok") for path in found if path not in known]
    sketches = (*result.sketches, *((),) * len((*result.files, *elsewhere)))
    parts = []
    number = 0
    for report, tables in zip((*result.files, *elsewhere), sketches, strict=False):
        part = _file(report, found.pop(report.path, []), tables)
        for block in _blocks(part):
            block[:] = [Note(number + n, note.diagnostic) for n, note in enumerate(block, 1)]
            number += len(block)
        parts.append(part)
    return parts


def _blocks(part: FilePart) -> Iterator[list[Note]]:
    yield part.notes
    for table in part.tables:
        yield table.notes
        for project in table.projects:
            yield project.notes


def _file(report: FileReport, found: Iterable[Diagnostic], sketches: Sequence[TableSketch]) -> FilePart:
    part = FilePart(report)
    by_table: dict[int, list[Note]] = {}
    for diagnostic in found:
        table = diagnostic.subject.table
        (part.notes if table is None else by_table.setdefault(table, [])).append(Note(0, diagnostic))
    drawn = {sketch.index: sketch for sketch in sketches}
    part.tables = [_table(index, drawn.get(index), by_table.get(index, [])) for index in sorted({*drawn, *by_table})]
    return part


def _table(index: int, sketch: TableSketch | None, notes: Iterable[Note]) -> TablePart:
    part = TablePart(index, sketch)
    drawn = {project.number: project for project in sketch.projects} if sketch is not None else {}
    projects: dict[tuple[object, ...], ProjectPart] = {}
    for note in notes:
        subject = note.diagnostic.subject
        if subject.number is None and subject.project is None and subject.index is None:
            part.notes.append(note)
            continue
        # Without a sketch a name is all that tells projects apart.
        key = (subject.number,) if subject.number is not None else (subject.unit, subject.project)
        if key not in projects:
            projects[key] = ProjectPart(subject.project, subject.unit, drawn.get(subject.number or 0))
        projects[key].notes.append(note)
    part.projects = sorted(projects.values(), key=lambda p: p.sketch.number if p.sketch is not None else 0)
    spoken = {p.sketch.number for p in part.projects if p.sketch is not None}
    part.clean = [project for number, project in drawn.items() if number not in spoken]
    return part
