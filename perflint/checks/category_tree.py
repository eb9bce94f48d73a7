"""The kind `category-tree`: a 二级 under a 一级 to which no known scheme has it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from typing import ClassVar

from perflint.checks.base import Answer, Context, Occasion, Scope
from perflint.checks.support.memo import file_memo
from perflint.lazyclass import dataclass
from perflint.model import Finding, NotEnoughData, Subject, Table
from perflint.taxonomy import Taxonomy


@dataclass(frozen=True, slots=True, eq=False)
class CategoryTree:
    """The 二级 of an indicator belongs to another 一级 than its own in every known scheme (with `schemes` in the
    configuration: in every one of these).

    own_scheme: from so many rows on a table that always files the 二级 like this follows a scheme of its own.
    """

    kind: ClassVar[str] = "category-tree"
    scopes: ClassVar[tuple[Scope, ...]] = ("indicator",)
    placeholders: ClassVar[frozenset[str]] = frozenset({"level1", "level2", "expected", "name"})

    own_scheme: int = 3

    def occasions(self, context: Context) -> Iterable[Occasion]:
        """The 二级 belongs to another 一级."""
        yield {"labels": lambda pair: bool(_other_parents(pair[0].category, pair[1].category, context.taxonomy))}

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """One finding, at the 二级."""
        indicator = subject.indicator
        if indicator is None:
            return
        level1, level2 = indicator.level1, indicator.level2
        parents = _other_parents(level1.category, level2.category, context.taxonomy)
        if not parents or level2.category is None:
            return
        if level1.garbled or level2.garbled or not indicator.garbled.isdisjoint(("level1", "level2")):
            yield NotEnoughData("garbled")
            return
        filed = _filed(subject.table).get(level2.category, Counter())
        if len(filed) == 1 and filed.total() >= self.own_scheme:
            return
        values = {
            "level1": level1.value,
            "level2": level2.value,
            "expected": tuple(c.name for c in context.taxonomy.categories if c.level == 1 and c.name in parents),
            "name": indicator.strings()[0],
        }
        yield Finding("level2", level2.text, values=values)


def _other_parents(level1: str | None, level2: str | None, taxonomy: Taxonomy) -> Collection[str]:
    """The 一级 to which a 二级 belongs, where the one above it is another; empty where all is well."""
    if level1 is None or level2 is None:
        return ()
    parents = taxonomy.expected_parents(level2)
    # A 二级 in the place of the 一级 says nothing about where the other one belongs.
    wrong = parents and level1 not in parents and taxonomy.resolve(level1, 1) is not None
    return parents if wrong else ()


@file_memo(16)
def _filed(table: Table) -> dict[str, Counter[str]]:
    """二级 -> how often the table files it under each 一级."""
    found: dict[str, Counter[str]] = {}
    for project in table.projects:
        for indicator in project.indicators:
            if indicator.level1.category and indicator.level2.category:
                found.setdefault(indicator.level2.category, Counter())[indicator.level1.category] += 1
    return found
