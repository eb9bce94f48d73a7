"""The kind `ratio`: a part, a whole and a rate that do not go together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from itertools import compress
from typing import ClassVar, Literal

from perflint.checks.base import Answer, Context, Scope, field_text, text_fields
from perflint.checks.support.addends import Printed, check_field, check_tolerance, is_blank, printed, shown
from perflint.checks.support.memo import file_memo
from perflint.checks.support.texts import column, subject_name
from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import Finding, NotEnoughData, Project, Related, Subject, Table, Text
from perflint.taxonomy import Taxonomy
from perflint.text import squeeze

_HUNDRED = Decimal(100)
_NOUGHT = Decimal(0)
# A table's own words on how the rate is scored: 执行率≥90%得满分, 每低于1个百分点扣0.5分.
_OWN_STEPS = lazy_regex(r"执行率.{0,60}(?:得满分|得[0-9.]{1,5}分|不得分|扣[0-9.]{1,5}分|不扣分|计满分)")
_LONGEST = 600
RATE = {"zh": "比率", "en": "the rate"}


@dataclass(frozen=True, slots=True, eq=False)
class Ratio:
    """`part` ÷ `whole` has to be `rate`, which is printed in percent (95.2%, 95.2) or as a share of one (0.952).

    Nothing is said where one of the three is empty or no number, or where the whole is 0.

    part: a field of the subject; of a project also `execution.executed` and the like.
    whole: a field likewise.
    rate: a field likewise.
    judge: `rate` compares the rate at the decimals that it prints, with the rounding of the other two in mind;
        `part` compares the part with whole × rate: a rate above 100% may give the whole, too.
    tolerance: when the part is judged, a difference up to this counts as none.
    steps: when the part is judged, one that a known way of scoring by steps gives is right, and where the table states
        steps of its own nothing is said.
    """

    kind: ClassVar[str] = "ratio"
    scopes: ClassVar[tuple[Scope, ...]] = ("table", "project", "indicator")
    placeholders: ClassVar[frozenset[str]] = frozenset({"name", "part", "whole", "rate", "expected"})

    part: str
    whole: str
    rate: str
    judge: Literal["rate", "part"] = "rate"
    tolerance: Decimal = _NOUGHT
    steps: bool = False

    def validate(self) -> None:
        """OptionFault for options that are of the right type and still none: an unknown field, a negative tolerance."""
        check_tolerance(self.tolerance)
        known = [field for scope in self.scopes for field in text_fields(scope)]
        for option, field in (("part", self.part), ("whole", self.whole), ("rate", self.rate)):
            check_field(option, field, known)

    def picked(self, table: Table, context: Context) -> Iterable[Project]:
        """All three fields filled."""
        parts = column(table, self.part)
        if not any(parts):
            return ()
        told = zip(parts, column(table, self.whole), column(table, self.rate), strict=True)
        return compress(table.projects, map(all, told))

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """A finding at the rate, or at the part, that does not fit the other two."""
        texts = []
        for field in (self.part, self.whole, self.rate):
            text = field_text(subject, field)
            if is_blank(text.string):
                return ()
            texts.append(text)
        return self._judged(subject, texts, context.taxonomy)

    def _judged(self, subject: Subject, texts: list[Text], taxonomy: Taxonomy) -> Iterator[Answer]:
        part, whole, rate = (printed(text.string) for text in texts)
        if part is None or whole is None or rate is None or part.unit != whole.unit:
            yield NotEnoughData("no-number")
        elif whole.value == 0:
            yield NotEnoughData("no-whole")
        elif self.judge == "rate":
            if not any(_may_be(part, whole, one) for one in _readings(rate)):
                yield self._finding(subject, texts, _quotient(part, whole, rate))
        else:
            yield from self._part(subject, texts, part, whole, rate, taxonomy)

    def _part(
        self, subject: Subject, texts: list[Text], part: Printed, whole: Printed, rate: Printed, taxonomy: Taxonomy
    ) -> Iterator[Answer]:
        if any(self._follows(part, whole, one) for one in _readings(rate)):
            return
        if self.steps and self._by_steps(part, whole, rate, taxonomy):
            return
        if self.steps and _states_steps(subject.table):
            yield NotEnoughData("own-steps")
            return
        expected = whole.value * _readings(rate)[0].value / _HUNDRED
        yield self._finding(subject, texts, shown(expected.quantize(Decimal("0.01"), ROUND_HALF_UP)))

    def _follows(self, part: Printed, whole: Printed, rate: Printed) -> bool:
        low, high = (whole.value * (rate.value + side * _half(rate)) / _HUNDRED for side in (-1, 1))
        above = rate.value > _HUNDRED and abs(part.value - whole.value) <= self.tolerance
        return above or low - self.tolerance <= part.value <= high + self.tolerance

    def _by_steps(self, part: Printed, whole: Printed, rate: Printed, taxonomy: Taxonomy) -> bool:
        for reading in _readings(rate):
            for scoring in taxonomy.scorings:
                share = next((share for start, share in scoring.steps if reading.value >= start), None)
                if share is not None and abs(whole.value * share - part.value) <= self.tolerance:
                    return True
        return False

    def _finding(self, subject: Subject, texts: list[Text], expected: str) -> Finding:
        part, whole, rate = texts
        values = {
            "name": subject_name(subject),
            "part": part.string.strip(),
            "whole": whole.string.strip(),
            "rate": rate.string.strip(),
            "expected": expected,
        }
        field, text = (self.rate, rate) if self.judge == "rate" else (self.part, part)
        related = () if self.judge == "rate" else (Related(rate, RATE),)
        return Finding(field.partition(".")[0], text, values=values, related=related)


def _half(number: Printed) -> Decimal:
    return Decimal("0.5").scaleb(-number.decimals)


def _readings(rate: Printed) -> list[Printed]:
    """A rate in percent, as it may be meant: 0.95 without a sign is 95% more likely than 0.95%."""
    share = Printed(rate.value * _HUNDRED, rate.decimals - 2)
    if rate.percent:
        return [rate]
    return [share, rate] if rate.value <= 1 else [rate, share] if rate.value <= 2 else [rate]


def _may_be(part: Printed, whole: Printed, rate: Printed) -> bool:
    """Whether the rate is the quotient at its decimals, for some figures that are printed as these."""
    least, most = part.value - part.slack, part.value + part.slack
    small, large = whole.value - whole.slack, whole.value + whole.slack
    if small <= 0:
        return False
    low, high = (least / large) * _HUNDRED, (most / small) * _HUNDRED
    return low <= rate.value + _half(rate) and high >= rate.value - _half(rate)


def _quotient(part: Printed, whole: Printed, rate: Printed) -> str:
    """The rate that would be right, as the table prints its rates."""
    share = not rate.percent and rate.value <= 1 and part.value <= whole.value
    exact = part.value / whole.value * (1 if share else _HUNDRED)
    sign = "%" if rate.percent else ""
    return shown(exact.quantize(Decimal(1).scaleb(-rate.decimals), ROUND_HALF_UP)) + sign


@file_memo(8)
def _states_steps(table: Table) -> bool:
    """Whether a text of the table says by which steps the rate is scored."""
    texts = [
        *table.fragments,
        *(t for p in table.projects for i in p.indicators for t in (i.note, i.formula, i.reason)),
    ]
    return any(_OWN_STEPS.search(squeeze(text.string[:_LONGEST])) for text in texts if "执行率" in text.string)
