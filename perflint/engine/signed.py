"""What the projects of a file sign for rules over several files, and where each would be reported.

Both are packed, as a run over many files holds them of all projects until its end.
"""

from __future__ import annotations

import json
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from io import BytesIO
from itertools import accumulate, chain, starmap
from types import NoneType
from typing import Any, NamedTuple, overload

from perflint.checks.base import Signature, shown_as
from perflint.engine.drafts import Draft, nearest_text, related_places, said, subject_key
from perflint.lazyclass import dataclass
from perflint.locate import Excerpt, Locator
from perflint.model import Finding, Severity, Text
from perflint.model.bare import bare_location

# What is packed is built for it, and holds nothing that holds itself.
_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode
# A lone surrogate may stand in a table; it must not stop a run.
_LENIENT = "surrogatepass"
# So many files' rows are at hand at a time: who goes through them in order, or through two at once, needs no more.
_AT_HAND = 4

# The types whose values JSON gives back as they were.
_PLAIN = frozenset({str, int, bool, NoneType})
# Of what has no part of the file's text.
_NOWHERE = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True, eq=False)
class Signed:
    """The projects of a file that take part in a rule over several files.

    `rows` holds the signatures, `spots` the places at which they would be reported, of which few are ever asked for,
    and `parts` the parts of the file's text in which these lie, for all rules at once. `data` are the bytes in the
    signatures: those of hashes, which nothing makes smaller. `raw` are the signatures where one holds more than plain
    values (of a plugin's kind), which stays as it is.
    """

    count: int
    rows: bytes
    spots: bytes
    parts: bytes
    data: bytes = b""
    raw: tuple[Signature, ...] = ()

    @staticmethod
    def of(signatures: Sequence[Signature], places: Sequence[tuple[Any, ...]], parts: bytes) -> Signed:
        """Signatures with their places."""
        data: list[bytes] = []
        raw: tuple[Signature, ...] = ()
        try:
            plain = _plain([(one.identity, one.features) for one in signatures], data)
        except TypeError:
            plain, data, raw = [], [], tuple(signatures)
        return Signed(len(signatures), _packed(plain), _packed(_columns(places, [])), parts, b"".join(data), raw)

    def each(self) -> Sequence[Signature]:
        """The signatures, in order."""
        return self.raw or list(starmap(Signature, _values(_unpacked(self.rows), BytesIO(self.data))))

    def places(self) -> tuple[Sequence[Sequence[Any]], Sequence[str]]:
        """The values of the `Placed` of each, and the parts of the file's text."""
        return _values(_unpacked(self.spots), BytesIO()), _unpacked(self.parts)


def _packed(values: Any) -> bytes:
    return zlib.compress(_encode(values).encode("utf-8", _LENIENT), 1)


def _unpacked(data: bytes) -> Any:
    return json.loads(zlib.decompress(data).decode("utf-8", _LENIENT))


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

    def place(self, index: int) -> tuple[str, Placed, Sequence[str]]:
        """The file of a signature, where its project would be reported, and the parts of the file's text."""
        number, at = self._found(index)
        places, parts = self._places(number)
        return self._files[number][0], Placed(*places[at]), parts

    def _found(self, index: int) -> tuple[int, int]:
        """The number of a signature's file and the position in it."""
        number = bisect_right(self._ends, index)
        return number, index - self._ends[number] + self._files[number][1].count


def _plain(values: Sequence[Any], data: list[bytes]) -> Any:
    """Values as JSON, tuples by their columns, bytes, which go to the others, as their lengths; TypeError for others.

    Nearly always all values of a column are of one type: to look at each costs more than to write it.
    """
    kinds = set(map(type, values))
    if kinds <= _PLAIN:
        same = len(kinds) == 1 and values.count(values[0]) == len(values)
        return {"all": values[0], "count": len(values)} if same else values
    if kinds == {bytes}:
        data.extend(values)
        return {"bytes": list(map(len, values))}
    if kinds == {tuple} and len(set(map(len, values))) == 1:
        return _columns(values, data)
    if len(values) == 1:
        raise TypeError(kinds)
    return {"each": [_plain((value,), data) for value in values]}


def _columns(rows: Sequence[tuple[Any, ...]], data: list[bytes]) -> Any:
    return {"columns": [_plain(column, data) for column in zip(*rows, strict=True)], "count": len(rows)}


