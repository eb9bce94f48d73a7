"""Reads the money of a form: sources by column, and the execution row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from perflint.model import EMPTY, Amount, Execution, Text
from perflint.parse.roles import role_of
from perflint.parse.rows import Row, number_of
from perflint.text import han_count, squeeze

_COLUMNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (role, re.compile(pattern))
    for role, pattern in (
        ("rate", r"(?:预算|资金)?(?:执行|支出)(?:率|进度).{0,10}"),
        ("score", r"(?:自评)?得分.{0,14}"),
        ("weight", r"分值|权重"),
        ("reason", r".{0,12}原因.{0,12}"),
        ("initial", r"(?:年初|申报|批复)(?:部门)?预算(?:数|批复数|金额)?|年初(?:批复|安排)数"),
        (
            "executed",
            r"(?:全年|预算|实际|本年)?(?:执行|支出|使用)(?:数|金额|情况)(?:\(B\))?|全年(?:实际)?(?:执行|支出)",
        ),
        (
            "budget",
            r"(?:全年|调整后?|本年|项目|资金)?(?:\(?调整后?\)?)?(?:全年)?预算(?:调整)?(?:数|金额|安排)?(?:\(调整后?\))?(?:\(A\))?|调整(?:后)?(?:预算)?数?",
        ),
        ("arrived", r"(?:实际)?到位(?:数|资金|金额)?"),
    )
)
_MONEY_ROLES = frozenset(("initial", "budget", "executed", "arrived"))
_TOTAL = re.compile(
    r"(?:本?年度|全年|项目|预算|中期|长期|总|实施期|实施周期|本年|当年|申请)*(?:财政|申请)?(?:资金|预算|金额|投资)(?:申请)?(?:总额|总计|合计|总量|总数)|(?:本?年度|全年|项目|实施期)(?:资金|预算)?金额|总计|合计|总额|总投资|小计|项目资金|预算资金|项目总投资|预算(?:安排)?(?:数|金额)|资金总额"
)
_SOURCE = re.compile(
    r"(?:\(?\d{1,2}\)?[、.．)]?|[一二三四五六七八九十][、.])?(?:其中)?[:：]?"
    r".{0,12}(?:拨款|财政资金|财政专户.{0,6}|单位资金|自有资金|自筹资金|自筹|其他资金|其它资金|地方(?:财政)?资金|结转(?:结余)?资金?|结余资金|补助(?:资金)?|债券(?:资金)?|政府性基金.{0,6}"
    r"|公共预算.{0,6}|国有资本.{0,8}|配套资金|社会资金|银行贷款|事业收入.{0,4}|经营收入.{0,4}|上级资金|本级资金|[中省市县区镇乡]央?级?(?:财政)?(?:资金|补助|安排)|其他|整合资金)"
)
_NUMBERED = re.compile(r"(?:\(?\d{1,2}\)?[、.．)]|[一二三四五六七八九十][、.])")
_WITH_UNIT = re.compile(r"[(（]\s*(?:万元|元|千元|亿元|单位.{0,6})\s*[)）]")
_POINTS = re.compile(r"(?:执行.{0,12}|得分)[(（]\s*(\d{1,2})\s*分\s*(?:[)）]|[*×])")
_INLINE = re.compile(r"\s*((?:其中\s*[:：]?)?[^:：\d]{2,20})[:：]\s*([\d,]+(?:\.\d+)?)\s*(?:万元|元|千元|亿元)?\s*")
_PART = "其中"
_SPAN = re.compile(r"中期|长期|实施周期|实施期|项目总|总投资")


@dataclass(frozen=True, slots=True, eq=False)
class Funding:
    """What the money block says; `end` is the first row (of those given) behind it, `found` whether there is one."""

    amounts: tuple[Amount, ...] = ()
    execution: Execution | None = None
    end: int = 0
    found: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Head:
    """The columns of a money block in order; `places` holds their columns, -1 where they fell into one cell."""

    roles: tuple[str, ...]
    labels: tuple[str, ...]
    places: tuple[int, ...]
    text: Text = EMPTY


def read_funding(rows: Sequence[Row]) -> Funding:
    """The money block among the rows above an indicator block."""
    for index, row in enumerate(rows):
        head = _head(row)
        if head is not None:
            return _read_block(rows, index, head)
    return _read_pairs(rows)


def _head(row: Row) -> _Head | None:
    roles: list[str] = []
    labels: list[str] = []
    places: list[int] = []
    weight = EMPTY
    for column in row.filled:
        cell = row.cells[column]
        if len(cell.text) > 80:
            return None
        if match := _POINTS.search(cell.text):
            weight = Text.of(cell, *match.span(1))
        found = _columns_in(cell.text)
        for role, label in found:
            if role in roles and places[roles.index(role)] == row.filled[0]:
                # The block's own label, 预算执行情况, at its left side.
                for group in (labels, places, roles):
                    del group[roles.index(role)]
            if role not in roles:
                roles.append(role)
                labels.append(label)
                places.append(column if len(found) == 1 else -1)
    if (
        len(roles) < 2
        or not _MONEY_ROLES & set(roles)
        or ("executed" not in roles and "rate" not in roles and "initial" not in roles)
    ):
        return None
    return _Head(tuple(roles), tuple(labels), tuple(places), weight)


def _columns_in(text: str) -> list[tuple[str, str]]:
    """The column headers of a cell: one, or several that fell together with blanks between them."""
    whole = squeeze(text)
    if role := _column_role(whole):
        return [(role, whole)]
    found: list[tuple[str, str]] = []
    for token in text.split():
        word = squeeze(token)
        if role := _column_role(word):
            found.append((role, word))
        elif found and word.startswith("("):
            found[-1] = (found[-1][0], found[-1][1] + word)
    return found if len(found) > 1 else []


def _column_role(word: str) -> str:
    bare = _WITH_UNIT.sub("", word)
    return next((role for role, pattern in _COLUMNS if pattern.fullmatch(bare)), "")


def _read_block(rows: Sequence[Row], start: int, head: _Head) -> Funding:
    sources: list[tuple[str, int, Row]] = []
    end = start + 1
    for row in rows[start + 1 :]:
        found = _label(row, head)
        if found is None:
            break
        sources.append((*found, row))
        end += 1
    if not sources and end < len(rows) and (unlabelled := _first_number(rows[end])) is not None:
        sources.append(("资金总额", unlabelled - 1, rows[end]))
        end += 1
    if not sources:
        return Funding((), None, end, True)
    total = next((s for s in sources if _is_total(s[0])), sources[0])
    columns = _places(head, total[1], total[2])
    amounts: list[Amount] = []
    for (source, among), (_, _, row) in zip(_names([s[0] for s in sources]), sources, strict=True):
        for role, label, column in columns:
            text = Text.of(row.cell(column)).strip()
            if role in _MONEY_ROLES and number_of(text.string) is not None:
                amounts.append(Amount(source, label, text, among))
    return Funding(tuple(amounts), _execution(columns, total[2], head), end, True)


def _first_number(row: Row) -> int | None:
    if any(number_of(row.cells[c].text) is None for c in row.filled[1:]):
        return None
    return next((c for c in row.filled if number_of(row.cells[c].text) is not None), None)


def _label(row: Row, head: _Head) -> tuple[str, int] | None:
    """The source's name and its column: the last label before the first number; any words do where numbers follow."""
    found: tuple[str, int] | None = None
    words: tuple[str, int] | None = None
    for column in row.filled:
        bare = _WITH_UNIT.sub("", row.words(column)).strip("*:：")
        if number_of(row.cells[column].text) is not None:
            return found or (words if words and column in head.places else None)
        if _is_money_label(bare):
            found = (bare, column)
        elif 2 <= han_count(bare) <= 20 and role_of(bare) in ("", "amount"):
            words = (bare, column)
    return found


