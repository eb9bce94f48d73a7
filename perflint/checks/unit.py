"""The kind `unit`: a number without a unit anywhere, or with another one than is declared for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Literal

from perflint.checks.base import Answer, Context, Occasion, Scope
from perflint.checks.support.names import OPENING, unit_key
from perflint.checks.support.naming import as_set, head, marked_as_share
from perflint.checks.support.needed import hinted
from perflint.checks.support.occasions import in_targets
from perflint.checks.support.patterns import check_sources, found_in
from perflint.checks.support.unitwords import (
    counts_in_words,
    declared_units,
    is_bare_number,
    numerator,
    rest_of,
    unit_in_name,
    units_of_name,
)
from perflint.checks.support.wording import bare_span, illegible, judged, plain
from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import Finding, Indicator, Quantity, Subject, Text, Value
from perflint.taxonomy import Taxonomy
from perflint.text import squeeze

# A year or a day in digits, as a spreadsheet gives them.
_DAY = lazy_regex(r"(?:19|20)[0-9]{2}(?:[01][0-9](?:[0-3][0-9])?|[./][01]?[0-9]|[-~](?:19|20)[0-9]{2})?")
_SHARE = lazy_regex("[率度性]$|比例$")
_BOUNDS = frozenset("≥≤><")
_UNIT_IN_NOTE = lazy_regex(r"单位[:：]")


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """The unit of a target's number: none is given, or another one than name and unit column say.

    form: `missing` speaks where the value is a bare number and neither a bracket or the end of the name, nor the unit
        column gives its unit, `declared` where the value has another unit than those; units that the taxonomy counts
        as the same are, and so are 次/年 and 次, 万人 and 人.
    unitless: for `missing`, patterns of names (without trailing brackets) whose numbers have no unit, or name it.
    beside: for `missing`, words that say nothing where they stand beside the number; the name's own never do.
    """

    kind: ClassVar[str] = "unit"
    scopes: ClassVar[tuple[Scope, ...]] = ("indicator",)
    placeholders: ClassVar[frozenset[str]] = frozenset({"name", "value", "unit", "declared"})

    form: Literal["missing", "declared"]
    unitless: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()

    def validate(self) -> None:
        """ValueError for options that are of the right type and still none: a pattern that does not compile."""
        check_sources(self.unitless)

    def occasions(self, context: Context) -> Iterable[Occasion]:
        """A number without a unit where none is declared, or with one where another may be."""
        taxonomy = context.taxonomy
        if self.form == "missing":

            def bare(value: Value) -> bool:
                return len(value.quantities) == 1 and not value.quantities[0].unit

            yield from in_targets(
                context,
                bare,
                alike=bare,
                name=lambda name: not self._names_unit(name, taxonomy),
                unit=lambda unit: not _says_unit(unit),
            )
            return

        def measured(value: Value) -> bool:
            return any(q.unit for q in value.quantities)

        in_brackets = hinted(lambda name: bool(units_of_name(name, taxonomy)), OPENING)
        yield from in_targets(context, measured, alike=measured, name=in_brackets)
        yield from in_targets(context, measured, alike=measured, unit=_says_unit)

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """A finding for each target of the rule's fields, at the quantity at fault."""
        indicator = subject.indicator
        if indicator is None or "name" in indicator.garbled:
            return
        yield from illegible(subject, context.fields)
        taxonomy = context.taxonomy
        if self.form == "missing":
            without = list(judged(subject, context, lambda value: self._without_unit(value, indicator, taxonomy)))
            if without and not self._needs_none(indicator, taxonomy):
                yield from (_finding(*one, indicator, ()) for one in without)
            return
        declared = declared_units(indicator, taxonomy)
        with_another = judged(subject, context, lambda value: _with_another(value, declared, indicator, taxonomy))
        yield from (_finding(*one, indicator, declared) for one in with_another)

    def _needs_none(self, indicator: Indicator, taxonomy: Taxonomy) -> bool:
        if _says_unit(indicator.unit.string) or self._names_unit(indicator.strings()[0], taxonomy):
            return True
        return bool(declared_units(indicator, taxonomy))

    def _names_unit(self, name: str, taxonomy: Taxonomy) -> bool:
        return (
            unit_in_name(name, taxonomy)
            or marked_as_share(name)
            or counts_in_words(name, taxonomy)
            or found_in(self.unitless, head(name))
        )

    def _without_unit(self, value: Value, indicator: Indicator, taxonomy: Taxonomy) -> Quantity | None:
        """The value's only number where it is bare, not zero, no day and no ratio."""
        if len(value.quantities) != 1:
            return None
        quantity = value.quantities[0]
        if quantity.end != bare_span(value)[1]:
            return None  # an unknown measure word, or what is counted
        if quantity.unit or quantity.damaged.strip("≥≤=><《》〈〉€≼≪≽≫") or not any(quantity.numbers):
            return None
        if quantity.lower is None and quantity.upper is None:
            return None
        if not is_bare_number(value, indicator.strings()[0], as_set(self.beside)):
            # 受理案件量不低于900 is a bare number all the same: its words name what is counted, but no unit.
            measure = rest_of(value)
            if quantity.operator not in _BOUNDS or found_in(self.unitless, measure):
                return None
            if counts_in_words(measure, taxonomy):
                return None
        if _DAY.fullmatch(plain(value.bare)) or _UNIT_IN_NOTE.search(value.note + indicator.note.string):
            return None
        return quantity


def _says_unit(column: str) -> bool:
    return bool(squeeze(column).strip("-—_/无"))


def _with_another(value: Value, declared: tuple[str, ...], indicator: Indicator, taxonomy: Taxonomy) -> Quantity | None:
    """The value's first number with a unit, where none of its numbers has one that is declared."""
    measured = [q for q in value.quantities if q.unit and q.numbers and q.dimension != "date" and not q.damaged]
    if not declared or len(measured) != len(value.quantities):
        return None
    allowed = {unit_key(numerator(unit), taxonomy) for unit in declared}
    written = [unit_key(numerator(q.unit), taxonomy) for q in measured]
    if not measured or not allowed.isdisjoint(written) or _of_one_size(declared, measured, taxonomy):
        return None
    if not indicator.unit and measured[0].dimension == "share" and _SHARE.search(head(indicator.strings()[0])):
        return None  # 满意度（户）: the bracket says who is asked
    return measured[0]


def _of_one_size(declared: tuple[str, ...], measured: list[Quantity], taxonomy: Taxonomy) -> bool:
    """Whether a unit is as large as a declared one (天 and 工作日), or both are shares."""
    units = taxonomy.units
    sizes = {(units.dimension[unit], units.scale.get(unit)) for unit in declared if unit in units.dimension}
    shares = any(dimension == "share" for dimension, _ in sizes)
    return any(
        (q.dimension == "share" and shares)
        or ((size := units.scale.get(squeeze(q.unit).lower())) is not None and (q.dimension, size) in sizes)
        for q in measured
    )


def _finding(
    field: str, text: Text, value: Value, found: Quantity, indicator: Indicator, declared: tuple[str, ...]
) -> Finding:
    values = {
        "name": indicator.strings()[0],
        "value": value.bare,
        "unit": found.unit,
        "declared": declared[0] if declared else "",
    }
    return Finding(field, text, found.start, found.end, values)
