"""The kind `range`: a number that lies outside of what numbers of its kind can or should be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache, partial
from typing import Any, ClassVar, cast, get_args

from perflint.checks.base import Answer, Context, Occasion, Scope, field_string, field_text
from perflint.checks.support.compared import with_unit
from perflint.checks.support.naming import head, plain_name
from perflint.checks.support.needed import hinted, needed_by
from perflint.checks.support.occasions import in_targets, is_open
from perflint.checks.support.patterns import check_sources, found_in
from perflint.checks.support.texts import named
from perflint.checks.support.unitwords import percent
from perflint.checks.support.wording import illegible, plain
from perflint.lazyclass import dataclass
from perflint.model import Finding, Indicator, Quantity, Severity, Subject, Text, Value
from perflint.model.quantity import Dimension as DimensionName
from perflint.model.results import SEVERITIES
from perflint.taxonomy import Taxonomy

_PATTERNS = ("names", "unless")
_LISTS = (*_PATTERNS, "labels", "dimensions")
_LIMITS = ("min", "above", "max", "below")
_KEYS = (*_LISTS, *_LIMITS, "reached", "single", "staged")
_DIMENSIONS = get_args(DimensionName)
_Fault = tuple[Quantity, str, Decimal]


@dataclass(frozen=True, slots=True, eq=False)
class Range:
    """A number of the rule's fields lies outside of the bounds of the first case that concerns the name.

    The variant says which way: `low`, `high`, or `reached` for a target that only the largest number fulfils.

    cases: mappings of these keys. `names`: patterns, one of which is found in the name (of the indicator, without
        trailing brackets, of the project, or the title), all names where none are given; `labels`: words of the label,
        for indicators without a name; `unless`: patterns that must not be found in the whole name, the bare value and
        its notes, a line each; `dimensions`: of what the numbers are (share, count, amount, score …), any where none
        are given; shares are compared in percent, percentage points are none. `min`, `max`: the smallest and the
        largest number that may be; `above`, `below`: the same where the bound itself may not be. A target that is
        only bounded from above (≤5%) is never low. `reached`: the severity of ≥ the `max`, which leaves only the
        `max`; without it that is no fault. `single: true`: only values that hold one number. `staged: true`: silent
        where another of the rule's fields lies inside (a stage of a longer task).
    """

    kind: ClassVar[str] = "range"
    scopes: ClassVar[tuple[Scope, ...]] = ("table", "project", "indicator")
    placeholders: ClassVar[frozenset[str]] = frozenset({"name", "value", "number", "limit"})

    cases: tuple[Mapping[str, Any], ...]

    def validate(self) -> None:
        """ValueError for options that are of the right type and still none: a pattern that does not compile."""
        for case in self.cases:
            _validate(case)

    def occasions(self, context: Context) -> Iterable[Occasion]:
        """A case concerns the name, and a number, whatever its unit is, may lie outside."""
        for case in self.cases:
            concerned = hinted(partial(_may_concern, case), needed_by(case["names"]) if "names" in case else None)
            yield from in_targets(
                context,
                partial(_may_be_outside, case, context.taxonomy),
                alike=partial(_may_have, case),
                name=concerned,
            )

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """A finding for each number outside, at its quantity; for each field the first one."""
        one = named(subject)
        if "name" in one.garbled:
            return
        case = _case_of(self, one, subject.indicator is not None)
        if case is None:
            return
        yield from illegible(subject, context.fields)
        name, faults = one.strings()[0], dict[str, _Fault | None]()
        stated = list(_stated(subject, context))
        for _, _, string in stated:
            if string not in faults:
                faults[string] = _fault(case, name, context.value(string), subject, context)
        if case.get("staged") and any(f is None and context.value(string).quantities for string, f in faults.items()):
            return
        for field, text, string in stated:
            fault = faults[string]
            if fault is None:
                continue
            quantity, way, limit = fault
            values = {"name": name, "value": context.value(string).bare, "limit": limit, "number": quantity.numbers[0]}
            severity = cast(Severity, case["reached"]) if way == "reached" else None
            found = field_text(subject, field) if text is None else text
            span = quantity.start, quantity.end
            yield Finding(field.split(".")[0], found, *span, values, severity=severity, variant=way)


def _validate(case: Mapping[str, Any]) -> None:
    for key, given in case.items():
        if key not in _KEYS:
            raise ValueError(f"cases: unknown key {key!r}; known: {', '.join(_KEYS)}")
        if key in _LISTS and not (isinstance(given, list) and all(isinstance(i, str) for i in given)):
            raise ValueError(f"cases: {key} is a list of strings")
        if key in _LIMITS:
            _limit(case, key)
    if unknown := [i for i in case.get("dimensions", ()) if i not in _DIMENSIONS]:
        raise ValueError(f"cases: no dimension {unknown[0]!r}; known: {', '.join(_DIMENSIONS)}")
    if not set(_LIMITS).intersection(case):
        raise ValueError("cases: a case needs min, max, above or below")
    if case.get("reached", "error") not in SEVERITIES or ("reached" in case and "max" not in case):
        raise ValueError(f"cases: reached is one of {', '.join(SEVERITIES)}, beside max")
    check_sources(*(case.get(key, ()) for key in _PATTERNS))


def _limit(case: Mapping[str, Any], key: str) -> Decimal | None:
    """A bound of the case as a Decimal; YAML gives an int, a float or a string."""
    if key not in case:
        return None
    try:
        return _decimal(str(case[key]))
    except InvalidOperation:
        raise ValueError(f"cases: {key} is a number") from None


_decimal = lru_cache(maxsize=256)(Decimal)


def _case_of(check: Range, one: Indicator, has_labels: bool) -> Mapping[str, Any] | None:
    """The first case that concerns a subject; the labels tell where an indicator has no name."""
    name = one.strings()[0]
    if not has_labels:
        return _case_for(check, plain_name(name))
    if plain_name(name):
        return _case_for(check, head(name))
    labels = [label.category or label.value for label in reversed(one.label_words())]
    return next((c for c in check.cases if any(w in label for w in c.get("labels", ()) for label in labels)), None)


@lru_cache(maxsize=2048)
def _case_for(check: Range, name: str) -> Mapping[str, Any] | None:
    return next((c for c in check.cases if "names" not in c or found_in(tuple(c["names"]), name)), None)


def _may_concern(case: Mapping[str, Any], name: str) -> bool:
    """Whether a case may concern a name; the labels of one without a name are not asked."""
    if not plain_name(name):
        return "labels" in case
    return "names" not in case or found_in(tuple(case["names"]), head(name))


def _may_have(case: Mapping[str, Any], value: Value) -> bool:
    """Whether a value has a number of a case's dimensions, or one that may be of any."""
    dimensions = case.get("dimensions")
    return any(is_open(q) or not dimensions or q.dimension in dimensions for q in value.quantities)


