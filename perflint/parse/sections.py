"""Reads the rows under an indicator header into entries, and tells totals and closing remarks from indicators."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from perflint.model import EMPTY, Cell, Text, Total
from perflint.parse.align import Schema, align, is_ragged, schema_of, usual_schema
from perflint.parse.entries import Context, Entry
from perflint.parse.goals import goal_label
from perflint.parse.headers import Column, Header
from perflint.parse.labels import is_category
from perflint.parse.roles import role_of
from perflint.parse.rows import BLANK, SHORT, Row, is_filler, number_of, tidy, words_of
from perflint.parse.titles import is_heading_line

_TOTAL = re.compile(
    r"(?:自评|绩效|指标|项目|评价|综合)?(?:总分|合计|总计|小计|总得分|合计得分|得分合计|总评分|评分合计|合计总分|分值合计|总分值|共计)(?:\(\d+分?\))?[:：]?"
)
_CLOSING = re.compile(
    r"(?:填报|填表|制表|经办|联系|单位负责|项目负责|部门负责|主管|财务负责|分管)人|联系电话|电话|负责人|填报日期|审核|.{0,6}(?:意见|评价结论|自评结论|绩效结论)"
    r"|.{0,4}存在(?:的)?(?:主要)?问题|.{0,6}(?:改进|整改)(?:措施|建议)|下一步|有关建议|其他需要|填表说明|备注[:：]|说明[:：]|注[:：\d]|注$|备注$|说明$|评价等级|等级|绩效等级"
)
_REASON = re.compile(r".{0,20}原因.{0,20}")
_LABEL_ROLES = ("level1", "level2", "project", "organisation", "goal", "side", "code")
# The roles whose text holds for every row of a merged cell; a number in a merged cell counts once.
_SPREADING = frozenset(
    (*_LABEL_ROLES, "name", "annual", "period", "actual", "unit", "note", "formula", "reason", "operator")
)


@dataclass(slots=True, eq=False)
class Section:
    """What stands under one header; `totals` are the rows of a list's 合计."""

    entries: list[Entry] = field(default_factory=list)
    total: Total | None = None
    reason: Text = EMPTY
    totals: list[Entry] = field(default_factory=list)


def read_section(rows: Sequence[Row], header: Header, stop: int, context: Context, known: Schema | None) -> Section:
    """Read the rows behind a header up to `stop`; `known` is the schema of another form, for damaged headers."""
    section = Section()
    body: list[Row] = []
    listed = bool(header.roles() & {"project", "amount"})
    for index in range(header.last + 1, stop):
        row = rows[index]
        if _is_total(row, header):
            if listed:
                section.totals.extend(_read_row(row, header))
            else:
                section.total = _read_total(row, header)
                section.reason = _reason_below(rows, index + 1, stop)
                break
            continue
        if (text := _reason_of(row)) is not None:
            section.reason = section.reason or text
            break
        if _closes(row, header, context):
            break
        if not _is_stray(row) and not _numbers_columns(row):
            body.append(row)
    _read_body(section, body, header, context, known)
    return section


def _read_body(section: Section, body: list[Row], header: Header, context: Context, known: Schema | None) -> None:
    schema = schema_of(header)
    spans = any(row.above for row in body) or any(c.colspan > 1 or c.rowspan > 1 for row in body for c in row.cells)
    if spans or any(c.group for c in header.columns):
        schema = None
    elif context.dump:
        schema = schema or usual_schema(header, known)
    elif schema is not None and not is_ragged(body, schema, context):
        schema = None
    if schema is not None:
        section.entries = align(body, schema, context)
        for entry in section.entries:
            entry.texts = {r: t if r.startswith("level") else tidy(t, context.dump) for r, t in entry.texts.items()}
    else:
        section.entries = [entry for row in body for entry in _read_row(row, header)]
    while section.entries and section.total is None and _is_bare_total(section.entries[-1], context):
        row = section.entries.pop().row
        numbers = [Text.of(row.cells[c]).strip() for c in row.filled if number_of(row.cells[c].text) is not None]
        section.total = Total(numbers[0], numbers[1]) if len(numbers) > 1 else Total(EMPTY, numbers[0])
    _settle_category(section.entries, context)


def _settle_category(entries: Sequence[Entry], context: Context) -> None:
    """Where one column holds the categories, say of which level they are.

    A column 指标类型 says 定量 or 正向 in most tables; it is one of categories where it holds nothing else.
    """
    levelled = any(role in entry.texts for entry in entries for role in ("level1", "level2", "category"))
    column = "category" if levelled else "direction"
    labels = [text.string for e in entries if (text := e.text(column))]
    first = sum(is_category(label, context.taxonomy, 1) for label in labels)
    second = sum(is_category(label, context.taxonomy, 2) for label in labels)
    if not levelled and not (labels and max(first, second) == len(labels)):
        return
    role = "level1" if first > second else "level2"
    for entry in entries:
        if column in entry.texts:
            entry.texts.setdefault(role, entry.texts.pop(column))


def _is_total(row: Row, header: Header) -> bool:
    first = next((c for c in row.filled if row.words(c) and role_of(row.cells[c].text) != "side"), row.filled[0])
    words = row.words(first)
    if _TOTAL.fullmatch(words) is None:
        return False
    return (
        first
        <= max((c.index for c in header.columns if c.role in ("name", "level2", "level1", "project")), default=2) + 1
    )


def _is_stray(row: Row) -> bool:
    """Whether a row only repeats a title, or the label of a part of the form, as after a page break."""
    cells = [row.cells[c].text for c in row.filled]
    if len(cells) <= 2 and all(is_heading_line(text) for text in cells):
        return True
    if len(cells) > 1:
        return False
    words = words_of(cells[0])
    return role_of(words) in ("side", "goal") or bool(goal_label(words))


