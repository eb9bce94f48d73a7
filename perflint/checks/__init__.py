"""The check kinds by the name that a rule file gives them."""

from __future__ import annotations

from dataclasses import is_dataclass
from typing import Any

from perflint import plugins
from perflint.checks.attainment import Attainment
from perflint.checks.baseless import Baseless
from perflint.checks.brackets import Brackets
from perflint.checks.category_tree import CategoryTree
from perflint.checks.classify import Classify
from perflint.checks.code_label import CodeLabel
from perflint.checks.compare import Compare
from perflint.checks.compound import Compound
from perflint.checks.consistent import Consistent
from perflint.checks.copies import CopiedIndicators, CopiedText
from perflint.checks.count import Count
from perflint.checks.coverage import Coverage
from perflint.checks.dimension import Dimension
from perflint.checks.direction import Direction
from perflint.checks.event import Event
from perflint.checks.exceeds import Exceeds
from perflint.checks.expression import Expression
from perflint.checks.filler import Filler
from perflint.checks.frequency import Frequency
from perflint.checks.full_marks import FullMarks
from perflint.checks.goal_number import GoalNumber
from perflint.checks.hedged import Hedged
from perflint.checks.known_category import KnownCategory
from perflint.checks.known_year import KnownYear
from perflint.checks.markup import Markup
from perflint.checks.mixed_width import MixedWidth
from perflint.checks.named_bound import NamedBound
from perflint.checks.new_words import NewWords
from perflint.checks.one_of import OneOf
from perflint.checks.operator import Operator
from perflint.checks.other_measure import OtherMeasure
from perflint.checks.pattern import Pattern
from perflint.checks.pseudo_quantity import PseudoQuantity
from perflint.checks.range import Range
from perflint.checks.ratio import Ratio
from perflint.checks.repeats_bound import RepeatsBound
from perflint.checks.required import Required
from perflint.checks.restated import Restated
from perflint.checks.sequence import Sequence
from perflint.checks.similar import Similar
from perflint.checks.spacing import Spacing
from perflint.checks.stale_year import StaleYear
from perflint.checks.sum import Sum
from perflint.checks.typos import Typos
from perflint.checks.unexplained import Unexplained
from perflint.checks.unique import Unique
from perflint.checks.unit import Unit
from perflint.checks.unmeasured import Unmeasured
from perflint.checks.unstated import Unstated
from perflint.checks.words import Words
from perflint.checks.year import Year
from perflint.errors import UsageError

KINDS: dict[str, Any] = {
    "attainment": Attainment,
    "baseless": Baseless,
    "brackets": Brackets,
    "category-tree": CategoryTree,
    "classify": Classify,
    "code-label": CodeLabel,
    "compare": Compare,
    "compound": Compound,
    "consistent": Consistent,
    "copied-indicators": CopiedIndicators,
    "copied-text": CopiedText,
    "count": Count,
    "coverage": Coverage,
    "dimension": Dimension,
    "direction": Direction,
    "event": Event,
    "exceeds": Exceeds,
    "expression": Expression,
    "filler": Filler,
    "frequency": Frequency,
    "full-marks": FullMarks,
    "goal-number": GoalNumber,
    "hedged": Hedged,
    "known-category": KnownCategory,
    "known-year": KnownYear,
    "markup": Markup,
    "mixed-width": MixedWidth,
    "named-bound": NamedBound,
    "new-words": NewWords,
    "one-of": OneOf,
    "operator": Operator,
    "other-measure": OtherMeasure,
    "pattern": Pattern,
    "pseudo-quantity": PseudoQuantity,
    "range": Range,
    "ratio": Ratio,
    "repeats-bound": RepeatsBound,
    "required": Required,
    "restated": Restated,
    "sequence": Sequence,
    "similar": Similar,
    "spacing": Spacing,
    "stale-year": StaleYear,
    "sum": Sum,
    "typos": Typos,
    "unexplained": Unexplained,
    "unique": Unique,
    "unit": Unit,
    "unmeasured": Unmeasured,
    "unstated": Unstated,
    "words": Words,
    "year": Year,
}

_MEMBERS = ("kind", "scopes", "placeholders", "run")
_SCOPES = frozenset({"file", "table", "project", "indicator"})


def kind_names() -> tuple[str, ...]:
    """The names of all kinds, those of installed plugins included, sorted."""
    return tuple(sorted({*KINDS, *plugins.names(plugins.CHECKS)}))


def find_kind(name: str) -> Any | None:
    """The kind of a name, ours or a plugin's, or None. Raises UsageError where the plugin's is no check kind."""
    if name in KINDS:
        return KINDS[name]
    found = plugins.find(plugins.CHECKS, name)
    if found is None:
        return None
    fits = isinstance(found, type) and is_dataclass(found) and all(hasattr(found, member) for member in _MEMBERS)
    if not fits or not _SCOPES.issuperset(getattr(found, "scopes", ())):
        members = " ".join(_MEMBERS)
        raise UsageError(
            f"插件给出的“{name}”不是检查种类（应为有这些成员的 dataclass：{members}）",
            f"what a plugin gives as '{name}' is no check kind (a dataclass with the members {members})",
        )
    return found
