"""The kind `other-measure`: a value that states a measure of its own, which is not the name's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from perflint.checks.base import Answer, Context, Occasion, Scope
from perflint.checks.support.measures import Sort, ends_adverse, own_measure, sort_of
from perflint.checks.support.naming import head, plain_name
from perflint.checks.support.occasions import in_targets
from perflint.checks.support.patterns import check_sources, found_in
from perflint.checks.support.wording import bare_span, illegible, targets, words_of
from perflint.lazyclass import dataclass
from perflint.model import Finding, Indicator, Subject, Value
from perflint.taxonomy import Taxonomy
from perflint.words import content_words

# Two measures of one sort are told apart by their words alone where the words are terms; counts and times of one
# thing go by too many names (受益人数, 惠及群众数量).
_TOLD_APART = frozenset({"rate", "satisfaction"})
# An efficiency can be put in many measures; only a service life is none of them.
_NO_EFFICIENCY = frozenset({"life"})


@dataclass(frozen=True, slots=True, eq=False)
class OtherMeasure:
    """The value says itself what its number measures (…率 …度 …数 …量 …时间 年限), and the name is another measure: no
    word with content is shared, or the one says how satisfied somebody is and the other how often something went
    wrong. A label under which the value stands in place of the layout's is the value's own measure too.

    Silent where the name is no measure and nothing adverse.

    adverse: lists of the taxonomy with what should not happen; a name that ends in one is a measure as well.
    remedies: lists of the taxonomy; how such a thing is dealt with is no other measure than that it happens.
    changes: patterns of measures of a change (增长率), which may be that of any name.
    same: groups of words, blank-separated, that mean the same in a measure (及时 按时 准时).
    aspects: labels under which satisfaction may be asked about any aspect that the name gives.
    """

    kind: ClassVar[str] = "other-measure"
    scopes: ClassVar[tuple[Scope, ...]] = ("indicator",)
    placeholders: ClassVar[frozenset[str]] = frozenset({"value", "name", "measure"})

    adverse: tuple[str, ...] = ()
    remedies: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    aspects: tuple[str, ...] = ()

    def validate(self) -> None:
        """ValueError for options that are of the right type and still none: a pattern that does not compile."""
        check_sources(self.changes)

    def occasions(self, context: Context) -> Iterable[Occasion]:
        """The name is a measure, and the target says one too."""

        def says(value: Value) -> bool:
            return len(value.quantities) == 1 and bool(own_measure(value, value.quantities[0]))

        return in_targets(
            context, says, alike=says, name=lambda name: bool(sort_of(name, context.taxonomy, self.adverse))
        )

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """A finding for each target of the rule's fields, at its bare value."""
        indicator = subject.indicator
        if indicator is None or not indicator.name:
            return
        yield from illegible(subject, ("name", *context.fields))
        name = "" if "name" in indicator.garbled else indicator.name.string
        sort = sort_of(name, context.taxonomy, self.adverse) if name else ""
        if not sort:
            return
        for field, text, value in targets(subject, context):
            measure = _stated(value, indicator)
            if measure and self._is_other(measure, name, sort, indicator, context.taxonomy):
                start, end = bare_span(value)
                values = {"value": value.bare, "name": name, "measure": measure}
                yield Finding(field, text, start, end, values)

    def _is_other(self, measure: str, name: str, sort: Sort, indicator: Indicator, taxonomy: Taxonomy) -> bool:
        own = sort_of(measure, taxonomy, self.adverse)
        said = content_words(measure, taxonomy.words["empty_words"])
        if not own or not said or measure in plain_name(name):
            return False
        if found_in(self.changes, measure):
            return False
        if "satisfaction" in (own, sort) and self._denies(measure, name, own, taxonomy):
            return True
        if own == "satisfaction" and self._asks_aspect(indicator):
            return False
        if not self._may_differ(own, sort, measure, taxonomy):
            return False
        known = content_words(head(name), taxonomy.words["empty_words"])
        if "count" in (own, sort) and own != sort and set("".join(said)) & set("".join(known)):
            return False
        return not any(self._alike(a, b) for a in said for b in known)

    def _denies(self, measure: str, name: str, own: Sort, taxonomy: Taxonomy) -> bool:
        """Whether one says how satisfied somebody is, and the other how often the adverse thing happens."""
        bad = name if own == "satisfaction" else measure
        good = measure if own == "satisfaction" else name
        found = ends_adverse(bad, taxonomy, self.adverse)
        return found is not None and found[1] not in good

    def _may_differ(self, own: Sort, sort: Sort, measure: str, taxonomy: Taxonomy) -> bool:
        """Whether measures of these sorts can be two different ones at all."""
        if sort == "efficiency" or own == "efficiency":
            return own in _NO_EFFICIENCY
        if sort == "adverse":
            return not any(remedy in measure for remedy in words_of(taxonomy, *self.remedies))
        return own != sort or sort in _TOLD_APART

    def _asks_aspect(self, indicator: Indicator) -> bool:
        labels = [label.category or label.value for label in (indicator.level2, indicator.level1)]
        return any(aspect in label for aspect in self.aspects for label in labels)

    def _alike(self, one: str, other: str) -> bool:
        """Whether two words are the same, or as good as: 处理 and 办理, 完好 and 完整, 及时 and 按时."""
        if one in other or other in one:
            return min(len(one), len(other)) > 1
        if len(one) == len(other) == 2 and (one[0] == other[0] or one[1] == other[1]):
            return True
        return any(one in group.split() and other in group.split() for group in self.same)


def _stated(value: Value, indicator: Indicator) -> str:
    """The measure that the value states, the label in front of it included; "" where it states none."""
    if len(value.quantities) != 1:
        return ""
    return own_measure(value, value.quantities[0]) or plain_name(indicator.value_label.string)
