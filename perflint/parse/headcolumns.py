"""Says what each column under a header means, its one to three rows taken together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from perflint.parse.roles import HEADER_MARKS, LEVELS, NAMES, VALUES, block_of, role_of
from perflint.parse.rows import Row, words_of

# The role of a column whose header says nothing that is known.
UNKNOWN = "unknown"
# A header of more columns than this is no table that a person made.
MAX_COLUMNS = 200
# No value is cut into more pieces.
_FARTHEST = 8
# Words that stand in a header's second or third row only, under a value column that was split.
UNDER_VALUE = {
    "符号": "operator", "运算符": "operator", "性质": "operator", "数值": "annual", "值": "annual", "目标值": "annual",
    "数": "annual", "指标值": "annual", "单位": "unit", "计量单位": "unit", "度量单位": "unit", "年度": "annual",
    "全年": "annual", "当年": "annual", "本年": "annual", "本年度": "annual", "全年值": "annual", "实施周期": "period",
    "实施期": "period", "中期": "period", "长期": "period", "总体": "period", "半年": "half", "上半年": "half",
    "合计": "annual", "总计": "annual",
}  # fmt: skip
_IN_WORDS = re.compile(r"20\d\d(?=年)")
_TOTALS = ("小计", "合计", "总计")
YEAR = re.compile(r"20\d\d年(?:度)?|(?:计算)?符号[及和、]?数值|值[及和、]单位")


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One column: what it means, its header's words, and for tables side by side which of them it belongs to.

    `reach` is the number of columns that the header stands over: a value may be in several of them.
    """

    index: int
    role: str
    label: str
    group: int = 0
    block: str = ""
    reach: int = 1


def text_over(row: Row, column: int) -> str:
    """The header text that stands over a column: its own, a merged one's, or the next to the left."""
    own = row.cell(column).text
    if own.strip():
        return own
    for left in range(min(column, len(row.cells)) - 1, -1, -1):
        cell = row.cells[left]
        if cell.text.strip():
            reach = left + cell.colspan - 1
            return cell.text if cell.colspan == 1 or reach >= column else ""
    for left, cell in row.above.items():
        if left <= column < left + cell.colspan:
            return cell.text
    return ""


def read_columns(rows: Sequence[Row], base: Row) -> tuple[Column, ...]:
    """The columns under the rows of a header, of which `base` is the one with the levels."""
    width = min(max(row.filled[-1] for row in rows) + 1, MAX_COLUMNS)
    first_base = rows.index(base)
    made: list[Column] = []
    towns: list[int] = []
    for index in range(width):
        stack = [(row.cell(index).text, number) for number, row in enumerate(rows) if row.cell(index).text.strip()]
        if not stack:
            continue
        text, number = stack[-1]
        parents = [text_over(rows[n], index) for n in range(number)]
        made.append(_column(index, text, [p for p in parents if p], number > first_base))
        if made[-1].role == UNKNOWN and any(role_of(p) == "annual" for p in parents):
            towns.append(index)
    roles = {c.role for c in made}
    if "level3" in roles and not roles & {"annual", "period", "actual"}:
        names = max(c.index for c in made if c.role == "level3")
        towns = towns or [c.index for c in made if c.role == UNKNOWN and c.index > names]
        towns = towns or [c.index for c in made if c.label == "优"]
    if towns and "annual" not in roles:
        # A column a town and none for all of them: the first speaks for the target.
        made = [replace(c, role="annual") if c.index == towns[0] else c for c in made]
    return _groups(_reaching(_of_their_years(made), rows))


def _of_their_years(columns: Sequence[Column]) -> list[Column]:
    """Tell what was reached before from what was reached in the target's own year, by the years in the headers."""
    annual = next((m.group() for c in columns if c.role == "annual" and (m := _IN_WORDS.search(c.label))), "")
    scored = any(c.role in ("weight", "score", "reason") for c in columns)
    taken = any(c.role == "actual" for c in columns)
    made = []
    for column in columns:
        year = _IN_WORDS.search(column.label) if column.role == "baseline" else None
        own = year is not None and not taken and (year.group() == annual if annual else scored)
        made.append(replace(column, role="actual") if own else column)
    return made


