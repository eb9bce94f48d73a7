"""The one road for every skin: paths, bytes or parsed lists in, a Result out."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from perflint.api.checking import MEMORY, Checker, check_bytes, check_paths, check_tables
from perflint.api.files import Progress, found, shown_path
from perflint.api.rules import rule_trials, rulebook
from perflint.options import Options, configured

if TYPE_CHECKING:
    from perflint.api.definitions import config_faults, ignore_faults, rule_faults
    from perflint.api.fixing import Fixed, fix_bytes, fix_paths, fix_with
    from perflint.api.parsing import ParsedFile, parse_archive, parse_bytes, parse_paths

__all__ = [
    "MEMORY",
    "Checker",
    "Fixed",
    "Options",
    "ParsedFile",
    "Progress",
    "check_bytes",
    "check_paths",
    "check_tables",
    "config_faults",
    "configured",
    "fix_bytes",
    "fix_paths",
    "fix_with",
    "found",
    "ignore_faults",
    "parse_archive",
    "parse_bytes",
    "parse_paths",
    "rule_faults",
    "rule_trials",
    "rulebook",
    "shown_path",
]

# What a check does not need, by the module that is loaded when it is asked for.
_LATER = {
    "definitions": ("config_faults", "ignore_faults", "rule_faults"),
    "fixing": ("Fixed", "fix_bytes", "fix_paths", "fix_with"),
    "parsing": ("ParsedFile", "parse_archive", "parse_bytes", "parse_paths"),
}


def __getattr__(name: str) -> Any:
    """The functions of the modules that are loaded later."""
    for module, names in _LATER.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
