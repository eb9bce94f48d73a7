"""One file's tables against the rules: every subject is shown to every rule of its scope, once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import field, replace
from functools import partial
from typing import Any, Literal

from perflint.checks.base import Answer, Context, Scope, Signature, is_cross
from perflint.checks.support.memo import forget_file
from perflint.checks.support.patterns import Allowance, guarded
from perflint.engine.drafts import Draft, diagnose, one_per_subject, subject_key, without_yielding
from perflint.engine.gate import Bound, Gates
from perflint.engine.picks import picked
from perflint.engine.signed import Signed, Spots, signed_in
from perflint.engine.sketch import numbered, numbers, sketch
from perflint.errors import LimitError, Message
from perflint.lazyclass import dataclass
from perflint.locate import Locator
from perflint.model import (
    BudgetYear,
    Diagnostic,
    Directive,
    Document,
    FileReport,
    Finding,
    Gap,
    Location,
    NotEnoughData,
    Outcome,
    Parsed,
    Subject,
    SubjectKey,
    Suppression,
    Table,
    TableSketch,
    Text,
    Value,
)
from perflint.rulebook import Rule, RuleBook
from perflint.taxonomy import Taxonomy
from perflint.values import parse_value

OnError = Literal["record", "raise"]
Status = Literal["not-enough-data", "failed"]

# What a rule of a user may take of one file: seconds, and seconds more for each of its indicators.
RULE_SECONDS = 5.0
INDICATOR_SECONDS = 0.001


Asked = tuple[Rule, tuple[str, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """What a run does: the rules by scope, those that are reported, the taxonomy and the language.

    With a rule of a scope stand the fields that it shows to its check there. `sketch` keeps the words of the tables for
    reports that draw them, `context` those around each finding, `units` the columns in UTF-16 and UTF-8. `pulse` is
    called again and again meanwhile; what it raises ends the run. `gates` remember which texts give rules nothing to
    say.
    """

    indicator: tuple[Asked, ...]
    project: tuple[Asked, ...]
    table: tuple[Asked, ...]
    cross: tuple[Asked, ...]
    events: tuple[Rule, ...]
    reported: frozenset[str]
    taxonomy: Taxonomy
    year: int | None = None
    lang: str = "zh"
    on_error: OnError = "record"
    sketch: bool = False
    context: bool = True
    units: bool = True
    pulse: Callable[[], None] | None = None
    gates: Gates = field(default_factory=Gates)

    @staticmethod
    def of(
        book: RuleBook,
        taxonomy: Taxonomy,
        year: int | None = None,
        lang: str = "zh",
        on_error: OnError = "record",
        sketch: bool = False,
        context: bool = True,
        units: bool = True,
    ) -> Plan:
        """The plan of a rule book: the selected rules, and those to which a selected rule yields."""
        needed = set(book.selected)
        by_code = book.by_code
        queue = list(needed)
        while queue:
            for code in by_code[queue.pop()].yields_to:
                if code not in needed:
                    needed.add(code)
                    queue.append(code)
        rules = [r for r in book.rules if r.code in needed]
        across = [r for r in rules if is_cross(r.check)]
        plain = [r for r in rules if r not in across]
        return Plan(
            indicator=_asked(plain, "indicator"),
            project=_asked(plain, "project"),
            table=_asked(plain, "table"),
            cross=_asked(across, "project"),
            events=tuple(r for r in plain if "file" in r.scope),
            reported=book.selected,
            taxonomy=taxonomy,
            year=year,
            lang=lang,
            on_error=on_error,
            sketch=sketch,
            context=context,
            units=units,
        )


def _no_pulse() -> None:
    """Nobody wants to end the run."""


def _asked(rules: Iterable[Rule], scope: Scope) -> tuple[Asked, ...]:
    return tuple((rule, rule.fields_in(scope)) for rule in rules if scope in rule.scope)


@dataclass(frozen=True, slots=True)
class Lines:
    """The diagnostics of a file as the lines of a report, and how many there are of each severity."""

    text: str
    error: int = 0
    warning: int = 0
    info: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class FileResult:
    """Everything that one file gives: plain data, free of the document. `lines` may stand for its diagnostics."""

    report: FileReport
    diagnostics: tuple[Diagnostic, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    signed: dict[str, Signed] = field(default_factory=dict)
    suppressions: tuple[Suppression, ...] = ()
    sketch: tuple[TableSketch, ...] = ()
    lines: Lines | None = None


def check_parsed(parsed: Parsed, plan: Plan) -> FileResult:
    """Check one parsed file."""
    document = parsed.document
    file = document.name
    gaps = [found for gap in document.gaps for found in _unread(plan, file, gap)]
    locator = Locator(document, plan.context, plan.units)
    suppressions = tuple(_suppression(file, directive, locator) for directive in parsed.directives)
    if not parsed.tables:
        events = (*_event(plan, file, "no-table"), *gaps)
        # A text about perflint may show a directive; without a table it speaks of no row.
        of_file = tuple(own for own in suppressions if own.whole)
        return FileResult(FileReport(file, "no-table"), events, suppressions=of_file)
    indicators = sum(len(p.indicators) for t in parsed.tables for p in t.projects)
    run = _Run(file, plan, RULE_SECONDS + INDICATOR_SECONDS * indicators)
    for table in parsed.tables:
        run.table(table)
    forget_file()
    drafts = without_yielding(one_per_subject(run.drafts))
    projects_by = numbers(parsed) if plan.sketch else {}
    diagnostics = [
        numbered(diagnose(d, locator, file, plan.lang, document), d.subject, projects_by)
        for d in drafts
        if d.rule.code in plan.reported
    ]
    across = signed_in(run.signed, Spots(locator, file, plan.lang, projects_by), document.source or "")
    outcomes = tuple(o for o in run.outcomes(parsed) if o.rule in plan.reported)
    projects = sum(len(t.projects) for t in parsed.tables)
    whole = not document.gaps and not any(t.fragments for t in parsed.tables)
    report = FileReport(file, "ok" if whole else "partial", len(parsed.tables), projects, indicators)
    drawn = sketch(parsed) if plan.sketch else ()
    return FileResult(report, (*diagnostics, *gaps), outcomes, across, suppressions, drawn)


def unreadable(file: str, reason: Message, plan: Plan) -> FileResult:
    """The result of a file that could not be read."""
    diagnostics = _event(plan, file, "unreadable", values={"reason": reason})
    return FileResult(FileReport(file, "unreadable"), tuple(diagnostics))


def _suppression(file: str, directive: Directive, locator: Locator) -> Suppression:
    """A directive as plain data: the ranges and places of all that it speaks of."""
    located = [place for cell in directive.covers for place in locator.locate(Text.of(cell)).places]
    return Suppression(
        file=file,
        location=locator.locate(directive.text).places[0],
        words=directive.words,
        reason=directive.reason,
        expires=directive.expires,
        ranges=tuple(place.range for place in located if place.range is not None),
        places=frozenset(place.place for place in located if place.place is not None),
        whole=directive.whole,
    )


def _unread(plan: Plan, file: str, gap: Gap) -> Iterator[Diagnostic]:
    """What could not be read of a file that otherwise was: no error, since a stamp or a cover may be all there is."""
    first, *others = (Location(None, place) for place in gap.places)
    for found in _event(plan, file, "unreadable", values={"reason": gap.reason}, severity="warning", variant="part"):
        yield replace(found, location=first, places=tuple(others))


def _event(plan: Plan, file: str, event: str, **finding: Any) -> Iterator[Diagnostic]:
    """The diagnostics of an event of a whole file, by the rules that report it."""
    document = Document(file, "none", ())
    nothing = Subject(Table(0, "target", "none"))
    for rule in plan.events:
        if getattr(rule.check, "event", None) != event or rule.code not in plan.reported:
            continue
        draft = Draft(rule, nothing, Finding("title", **finding))
        found = diagnose(draft, Locator(document), file, plan.lang)
        yield replace(
            found, location=Location(None, found.location.place), subject=SubjectKey(), evidence="", context=""
        )


def reason_of(error: Exception, lang: str) -> str:
    """Why a rule failed, in a sentence of ours where there is one."""
    if isinstance(error, LimitError):
        return error.message.in_language(lang)
    return f"{type(error).__name__}: {error}"


class _Run:
    """Collects the drafts, signatures and unanswered questions of one file.

    `seconds` is what each rule of a user may take.
    """

    def __init__(self, file: str, plan: Plan, seconds: float) -> None:
        self._file = file
        self._plan = plan
        self.drafts: list[Draft] = []
        self.signed: dict[str, list[tuple[Signature, Draft]]] = {}
        self._unanswered: dict[tuple[int, str, Status, str], list[Subject]] = {}
        self._pulse = plan.pulse or _no_pulse
        self._seconds = seconds
        self._allowances: dict[str, Allowance] = {}
        self._stopped: set[str] = set()
        self._value: Callable[[str], Value] = partial(parse_value, units=plan.taxonomy.units)

    def table(self, table: Table) -> None:
        """Show a table, its projects and their indicators to the rules."""
        plan = self._plan
        year = BudgetYear(plan.year, "option") if plan.year is not None else table.year
        of_indicators, of_projects, of_table, cross = (
            self._bound(asked, table, year) for asked in (plan.indicator, plan.project, plan.table, plan.cross)
        )
        gate = plan.gates.of(of_indicators).table(table, of_indicators)
        pulse = self._pulse
        # Rule by rule: what one goes by is then at hand, which takes two thirds of the time.
        for bound, projects in picked(of_projects, table, pulse):
            self._ask(bound, [Subject(table, project) for project in projects])
        for rule, context in cross:
            for project in table.projects:
                pulse()
                self._sign(rule, Subject(table, project), context)
        waiting: dict[Bound, list[Subject]] = {}
        for project, of_project in gate:
            pulse()
            for indicator, asked in of_project:
                subject = Subject(table, project, indicator)
                for bound in asked:
                    waiting.setdefault(bound, []).append(subject)
        for bound, subjects in waiting.items():
            self._ask(bound, subjects)
        for bound in of_table:
            self._ask(bound, (Subject(table),))

    def _bound(self, asked: Sequence[Asked], table: Table, year: BudgetYear | None) -> list[Bound]:
        """The rules that may speak about the table, each with what its check may ask."""
        taxonomy, value = self._plan.taxonomy, self._value
        return [(r, Context(taxonomy, fields, value, year)) for r, fields in asked if r.when.holds_for(table)]

    def _ask(self, bound: Bound, subjects: Iterable[Subject]) -> None:
        (rule, context), drafts, pulse = bound, self.drafts, self._pulse
        # A rule of the scopes below a run has no other kind of check.
        run: Callable[[Subject, Context], Iterable[Answer]] = rule.check.run  # type: ignore[union-attr]
        run = run if rule.trusted else partial(self._limited, rule, run)
        for subject in subjects:
            pulse()
            if (rule.when.category and not rule.when.holds_category(subject)) or rule.code in self._stopped:
                continue
            try:
                for answer in run(subject, context):
                    if isinstance(answer, NotEnoughData):
                        self._note(rule, subject, "not-enough-data", answer.reason)
                    else:
                        drafts.append(Draft(rule, answer.subject or subject, answer))
            except Exception as error:
                self._failed(rule, subject, error)

    def _limited(
        self, rule: Rule, run: Callable[[Subject, Context], Iterable[Answer]], subject: Subject, context: Context
    ) -> list[Answer]:
        """The answers of a rule that is not ours, within the time that it may take."""
        with self._limit(rule):
            return list(run(subject, context))

    def _limit(self, rule: Rule) -> AbstractContextManager[None]:
        return guarded(self._allowances.setdefault(rule.code, Allowance(self._seconds)))

    def _sign(self, rule: Rule, subject: Subject, context: Context) -> None:
        if (rule.when.category and not rule.when.holds_category(subject)) or rule.code in self._stopped:
            return
        sign: Callable[[Subject, Context], tuple[Signature, Finding] | None] = rule.check.sign  # type: ignore[union-attr]
        try:
            if rule.trusted:
                signed = sign(subject, context)
            else:
                with self._limit(rule):
                    signed = sign(subject, context)
        except Exception as error:
            self._failed(rule, subject, error)
            return
        if signed is not None:
            signature, finding = signed
            self.signed.setdefault(rule.code, []).append((signature, Draft(rule, subject, finding)))

    def _failed(self, rule: Rule, subject: Subject, error: Exception) -> None:
        """One rule's crash is an outcome; the others go on."""
        if self._plan.on_error == "raise":
            raise error
        if isinstance(error, LimitError):
            # Every further subject would take as long again.
            self._stopped.add(rule.code)
        self._note(rule, subject, "failed", reason_of(error, self._plan.lang))

    def _note(self, rule: Rule, subject: Subject, status: Status, reason: str) -> None:
        key = (subject.table.index, rule.code, status, reason)
        self._unanswered.setdefault(key, []).append(subject)

    def outcomes(self, parsed: Parsed) -> list[Outcome]:
        """One entry per table, rule, status and reason, with the first of the subjects in the file."""
        order = numbers(parsed) if self._unanswered else {}

        def place(subject: Subject) -> tuple[bool, int, int]:
            index = subject.indicator.index if subject.indicator is not None else 0
            return subject.project is None, order.get(id(subject.project), 0), index

        return [
            Outcome(self._file, table, rule, status, reason, len(subjects), subject_key(min(subjects, key=place)))
            for (table, rule, status, reason), subjects in sorted(self._unanswered.items(), key=lambda item: item[0])
        ]
