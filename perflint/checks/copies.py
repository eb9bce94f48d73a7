"""The kinds `copied-indicators` and `copied-text`: what one project of a run has taken over from another."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from hashlib import blake2b
from typing import ClassVar, Literal, cast
from zlib import crc32

from perflint.checks.base import Context, Match, Scope, Signature, field_text
from perflint.checks.support.candidates import candidates
from perflint.checks.support.lcs import Likeness
from perflint.checks.support.names import declared_unit, letters, name_and_unit, value_key
from perflint.checks.support.occasions import string_of
from perflint.lazyclass import dataclass
from perflint.model import Finding, Indicator, Project, Subject
from perflint.taxonomy import Taxonomy
from perflint.text import squeeze
from perflint.values import parse_value

# A row's number is its name's times an odd number, plus its value's: they must not change places.
_SPREAD = 0x9E3779B97F4A7C15
_BITS, _WIDTH = (1 << 64) - 1, 8
_EVERY = 2
_FEW = 8
# So many others a project is compared with in full.
_MOST_ROWS, _MOST_TEXTS = 12, 4
# Nearly all pairs are found by runs of six; shorter ones are in too many texts.
_SHINGLE = 6
_LONGEST = 4000


class _Numbers:
    """Lists of numbers of a type of `array`, each taken out of its bytes when it is asked for; zeros are left out."""

    def __init__(self, packed: Sequence[bytes], code: Literal["I", "Q"]) -> None:
        self._packed, self._code = packed, code

    def __len__(self) -> int:
        return len(self._packed)

    def __iter__(self) -> Iterator[Sequence[int]]:
        return map(self.__getitem__, range(len(self)))

    def __getitem__(self, at: int) -> Sequence[int]:
        numbers = memoryview(self._packed[at]).cast(self._code)
        return [number for number in numbers if number] if 0 in numbers else numbers


def _identity(project: Project) -> tuple[str, str]:
    return project.unit.string.strip(), project.name.string.strip()


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
        """The project's rows as hashes of names with values; a row without a name or a value is like no other."""
        project = subject.project
        # A smaller project takes part too: a larger one may hold its rows.
        if project is None or not project.indicators:
            return None
        fields = [f for f in context.fields if f != "name"]
        rows = array("Q", [_row(i, fields, context.taxonomy) for i in project.indicators])
        values = {"project": project.name.string, "count": len(rows)}
        return Signature(_identity(project), (rows.tobytes(),)), Finding("name", project.name, values=values)

    def match(self, signatures: list[Signature]) -> list[Match]:
        """For every project most of whose rows another has, the one that has most of them."""
        packed = [cast(bytes, s.features[0]) for s in signatures]
        rows = _Numbers(packed, "Q")
        found = []
        for index, others in enumerate(candidates(rows, _MOST_ROWS, widespread=False)):
            count = len(packed[index]) // _WIDTH
            needed = math.ceil(count * self.share)
            own = rows[index]
            if count < self.least or len(own) < needed:
                continue
            best, shared = -1, needed - 1
            for other in others:
                common = _in_common(own, rows[other])
                if common > shared and not _same_project(signatures[index], signatures[other]):
                    best, shared = other, common
            if best >= 0:
                values = _other_values(signatures[index], signatures[best])
                percent = _percent(shared / count)
                found.append(Match(index, best, {**values, "shared": shared, "count": count, "percent": percent}))
        return found


def _in_common(one: Sequence[int], other: Sequence[int]) -> int:
    """How many rows two projects have in common, each as often as both have it."""
    common = set(one).intersection(other)
    if not common:
        return 0
    ones, others = list(one), list(other)
    return sum(min(ones.count(row), others.count(row)) for row in common)


def _row(indicator: Indicator, fields: Sequence[str], taxonomy: Taxonomy) -> int:
    """Name and first target of an indicator as a number of 64 bits, which is 0 where one of them lacks."""
    name, unit = _name_hash(indicator.name.string, taxonomy)
    if not name:
        return 0
    if indicator.unit.string:
        unit = declared_unit(indicator, taxonomy)
    for field in fields:
        value = string_of(indicator, field)
        if value and not value.isspace():
            found = _value_hash(value, unit, taxonomy)
            return (name * _SPREAD + found) & _BITS or 1 if found else 0
    return 0


@lru_cache(maxsize=16384)
def _name_hash(name: str, taxonomy: Taxonomy) -> tuple[int, str]:
    """The name's key as a number, 0 for a name without letters, and the unit in its brackets."""
    key, unit = name_and_unit(name, taxonomy)
    return (_hash(key) if letters(key) else 0), unit


@lru_cache(maxsize=16384)
def _value_hash(value: str, declared: str, taxonomy: Taxonomy) -> int:
    """The value's key as a number, 0 where nothing of it counts."""
    key = value_key(parse_value(value, taxonomy.units), taxonomy, declared)
    return _hash(key) if key else 0


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()) or 1


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
        """The project's text without white space, cut at 4,000 characters, and hashes of parts of it."""
        project, field = subject.project, context.fields[0]
        if project is None:
            return None
        text = field_text(subject, field)
        plain = squeeze(text.string[: 2 * _LONGEST])[:_LONGEST]
        if len(plain) < self.shortest:
            return None
        signature = Signature(_identity(project), (plain, _shingles(plain)))
        return signature, Finding(field, text.strip(), values={"project": project.name.string})

    def match(self, signatures: list[Signature]) -> list[Match]:
        """For every text that is nearly another's, the one that it is most like."""
        texts = [str(s.features[0]) for s in signatures]
        parts = _Numbers([cast(bytes, s.features[1]) for s in signatures], "I")
        found = []
        for index, others in enumerate(candidates(parts, _MOST_TEXTS)):
            likeness = Likeness(texts[index], float(self.alike))
            best, alike = -1, 0.0
            for other in others:
                like = likeness.of(texts[other])
                if like > alike and not _same_project(signatures[index], signatures[other]):
                    best, alike = other, like
            if best >= 0:
                values = _other_values(signatures[index], signatures[best])
                found.append(Match(index, best, {**values, "percent": _percent(alike)}))
        return found


def _shingles(text: str) -> bytes:
    """Hashes, four bytes each, of the runs of six characters of a text that begin with one of every other character.

    Of all of them in a text that has few such. Which runs are taken only depends on themselves, so that two texts with
    a run in common both take it.
    """
    data = text.encode("utf-32-le", "surrogatepass")
    runs = len(text) - _SHINGLE + 1
    starts = [at for at, code in enumerate(memoryview(data).cast("I")[:runs]) if not code % _EVERY]
    if len(starts) < _FEW:
        starts = list(range(runs))
    hashes = {crc32(data[4 * at : 4 * (at + _SHINGLE)]) for at in starts}
    return array("I", sorted(hashes)).tobytes()


def _percent(part: float) -> str:
    """One decimal, rounded down, so that 100 means all."""
    tenths = math.floor(part * 1000 + 1e-9)
    return str(tenths // 10) if tenths % 10 == 0 else f"{tenths / 10:.1f}"
