"""Small pure steps over finished diagnostics: their fixed order and their fingerprints."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256

from perflint.model import Diagnostic


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """One file's diagnostics by place, then rule, then subject."""
    return sorted(diagnostics, key=_place_key)


def _place_key(d: Diagnostic) -> tuple[object, ...]:
    at = d.location.range
    start = (at.start.line, at.start.column) if at is not None else (0, 0)
    s = d.subject
    return (*start, s.table or 0, s.project or "", s.index or 0, d.rule, d.subject.unit or "")


def fingerprinted(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics with their fingerprints: unique in a file, the same wherever the row or the file moves."""
    seen: dict[tuple[str, str], int] = {}
    result = []
    for d in diagnostics:
        about = d.file, _about(d)
        order = seen.get(about, 0)
        seen[about] = order + 1
        result.append(d.with_fingerprint(sha256(f"{about[1]}\x1f{order}".encode("utf-8", "surrogatepass")).hexdigest()))
    return result


def _about(d: Diagnostic) -> str:
    """What a diagnostic speaks of, in one text."""
    subject = d.subject
    if d.identity:
        own: tuple[str | None, ...] = ("", d.identity, d.field, "")
    elif d.indicator is None:
        own = (None, None, d.field, d.evidence)
    else:
        own = (d.indicator.get("level2"), d.indicator.get("name"), d.field, d.evidence)
    return "\x1f".join([_folded(part) if part else "" for part in (d.rule, subject.unit, subject.project, *own)])


# The parts of a diagnostic that those around it have, too: the project, the rule.
@lru_cache(maxsize=512)
def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
