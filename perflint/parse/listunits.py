"""Tells the rows of a list apart that hold money only: totals, units' rows, projects without anything else."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from perflint.model import EMPTY, Subtotal, Text
from perflint.parse.listrows import ListRow
from perflint.parse.titles import unit_key, without_code, without_own_level
from perflint.taxonomy import Taxonomy
from perflint.text import squeeze

_TOTALS = frozenset({"合计", "总计", "共计", "总合计", "项目合计", "项目支出合计", "合计数", "支出合计", "预算合计"})
_PARTS = ("小计", "本页", "其中", "其中:", "注", "备注", "说明")
_NO_UNIT = ("项目", "经费", "资金", "支出", "补助", "费用")
_ROUNDING = Decimal("0.005")


def is_total(row: ListRow) -> bool:
    """Whether a row is the list's 合计."""
    # Nothing but the sign itself folds to it.
    return bool(row.amounts) and "计" in row.name.string and squeeze(row.name.string).strip("：:()（）") in _TOTALS


def is_part(row: ListRow) -> bool:
    """Whether a row only repeats a part of others (小计, 其中…) or remarks on the list."""
    name = squeeze(row.name.string)
    return name.endswith("小计") or name.startswith(_PARTS)


def money_only(row: ListRow) -> bool:
    """A name and amounts, no goal and no indicators."""
    return bool(row.name) and bool(row.amounts) and not row.goal and not row.indicators


def is_organisation(name: str, taxonomy: Taxonomy) -> bool:
    """Whether a name is an organisation's: it ends like one and speaks of no project and no money."""
    key = unit_key(name)
    if not 3 <= len(key) <= 40 or any(word in key for word in (*_NO_UNIT, ":", "。")):
        return False
    return key.endswith(tuple(taxonomy.words.get("organisations", ())) or ("局", "委", "中心", "院", "校"))


class UnitRows:
    """Walks over the rows of a list and knows whose projects they are."""

    def __init__(self, rows: Sequence[ListRow], department: Text, taxonomy: Taxonomy) -> None:
        self.rows = rows
        self.department = without_own_level(without_code(department))
        self.taxonomy = taxonomy
        self.is_total = [is_total(row) for row in rows]
        self.is_unit = [self._unit_row(i) for i in range(len(rows))]

    def _unit_row(self, index: int) -> bool:
        row = self.rows[index]
        if row.name and not (row.amounts or row.goal or row.indicators):
            return is_organisation(row.name.string, self.taxonomy)
        if not money_only(row) or self.is_total[index]:
            return False
        if self.department and unit_key(row.name.string) == unit_key(self.department.string):
            return True
        return is_organisation(row.name.string, self.taxonomy) or self._is_sum(index)

    def _is_sum(self, index: int) -> bool:
        total, added, count = self.rows[index].total, Decimal(0), 0
        for place in range(index + 1, len(self.rows)):
            row = self.rows[place]
            if money_only(row):
                break
            if row.amounts:
                added += row.total or Decimal(0)
                count += 1
        return total is not None and count > 0 and abs(total - added) <= _ROUNDING * count

    def units(self) -> list[Text]:
        """For every row the budget unit that it belongs to: the nearest unit row above, else the header's."""
        current = self.department
        found = []
        for row, own in zip(self.rows, self.is_unit, strict=True):
            if own:
                current = without_code(row.name)
            found.append(row.unit if row.unit else current)
        return found

    def subtotals(self) -> tuple[Subtotal, ...]:
        """The 合计 row and the units' rows. A unit whose rows are all units' rows again adds nothing to check,
        unless it is the 合计 under another name."""
        found: list[Subtotal] = []
        totals = [row for row, total in zip(self.rows, self.is_total, strict=True) if total]
        for index, row in enumerate(self.rows):
            if row in totals[:1]:
                found.append(Subtotal(row.name, EMPTY, row.amounts))
            elif self.is_unit[index] and row.amounts:
                if self._has_projects(index):
                    found.append(Subtotal(row.name, without_code(row.name), row.amounts))
                elif not totals and index == 0:
                    found.append(Subtotal(row.name, EMPTY, row.amounts))
        return tuple(found)

    def _has_projects(self, index: int) -> bool:
        following = index + 1
        while following < len(self.rows) and (is_part(self.rows[following]) or self.is_total[following]):
            following += 1
        return following < len(self.rows) and not self.is_unit[following]
