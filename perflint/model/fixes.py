"""How a finding is mended without a decision: edits of the file's own text."""

from __future__ import annotations

from perflint.lazyclass import dataclass
from perflint.model.document import Location


@dataclass(frozen=True, slots=True)
class Edit:
    """What stands at a location, and what is to stand there: the characters of a range, as the file writes them, or the
    whole text of a cell."""

    location: Location
    old: str
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """The edits that mend one finding; `safe` where nothing can be lost by them."""

    edits: tuple[Edit, ...]
    safe: bool = True
