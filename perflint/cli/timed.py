"""`check --timing`: a check that is measured, and told about on standard error behind its report."""

from __future__ import annotations

import os
from collections.abc import Callable
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from perflint.cli.output import complain
from perflint.model import Result
from perflint.report import View
from perflint.timing import Spent, Timing, measured

if TYPE_CHECKING:
    from perflint.api import Checker


def with_timing(checker: Checker, view: View, check: Callable[[Checker], Result]) -> Result:
    """The result of the check by a checker that is measured; says what it took."""
    from perflint.report.timing import timing_lines

    timing = Timing()
    begun, started = perf_counter(), process_time()
    # What the interpreter did before the clock was first asked only its processor's time tells.
    timing.stages["start"].add(Spent(started, started, 1))
    with measured(timing):
        result = check(checker.timed(timing))
    took = perf_counter() - begun
    spent = os.times()
    # With what the workers took, which have ended.
    whole = Spent(started + took, spent.user + spent.system + spent.children_user + spent.children_system, 1)
    complain("\n".join(timing_lines(result, timing, whole, view)))
    return result