def _is_total(source: str) -> bool:
    return _TOTAL.fullmatch(source) is not None


def _names(labels: Sequence[str]) -> list[tuple[str, bool]]:
    """The sources without numbers and 其中, and whether 其中 stands before the total's parts; what is part of another
    source than the total keeps its 其中."""
    names: list[tuple[str, bool]] = []
    nested = among = False
    for index, label in enumerate(labels):
        part = _PART in label[:6]
        if _is_total(label):
            among = False
        if part:
            nested = index > 0 and not _is_total(labels[index - 1])
            among = among or not nested
        elif _NUMBERED.match(label) or "其他" in label or _is_total(label):
            nested = False
        bare = _NUMBERED.sub("", label, count=1) if _NUMBERED.match(label) else label
        bare = bare.replace(_PART, "", 1).lstrip(":：") if part else bare
        names.append((f"{_PART}:{bare}" if nested else bare, among))
    return names


def _places(head: _Head, label: int, total: Row) -> list[tuple[str, str, int]]:
    """Role, label and column of every column, by the cells of the total's row, else by the header's, else in order."""
    roles, labels = list(head.roles), list(head.labels)
    filled = [c for c in total.filled if c > label]
    if len(filled) == len(roles) + 1 and "score" not in roles:
        roles.append("score")
        labels.append("得分")
    if all(p >= 0 for p in head.places) and set(filled) <= set(head.places):
        places = list(head.places)
    elif len(filled) == len(roles):
        places = filled
    elif all(p > label for p in head.places):
        places = list(head.places)
    else:
        places = [label + 1 + i for i in range(len(roles))]
    return list(zip(roles, labels, places, strict=False))


