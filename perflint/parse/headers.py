"""Finds the header rows of indicator tables and says which column means what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from perflint.parse.headcolumns import MAX_COLUMNS, UNDER_VALUE, UNKNOWN, YEAR, Column, read_columns, text_over
from perflint.parse.roles import HEADER_MARKS, LEVELS, NAMES, VALUES, block_of, role_of
from perflint.parse.rows import SHORT, Row, number_of
from perflint.parse.titles import is_title

_LEADERS = LEVELS | frozenset(NAMES)
_ALL_LEVELS = frozenset(("level1", "level2", "level3"))
_BARE_NAMES = frozenset(("绩效指标", "指标"))
# No header of names or levels is without one of these: spares most rows the patterns.
_LEADING = re.compile("[级标称容别类]")


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


def meanings(headers: Iterable[Header]) -> tuple[tuple[str, str], ...]:
    """The words over each column with its role, "" where it has none; each pair once, in the order of the columns."""
    columns = (c for header in headers for c in header.columns if c.label)
    return tuple(dict.fromkeys((c.label, "" if c.role == UNKNOWN else c.role) for c in columns))


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
    if not 2 <= len(row.filled) <= MAX_COLUMNS:
        return False
    if not any(
        _LEADING.search(t) and role_of(t) in _LEADERS for c in row.filled if len(t := row.cells[c].text) <= SHORT
    ):
        return _is_bare_base(row)
    roles = [role_of(row.cells[c].text) for c in row.filled]
    known = {r for r in roles if r}
    if not known & (VALUES | {"note"}) and not (known >= _ALL_LEVELS and len(row.filled) > len(_ALL_LEVELS)):
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
    known = sum(map(bool, roles)) * 4 >= len(roles) * 3
    return known and roles.count("side") == 1 and bool(set(roles) & {"annual", "period"})


def _header_at(rows: Sequence[Row], index: int, floor: int) -> Header | None:
    row = rows[index]
    if not _is_base(row):
        return None
    first = index
    while first > floor and index - first < 2 and not rows[first].gap and _is_upper(rows[first - 1], row):
        first -= 1
    last = index
    while last + 1 < len(rows) and last - index < 2 and not rows[last + 1].gap:
        if not _is_lower(rows[last + 1], rows[last]) and not _reaches(row, rows[last + 1]):
            break
        last += 1
    columns = read_columns(rows[first : last + 1], rows[index])
    block = next(
        (b for c in row.filled[:1] if role_of(row.cells[c].text) == "side" and (b := block_of(row.cells[c].text))), ""
    )
    return Header(first, last, columns, block)


def _is_upper(row: Row, base: Row) -> bool:
    """Whether a row groups the columns of the header row under it: header words only, fewer than below or merged."""
    merged = any(row.cells[c].colspan > 1 or row.cells[c].rowspan > 1 for c in row.filled)
    if not 1 <= len(row.filled) <= MAX_COLUMNS or (len(row.filled) < 2 and not merged):
        return False
    if len(row.filled) == 1 and is_title(row.cells[row.filled[0]].text):
        return False
    named = [role_of(row.cells[c].text) for c in row.filled]
    known = all(named) or (len(named) > 3 and sum(map(bool, named)) * 4 >= len(named) * 3)
    if not known or not set(named) & {"side", "annual", "period", "project", "organisation", "amount"}:
        return False
    # A row of keys and values, or an earlier header, has no place above: it shares columns with the header below.
    if merged and any(
        role in ("project", "organisation", "code") and row.cells[c].rowspan == 1 and base.cell(c).text.strip()
        for c, role in zip(row.filled, named, strict=True)
    ):
        return False
    return merged or not any(role_of(base.cell(c).text) for c in row.filled if role_of(row.cells[c].text) != "side")


def _reaches(base: Row, row: Row) -> bool:
    """Whether merged cells of a header reach down into a row, which then belongs to the header."""
    heads = [c for c in base.filled if row.above.get(c) is base.cells[c]]
    return sum(role_of(base.cells[c].text) not in ("", "side") for c in heads) >= 2


def _is_lower(row: Row, upper: Row) -> bool:
    """Whether a row splits columns of the header row above it."""
    if len(row.filled) > MAX_COLUMNS:
        return False
    words = [row.words(c).strip(HEADER_MARKS) for c in row.filled]
    if _splits_one_value(row, upper, words):
        return True
    if not all(w in UNDER_VALUE or YEAR.fullmatch(w) or role_of(w) for w in words):
        return False
    heads = [role_of(text_over(upper, c)) for c in row.filled]
    return all(role in ("annual", "period", "side", "actual", "amount", "baseline", "half") for role in heads)


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