def _values(plain: Any, data: BytesIO) -> Sequence[Any]:
    if isinstance(plain, list):
        return plain
    if "all" in plain:
        return [plain["all"]] * plain["count"]
    if "bytes" in plain:
        return [data.read(length) for length in plain["bytes"]]
    if "each" in plain:
        return [value for one in plain["each"] for value in _values(one, data)]
    columns = [_values(column, data) for column in plain["columns"]]
    return list(zip(*columns, strict=True)) if columns else [()] * plain["count"]


class Placed(NamedTuple):
    """Everything that a diagnostic of a project would say, but for what its rule and its match say, as plain values.

    `part` is the number of the part of the file's text in which it stands, there from `start` to `end` as in the file
    from `line` on. `names` are those of the values `said`. `more` is JSON of what few have: where it is otherwise, the
    values, and the related places.
    """

    severity: Severity
    field: str
    identity: str
    table: int | None
    unit: str | None
    project: str | None
    seq: int | None
    row: int | None
    number: int | None
    part: int
    line: int
    start: int
    end: int
    names: tuple[str, ...]
    said: tuple[Any, ...]
    more: str


class Spots:
    """Takes down where a file's projects would be reported while the file is at hand.

    `numbers` are those of the projects in their tables, for reports that draw these.
    """

    def __init__(self, locator: Locator, file: str, lang: str, numbers: Mapping[int, int]) -> None:
        self._locator, self._file, self._lang, self._numbers = locator, file, lang, numbers
        # By where it begins, the number of each part of the file's text, and up to where it goes.
        self._parts: dict[int, int] = {}
        self._stops: list[int] = []

    def placed(self, draft: Draft) -> tuple[Any, ...]:
        """The values of the `Placed` of a draft's project."""
        finding, subject = draft.finding, draft.subject
        text = finding.text or nearest_text(subject)
        excerpt = self._locator.excerpt(text, finding.start, finding.end)
        values = finding.values
        plain = excerpt is not None and not finding.related and _PLAIN.issuperset(map(type, values.values()))
        key = subject_key(subject, finding.unit)
        return (
            draft.rule.severity_for(subject, finding.severity),
            shown_as(finding.field),
            finding.identity,
            key.table,
            key.unit,
            key.project,
            key.seq,
            key.index,
            self._numbers.get(id(subject.project)),
            *(_NOWHERE if excerpt is None else self._part(excerpt)),
            tuple(values) if plain else (),
            tuple(values.values()) if plain else (),
            "" if plain else self._more(finding, text),
        )

    def _part(self, excerpt: Excerpt) -> tuple[int, int, int, int]:
        """The number of an excerpt's part, which it may have in common with others, and where it is in that."""
        begin, stops = excerpt.begin, self._stops
        part = self._parts.setdefault(begin, len(stops))
        if part == len(stops):
            stops.append(excerpt.stop)
        elif excerpt.stop > stops[part]:
            stops[part] = excerpt.stop
        return part, excerpt.line, excerpt.start - begin, excerpt.end - begin

    def _more(self, finding: Finding, text: Text) -> str:
        found = self._locator.locate(text, finding.start, finding.end)
        related = related_places(finding.related, self._locator, self._file, self._lang)
        return _encode(
            (
                [bare_location(place) for place in found.places],
                (found.evidence, found.context, found.context_start, found.context_end),
                said(finding.values, self._lang),
                [(r.message, bare_location(r.location), r.evidence) for r in related],
            )
        )

    def parts(self, source: str) -> list[str]:
        """The parts of the file's text in which the places lie."""
        return [source[begin:stop] for begin, stop in zip(self._parts, self._stops, strict=True)]


def signed_in(signed: Mapping[str, Iterable[tuple[Signature, Draft]]], spots: Spots, source: str) -> dict[str, Signed]:
    """By the code of a rule, what the projects of a file with this text signed for it."""
    pairs = {code: tuple(zip(*own, strict=True)) for code, own in signed.items()}
    places = {code: [spots.placed(draft) for draft in drafts] for code, (_, drafts) in pairs.items()}
    parts = _packed(spots.parts(source)) if places else b""
    return {code: Signed.of(own, places[code], parts) for code, (own, _) in pairs.items()}