def _execution(columns: Sequence[tuple[str, str, int]], row: Row, head: _Head) -> Execution | None:
    values: Mapping[str, Text] = {
        role: text
        for role, _, column in columns
        if number_of((text := Text.of(row.cell(column)).strip()).string) is not None
    }
    if not values.keys() & {"executed", "rate", "score"}:
        return None
    units = {m.group() for role, label, _ in columns if role in _MONEY_ROLES and (m := _WITH_UNIT.search(label))}
    return Execution(
        # Columns in 万元 and in 元 cannot be divided.
        budget=EMPTY if len(units) > 1 else values.get("budget") or values.get("initial") or EMPTY,
        executed=values.get("executed", EMPTY),
        rate=values.get("rate", EMPTY),
        weight=values.get("weight") or head.text,
        score=values.get("score", EMPTY),
    )


def _read_pairs(rows: Sequence[Row]) -> Funding:
    """Money without columns: a label and its number beside each other, perhaps for the whole period and the year."""
    by_column: dict[int, list[tuple[str, Text]]] = {}
    end = 0
    for index, row in enumerate(rows):
        pairs, labelled = _pairs(row)
        if labelled:
            end = index + 1
        for label, text in pairs:
            by_column.setdefault(text.pieces[0].cell.column, []).append((label, text))
    amounts: list[Amount] = []
    several = len(by_column) > 1 and all(_is_total(pairs[0][0]) for pairs in by_column.values())
    for pairs in by_column.values():
        span = _SPAN.search(pairs[0][0]) if several else None
        names = _names([label for label, _ in pairs])
        column = span.group() if span else ""
        amounts.extend(Amount(name, column, text, among) for (name, among), (_, text) in zip(names, pairs, strict=True))
    return Funding(tuple(amounts), None, end, end > 0)


def _pairs(row: Row) -> tuple[list[tuple[str, Text]], bool]:
    """The labels with their numbers, and whether the row has any money label."""
    pairs: list[tuple[str, Text]] = []
    waiting = ""
    labelled = False
    for column in row.filled:
        cell = row.cells[column]
        if len(cell.text) > 60:
            waiting = ""
            continue
        bare = _WITH_UNIT.sub("", squeeze(cell.text)).strip("*:：")
        if number_of(cell.text) is not None:
            if waiting:
                pairs.append((waiting, Text.of(cell).strip()))
            waiting = ""
        elif _is_money_label(bare):
            waiting, labelled = bare, True
        elif (match := _INLINE.fullmatch(cell.text)) and _is_money_label(name := squeeze(match.group(1))):
            pairs.append((name, Text.of(cell, *match.span(2))))
            labelled = True
        else:
            waiting = ""
    return pairs, labelled


def _is_money_label(words: str) -> bool:
    return _TOTAL.fullmatch(words) is not None or _SOURCE.fullmatch(words) is not None or role_of(words) == "amount"
