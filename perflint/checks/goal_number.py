"""The kind `goal-number`: a text of the project and an indicator give different numbers for the same thing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import ClassVar

from perflint.checks.base import TARGETS, Answer, Context, Scope, field_text
from perflint.checks.support.compared import same_unit, with_unit
from perflint.checks.support.naming import head
from perflint.checks.support.texts import column, is_usual_column, names_of
from perflint.checks.support.unitwords import rest_of
from perflint.checks.support.wording import FUNCTION_SIGNS, has_content, left_over, made_of, plain, words_of
from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import Finding, Indicator, Project, Quantity, Related, Subject, Table, Text
from perflint.taxonomy import Taxonomy
from perflint.text import squeeze
from perflint.words import cut

_CLAUSE_END = lazy_regex("[,，。;；、:：!！?？()（）\n]")
_MARKER = lazy_regex(r"^\s*[0-9]{1,2}[.．]")
_NOT_HAN = lazy_regex("[^一-鿿]")
_COUNTED = frozenset({"count", "area", "share", "other", "frequency"})
_UP, _DOWN = frozenset({"≥", ">"}), frozenset({"≤", "<"})
_LONGEST = 4000
_INDICATOR = {"zh": "指标中的数", "en": "the indicator's number"}


@dataclass(frozen=True, slots=True, eq=False)
class GoalNumber:
    """A number in the rule's field (a goal) differs from that of an indicator that is about the same thing.

    The same thing: every word of the number's clause stands in the indicator's name or target, and every word of the
    name in the clause, in the same unit. A clause with two numbers is not judged, nor one that tells what was done
    already. A target that is stricter than the goal's bound is no conflict, nor is a number that another indicator of
    that kind has, nor a count that the field gives elsewhere (其中2025年新建12公里).

    beside: words that do not tell one thing from another.
    alike: words for one and the same thing, blank-separated.
    done: words of a clause that tells what was there or done before.
    """

    kind: ClassVar[str] = "goal-number"
    scopes: ClassVar[tuple[Scope, ...]] = ("project",)
    placeholders: ClassVar[frozenset[str]] = frozenset({"name", "value", "target"})

    beside: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()
    done: tuple[str, ...] = ()

    def picked(self, table: Table, context: Context) -> Iterable[Project]:
        """An indicator whose name begins with signs of the goal."""
        if not context.fields:
            return ()
        field = context.fields[0]
        usual = is_usual_column(table, field)
        return [
            project
            for project, text in zip(table.projects, column(table, field), strict=True)
            if self._near(text if usual else squeeze(text), project, context.taxonomy)
        ]

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """A finding at each number of the goal that no indicator of the same thing has."""
        if subject.project is None or not context.fields:
            return ()
        field = context.fields[0]
        text = field_text(subject, field)
        if len(text.string) > _LONGEST:
            return ()
        about = self._about(text.string, subject.project, context.taxonomy)
        return self._conflicts(field, text, about, subject, context) if about else ()

    def _near(self, text: str, project: Project, taxonomy: Taxonomy) -> list[int]:
        """The places of the indicators whose names begin with signs of a text."""
        lead, names, known = _leads(self, taxonomy), names_of(project), text + _common_signs(self, taxonomy)
        # Of most names the first sign tells already, of most others what is left at the ends of those signs.
        begun = [n for n, name in enumerate(names) if name[:1] in known or not "一" <= name <= "鿿"]
        ends = [n for n in begun if names[n] and (own := lead(names[n]))[-1:] in text and own[:1] in text]
        return [n for n in ends if all(map(known.__contains__, lead(names[n])))]

    def _about(self, text: str, project: Project, taxonomy: Taxonomy) -> list[Indicator]:
        """The indicators whose names' signs are all in the text: hardly any."""
        text, names = squeeze(text), names_of(project)
        near, signs = self._near(text, project, taxonomy), frozenset(text.lower())
        return [project.indicators[n] for n in near if signs.issuperset(_signs_of(names[n], taxonomy, self))]

    def _conflicts(
        self, field: str, text: Text, about: list[Indicator], subject: Subject, context: Context
    ) -> Iterator[Answer]:
        pairs = [
            (quantity, indicator, number)
            for quantity, clause in self._numbers(text, context)
            for indicator in about
            for number in self._targets(indicator, quantity, clause, subject, context)
        ]
        value = context.value(text.string)
        stated = [q for q in (*value.quantities, *value.note_quantities) if q.numbers and q.dimension != "share"]
        agreed = [(q, i) for q, i, (_, number) in pairs if not _differ(q, number, context.taxonomy)]
        settled = {id(thing) for pair in agreed for thing in pair}
        for quantity, indicator, (target, number) in pairs:
            if id(quantity) in settled or id(indicator) in settled or _is_stated(number, stated, context.taxonomy):
                continue
            settled.add(id(quantity))
            values = {
                "name": indicator.name.string,
                "value": text.string[quantity.start : quantity.end],
                "target": target.string[number.start : number.end],
            }
            related = (Related(target, _INDICATOR, number.start, number.end),)
            yield Finding(field, text, quantity.start, quantity.end, values, related)

    def _numbers(self, text: Text, context: Context) -> Iterator[tuple[Quantity, str]]:
        """The quantities that are alone in their clause, with the clause's words around them."""
        quantities = context.value(text.string).quantities
        ends = [m.start() for m in _CLAUSE_END.finditer(text.string)]
        for quantity in quantities:
            start = max((e + 1 for e in ends if e < quantity.start), default=0)
            stop = min((e for e in ends if e >= quantity.end), default=len(text.string))
            inside = [q for q in quantities if q.end > start and q.start < stop]
            before = _MARKER.sub("", text.string[start : quantity.start])
            words = plain(f"{before} {text.string[quantity.end : stop]}")
            if len(inside) == 1 and _is_counted(quantity) and not any(word in words for word in self.done):
                yield quantity, words

    def _targets(
        self, indicator: Indicator, quantity: Quantity, clause: str, subject: Subject, context: Context
    ) -> list[tuple[Text, Quantity]]:
        """The indicator's targets that have one number in the quantity's unit, if it is about the same thing."""
        if not indicator.garbled.isdisjoint((*TARGETS, "name")) or not indicator.name:
            return []
        about = replace(subject, indicator=indicator)
        found, words = [], ""
        for text in (indicator.annual, indicator.period):
            value = context.value(text.string)
            if len(value.quantities) != 1:
                continue
            number = with_unit(value.quantities[0], about, context)
            if _is_counted(number) and same_unit(quantity, number, context.taxonomy) is not None:
                found.append((text, number))
                words += rest_of(value)
        return found if found and self._is_same(clause, head(indicator.name.string), words, context.taxonomy) else []

    def _is_same(self, clause: str, name: str, words: str, taxonomy: Taxonomy) -> bool:
        vague = _vague(self, taxonomy)
        clause, words = clause.lower(), words.lower()
        _, more = left_over(clause, f"{name} {words}", vague)
        _, lacking = left_over(name, clause, vague)
        if not more and not lacking:
            return not made_of(clause, vague)
        groups = [set(group.split()) for group in self.alike]
        return bool(more) and any(group.issuperset(more) and group.issuperset(lacking) for group in groups)


