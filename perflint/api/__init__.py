"""The one road for every skin: paths, bytes or parsed lists in, a Result out."""

from perflint.api.checking import MEMORY, Checker, check_bytes, check_paths, check_tables
from perflint.api.definitions import config_faults, ignore_faults, rule_faults
from perflint.api.files import Progress, found, shown_path
from perflint.api.fixing import Fixed, fix_bytes, fix_paths, fix_with
from perflint.api.parsing import ParsedFile, parse_archive, parse_bytes, parse_paths
from perflint.api.rules import rule_trials, rulebook
from perflint.options import Options, configured

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
