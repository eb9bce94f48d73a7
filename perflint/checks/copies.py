"""The kinds `copied-indicators` and `copied-text`: what one project of a run has taken over from another."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from io import BytesIO
from itertools import compress, groupby
from operator import itemgetter
from typing import ClassVar, cast
from zlib import crc32

from perflint.checks.base import Context, Match, Scope, Signature, field_text
from perflint.checks.support.candidates import Sets
from perflint.checks.support.lcs import Likeness
from perflint.checks.support.memo import file_memo
from perflint.checks.support.names import row_numbers
from perflint.lazyclass import dataclass
from perflint.model import Finding, Project, Subject, Table, Text
from perflint.taxonomy import Taxonomy
from perflint.text import squeeze, squeeze_all

# So many others a project is compared with in full.
_MOST_ROWS, _MOST_TEXTS = 12, 4
# More than any project needs, in four bytes.
_NEVER = (1 << 32) - 1
# By the lowest byte of a character whether the run that begins with it is taken: every other one.
_TAKEN = bytes((1, 0)) * 128
_FEW = 8
# Nearly all pairs are found by runs of six characters, here in bytes; shorter ones are in too many texts.
_CHAR, _RUN = 4, 6 * 4
_LONGEST = 4000
# So many projects' rows and texts are at hand at a time.
_AT_ONCE = 100

# Unit and name.
_Identity = tuple[str, str]


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
        fields = tuple(f for f in context.fields if f != "name")
        rows = _rows_of(subject.table, fields, context.taxonomy)[id(project)]
        values = {"project": project.name.string, "count": len(project.indicators)}
        return Signature(_identity(project), (rows,)), Finding("name", project.name, values=values)

    def match(self, signatures: Sequence[Signature]) -> list[Match]:
        """For every project most of whose rows another has, the one that has most of them."""
        sets = Sets("Q", len(signatures), widespread=False)
        counts, needed = array("I"), array("I")
        for signature in signatures:
            rows = array("Q", cast(bytes, signature.features[0]))
            sets.add(filter(None, rows))
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


# Many rows at once are numbered in half the time, and every project of a table is asked for its own.
@file_memo(4)
def _rows_of(table: Table, fields: tuple[str, ...], taxonomy: Taxonomy) -> dict[int, bytes]:
    """By the id of each project its rows as numbers of eight bytes."""
    found: dict[int, bytes] = {}
    for projects in _some(table.projects):
        indicators = [indicator for project in projects for indicator in project.indicators]
        rows = BytesIO(array("Q", row_numbers(indicators, fields, taxonomy)).tobytes())
        found.update((id(project), rows.read(8 * len(project.indicators))) for project in projects)
    return found


def _some(projects: Sequence[Project]) -> Iterator[Sequence[Project]]:
    return (projects[start : start + _AT_ONCE] for start in range(0, len(projects), _AT_ONCE))


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
        text, plain, hashes = _texts_of(subject.table, field)[id(project)]
        if len(plain) < self.shortest:
            return None
        signature = Signature(_identity(project), (plain, hashes))
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


@file_memo(4)
def _texts_of(table: Table, field: str) -> dict[int, tuple[Text, str, bytes]]:
    """By the id of each project the text of a field, the same without white space, cut, and hashes of its parts."""
    found: dict[int, tuple[Text, str, bytes]] = {}
    for projects in _some(table.projects):
        texts = [field_text(Subject(table, project), field) for project in projects]
        plain = [whole[:_LONGEST] for whole in squeeze_all([text.string[: 2 * _LONGEST] for text in texts])]
        found.update(zip(map(id, projects), zip(texts, plain, _shingles(plain), strict=True), strict=True))
    return found


def _shingles(texts: Sequence[str]) -> Iterator[bytes]:
    """Of each text hashes, four bytes each, of its runs of six characters that begin with one of every other character.

    Of all of them in a text that has few such. Which runs are taken only depends on themselves, so that two texts with
    a run in common both take it.
    """
    data = "".join(texts).encode("utf-32-le", "surrogatepass")
    # The lowest byte of a character comes first.
    taken, end = data[::_CHAR].translate(_TAKEN), 0
    for text in texts:
        start, end = end, end + len(text) * _CHAR
        every = range(start, end - _RUN + 1, _CHAR)
        some = list(compress(every, taken[start // _CHAR : end // _CHAR]))
        yield array("I", [crc32(data[at : at + _RUN]) for at in (every if len(some) < _FEW else some)]).tobytes()


def _percent(part: float) -> str:
    """One decimal, rounded down, so that 100 means all."""
    tenths = math.floor(part * 1000 + 1e-9)
    return str(tenths // 10) if tenths % 10 == 0 else f"{tenths / 10:.1f}"
