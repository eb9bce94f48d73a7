"""The kind `operator`: a mark in the place of an operator or of a unit that is neither."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import ClassVar

from perflint.checks.base import Answer, Context, Occasion, Scope
from perflint.checks.support.occasions import in_targets
from perflint.checks.support.wording import illegible, judged
from perflint.lazyclass import dataclass
from perflint.model import Finding, Indicator, Quantity, Subject, Value
from perflint.text import fold, fold_text, is_han, squeeze
from perflint.values import damaged_operator, words_of_damage

# From where to where a mark stands, what belongs there, and the variant.
Mark = tuple[int, int, str, str]

_OPENS = "《〈"
_CURRENCY = "€"


@dataclass(frozen=True, slots=True, eq=False)
class Operator:
    """A value of the rule's fields with a mark before its number, or before words, that is no operator (≥=600,
    《2小时, ≪预算), or with a stray mark behind the number (1000↑).

    The variant says which it is: "" for an operator, `unit` for a mark that stands for a unit, `surplus` for one that
    stands for nothing. A lone 《 before a longer text is an unclosed title, and € in a cost is money.

    longest_tail: how many Han may follow the number behind a lone 《 in its clause; more are a title's.
    """

    kind: ClassVar[str] = "operator"
    scopes: ClassVar[tuple[Scope, ...]] = ("indicator",)
    placeholders: ClassVar[frozenset[str]] = frozenset({"value", "name", "mark", "expected"})

    longest_tail: int = 4

    def occasions(self, context: Context) -> Iterable[Occasion]:
        """A damaged operator, or a stray mark at a number."""

        def damaged(value: Value) -> bool:
            return damaged_operator(value.text) is not None or any(q.damaged_span for q in value.quantities)

        return in_targets(context, damaged, words_of_damage(), alike=damaged)

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """A finding for each of the rule's fields, at its first such mark; {expected} is what belongs there."""
        indicator = subject.indicator
        if indicator is None:
            return
        yield from illegible(subject, context.fields)

        def judge(value: Value) -> Mark | None:
            return _first(self, value, _CURRENCY in value.text and _is_cost(indicator))

        for field, text, value, (start, end, expected, variant) in judged(subject, context, judge):
            values = {"value": value.text.strip(), "name": indicator.strings()[0]}
            values |= {"mark": value.text[start:end], "expected": expected}
            yield Finding(field, text, start, end, values, variant=variant, fix=None if variant else expected)

    def _before(self, value: Value) -> Iterator[Mark]:
        """The damaged operator before words: ≪预算."""
        found = damaged_operator(value.text)
        if found is None or any(q.start <= found[0] < q.end for q in (*value.quantities, *value.note_quantities)):
            return
        start, end, operator = found
        if any(a <= start < b for a, b in value.notes) or _is_spaced(value.text[start:end]):
            return
        if value.text[start] in _OPENS or _is_quoted(value.text, start, end):  # a title, or a number that is none
            return
        yield start, end, operator, ""

    def _beside(self, value: Value, cost: bool) -> Iterator[Mark]:
        """The damaged marks of the quantities; `cost` where € is money."""
        for quantity in value.quantities:
            if quantity.damaged_span is None:
                continue
            start, end = quantity.damaged_span
            if start > quantity.start or not quantity.operator:
                replaced = quantity.unit if quantity.damaged != "%" and value.text[start - 1 : start].isdigit() else ""
                yield start, end, replaced, "unit" if replaced else "surplus"
            elif _is_quoted(value.text, start, end):
                continue
            elif not self._is_title(value.text, quantity) and not (cost and quantity.damaged == _CURRENCY):
                yield start, end, quantity.operator, ""

    def _is_title(self, text: str, quantity: Quantity) -> bool:
        if quantity.damaged[:1] not in _OPENS:
            return False
        behind = 0
        for sign in text[quantity.end :]:
            if not is_han(sign):
                break
            behind += 1
        return behind > self.longest_tail or quantity.dimension == "date"


# Many indicators have the same few targets.
@lru_cache(maxsize=1024)
def _first(check: Operator, value: Value, cost: bool) -> Mark | None:
    """The first mark of a value."""
    return min((*check._before(value), *check._beside(value, cost)), default=None)


def _is_quoted(text: str, start: int, end: int) -> bool:
    """Whether the signs are a title's marks: ＜＜年鉴＞＞."""
    folded = fold(text).text
    return fold_text(text[start:end]) in ("<<", ">>") and 0 <= folded.find("<<") < folded.rfind(">>")


def _is_spaced(mark: str) -> bool:
    """Whether only a blank inside makes the operator look broken: > =."""
    return " " in mark and damaged_operator(squeeze(mark) + "1") is None


def _is_cost(indicator: Indicator) -> bool:
    first, second = indicator.label_words()
    return "成本" in second.value + first.value
