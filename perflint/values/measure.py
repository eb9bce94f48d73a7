"""One measured quantity: operator, number or range, unit, and what stands behind them."""

from __future__ import annotations

from collections.abc import Container
from decimal import Decimal

from perflint.lazyregex import lazy_regex
from perflint.model import Quantity
from perflint.text import HAN_SIGN
from perflint.values import names
from perflint.values.compose import Composer, Tail
from perflint.values.numbers import Number, number_end, read_number, times
from perflint.values.operators import Before, read_before
from perflint.values.special import PRODUCT, read_special
from perflint.values.units import Lexicon

_LINK = lazy_regex(" ?(?:-{1,2}|~{1,2}|至|到) ?(?=[0-9零一二两三四五六七八九十])")
# 60%≤完成率≤80%
_INSIDE = lazy_regex(
    "(?: ?(?:≤|<=?)[^0-9,;。、()≤<>≥=]{1,12}(?:≤|<=?)| ?(?:≥|>=?)[^0-9,;。、()≤<>≥=]{1,12}(?:≥|>=?)) ?(?=[0-9])"
)
_AND_HALF = lazy_regex("个半(?=小时|月|学期|工作日)")
_NO_NUMERAL_BEHIND = frozenset("第每同统唯单逐之其某任另周期前数几初高专首进上下再更划归均不新何")
# 二期工程: a phase, where nothing says that it is counted.
_PHASE = lazy_regex("[一二三四五六]期")
# 一起, 一点 and their like are other words; 十分 means very.
_NO_NUMERAL = lazy_regex(
    "一[起点路级线面道体步方片流身手行时刻门站口对出下头力位段种]|十分|一件事|一次性|一系列|[一二三四五六七八九十]年级"
)
# 一户一档: one for each, no number.
_EACH = lazy_regex(f"一(?!年|月|周|日|天|季|个月|学[年期]){HAN_SIGN}{{1,2}}$")
_CLAUSE_ENDS = ("", " ", ",", ";", "。", "、", ")", "(")
_LATIN = lazy_regex("[a-z_]")


