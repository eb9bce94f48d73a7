"""The exit status: 0 clean, 1 findings at or above the level, 2 where the run cannot be trusted; 2 wins."""

from dataclasses import dataclass

import pytest

from perflint.cli.check import exit_code
from perflint.model import Diagnostic, FileReport, Location, Outcome, Result, SubjectKey


def diagnostic(severity: str) -> Diagnostic:
    return Diagnostic(
        "VAG001",
        "n",
        severity,
        "",
        "",
        "a",
        Location(None, None),
        (),
        SubjectKey(),
        "name",
        {},
        None,
        "",  # type: ignore[arg-type]
    )


def result(*severities: str, files: tuple[FileReport, ...] = (), outcomes: tuple[Outcome, ...] = ()) -> Result:
    reports = files or (FileReport("a", "ok", 1, 1, 1),)
    return Result(reports, tuple(map(diagnostic, severities)), outcomes, 1, "", "")


EMPTY = FileReport("b", "no-table")
UNREADABLE = FileReport("c", "unreadable")
GOOD = FileReport("a", "partial", 1, 1, 1)
FAILED = Outcome("a", 1, "VAG001", "failed", "ValueError")
UNJUDGED = Outcome("a", 1, "VAG001", "not-enough-data", "no-year", 9)


@dataclass
class Case:
    """A result, options, and the status that follows."""

    result: Result
    status: int
    level: str = "error"
    zero: bool = False


CASES = [
    Case(result(), 0),
    Case(result(outcomes=(UNJUDGED,)), 0),
    Case(result("warning", "info"), 0),
    Case(result("warning", "error"), 1),
    Case(result("warning"), 1, "warning"),
    Case(result("info"), 0, "warning"),
    Case(result("info"), 1, "info"),
    Case(result("error"), 0, "error", True),
    Case(result("error", outcomes=(FAILED,)), 2),
    Case(result(outcomes=(FAILED,)), 2, "error", True),
    Case(result("error", files=(GOOD, UNREADABLE)), 2, "error", True),
    Case(result("warning", files=(GOOD, EMPTY)), 0),
    Case(result("warning", files=(EMPTY,)), 2),
]


@pytest.mark.parametrize("case", CASES, ids=range(len(CASES)))
def test_status(case: Case) -> None:
    assert exit_code(case.result, case.level, case.zero) == case.status
