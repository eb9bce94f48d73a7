"""What the field's data look like in memory: categories, schemes, units and word lists."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from perflint.model.quantity import Dimension
from perflint.text import squeeze

_LONGEST_LABEL = 60
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
# In front of a label: a code (11-, 1.1 , A01-), an item number (（一）, 1、, 一、), or marks (★ *).
_PREFIX = re.compile(
    r"(?:[★☆*※●■◆○□]|[(\[【][0-9一二三四五六七八九十]{1,3}[)\]】][、.]?|[一二三四五六七八九十]{1,3}[、.,:]"
    r"|[0-9]{1,3}(?:\.[0-9]{1,2}){0,3}(?:[-—–_、.,:)]+|(?=[^0-9.%]))|[a-z]{1,3}[0-9]{1,6}[-—–_、.:]?|[a-f][-—–_、.:]?(?=[\u4e00-\u9fff]))"
)
# Behind a label: its points (50分), 50分, （30）, (0-20)分, （10%）, or a colon.
_SUFFIX = re.compile(
    r"(?:[(\[【][^()\[\]【】]{0,3}?[0-9]{1,3}(?:\.[0-9]{1,2})?(?:[-—–~～至][0-9]{1,3}(?:\.[0-9]{1,2})?)?(?:分|%|点)?[)\]】]分?"
    r"|[0-9]{1,3}(?:\.[0-9]{1,2})?(?:分|%)|[:;,、。]|[*★])$"
)


# A table has the same few labels in all its rows.
@lru_cache(maxsize=4096)
def label_key(label: str) -> str:
    """The label as labels are compared: folded, lower case, without blanks, code, number, points and 指标."""
    key = _INVISIBLE.sub("", squeeze(label)).lower()
    while match := _PREFIX.match(key):
        key = key[match.end() :]
    while match := _SUFFIX.search(key):
        key = key[: match.start()]
    key = key.replace("指标", "")
    return key.removesuffix("类") if len(key) > 2 else key


@dataclass(frozen=True, slots=True)
class Category:
    """A category of indicators; `parents` are the 一级 it belongs to in any known scheme, `code` "" where none.

    `loose` are those of its labels (the name too) that are also plain words or names of indicators.
    """

    name: str
    level: int
    parents: tuple[str, ...] = ()
    code: str = ""
    synonyms: tuple[str, ...] = ()
    loose: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Scheme:
    """A published way to order indicators: its tree of 一级 and 二级."""

    name: str
    tree: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Scoring:
    """A known way to give out the points of a self-evaluation.

    `total` is what all points make, `execution` the part of it that stands at the execution rate and in no indicator
    (0: none), `points` the usual points of the 一级. `steps` gives the execution's score by steps, from the highest
    down: from this rate (in percent) on, this share of its points; empty where the score is points × rate.
    """

    name: str
    total: Decimal = Decimal(100)
    execution: Decimal = Decimal(0)
    points: Mapping[str, Decimal] = field(default_factory=dict)
    steps: tuple[tuple[Decimal, Decimal], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """Units of measure, folded and in lower case: their dimensions, classes of equals and factors to a base unit."""

    dimension: Mapping[str, Dimension]
    classes: tuple[frozenset[str], ...]
    scale: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True, eq=False)
class Taxonomy:
    """Everything the field's data say; `words` are the named word lists, `scorings` the ways of scoring that count.

    `followed` names the schemes that tables are held to; empty where any known one is right. Reading knows them all.
    """

    version: str
    categories: tuple[Category, ...]
    schemes: tuple[Scheme, ...]
    units: Units
    words: Mapping[str, frozenset[str]]
    codes: Mapping[str, str] = field(default_factory=dict)
    scorings: tuple[Scoring, ...] = ()
    followed: frozenset[str] = frozenset()
    _labels: Mapping[str, tuple[tuple[Category, bool], ...]] = field(init=False, repr=False)
    _by_name: Mapping[tuple[int, str], Category] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        labels: dict[str, list[tuple[Category, bool]]] = {}
        named = [(category.name, category) for category in sorted(self.categories, key=lambda c: c.level)]
        synonyms = [(label, category) for category in self.categories for label in category.synonyms]
        for label, category in (*named, *synonyms):
            labels.setdefault(label_key(label), []).append((category, label in category.loose))
        object.__setattr__(self, "_labels", {key: tuple(found) for key, found in labels.items() if key})
        object.__setattr__(self, "_by_name", {(c.level, c.name): c for c in self.categories})

    def resolve(self, label: str, level: int | None = None) -> Category | None:
        """The category that a label names as printed, or None where it names none.

        `level` narrows to one level; without it a category's own name wins over a synonym, and 成本指标 is the 一级.
        Labels that are also names of indicators (群众满意度, 时间) count only with the word 指标 or a `level`:
        without column or code to tell, ask without a level.
        """
        if len(label) > _LONGEST_LABEL:
            return None
        for category, loose in self._labels.get(label_key(label), ()):
            if level is None:
                if not loose or "指标" in squeeze(label):
                    return category
            elif category.level == level:
                return category
        return None

    def category_of_code(self, code: str) -> Category | None:
        """The category of a code of the two-digit scheme ("1", "11"), or None where it is unknown."""
        key = squeeze(code)
        name = self.codes.get(key)
        return self._by_name.get((min(len(key), 2), name)) if name else None

    def parents(self, level2_name: str) -> frozenset[str]:
        """The 一级 under which some known scheme has this 二级 (canonical names); empty where it is unknown."""
        category = self._by_name.get((2, level2_name))
        return frozenset(category.parents) if category else frozenset()

    def expected_parents(self, level2_name: str) -> frozenset[str]:
        """The 一级 under which a scheme that is followed has this 二级; where none has it, those of `parents`."""
        if not self.followed:
            return self.parents(level2_name)
        homes = [(s.name, top) for s in self.schemes for top, leaves in s.tree.items() if level2_name in leaves]
        # What a user's additions say of a category belongs to no scheme, and always counts.
        own = self.parents(level2_name) - {top for _, top in homes}
        expected = own | {top for scheme, top in homes if scheme in self.followed}
        return expected or self.parents(level2_name)
