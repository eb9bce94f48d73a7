"""The kind `attainment`: an actual value that misses its target or goes far beyond it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import ClassVar

from perflint.checks.base import Answer, Context, Occasion, Scope, field_text
from perflint.checks.support.attained import Attained, Terms, attained
from perflint.checks.support.occasions import is_filled
from perflint.checks.support.points import points_of
from perflint.lazyclass import dataclass
from perflint.model import Finding, Indicator, NotEnoughData, Related, Subject, Text
from perflint.text import squeeze

_TARGET = {"zh": "与之比较的指标值", "en": "the target it is compared with"}
_ACTUAL = {"zh": "实际完成值", "en": "the actual value"}
_NOUGHT = Decimal(0)
_MARKS = "。.、,;！!"


@dataclass(frozen=True, slots=True, eq=False)
class Attainment:
    """An actual (the rule's second field) misses its target (the first one), or passes it by far.

    Compared are one number with one number of the same unit, or of one that can be converted, an actual without a
    unit having its target's; a day with a deadline; two steps of a scale. Which way a target binds is told by its
    operator, else by its name; where the two disagree, or neither tells, nothing is compared. Shares and scores
    cannot go beyond their target, nor what should be small. The variant is `missed` or `passed`.

    threshold: from so many percent above its target on, an actual passes it by far; 0 asks for misses only.
    full_score: speak only where the score is all of the weight; the finding then stands at the score.
    unexplained: the field that would explain it: speak only where that is empty.
    nothing: texts of that field that explain nothing (dashes and other marks never do).
    scales: steps in words, best first and separated by blanks, an actual lower than its target misses it. What has
        不 or 未 put into the target's own words misses it in any case.
    beside: words that an actual may add to its number; any others may mean something else.
    either: words of names for which more or less may be better where the target has no operator.
    uncapped: words of names of rates that can go beyond 100%.
    """

    kind: ClassVar[str] = "attainment"
    scopes: ClassVar[tuple[Scope, ...]] = ("indicator",)
    placeholders: ClassVar[frozenset[str]] = frozenset({"name", "value", "target", "percent", "score", "weight"})

    threshold: int = 0
    full_score: bool = False
    unexplained: str = ""
    nothing: tuple[str, ...] = ()
    scales: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    either: tuple[str, ...] = ()
    uncapped: tuple[str, ...] = ()

    def validate(self) -> None:
        """ValueError for options that are of the right type and still none: a negative threshold, a scale of one."""
        if self.threshold < 0:
            raise ValueError(f"threshold: {self.threshold} < 0")
        for scale in self.scales:
            if len(scale.split()) < 2:
                raise ValueError(f"scales: {scale!r} is one step")

    def occasions(self, context: Context) -> Iterable[Occasion]:
        """Both fields are filled."""
        if len(context.fields) > 1:
            yield dict.fromkeys(context.fields[:2], is_filled)

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """One finding at the actual's number, or at the score."""
        indicator = subject.indicator
        if indicator is None or len(context.fields) < 2:
            return
        first, second = context.fields[:2]
        target, actual = field_text(subject, first), field_text(subject, second)
        if not target.string.strip() or not actual.string.strip():
            return
        if not indicator.garbled.isdisjoint((first, second, "name")):
            yield NotEnoughData("garbled")
            return
        terms = Terms(self.scales, self.beside, self.either, self.uncapped)
        found = attained(context.value(target.string), context.value(actual.string), subject, context, terms)
        if found is None or self._is_explained(subject, indicator):
            return
        if not found.missed and (not self.threshold or (found.passed_by or _NOUGHT) < self.threshold):
            return
        if self.full_score and indicator.weight_shared:
            yield NotEnoughData("shared-weight")
        elif not self.full_score:
            yield self._at_actual(indicator, found, (first, target), (second, actual))
        elif (points := _full(indicator)) is not None:
            yield _at_score(indicator, found, target, actual, points)

    def _is_explained(self, subject: Subject, indicator: Indicator) -> bool:
        if not self.unexplained:
            return False
        said = squeeze(field_text(subject, self.unexplained).string).strip(_MARKS)
        return (any(map(str.isalnum, said)) and said not in self.nothing) or self.unexplained in indicator.garbled

    def _at_actual(
        self, indicator: Indicator, found: Attained, target: tuple[str, Text], actual: tuple[str, Text]
    ) -> Finding:
        percent = None if found.passed_by is None else found.passed_by.quantize(Decimal("0.1")).normalize()
        values = {
            "name": indicator.strings()[0],
            "value": actual[1].string[slice(*found.actual)],
            "target": target[1].string[slice(*found.target)],
            "percent": "" if percent is None else f"{percent:f}",
            "score": indicator.score.string,
            "weight": indicator.weight.string,
        }
        related = (Related(target[1], _TARGET, *found.target),)
        variant = "missed" if found.missed else "passed"
        return Finding(actual[0], actual[1], *found.actual, values, related, variant=variant)


def _full(indicator: Indicator) -> Decimal | None:
    """The weight where the score is all of it."""
    weight, score = points_of(indicator.weight.string), points_of(indicator.score.string)
    return weight if weight is not None and weight > 0 and score == weight else None


def _at_score(indicator: Indicator, found: Attained, target: Text, actual: Text, points: Decimal) -> Finding:
    values = {
        "name": indicator.strings()[0],
        "value": actual.string[slice(*found.actual)],
        "target": target.string[slice(*found.target)],
        "percent": "",
        "score": indicator.score.string,
        "weight": points,
    }
    related = (Related(target, _TARGET, *found.target), Related(actual, _ACTUAL, *found.actual))
    return Finding("score", indicator.score, 0, None, values, related, variant="missed")
