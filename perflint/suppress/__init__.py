"""What is known and wanted: suppressions with reasons, baselines of known findings, and their faults as notices."""

from perflint.suppress.baseline import Baseline, read_baseline
from perflint.suppress.compare import compare
from perflint.suppress.ignorefile import Entry, IgnoreFile, read_ignore_file
from perflint.suppress.sift import Sieve, Sifted
from perflint.suppress.write import REASON_WANTED, Insertion, directive_for, entry_for

__all__ = [
    "REASON_WANTED",
    "Baseline",
    "Entry",
    "IgnoreFile",
    "Insertion",
    "Sieve",
    "Sifted",
    "compare",
    "directive_for",
    "entry_for",
    "read_baseline",
    "read_ignore_file",
]
