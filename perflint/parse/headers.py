"""Finds the header rows of indicator tables and says which column means what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from perflint.parse.roles import HEADER_MARKS, LEVELS, NAMES, VALUES, block_of, role_of
from perflint.parse.rows import SHORT, Row, number_of, words_of
from perflint.parse.titles import is_title

# A header of more columns than this is no table that a person made.
_MAX_COLUMNS = 200
_LEADERS = LEVELS | frozenset(NAMES)
_BARE_NAMES = frozenset(("绩效指标", "指标"))
# No header of names or levels is without one of these: spares most rows the patterns.
_LEADING = re.compile("[级标称容别类]")
# Words that stand in a header's second or third row only, under a value column that was split.
_UNDER_VALUE = {
    "符号": "operator", "运算符": "operator", "性质": "operator", "数值": "annual", "值": "annual", "目标值": "annual",
    "数": "annual", "指标值": "annual", "单位": "unit", "计量单位": "unit", "度量单位": "unit", "年度": "annual",
    "全年": "annual", "当年": "annual", "本年": "annual", "本年度": "annual", "全年值": "annual", "实施周期": "period",
    "实施期": "period", "中期": "period", "长期": "period", "总体": "period", "半年": "half", "上半年": "half",
    "合计": "annual", "总计": "annual",
}  # fmt: skip
_TOTALS = ("小计", "合计", "总计")
_YEAR = re.compile(r"20\d\d年(?:度)?|(?:计算)?符号[及和、]?数值|值[及和、]单位")


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One column: what it means, its header's words, and for tables side by side which of them it belongs to."""

    index: int
    role: str
    label: str
    group: int = 0
    block: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Header:
    """A header over the laid-out rows `first` to `last`; `block` is "period" or "annual" where it says which."""

    first: int
    last: int
    columns: tuple[Column, ...]
    block: str = ""

    def roles(self) -> frozenset[str]:
        """The roles that its columns have."""
        return frozenset(column.role for column in self.columns)

    def find(self, role: str, group: int = 0) -> Column | None:
        """The first column of a role in a group."""
        return next((c for c in self.columns if c.role == role and c.group == group), None)


def find_headers(rows: Sequence[Row]) -> list[Header]:
    """All indicator headers, in order."""
    headers: list[Header] = []
    index = 0
    while index < len(rows):
        header = _header_at(rows, index, headers[-1].last + 1 if headers else 0)
        if header is None:
            index += 1
            continue
        headers.append(header)
        index = header.last + 1
    return headers


def _is_base(row: Row) -> bool:
    if not 2 <= len(row.filled) <= _MAX_COLUMNS:
        return False
    if not any(
        _LEADING.search(t) and role_of(t) in _LEADERS for c in row.filled if len(t := row.cells[c].text) <= SHORT
    ):
        return _is_bare_base(row)
    roles = [role_of(row.cells[c].text) for c in row.filled]
    known = {r for r in roles if r}
    if not known & (VALUES | {"note"}):
        return False
    if sum(map(bool, roles)) * 5 < len(roles) * 3 and not _levels_and_towns(row, known):
        return False
    strong = bool(known & {"level1", "level2", "level3"}) or len(known & VALUES) >= 2
    return strong or (bool(known & {"name", "content"}) and all(roles))


def _levels_and_towns(row: Row, known: set[str]) -> bool:
    """Whether levels and a value have behind them short words that no vocabulary holds: a column a town."""
    return len(known & LEVELS) >= 2 and all(row.words(c) and number_of(row.words(c)) is None for c in row.filled)


def _is_bare_base(row: Row) -> bool:
    """Whether a row heads a list without levels whose names stand under 绩效指标 or 指标."""
    if len(row.filled) < 3 or not any(row.words(c) in _BARE_NAMES for c in row.filled):
        return False
    roles = [role_of(row.cells[c].text) for c in row.filled]
    return all(roles) and roles.count("side") == 1 and bool(set(roles) & {"annual", "period"})


def _header_at(rows: Sequence[Row], index: int, floor: int) -> Header | None:
    row = rows[index]
    if not _is_base(row):
        return None
    first = index
    while first > floor and index - first < 2 and not rows[first].gap and _is_upper(rows[first - 1], row):
        first -= 1
    last = index
    while (
        last + 1 < len(rows) and last - index < 2 and not rows[last + 1].gap and _is_lower(rows[last + 1], rows[last])
    ):
        last += 1
    columns = _columns(rows[first : last + 1], rows[index])
    block = next(
        (b for c in row.filled[:1] if role_of(row.cells[c].text) == "side" and (b := block_of(row.cells[c].text))), ""
    )
    return Header(first, last, columns, block)


def _is_upper(row: Row, base: Row) -> bool:
    """Whether a row groups the columns of the header row under it: header words only, fewer than below or merged."""
    merged = any(row.cells[c].colspan > 1 or row.cells[c].rowspan > 1 for c in row.filled)
    if not 1 <= len(row.filled) <= _MAX_COLUMNS or (len(row.filled) < 2 and not merged):
        return False
    if len(row.filled) == 1 and is_title(row.cells[row.filled[0]].text):
        return False
    named = [role_of(row.cells[c].text) for c in row.filled]
    if not all(named) or not set(named) & {"side", "annual", "period", "project", "organisation", "amount"}:
        return False
    # A row of keys and values, or an earlier header, has no place above: it shares columns with the header below.
    return merged or not any(role_of(base.cell(c).text) for c in row.filled if role_of(row.cells[c].text) != "side")


