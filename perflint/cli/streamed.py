"""Reports that are written while files are still checked: JSON lines."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from perflint.cli.options import Target
from perflint.cli.output import emit, growing_file, is_terminal
from perflint.cli.progress import Progress
from perflint.model import Result
from perflint.report import View
from perflint.timing import stage

if TYPE_CHECKING:
    from perflint.api import Checker

_FORMAT = "jsonl"


def may_stream(wanted: Sequence[Target]) -> bool:
    """Whether the one report that was asked for can be written as its findings come."""
    return [target.format for target in wanted] == [_FORMAT]


def write_streamed(
    checker: Checker, paths: Sequence[str | Path], target: Target, view: View, progress: Progress
) -> Result:
    """Check and write: every diagnostic as soon as its file and all before it are done, the rest at the end.

    The result holds no diagnostics, it counts them. Where nobody reads any longer, it is that of the files so far.
    """
    from perflint.report.jsonl import diagnostic_line, last_line

    # On a terminal, the line of the progress would stand among the report's.
    shown = None if target.file is None and is_terminal(sys.stdout) else progress
    with checker.stream(paths, shown, view.show_outcomes) as stream:

        def inputs() -> list[str]:
            return [file.path for file in stream.result.files]

        to_screen: Callable[[str], bool] = partial(emit, machine=True)
        with growing_file(target.file, inputs) if target.file is not None else nullcontext(to_screen) as write:
            for batch in stream:
                with stage("report"):
                    lines = batch.lines or "".join(map(diagnostic_line, batch.diagnostics))
                    if lines and write(lines) is False:
                        return stream.result
            with stage("report"):
                write(last_line(stream.result, view))
    return stream.result
