"""What a target says in numbers: quantities, and a value split into its bare part and its notes."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from perflint.model.lean import lean_value

Operator = Literal["≥", ">", "=", "<", "≤", "~", ""]
Dimension = Literal["share", "count", "duration", "date", "amount", "score", "area", "frequency", "other"]


@lean_value
class Quantity:
    """One quantity of a text.

    `start`/`end` is the range in the text as given (code points, end exclusive) that holds operator, number
    and unit. `operator` is "" where none is written, "~" for a range or an approximation. `numbers` are as
    written times 万/亿 (95% is 95 with the unit %). `unit` is as written, "" for a bare number. `dimension`
    "other" where the unit tells nothing (a bare number too). `lower`/`upper` are the bounds, None = open.
    `damaged` holds the characters in the operator's or unit's place that are no operator or unit (UNT005).
    `per` is the period of a frequency in its own words (月 季度 半年 年 周 天), `year` the year of a date.
    """

    start: int
    end: int
    operator: Operator
    numbers: tuple[Decimal, ...]
    unit: str
    dimension: Dimension
    lower: Decimal | None = None
    upper: Decimal | None = None
    damaged: str = ""
    damaged_span: tuple[int, int] | None = None
    per: str = ""
    year: int | None = None
    approximate: bool = False


@lean_value
class Value:
    """A value text taken apart; all ranges are in the text as given, ends exclusive.

    `bare` is the text without its notes (brackets that explain, and explanations behind a comma), stripped;
    `bare_spans` are its ranges, `notes` those of the notes; `quantities` stand in the bare part,
    `note_quantities` in the notes.
    """

    text: str
    bare: str
    bare_spans: tuple[tuple[int, int], ...]
    notes: tuple[tuple[int, int], ...] = ()
    quantities: tuple[Quantity, ...] = ()
    note_quantities: tuple[Quantity, ...] = ()

    def __hash__(self) -> int:
        # Memos ask for it of every value; what two of the same text differ in may be left to the comparison.
        return hash(self.text)

    @property
    def note(self) -> str:
        """The notes' own text."""
        return "".join(self.text[a:b] for a, b in self.notes)
