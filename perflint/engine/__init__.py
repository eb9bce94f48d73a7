"""Model times rules: runs the checks, turns findings into diagnostics and counts what could not be judged."""

from perflint.engine.cross import Gathered, gather, match_gathered, match_signed
from perflint.engine.notes import catalogue
from perflint.engine.run import FileResult, Lines, Plan, check_parsed, unreadable

__all__ = [
    "FileResult",
    "Gathered",
    "Lines",
    "Plan",
    "catalogue",
    "check_parsed",
    "gather",
    "match_gathered",
    "match_signed",
    "unreadable",
]
