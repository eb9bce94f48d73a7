"""Whether an actual value misses its target or passes it, where the two can be compared at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from perflint.checks.base import Context
from perflint.checks.support.compared import same_unit, with_unit
from perflint.checks.support.deadlines import comes_late
from perflint.checks.support.naming import head, is_rate
from perflint.checks.support.orientation import Way, way_of
from perflint.checks.support.scales import is_lower
from perflint.checks.support.unitwords import rest_of
from perflint.checks.support.wording import left_over, plain
from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import Indicator, Quantity, Subject, Value
from perflint.text import squeeze

_HUNDRED = Decimal(100)
# Without a unit of its own an actual so far from its target is one in another unit: 480 to 4800000.
_OTHER_UNIT = Decimal(50)
# Factors such as 亩 to 公顷 are rounded.
_ROUNDED = Decimal("0.0001")
# No rounding makes more of a difference: 1小时 is no half hour.
_LEAST_EXACT = Decimal("0.02")
_MONTH = Decimal(2592000)
_FACTORED = lazy_regex(r"[0-9](?:\.(?P<decimals>[0-9]+))? ?(?P<factor>[万亿])")
_POINTS = "百分点"
# A number without a unit under such a name (满意度, 完整性, 考核得分) is one of a hundred.
_CAPPED = frozenset("度性分")


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """What tells how targets of a kind are read.

    scales: steps in words, best first, blank-separated. beside: words that an actual may add to its number.
    either: words of names for which more or less may be better. uncapped: words of names of shares that may pass 100%.
    """

    scales: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    either: tuple[str, ...] = ()
    uncapped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Attained:
    """What became of a target: missed, or passed by so many percent (None: not at all, or it does not count).

    `target` and `actual` are the ranges in the two texts.
    """

    missed: bool
    passed_by: Decimal | None
    target: tuple[int, int]
    actual: tuple[int, int]


def attained(target: Value, actual: Value, subject: Subject, context: Context, terms: Terms) -> Attained | None:
    """What became of the target, None where the two cannot be compared."""
    if subject.indicator is None:
        return None
    if not target.quantities and not actual.quantities:
        lower = is_lower(plain(actual.bare), plain(target.bare), terms.scales)
        return Attained(lower, None, _span(target), _span(actual)) if lower else None
    if len(target.quantities) != 1 or len(actual.quantities) != 1:
        return None
    if _says_more(target, actual, subject.indicator, context, terms):
        return None
    return _compare(target, actual, subject, context, terms)


def _span(value: Value) -> tuple[int, int]:
    return (value.bare_spans[0][0], value.bare_spans[-1][1]) if value.bare_spans else (0, len(value.text))


def _says_more(target: Value, actual: Value, indicator: Indicator, context: Context, terms: Terms) -> bool:
    """Whether words beside the numbers may mean something else: a change, an action, another measure."""
    name, wanted, got = plain(indicator.name.string), rest_of(target), rest_of(actual)
    if any(word in wanted and word not in name for word in context.taxonomy.words["changes"]):
        return True
    return bool(got) and bool(left_over(got.lower(), f"{name} {wanted}".lower(), frozenset(terms.beside))[1])


def _compare(target: Value, actual: Value, subject: Subject, context: Context, terms: Terms) -> Attained | None:
    goal, got = target.quantities[0], actual.quantities[0]
    places = (goal.start, goal.end), (got.start, got.end)
    if goal.dimension == "date" and got.dimension == "date":
        late = comes_late(target.text, goal, actual.text, got, context.year)
        return Attained(late, None, *places) if late else None
    way = "" if subject.indicator is None else way_of(subject.indicator, goal, terms.either, context.taxonomy)
    if not way or goal.approximate or (got.approximate and got.upper is not None):
        return None
    if got.unit[:1] not in ("万", "亿"):
        got = _widened(got, _rounding(actual.text[got.start : got.end]))
    goal, own = with_unit(goal, subject, context), got
    got = with_unit(got, subject, context)
    if goal.dimension == "share" and goal.unit == got.unit:
        got = own  # 0.98 may be 98%, whatever the column of units says of the target
    pairs = list(_readings(goal, got, subject, context))
    if not pairs:
        return None
    if all(_misses(t, a, way) for t, a in pairs):
        return Attained(True, None, *places)
    if way == "at-most" or not _can_pass(pairs[0][0], subject.indicator, terms, context):
        return None
    over = [_passes(t, a) for t, a in pairs]
    known = [o for o in over if o is not None]
    return Attained(False, min(known), *places) if len(known) == len(over) else None


def _rounding(text: str) -> Decimal:
    """By how much a number may have been rounded: 2.65万 stands for 26500 and 50 more or less."""
    found = _FACTORED.search(text)
    if found is None:
        return Decimal(0)
    return Decimal(10 ** (4 if found["factor"] == "万" else 8)).scaleb(-len(found["decimals"] or "")) / 2


def _readings(goal: Quantity, got: Quantity, subject: Subject, context: Context) -> Iterator[tuple[Quantity, Quantity]]:
    """The pairs of target and actual in one unit that the two may mean; none where they cannot be compared."""
    if goal.dimension == "share" and goal.operator == ">" and goal.numbers[0] >= _HUNDRED:
        return  # nothing can be more than all of it
    if len(goal.numbers) != 1 or not got.numbers or (goal.unit.endswith(_POINTS)) != (got.unit.endswith(_POINTS)):
        return
    name = subject.indicator.name.string if subject.indicator is not None else ""
    if goal.dimension == "share" and not got.unit:
        # An actual takes its target's unit; 0.98 may be 98% too.
        yield goal, replace(got, unit=goal.unit, dimension="share")
        if 0 < got.numbers[0] <= 1:
            yield goal, _times(replace(got, unit=goal.unit, dimension="share"), _HUNDRED)
        return
    if not goal.unit and 0 < goal.numbers[0] <= 1 and is_rate(name, context.taxonomy):
        goal = _times(goal, _HUNDRED)
        if not got.unit and 0 <= got.numbers[0] <= 1:
            got = _times(got, _HUNDRED)
    yield from _in_one_unit(goal, got, context)


def _in_one_unit(goal: Quantity, got: Quantity, context: Context) -> Iterator[tuple[Quantity, Quantity]]:
    if not goal.unit or not got.unit:
        if not goal.unit and got.dimension in ("amount", "duration", "date"):
            return
        if _is_far(goal.numbers[0], got.numbers[0]) or goal.per != got.per:
            return
        yield goal, got
        return
    factor = same_unit(goal, got, context.taxonomy)
    if factor is not None and _span_of_time(goal, context) == _span_of_time(got, context):
        yield goal, _converted(got, factor, goal.numbers[0])


def _span_of_time(quantity: Quantity, context: Context) -> str:
    """Which kind of duration it is: working days, days and less, months and more; they convert only roughly."""
    if quantity.dimension != "duration":
        return ""
    if "工作" in quantity.unit:
        return "work"
    scale = context.taxonomy.units.scale.get(squeeze(quantity.unit).lower())
    return "months" if scale is not None and scale >= _MONTH else "days"


def _converted(quantity: Quantity, factor: Decimal, near: Decimal) -> Quantity:
    """In the other unit; a number rounded in a larger unit (85.13万元 for 851234元) may be all that it stands for."""
    if factor == 1:
        return quantity
    exponent = quantity.numbers[0].as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) * factor / 2
    return _widened(_times(quantity, factor), max(step if factor > 1 else Decimal(0), abs(near) * _ROUNDED))


def _widened(quantity: Quantity, by: Decimal) -> Quantity:
    by = min(by, abs(quantity.numbers[0]) * _LEAST_EXACT) if quantity.numbers else by
    lower = None if quantity.lower is None else quantity.lower - by
    upper = None if quantity.upper is None else quantity.upper + by
    return replace(quantity, lower=lower, upper=upper)


def _times(quantity: Quantity, factor: Decimal) -> Quantity:
    lower = None if quantity.lower is None else quantity.lower * factor
    upper = None if quantity.upper is None else quantity.upper * factor
    return replace(quantity, numbers=tuple(n * factor for n in quantity.numbers), lower=lower, upper=upper)


def _is_far(one: Decimal, other: Decimal) -> bool:
    low, high = sorted((abs(one), abs(other)))
    return low > 0 and high > low * _OTHER_UNIT


def _misses(goal: Quantity, got: Quantity, way: Way) -> bool:
    bound = goal.numbers[0]
    if way == "at-least":
        return got.upper is not None and (got.upper < bound or (goal.operator == ">" and got.upper == bound))
    return got.lower is not None and (got.lower > bound or (goal.operator == "<" and got.lower == bound))


def _passes(goal: Quantity, got: Quantity) -> Decimal | None:
    bound, least = goal.numbers[0], min(got.numbers)
    if bound <= 0 or got.lower is None or least < bound:
        return None
    return (least - bound) * _HUNDRED / bound


def _can_pass(goal: Quantity, indicator: Indicator | None, terms: Terms, context: Context) -> bool:
    """Whether there is no natural limit that keeps an actual near its target: shares end at 100%, scores too."""
    if goal.dimension == "score" or indicator is None:
        return False
    name = indicator.name.string
    if goal.dimension == "share" or (not goal.unit and (is_rate(name, context.taxonomy) or head(name)[-1:] in _CAPPED)):
        return any(word in head(name) for word in terms.uncapped)
    return True
