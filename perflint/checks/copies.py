"""The kinds `copied-indicators` and `copied-text`: what one project of a run has taken over from another."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterable
from decimal import Decimal
from typing import ClassVar

from perflint.checks.base import Context, Match, Scope, Signature, field_text
from perflint.checks.support.candidates import candidates
from perflint.checks.support.lcs import likeness, likeness_bound
from perflint.checks.support.names import declared_unit, letters, name_and_unit, value_key
from perflint.lazyclass import dataclass
from perflint.model import Finding, Subject
from perflint.text import squeeze

_SHINGLE = 4
_LONGEST = 4000


def _signature(subject: Subject, features: Iterable[Hashable]) -> Signature | None:
    project = subject.project
    if project is None:
        return None
    return Signature((project.unit.string.strip(), project.name.string.strip()), tuple(features))


def _same_project(one: Signature, other: Signature) -> bool:
    """Whether both are one project: the same name, and the same unit as far as both give one."""
    units, names = ([squeeze(s.identity[n]) for s in (one, other)] for n in (0, 1))
    return names[0] == names[1] and (units[0] == units[1] or not all(units)) and bool(names[0])


def _other_values(one: Signature, other: Signature) -> dict[str, str]:
    """The other project as the message names it: with its unit where the names alone do not tell them apart."""
    unit, name = other.identity
    known = unit and (unit != one.identity[0] or not name)
    return {"other": f"{name}（{unit}）" if known and name else name or unit, "unit": unit}


@dataclass(frozen=True, slots=True, eq=False)
class CopiedIndicators:
    """Most of a project's indicators stand in one other project of the run with the same name and bare value.

    least: how many indicators a project must have.
    share: which part of them the other project must have, 0 to 1.
    """

    kind: ClassVar[str] = "copied-indicators"
    scopes: ClassVar[tuple[Scope, ...]] = ("project",)
    placeholders: ClassVar[frozenset[str]] = frozenset({"project", "other", "unit", "shared", "count", "percent"})
    fields_of: ClassVar[Scope] = "indicator"

    least: int = 5
    share: Decimal = Decimal("0.8")

    def sign(self, subject: Subject, context: Context) -> tuple[Signature, Finding] | None:
        """The project's rows as names with values; a row without a name or a value is like no other."""
        project = subject.project
        if project is None:
            return None
        rows = [_row(Subject(subject.table, project, i), context) for i in project.indicators]
        signature = _signature(subject, rows)
        # A smaller project takes part too: a larger one may hold its rows.
        if signature is None or not rows:
            return None
        return signature, Finding("name", project.name, values={"project": project.name.string, "count": len(rows)})

    def match(self, signatures: list[Signature]) -> list[Match]:
        """For every project most of whose rows another has, the one that has most of them."""
        rows = [Counter(filter(None, s.features)) for s in signatures]
        found = []
        for index, others in enumerate(candidates([tuple(r) for r in rows])):
            signature = signatures[index]
            count = len(signature.features)
            needed = math.ceil(count * self.share)
            if count < self.least or rows[index].total() < needed:
                continue
            best, shared = -1, needed - 1
            for other in others:
                common = (rows[index] & rows[other]).total()
                if common > shared and not _same_project(signature, signatures[other]):
                    best, shared = other, common
            if best >= 0:
                values = _other_values(signature, signatures[best])
                percent = _percent(shared / count)
                found.append(Match(index, best, {**values, "shared": shared, "count": count, "percent": percent}))
        return found


def _row(subject: Subject, context: Context) -> str:
    """Name and first target of an indicator as one word, "" where one of them lacks."""
    indicator, taxonomy = subject.indicator, context.taxonomy
    name = name_and_unit(indicator.name.string, taxonomy)[0] if indicator is not None else ""
    if indicator is None or not letters(name):
        return ""
    values = (field_text(subject, f).string for f in context.fields if f != "name")
    value = next((v for v in values if v.strip()), "")
    key = value_key(context.value(value), taxonomy, declared_unit(indicator, taxonomy)) if value else ""
    return f"{name}\t{key}" if key else ""


@dataclass(frozen=True, slots=True, eq=False)
class CopiedText:
    """A text of a project (its goal) is nearly the same as another project's of the run.

    Alike is 2 x the characters in common, in order / the lengths of both, white space left out.

    shortest: how many characters both texts have at least.
    alike: from which likeness on they are nearly the same, 0 to 1.
    """

    kind: ClassVar[str] = "copied-text"
    scopes: ClassVar[tuple[Scope, ...]] = ("project",)
    placeholders: ClassVar[frozenset[str]] = frozenset({"project", "other", "unit", "percent"})

    shortest: int = 30
    alike: Decimal = Decimal("0.9")

    def sign(self, subject: Subject, context: Context) -> tuple[Signature, Finding] | None:
        """The project's text without white space, cut at 4,000 characters."""
        project, field = subject.project, context.fields[0]
        if project is None:
            return None
        text = field_text(subject, field)
        plain = squeeze(text.string[: 2 * _LONGEST])[:_LONGEST]
        signature = _signature(subject, (plain,))
        if signature is None or len(plain) < self.shortest:
            return None
        return signature, Finding(field, text.strip(), values={"project": project.name.string})

    def match(self, signatures: list[Signature]) -> list[Match]:
        """For every text that is nearly another's, the one that it is most like."""
        texts = [str(s.features[0]) for s in signatures]
        least = float(self.alike)
        known: dict[tuple[int, int], float] = {}
        found = []
        for index, others in enumerate(candidates([_shingles(t) for t in texts])):
            best, alike = -1, 0.0
            for other in others:
                if _same_project(signatures[index], signatures[other]):
                    continue
                pair = (min(index, other), max(index, other))
                if pair not in known:
                    known[pair] = _likeness(texts[pair[0]], texts[pair[1]], least)
                if known[pair] > alike:
                    best, alike = other, known[pair]
            if best >= 0 and alike >= least:
                values = _other_values(signatures[index], signatures[best])
                found.append(Match(index, best, {**values, "percent": _percent(alike)}))
        return found


def _shingles(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text[i : i + _SHINGLE] for i in range(len(text) - _SHINGLE + 1)))


def _likeness(one: str, other: str, least: float) -> float:
    if one == other:
        return 1.0
    if 2 * min(len(one), len(other)) < least * (len(one) + len(other)) or likeness_bound(one, other) < least:
        return 0.0
    return likeness(one, other)


def _percent(part: float) -> str:
    """One decimal, rounded down, so that 100 means all."""
    tenths = math.floor(part * 1000 + 1e-9)
    return str(tenths // 10) if tenths % 10 == 0 else f"{tenths / 10:.1f}"
