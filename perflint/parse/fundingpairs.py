"""Reads money without columns: labels and their numbers beside each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from perflint.lazyregex import lazy_regex
from perflint.model import EMPTY, Amount, Execution, Text
from perflint.parse.fundingwords import WITH_UNIT, column_role, is_money_label, is_total_label, source_names
from perflint.parse.rows import Row, number_of
from perflint.text import squeeze

_INLINE = lazy_regex(r"\s*((?:其中\s*[:：]?)?[^:：\d]{2,20})[:：]\s*([\d,]+(?:\.\d+)?)\s*(?:万元|元|千元|亿元)?\s*")
_SPAN = lazy_regex(r"中期|长期|实施周期|实施期|项目总|总投资")


def read_pairs(rows: Sequence[Row]) -> tuple[tuple[Amount, ...], Execution | None, int]:
    """The amounts, the execution, and the number of rows up to the last with money.

    They may be for the whole period and the year, or planned and spent, beside each other.
    """
    by_column: dict[int, list[tuple[str, Text]]] = {}
    end = 0
    for index, row in enumerate(rows):
        pairs, labelled = _pairs(row)
        if labelled:
            end = index + 1
        for label, text in pairs:
            by_column.setdefault(text.pieces[0].cell.column, []).append((label, text))
    amounts: list[Amount] = []
    heads = {column: pairs[0][0] for column, pairs in by_column.items()}
    spent = any(column_role(head) == "executed" for head in heads.values())
    several = len(by_column) > 1 and (spent or all(is_total_label(head) for head in heads.values()))
    for place, pairs in by_column.items():
        span = _SPAN.search(heads[place]) if several else None
        column = heads[place] if spent else span.group() if span else ""
        named = zip(source_names([label for label, _ in pairs]), pairs, strict=True)
        amounts.extend(Amount(name, column, text, among) for (name, among), (_, text) in named)
    return tuple(amounts), _execution(by_column) if spent else None, end


def _execution(by_column: Mapping[int, Sequence[tuple[str, Text]]]) -> Execution | None:
    """What was planned and what was spent, where both head a column of amounts."""
    firsts = [pairs[0] for pairs in by_column.values()]
    executed = next((text for label, text in firsts if column_role(label) == "executed"), EMPTY)
    budget = next((text for label, text in firsts if column_role(label) in ("budget", "initial")), EMPTY)
    return Execution(budget=budget, executed=executed) if budget and executed else None


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
        bare = WITH_UNIT.sub("", squeeze(cell.text)).strip("*:：")
        if number_of(cell.text) is not None:
            if waiting:
                pairs.append((waiting, Text.of(cell).strip()))
            waiting = ""
        elif is_money_label(bare) or column_role(bare) == "executed":
            waiting, labelled = bare, True
        elif (match := _INLINE.fullmatch(cell.text)) and is_money_label(name := squeeze(match.group(1))):
            pairs.append((name, Text.of(cell, *match.span(2))))
            labelled = True
        else:
            waiting = ""
    return pairs, labelled
