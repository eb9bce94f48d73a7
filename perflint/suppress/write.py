"""Writes suppressions as one insertion: a directive into the row of a finding, an entry into perflint-ignore.yaml."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from perflint.errors import Message
from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.locate import LINE_END
from perflint.model import Cell, Diagnostic, Document
from perflint.rulebook.book import ALWAYS_ON
from perflint.yamldata.marks import loader

# What stands where a reason is still to be given; it silences nothing.
REASON_WANTED = Message("（请填写原因）", "(give the reason)")
_FINGERPRINT = 16
_NOTED = 40
_OWN = lazy_regex(r"(?:<!--|//|#|;)?[ \t]{0,9}perflint[:：]", re.IGNORECASE)
# In a cell of some format these would end it, or the comment.
_ENDS = str.maketrans({"\t": " ", "\r": " ", "\n": " ", "|": "｜", '"': "”"})
_DELIMITERS = str.maketrans({",": "，", ";": "；"})


@dataclass(frozen=True, slots=True)
class Insertion:
    """Text to be put in at an offset in code points."""

    offset: int
    text: str


def is_wanted(reason: str) -> bool:
    """Whether the reason is still to be given."""
    return reason in ("", REASON_WANTED.zh, REASON_WANTED.en)


def directive_for(diagnostic: Diagnostic, document: Document, reason: str, lang: str) -> Insertion | None:
    """The directive that silences a finding, at the end of its row; None where the file has no place for one.

    The document is that of the text in which the finding was made. Directives that stand there already are left alone.
    """
    span = diagnostic.location.range
    if span is None or document.source is None or document.tree is not None or diagnostic.rule in ALWAYS_ON:
        return None
    at = _offset(document.source, span.start.line, span.start.column)
    row = _row_of(document, at)
    last = max((cell for cell in row if _end(cell) is not None), key=lambda cell: _end(cell) or 0, default=None)
    if last is None:
        return None
    reason = reason.replace("-->", "——").translate(_ENDS)
    if document.format == "csv":
        reason = reason.translate(_DELIMITERS)
    words = f"perflint:忽略 {diagnostic.rule} 原因={reason}"
    if lang == "en":
        words = f"perflint:ignore {diagnostic.rule} reason={reason}"
    comment = f"<!-- {words} -->"
    if document.format == "html":
        # Within the row: behind its last word the comment would speak of the next one.
        return Insertion(at, comment)
    other = _OWN.search(last.text)
    if other is not None:
        # A directive goes on to the end of its line: in front of it only one that has an end of its own can stand.
        first = last.source_span(other.start(), other.end())
        return Insertion(first[0], f"{comment} ") if first is not None else None
    blank = " " if last.text.strip() else ""
    return Insertion(_end(last) or 0, blank + (comment if document.format == "markdown" else words))


def entry_for(diagnostic: Diagnostic, source: str, reason: str) -> Insertion | None:
    """The entry that silences a finding, at the end of the text of an ignore file ("" for a new one).

    None where that file is faulty, or written in braces.
    """
    if diagnostic.rule in ALWAYS_ON:
        return None
    indent = _indent(source)
    if indent is None:
        return None
    who = diagnostic.subject.project or (diagnostic.indicator or {}).get("name") or diagnostic.evidence
    note = " ".join(f"{diagnostic.rule} {who}：{diagnostic.evidence}".split())
    lines = [
        f"- fingerprint: {diagnostic.fingerprint[:_FINGERPRINT]}  # {note[:_NOTED]}",
        f"  reason: {json.dumps(' '.join(reason.split()), ensure_ascii=False)}",
    ]
    start = "" if not source or source.endswith("\n") else "\n"
    if indent < 0:
        start, indent = f"{start}ignore:\n", 2
    return Insertion(len(source), start + "".join(f"{' ' * indent}{line}\n" for line in lines))


def _indent(source: str) -> int | None:
    """How far the entries of an ignore file are indented: -1 where it has no list yet, None where none can be added."""
    import yaml

    try:
        root = loader(source, compose=True)
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    if root is None:
        return -1
    if root.id != "mapping" or root.flow_style or len(root.value) != 1 or root.value[0][0].value != "ignore":
        return None
    entries = root.value[0][1]
    if entries.id != "sequence" or entries.flow_style or not entries.value:
        return None
    indent: int = entries.start_mark.column
    return indent


def _offset(source: str, line: int, column: int) -> int:
    starts = [0, *(match.end() for match in LINE_END.finditer(source))]
    return starts[min(line, len(starts)) - 1] + column - 1


def _row_of(document: Document, offset: int) -> Sequence[Cell]:
    """The cells of the row in which an offset of the source stands."""
    for grid in document.grids:
        for row in grid.rows:
            for cell in row:
                span = cell.source_span(0, len(cell.text))
                if span is not None and span[0] <= offset < max(span[1], span[0] + 1):
                    return row
    return ()


def _end(cell: Cell) -> int | None:
    """Where a cell's text ends in the source."""
    span = cell.source_span(0, len(cell.text))
    return None if span is None else span[1]
