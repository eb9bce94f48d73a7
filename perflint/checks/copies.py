"""The kinds `copied-indicators` and `copied-text`: what one project of a run has taken over from another."""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache, partial
from hashlib import blake2b
from itertools import compress, groupby
from operator import itemgetter
from typing import ClassVar, TypeVar, cast
from zlib import crc32

from perflint.checks.base import Context, Match, Scope, Signature, field_text
from perflint.checks.support.candidates import Sets
from perflint.checks.support.lcs import Likeness
from perflint.checks.support.names import declared_unit, name_and_unit, text_value_key
from perflint.checks.support.occasions import string_of
from perflint.lazyclass import dataclass
from perflint.model import Finding, Indicator, Project, Subject
from perflint.taxonomy import Taxonomy
from perflint.text import squeeze

# A row's number is its name's times an odd number, plus its value's: they must not change places.
_SPREAD = 0x9E3779B97F4A7C15
_BITS = (1 << 64) - 1
# By the lowest byte of a character whether the run that begins with it is taken: every other one.
_TAKEN = bytes((1, 0)) * 128
_FEW = 8
# So many others a project is compared with in full.
_MOST_ROWS, _MOST_TEXTS = 12, 4
# More than any project needs, in four bytes.
_NEVER = (1 << 32) - 1
# Where the fields stand in `Indicator.strings`.
_STRINGS = {"annual": 1, "period": 2}
# Nearly all pairs are found by runs of six characters, here in bytes; shorter ones are in too many texts.
_CHAR, _RUN = 4, 6 * 4
_LONGEST = 4000

# So many names, and so many values, are known at a time.
_KEPT = 16384

# Unit and name.
_Identity = tuple[str, str]
_Key = TypeVar("_Key")
_Said = TypeVar("_Said")


def _identity(project: Project) -> _Identity:
    return project.unit.string.strip(), project.name.string.strip()


def _same_project(one: _Identity, other: _Identity) -> bool:
    """Whether both are one project: the same name, and the same unit as far as both give one."""
    units, names = ([squeeze(identity[n]) for identity in (one, other)] for n in (0, 1))
    return names[0] == names[1] and (units[0] == units[1] or not all(units)) and bool(names[0])


def _other_values(one: _Identity, other: _Identity) -> dict[str, str]:
    """The other project as the message names it: with its unit where the names alone do not tell them apart."""
    unit, name = other
    known = unit and (unit != one[0] or not name)
    return {"other": f"{name}（{unit}）" if known and name else name or unit, "unit": unit}


def _chosen(
    signatures: Sequence[Signature], pairs: Iterable[tuple[int, int, float]]
) -> Iterator[tuple[int, int, float, dict[str, str]]]:
    """Of the pairs of an index, which follow each other, the first with the highest measure that is no same project.

    With them the values of a match that name the other one.
    """
    indexes, others, measures = array("I"), array("I"), array("d")
    for index, other, measure in pairs:
        indexes.append(index)
        others.append(other)
        measures.append(measure)
    # In order, so that no file's signatures are taken out of their bytes again and again.
    named = {at: signatures[at].identity for at in sorted({*indexes, *others})}
    for index, own in groupby(zip(indexes, others, measures, strict=True), key=itemgetter(0)):
        copied = [pair for pair in own if not _same_project(named[index], named[pair[1]])]
        if copied:
            _, other, measure = max(copied, key=itemgetter(2))
            yield index, other, measure, _other_values(named[index], named[other])


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
        rows = _rows(project.indicators, fields, context.taxonomy)
        values = {"project": project.name.string, "count": len(rows)}
        return Signature(_identity(project), (rows.tobytes(),)), Finding("name", project.name, values=values)

    def match(self, signatures: Sequence[Signature]) -> list[Match]:
        """For every project most of whose rows another has, the one that has most of them."""
        sets = Sets("Q", len(signatures), widespread=False)
        counts, needed = array("I"), array("I")
        for signature in signatures:
            rows = array("Q", cast(bytes, signature.features[0]))
            sets.add([row for row in rows if row])
            counts.append(len(rows))
            needed.append(math.ceil(len(rows) * self.share) if len(rows) >= self.least else _NEVER)
        pairs = (
            (index, other, common)
            for index, others in sets.candidates(_MOST_ROWS, needed)
            for other in others
            if (common := _in_common(sets[index], sets[other])) >= needed[index]
        )
        found = []
        for index, other, most, values in _chosen(signatures, pairs):
            shared, count = int(most), counts[index]
            percent = _percent(shared / count)
            found.append(Match(index, other, {**values, "shared": shared, "count": count, "percent": percent}))
        return found


