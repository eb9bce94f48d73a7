"""Reads lists of projects whose indicators stand as running text in one cell per project."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field, replace
from functools import lru_cache

from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import EMPTY, NO_LABEL, Cell, Document, Label, Project, Table, Text
from perflint.parse.brokenrows import whole_rows
from perflint.parse.itembuilder import Item
from perflint.parse.listhead import ListHeader, find_headers
from perflint.parse.listrows import ListRow, RowReader
from perflint.parse.listunits import UnitRows, is_part, money_only
from perflint.parse.money import amount_of
from perflint.parse.running import Run, parse_run
from perflint.parse.source import Source, Stream
from perflint.parse.titles import Heading, is_heading_line, is_title, kind_of, read_heading
from perflint.taxonomy import Taxonomy
from perflint.text import squeeze

_HEADING_ROWS = 12
_NO_FRAGMENT = lazy_regex(r"(?:绩效)?(?:目标|指标)?|[无/\-—\d、.．（）()]*|详见.{0,20}|见.{0,20}附[件表].{0,8}")
# The grammar has read a list of so many characters before it is learned how to read such lists quickly.
_FEW = 2000
_EXTRA = ("period", "actual", "weight", "score", "unit", "formula", "note", "baseline")


@dataclass(slots=True)
class _Part:
    """A header with the heading above it and the rows below, from `first` to `end` in the grid."""

    first: int
    end: int
    heading: Heading
    header: ListHeader
    rows: list[tuple[Cell, ...]]


@dataclass(slots=True)
class _Draft:
    """A project while its rows are gathered."""

    row: ListRow
    unit: Text
    goals: list[Text] = field(default_factory=list)
    cells: dict[str, list[Text]] = field(default_factory=dict)
    heads: dict[str, Text] = field(default_factory=dict)
    upper: dict[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A table and the rows of the grid that it takes."""

    first: int
    end: int
    table: Table


def find_lists(
    rows: Sequence[tuple[Cell, ...]], document: Document, taxonomy: Taxonomy, first_index: int
) -> list[Found]:
    """All such lists in a grid. A header that comes again under the same heading goes on with its table."""
    groups: list[list[_Part]] = []
    for part in _parts(rows):
        if groups and _continues(groups[-1], part):
            groups[-1].append(part)
        else:
            groups.append([part])
    found: list[Found] = []
    for parts in groups:
        table = _table(parts, taxonomy, first_index + len(found))
        if table is not None:
            found.append(Found(parts[0].first, parts[-1].end, table))
    return found


def _parts(rows: Sequence[tuple[Cell, ...]]) -> list[_Part]:
    headers = find_headers(rows)
    parts: list[_Part] = []
    for number, header in enumerate(headers):
        floor = headers[number - 1].end if number else 0
        first = _heading_start(rows, header.row, floor)
        if parts:
            parts[-1].end = min(parts[-1].end, first)
        end = _body_end(rows, header.end, headers[number + 1].row if number + 1 < len(headers) else len(rows))
        lines = [Text.of(cell).strip() for row in rows[first : header.row] for cell in row if cell.text.strip()]
        parts.append(_Part(first, end, read_heading(lines), header, []))
    for part in parts:
        part.rows = [row for row in rows[part.header.end : part.end] if not part.header.is_piece(row)]
    return parts


def _heading_start(rows: Sequence[tuple[Cell, ...]], header_row: int, floor: int) -> int:
    """The first of the rows above a header that belong to its heading."""
    first = at = header_row
    blank = 0
    while at > floor and header_row - at < _HEADING_ROWS * 2:
        at -= 1
        filled = [cell for cell in rows[at] if cell.text.strip()]
        if not filled:
            blank += 1
            continue
        if len(filled) > 4 or not any(is_heading_line(cell.text) for cell in filled):
            break
        first = at
        if any(is_title(cell.text) for cell in filled):
            break
    return first


def _body_end(rows: Sequence[tuple[Cell, ...]], start: int, end: int) -> int:
    """Where the rows below a header end: in front of another table's title or header."""
    for index in range(start, end):
        filled = [cell.text for cell in rows[index] if cell.text.strip()]
        if len(filled) == 1 and len(filled[0]) <= 80 and is_title(filled[0]):
            return index
        if "级" not in "".join(filled) or sum("级" in text for text in filled) < 2:
            continue
        short = [squeeze(text) for text in filled if len(text) <= 20]
        if len(short) >= 3 and sum("级指标" in text for text in short) >= 2:
            return index
    return end


def _continues(group: Sequence[_Part], part: _Part) -> bool:
    """Whether a part only goes on with the table above it, behind a page break."""
    head = group[0]
    if not head.header.same_as(part.header) or not head.heading.same_as(part.heading):
        return False
    if not head.heading and part.heading:
        return False
    return not any(_is_total_row(row) for row in part.rows[:3])


def _is_total_row(row: Sequence[Cell]) -> bool:
    filled = [cell.text for cell in row if cell.text.strip()]
    return len(filled) > 1 and squeeze(filled[0]) in ("合计", "总计") and amount_of(filled[1]) is not None


