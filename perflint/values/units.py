"""Finding the unit behind a number: the longest known one, composites such as 元/人·月, units in brackets."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from functools import lru_cache
from typing import Protocol

from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model.quantity import Dimension
from perflint.text import HAN_SIGN, fold_text


class UnitTable(Hashable, Protocol):
    """What the value parser needs to know of units; must be hashable, since results are cached by it."""

    @property
    def dimension(self) -> Mapping[str, Dimension]:
        """The dimension of each unit, written in half width and lower case."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """A unit found in a text: it reaches up to `end`; `text` is its folded form without outer brackets."""

    start: int
    end: int
    stop: int  # where what the unit itself takes up ends, before a closing bracket
    dimension: Dimension
    per: str = ""


# Shares are understood even where a unit table does not have them.
_SHARES: dict[str, Dimension] = dict.fromkeys(("%", "‰", "百分比", "百分点", "个百分点", "比例"), "share")
_ONE_SIGN_UNITS = "㎡㎥㎢㎞㎏㎝㎜㎎㎖㏄℃㎐㎾㎸㎅㎆㎇㎟㎠㎣㎤"
# A unit's sign is no unit where it begins another word.
_OTHER_WORDS = frozenset(
    re.findall(
        "..",
        "次性年级家庭分别分之元旦天然本科本级升级期间日常时间场所组织所有台账个性个体个别人均人民条件处理处置处于点击名录"
        "户籍位于位置度假面向面对种植类似级别页面道路段落批准层级层次班子组成口径款项角度局部节约节能科技科学支持支撑支付支出"
        "部门部分周边期末期初",
    )
)
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyz")  # the empty string is no member: nothing follows the last sign
PERIODS = {
    "半年": "半年", "季度": "季度", "季": "季度", "年度": "年", "年": "年", "月份": "月", "月": "月", "个月": "月",
    "星期": "周", "周": "周", "日": "天", "天": "天", "小时": "小时", "分钟": "分钟", "秒": "秒", "学期": "学期",
    "学年": "学年", "旬": "旬", "工作日": "工作日", "个工作日": "工作日", "h": "小时", "s": "秒", "min": "分钟",
}  # fmt: skip
_PERIOD_LENGTHS = tuple(sorted({len(p) for p in PERIODS}, reverse=True))
_AMOUNT_OF = lazy_regex("[0-9一二两三四五六七八九十百千万亿]{0,5}")
_FOREIGN = lazy_regex(f"{HAN_SIGN}{{1,3}}(?=$|[\\s,;。、:()/·]|以上|以内|以下|之内|左右|及以上)")
_COMPOSITE = lazy_regex("[/·(每]")
_LETTERS = lazy_regex("[a-z]{1,10}(?:/[a-z]{1,5})?(?![a-z0-9])")


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """A unit table made ready for matching."""

    dimension: Mapping[str, Dimension]  # of whole units, composites too
    plain: frozenset[str]  # what is matched as one piece
    lengths: Mapping[str, tuple[int, ...]]  # by first sign, longest first

    def match(self, low: str, at: int) -> int:
        """Where the longest plain unit that begins at `at` ends; `at` itself where there is none."""
        for length in self.lengths.get(low[at : at + 1], ()):
            end = at + length
            unit = low[at:end]
            if len(unit) < length or unit not in self.plain:
                continue
            if unit[-1] in _LATIN and low[end : end + 1] in _LATIN:
                continue
            if unit[-1] + low[end : end + 1] in _OTHER_WORDS:
                continue
            return end
        return at


@lru_cache(maxsize=16)
def lexicon(units: UnitTable) -> Lexicon:
    """The lexicon of a unit table (cached by the table's identity or equality)."""
    dimension: dict[str, Dimension] = {**_SHARES, **units.dimension}
    for sign in _ONE_SIGN_UNITS:
        if known := dimension.get(fold_text(sign).lower()):
            dimension[sign] = known
    for unit, known in tuple(dimension.items()):
        if len(unit) > 1 and unit[-1] in "23" and unit[-2] in _LATIN:
            raised = "²" if unit[-1] == "2" else "³"
            for form in (unit[:-1] + raised, f"{unit[:-1]}<sup>{unit[-1]}</sup>", f"{unit[:-1]} <sup>{unit[-1]}</sup>"):
                dimension[form] = known
    plain = frozenset(unit for unit in dimension if _is_plain(unit, dimension))
    lengths: dict[str, set[int]] = {}
    for unit in plain:
        lengths.setdefault(unit[0], set()).add(len(unit))
    return Lexicon(dimension, plain, {sign: tuple(sorted(found, reverse=True)) for sign, found in lengths.items()})


def _is_plain(unit: str, dimension: Mapping[str, Dimension]) -> bool:
    """Whether a unit is matched as a whole; composites are put together, 万 and 亿 belong to the number."""
    if unit[:1] in ("", "万", "亿"):
        return dimension.get(unit) == "amount" and not _COMPOSITE.search(unit)
    if unit[0] in "百千" and dimension[unit] == "count":
        return False
    return unit[0] in _LATIN or not _COMPOSITE.search(unit)


def period_end(low: str, at: int) -> int:
    """Where a period (年 季度 月 …) that begins at `at` ends; `at` where there is none."""
    for length in _PERIOD_LENGTHS:
        word = low[at : at + length]
        if len(word) < length or word not in PERIODS:
            continue
        if not (word[-1] in _LATIN and low[at + length : at + length + 1] in _LATIN):
            return at + length
    return at


def read_unit(low: str, at: int, known: Lexicon) -> Unit | None:
    """The unit that begins at `at`, with its denominators and a bracket that holds a unit only."""
    if low.startswith("(", at):
        return _bracketed(low, at, known)
    unit = _composite(low, at, known)
    if unit is None:
        return _per_period(low, at)
    extra = None if unit.per else _bracketed(low, unit.end, known)
    return Unit(at, extra.end, extra.end, unit.dimension) if extra else unit


def _composite(low: str, at: int, known: Lexicon) -> Unit | None:
    """A unit with its denominators; what the table says of the whole holds, else what it says of the numerator."""
    head = known.match(low, at)
    if head == at:
        return None
    end, per = _denominators(low, head, known)
    whole, numerator = known.dimension.get(low[at:end]), known.dimension[low[at:head]]
    return Unit(at, end, end, whole or ("frequency" if per and numerator == "count" else numerator), per)


def read_letters(low: str, at: int) -> Unit | None:
    """Letters behind a number that no table knows: a unit only where an operator stands before the number."""
    if not (found := _LETTERS.match(low, at)):
        return None
    return Unit(at, found.end(), found.end(), "other")


def _bracketed(low: str, at: int, known: Lexicon) -> Unit | None:
    """A bracket that holds nothing but a unit."""
    if not low.startswith("(", at):
        return None
    unit = _composite(low, at + 1 + low.startswith(" ", at + 1), known)
    if unit is None:
        return None
    close = unit.end + low.startswith(" ", unit.end)
    return Unit(unit.start, close + 1, unit.end, unit.dimension, unit.per) if low.startswith(")", close) else None


def _per_period(low: str, at: int) -> Unit | None:
    """A period behind a bare number: 100000/年; no unit, but a frequency."""
    if not low.startswith("/", at):
        return None
    end = period_end(low, at + 1)
    return Unit(at, end, at, "frequency", PERIODS[low[at + 1 : end]]) if end > at + 1 else None


def _denominators(low: str, end: int, known: Lexicon) -> tuple[int, str]:
    """Follow /人 ·月 每人 behind a unit; the end, and the period if one of them is a time."""
    per = ""
    signs = "/·每"
    for _ in range(4):
        sign = low[end : end + 1]
        if not sign or sign not in signs:
            break
        first = end + 1
        amount = _AMOUNT_OF.match(low, first)
        begin = amount.end() if amount else first
        stop = period_end(low, begin)
        if stop > begin:
            per = per or low[first:begin] + PERIODS[low[begin:stop]]
        else:
            stop = known.match(low, begin)
        if stop == begin and sign == "/" and (foreign := _FOREIGN.match(low, first)):
            stop = foreign.end()
            begin = first
        if stop <= begin:
            break
        end = stop
        signs = "/·每、." if sign in "/、." else signs
    return end, per