class Reader:
    """Reads quantities of one text; `floor` is where the last thing taken ends."""

    def __init__(self, text: str, low: str, known: Lexicon, lone: Container[int]) -> None:
        self.low, self.lone = low, lone
        self.composer = Composer(text, low, known)
        self.floor = 0

    def before(self, at: int) -> Before:
        """The operator before a number or date at `at`."""
        return read_before(self.low, at, self.floor, self.lone)

    def read(self, at: int) -> tuple[Quantity | None, int]:
        """The quantity whose number begins at `at`, and where to go on looking."""
        digit = self.low[at] in "0123456789"
        if digit and (end := names.no_quantity(self.low, at)) > at:
            return None, end
        if digit and self._is_ordinal(at):
            return None, number_end(self.low, at)
        first = self._sign_start(at)
        before = self.before(first)
        if digit and not before.sign and (end := names.is_marker(self.low, at)) > at:
            self.floor = end
            return None, end
        if special := read_special(self.composer, at, before if first == at else self.before(at)):
            return special
        number = read_number(self.low, at)
        if number is None:
            return None, number_end(self.low, at) + 1
        if self._is_name(at, number, before):
            return None, number.end
        return self._measured(at, first, before, number)

    def _is_ordinal(self, at: int) -> bool:
        """Whether digits follow 第, or letters: a part of a name."""
        last = self.low[at - 1] if at else ""
        return last == "第" or (last == "-" and at > 1 and _LATIN.match(self.low[at - 2]) is not None)

    def _sign_start(self, at: int) -> int:
        """Where the number begins with its minus, which is one only at the start or behind a sign or blank."""
        if at > self.floor and self.low[at - 1] == "-":
            before = self.low[at - 2] if at - 1 > self.floor else " "
            return at - 1 if before in " (:,;≥≤><=" else at
        return at - 1 if at > self.floor and self.low[at - 1] == "±" else at

    def _is_name(self, at: int, number: Number, before: Before) -> bool:
        """Whether the number is a part of a name, a factor of a formula or an everyday word."""
        low, end = self.low, number.end
        last = low[at - 1] if at else ""
        if at and _LATIN.match(last) and low[end : end + 1] != "%":
            return True
        if names.in_formula(low, at, end) and not PRODUCT.match(low, at):
            return True
        weak = number.chinese and before.operator == "=" and not before.sign  # 完成一网通办 is no 完成 1
        if before.operator and not weak:
            return False
        if not weak and names.is_grade(low, at):
            return True
        if number.chinese:
            return self._is_word(at, number)
        return last == "每" or (last == "(" and names.bracket_marker(low, at - 1) > at)

    def _is_word(self, at: int, number: Number) -> bool:
        """Whether a Chinese numeral without an operator belongs to another word, or counts nothing."""
        low, end = self.low, number.end
        if at > self.floor and low[at - 1] in _NO_NUMERAL_BEHIND:
            return True
        if _PHASE.match(low, at) and (at > self.floor or not at):
            return True
        if _NO_NUMERAL.match(low, at):
            return True
        if low[at:end] == "零" and self._closes(end):
            return False
        if (link := _LINK.match(low, end)) and (second := read_number(low, link.end())):
            end = second.end
        tail = self.composer.tail(end, False)
        if tail.unit is None or tail.unit.end == tail.unit.start:
            return True
        each = low[tail.end : tail.end + 1] == "一" and tail.unit.dimension != "duration"
        return each or _EACH.search(low, max(0, at - 3), at) is not None

    def _closes(self, end: int) -> bool:
        """Whether a clause ends at `end`."""
        return self.low[end : end + 1] in _CLAUSE_ENDS

    def _measured(self, at: int, first: int, before: Before, number: Number) -> tuple[Quantity | None, int]:
        values, end = number.values, number.end
        if found := _AND_HALF.match(self.low, end):
            values, end = tuple(value + Decimal("0.5") for value in values), found.end()
        tail = self.composer.tail(end, before.sign)
        if self._is_letters(tail, before) or names.in_formula(self.low, at, tail.end):
            return None, tail.end
        values = tuple(times(value, tail.factor) for value in values)
        if (linked := self._range(number, tail, before)) is not None:
            values, tail = linked
        minus = self.low[first] if first < at else ""
        if minus == "-":
            values = tuple(-value for value in values)
        quantity = self.composer.build(before, values, tail, spread=minus == "±")
        return quantity, quantity.end

    def _is_letters(self, tail: Tail, before: Before) -> bool:
        """Whether letters behind the number, which are no unit, make it a part of a name (5A级, 4K)."""
        after = self.low[tail.end : tail.end + 1]
        return tail.unit is None and _LATIN.match(after) is not None and not before.sign

    def _range(self, number: Number, tail: Tail, before: Before) -> tuple[tuple[Decimal, ...], Tail] | None:
        """The second number of 1-2个, 3天至5天, 95%~98%; both must be of one unit."""
        link = _LINK.match(self.low, tail.end) or (_INSIDE.match(self.low, tail.end) if not before.operator else None)
        second = read_number(self.low, link.end()) if link else None
        if second is None or len(number.values) > 1 or len(second.values) > 1:
            return None
        if names.in_formula(self.low, second.end, second.end):
            return None
        after = self.composer.tail(second.end, before.sign)
        own, other = tail.unit, after.unit
        if own and other and self.low[own.start : own.stop] != self.low[other.start : other.stop]:
            return None
        if tail.factor > 1 and not own and other and self.low[tail.end - 1] == self.low[other.start]:
            tail = Tail(tail.end)  # 5万-8万元: both are of 万元
        shared = tail.factor == 1 and not own and number.values[0] <= second.values[0]
        low_value = times(number.values[0], after.factor if shared else tail.factor)
        high_value = times(second.values[0], after.factor)
        stray, stray_unit = after.stray or tail.stray, after.stray_unit or tail.stray_unit
        return (low_value, high_value), Tail(after.end, 1, other or own, after.around, stray, stray_unit)
