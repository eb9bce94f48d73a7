"""The kind `dimension`: names that call for a number of one dimension, and values that hold another or none."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any, ClassVar, get_args

from perflint.checks.base import Answer, Context, Occasion, Scope
from perflint.checks.support.compared import with_unit
from perflint.checks.support.naming import as_set, head, is_rate, plain_name, rate_words
from perflint.checks.support.needed import hinted, needed_by
from perflint.checks.support.occasions import in_targets, is_open
from perflint.checks.support.patterns import check_sources, found_in
from perflint.checks.support.states import checkable
from perflint.checks.support.texts import named
from perflint.checks.support.unitwords import COUNT_WORDS, is_bare_number, is_count, percent, rest_of
from perflint.checks.support.wording import bare_span, has_han, illegible, judged, made_of, plain
from perflint.lazyclass import dataclass
from perflint.model import Finding, Indicator, Quantity, Subject, Value
from perflint.model.quantity import Dimension as DimensionName
from perflint.taxonomy import Taxonomy
from perflint.text import squeeze

_LISTS = ("names", "unless", "labels", "not_under", "needs", "wrong")
_MEASURES = ("rate", "count")
_KEYS = (*_LISTS, "measure", "states")
_DIMENSIONS = get_args(DimensionName)
# 20个村, 300名学员: so many signs may name what is counted.
_LONGEST_THING = 3


@dataclass(frozen=True, slots=True, eq=False)
class Dimension:
    """The target holds no number of a dimension that the indicator's name calls for; the first case that concerns the
    name decides. The variant of the message is the first dimension that the case needs. Of a project its name is
    looked at and of a table its title, beside the rule's fields.

    cases: mappings of these keys; `names`, `measure` and `labels` say whom a case concerns. `names`: patterns, one of
        which is found in the name without trailing brackets; `measure`: `rate` (it ends in 率 比例 …, or carries
        （%）) or `count` (人数 次数 数量 …); `labels`: words of the label, for indicators without a name; `unless`:
        patterns that must not be found in the whole name or in the targets; `not_under`: categories, of which
        neither 一级 nor 二级 is one. `needs`: the dimensions that do (share, score, count, duration, amount, area,
        frequency, date), all where none are given; `wrong`: those that do not. With `wrong` only a value is at fault
        whose numbers are all of these and that says nothing else; without, every value in words that has no number
        (one without a unit always does), save with `states: true` one that can be looked up.
    beside: words that say nothing where they stand beside a wrong number (完成率100%); the name's own never do.
    """

    kind: ClassVar[str] = "dimension"
    scopes: ClassVar[tuple[Scope, ...]] = ("table", "project", "indicator")
    placeholders: ClassVar[frozenset[str]] = frozenset({"name", "value", "name_dimension", "value_dimension"})

    cases: tuple[Mapping[str, Any], ...]
    beside: tuple[str, ...] = ()

    def validate(self) -> None:
        """ValueError for options that are of the right type and still none: a pattern that does not compile."""
        for case in self.cases:
            _validate(case)

    def occasions(self, context: Context) -> Iterable[Occasion]:
        """A case concerns the name, and the target's numbers, whatever their units are, may be of the wrong kind."""
        for case in self.cases:
            wrong = partial(_may_be_wrong, case, context.taxonomy)
            yield from in_targets(
                context,
                wrong,
                alike=wrong,
                name=hinted(partial(_may_concern, case, context.taxonomy), _words_of(case, context.taxonomy)),
            )

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """A finding for each target of the rule's fields whose number does not fit, at its bare value."""
        indicator = named(subject)
        if "name" in indicator.garbled:
            return
        name = indicator.strings()[0]
        case = next((c for c in _cases_of(self, name, context.taxonomy) if _fits_labels(c, name, indicator)), None)
        if case is None:
            return
        yield from illegible(subject, context.fields)

        def judge(value: Value) -> list[Quantity] | None:
            said = [with_unit(q, subject, context) for q in value.quantities]
            wrong = self._is_wrong(case, value, said, indicator, context.taxonomy)
            return said if wrong and not _excused(case, indicator, value) else None

        for field, text, value, said in judged(subject, context, judge):
            values = {
                "value": value.bare,
                "name": name or indicator.level2.value,
                "name_dimension": next(iter(case.get("needs", ())), ""),
                "value_dimension": said[0].dimension if said else "",
            }
            yield Finding(field, text, *bare_span(value), values, variant=values["name_dimension"])

    def _is_wrong(
        self, case: Mapping[str, Any], value: Value, said: Sequence[Quantity], indicator: Indicator, taxonomy: Taxonomy
    ) -> bool:
        everywhere = (*said, *value.note_quantities)
        needs = case.get("needs", ())
        if "wrong" not in case:
            if not has_han(value.bare) or any(q.dimension in (*needs, "other") or not needs for q in everywhere):
                return False
            return not (case.get("states") and checkable(value.bare, "", taxonomy))
        if not said or any(q.dimension in needs for q in everywhere):
            return False
        if not all(_is_of(q, case["wrong"], taxonomy) for q in said):
            return False
        return self._says_nothing_else(value, indicator.strings()[0], taxonomy)

    def _says_nothing_else(self, value: Value, name: str, taxonomy: Taxonomy) -> bool:
        """Whether the value is its numbers and words that say nothing; what is counted may stand behind (20个村)."""
        beside = as_set(self.beside)
        if is_bare_number(value, name, beside):
            return True
        last = value.quantities[-1]
        thing = plain(value.text[last.end : bare_span(value)[1]])
        if last.dimension != "count" or not 0 < len(thing) <= _LONGEST_THING or checkable(thing, name, taxonomy):
            return False
        rest = rest_of(value).removesuffix(thing)
        return rest in head(name) or made_of(rest, beside)


