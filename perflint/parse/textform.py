"""Recognises forms whose indicators stand as running text beside a label: 绩效指标, or one per category."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from perflint.model import EMPTY, NO_LABEL, Cell, Document, Indicator, Label, Project, Table, Text
from perflint.parse.fields import has_project_key, read_fields
from perflint.parse.funding import read_funding
from perflint.parse.goals import read_goals
from perflint.parse.itembuilder import Item
from perflint.parse.labels import is_category, read_label
from perflint.parse.listing import list_fields
from perflint.parse.outline import title_of
from perflint.parse.roles import role_of
from perflint.parse.rows import Row, lay_out, tidy
from perflint.parse.running import ReadItem, parse_run, to_indicators
from perflint.parse.source import paragraphs
from perflint.parse.titles import kind_of
from perflint.parse.wording import bare_name
from perflint.taxonomy import Taxonomy

# A text of fewer characters holds no indicator.
_SHORTEST = 8


def recognise(
    rows: Sequence[tuple[Cell, ...]], document: Document, taxonomy: Taxonomy, first_index: int
) -> list[Table]:
    """Such forms among the rows, each a table of one project; [] where there are none."""
    laid = lay_out(rows)
    keyed = [has_project_key(row) for row in laid]
    # A form's keys may take several rows: name and code below each other.
    starts = [index for index, key in enumerate(keyed) if key and not (index and keyed[index - 1])]
    tables: list[Table] = []
    begin = 0
    for start, stop in zip(starts, [*starts[1:], len(laid)], strict=False):
        table = _table(laid[begin:stop], taxonomy, first_index + len(tables))
        begin = start if table is None else stop
        if table is not None:
            tables.append(table)
    return tables


def _table(rows: Sequence[Row], taxonomy: Taxonomy, index: int) -> Table | None:
    items: list[ReadItem] = []
    indicators: list[Indicator] = []
    first = len(rows)
    for number, row in enumerate(rows):
        found, made = _read(row, taxonomy, len(indicators) + 1)
        if made:
            first = min(first, number)
            items.extend(found)
            indicators.extend(made)
    if not indicators:
        return None
    above = rows[:first]
    fields, funding = read_fields(above, False), read_funding(above)
    goals = read_goals(above[funding.end :], False)
    title = title_of(above, False)
    known = list_fields((item.fields for item in items), funding.found, goals.has_goal)
    return Table(
        index=index,
        kind=kind_of(title.string, known),
        layout="running-text",
        title=title,
        department=fields.department,
        year=fields.year,
        money_unit=fields.money_unit,
        fields=known,
        projects=(
            Project(
                name=fields.name,
                unit=fields.unit,
                code=fields.code,
                goal=goals.goal,
                amounts=funding.amounts,
                indicators=tuple(indicators),
            ),
        ),
    )


def _read(row: Row, taxonomy: Taxonomy, first_index: int) -> tuple[tuple[ReadItem, ...], tuple[Indicator, ...]]:
    """The indicators of a row whose cells to the left are labels: of a running text, or one's name and target."""
    last = row.filled[-1]
    cell = row.cells[last]
    before = [row.cells[c] for c in row.filled[:-1]] + [c for column, c in row.above.items() if column < last]
    labels, rest = _labels(before, taxonomy)
    if len(rest) == 1 and labels[2]:
        name = bare_name(Text.of(rest[0]))
        item = Item(first_index, EMPTY, labels[1], labels[2], name, {"annual": tidy(Text.of(cell))}, place=name)
        return (item,), to_indicators((item,), False, first_index)
    if rest or len(cell.text) < _SHORTEST or not before:
        return (), ()
    run = parse_run(paragraphs(cell), taxonomy, labels[1] or labels[2])
    made = to_indicators(run.items, any(not item.loose for item in run.items), first_index)
    if labels[2]:
        made = tuple(i if i.level2 else replace(i, level1=labels[1], level2=labels[2]) for i in made)
    return run.items, made


def _labels(cells: Sequence[Cell], taxonomy: Taxonomy) -> tuple[dict[int, Label], list[Cell]]:
    """The labels by level among the cells in front of a text, each cell's once, and the cells that are none."""
    found = {1: NO_LABEL, 2: NO_LABEL}
    left = [cell for cell in cells if role_of(cell.text) != "side"]
    for level in found:
        cell = next((c for c in left if is_category(c.text, taxonomy, level)), None)
        if cell is not None:
            left.remove(cell)
            found[level] = read_label(Text.of(cell), level, taxonomy).label
    return found, left