def _numbers_columns(row: Row) -> bool:
    """Whether a row under a header counts its columns: 1, 2, 3 …, perhaps behind 栏次, 甲 or A."""
    numbers = [number_of(row.cells[c].text) for c in row.filled]
    while numbers and numbers[0] is None and len(row.words(row.filled[len(row.filled) - len(numbers)])) <= 2:
        numbers.pop(0)
    return len(numbers) >= 3 and all(a is not None and b is not None and b - a == 1 for a, b in pairwise(numbers))


def _read_total(row: Row, header: Header) -> Total:
    found = {c.role: Text.of(row.cell(c.index)).strip() for c in header.columns if c.role in ("weight", "score")}
    if found and all(number_of(t.string) is not None for t in found.values()):
        return Total(found.get("weight", EMPTY), found.get("score", EMPTY))
    numbers = [(c, Text.of(row.cells[c]).strip()) for c in row.filled if number_of(row.cells[c].text) is not None]
    if len(numbers) >= 2:
        return Total(numbers[0][1], numbers[1][1])
    if not numbers:
        return Total()
    column, text = numbers[0]
    weight = header.find("weight")
    score = header.find("score")
    evaluated = score is not None or (weight is None and header.find("actual") is not None)
    if not evaluated or (weight is not None and column <= weight.index and number_of(text.string) == 100):
        return Total(weight=text)
    return Total(score=text)


def _is_bare_total(entry: Entry, context: Context) -> bool:
    """A last row of nothing but two numbers, the first 100: a total that lost its label."""
    row = entry.row
    numbers = [n for c in row.filled if (n := number_of(row.cells[c].text)) is not None]
    others = [c for c in row.filled if number_of(row.cells[c].text) is None and not is_filler(row.cells[c].text)]
    return len(numbers) == 2 and not others and numbers[0] >= 80 and numbers[1] <= numbers[0]


def _reason_of(row: Row) -> Text | None:
    """The text beside a label such as 偏差大或目标未完成原因分析, None where the row has no such label."""
    if not _REASON.fullmatch(row.words(row.filled[0])) or len(row.filled) > 4:
        return None
    rest = [Text.of(row.cells[c]).strip() for c in row.filled[1:]]
    return next((t for t in rest if not is_filler(t.string)), EMPTY)


def _reason_below(rows: Sequence[Row], start: int, stop: int) -> Text:
    for row in rows[start : min(stop, start + 6)]:
        if (text := _reason_of(row)) is not None:
            return text
    return EMPTY


def _closes(row: Row, header: Header, context: Context) -> bool:
    """Whether a row belongs to what stands below the indicators: signatures, conclusions, notes."""
    first = row.filled[0]
    words = words_of(row.cells[first].text[:SHORT])
    if _CLOSING.match(words) is None or is_category(row.cells[first].text, context.taxonomy):
        return False
    name = header.find("name")
    return name is None or first < name.index or first == 0


def _read_row(row: Row, header: Header) -> list[Entry]:
    """The entries of a row whose cells stand under their headers: one, or one per table where tables stand abreast."""
    groups = sorted({c.group for c in header.columns})
    if len(groups) == 1:
        return [_entry(row, header.columns)]
    entries = []
    for group in groups:
        own = [c for c in header.columns if c.group == group]
        roles = {c.role for c in own}
        own.extend(c for c in header.columns if c.group == 0 and c.role in ("level1", "level2") and c.role not in roles)
        entry = _entry(row, own)
        entry.block = next((c.block for c in own if c.role in ("name", "annual", "period") and c.block), "")
        if len(groups) == 2 and not any(c.block for c in header.columns):
            # What is planned for the whole period stands before what is planned for the year.
            entry.block = "annual" if group else "period"
        if any(entry.text(r) for r in ("name", "annual", "period")):
            entries.append(entry)
    return entries


def _entry(row: Row, columns: Sequence[Column]) -> Entry:
    texts: dict[str, Text] = {}
    merged: set[str] = set()
    shared = False
    for column in columns:
        role = column.role
        if role in ("unknown", "half"):
            continue
        cell, inherited = _cell_at(row, column.index)
        if role in ("weight", "score"):
            shared = shared or (role == "weight" and (cell.rowspan > 1))
            if inherited:
                continue
        elif inherited and role not in _SPREADING:
            continue
        text = tidy(Text.of(cell)) if cell.text else EMPTY
        if not text or (role == "note" and is_filler(text.string)):
            continue
        if role == "amount":
            role = f"amount:{column.label}"
        if inherited:
            merged.add(role)
        if role not in texts:
            texts[role] = text
        elif role in ("note", "reason"):
            texts[role] = Text.join((texts[role], text), "；")
    side = _side_text(row, columns)
    if side and "side" not in texts:
        texts["side"] = side
    return Entry(row, texts, frozenset(merged), shared)


def _side_text(row: Row, columns: Sequence[Column]) -> Text:
    """What stands to the left of the first known column: the label of the whole block."""
    first = min((c.index for c in columns if c.role != "unknown"), default=0)
    for index in range(first):
        cell, _ = _cell_at(row, index)
        if cell.text.strip():
            return tidy(Text.of(cell))
    return EMPTY


def _cell_at(row: Row, column: int) -> tuple[Cell, bool]:
    """The cell over a column, and whether it is a merged one that began in an earlier row."""
    cell = row.cell(column)
    if cell.text.strip():
        return cell, False
    for left, above in row.above.items():
        if left <= column < left + above.colspan:
            return above, True
    return BLANK, False