def _table(parts: Sequence[_Part], taxonomy: Taxonomy, index: int) -> Table | None:
    heading, header = parts[0].heading, parts[0].header
    rows = [
        read
        for part in parts
        for reader in (RowReader(part.header, taxonomy),)
        for row in whole_rows(part.rows, len(part.header.roles), part.header.indicators, taxonomy)
        if (read := reader.read(row)).name or read.goal or read.indicators or read.amounts
    ]
    units = UnitRows(rows, heading.department, taxonomy)
    uppers = {word.string: upper for word, upper in zip(header.words, header.upper, strict=True)}
    drafts = _drafts(rows, units, uppers)
    many = sum(len(cell.string) for draft in drafts for cells in draft.cells.values() for cell in cells) > _FEW
    runs = [_run(draft, taxonomy, many) for draft in drafts]
    items = [item for run in runs for item in run.items]
    if not items:
        return None
    labelled = any(not item.loose for item in items)
    goal_first = header.column("goal") is None and "both" in header.roles
    fragments: list[Text] = []
    projects: list[Project] = []
    for draft, run in zip(drafts, runs, strict=True):
        goal = Text.join(draft.goals, "\n")
        if goal_first and not goal:
            goal = run.prefix
        elif run.prefix and not is_no_fragment(run.prefix):
            fragments.append(run.prefix)
        fragments.extend(run.fragments)
        projects.append(
            Project(
                name=draft.row.name,
                unit=draft.unit,
                code=draft.row.code,
                goal=goal,
                amounts=draft.row.amounts,
                indicators=run.indicators(labelled),
            )
        )
    fields = list_fields(
        (run.fields for run in runs), bool(header.columns("amount")), "goal" in header.roles or goal_first
    )
    if len(header.indicator_columns) > 1:
        # Where columns stand for categories, those of a 二级 have no place for the 一级, and the reverse.
        fields -= {level for level in ("level1", "level2") if not all(getattr(item, level) for item in items)}
    return Table(
        index=index,
        kind=kind_of(heading.title.string, fields),
        layout="running-text",
        title=heading.title,
        department=heading.department,
        year=heading.year,
        money_unit=heading.money_unit or header.money_unit,
        fields=fields,
        projects=tuple(projects),
        subtotals=units.subtotals(),
        fragments=tuple(fragments),
        columns=tuple(
            (word.string, _MEANS.get(role or "other", role or ""))
            for word, role in zip(header.words, header.roles, strict=True)
            if word
        ),
    )


def _run(draft: _Draft, taxonomy: Taxonomy, many: bool) -> Run:
    """The indicators of a project, of all its indicator columns; `many` as in `parse_run`."""
    runs = []
    for head, cells in draft.cells.items():
        source: Source = cells[0] if len(cells) == 1 else Stream(cells)
        upper = _group(draft.upper.get(head, EMPTY), 1, taxonomy)
        first = NO_LABEL if upper else _group(draft.heads[head], 1, taxonomy)
        second = NO_LABEL if first else _group(draft.heads[head], 2, taxonomy)
        run = parse_run(source, taxonomy, first or second, many)
        runs.append(_under(run, second, upper) if second else run)
    if len(runs) == 1:
        return runs[0]
    prefixes = [run.prefix for run in runs if run.prefix and not is_no_fragment(run.prefix)]
    return Run(
        tuple(item for run in runs for item in run.items),
        fragments=(*prefixes, *(fragment for run in runs for fragment in run.fragments)),
    )


def _under(run: Run, second: Label, first: Label) -> Run:
    """The indicators of a column that stands for a 二级, its 一级 perhaps in the header above it."""
    items = (i for i in run.items if isinstance(i, Item))
    own = tuple(replace(i, level1=first, level2=second) if i.level1 is second else i for i in items)
    return replace(run, items=own)


# Every project of a list asks for the same few columns.
@lru_cache(maxsize=64)
def _group(head: Text, level: int, taxonomy: Taxonomy) -> Label:
    """The category that a column's header names, as in a list with a column per 一级 or 二级."""
    category = taxonomy.resolve(head.string, level) if head else None
    return Label("".join(head.string.split()), head, category=category.name) if category else NO_LABEL


def _drafts(rows: Sequence[ListRow], units: UnitRows, uppers: Mapping[str, Text]) -> list[_Draft]:
    """Projects with the rows that go on with them: rows without a name, and without money of their own."""
    drafts: list[_Draft] = []
    for index, (row, unit) in enumerate(zip(rows, units.units(), strict=True)):
        if units.is_unit[index] or units.is_total[index] or (not row.indicators and is_part(row)):
            continue
        goes_on = not row.name and drafts and not row.amounts
        if not goes_on:
            if not row.amounts and not row.goal and not row.indicators:
                continue
            drafts.append(_Draft(row, unit))
        if row.goal:
            drafts[-1].goals.append(row.goal)
        for head, cell in row.cells:
            drafts[-1].cells.setdefault(head.string, []).append(cell)
            drafts[-1].heads[head.string] = head
            drafts[-1].upper[head.string] = uppers.get(head.string, EMPTY)
    return [d for d in drafts if d.cells or d.goals or money_only(d.row)]


# Roles of such a list that are called otherwise where an indicator has a column for each of its fields.
_MEANS = {"name": "project", "unit": "organisation", "other": ""}


def list_fields(filled: Iterable[Collection[str]], amounts: bool, goal: bool) -> frozenset[str]:
    """What a list of running text has a place for, in which the items of its runs have values for these fields."""
    fields = {"level1", "level2", "name", "annual"}
    present = frozenset().union(*filled)
    fields.update(name for name in _EXTRA if name in present)
    if amounts:
        fields.add("amounts")
    if goal:
        fields.add("goal")
    return frozenset(fields)


def is_no_fragment(text: Text) -> bool:
    """Whether a text in front of the indicators says nothing: a heading, numbering, 无."""
    return _NO_FRAGMENT.fullmatch(squeeze(text.string[:60]).strip("：:；;，,。")) is not None
