"""Small pure steps over finished diagnostics: their fixed order and their fingerprints."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

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
    seen: Counter[tuple[str, str]] = Counter()
    result = []
    for d in diagnostics:
        indicator = d.indicator or {}
        own = ("", d.identity, "") if d.identity else (indicator.get("level2"), indicator.get("name"), d.evidence)
        parts = (d.rule, d.subject.unit, d.subject.project, own[0], own[1], d.field, own[2])
        base = "\x1f".join("".join(unicodedata.normalize("NFKC", p or "").split()) for p in parts)
        order = seen[d.file, base]
        seen[d.file, base] += 1
        digest = hashlib.sha256(f"{base}\x1f{order}".encode("utf-8", "surrogatepass")).hexdigest()
        result.append(replace(d, fingerprint=digest))
    return result
