"""Recognises forms: one project with header fields, money, goal and an indicator block."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from perflint.model import Execution, Indicator, Project, Table, Text
from perflint.parse.align import Schema, schema_of
from perflint.parse.blocks import INDICATOR_FIELDS, is_subgoal, read_block
from perflint.parse.entries import Context
from perflint.parse.fields import read_fields
from perflint.parse.funding import Funding, read_funding
from perflint.parse.goals import Goals, read_goals, states_goal
from perflint.parse.headers import meanings
from perflint.parse.indicators import make_indicators
from perflint.parse.outline import Outline, Part, title_of
from perflint.parse.titles import kind_of
from perflint.text import squeeze


def settle(tables: Sequence[Table]) -> list[Table]:
    """Forms of one file with what they tell of one another: the unit's name in a dump, a title over all of them."""
    return _agree_on_units(tables) if any(table.dump for table in tables) else _with_common_title(tables)


def _with_common_title(tables: Sequence[Table]) -> list[Table]:
    """Forms without a title of their own stand under the first one's."""
    return [t if t.title else replace(t, title=tables[0].title, kind=tables[0].kind) for t in tables]


def best_schema(found: Outline) -> Schema | None:
    """The schema that most forms of the file have: for those whose header lost columns."""
    schemas = [s for part in found.parts for h in part.headers if (s := schema_of(h)) is not None]
    counted = Counter(tuple(sorted(s.items())) for s in schemas)
    return dict(counted.most_common(1)[0][0]) if counted else None


def read_form(found: Outline, part: Part, index: int, context: Context, known: Schema | None) -> Table:
    """The table of one project that a form makes."""
    above = found.rows[part.start : part.headers[0].first]
    title = title_of(above, context.dump)
    fields = read_fields(above, context.dump)
    funding = read_funding(above)
    below = found.rows[part.headers[0].last + 1 : part.stop]
    later = [row for row in below if len(row.filled) <= 3 and is_subgoal(row)]
    goals = read_goals([*above[funding.end :], *later], context.dump)
    if not goals.has_goal:
        goals = read_goals(above, context.dump)
    if not goals.goal and not context.dump:
        stated = [row for row in below if states_goal(row)]
        goals = read_goals(stated, False) if stated else goals
    block = read_block(found.rows, part.headers, part.stop, context, known)
    made = make_indicators(block.entries, context)
    project = Project(
        name=fields.name,
        unit=fields.unit,
        code=fields.code,
        goal=goals.goal,
        completion=goals.completion,
        amounts=funding.amounts,
        execution=_execution(funding.execution, made.execution),
        points=made.points,
        total=block.total,
        indicators=_with_reason(made.indicators, block.reason),
    )
    return Table(
        index=index,
        kind=kind_of(title.string, block.roles),
        layout="form",
        title=title,
        department=fields.department,
        year=fields.year,
        money_unit=fields.money_unit,
        fields=_fields(block.roles, funding, goals, project),
        projects=(project,),
        fragments=made.fragments,
        dump=context.dump,
        columns=meanings(part.headers),
    )


def _with_reason(indicators: Sequence[Indicator], reason: Text) -> tuple[Indicator, ...]:
    """One reason for the whole form counts for the indicators that it names."""
    words = squeeze(reason.string[:5000])
    return tuple(
        replace(i, reason=reason) if words and i.name and not i.reason and squeeze(i.name.string) in words else i
        for i in indicators
    )


def _execution(block: Execution | None, row: Execution | None) -> Execution | None:
    """The execution of the money block; points that stand in a row of the indicators are added."""
    if block is None or row is None:
        return block or row
    return Execution(
        block.budget, block.executed, block.rate or row.rate, block.weight or row.weight, block.score or row.score
    )


def _fields(roles: frozenset[str], funding: Funding, goals: Goals, project: Project) -> frozenset[str]:
    fields = {name for name in INDICATOR_FIELDS if name in roles}
    if goals.has_goal:
        fields.add("goal")
    if goals.has_completion:
        fields.add("completion")
    if funding.found:
        fields.add("amounts")
    if project.execution is not None:
        fields.add("execution")
    if project.total is not None:
        fields.add("total")
    if project.points:
        fields.add("points")
    return frozenset(fields)


def _agree_on_units(tables: Sequence[Table]) -> list[Table]:
    """Take the signs out of a unit's name that the other forms of the dump do not have in it."""
    names = Counter(t.projects[0].unit.string for t in tables if t.projects[0].unit)
    if not names:
        return list(tables)
    usual, count = names.most_common(1)[0]
    if count * 2 <= len(tables):
        return list(tables)
    agreed = []
    for table in tables:
        project = table.projects[0]
        mended = _mended(project.unit, usual)
        agreed.append(replace(table, projects=(replace(project, unit=mended),)) if mended is not None else table)
    return agreed


def _mended(unit: Text, usual: str) -> Text | None:
    """The unit without up to three signs too many, None where that does not give the usual name."""
    if not 0 < len(unit) - len(usual) <= 3:
        return None
    kept: list[Text] = []
    start = place = 0
    for char in usual:
        found = unit.string.find(char, place)
        if found < 0:
            return None
        if found > place:
            kept.append(unit.slice(start, place))
            start = found
        place = found + 1
    return Text.join([*kept, unit.slice(start, place)])
