"""Which categories an indicator stands under, and which scheme of them a table follows."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from perflint.checks.support.memo import file_memo
from perflint.model import Indicator, Label, LabelWords, Table
from perflint.taxonomy import Scheme, Taxonomy

# A stray label or two does not change what scheme a table follows.
MOST = 0.9


@lru_cache(maxsize=512)
def home(taxonomy: Taxonomy, level2: str) -> str | None:
    """The 一级 under which the usual scheme has a 二级 (canonical names), None where it is unknown."""
    category = taxonomy.resolve(level2, 2)
    return category.parents[0] if category is not None and category.parents else None


def level1_of(indicator: Indicator, taxonomy: Taxonomy) -> str | None:
    """The canonical 一级 of an indicator, that of its 二级 where it has none, None where neither is known."""
    return level1_said(indicator.level1, indicator.level2, taxonomy)


def level1_said(level1: Label | LabelWords, level2: Label | LabelWords, taxonomy: Taxonomy) -> str | None:
    """The same of labels, or of what they say."""
    if level1.value:
        return level1.category
    return home(taxonomy, level2.category) if level2.category else None


@file_memo(2)
def schemes_of(table: Table, taxonomy: Taxonomy) -> tuple[Scheme, ...]:
    """The known schemes that the table's 一级 follow: those that hold most of its labelled indicators."""
    labels = Counter(i.label_words() for project in table.projects for i in project.indicators)
    found: Counter[str | None] = Counter()
    for (one, two), times in labels.items():
        if one.value or two.value:
            found[level1_said(one, two, taxonomy)] += times
    total = found.total()
    if not total:
        return ()
    return tuple(s for s in taxonomy.schemes if sum(found[name] for name in s.tree) >= MOST * total)


def expects(scheme: Scheme, category: str) -> bool:
    """Whether a scheme has a category, at either level."""
    return category in scheme.tree or any(category in leaves for leaves in scheme.tree.values())