def _reaching(columns: Sequence[Column], rows: Sequence[Row]) -> list[Column]:
    """The columns with their reach: up to the next one that has a header of its own."""
    made = []
    for column, following in pairwise((*columns, None)):
        if column is None:
            continue
        merged = max((c.colspan for row in rows if (c := row.cell(column.index)).text.strip()), default=1)
        room = following.index - column.index if following else merged
        made.append(replace(column, reach=max(1, min(room, _FARTHEST))))
    return made


def _column(index: int, text: str, parents: list[str], below: bool) -> Column:
    words = words_of(text).strip(HEADER_MARKS)
    role = role_of(text)
    block = next((b for p in reversed(parents) if (b := block_of(p))), "")
    if below and (words in UNDER_VALUE or YEAR.fullmatch(words)):
        role = UNDER_VALUE.get(words, "annual")
        over = {role_of(p) for p in parents}
        if role == "annual" and "actual" in over:
            role = "actual"
        elif words in _TOTALS and "amount" in over:
            role = "amount"
    if role == "annual" and block == "period":
        role = "period"
    if below and role == "unit" and parents and role_of(parents[-1]) == "actual":
        role = "actual unit"
    if below and not role and parents and (whole := role_of(parents[-1])) in ("reason", "note"):
        role = whole
    if role == "amount" and parents:
        text = parents[-1] if not words or (words in _TOTALS and not block) else text
    return Column(index, role or UNKNOWN, words_of(text).strip(HEADER_MARKS), 0, block)


def _groups(columns: list[Column]) -> tuple[Column, ...]:
    """Settle which column is the name, and number tables that stand side by side."""
    roles = {c.role for c in columns}
    name = next((r for r in NAMES if r in roles), "side" if _names_beside_levels(columns, roles) else "")
    start = next((c.index for c in columns if c.role == name), 0)
    behind = {c.role for c in columns if c.index > start}
    settled: list[Column] = []
    seen: set[str] = set()
    group = 0
    for column in columns:
        role = _settled(column, name, start, roles, behind)
        if role in seen and role in ("level1", "level2", "name") and (role != "level1" or "name" in seen):
            group += 1
            seen = set()
        if role not in (UNKNOWN, "note", "side", "half"):
            seen.add(role)
        settled.append(replace(column, role=role, group=group))
    return tuple(settled)


def _names_beside_levels(columns: Sequence[Column], roles: set[str]) -> bool:
    """Whether 绩效指标 heads the names: where no level does, or behind those that do."""
    levels = [c.index for c in columns if c.role in LEVELS]
    return bool(roles & VALUES) and any(c.role == "side" and c.index > max(levels, default=-1) for c in columns)


def _settled(column: Column, name: str, start: int, roles: set[str], behind: set[str]) -> str:
    """A column's role, now that the name's column (`start`), all roles and those behind the names are known."""
    role = column.role
    if role == name:
        return "pair" if name == "pair" else "name"
    if role == "annual" and column.block == "period":
        return "period"
    if column.index < start and (role == "period" or (role == "annual" and column.label.endswith("目标"))):
        return "goal"
    if role == "goal" and column.index > start and not roles & {"annual", "period"}:
        return "annual"
    if role == "organisation" and column.index > start:
        return UNKNOWN  # who answers for the indicator
    if role == "unit" and column.label == "单位" and column.index < start and "project" in roles:
        return "organisation"
    if role == "weight" and column.index < start and role in behind:
        return UNKNOWN  # the points of a level
    if role == "actual" and column.index < start and role in behind:
        return "side"  # 绩效指标完成情况 at the side of the whole block
    if role == "level3":
        return UNKNOWN if "level2" in roles else "level2"
    return {"content": "note", "name": "note", "level4": UNKNOWN}.get(role, role)
