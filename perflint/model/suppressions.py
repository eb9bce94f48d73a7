"""What silences diagnostics, located, and what is said of it when it is at fault."""

from __future__ import annotations

from typing import Literal

from perflint.lazyclass import dataclass
from perflint.model.document import Location, Place, Range

NoticeKind = Literal["unused-suppression", "unknown-rule", "expired-suppression", "missing-reason"]


@dataclass(frozen=True, slots=True, eq=False)
class Suppression:
    """A directive, located in its file: plain data, free of the document.

    It speaks of what begins in one of the `ranges` or stands at one of the `places`; `whole`: of all in the file.
    """

    file: str
    location: Location
    words: tuple[str, ...]
    reason: str
    expires: str
    ranges: tuple[Range, ...] = ()
    places: frozenset[Place] = frozenset()
    whole: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Notice:
    """Something about a suppression or a baseline that its owner should mend, a warning; it stands in `file`."""

    kind: NoticeKind
    file: str
    location: Location
    message: str
