"""Tells rows that end or interrupt an indicator block: totals, reasons, signatures and conclusions, repeated titles."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from perflint.lazyregex import lazy_regex
from perflint.model import EMPTY, Text, Total
from perflint.parse.entries import Context, Entry
from perflint.parse.goals import goal_label, states_goal
from perflint.parse.headers import Header
from perflint.parse.labels import is_category
from perflint.parse.roles import role_of
from perflint.parse.rows import SHORT, Row, is_filler, number_of, words_of
from perflint.parse.titles import is_heading_line

_TOTAL = lazy_regex(
    r"(?:自评|绩效|指标|项目|评价|综合)?(?:总分|合计|总计|小计|总得分|合计得分|得分合计|总评分|评分合计|合计总分|分值合计|总分值|共计)(?:\(?(\d{1,3})分?\)?)?[:：]?"
)
_CLOSING = lazy_regex(
    r"(?:填报|填表|制表|经办|联系|单位负责|项目负责|部门负责|主管|财务负责|分管)人|.{0,8}(?:负责人|填报人|填表人|联系人|经办人|审核人|制表人)(?:\(.{1,6}\))?(?:[:：]|$)|联系电话|电话|负责人|填报日期|审核|.{0,6}(?:意见|评价结论|自评结论|绩效结论)"
    r"|.{0,4}存在(?:的)?(?:主要)?问题|.{0,6}(?:改进|整改)(?:措施|建议)|下一步|有关建议|其他需要|填表说明|备注[:：]|说明[:：]|注[:：\d]|注$|备注$|说明$|评价等级|等级|绩效等级"
)
# Parts of a form that may stand below the indicators, by the label at their side.
_OTHER_PART = lazy_regex(
    r"(?:[一二三四五六七八九十][、.．])?(?:项目)?(?:(?:实施|工作|进度|支出|用款|分月|预算)+(?:进度)?(?:计划|安排|明细)|(?:组织|制度|实施)?保障措施"
    r"|立项(?:依据|必要性|情况)|可行性(?:分析)?|风险(?:分析|防控)|测算(?:依据|过程|明细)|支出明细|项目概况)[:：]?"
)
_REASON = lazy_regex(r".{0,20}原因.{0,20}")


def is_total(row: Row, header: Header) -> bool:
    """Whether a row is a total: 合计 or its like stands where the labels and names do."""
    first = next((c for c in row.filled if row.words(c) and role_of(row.cells[c].text) != "side"), row.filled[0])
    words = row.words(first)
    if _TOTAL.fullmatch(words) is None:
        return False
    return (
        first
        <= max((c.index for c in header.columns if c.role in ("name", "level2", "level1", "project")), default=2) + 1
    )


def is_subtotal(row: Row) -> bool:
    """Whether a total's row calls itself 小计, as of one 一级."""
    return any(row.words(c).startswith("小计") for c in row.filled)


def is_stray(row: Row) -> bool:
    """Whether a row only repeats a title, or the label of a part of the form, as after a page break."""
    cells = [row.cells[c].text for c in row.filled]
    if len(cells) <= 2 and all(is_heading_line(text) for text in cells):
        return True
    if len(cells) > 1:
        return False
    words = words_of(cells[0])
    return role_of(words) in ("side", "goal") or bool(goal_label(words))


def numbers_columns(row: Row) -> bool:
    """Whether a row under a header counts its columns: 1, 2, 3 …, perhaps behind 栏次, 甲 or A."""
    numbers = [number_of(row.cells[c].text) for c in row.filled]
    while numbers and numbers[0] is None and len(row.words(row.filled[len(row.filled) - len(numbers)])) <= 2:
        numbers.pop(0)
    return len(numbers) >= 3 and all(a is not None and b is not None and b - a == 1 for a, b in pairwise(numbers))


def read_total(row: Row, header: Header) -> Total:
    """The weight and score of a total's row; a lone number is the score where the table has scores."""
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


def is_bare_total(entry: Entry, context: Context) -> bool:
    """A last row of nothing but two numbers, the first 100: a total that lost its label."""
    row = entry.row
    numbers = [n for c in row.filled if (n := number_of(row.cells[c].text)) is not None]
    others = [c for c in row.filled if number_of(row.cells[c].text) is None and not is_filler(row.cells[c].text)]
    return len(numbers) == 2 and not others and numbers[0] >= 80 and numbers[1] <= numbers[0]


def reason_of(row: Row) -> Text | None:
    """The text beside a label such as 偏差大或目标未完成原因分析, None where the row has no such label."""
    if not _REASON.fullmatch(row.words(row.filled[0])) or len(row.filled) > 4:
        return None
    rest = [Text.of(row.cells[c]).strip() for c in row.filled[1:]]
    return next((t for t in rest if not is_filler(t.string)), EMPTY)


def reason_below(rows: Sequence[Row], start: int, stop: int) -> Text:
    """The reason for the whole form in the first rows below its total."""
    for row in rows[start : min(stop, start + 6)]:
        if (text := reason_of(row)) is not None:
            return text
    return EMPTY


def closes(row: Row, header: Header, context: Context) -> bool:
    """Whether a row belongs to what stands below the indicators: signatures, conclusions, notes."""
    first = row.filled[0]
    words = words_of(row.cells[first].text[:SHORT])
    if is_category(row.cells[first].text, context.taxonomy):
        return False
    if states_goal(row):
        return True
    if _CLOSING.match(words) is None and (len(row.filled) < 2 or _OTHER_PART.fullmatch(words) is None):
        return False
    name = header.find("name")
    return name is None or first < name.index or (first == 0 and _CLOSING.match(words) is not None)
