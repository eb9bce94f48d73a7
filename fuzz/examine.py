"""What must hold of any file, however damaged: it is read and checked, or refused with a sentence; places are true."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import traceback
from collections.abc import Iterable
from functools import lru_cache

from perflint.api import Options, rulebook
from perflint.engine import FileResult, Plan, check_parsed, match_signed, unreadable
from perflint.errors import ReadError
from perflint.model import Diagnostic, Document, Range
from perflint.options import taxonomy_of
from perflint.parse import parse_document
from perflint.passes import fingerprinted
from perflint.read import files_in, read_document

STRICT = Options(profile="strict", on_error="raise")
_FAULTS = (
    ArithmeticError, AssertionError, AttributeError, LookupError, NameError, RecursionError, TypeError, ValueError,
)  # fmt: skip


class Untrue(AssertionError):
    """A cell or a place that does not hold what is said of it."""


@lru_cache(maxsize=1)
def _plan() -> Plan:
    return Plan.of(rulebook(STRICT), taxonomy_of(STRICT), on_error="raise")


def examine(data: bytes, name: str) -> str:
    """Read, parse and check a file: "" where it was read, else why not (`refused`, or where a library's or our own
    error was turned into a refusal). Raises whatever else is wrong.

    It is read in this process, whose limits are to be held, and not by a worker of ours.
    """
    try:
        results = [_examined(content, inner) for inner, content in files_in(data, name)]
    except ReadError as error:
        cause = error.__cause__
        if isinstance(cause, MemoryError):
            raise cause from None
        # What the whole road makes of a file that is refused is one diagnostic.
        assert [d.rule for d in fingerprinted(unreadable(name, error.message, _plan()).diagnostics)] == ["PRS001"]
        return f"refused behind {where(cause)}" if isinstance(cause, _FAULTS) else "refused"
    match_signed(results, _plan())
    return ""


def _examined(content: bytes | ReadError, name: str) -> FileResult:
    if isinstance(content, ReadError):
        raise content
    document = read_document(content, name)
    _check_cells(document)
    result = check_parsed(parse_document(document, _plan().taxonomy), _plan())
    if document.source is not None:
        _check_places(document, fingerprinted(result.diagnostics))
    return result


def where(error: BaseException | None) -> str:
    """An error's kind and the last line of ours that it passed."""
    frames = traceback.extract_tb(error.__traceback__ if error else None)
    own = [f for f in frames if "perflint/" in f.filename.replace("\\", "/")] or frames
    line = f"{own[-1].filename.rpartition('perflint/')[2]}:{own[-1].lineno}" if own else "?"
    return f"{type(error).__name__} at {line}"


def _check_cells(document: Document) -> None:
    for grid in document.grids:
        for row in grid.rows:
            for cell in row:
                if cell.rowspan < 1 or cell.colspan < 1 or cell.row < 0 or cell.column < 0:
                    raise Untrue(f"a cell at {cell.row}, {cell.column} over {cell.rowspan} x {cell.colspan}")
                cell.text.encode()
                if document.source is None or not cell.text:
                    continue
                if cell.offsets is not None:
                    if len(cell.offsets) != len(cell.text) + 1 or cell.offsets[-1] > len(document.source):
                        raise Untrue(f"{len(cell.offsets)} offsets for {len(cell.text)} characters")
                elif cell.start is not None:
                    held = document.source[cell.start : cell.start + len(cell.text)]
                    if held != cell.text:
                        raise Untrue(f"a cell says {cell.text!r}, the source {held!r}")


def _check_places(document: Document, diagnostics: Iterable[Diagnostic]) -> None:
    lines = re.split("\r\n|\r|\n", document.source or "")
    for d in diagnostics:
        places = [p.range for p in (d.location, *d.places) if p.range is not None]
        if not places or not d.evidence:
            continue
        held = "".join(_understood(_slice(lines, place), document.format) for place in places)
        evidence = "".join(d.evidence.split())
        if evidence == "".join("".join(_slice(lines, place).split()) for place in places):
            # As it stands there, whatever a format might make of it: half a quote is none.
            continue
        # Where a format has quotes or marks, these may stand between the characters.
        same = _is_part(evidence, held) if document.format in ("html", "csv") else evidence in (held, _unquoted(held))
        if not same:
            raise Untrue(f"{d.rule} reports {evidence!r}, its place holds {held!r}")


def _slice(lines: list[str], span: Range) -> str:
    own = lines[span.start.line - 1 : span.end.line]
    if not own:
        raise Untrue(f"line {span.start.line} of {len(lines)}")
    own[-1] = own[-1][: span.end.column - 1]
    own[0] = own[0][span.start.column - 1 :]
    return "\n".join(own)


def _understood(text: str, form: str) -> str:
    """A slice of a file as a reader of its format has it, without white space."""
    if form == "json" and "\\" in text:
        text = json.loads(f'"{text}"')
    elif form == "html":
        # What a mark is once it is damaged, is not said here as well: marks are left out of the comparison.
        text = html.unescape(text)
    elif form == "markdown":
        text = text.replace("\\|", "|")
    elif form == "csv":
        text = "".join(next(csv.reader(io.StringIO(text)), [])) if text.startswith('"') else text.replace('""', '"')
    return "".join(text.split())


def _unquoted(text: str) -> str:
    """Inside a cell that a spreadsheet quoted, two quotes are one; elsewhere they are two."""
    return text.replace('""', '"')


def _is_part(part: str, whole: str) -> bool:
    """Whether the characters of `part` stand in `whole` in their order: damaged marks may stand between them."""
    rest = iter(whole)
    return all(sign in rest for sign in part)
