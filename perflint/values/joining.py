"""Putting neighbours together: 每月 or 一年 with its number of times, 大于90% with 小于100%."""

from __future__ import annotations

import re
from dataclasses import replace

from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import Quantity
from perflint.values.units import PERIODS

_PERIOD = (
    "个?(?:半年|季度|季(?!节)|年度|年(?![底末终级])|月份|月(?!底)|星期|周(?!边|围)|日(?!常)|天|小时|分钟|秒|学期|学年|旬"
    "|个?工作日)"
)
_MANY = "(?:[0-9]{1,2}|[一两二三四五六七八九十]{1,2})?"
LEADS = f"每 ?{_MANY} ?{_PERIOD}|平均每?(?:年|月|日|天|周)|[年月日周季](?:平?均)(?!衡|等|匀)"
_LEAD = lazy_regex(f"(?P<mean>[年月日周季])平?均|(?:平均)?每? ?(?P<many>{_MANY}) ?(?P<period>{_PERIOD})")
_BETWEEN = lazy_regex(r"(?:[^\W0-9_]| ){0,16}")
_CLAUSE_END = frozenset(" ,;。、:()")
_TIMES = frozenset(("次", "场", "场次", "期", "轮", "趟", "份", "人次", "回", "批", "批次", "篇", "班", "遍"))
# The units of a duration that may be a period.
_LEADING = frozenset(("年", "月", "个月", "周", "天", "日", "季", "季度", "学期", "学年"))


@dataclass(frozen=True, slots=True, eq=False)
class Lead:
    """每月 and its like: a period whose number may follow; `mean` for 月均 and 每人每月, which need one."""

    start: int
    end: int
    per: str
    mean: bool

    @staticmethod
    def of(anchor: re.Match[str], low: str) -> Lead:
        """The lead that an anchor has found."""
        found = _LEAD.match(low, anchor.start())
        if found is None:
            return Lead(anchor.start(), anchor.end(), "", True)
        period, many = found["mean"] or found["period"], found["many"] or ""
        if many in ("", "一", "1"):
            per = PERIODS.get(period) or PERIODS.get(period.lstrip("个"), period)
        else:
            per = many + period
        needy = found["mean"] is not None or "每" in low[max(0, found.start() - 3) : found.start()]
        return Lead(anchor.start(), anchor.end(), per, needy)


def join(low: str, found: list[Quantity | Lead]) -> tuple[Quantity, ...]:
    """Give every lead its number; a lead without one is a frequency of its own (每日备份), 月均 alone is nothing."""
    joined: list[Quantity] = []
    lead: Lead | None = None
    for item in found:
        if isinstance(item, Lead):
            if lead is not None and item.start > lead.end:
                joined.extend(_alone(lead))
            lead = item
            continue
        if lead is not None and _belongs(low, lead, item):
            dimension = "frequency" if item.dimension == "count" or not item.unit else item.dimension
            joined.append(replace(item, start=lead.start, per=item.per or lead.per, dimension=dimension))
        else:
            joined.extend(_alone(lead))
            _append(low, joined, item)
        lead = None
    joined.extend(_alone(lead))
    return tuple(item for item in joined if not _only_when(low, item))


def _alone(lead: Lead | None) -> list[Quantity]:
    if lead is None or lead.mean or not lead.per:
        return []
    return [Quantity(lead.start, lead.end, "", (), "", "frequency", per=lead.per)]


def _belongs(low: str, lead: Lead, item: Quantity) -> bool:
    if item.dimension == "date" or item.per or not item.numbers:
        return False
    between = _BETWEEN.match(low, lead.end, item.start)
    return between is not None and between.end() == item.start


def _append(low: str, joined: list[Quantity], item: Quantity) -> None:
    """Add a quantity; 一年 or 半年 directly before it is its period, a bound before it makes a range with it."""
    last = joined[-1] if joined else None
    if last is not None and (both := _both_bounds(low, last, item)):
        joined[-1] = both
    elif (
        last is not None
        and last.end == item.start
        and last.dimension == "duration"
        and not last.operator
        and not last.approximate
        and len(last.numbers) == 1
        and (item.dimension == "count" and item.unit in _TIMES)
        and not item.per
        and last.unit in _LEADING
    ):
        word = low[last.start : last.end]
        per = PERIODS[last.unit] if last.numbers[0] == 1 else word
        joined[-1] = replace(item, start=last.start, dimension="frequency", per=per)
    else:
        joined.append(item)


def _both_bounds(low: str, first: Quantity, second: Quantity) -> Quantity | None:
    """One range of a lower and an upper bound that follow each other: 大于90%小于100%."""
    if low[first.end : second.start].strip() not in ("", "且", "并", "且应"):
        return None
    at_least, at_most = (first, second) if first.operator in ("≥", ">") else (second, first)
    if at_least.operator not in ("≥", ">") or at_most.operator not in ("≤", "<") or first.unit != second.unit:
        return None
    if at_least.lower is None or at_most.upper is None or at_least.lower > at_most.upper or first.per != second.per:
        return None
    if first.dimension == "date" or first.damaged or second.damaged:
        return None
    numbers = first.numbers + second.numbers
    return replace(first, end=second.end, operator="~", numbers=numbers, lower=at_least.lower, upper=at_most.upper)


def _only_when(low: str, item: Quantity) -> bool:
    """半年 without a number of times, an operator or a clause of its own says when, not how long."""
    if item.dimension != "duration" or item.operator or low[item.start : item.end] != "半年":
        return False
    before, after = low[item.start - 1 : item.start], low[item.end : item.end + 1]
    return not ((not before or before in _CLAUSE_END) and (not after or after in _CLAUSE_END))
