"""The check kinds by the name that a rule file gives them, each in a module that is loaded when it is asked for."""

from __future__ import annotations

from dataclasses import is_dataclass
from importlib import import_module
from typing import Any

from perflint import plugins
from perflint.errors import UsageError

KINDS = {
    "attainment": ("attainment", "Attainment"),
    "baseless": ("baseless", "Baseless"),
    "brackets": ("brackets", "Brackets"),
    "category-tree": ("category_tree", "CategoryTree"),
    "classify": ("classify", "Classify"),
    "code-label": ("code_label", "CodeLabel"),
    "compare": ("compare", "Compare"),
    "compound": ("compound", "Compound"),
    "consistent": ("consistent", "Consistent"),
    "copied-indicators": ("copies", "CopiedIndicators"),
    "copied-text": ("copies", "CopiedText"),
    "count": ("count", "Count"),
    "coverage": ("coverage", "Coverage"),
    "dimension": ("dimension", "Dimension"),
    "direction": ("direction", "Direction"),
    "event": ("event", "Event"),
    "exceeds": ("exceeds", "Exceeds"),
    "expression": ("expression", "Expression"),
    "filler": ("filler", "Filler"),
    "frequency": ("frequency", "Frequency"),
    "full-marks": ("full_marks", "FullMarks"),
    "goal-number": ("goal_number", "GoalNumber"),
    "hedged": ("hedged", "Hedged"),
    "known-category": ("known_category", "KnownCategory"),
    "known-year": ("known_year", "KnownYear"),
    "markup": ("markup", "Markup"),
    "mixed-width": ("mixed_width", "MixedWidth"),
    "named-bound": ("named_bound", "NamedBound"),
    "new-words": ("new_words", "NewWords"),
    "one-of": ("one_of", "OneOf"),
    "operator": ("operator", "Operator"),
    "other-measure": ("other_measure", "OtherMeasure"),
    "pattern": ("pattern", "Pattern"),
    "pseudo-quantity": ("pseudo_quantity", "PseudoQuantity"),
    "range": ("range", "Range"),
    "ratio": ("ratio", "Ratio"),
    "repeats-bound": ("repeats_bound", "RepeatsBound"),
    "required": ("required", "Required"),
    "restated": ("restated", "Restated"),
    "sequence": ("sequence", "Sequence"),
    "similar": ("similar", "Similar"),
    "spacing": ("spacing", "Spacing"),
    "stale-year": ("stale_year", "StaleYear"),
    "sum": ("sum", "Sum"),
    "typos": ("typos", "Typos"),
    "unexplained": ("unexplained", "Unexplained"),
    "unique": ("unique", "Unique"),
    "unit": ("unit", "Unit"),
    "unmeasured": ("unmeasured", "Unmeasured"),
    "unstated": ("unstated", "Unstated"),
    "words": ("words", "Words"),
    "year": ("year", "Year"),
}

_MEMBERS = ("kind", "scopes", "placeholders", "run")
_SCOPES = frozenset({"file", "table", "project", "indicator"})


def kind_names() -> tuple[str, ...]:
    """The names of all kinds, those of installed plugins included, sorted."""
    return tuple(sorted({*KINDS, *plugins.names(plugins.CHECKS)}))


def find_kind(name: str) -> Any | None:
    """The kind of a name, ours or a plugin's, or None. Raises UsageError where the plugin's is no check kind."""
    if name in KINDS:
        module, kind = KINDS[name]
        return getattr(import_module(f"{__name__}.{module}"), kind)
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
