"""What silences diagnostics, located, and what is said of it when it is at fault."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from perflint.model.document import Location, Place, Position, Range

NoticeKind = Literal["unused-suppression", "unknown-rule", "expired-suppression", "missing-reason"]


@dataclass(frozen=True, slots=True, eq=False)
class Suppression:
    """A directive, located in its file: plain data, free of the document."""

    file: str
    location: Location
    words: tuple[str, ...]
    reason: str
    expires: str
    ranges: tuple[Range, ...] = ()
    places: frozenset[Place] = frozenset()
    whole: bool = False

    def covers(self, location: Location) -> bool:
        """Whether a diagnostic at the location is spoken of."""
        if self.whole:
            return True
        if location.range is None:
            return location.place in self.places
        start = _key(location.range.start)
        return any(_key(own.start) <= start < _key(own.end) for own in self.ranges)


def _key(position: Position) -> tuple[int, int]:
    return position.line, position.column


@dataclass(frozen=True, slots=True, eq=False)
class Notice:
    """Something about a suppression or a baseline that its owner should mend, a warning; it stands in `file`."""

    kind: NoticeKind
    file: str
    location: Location
    message: str
