"""The kind `frequency`: a frequency and a total of the same thing do not multiply out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import ClassVar

from perflint.checks.base import Answer, Context, Occasion, Scope, field_text
from perflint.checks.support.names import unit_key
from perflint.checks.support.needed import hinted
from perflint.checks.support.occasions import in_texts
from perflint.checks.support.texts import subject_name
from perflint.checks.support.years import clause_around
from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import Finding, NotEnoughData, Quantity, Related, Subject, Text
from perflint.text import fold_text, is_han
from perflint.values import may_hold_number
from perflint.words import cut

# How often a period comes in a year: at least, at most. Years have 52 weeks and some; a holiday or two are left out.
_PER_YEAR = {"半年": (2, 2), "季度": (4, 4), "季": (4, 4), "月": (12, 12), "周": (46, 53), "星期": (46, 53)}
_COMMON_YEAR = {"周": 52, "星期": 52}
_YEARLY = frozenset({"年", "一年", "1年", "年度"})
_IN_ALL = "全年度|全年|一年|年度|年内|本年|当年|每年"
_TOTAL = lazy_regex(rf"(?:{_IN_ALL}|共|合计|总计|累计)[^,。;、(0-9]{{0,10}}[0-9一二两三四五六七八九十]")
_TOTAL_OF_YEAR = lazy_regex(rf"(?:{_IN_ALL})[^,。;、(0-9]{{0,10}}[0-9一二两三四五六七八九十]")
# Part of a year, or several: nothing multiplies out any more.
_OTHER_SPAN = lazy_regex(
    r"个月|[0-9]{1,2}月|学期|学年|(?<![0-9])[二两三四五六2-9]年|[冬夏]季|汛期|寒假|暑假|淡季|旺季|期间|工作日|起每|另|除外"
)
# What is taught has the weeks of the school year.
_TAUGHT = lazy_regex(r"课(?!题)|教学|教研|社团|晚自习|晨读|升旗")
_CLAUSE = ",，。;；!！?？、()（）\n"
_GENERAL = frozenset(
    ["全年", "一年", "年度", "全年度", "年内", "本年", "当年", "每年", "每月", "每季度", "每周", "每半年", "不少于",
     "不低于", "共计", "合计", "累计", "总计", "开展", "完成", "组织", "进行", "举办", "达到", "至少", "以上",
     "次数", "数量", "频次", "不超过", "超过", "大于", "小于", "大于等于", "小于等于", "不多于", "不大于", "不小于",
     "以内", "以下", "最少", "最多", "平均"]
)  # fmt: skip
_UP, _DOWN = frozenset({"≥", ">"}), frozenset({"≤", "<"})
OTHER_NUMBER = {"zh": "与之不符的频次", "en": "the frequency that it does not fit"}


@dataclass(frozen=True, slots=True)
class _Stated:
    """A quantity and the text in which it stands."""

    field: str
    text: Text
    quantity: Quantity


@dataclass(frozen=True, slots=True, eq=False)
class Frequency:
    """A frequency (每月1次) and a total (全年10次) of one subject and one unit do not multiply out.

    A frequency is looked for in the name (of an indicator) and in the rule's fields, a total in the rule's first field
    that is filled; in all but the annual value a total has to say that it is of the year.
    Bounds are taken as such: ≥10次 goes with 每月1次. Silent where a span of time other than the year is named.
    """

    kind: ClassVar[str] = "frequency"
    scopes: ClassVar[tuple[Scope, ...]] = ("table", "project", "indicator")
    placeholders: ClassVar[frozenset[str]] = frozenset({"name", "frequency", "total", "product", "unit"})

    def occasions(self, context: Context) -> Iterable[Occasion]:
        """Name or target say how often something is done."""
        fields = dict.fromkeys(("name", *context.fields))

        def holds(text: str) -> bool:
            return may_hold_number(text) and any(True for _ in _frequencies("", Text(text), context))

        return in_texts(fields, hinted(holds, _PER_YEAR))

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """A finding at the first total that no frequency allows."""
        indicator = subject.indicator
        if indicator is not None and indicator.garbled.intersection(("name", *context.fields)):
            yield NotEnoughData("garbled")
            return
        filled = [f for f in context.fields if field_text(subject, f).string.strip()]
        if not filled:
            return
        named = ("name",) if indicator is not None else ()
        texts = {field: field_text(subject, field) for field in (*named, *filled)}
        name = subject_name(subject)
        often = [s for field, text in texts.items() for s in _frequencies(field, text, context)]
        if any(_TAUGHT.search(text.string) for text in texts.values()):
            often = [s for s in often if s.quantity.per not in _COMMON_YEAR]
        if not often or any(_OTHER_SPAN.search(fold_text(text.string)) for text in texts.values()):
            return
        for total in _totals(filled[0], texts[filled[0]], context):
            for one in often:
                if self._contradict(one, total, name, context):
                    yield self._finding(one, total, name)
                    return

    def _contradict(self, one: _Stated, total: _Stated, name: str, context: Context) -> bool:
        q, t = one.quantity, total.quantity
        if unit_key(q.unit, context.taxonomy) != unit_key(t.unit, context.taxonomy) or q.numbers[0] == t.numbers[0]:
            return False
        if not _content(total) <= _content(one) | set(cut(fold_text(name))):
            return False
        fewest, most = _PER_YEAR[q.per]
        low, high = _bounds(q.operator, q.numbers[0] * fewest, q.numbers[0] * most)
        least, top = _bounds(t.operator, t.numbers[0], t.numbers[0])
        return (top is not None and low is not None and top < low) or (
            high is not None and least is not None and least > high
        )

    def _finding(self, one: _Stated, total: _Stated, name: str) -> Finding:
        q, t = one.quantity, total.quantity
        values = {
            "name": name,
            "frequency": one.text.string[q.start : q.end],
            "total": total.text.string[t.start : t.end],
            "product": q.numbers[0] * _COMMON_YEAR.get(q.per, _PER_YEAR[q.per][1]),
            "unit": q.unit,
        }
        related = (Related(one.text, OTHER_NUMBER, q.start, q.end),)
        return Finding(total.field, total.text, t.start, t.end, values, related)


def _quantities(field: str, text: Text, context: Context) -> Iterator[_Stated]:
    value = context.value(text.string)
    if not value.quantities and not value.note_quantities:
        return
    for quantity in sorted((*value.quantities, *value.note_quantities), key=lambda q: q.start):
        if len(quantity.numbers) == 1 and not quantity.approximate:
            yield _Stated(field, text, quantity)


def _frequencies(field: str, text: Text, context: Context) -> Iterator[_Stated]:
    return (s for s in _quantities(field, text, context) if s.quantity.per in _PER_YEAR)


def _totals(field: str, text: Text, context: Context) -> Iterator[_Stated]:
    """The numbers that are said to be of the whole year; the only number of an annual value is."""
    found = list(_quantities(field, text, context))
    pattern = _TOTAL if field == "annual" else _TOTAL_OF_YEAR
    for stated in found:
        q = stated.quantity
        if q.per in _YEARLY:
            yield stated
        elif not q.per and q.dimension == "count":
            alone = field == "annual" and len(found) == 1
            if alone or pattern.search(fold_text(text.string[max(0, q.start - 14) : q.end])):
                yield stated


def _content(stated: _Stated) -> set[str]:
    """The words of the quantity's clause that say what is done."""
    q = stated.quantity
    before, behind = clause_around(stated.text.string, q.start, q.end, _CLAUSE)
    inside = stated.text.string[q.start : q.end]
    words = {w for part in (before, inside, behind) for w in cut(fold_text(part))}
    return {w for w in words if len(w) > 1 and is_han(w[0]) and w not in _GENERAL and not set(w) <= _NUMERALS}


_NUMERALS = frozenset("零一二两三四五六七八九十百次场期份每月季度年周半共")


def _bounds(operator: str, low: Decimal, high: Decimal) -> tuple[Decimal | None, Decimal | None]:
    if operator in _UP:
        return low, None
    return (None, high) if operator in _DOWN else (low, high)