def _in_common(one: Sequence[int], other: Sequence[int]) -> int:
    """How many rows two projects have in common, each as often as both have it."""
    common = set(one).intersection(other)
    if not common:
        return 0
    ones, others = list(one), list(other)
    return sum(min(ones.count(row), others.count(row)) for row in common)


def _rows(indicators: Iterable[Indicator], fields: Sequence[str], taxonomy: Taxonomy) -> array[int]:
    """Name and first target of each indicator as a number of 64 bits, which is 0 where one of them lacks."""
    names, values = _hashes(taxonomy)
    targets = [(_STRINGS.get(field, 0), field) for field in fields]
    rows = []
    for indicator in indicators:
        strings = indicator.strings()
        name, unit = names[strings[0]]
        if indicator.unit.string:
            unit = declared_unit(indicator, taxonomy)
        for at, field in targets:
            value = strings[at] if at else string_of(indicator, field)
            if value and not value.isspace():
                found = values[value, unit] if name else 0
                rows.append((name + found) & _BITS or 1 if found else 0)
                break
        else:
            rows.append(0)
    return array("Q", rows)


class _Known(dict[_Key, _Said]):
    """What a function says of texts; a look-up takes a third of the time of `lru_cache`. It is emptied when full."""

    def __init__(self, say: Callable[[_Key], _Said]) -> None:
        self._say = say

    def __missing__(self, key: _Key) -> _Said:
        if len(self) >= _KEPT:
            self.clear()
        said = self[key] = self._say(key)
        return said


@lru_cache(maxsize=4)
def _hashes(taxonomy: Taxonomy) -> tuple[_Known[str, tuple[int, str]], _Known[tuple[str, str], int]]:
    """The hashes of names and of values."""
    return _Known(partial(_name_hash, taxonomy)), _Known(partial(_value_hash, taxonomy))


def _name_hash(taxonomy: Taxonomy, name: str) -> tuple[int, str]:
    """The name's key as a spread number, 0 for a name without letters, and the unit in its brackets."""
    key, unit = name_and_unit(name, taxonomy)
    return (_hash(key) * _SPREAD & _BITS if any(map(str.isalpha, key)) else 0), unit


def _value_hash(taxonomy: Taxonomy, value: tuple[str, str]) -> int:
    """The key of a value with the unit that is declared beside it as a number, 0 where nothing of it counts."""
    text, declared = value
    key = text_value_key(text, taxonomy, declared)
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

    def match(self, signatures: Sequence[Signature]) -> list[Match]:
        """For every text that is nearly another's, the one that it is most like."""
        return [
            Match(index, other, {**values, "percent": _percent(alike)})
            for index, other, alike, values in _chosen(signatures, self._pairs(signatures))
        ]

    def _pairs(self, signatures: Sequence[Signature]) -> Iterator[tuple[int, int, float]]:
        """Texts that are nearly the same, and how much they are."""
        sets = Sets("I", len(signatures))
        texts = []
        for signature in signatures:
            texts.append(str(signature.features[0]))
            sets.add(array("I", cast(bytes, signature.features[1])))
        likeness = Likeness(texts, float(self.alike))
        for index, others in sets.candidates(_MOST_TEXTS, hopeful=likeness.hopeful):
            for other in others:
                if like := likeness.of(index, other):
                    yield index, other, like


def _shingles(text: str) -> bytes:
    """Hashes, four bytes each, of the runs of six characters of a text that begin with one of every other character.

    Of all of them in a text that has few such. Which runs are taken only depends on themselves, so that two texts with
    a run in common both take it.
    """
    data = text.encode("utf-32-le", "surrogatepass")
    starts = range(0, len(data) - _RUN + 1, _CHAR)
    # The lowest byte of a character comes first.
    taken = list(compress(starts, data[::_CHAR].translate(_TAKEN)))
    return array("I", {crc32(data[at : at + _RUN]) for at in (starts if len(taken) < _FEW else taken)}).tobytes()


def _percent(part: float) -> str:
    """One decimal, rounded down, so that 100 means all."""
    tenths = math.floor(part * 1000 + 1e-9)
    return str(tenths // 10) if tenths % 10 == 0 else f"{tenths / 10:.1f}"
