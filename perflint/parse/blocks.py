"""Puts together what stands under the headers of one table, long-term and annual blocks told apart."""

from __future__ import annotations

from collections.abc import Sequence

from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import EMPTY, Text, Total
from perflint.parse.align import Schema, schema_of, usual_schema
from perflint.parse.entries import Context, Entry
from perflint.parse.headers import Header
from perflint.parse.roles import block_of
from perflint.parse.rows import Row, words_of
from perflint.parse.sections import Section, read_section
from perflint.text import han_count

INDICATOR_FIELDS = (
    *("level1", "level2", "name", "period", "annual", "actual", "weight", "score", "reason"),
    *("note", "formula", "unit", "baseline"),
)
_NUMERALS = "一二三四五六七八九"
_SUBGOAL = lazy_regex(r"(?:年度)?(?:绩效)?(?:总体)?目标([1-9]\d?|[一二三四五六七八九])[:：]?(?:\(\d+分?\))?[:：]?")

# A line of its own over a header: (一)长期绩效指标, 年度绩效指标:.
_HEADING = lazy_regex(
    r"(?:\(?[一二三四五六七八九\d]{1,2}[).、]{1,2})?(?:项目)?(?:20\d\d)?(?:长期|中期|中长期|总体|实施周期|实施期|规划期|项目期|年度?|本年度?|当年|全年)"
    r"(?:目标)?(?:绩效)?(?:目标)?指标[:：]?"
)


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """What stands under all headers of one table; `roles` are its columns'."""

    entries: tuple[Entry, ...]
    total: Total | None
    reason: Text
    roles: frozenset[str]
    totals: tuple[Entry, ...] = ()


def read_block(
    rows: Sequence[Row], headers: Sequence[Header], stop: int, context: Context, known: Schema | None = None
) -> Block:
    """Read the rows under all headers of a table, the last of which ends at `stop`."""
    entries: list[Entry] = []
    totals: list[Entry] = []
    total: Total | None = None
    reason = EMPTY
    roles: set[str] = set()
    stops = [h.first for h in headers[1:]] + [stop]
    for header, end in zip(headers, stops, strict=True):
        section = read_section(rows, header, end, context, known)
        _mark_blocks(section.entries, header, _subgoal_above(rows, header), _headed(rows, header, end))
        roles |= _roles(section, header, context, known)
        entries.extend(section.entries)
        totals.extend(section.totals)
        total = section.total or total
        reason = section.reason or reason
    return Block(tuple(entries), total, reason, frozenset(roles), tuple(totals))


def _roles(section: Section, header: Header, context: Context, known: Schema | None) -> set[str]:
    roles = set(header.roles())
    if context.dump and schema_of(header) is None:
        roles.update(usual_schema(header, known).values())
    if "pair" in roles:
        roles.update(("name", "annual"))
    roles.update(r for r in ("level1", "level2") if section.entries and all(r in e.texts for e in section.entries))
    if not roles.isdisjoint(("category", "direction")):
        roles.update(r for e in section.entries for r in ("level1", "level2") if r in e.texts)
    blocks = {e.block for e in section.entries}
    if "period" in blocks and "annual" in roles:
        roles.add("period")
        if blocks == {"period"}:
            roles.discard("annual")
    return roles


def _mark_blocks(entries: Sequence[Entry], header: Header, above: int, headed: dict[Row, str]) -> None:
    """Note for every entry whether it belongs to the long term or the year, and to which sub-goal."""
    block = header.block
    subgoal = max((_subgoal(column.label) for column in header.columns), default=0) or above
    for entry in entries:
        side = entry.text("side").string
        if 2 <= han_count(words_of(side)) <= 16:
            block = block_of(side) or block
        subgoal = _subgoal(words_of(entry.text("side").string)) or subgoal
        entry.block = entry.block or block or headed.get(entry.row, "")
        entry.subgoal = subgoal


def is_subgoal(row: Row) -> bool:
    """Whether a row states one of several goals, its number in the label."""
    return _subgoal(row.words(row.filled[0])) > 0


def _subgoal_above(rows: Sequence[Row], header: Header) -> int:
    """The number of the sub-goal that the row over a header states, 0 where there is none."""
    return _subgoal(rows[header.first - 1].words(rows[header.first - 1].filled[0])) if header.first > 0 else 0


def _headed(rows: Sequence[Row], header: Header, stop: int) -> dict[Row, str]:
    """The block of each row, as a line of its own names it: over the header, or between the rows under it.

    Empty where the columns themselves tell the long term and the year apart.
    """
    headed: dict[Row, str] = {}
    if {"period", "annual"} <= header.roles():
        return headed
    block = _heading(rows[header.first - 1]) if header.first > 0 else ""
    for row in rows[header.last + 1 : stop]:
        block = _heading(row) or block
        headed[row] = block
    return headed


def _heading(row: Row) -> str:
    """Which block a line of its own names, "" where it is none."""
    if len(row.filled) != 1:
        return ""
    words = row.words(row.filled[0])
    return block_of(words) if _HEADING.fullmatch(words) else ""


def _subgoal(words: str) -> int:
    """The number of the sub-goal that a side label names, 0 where it names none."""
    match = _SUBGOAL.fullmatch(words)
    if match is None:
        return 0
    digits = match.group(1)
    return int(digits) if digits.isdigit() else _NUMERALS.index(digits) + 1
