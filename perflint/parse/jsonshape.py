"""The names that tables have in JSON (perflint-parse/1), for writing and for reading them."""

from __future__ import annotations

# Field of an indicator -> its key.
INDICATOR_KEYS: dict[str, str] = {
    "level1": "level1",
    "level2": "level2",
    "name": "name",
    "period": "period_value",
    "annual": "annual_value",
    "actual": "actual_value",
    "weight": "weight",
    "score": "score",
    "reason": "reason",
    "note": "note",
    "formula": "formula",
    "unit": "unit",
    "baseline": "baseline",
}
PROJECT_KEYS = ("goal", "completion", "amounts", "execution", "total", "points")
EXECUTION_KEYS = ("budget", "executed", "rate", "weight", "score")
# Fields whose text is a number where it can be.
NUMBER_FIELDS = frozenset({"weight", "score"})