def _is_lower(row: Row, upper: Row) -> bool:
    """Whether a row splits columns of the header row above it."""
    if len(row.filled) > _MAX_COLUMNS:
        return False
    words = [row.words(c).strip(HEADER_MARKS) for c in row.filled]
    if _splits_one_value(row, upper, words):
        return True
    if not all(w in _UNDER_VALUE or _YEAR.fullmatch(w) or role_of(w) for w in words):
        return False
    over = [_over(upper, c) for c in row.filled]
    return all(role_of(text) in ("annual", "period", "side", "actual", "amount", "baseline", "half") for text in over)


def _splits_one_value(row: Row, upper: Row, words: Sequence[str]) -> bool:
    """Whether a row holds nothing but short words under one value header that spans them: 合计, and a column a town."""
    if len(words) < 2 or not all(words) or any(any(sign.isdigit() for sign in word) for word in words):
        return False
    first = row.filled[0]
    head = upper.cell(first)
    if role_of(head.text) not in ("annual", "period", "actual"):
        return False
    # Without merged cells the blanks behind the header are its reach.
    blanks = next((c for c in upper.filled if c > first), len(upper.cells)) - first
    reach = head.colspan if head.colspan > 1 else blanks
    columns = row.filled
    return columns[-1] < first + reach and columns == tuple(range(first, first + len(columns)))


def _over(row: Row, column: int) -> str:
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


def _columns(rows: Sequence[Row], base: Row) -> tuple[Column, ...]:
    width = min(max(row.filled[-1] for row in rows) + 1, _MAX_COLUMNS)
    first_base = rows.index(base)
    made: list[Column] = []
    towns: list[int] = []
    for index in range(width):
        stack = [(row.cell(index).text, number) for number, row in enumerate(rows) if row.cell(index).text.strip()]
        if not stack:
            continue
        text, number = stack[-1]
        parents = [_over(rows[n], index) for n in range(number)]
        made.append(_column(index, text, [p for p in parents if p], number > first_base))
        if made[-1].role == "unknown" and any(role_of(p) == "annual" for p in parents):
            towns.append(index)
    if towns and not any(c.role == "annual" for c in made):
        # A column a town and none for all of them: the first speaks for the target.
        made = [replace(c, role="annual") if c.index == towns[0] else c for c in made]
    return _groups(made)


def _column(index: int, text: str, parents: list[str], below: bool) -> Column:
    words = words_of(text).strip(HEADER_MARKS)
    role = role_of(text)
    block = next((b for p in reversed(parents) if (b := block_of(p))), "")
    if below and (words in _UNDER_VALUE or _YEAR.fullmatch(words)):
        role = _UNDER_VALUE.get(words, "annual")
        over = {role_of(p) for p in parents}
        if role == "annual" and "actual" in over:
            role = "actual"
        elif words in _TOTALS and "amount" in over:
            role = "amount"
    if role == "annual" and block == "period":
        role = "period"
    if role == "amount" and parents:
        text = parents[-1] if not words or (words in _TOTALS and not block) else text
    return Column(index, role or "unknown", words_of(text).strip(HEADER_MARKS), 0, block)


def _groups(columns: list[Column]) -> tuple[Column, ...]:
    """Settle which column is the name, and number tables that stand side by side."""
    roles = {c.role for c in columns}
    name = next((r for r in NAMES if r in roles), "side" if _names_beside_levels(columns, roles) else "")
    start = next((c.index for c in columns if c.role == name), 0)
    any_behind = any(c.role == "weight" and c.index > start for c in columns)
    settled: list[Column] = []
    seen: set[str] = set()
    group = 0
    for column in columns:
        role = _settled(column, name, start, roles, any_behind)
        if role in seen and role in ("level1", "level2", "name") and (role != "level1" or "name" in seen):
            group += 1
            seen = set()
        if role not in ("unknown", "note", "side", "half"):
            seen.add(role)
        settled.append(Column(column.index, role, column.label, group, column.block))
    return tuple(settled)


def _names_beside_levels(columns: Sequence[Column], roles: set[str]) -> bool:
    """Whether 绩效指标 heads the names: where no level does, or behind those that do."""
    levels = [c.index for c in columns if c.role in LEVELS]
    return bool(roles & VALUES) and any(c.role == "side" and c.index > max(levels, default=-1) for c in columns)


def _settled(column: Column, name: str, start: int, roles: set[str], any_behind: bool) -> str:
    """A column's role, now that the name's column (`start`) and all roles of the header are known.

    `any_behind` tells whether a column of weights stands behind the names.
    """
    role = column.role
    if role == name:
        return "name"
    if role == "annual" and column.block == "period":
        return "period"
    if column.index < start and (role == "period" or (role == "annual" and column.label.endswith("目标"))):
        return "goal"
    if role == "goal" and column.index > start and not roles & {"annual", "period"}:
        return "annual"
    if role == "weight" and column.index < start and any_behind:
        return "unknown"  # the points of a level
    if role == "level3":
        return "unknown" if "level2" in roles else "level2"
    return {"content": "note", "name": "note", "level4": "unknown"}.get(role, role)
