"""The kind `similar`: two names of a project that differ in nothing but words without content, or in their order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from perflint.checks.base import Answer, Context, Scope
from perflint.checks.support.names import name_and_unit
from perflint.checks.unique import FIRST_PLACE
from perflint.model import Finding, Indicator, Project, Related, Subject
from perflint.taxonomy import Taxonomy
from perflint.text import han_count
from perflint.words import cut

# Lists of the taxonomy whose words only say what kind of number is meant: 服务人数 and 工作人数 share no content.
_MEASURES = ("count_heads", "duration_heads", "amount_rates", "good_rates", "quality_rates", "quality_tails")
_ENDINGS = frozenset("率度性数量")
_CONTENT = 2
# 批次数 is 批次: 数 says nothing behind a word that counts already.
_COUNTED = re.compile("(?<=[批人场户台班车]次)数量?$")
# With one of these the order of the words says who does what to whom.
_DIRECTED = frozenset({"对", "向", "给", "由", "从", "到", "至", "转", "比", "被", "把", "为", "按"})


@dataclass(frozen=True, slots=True, eq=False)
class Similar:
    """Two names of a project are the same without words that carry no content, or in another order of their words;
    the later one is found. Names that are the same as they stand are left to the kind `unique`.

    empty: words that carry no content in a name.
    shortest: how many Han characters both names have at least.
    """

    kind: ClassVar[str] = "similar"
    scopes: ClassVar[tuple[Scope, ...]] = ("indicator",)
    placeholders: ClassVar[frozenset[str]] = frozenset({"name", "first", "first_name"})

    empty: tuple[str, ...]
    shortest: int = 4

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """A finding at the name of an indicator that is near to an earlier one's."""
        indicator, project = subject.indicator, subject.project
        if indicator is None or project is None:
            return
        first = _near(project, context.taxonomy, self).get(indicator.index)
        if first is None:
            return
        values = {"name": indicator.name.string, "first": first.seq, "first_name": first.name.string}
        yield Finding("name", indicator.name, values=values, related=(Related(first.name, FIRST_PLACE),))


@lru_cache(maxsize=4)
def _near(project: Project, taxonomy: Taxonomy, check: Similar) -> Mapping[int, Indicator]:
    """For every indicator (by index) whose name is near to an earlier one's, the first such one."""
    empty = frozenset(check.empty)
    measures = _measures(taxonomy)
    groups: dict[tuple[object, ...], list[tuple[Indicator, str, tuple[str, ...]]]] = {}
    result: dict[int, Indicator] = {}
    for indicator in project.indicators:
        name = indicator.name.string
        if han_count(name) < check.shortest or "name" in indicator.garbled:
            continue
        plain, unit = name_and_unit(name, taxonomy)
        words = [w for w in cut(_COUNTED.sub("", plain)) if w not in empty and any(c.isalnum() for c in w)]
        if han_count("".join(w for w in words if w not in measures)) < _CONTENT:
            continue
        words = [part for word in words for part in _parted(word) if part not in empty]
        group = groups.setdefault((indicator.subgoal, unit, tuple(sorted(words))), [])
        first = next((i for i, other, order in group if other != plain and _alike(tuple(words), order)), None)
        if first is not None:
            result[indicator.index] = first
        if len(group) < 8:
            group.append((indicator, plain, tuple(words)))
    return result


def _parted(word: str) -> tuple[str, ...]:
    """A word without its measure, and the measure: 接种率 is 接种 and 率; 人数 is one word."""
    return (word[:-1], word[-1]) if len(word) > 2 and word[-1] in _ENDINGS else (word,)


@lru_cache(maxsize=4)
def _measures(taxonomy: Taxonomy) -> frozenset[str]:
    return frozenset().union(*(taxonomy.words[name] for name in _MEASURES))


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the same words mean the same in their order."""
    return one == other or not _DIRECTED.intersection(one)
