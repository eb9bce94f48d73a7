"""The result as JUnit XML: a suite for each file, in it a test case for each rule, passed, failed, skipped or in error.

The form is the one that Jenkins, GitLab and Azure read (`testsuites`, `testsuite`, `testcase`, `failure`, `error`,
`skipped`, `system-out`); there is no standard. A rule fails a file where it found something at or above the fail
level; what it found below that stands in `system-out`, what it could not judge makes it skipped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import field

from perflint.lazyclass import dataclass
from perflint.model import Diagnostic, FileReport, Outcome, Result
from perflint.model.results import SEVERITIES
from perflint.report.place import file_and_place
from perflint.report.safe import markup
from perflint.report.summary import reason_text
from perflint.report.view import View

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


@dataclass(slots=True)
class _Case:
    """What one rule did in one file."""

    found: list[Diagnostic] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Written:
    """A test case as XML, and what it counts as: failures, errors, skipped, or "" for passed."""

    xml: str
    counts_as: str


def _line(diagnostic: Diagnostic, view: View) -> str:
    where = file_and_place(diagnostic.file, diagnostic.location, view.lang)
    words = f"{where}: {diagnostic.severity} {diagnostic.message}"
    return markup(words) + (f"\n    {markup(diagnostic.help)}" if diagnostic.help else "")


def _reasons(outcomes: Sequence[Outcome], view: View) -> str:
    return "; ".join(f"{reason_text(o.reason, view)} ({o.count})" for o in outcomes)


def _case(file: FileReport, rule: str, name: str, case: _Case, view: View) -> _Written:
    counted = SEVERITIES[: SEVERITIES.index(view.fail_level) + 1]
    failing = [d for d in case.found if d.severity in counted]
    below = [d for d in case.found if d.severity not in counted]
    broken = [o for o in case.outcomes if o.status == "failed"]
    inside, counts_as = "", ""
    if broken or (failing and file.status == "unreadable"):
        message = _reasons(broken, view) or failing[0].message
        inside, counts_as = f'<error message="{markup(message)}" type="{markup(rule)}"/>', "errors"
    elif failing:
        body = "\n".join(_line(d, view) for d in failing)
        message = markup(failing[0].message)
        inside = f'<failure message="{message}" type="{failing[0].severity}">{body}</failure>'
        counts_as = "failures"
    elif case.outcomes:
        inside, counts_as = f'<skipped message="{markup(_reasons(case.outcomes, view))}"/>', "skipped"
    if below:
        inside += f"<system-out>{chr(10).join(_line(d, view) for d in below)}</system-out>"
    title = markup(f"{rule} {name}".strip())
    head = f'    <testcase classname="{markup(file.path)}" name="{title}" file="{markup(file.path)}"'
    return _Written(f"{head}>{inside}</testcase>\n" if inside else f"{head}/>\n", counts_as)


def render_junit(result: Result, view: View) -> str:
    """All files that were read, in order; every rule that the run looked for is a test case of each."""
    cases: dict[str, dict[str, _Case]] = defaultdict(lambda: defaultdict(_Case))
    names = {code: note.name for code, note in result.catalogue.items()}
    for diagnostic in result.diagnostics:
        cases[diagnostic.file][diagnostic.rule].found.append(diagnostic)
        names.setdefault(diagnostic.rule, diagnostic.name)
    for outcome in result.outcomes:
        cases[outcome.file][outcome.rule].outcomes.append(outcome)
        names.setdefault(outcome.rule, "")
    known = {file.path for file in result.files}
    # What a rule over all files failed at stands in no file.
    elsewhere = [FileReport(path, "no-table") for path in cases if path not in known]
    suites, all_written = [], []
    for file in (*result.files, *elsewhere):
        # A file that could not be read was shown to none of the other rules.
        rules = names if file.tables else cases[file.path]
        written = [_case(file, r, names[r], cases[file.path][r], view) for r in sorted(rules)]
        all_written += written
        body = "".join(w.xml for w in written)
        suites.append(f'  <testsuite name="{markup(file.path)}" {_totals(written)}>\n{body}  </testsuite>\n')
    return f'{HEAD}<testsuites name="perflint" {_totals(all_written)}>\n{"".join(suites)}</testsuites>\n'


def _totals(written: Sequence[_Written]) -> str:
    counts = {name: sum(w.counts_as == name for w in written) for name in ("failures", "errors", "skipped")}
    return f'tests="{len(written)}" ' + " ".join(f'{name}="{number}"' for name, number in counts.items())
