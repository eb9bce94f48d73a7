"""The kind `quantified`: indicators of some name whose target needs a number of some dimension."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from perflint.checks.base import Answer, Context, Scope
from perflint.checks.support.naming import plain_name
from perflint.checks.support.states import checkable
from perflint.checks.support.wording import bare_span, has_han, illegible, targets
from perflint.model import Finding, Indicator, Subject


@dataclass(frozen=True, slots=True, eq=False)
class Quantified:
    """The target of an indicator of these names holds no quantity of these dimensions.

    names: words of which the indicator's name holds one.
    labels: words of which the label holds one, where the indicator has no name.
    dimensions: what counts as a number: share, score, count, duration, amount …; a bare number always does.
    states: whether a state that can be looked up (是, 完成调查) will do as well.
    """

    kind: ClassVar[str] = "quantified"
    scopes: ClassVar[tuple[Scope, ...]] = ("indicator",)
    placeholders: ClassVar[frozenset[str]] = frozenset({"value", "name"})

    names: tuple[str, ...]
    labels: tuple[str, ...] = ()
    dimensions: tuple[str, ...] = ()
    states: bool = False

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """A finding for each target of the rule's fields without such a number, at its bare value."""
        indicator = subject.indicator
        if indicator is None or not self._concerns(indicator):
            return
        yield from illegible(subject, context.fields)
        enough = {*self.dimensions, "other"}
        for field, text, value in targets(subject, context):
            said = (*value.quantities, *value.note_quantities)
            if not has_han(value.bare) or any(q.dimension in enough or not self.dimensions for q in said):
                continue
            if self.states and checkable(value.bare, "", context.taxonomy):
                continue
            start, end = bare_span(value)
            values = {"value": value.bare, "name": indicator.name.string or indicator.level2.value}
            yield Finding(field, text, start, end, values=values)

    def _concerns(self, indicator: Indicator) -> bool:
        name = plain_name(indicator.name.string)
        if name:
            return any(word in name for word in self.names)
        labels = [label.category or label.value for label in (indicator.level2, indicator.level1)]
        return any(word in label for word in self.labels for label in labels)