def _may_be_outside(case: Mapping[str, Any], taxonomy: Taxonomy, value: Value) -> bool:
    if case.get("single") and len(value.quantities) != 1:
        return False
    dimensions = case.get("dimensions")
    for quantity in value.quantities:
        if is_open(quantity):
            return True
        if not quantity.numbers or (dimensions and quantity.dimension not in dimensions):
            continue
        numbers = percent(quantity, taxonomy) if quantity.dimension == "share" else quantity.numbers
        if numbers and _outside(case, quantity.operator, numbers):
            return True
    return False


def _stated(subject: Subject, context: Context) -> Iterator[tuple[str, Text | None, str]]:
    """The legible texts of the rule's fields: field, text, string; a field of several amounts or points gives each of
    them, of any other the text is left to who needs it."""
    garbled = subject.indicator.garbled if subject.indicator is not None else frozenset[str]()
    for field in context.fields:
        if field in ("amounts", "points"):
            texts = [entry.value for entry in getattr(subject.project, field)]
            yield from ((field, text, text.string) for text in texts if text.string.strip())
        elif field not in garbled and (string := field_string(subject, field)).strip():
            yield field, None, string


def _fault(case: Mapping[str, Any], name: str, value: Value, subject: Subject, context: Context) -> _Fault | None:
    """The first quantity outside of the case's bounds, which way, and the bound."""
    unless = tuple(case.get("unless", ()))
    said_all = "\n".join((plain_name(name), plain(value.bare), plain(value.note)))
    if (unless and found_in(unless, said_all)) or (case.get("single") and len(value.quantities) != 1):
        return None
    for quantity in value.quantities:
        said = with_unit(quantity, subject, context)
        dimensions = case.get("dimensions")
        if not said.numbers or (dimensions and said.dimension not in dimensions):
            continue
        numbers = percent(said, context.taxonomy) if said.dimension == "share" else said.numbers
        if numbers and (way := _outside(case, said.operator, numbers)):
            return quantity, *way
    return None


def _outside(case: Mapping[str, Any], operator: str, numbers: tuple[Decimal, ...]) -> tuple[str, Decimal] | None:
    """Which way the numbers lie outside, and of which bound."""
    low, high = min(numbers), max(numbers)
    smallest, above, largest, below = (_limit(case, key) for key in _LIMITS)
    if largest is not None and (high > largest or (operator == ">" and high >= largest)):
        return "high", largest
    if below is not None and (high > below if operator in ("≤", "<") else high >= below):
        return "high", below
    if operator not in ("≤", "<"):
        if smallest is not None and low < smallest:
            return "low", smallest
        if above is not None and (low < above if operator == ">" else low <= above):
            return "low", above
    if operator == "≥" and "reached" in case and high == largest:
        return "reached", high
    return None
