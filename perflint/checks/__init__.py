"""The check kinds by the name that a rule file gives them."""

from __future__ import annotations

from dataclasses import is_dataclass
from typing import Any

from perflint import plugins
from perflint.checks.baseless import Baseless
from perflint.checks.category_tree import CategoryTree
from perflint.checks.classify import Classify
from perflint.checks.code_label import CodeLabel
from perflint.checks.consistent import Consistent
from perflint.checks.copies import CopiedIndicators, CopiedText
from perflint.checks.count import Count
from perflint.checks.coverage import Coverage
from perflint.checks.event import Event
from perflint.checks.exceeds import Exceeds
from perflint.checks.filler import Filler
from perflint.checks.frequency_total import FrequencyTotal
from perflint.checks.hedged import Hedged
from perflint.checks.known_category import KnownCategory
from perflint.checks.known_year import KnownYear
from perflint.checks.pseudo_quantity import PseudoQuantity
from perflint.checks.quantified import Quantified
from perflint.checks.required import Required
from perflint.checks.restated import Restated
from perflint.checks.sequence import Sequence
from perflint.checks.similar import Similar
from perflint.checks.stale_year import StaleYear
from perflint.checks.unexplained import Unexplained
from perflint.checks.unique import Unique
from perflint.checks.unmeasured import Unmeasured
from perflint.checks.unstated import Unstated
from perflint.checks.year import Year
from perflint.errors import UsageError

KINDS: dict[str, Any] = {
    "baseless": Baseless,
    "category-tree": CategoryTree,
    "classify": Classify,
    "code-label": CodeLabel,
    "consistent": Consistent,
    "copied-indicators": CopiedIndicators,
    "copied-text": CopiedText,
    "count": Count,
    "coverage": Coverage,
    "event": Event,
    "exceeds": Exceeds,
    "filler": Filler,
    "frequency-total": FrequencyTotal,
    "hedged": Hedged,
    "known-category": KnownCategory,
    "known-year": KnownYear,
    "pseudo-quantity": PseudoQuantity,
    "quantified": Quantified,
    "required": Required,
    "restated": Restated,
    "sequence": Sequence,
    "similar": Similar,
    "stale-year": StaleYear,
    "unexplained": Unexplained,
    "unique": Unique,
    "unmeasured": Unmeasured,
    "unstated": Unstated,
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
