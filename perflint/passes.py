"""Small pure steps over finished diagnostics: their fixed order and their fingerprints."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

from perflint.model import Diagnostic
from perflint.text import Remembered


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """One file's diagnostics by place, then rule, then subject."""
    return sorted(diagnostics, key=_place_key)


def _place_key(d: Diagnostic) -> tuple[object, ...]:
    at = d.location.range
    start = (at.start.line, at.start.column) if at is not None else (0, 0)
    s = d.subject
    return (*start, s.table or 0, s.project or "", s.index or 0, d.rule, s.unit or "")


def fingerprinted(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics with their fingerprints."""
    return [d.with_fingerprint(own) for d, own in zip(diagnostics, fingerprints(diagnostics), strict=True)]


def fingerprints(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """The fingerprint of each diagnostic: unique in a file, the same wherever the row or the file moves."""
    seen: dict[tuple[str, str], int] = {}
    for d in diagnostics:
        words = _about(d)
        about = d.file, words
        order = seen.get(about, 0)
        seen[about] = order + 1
        yield sha256(f"{words}\x1f{order}".encode("utf-8", "surrogatepass")).hexdigest()


def _about(d: Diagnostic) -> str:
    """What a diagnostic speaks of, in one text."""
    subject, told = d.subject, d.indicator
    if d.identity:
        level, name, evidence = "", d.identity, ""
    elif told is None:
        level, name, evidence = None, None, d.evidence
    else:
        level, name, evidence = told.get("level2"), told.get("name"), d.evidence
    parts = (d.rule, subject.unit, subject.project, level, name, d.field, evidence)
    return "\x1f".join([_FOLDED[part] if part else "" for part in parts])


def _folded(text: str) -> str:
    # Most texts that NFKC changes are so changed by their brackets alone, which it takes ten times as long to find out.
    return "".join(unicodedata.normalize("NFKC", text.replace("（", "(").replace("）", ")")).split())


# The parts of a diagnostic that others have, too: the rule, the project, the field, many names and values.
_FOLDED = Remembered(_folded)
