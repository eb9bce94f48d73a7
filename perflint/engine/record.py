"""The result of a file as bytes that can be kept, and back, under whatever name the file has then.

JSON of nested lists: whoever writes into a cache can make us read nonsense, never run it.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any

from perflint.engine.run import FileResult, Lines
from perflint.engine.signed import Signed
from perflint.model import (
    Diagnostic,
    Edit,
    FileReport,
    Fix,
    Outcome,
    RelatedPlace,
    SubjectKey,
    Suppression,
)
from perflint.model.bare import bare_location, bare_place, bare_range, location_of, place_of, range_of
from perflint.model.results import SEVERITIES
from perflint.model.sketch import IndicatorSketch, ProjectSketch, TableSketch

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
# A lone surrogate may stand in a table.
_LENIENT = "surrogatepass"
_STATUSES = ("not-enough-data", "failed")
_FILES = ("ok", "partial", "no-table", "unreadable")


def packed(result: FileResult) -> bytes | None:
    """The result without the file's name; None where it holds what cannot be kept."""
    report = result.report
    try:
        parts = (
            [report.status, report.tables, report.projects, report.indicators],
            [_diagnostic(d) for d in result.diagnostics],
            [[o.table, o.rule, o.status, o.reason, o.count, _subject(o.first)] for o in result.outcomes],
            _signed(result.signed),
            [_suppression(own) for own in result.suppressions],
            [_table(table) for table in result.sketch],
            result.lines and [result.lines.text, result.lines.error, result.lines.warning, result.lines.info],
        )
        return _encode(parts).encode("utf-8", _LENIENT)
    except (TypeError, ValueError, RecursionError):
        return None


def unpacked(data: bytes, file: str) -> FileResult | None:
    """The result that was packed, as that of a file of this name; None where the bytes hold none."""
    try:
        report, diagnostics, outcomes, signed, suppressions, sketch, lines = json.loads(
            data.decode("utf-8", _LENIENT), parse_float=_finite, parse_constant=_finite
        )
        status, *counts = report
        if status not in _FILES or sum(counts) < 0:
            return None
        return FileResult(
            FileReport(file, status, *counts),
            tuple(_diagnostic_of(row, file) for row in diagnostics),
            tuple(_outcome_of(row, file) for row in outcomes),
            _signed_of(*signed),
            tuple(_suppression_of(row, file) for row in suppressions),
            tuple(map(_table_of, sketch)),
            None if lines is None else _lines_of(*lines),
        )
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        return None


def _finite(digits: str) -> float:
    value = float(digits)
    if not isfinite(value):
        raise ValueError(digits)
    return value


def _subject(key: SubjectKey) -> list[Any]:
    return [key.table, key.unit, key.project, key.seq, key.index, key.number]


def _diagnostic(d: Diagnostic) -> list[Any]:
    return [
        (d.rule, d.name, d.message, d.help, d.field, d.evidence, d.fingerprint, d.context, d.identity),
        d.severity,
        bare_location(d.location),
        [bare_location(place) for place in d.places],
        _subject(d.subject),
        d.values,
        d.indicator,
        [(r.message, bare_location(r.location), r.evidence) for r in d.related],
        None if d.fix is None else (d.fix.safe, [(bare_location(e.location), e.old, e.text) for e in d.fix.edits]),
        (d.context_start, d.context_end),
    ]


def _diagnostic_of(row: Sequence[Any], file: str) -> Diagnostic:
    texts, severity, at, places, subject, values, indicator, related, fix, (start, end) = row
    rule, name, message, help_text, field, evidence, fingerprint, context, identity = texts
    # Joining takes nothing but texts, adding nothing but numbers.
    said = [text for one in related for text in (one[0], one[2])]
    "".join((*texts, *said, *(text for edit in (fix[1] if fix is not None else ()) for text in edit[1:])))
    if severity not in SEVERITIES or start + end < 0 or not isinstance(values, dict):
        raise ValueError(severity)
    if not isinstance(indicator, dict | None):
        raise ValueError(indicator)
    return Diagnostic(
        rule,
        name,
        severity,
        message,
        help_text,
        file,
        location_of(at),
        tuple(map(location_of, places)),
        SubjectKey(*subject),
        field,
        values,
        indicator,
        evidence,
        tuple(RelatedPlace(told, file, location_of(there), words) for told, there, words in related),
        None if fix is None else Fix(tuple(Edit(location_of(e[0]), e[1], e[2]) for e in fix[1]), fix[0]),
        fingerprint,
        context,
        start,
        end,
        identity,
    )


def _outcome_of(row: Sequence[Any], file: str) -> Outcome:
    table, rule, status, reason, count, first = row
    if status not in _STATUSES or table + count < 0:
        raise ValueError(status)
    return Outcome(file, table, rule + "", status, reason + "", count, SubjectKey(*first))


def _lines_of(text: str, error: int, warning: int, info: int) -> Lines:
    if error + warning + info < 0:
        raise ValueError("no counts")
    return Lines(text + "", error, warning, info)


def _suppression(own: Suppression) -> list[Any]:
    return [
        bare_location(own.location),
        own.words,
        own.reason,
        own.expires,
        [bare_range(span) for span in own.ranges],
        sorted((bare_place(place) for place in own.places), key=repr),
        own.whole,
    ]


def _suppression_of(row: Sequence[Any], file: str) -> Suppression:
    at, words, reason, expires, ranges, places, whole = row
    "".join((*words, reason, expires))
    spans = tuple(span for span in map(range_of, ranges) if span is not None)
    return Suppression(
        file, location_of(at), tuple(words), reason, expires, spans, frozenset(map(place_of, places)), bool(whole)
    )


def _signed(signed: Mapping[str, Signed]) -> list[Any]:
    """What a file's projects signed: the parts of its text, the same ones for all rules, and what each rule has."""
    if any(own.raw for own in signed.values()):
        raise TypeError("signatures of a plugin's kind")
    parts = next((own.parts for own in signed.values()), b"")
    rows = {code: [own.count, *map(_text, (own.rows, own.spots, own.data))] for code, own in signed.items()}
    return [_text(parts), rows]


def _text(data: bytes) -> str:
    return b64encode(data).decode("ascii")


def _signed_of(parts: str, rows: Mapping[str, Sequence[Any]]) -> dict[str, Signed]:
    common = b64decode(parts)
    signed = {}
    for code, (count, *packed_ones) in rows.items():
        if not isinstance(count, int) or count < 1:
            raise ValueError("no signatures")
        own, spots, data = map(b64decode, packed_ones)
        signed[code] = Signed(count, own, spots, common, data)
    return signed


def _table(table: TableSketch) -> list[Any]:
    return [
        (table.index, table.kind, table.title, table.department, table.year, table.columns),
        [
            (p.number, p.name, p.unit, p.facts, [(i.seq, i.index, i.cells) for i in p.indicators])
            for p in table.projects
        ],
    ]


def _table_of(row: Sequence[Any]) -> TableSketch:
    (index, kind, title, department, year, columns), projects = row
    return TableSketch(
        index,
        kind + "",
        title + "",
        department + "",
        year,
        tuple(columns),
        tuple(
            ProjectSketch(number, name + "", unit + "", dict(facts), tuple(IndicatorSketch(*one) for one in indicators))
            for number, name, unit, facts, indicators in projects
        ),
    )
