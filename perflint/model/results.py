"""What checks find and what users read: findings inside, diagnostics and outcomes outside."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, Literal

from perflint.lazyclass import dataclass, fields_of
from perflint.model.document import Location
from perflint.model.fixes import Fix
from perflint.model.lean import lean, lean_value
from perflint.model.sketch import TableSketch
from perflint.model.suppressions import Notice
from perflint.model.tables import Indicator, Project, Table
from perflint.model.text import EMPTY, Text

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


@lean
class Subject:
    """What a check is asked about: an indicator, its project and table; a project; or a table."""

    table: Table
    project: Project | None = None
    indicator: Indicator | None = None


@lean
class Related:
    """Another place of the same fault, or what it is compared with; `message` names it in both languages."""

    text: Text
    message: Mapping[str, str]
    start: int = 0
    end: int | None = None


@lean
class Finding:
    """A fault in the model's terms.

    `field` is one of the contract's names; `text` the text at fault, `start`/`end` the range in it (end None:
    to its end). An empty text means that something is missing: the engine takes the nearest thing there.
    `values` fills the message's placeholders. `severity` overrides the rule's (UNT004, PER001). `variant` picks
    one of the rule's further messages (`variants:` of the rule file), "" the first. `subject` and `unit` replace
    the subject that the check was asked about (a unit's subtotal row, an indicator of the project). `identity` says
    what it is about where it is chance at which of several subjects it stands: the later of two equal rows. `fix` is
    what the range should read, where that needs no decision.
    """

    field: str
    text: Text = EMPTY
    start: int = 0
    end: int | None = None
    values: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    related: tuple[Related, ...] = ()
    severity: Severity | None = None
    variant: str = ""
    subject: Subject | None = None
    unit: str | None = None
    identity: str = ""
    fix: str | None = None


@dataclass(frozen=True, slots=True)
class NotEnoughData:
    """A check could not judge; `reason` is a short key such as no-year, no-number, garbled."""

    reason: str


@lean_value
class RelatedPlace:
    """A related finding, located."""

    message: str
    file: str
    location: Location
    evidence: str = ""


@lean_value
class SubjectKey:
    """Who a diagnostic is about, in the contract's terms.

    `number` is the project's order in its table from 1; only runs that sketch their tables know it.
    """

    table: int | None = None
    unit: str | None = None
    project: str | None = None
    seq: int | None = None
    index: int | None = None
    number: int | None = dataclasses.field(default=None, compare=False)


@lean_value
class Diagnostic:
    """A finding as the user reads it; it carries everything that a reporter prints."""

    rule: str
    name: str
    severity: Severity
    message: str
    help: str
    file: str
    location: Location
    places: tuple[Location, ...]
    subject: SubjectKey
    field: str
    values: Mapping[str, Any]
    indicator: Mapping[str, str | None] | None
    evidence: str
    related: tuple[RelatedPlace, ...] = ()
    fix: Fix | None = None
    fingerprint: str = ""
    context: str = ""
    context_start: int = 0
    context_end: int = 0
    identity: str = ""

    def with_fingerprint(self, fingerprint: str) -> Diagnostic:
        """The same diagnostic with its fingerprint."""
        values = (*_before_fingerprint(self), fingerprint, *_after_fingerprint(self))
        return Diagnostic(*values)


_NAMES = [*fields_of(Diagnostic)]
_AT = _NAMES.index("fingerprint")
# Every diagnostic is given one: a third of the time of `dataclasses.replace`.
_before_fingerprint, _after_fingerprint = attrgetter(*_NAMES[:_AT]), attrgetter(*_NAMES[_AT + 1 :])


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule said of a table other than findings: not-enough-data or failed."""

    file: str
    table: int
    rule: str
    status: Literal["not-enough-data", "failed"]
    reason: str
    count: int = 1
    first: SubjectKey = SubjectKey()


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file; `status` is ok, partial, no-table or unreadable."""

    path: str
    status: Literal["ok", "partial", "no-table", "unreadable"]
    tables: int = 0
    projects: int = 0
    indicators: int = 0


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a rule is there, and the documents that it rests on, each in a line."""

    why: str
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class RuleNote:
    """What a report may say of a rule that a run looked for, in the language of the run.

    `severity` is the rule's own, `dimension` the part of the official review form (规范完整性 …). `help` may hold
    placeholders. `read_reasons` reads the rest of the rule's file.
    """

    code: str
    name: str
    title: str
    severity: Severity
    dimension: str
    help: str
    read_reasons: Callable[[], Reasons]


@dataclass(frozen=True, slots=True)
class Tally:
    """How much was found: diagnostics by severity, those that were suppressed, and what could not be judged."""

    error: int = 0
    warning: int = 0
    info: int = 0
    suppressed: int = 0
    not_enough_data: int = 0


@dataclass(frozen=True, slots=True)
class Result:
    """Everything a run found, in its fixed order; what was suppressed or known before stands apart.

    `catalogue` describes the rules that were looked for, by code. `sketches` are the tables of each file, in the order
    of `files`, where a report asked for them. `passed` counts what was handed on as it was found and is not kept here.
    """

    files: tuple[FileReport, ...]
    diagnostics: tuple[Diagnostic, ...]
    outcomes: tuple[Outcome, ...]
    rules: int
    vocabulary: str
    version: str
    suppressed: tuple[Diagnostic, ...] = ()
    notices: tuple[Notice, ...] = ()
    catalogue: Mapping[str, RuleNote] = dataclasses.field(default_factory=dict, compare=False)
    sketches: tuple[tuple[TableSketch, ...], ...] = dataclasses.field(default=(), compare=False)
    passed: Tally = Tally()

    @property
    def tally(self) -> Tally:
        """What was found in all, whether it is kept or was passed on."""
        severities = Counter(d.severity for d in self.diagnostics)
        unjudged = sum(o.count for o in self.outcomes if o.status == "not-enough-data")
        return Tally(
            self.passed.error + severities["error"],
            self.passed.warning + severities["warning"],
            self.passed.info + severities["info"],
            self.passed.suppressed + len(self.suppressed),
            self.passed.not_enough_data + unjudged,
        )
