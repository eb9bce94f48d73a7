"""Recognises list tables: one row per indicator, projects in a column of their own or none at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from perflint.model import EMPTY, Amount, Points, Project, Subtotal, Table, Text
from perflint.parse.blocks import INDICATOR_FIELDS, Block, read_block
from perflint.parse.entries import Context, Entry
from perflint.parse.fields import Fields, read_fields
from perflint.parse.goals import inline_goal
from perflint.parse.headers import meanings
from perflint.parse.indicators import make_indicators
from perflint.parse.listunits import is_organisation
from perflint.parse.outline import Outline, Part, title_of
from perflint.parse.rows import number_of
from perflint.parse.titles import kind_of, money_unit_of, without_code, without_own_level
from perflint.text import squeeze

_AMOUNT = "amount:"
_SUBTOTALS = frozenset({"小计", "合计", "总计", "单位小计", "单位合计", "项目合计", "项目小计"})
_BRACKETS = "()（）:："


@dataclass(slots=True, eq=False)
class _Read:
    """What stands under the headers of a list."""

    projects: list[Project] = field(default_factory=list)
    subtotals: list[Subtotal] = field(default_factory=list)
    fragments: list[Text] = field(default_factory=list)


def read_list(found: Outline, part: Part, index: int, context: Context) -> Table:
    """The table of the projects that a list has a column for, or of one project without a name."""
    above = found.rows[part.start : part.headers[0].first]
    fields = read_fields(above, context.dump)
    title = title_of(above, context.dump)
    block = read_block(found.rows, part.headers, part.stop, context)
    read = _projects(block, fields, context)
    projects = read.projects
    found_fields = _fields(block, (p for project in projects for p in project.points))
    if len(projects) == 1 and "goal" not in block.roles and not context.dump and (goal := inline_goal(above)):
        projects = [replace(projects[0], goal=goal)]
        found_fields |= {"goal"}
    return Table(
        index=index,
        kind=kind_of(title.string, block.roles),
        layout="columns",
        title=title,
        department=fields.department or fields.unit,
        year=fields.year,
        money_unit=fields.money_unit or _money_unit(found, part),
        fields=found_fields,
        projects=tuple(projects),
        subtotals=tuple(read.subtotals),
        fragments=tuple(read.fragments),
        dump=context.dump,
        columns=meanings(part.headers),
    )


def _projects(block: Block, fields: Fields, context: Context) -> _Read:
    """The projects under the headers of a list, and its rows of money only."""
    read = _Read()
    read.subtotals += [Subtotal(_label(entry), EMPTY, sums) for entry in block.totals if (sums := _amounts((entry,)))]
    unit = EMPTY
    for group in _numbered(_by_project(block.entries)):
        unit = next((e.text("organisation") for e in group if e.text("organisation")), unit)
        name = next((e.text("project") for e in group if e.text("project")), EMPTY)
        made = make_indicators(group, context)
        goal = next((e.text("goal") for e in group if e.text("goal")), EMPTY)
        amounts = _amounts(group)
        if not made.indicators and not goal and amounts and _is_subtotal(name):
            read.subtotals.append(Subtotal(name, without_code(unit), amounts))
            continue
        if not made.indicators and not goal and amounts and is_organisation(name.string, context.taxonomy):
            unit = name
            read.subtotals.append(Subtotal(name, without_code(name), amounts))
            continue
        if not made.indicators and not goal and not amounts:
            # A unit's name in a row of its own stands over its projects.
            unit = name if is_organisation(name.string, context.taxonomy) else unit
            continue
        read.fragments.extend(made.fragments)
        read.projects.append(
            Project(
                name=name or fields.name,
                unit=without_code(unit) or without_own_level(fields.unit),
                code=next((e.text("code") for e in group if e.text("code")), fields.code),
                goal=goal,
                amounts=amounts,
                points=made.points,
                total=block.total,
                indicators=made.indicators,
            )
        )
    return read


def _numbered(groups: Sequence[list[Entry]]) -> Sequence[list[Entry]]:
    """The groups, without the numbers that count projects: of one that counts indicators every row has one."""
    if any(0 < sum("sequence" in e.texts for e in group) < len(group) for group in groups):
        for group in groups:
            for entry in group:
                entry.texts.pop("sequence", None)
    return groups


def _money_unit(found: Outline, part: Part) -> Text:
    header = part.headers[0]
    return money_unit_of(
        Text.of(row.cells[c]) for row in found.rows[header.first : header.last + 1] for c in row.filled
    )


def _label(entry: Entry) -> Text:
    row = entry.row
    return Text.of(row.cells[row.filled[0]]).strip()


def _is_subtotal(name: Text) -> bool:
    """Whether the projects' column says 小计 or 合计: of the unit beside it, or of the list where there is none."""
    return squeeze(name.string).strip(_BRACKETS) in _SUBTOTALS


def _by_project(entries: Sequence[Entry]) -> list[list[Entry]]:
    """The rows of each project: a new one begins where another name (or unit), code or a new merged cell stands."""
    groups: list[list[Entry]] = []
    current = ("", "")
    # Without names of projects every unit has its own: a list by county.
    roles = (
        ("project", "code") if any(e.text("project") or e.text("code") for e in entries) else ("organisation", "code")
    )
    for entry in entries:
        name, code = (squeeze(entry.text(role).string) for role in roles)
        own = (name or current[0], code or current[1])
        if not groups or (own != current and roles[0] not in entry.merged):
            groups.append([])
        current = own
        groups[-1].append(entry)
    return groups


def _amounts(entries: Sequence[Entry]) -> tuple[Amount, ...]:
    """The amounts of a project: each column's first."""
    found: dict[str, Text] = {}
    for entry in entries:
        for role, text in entry.texts.items():
            if role.startswith(_AMOUNT) and number_of(text.string) is not None:
                found.setdefault(role.removeprefix(_AMOUNT), text)
    return tuple(Amount(source, "", text) for source, text in found.items())


def _fields(block: Block, points: Iterable[Points]) -> frozenset[str]:
    fields = {name for name in INDICATOR_FIELDS if name in block.roles}
    if "goal" in block.roles:
        fields.add("goal")
    if "amount" in block.roles:
        fields.add("amounts")
    if block.total is not None:
        fields.add("total")
    if any(True for _ in points):
        fields.add("points")
    return frozenset(fields)
