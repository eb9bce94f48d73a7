"""The kind `known-category`: a label that is no category of any known scheme."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from perflint.checks.base import Answer, Context, Occasion, Scope
from perflint.checks.support.wording import has_han
from perflint.lazyclass import dataclass
from perflint.model import Finding, Label, NotEnoughData, Subject
from perflint.taxonomy import Taxonomy


@dataclass(frozen=True, slots=True, eq=False)
class KnownCategory:
    """A label of the rule's fields (level1, level2) is unknown.

    also: further labels that are known.
    """

    kind: ClassVar[str] = "known-category"
    scopes: ClassVar[tuple[Scope, ...]] = ("indicator",)
    placeholders: ClassVar[frozenset[str]] = frozenset({"label", "name"})

    also: tuple[str, ...] = ()

    def occasions(self, context: Context) -> Iterable[Occasion]:
        """A label that is no known category."""
        levels = [0 if field == "level1" else 1 for field in context.fields]
        yield {"labels": lambda pair: any(self._is_unknown(pair[at], context.taxonomy) for at in levels)}

    def _is_unknown(self, label: Label, taxonomy: Taxonomy) -> bool:
        if not label.value or label.category is not None or not has_han(label.value) or label.value in self.also:
            return False
        return not _known(label.value, taxonomy)

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """A finding for each unknown label, at the label."""
        indicator = subject.indicator
        if indicator is None:
            return
        for field in context.fields:
            label = indicator.level1 if field == "level1" else indicator.level2
            if not self._is_unknown(label, context.taxonomy):
                continue
            if label.garbled or field in indicator.garbled:
                yield NotEnoughData("garbled")
                continue
            yield Finding(field, label.text, values={"label": label.value, "name": indicator.strings()[0]})


def _known(label: str, taxonomy: Taxonomy) -> bool:
    """Whether the label is known at either level: where it stands is another question."""
    return taxonomy.resolve(label, 1) is not None or taxonomy.resolve(label, 2) is not None
