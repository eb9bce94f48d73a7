"""Finding every quantity of a text, from left to right, in one pass."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from perflint.lazyregex import lazy_regex
from perflint.model import Quantity
from perflint.values import names
from perflint.values.dates import FINISHED, Date, read_date
from perflint.values.folding import level, look_alikes
from perflint.values.joining import LEADS, Lead, join
from perflint.values.measure import Reader
from perflint.values.units import UnitTable, lexicon

# The look at the first sign only saves time.
_ANCHOR = lazy_regex(
    "(?=[0-9a-z<&“「\\[(零〇一二两三四五六七八九十百千万半每平年月日周季本当次今明上下第])"
    f"(?:(?P<skip>{names.SKIPPED.pattern})|(?P<lead>{LEADS})"
    "|(?P<digit>[0-9])|(?P<han>[零〇一二两三四五六七八九十]|百分|[千万]分之|半(?=年|天|月|个月|小时|学年|日))"
    "|(?P<word>[本当次今明年上下第](?=[年月半度底末内终一二三四1-4])))"
)
# One of these, or another figure, is in every number.
NUMERALS = look_alikes("0123456789零〇一二两三四五六七八九十百千万半")
_NUMERAL = lazy_regex(rf"[\d{''.join(sorted(NUMERALS))}]")
# No target is longer; what stands behind in a hostile cell is not searched for numbers.
LONGEST = 20_000
_CLAUSE_END = frozenset(",;。.()、: ")


def may_hold_number(text: str) -> bool:
    """Whether any sign of a text may be one of a number: a quick look at what need not be taken apart."""
    return _NUMERAL.search(text) is not None


@lru_cache(maxsize=2048)
def find_quantities(text: str, units: UnitTable) -> tuple[Quantity, ...]:
    """All quantities of a text, in order and without overlap; offsets are code points of `text`. Never raises."""
    return join(level(text), _Scan(text, units).run())


class _Scan:
    """One pass over one text."""

    def __init__(self, text: str, units: UnitTable) -> None:
        self.text = text
        self.low = level(text)
        self.titles, lone = names.titles(self.low)
        self.reader = Reader(text, self.low, lexicon(units), lone)
        self.found: list[Quantity | Lead] = []

    def run(self) -> list[Quantity | Lead]:
        """Quantities and leads (每月 without its number yet), in order."""
        at, title = 0, 0
        while anchor := _ANCHOR.search(self.low, at, LONGEST):
            start = anchor.start()
            while title < len(self.titles) and self.titles[title][1] <= start:
                title += 1
            if title < len(self.titles) and self.titles[title][0] <= start:
                at = self.reader.floor = self.titles[title][1]
                continue
            at = self._step(anchor, start)
        return self.found

    def _step(self, anchor: re.Match[str], start: int) -> int:
        """Take what begins at an anchor; where to go on."""
        kind = anchor.lastgroup
        if kind == "skip":
            self.reader.floor = anchor.end()
            return anchor.end()
        if kind in ("lead", "digit", "han", "word"):
            date = read_date(self.low, start) if names.is_marker(self.low, start) == start else None
            if date is not None:
                return self._take_date(date)
        if kind == "lead" and self.low[start - 1 : start] not in ("/", "*", "×", "÷"):
            self.found.append(Lead.of(anchor, self.low))
        if kind == "word":
            return anchor.end()
        if kind == "lead":
            self.reader.floor = anchor.end()
            return anchor.end()
        quantity, end = self.reader.read(start)
        if quantity is not None:
            self.found.append(quantity)
            self.reader.floor = quantity.end
        return max(end, start + 1)

    def _take_date(self, date: Date) -> int:
        if date.bare_year and not date.is_range and not date.operator and not self._stands_alone(date):
            self.reader.floor = date.end
            return date.end
        before = self.reader.before(date.start)
        quantity = Quantity(
            before.start, date.end, before.operator or date.operator, (), "", "date",
            year=date.last_year, per=date.per,
        )  # fmt: skip
        if before.damaged:
            quantity = replace(quantity, damaged=self.text[slice(*before.damaged)], damaged_span=before.damaged)
        lower, upper = _date_bounds(date, quantity.operator)
        self.found.append(replace(quantity, lower=lower, upper=upper))
        self.reader.floor = date.end
        return date.end

    def _stands_alone(self, date: Date) -> bool:
        """A bare year is a term as a clause of its own or before 完成; elsewhere it only says when."""
        before = self.low[: date.start].rstrip()[-1:] if date.start < 3 else self.low[date.start - 1]
        after = self.low[date.end : date.end + 1]
        closed = not after or after in _CLAUSE_END or FINISHED.match(self.low, date.end) is not None
        return closed and (not before or before in _CLAUSE_END)


def _date_bounds(date: Date, operator: str) -> tuple[Decimal | None, Decimal | None]:
    """A date alone is a term, so only its last day binds; 后 and ≥ bind by the first, a range by both."""
    if operator in ("≥", ">"):
        return date.first, None
    return (date.first if date.is_range and operator == "~" else None), date.last