@lru_cache(maxsize=8)
def _vague(check: GoalNumber, taxonomy: Taxonomy) -> frozenset[str]:
    return words_of(taxonomy, "empty_words", "directions", "count_heads") | frozenset(check.beside)


@lru_cache(maxsize=8)
def _common_signs(check: GoalNumber, taxonomy: Taxonomy) -> str:
    """The signs of all words that do not tell one thing from another."""
    return "".join(FUNCTION_SIGNS.union(*_vague(check, taxonomy), *check.alike))


@lru_cache(maxsize=8)
def _leads(check: GoalNumber, taxonomy: Taxonomy) -> Callable[[str], str]:
    """What tells of a name the Han with which it begins, without such common signs at their ends."""
    common = _common_signs(check, taxonomy)
    return lru_cache(maxsize=4096)(lambda name: _NOT_HAN.split(name, 1)[0].strip(common))


@lru_cache(maxsize=512)
def _signs_of(name: str, taxonomy: Taxonomy, check: GoalNumber) -> frozenset[str]:
    """The signs that a text must hold to be about the same thing as a name."""
    vague, alike = _vague(check, taxonomy), " ".join(check.alike).split()
    words = [w for w in cut(head(name)) if has_content(w, vague) and w not in alike]
    return frozenset("".join(words))


def _is_counted(quantity: Quantity) -> bool:
    return (
        quantity.dimension in _COUNTED
        and bool(quantity.unit)
        and bool(quantity.numbers)
        and not quantity.damaged
        and not quantity.approximate
        and not quantity.unit.endswith("百分点")
        and quantity.year is None
    )


def _differ(goal: Quantity, target: Quantity, taxonomy: Taxonomy) -> bool:
    """Whether two numbers of one thing contradict each other."""
    factor = same_unit(goal, target, taxonomy)
    if factor is None:
        return False
    theirs = tuple(number * factor for number in target.numbers)
    if theirs == goal.numbers:
        return False
    low, high = min(theirs), max(theirs)
    if goal.operator in _UP and target.operator not in _DOWN:
        return low < max(goal.numbers)
    if goal.operator in _DOWN and target.operator not in _UP:
        return high > min(goal.numbers)
    return not _in_range(goal, theirs)


def _is_stated(target: Quantity, stated: list[Quantity], taxonomy: Taxonomy) -> bool:
    """Whether the text gives the target's number too, for a part of the time or of the work: 其中2025年新建12公里."""
    factors = ((quantity, same_unit(quantity, target, taxonomy)) for quantity in stated)
    return any(f is not None and tuple(n * f for n in target.numbers) == q.numbers for q, f in factors)


def _in_range(goal: Quantity, theirs: tuple[Decimal, ...]) -> bool:
    """Whether one number lies in the range that the goal gives."""
    return len(goal.numbers) == 2 and len(theirs) == 1 and goal.numbers[0] <= theirs[0] <= goal.numbers[1]
