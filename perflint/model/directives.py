"""What a table says to perflint itself: `perflint:忽略 VAG001 原因=…`."""

from __future__ import annotations

from perflint.lazyclass import dataclass
from perflint.model.document import Cell
from perflint.model.text import Text


@dataclass(frozen=True, slots=True, eq=False)
class Directive:
    """`perflint:忽略 VAG001 原因=…` as it stands in a table.

    `words` are rules as written; `covers` are the cells that it speaks of, or `whole` says that it is the file.
    `expires` is as written, "" where nothing is.
    """

    text: Text
    words: tuple[str, ...]
    reason: str
    expires: str
    covers: tuple[Cell, ...] = ()
    whole: bool = False
