"""One row of an indicator block, its texts by role, before labels are given back and indicators made."""

from __future__ import annotations

from dataclasses import field

from perflint.lazyclass import dataclass
from perflint.model import EMPTY, Text
from perflint.parse.rows import FILLERS, Row, words_of
from perflint.taxonomy import Taxonomy

VALUE_ROLES = ("annual", "period", "actual")


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """What every step of reading a table needs to know; `dump` tells whether blanks in cells are line wraps."""

    taxonomy: Taxonomy
    dump: bool = False
    fillers: frozenset[str] = FILLERS

    @staticmethod
    def of(taxonomy: Taxonomy, dump: bool = False) -> Context:
        """The context with the taxonomy's own list of fillers."""
        return Context(taxonomy, dump, FILLERS | taxonomy.words.get("template_values", frozenset()))

    def is_filler(self, text: Text) -> bool:
        """Whether a text is empty or one of the fillers that forms print in place of a value."""
        return not text or words_of(text.string) in self.fillers


@dataclass(slots=True, eq=False)
class Entry:
    """A row's texts by role, tidied except for the labels.

    `merged` names the roles whose text stands in a merged cell that began in an earlier row; `shared` tells whether
    the weight belongs to a merged cell. `height` is the row's height in text lines. `block` is "period" or "annual"
    where the row's side label or column group says which.
    """

    row: Row
    texts: dict[str, Text]
    merged: frozenset[str] = frozenset()
    shared: bool = False
    height: int = 1
    block: str = ""
    subgoal: int = 0
    garbled: set[str] = field(default_factory=set)

    def text(self, role: str) -> Text:
        """The text of a role, EMPTY where there is none."""
        return self.texts.get(role, EMPTY)

    def is_template(self, context: Context) -> bool:
        """Whether the row names no indicator and gives no value."""
        return context.is_filler(self.text("name")) and all(context.is_filler(self.text(r)) for r in VALUE_ROLES)
