"""Which fields of an indicator, project or table hold something, and what users call the fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain, islice

from perflint.checks.base import TARGETS, string_of
from perflint.checks.support.memo import file_memo
from perflint.errors import Message
from perflint.model import Indicator, Label, Project, Table, Text
from perflint.taxonomy import Taxonomy
from perflint.text import squeeze

# What a form prints in an unused cell is short, or nothing but strokes.
_LONGEST = 40
_STROKES = "/\\-—–_"

FIELD_NAMES: Mapping[str, Message] = {
    "level1": Message("一级指标", "first-level category"),
    "level2": Message("二级指标", "second-level category"),
    "name": Message("名称", "name"),
    "period": Message("实施周期指标值", "period value"),
    "annual": Message("年度指标值", "annual value"),
    "actual": Message("实际完成值", "actual value"),
    "weight": Message("分值", "weight"),
    "score": Message("得分", "score"),
    "reason": Message("偏差原因", "reason"),
    "note": Message("备注", "note"),
    "formula": Message("计算公式", "formula"),
    "unit": Message("单位", "unit"),
    "baseline": Message("基准值", "baseline"),
    "code": Message("编码", "code"),
    "goal": Message("绩效目标", "goal"),
    "completion": Message("目标完成情况", "completion text"),
    "amounts": Message("金额", "amounts"),
    "execution": Message("预算执行情况", "execution"),
    "points": Message("一级指标分值", "declared points"),
    "total": Message("总分", "total"),
    "execution.budget": Message("全年预算数", "budget of the year"),
    "execution.executed": Message("全年执行数", "amount executed"),
    "execution.rate": Message("执行率", "execution rate"),
    "execution.weight": Message("预算执行分值", "weight of the execution"),
    "execution.score": Message("预算执行得分", "score of the execution"),
    "total.weight": Message("总分值", "total weight"),
    "total.score": Message("总得分", "total score"),
    "money_unit": Message("金额单位", "money unit"),
    "number": Message("序号", "number"),
    "value_label": Message("指标值标签", "value label"),
    "title": Message("标题", "title"),
    "department": Message("部门名称", "department"),
}


def field_name(field: str) -> Message:
    """What users call a field; the field's own key where it has no name here."""
    return FIELD_NAMES.get(field) or Message(field, field)


def member(holder: object, field: str) -> object:
    """A field of a holder by its name, `execution.rate` as well; None where there is none."""
    for step in field.split(".") if "." in field else (field,):
        holder = getattr(holder, step, None)
    return holder


def filled(holder: Indicator | Project | Table, field: str) -> bool:
    """Whether the holder's field holds anything but white space; a label that cannot be read does.

    Amounts that are all zero or empty hold nothing. A field that the holder does not have is empty.
    """
    if isinstance(holder, Indicator) and field in TARGETS:
        return bool(string_of(holder, field).strip())
    value = member(holder, field)
    if isinstance(value, Text):
        return bool(value.string.strip())
    if isinstance(value, Label):
        return bool(value.value or value.text.string.strip() or value.garbled)
    if field == "amounts" and isinstance(holder, Project):
        return any(set(amount.value.string) & set("123456789") for amount in holder.amounts)
    return bool(value)


def others_have(table: Table, field: str, of: str) -> bool:
    """Whether at least a quarter of the other indicators (`of` "indicator") or projects (`of` "project") have a field
    that one of them lacks; fewer are strays and no habit of the table."""
    return _many_have(table, field, of)


# Asked once per indicator that lacks the field: without the cache a table of n empty fields would take n² steps.
@file_memo(8)
def _many_have(table: Table, field: str, of: str) -> bool:
    holders: Iterable[Project | Indicator] = table.projects
    count = len(table.projects)
    if of == "indicator":
        holders = chain.from_iterable(p.indicators for p in table.projects)
        count = sum(len(p.indicators) for p in table.projects)
    needed = max(1, -(-(count - 1) // 4))
    having = (one for one in holders if filled(one, field))
    return len(list(islice(having, needed))) == needed


def has_unread_text(table: Table, project: Project) -> bool:
    """Whether text in the row that holds the project's name belongs to no indicator: one may hide in it."""
    return bool(table.fragments) and not _unread_rows(table).isdisjoint(p.cell.row for p in project.name.pieces)


def is_doubtful(table: Table, project: Project) -> bool:
    """Whether text that belongs to no indicator may be one of the project's: it stands in its row or its form."""
    return bool(table.fragments) and (len(table.projects) == 1 or has_unread_text(table, project))


@file_memo(2)
def _unread_rows(table: Table) -> frozenset[int]:
    return frozenset(piece.cell.row for text in table.fragments for piece in text.pieces)


def is_template_row(indicator: Indicator, taxonomy: Taxonomy) -> bool:
    """Whether neither name nor values say anything: a row of the form that was not used, which is no indicator."""
    nothing = taxonomy.words.get("template_values", frozenset())
    texts = (*indicator.strings(), indicator.actual.string)
    return all(len(t) <= _LONGEST and (not (w := squeeze(t).lower()).strip(_STROKES) or w in nothing) for t in texts)


def project_title(project: Project, table: Table) -> str:
    """What a message calls a project: its name, in a form without one the department or the title."""
    return next((t.string for t in (project.name, table.department, table.title) if t), "")