def _validate(case: Mapping[str, Any]) -> None:
    for key, given in case.items():
        if key not in _KEYS:
            raise ValueError(f"cases: unknown key {key!r}; known: {', '.join(_KEYS)}")
        if key in _LISTS and not (isinstance(given, list) and all(isinstance(i, str) for i in given)):
            raise ValueError(f"cases: {key} is a list of strings")
        if key in ("needs", "wrong") and (unknown := [i for i in given if i not in _DIMENSIONS]):
            raise ValueError(f"cases: no dimension {unknown[0]!r}; known: {', '.join(_DIMENSIONS)}")
    if "measure" in case and case["measure"] not in _MEASURES:
        raise ValueError(f"cases: measure is one of {', '.join(_MEASURES)}")
    if not {"names", "measure", "labels"}.intersection(case):
        raise ValueError("cases: a case needs names, measure or labels")
    check_sources(case.get("names", ()), case.get("unless", ()))


@lru_cache(maxsize=2048)
def _cases_of(check: Dimension, name: str, taxonomy: Taxonomy) -> tuple[Mapping[str, Any], ...]:
    """The cases that may concern an indicator of such a name."""
    return tuple(case for case in check.cases if _may_concern(case, taxonomy, name))


def _fits_labels(case: Mapping[str, Any], name: str, indicator: Indicator) -> bool:
    """Whether a case that may concern the name does so beside the indicator's labels."""
    excluded = case.get("not_under", ())
    if excluded and any(label.category in excluded for label in indicator.label_words()):
        return False
    if plain_name(name):
        return True
    labels = [label.category or label.value for label in (indicator.level2, indicator.level1)]
    return any(word in label for word in case.get("labels", ()) for label in labels)


def _may_concern(case: Mapping[str, Any], taxonomy: Taxonomy, name: str) -> bool:
    """Whether a case may concern a name; the labels of one without a name are not asked."""
    if not plain_name(name):
        return "labels" in case
    if "names" in case and not found_in(tuple(case["names"]), head(name)):
        return False
    if "measure" not in case:
        return "names" in case
    return is_rate(name, taxonomy) if case["measure"] == "rate" else is_count(name, taxonomy)


def _words_of(case: Mapping[str, Any], taxonomy: Taxonomy) -> Collection[str] | None:
    """Words one of which every name has that a case may concern."""
    if "names" in case:
        return needed_by(case["names"])
    return rate_words(taxonomy) if case.get("measure") == "rate" else COUNT_WORDS


def _may_be_wrong(case: Mapping[str, Any], taxonomy: Taxonomy, value: Value) -> bool:
    """Whether a value may be at fault, its numbers without a unit being of any kind."""
    needs, fixed = case.get("needs", ()), [q for q in value.quantities if not is_open(q)]
    known = (*fixed, *value.note_quantities)
    if "wrong" not in case:
        return has_han(value.bare) and not any(q.dimension in (*needs, "other") or not needs for q in known)
    if not value.quantities or any(q.dimension in needs for q in known):
        return False
    return all(_is_of(q, case["wrong"], taxonomy) for q in fixed)


def _excused(case: Mapping[str, Any], indicator: Indicator, value: Value) -> bool:
    unless = tuple(case.get("unless", ()))
    return bool(unless) and found_in(unless, f"{plain_name(indicator.strings()[0])}\n{plain(value.text)}")


def _is_of(quantity: Quantity, wrong: Iterable[str], taxonomy: Taxonomy) -> bool:
    """Whether the number is of one of the dimensions; 元/人 is the amount of a rate, and a point is no share."""
    if not quantity.numbers or quantity.dimension not in wrong:
        return False
    if quantity.dimension == "share":
        return bool(percent(quantity, taxonomy))
    return not set(squeeze(quantity.unit)) & set("/·每")
