"""The kind `code-label`: a category whose code is that of another category."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import ClassVar

from perflint.checks.base import Answer, Context, Occasion, Scope
from perflint.checks.support.memo import file_memo
from perflint.lazyclass import dataclass
from perflint.model import Finding, Label, NotEnoughData, Subject, Table
from perflint.taxonomy import Category, Taxonomy
from perflint.text import squeeze

_LABELS = ("level1", "level2")


@dataclass(frozen=True, slots=True, eq=False)
class CodeLabel:
    """The code before a label names another category than the label itself.

    own_scheme: from so many rows on a table that always gives the code to the same other label has codes of its own.
    """

    kind: ClassVar[str] = "code-label"
    scopes: ClassVar[tuple[Scope, ...]] = ("indicator",)
    placeholders: ClassVar[frozenset[str]] = frozenset({"code", "label", "expected", "name"})

    own_scheme: int = 3

    def occasions(self, context: Context) -> Iterable[Occasion]:
        """The code of a label is that of another category."""
        levels = [_LABELS.index(field) for field in context.fields if field in _LABELS]
        yield {
            "labels": lambda pair: any(_meant_otherwise(pair[at], at, context.taxonomy) is not None for at in levels)
        }

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """A finding for each of the rule's labels (level1, level2), at the label behind its code."""
        indicator = subject.indicator
        if indicator is None:
            return
        for field in context.fields:
            label = indicator.level1 if field == "level1" else indicator.level2
            meant = _meant_otherwise(label, _LABELS.index(field), context.taxonomy) if field in _LABELS else None
            if meant is None or label.category is None:
                continue
            code = squeeze(label.code.string)
            if label.garbled or field in indicator.garbled:
                yield NotEnoughData("garbled")
                continue
            if _same_family(meant.name, label.category) or self._own_code(subject.table, field, code):
                continue
            values = {"code": code, "label": label.value, "expected": meant.name, "name": indicator.strings()[0]}
            yield Finding(field, label.text, values=values)

    def _own_code(self, table: Table, field: str, code: str) -> bool:
        used = _uses(table, field).get(code, Counter())
        return len(used) == 1 and used.total() >= self.own_scheme


def _meant_otherwise(label: Label, at: int, taxonomy: Taxonomy) -> Category | None:
    """The category that a label's code means, where it is of the label's level and not the label's own."""
    if not label.code or label.category is None:
        return None
    meant = taxonomy.category_of_code(squeeze(label.code.string))
    return meant if meant is not None and meant.name != label.category and meant.level == at + 1 else None


def _same_family(one: str, other: str) -> bool:
    """31 stands for the satisfaction of anybody."""
    return "满意" in one and "满意" in other


@file_memo(16)
def _uses(table: Table, field: str) -> dict[str, Counter[str | None]]:
    """Code -> how often each category carries it in the table."""
    found: dict[str, Counter[str | None]] = {}
    for project in table.projects:
        for indicator in project.indicators:
            label: Label = indicator.level1 if field == "level1" else indicator.level2
            if label.code:
                found.setdefault(squeeze(label.code.string), Counter())[label.category] += 1
    return found
