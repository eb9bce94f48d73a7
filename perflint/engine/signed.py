"""What the projects of a file sign for rules over several files, and where each would be reported.

Both are packed, as a run over many files holds them of all projects until its end.
"""

from __future__ import annotations

import json
import zlib
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, chain
from typing import Any, overload

from perflint.checks.base import Signature, shown_as
from perflint.engine.drafts import Draft, fill, nearest_text, related_places, said, subject_key
from perflint.lazyclass import dataclass
from perflint.locate import Excerpt, Located, Locator
from perflint.model import Diagnostic, RelatedPlace, SubjectKey
from perflint.model.bare import bare_location, location_of
from perflint.rulebook import Rule

# What is packed is built for it, and holds nothing that holds itself.
_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode
# A lone surrogate may stand in a table; it must not stop a run.
_LENIENT = "surrogatepass"
# So many files' rows are at hand at a time: who goes through them in order, or through two at once, needs no more.
_AT_HAND = 4

# Where a project would be reported, as plain values.
Placed = Sequence[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Signed:
    """The projects of a file that take part in a rule over several files.

    `rows` holds the signatures, `spots` the places at which they would be reported, of which few are ever asked for,
    `data` the bytes in the signatures: those of hashes, which nothing makes smaller. `raw` are the signatures where one
    holds more than plain values (of a plugin's kind), which stays as it is.
    """

    count: int
    rows: bytes
    spots: bytes
    data: bytes = b""
    raw: tuple[Signature, ...] = ()

    @staticmethod
    def of(signed: Sequence[tuple[Signature, Placed]]) -> Signed:
        """Signatures with their places."""
        data: list[bytes] = []
        raw: tuple[Signature, ...] = ()
        try:
            plain = [(*one.identity, [_plain(value, data) for value in one.features]) for one, _ in signed]
        except TypeError:
            plain, data, raw = [], [], tuple(one for one, _ in signed)
        spots = [place for _, place in signed]
        return Signed(len(signed), _packed(plain), _packed(spots), b"".join(data), raw)

    def each(self) -> Sequence[Signature]:
        """The signatures, in order."""
        if self.raw:
            return self.raw
        data = _Cut(self.data)
        return [
            Signature((unit, name), tuple([_value(feature, data) for feature in features]))
            for unit, name, features in _unpacked(self.rows)
        ]

    def places(self) -> Sequence[Placed]:
        """Where each would be reported."""
        return _unpacked(self.spots)


def _packed(values: list[Any]) -> bytes:
    return zlib.compress(_encode(values).encode("utf-8", _LENIENT), 1)


def _unpacked(data: bytes) -> list[Any]:
    values: list[Any] = json.loads(zlib.decompress(data).decode("utf-8", _LENIENT))
    return values


class Signatures(Sequence[Signature]):
    """The signatures of all files, each taken out of its bytes when it is asked for: to go through them is cheap.

    `files` are the names of the files with what was signed in each.
    """

    def __init__(self, files: Sequence[tuple[str, Signed]]) -> None:
        self._files = files
        self._ends = list(accumulate(own.count for _, own in files))
        self._each = lru_cache(maxsize=_AT_HAND)(lambda number: files[number][1].each())
        self._places = lru_cache(maxsize=_AT_HAND)(lambda number: files[number][1].places())

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def __iter__(self) -> Iterator[Signature]:
        return chain.from_iterable(map(self._each, range(len(self._files))))

    @overload
    def __getitem__(self, index: int) -> Signature: ...

    @overload
    def __getitem__(self, index: slice) -> list[Signature]: ...

    def __getitem__(self, index: int | slice) -> Signature | list[Signature]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        number, at = self._found(range(len(self))[index])
        return self._each(number)[at]

    def place(self, index: int) -> tuple[str, Placed]:
        """The file of a signature, and where its project would be reported."""
        number, at = self._found(index)
        return self._files[number][0], self._places(number)[at]

    def _found(self, index: int) -> tuple[int, int]:
        """The number of a signature's file and the position in it."""
        number = bisect_right(self._ends, index)
        return number, index - self._ends[number] + self._files[number][1].count


class _Cut:
    """Bytes, from the front of which so many at a time are taken."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def off(self, length: int) -> bytes:
        """The next bytes."""
        self._at += length
        return self._data[self._at - length : self._at]


def _plain(value: Any, data: list[bytes]) -> Any:
    """A feature as JSON: bytes, which go to the others, as their length, tuples in a list; TypeError for others."""
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, bytes):
        data.append(value)
        return {"b": len(value)}
    if isinstance(value, tuple):
        return [_plain(part, data) for part in value]
    raise TypeError(type(value))


def _value(plain: Any, data: _Cut) -> Any:
    if isinstance(plain, dict):
        return data.off(plain["b"])
    return tuple([_value(part, data) for part in plain]) if isinstance(plain, list) else plain


def placed(draft: Draft, locator: Locator, file: str, lang: str, number: int | None) -> Placed:
    """Everything that a diagnostic of the draft would say, but for what its rule and its match say, as plain values.

    `number` is the project's in its table, for reports that draw it.
    """
    finding = draft.finding
    text = finding.text or nearest_text(draft.subject)
    excerpt = locator.excerpt(text, finding.start, finding.end)
    key = subject_key(draft.subject, finding.unit)
    related = related_places(finding.related, locator, file, lang) if finding.related else ()
    return (
        draft.rule.severity_for(draft.subject, finding.severity),
        (key.table, key.unit, key.project, key.seq, key.index, number),
        shown_as(finding.field),
        said(finding.values, lang),
        _bare(locator.locate(text, finding.start, finding.end)) if excerpt is None else _bare_excerpt(excerpt),
        finding.identity,
        [(r.message, bare_location(r.location), r.evidence) for r in related],
    )


def _bare_excerpt(excerpt: Excerpt) -> Sequence[Any]:
    return excerpt.line, excerpt.start, excerpt.end, excerpt.source


def _bare(found: Located) -> Sequence[Any]:
    places = [bare_location(place) for place in found.places]
    return places, found.evidence, (found.context, found.context_start, found.context_end)


def located(place: Placed, context: bool) -> Located:
    """Where a place is in its file; with what stands around it, if `context` is asked for."""
    where = place[4]
    if len(where) == 4:
        return Excerpt(*where).locate(context)
    places, evidence, around = where
    return Located(tuple(map(location_of, places)), evidence, *around)


def related_place(message: str, file: str, found: Located) -> RelatedPlace:
    """A place as one that another diagnostic refers to."""
    return RelatedPlace(message, file, found.places[0], found.evidence)


def diagnostic(
    rule: Rule, file: str, place: Placed, found: Located, lang: str, values: Mapping[str, Any]
) -> Diagnostic:
    """The diagnostic of a rule at a place, with the values of its match besides its own."""
    severity, key, field, own, _, identity, related = place
    values = {**own, **values}
    return Diagnostic(
        rule=rule.code,
        name=rule.name,
        severity=severity,
        message=fill(rule.message, values, lang),
        help=fill(rule.help, values, lang),
        file=file,
        location=found.places[0],
        places=found.places[1:],
        subject=SubjectKey(*key),
        field=field,
        values=values,
        indicator=None,
        evidence=found.evidence,
        related=tuple(RelatedPlace(message, file, location_of(at), words) for message, at, words in related),
        context=found.context,
        context_start=found.context_start,
        context_end=found.context_end,
        identity=identity,
    )
