"""The kind `repeats-bound`: a field says a bound again instead of a measurement."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from perflint.checks.base import Answer, Context, Occasion, Scope, field_text
from perflint.checks.support.occasions import is_filled
from perflint.checks.support.patterns import check_sources, found_in
from perflint.checks.support.wording import bare_span
from perflint.lazyclass import dataclass
from perflint.model import Finding, NotEnoughData, Quantity, Related, Subject, Value
from perflint.text import squeeze
from perflint.values import damaged_operator
from perflint.values.folding import level

_BOUNDS = frozenset({"≥", ">", "≤", "<"})
_WRITTEN = {">=": "≥", "<=": "≤"}
_REPEATED = {"zh": "照抄的指标值", "en": "the target that is repeated"}
_EDGES = "。;,、.:"


@dataclass(frozen=True, slots=True, eq=False)
class RepeatsBound:
    """The rule's second field (an actual value) repeats the bound that the first one (its target) sets.

    A bound is a number or a day with an operator in signs or in words (不少于, 以内, 前 …), or one of `bounds`. It is
    repeated in the same words; damaged signs (≼ for ≤), width, blanks and a unit that only one of the two writes make
    no difference. A bound in other words is silent, and so is a tighter one.

    bounds: patterns found in a target (folded, without blanks) that make it a bound without a number.
    """

    kind: ClassVar[str] = "repeats-bound"
    scopes: ClassVar[tuple[Scope, ...]] = ("indicator",)
    placeholders: ClassVar[frozenset[str]] = frozenset({"name", "value", "target"})

    bounds: tuple[str, ...] = ()

    def validate(self) -> None:
        """ValueError for options that are of the right type and still none: a pattern that does not compile."""
        check_sources(self.bounds)

    def occasions(self, context: Context) -> Iterable[Occasion]:
        """The first field sets a bound, the second is filled."""
        if len(context.fields) > 1:
            first, second = context.fields[:2]
            yield {first: lambda text: is_filled(text) and self._is_bound(context.value(text)), second: is_filled}

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """A finding at the bare value of the second field."""
        indicator = subject.indicator
        if indicator is None or len(context.fields) < 2:
            return
        first, second = context.fields[:2]
        target, actual = field_text(subject, first), field_text(subject, second)
        if not target.string.strip() or not actual.string.strip():
            return
        if not indicator.garbled.isdisjoint((first, second)):
            yield NotEnoughData("garbled")
            return
        bound, said = context.value(target.string), context.value(actual.string)
        if not self._is_bound(bound) or not _is_same(bound, said):
            return
        values = {"name": indicator.strings()[0], "value": said.bare, "target": bound.bare}
        related = (Related(target, _REPEATED, *bare_span(bound)),)
        yield Finding(second, actual, *bare_span(said), values, related)

    def _is_bound(self, value: Value) -> bool:
        with_number = (q for q in value.quantities if q.operator in _BOUNDS and (q.numbers or _has_digit(value, q)))
        return next(with_number, None) is not None or found_in(self.bounds, _written(value))


def _has_digit(value: Value, quantity: Quantity) -> bool:
    """Whether a day is given in numbers: 年底前 is none."""
    return any(sign.isdigit() for sign in value.text[quantity.start : quantity.end])


def _is_same(bound: Value, said: Value) -> bool:
    if _written(bound) == _written(said):
        return True
    quantities = (*bound.quantities, *said.quantities)
    if len(bound.quantities) != 1 or len(said.quantities) != 1 or all(q.unit for q in quantities):
        return False
    return _written(bound, units=False) == _written(said, units=False)


def _written(value: Value, *, units: bool = True) -> str:
    """The bare value as it should be written: folded, without blanks, its damaged signs mended; or without units."""
    start, end = bare_span(value)
    low = level(value.text)[:end]
    for quantity in reversed(value.quantities):
        low = low[: quantity.start] + _mended(low, quantity, units) + low[quantity.end :]
    low = low[start:]
    # A damaged sign before words (≪预算) belongs to no quantity.
    if not value.quantities and (broken := damaged_operator(value.text[start:end])) is not None:
        low = low[: broken[0]] + broken[2] + low[broken[1] :]
    plain = squeeze(low)
    for signs, sign in _WRITTEN.items():
        plain = plain.replace(signs, sign)
    return plain.strip(_EDGES)


def _mended(low: str, quantity: Quantity, units: bool) -> str:
    """A quantity with the sign or unit that its damaged one stands for."""
    inner, unit = low[quantity.start : quantity.end], level(quantity.unit)
    if quantity.damaged_span is not None:
        first, last = (at - quantity.start for at in quantity.damaged_span)
        before = not any(map(str.isdigit, inner[:first]))
        inner = inner[:first] + (quantity.operator if before else unit) + inner[last:]
    at = inner.rfind(unit) if unit and not units else -1
    return inner if at < 0 else inner[:at] + inner[at + len(unit) :]
