"""Reads the money of a form: sources by column, and the execution row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import EMPTY, Amount, Execution, Text
from perflint.parse.fundingpairs import read_pairs
from perflint.parse.fundingwords import (
    MONEY_ROLES,
    WITH_UNIT,
    column_role,
    is_money_label,
    is_total_label,
    source_names,
)
from perflint.parse.roles import role_of
from perflint.parse.rows import Row, number_of
from perflint.text import han_count, squeeze

_POINTS = lazy_regex(r"(?:执行.{0,12}|得分)[(（]\s*(\d{1,2})\s*分\s*(?:[)）]|[*×])")


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
    amounts, execution, end = read_pairs(rows)
    return Funding(amounts, execution, end, end > 0)


def _head(row: Row) -> _Head | None:
    roles: list[str] = []
    labels: list[str] = []
    places: list[int] = []
    weight = EMPTY
    for column in row.filled:
        cell = row.cells[column]
        if len(cell.text) > 80 or number_of(cell.text) is not None:
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
        or not MONEY_ROLES & set(roles)
        or ("executed" not in roles and "rate" not in roles and "initial" not in roles)
    ):
        return None
    return _Head(tuple(roles), tuple(labels), tuple(places), weight)


def _columns_in(text: str) -> list[tuple[str, str]]:
    """The column headers of a cell: one, or several that fell together with blanks between them."""
    whole = squeeze(text)
    if role := column_role(whole):
        return [(role, whole)]
    found: list[tuple[str, str]] = []
    for token in text.split():
        word = squeeze(token)
        if role := column_role(word):
            found.append((role, word))
        elif found and word.startswith("("):
            found[-1] = (found[-1][0], found[-1][1] + word)
    return found if len(found) > 1 else []


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
    total = next((s for s in sources if is_total_label(s[0])), sources[0])
    columns = _places(head, total[1], total[2])
    amounts: list[Amount] = []
    for (source, among), (_, _, row) in zip(source_names([s[0] for s in sources]), sources, strict=True):
        for role, label, column in columns:
            text = Text.of(row.cell(column)).strip()
            if role in MONEY_ROLES and number_of(text.string) is not None:
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
        bare = WITH_UNIT.sub("", row.words(column)).strip("*:：")
        if number_of(row.cells[column].text) is not None:
            return found or (words if words and column in head.places else None)
        if is_money_label(bare):
            found = (bare, column)
        elif 2 <= han_count(bare) <= 20 and role_of(bare) in ("", "amount"):
            words = (bare, column)
    return found


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
    units = {m.group() for role, label, _ in columns if role in MONEY_ROLES and (m := WITH_UNIT.search(label))}
    return Execution(
        # Columns in 万元 and in 元 cannot be divided.
        budget=EMPTY if len(units) > 1 else values.get("budget") or values.get("initial") or EMPTY,
        executed=values.get("executed", EMPTY),
        rate=values.get("rate", EMPTY),
        weight=values.get("weight") or head.text,
        score=values.get("score", EMPTY),
    )
