"""The kind `unstated`: a target that points to something which the table does not state."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from perflint.checks.base import Answer, Context, Occasion, Scope
from perflint.checks.support.naming import is_rate
from perflint.checks.support.needed import bare, needed_by
from perflint.checks.support.occasions import in_targets
from perflint.checks.support.patterns import check_sources, fill, found_in
from perflint.checks.support.states import NAMED_STANDARD, checkable
from perflint.checks.support.wording import bare_span, clauses, illegible, plain, targets
from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import Finding, Indicator, Quantity, Subject, Value
from perflint.text import fold_text

_OPERATORS = lazy_regex(r"^\W+")
_MONEY = frozenset({"amount", "share"})
_STATED = frozenset({"amount", "share", "date", "duration", "count", "area", "score"})


@dataclass(frozen=True, slots=True, eq=False)
class Unstated:
    """A bare value one clause of which consists of such a reference, with nothing beside that resolves it.

    references: patterns of whole clauses (folded, without blanks, operator signs in front left out) that refer to
        a plan, a contract, a standard, a time. A number, a date or a named standard beside resolves them.
    budgets: likewise for references to an amount of money; an amount or a share resolves them.
    quantities: likewise for references to a number of things or people; silent where the name is a rate, whose
        denominator it may be.
    resolved_by: patterns; a clause or note in which one is found resolves every reference.
    """

    kind: ClassVar[str] = "unstated"
    scopes: ClassVar[tuple[Scope, ...]] = ("indicator",)
    placeholders: ClassVar[frozenset[str]] = frozenset({"value", "name", "reference"})

    references: tuple[str, ...] = ()
    budgets: tuple[str, ...] = ()
    quantities: tuple[str, ...] = ()
    resolved_by: tuple[str, ...] = ()

    def validate(self) -> None:
        """ValueError for options that are of the right type and still none: a pattern that does not compile."""
        check_sources(self.references, self.budgets, self.quantities, self.resolved_by)

    def occasions(self, context: Context) -> Iterable[Occasion]:
        """A clause of a target is a reference."""
        words = needed_by((*self.references, *self.budgets, *self.quantities))
        # A note in the midst parts words in the text, but no signs.
        signs = words and frozenset(word[0] for word in words)

        def refers(value: Value) -> bool:
            form = bare(value.bare)
            may = words is None or any(word in form for word in words)
            return may and any(map(self._circular, clauses(value.bare)))

        return in_targets(context, refers, signs)

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """A finding for each target of the rule's fields, at its bare value."""
        indicator = subject.indicator
        if indicator is None:
            return
        yield from illegible(subject, context.fields)
        name = indicator.strings()[0]
        for field, text, value in targets(subject, context):
            reference = self._reference(value, indicator, context)
            if reference:
                start, end = bare_span(value)
                values = {"value": value.bare, "name": name, "reference": reference}
                yield Finding(field, text, start, end, values=values)

    def _reference(self, value: Value, indicator: Indicator, context: Context) -> str:
        """The first clause that refers to something unstated, "" where there is none."""
        parts = clauses(value.bare)
        if not any(map(self._circular, parts)):
            return ""
        columns = (indicator.strings()[0], indicator.note.string, indicator.formula.string)
        beside = " ".join((value.bare, value.note, *columns))
        if NAMED_STANDARD.search(fold_text(beside)) or found_in(self.resolved_by, plain(value.bare)):
            return ""
        resolved = [q for q in self._quantities_beside(value, indicator, context) if not _is_year(q)]
        for clause in parts:
            body = _OPERATORS.sub("", clause).lower()
            if self._refers(body, resolved, indicator, context):
                rest = [c for c in parts if c != clause]
                if any(checkable(c, "", context.taxonomy) and not self._circular(c) for c in rest):
                    return ""
                return clause
        return ""

    def _refers(self, body: str, resolved: list[Quantity], indicator: Indicator, context: Context) -> bool:
        if fill(self.budgets, body):
            return not any(q.dimension in _MONEY for q in resolved)
        if resolved:
            return False
        if fill(self.references, body):
            return True
        return fill(self.quantities, body) and not is_rate(indicator.strings()[0], context.taxonomy)

    def _circular(self, clause: str) -> bool:
        body = _OPERATORS.sub("", clause).lower()
        return fill((*self.references, *self.budgets, *self.quantities), body)

    def _quantities_beside(self, value: Value, indicator: Indicator, context: Context) -> Iterable[Quantity]:
        yield from value.quantities
        yield from value.note_quantities
        for text in (indicator.name, indicator.note, indicator.formula):
            if text:
                found = context.value(text.string)
                # A number in a name may belong to what it names (3-6岁儿童); an amount or a day does not.
                kept = _MONEY | {"date"} if text is indicator.name else _STATED
                yield from (q for q in (*found.quantities, *found.note_quantities) if q.dimension in kept)


def _is_year(quantity: Quantity) -> bool:
    """Whether the quantity is nothing but a year: that fixes no day and no amount."""
    if quantity.dimension == "date":
        short = quantity.end - quantity.start <= len("2024年度")
        return short and len(quantity.numbers) < 2 and quantity.year is not None
    return quantity.unit == "" and len(quantity.numbers) == 1 and 1990 <= quantity.numbers[0] <= 2100
