"""Paths or standard input, as the commands take them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from perflint.cli.options import Target
from perflint.cli.output import emit, guard, is_own_report, write_file
from perflint.errors import Message, UsageError

if TYPE_CHECKING:
    from perflint.api import Options

NO_TABLE = Message("所有输入中都没有绩效目标表或绩效自评表", "no input holds a performance table")
STDIN_NAME = "stdin.txt"


def from_stdin(paths: Sequence[str], stdin_filename: str | None) -> str | None:
    """The name for standard input where it is asked for, else None. Raises UsageError for a mixture."""
    if "-" not in paths:
        if stdin_filename is not None:
            raise UsageError("--stdin-filename 只能与路径 - 一起用", "--stdin-filename goes with the path - only")
        return None
    if len(paths) > 1:
        raise UsageError("路径 - 不能与其他路径一起用", "the path - cannot go with other paths")
    return stdin_filename or STDIN_NAME


def read_stdin(options: Options) -> bytes:
    """Standard input; of one that is too large, as much as tells the reader so."""
    return sys.stdin.buffer.read(options.limits.size + 1)


def without_reports(options: Options, targets: Sequence[Target]) -> Options:
    """The options with our earlier reports and the baseline left out: so a run can be repeated in its own folder."""
    from perflint.discover import exactly

    own = [target.file for target in targets if target.file is not None and is_own_report(target.file)]
    patterns = [pattern for path in (*own, options.baseline) if path is not None and (pattern := exactly(path))]
    return replace(options, exclude=(*options.exclude, *patterns)) if patterns else options


def deliver(reports: Sequence[tuple[Target, str]], inputs: Sequence[str], machine: frozenset[str]) -> None:
    """Write the files, then standard output. Raises UsageError where a file cannot be written, or was an input."""
    for target, _ in reports:
        if target.file is not None:
            guard(target.file, inputs)
    for target, text in reports:
        if target.file is not None:
            write_file(target.file, text)
    for target, text in reports:
        if target.file is None:
            emit(text, target.format in machine)
