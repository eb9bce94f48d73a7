"""What the projects of a file sign for rules over several files, and where each would be reported.

Both are packed, as a run over many files holds them of all projects until its end.
"""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from perflint.checks.base import Signature, shown_as
from perflint.engine.drafts import Draft, fill, nearest_text, related_places, said, subject_key
from perflint.lazyclass import dataclass
from perflint.locate import Locator
from perflint.model import Diagnostic, RelatedPlace, SubjectKey
from perflint.model.bare import bare_location, location_of
from perflint.rulebook import Rule

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
# A lone surrogate may stand in a table; it must not stop a run.
_LENIENT = "surrogatepass"


@dataclass(frozen=True, slots=True, eq=False)
class Signed:
    """The projects of a file that take part in a rule over several files; `places` says where each would be reported.

    `raw` are their signatures where one holds more than plain values (of a plugin's kind), which stays as it is.
    """

    count: int
    signatures: bytes
    places: bytes
    raw: tuple[Signature, ...] = ()

    @staticmethod
    def of(signatures: Iterable[Signature], places: Iterable[bytes]) -> Signed:
        """Signatures with their packed places."""
        signed = tuple(signatures)
        try:
            plain = _encode([[*one.identity, *map(_plain, one.features)] for one in signed]).encode("utf-8", _LENIENT)
            raw: tuple[Signature, ...] = ()
        except TypeError:
            plain, raw = b"", signed
        return Signed(len(signed), zlib.compress(plain, 1), zlib.compress(b"\n".join(places), 1), raw)

    def each(self) -> list[Signature]:
        """The signatures, in order."""
        if self.raw:
            return list(self.raw)
        rows = json.loads(zlib.decompress(self.signatures).decode("utf-8", _LENIENT))
        return [Signature((unit, name), tuple(map(_value, features))) for unit, name, *features in rows]

    def place(self, index: int) -> bytes:
        """The packed place of one of them."""
        return _places(self.places)[index]


# Matches are within a file or between two, mostly the same ones again.
@lru_cache(maxsize=16)
def _places(packed: bytes) -> list[bytes]:
    return zlib.decompress(packed).split(b"\n")


def _plain(value: Any) -> Any:
    """A feature as JSON: bytes and tuples as a list that begins with their kind. Raises TypeError for others."""
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, bytes):
        return ["b", b64encode(value).decode("ascii")]
    if isinstance(value, tuple):
        return ["t", *map(_plain, value)]
    raise TypeError(type(value))


def _value(plain: Any) -> Any:
    if not isinstance(plain, list):
        return plain
    return b64decode(plain[1]) if plain[0] == "b" else tuple(map(_value, plain[1:]))


def pack(draft: Draft, locator: Locator, file: str, lang: str, number: int | None) -> bytes:
    """Everything that a diagnostic of the draft would say, but for what its rule and its match say, as JSON.

    `number` is the project's in its table, for reports that draw it.
    """
    finding = draft.finding
    located = locator.locate(finding.text or nearest_text(draft.subject), finding.start, finding.end)
    key = subject_key(draft.subject, finding.unit)
    related = [
        (r.message, bare_location(r.location), r.evidence) for r in related_places(finding.related, locator, file, lang)
    ]
    parts = (
        draft.rule.severity_for(draft.subject, finding.severity),
        (key.table, key.unit, key.project, key.seq, key.index, number),
        shown_as(finding.field),
        said(finding.values, lang),
        located.evidence,
        [bare_location(place) for place in located.places],
        (located.context, located.context_start, located.context_end),
        finding.identity,
        related,
    )
    return _encode(parts).encode("utf-8", _LENIENT)


def unpack(rule: Rule, packed: bytes, file: str, lang: str, values: Mapping[str, Any]) -> Diagnostic:
    """The diagnostic of a rule at a packed place, with the values of its match besides its own."""
    severity, key, field, own, evidence, bare, context, identity, related = json.loads(packed.decode("utf-8", _LENIENT))
    values = {**own, **values}
    first, *further = map(location_of, bare)
    return Diagnostic(
        rule=rule.code,
        name=rule.name,
        severity=severity,
        message=fill(rule.message, values, lang),
        help=fill(rule.help, values, lang),
        file=file,
        location=first,
        places=tuple(further),
        subject=SubjectKey(*key),
        field=field,
        values=values,
        indicator=None,
        evidence=evidence,
        related=tuple(RelatedPlace(message, file, location_of(at), words) for message, at, words in related),
        context=context[0],
        context_start=context[1],
        context_end=context[2],
        identity=identity,
    )
