"""What was found in a text as diagnostics of the protocol, in the columns of the client."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from lsprotocol import types

from perflint.errors import Message, Problem
from perflint.lsp.client import Client
from perflint.lsp.documents import uri_of
from perflint.lsp.lines import Lines, Point
from perflint.lsp.work import Checked, faults_of
from perflint.model import Diagnostic, Location, Notice, Position
from perflint.report.safe import visible

SOURCE = "perflint"
# What a client that shows pages of ours opens; the document's name is a rule's code.
PAGE = "perflint:/rules/{code}.md"
_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "info": types.DiagnosticSeverity.Information,
}
_NO_TABLE, _UNREADABLE = "no-table", "unreadable"
# So many faults of other files are named beside a document that cannot be checked because of them.
_FAULTS_SHOWN = 5
_DEFINITION_CODES = {"rule": "rule-file", "config": "configuration", "ignore": "suppressions"}


def span(start: Point, end: Point) -> types.Range:
    """A range of the protocol between two points."""
    return types.Range(types.Position(*start), types.Position(*end))


def shown(checked: Checked) -> Sequence[Diagnostic]:
    """The findings that an editor shows.

    A document without a table is most often none that was meant to have one, and JSON that cannot be read is one that
    is being written: its own editor says so.
    """
    if checked.result is None:
        return ()
    statuses = {report.status for report in checked.result.files}
    if _NO_TABLE in statuses or (_UNREADABLE in statuses and checked.name.endswith(".json")):
        return ()
    return checked.result.diagnostics


def range_of(diagnostic: Diagnostic, lines: Lines) -> types.Range:
    """Where a finding stands; the beginning of the document where it has no place in it."""
    return _range(diagnostic.location, lines) or span((0, 0), (0, 0))


def diagnostics_of(checked: Checked, client: Client, links: bool) -> list[types.Diagnostic]:
    """All that is to be shown of a text: findings, faults of definitions and of suppressions, what kept us from
    checking. `links`: the client opens pages of rules."""
    found = [*_hindrances(checked, client)]
    found += [_finding(d, checked, client, links and client.described) for d in shown(checked)]
    found += [_problem(p, checked) for p in checked.problems]
    found += [_notice(n, checked) for n in checked.notices]
    return found


def _finding(found: Diagnostic, checked: Checked, client: Client, links: bool) -> types.Diagnostic:
    return types.Diagnostic(
        range=range_of(found, checked.lines),
        message=visible(found.message),
        severity=_SEVERITIES[found.severity],
        code=found.rule,
        code_description=types.CodeDescription(PAGE.format(code=found.rule)) if links else None,
        source=SOURCE,
        related_information=list(_related(found, checked)) or None if client.related else None,
        data={"rule": found.rule, "fingerprint": found.fingerprint},
    )


def _related(found: Diagnostic, checked: Checked) -> Iterator[types.DiagnosticRelatedInformation]:
    """Further pieces of the same text, and what the finding is compared with."""
    further = Message("同一处文字的其余部分", "a further part of the same text").in_language(checked.lang)
    places = [(checked.name, location, further) for location in found.places]
    places += [(related.file, related.location, related.message) for related in found.related]
    for file, location, message in places:
        own = file == checked.name
        # Of another file only the lines are known here, and those count code points.
        where = _range(location, checked.lines) if own else span((0, 0), (0, 0))
        if where is not None:
            uri = checked.uri if own else uri_of(Path(file).absolute())
            yield types.DiagnosticRelatedInformation(types.Location(uri, where), visible(message))


def _range(location: Location, lines: Lines) -> types.Range | None:
    if location.range is None:
        return None
    return span(lines.found(location.range.start), lines.found(location.range.end))


def _problem(problem: Problem, checked: Checked) -> types.Diagnostic:
    return types.Diagnostic(
        range=span(*checked.lines.word(Position(max(problem.line, 1), max(problem.column, 1)))),
        message=visible(problem.message.in_language(checked.lang)),
        severity=types.DiagnosticSeverity.Error,
        code=_DEFINITION_CODES.get(checked.kind or ""),
        source=SOURCE,
    )


def _notice(notice: Notice, checked: Checked) -> types.Diagnostic:
    place = notice.location.range
    if place is None:
        where = span((0, 0), (0, 0))
    elif place.start == place.end:
        where = span(*checked.lines.word(place.start))
    else:
        where = _range(notice.location, checked.lines) or span((0, 0), (0, 0))
    return types.Diagnostic(
        where, visible(notice.message), types.DiagnosticSeverity.Warning, notice.kind, source=SOURCE
    )


def _hindrances(checked: Checked, client: Client) -> Iterable[types.Diagnostic]:
    """Why the document, or a rule on it, was not checked: nothing is skipped in silence."""
    first = span((0, 0), checked.lines.point(len(checked.lines.line(0))))
    error = types.DiagnosticSeverity.Error
    if checked.failure:
        told = Message(f"perflint 内部出错，没有检查：{checked.failure}", f"perflint failed: {checked.failure}")
        yield types.Diagnostic(first, visible(told.in_language(checked.lang)), error, "internal", source=SOURCE)
    fault = checked.setup.fault
    if fault is not None and checked.kind == "table":
        faults = faults_of(fault)
        message = faults[0].message if faults else fault.message
        told = Message(f"配置或规则文件有误，没有检查：{message.zh}", f"faulty configuration or rules: {message.en}")
        yield types.Diagnostic(
            range=first,
            message=visible(told.in_language(checked.lang)),
            severity=error,
            code="configuration",
            source=SOURCE,
            related_information=[_elsewhere(p, checked.lang) for p in faults[:_FAULTS_SHOWN]]
            if client.related
            else None,
        )
    outcomes = checked.result.outcomes if checked.result is not None else ()
    for rule, reason in dict.fromkeys((o.rule, o.reason) for o in outcomes if o.status == "failed"):
        told = Message(f"规则 {rule} 运行失败：{reason}", f"rule {rule} failed: {reason}")
        yield types.Diagnostic(
            first, visible(told.in_language(checked.lang)), types.DiagnosticSeverity.Warning, rule, source=SOURCE
        )


def _elsewhere(problem: Problem, lang: str) -> types.DiagnosticRelatedInformation:
    point = (max(problem.line - 1, 0), 0)
    location = types.Location(uri_of(Path(problem.file).absolute()), span(point, point))
    return types.DiagnosticRelatedInformation(location, visible(problem.message.in_language(lang)))
