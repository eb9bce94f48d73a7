"""Rows of money only: what a list's 合计 and a unit's row say, against the projects they are of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from perflint.checks.support.addends import in_one_unit, printed
from perflint.lazyclass import dataclass
from perflint.model import Amount, Project, Subtotal, Table
from perflint.taxonomy import Taxonomy
from perflint.text import squeeze


@dataclass(frozen=True, slots=True)
class Difference:
    """An amount of a subtotal that is not the sum of its projects'."""

    subtotal: Subtotal
    amount: Amount
    total: Decimal
    added: Decimal
    count: int


def differences(table: Table, tolerance: Decimal, taxonomy: Taxonomy) -> Iterator[Difference | str]:
    """For each row whose amounts are not the sums of its projects' the amounts that differ, or why nobody can say."""
    rows = Counter(squeeze(s.unit.string) for s in table.subtotals)
    for subtotal in table.subtotals:
        unit = squeeze(subtotal.unit.string)
        projects = [p for p in table.projects if not unit or squeeze(p.unit.string) == unit]
        if not projects or rows[unit] > 1:
            continue
        found = _compare(subtotal, projects, tolerance, table, taxonomy)
        if isinstance(found, str):
            yield found
        elif found and not _fits_otherwise(subtotal, projects, tolerance, table, taxonomy):
            yield from found


def _fits_otherwise(
    subtotal: Subtotal, projects: Sequence[Project], tolerance: Decimal, table: Table, taxonomy: Taxonomy
) -> bool:
    """Whether a unit's row is that of the whole department, the sum of all projects, or a project stands twice: at the
    end of a page and again on the next one."""
    once = {(p.name.string, *(a.value.string for a in p.amounts)): p for p in projects}
    readings = [list(table.projects)] if subtotal.unit else []
    if len(once) < len(projects):
        readings.append(list(once.values()))
    return any(not _compare(subtotal, reading, tolerance, table, taxonomy) for reading in readings)


def _compare(
    subtotal: Subtotal, projects: Sequence[Project], tolerance: Decimal, table: Table, taxonomy: Taxonomy
) -> list[Difference] | str:
    found: list[Difference] = []
    shift: Decimal | None = Decimal(0)
    complete = True
    for place, amount in enumerate(subtotal.amounts):
        key = (amount.source, amount.column)
        texts = [[a.value.string for a in p.amounts if (a.source, a.column) == key][:1] for p in projects]
        numbers = [printed(text) for text in (amount.value.string, *(t for own in texts for t in own))]
        read = [n for n in numbers if n is not None]
        values = in_one_unit(read, table.money_unit.string, taxonomy) if len(read) == len(numbers) else None
        if values is None:
            return "no-number"
        added = sum(values[1:], Decimal(0))
        difference = values[0] - added
        if abs(difference) > tolerance * len(projects):
            found.append(Difference(subtotal, amount, values[0], added, len(projects)))
            # Money that only changed columns: where cells are blank, a figure may have been read under its neighbour.
            shift = None if place == 0 or shift is None else shift + difference
        complete = complete and all(texts)
    if found and shift is not None and not complete and abs(shift) <= tolerance * len(projects):
        return "shifted-columns"
    return found
