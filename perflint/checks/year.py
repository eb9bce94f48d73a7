"""The kind `year`: a text names a year or date outside the budget year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from perflint.checks.base import TARGETS, Answer, Context, Occasion, Scope, field_text
from perflint.checks.support.needed import hinted
from perflint.checks.support.occasions import in_texts
from perflint.checks.support.years import (
    Span,
    clause_around,
    naming_years,
    period_of,
    spans,
    spans_of_name,
    year_values,
)
from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import Finding, NotEnoughData, Project, Subject, Table
from perflint.model.tables import GUESSED_YEARS
from perflint.text import fold_text
from perflint.values import words_of_years

_CLAUSE = ",，。;；!！?？、()（）\n"
_TITLE_ENDS = ",，。;；!！?？\n"
_SENTENCE = "。;；!！?？\n"
_FORMULA = lazy_regex(r"[*×÷/=＝＋+]|相比|公式|占比")
# What may stand between a year and 前 or the end of the clause: the year is a deadline.
_PART = lazy_regex(
    r"\s*(?:度|内|年|底|末|初|终|止|之|以|[0-9]{1,2}月|[0-9]{1,2}日|份|上旬|中旬|下旬|上半年|下半年){0,4}(?:前(?![期述后])|完成|\s*$)"
)
_BEFORE = lazy_regex(r"前$")
# 2020年7月1日前购置的车辆: the day tells which ones are meant.
_ATTRIBUTE = lazy_regex(r"\s*[一-鿿]{2}的")
_YEAR_WORD = lazy_regex(r"^\s*(?:年度?|度)?\s*")
# 2022年起, 2022年以前: no time at which something is done.
_FROM_THEN = ("起", "后", "年以前", "年度以前")
_VALUES = frozenset({*TARGETS, "actual", "baseline"})
_NARRATIVE = frozenset({"goal", "completion", "reason", "note", "formula"})
# No text is judged beyond this length.
_LONGEST = 4000


@dataclass(frozen=True, slots=True, eq=False)
class Year:
    """A text names a year or date outside the budget year.

    A text that names the budget year too is silent, as are years of a period of several years, the budget year
    among them, that the project's name or goal states. In a period value only years before the budget year count.
    A name, title, department, code or unit is found by any such year; a value, outside its notes; a goal, completion
    text, reason or note only by a year that it promises something for.
    Where the budget year is a guess the finding is a warning (variant `guessed`) and its values say whence.

    compared_before: words directly before a year that is only compared with (较2022年).
    compared_after: words behind such a year, in its clause (2022年同期).
    titles: words behind a year, in its clause, that make it part of a project's title.
    settled: words behind an earlier year, in its clause: what is done about it now (2022年度决算).
    background: words that make a sentence of a goal tell what happened before.
    promises: words of a goal that make a year something promised, directly before or behind it.
    farthest: years further from the budget year than this are names or history.
    """

    kind: ClassVar[str] = "year"
    scopes: ClassVar[tuple[Scope, ...]] = ("table", "project", "indicator")
    placeholders: ClassVar[frozenset[str]] = frozenset({"named", "text", "year", "source"})

    compared_before: tuple[str, ...] = ()
    compared_after: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()
    background: tuple[str, ...] = ()
    promises: tuple[str, ...] = ()
    farthest: int = 10

    def occasions(self, context: Context) -> Iterable[Occasion]:
        """A field names years, and none of them is the budget year."""
        year = context.year

        def holds(text: str) -> bool:
            found = spans(text[:_LONGEST])
            return bool(found) and (year is None or not any(span.holds(year.value) for span in found))

        return in_texts(context.fields, hinted(holds, words_of_years(), lambda text: bool(spans(text[:_LONGEST]))))

    def picked(self, table: Table, context: Context) -> Iterable[Project]:
        """A field that may name a year."""
        return naming_years(table, context.fields)

    def run(self, subject: Subject, context: Context) -> Iterator[Answer]:
        """A finding for every such year of the rule's fields that the subject has."""
        named = []
        for field in context.fields:
            if subject.indicator is not None and field in subject.indicator.garbled:
                yield NotEnoughData("garbled")
                continue
            text = field_text(subject, field)
            if found := spans(text.string[:_LONGEST]):
                named.append((field, text, found))
        if named and context.year is None:
            yield NotEnoughData("no-year")
            return
        if context.year is None:
            return
        guessed = context.year.source in GUESSED_YEARS
        for field, text, found in named:
            for span in self._outside(field, text.string, found, subject, context.year.value, context):
                spoken = text.string[span.start : span.end]
                values = {"named": spoken, "text": text.string, **year_values(context.year)}
                yield Finding(
                    field, text, span.start, span.end, values,
                    severity="warning" if guessed else None, variant="guessed" if guessed else "",
                )  # fmt: skip

    def _outside(
        self, field: str, text: str, found: list[Span], subject: Subject, year: int, context: Context
    ) -> Iterator[Span]:
        """The spans of a field that are outside the budget year and meant as its time."""
        if any(span.holds(year) for span in found):
            return
        project = subject.project
        stated = period_of(project, year) if project is not None else ()
        titled = project is not None and not (field == "name" and subject.indicator is None)
        own = spans_of_name(project.name.string) if project is not None and titled and field not in _VALUES else []
        notes = context.value(text).notes if field in _VALUES else ()
        for span in found:
            if min(abs(span.first - year), abs(span.last - year)) > self.farthest:
                continue
            if any(p.first <= span.last and span.first <= p.last for p in stated):
                continue
            if span.first > year and (field == "period" or field in _NARRATIVE):
                continue
            if self._is_no_time(text, span, year):
                continue
            if field in _VALUES:
                inside = next((text[a:b] for a, b in notes if a <= span.start < b), "")
                meant = not inside or (_is_deadline(text, span) and not _FORMULA.search(inside))
            else:
                meant = not any(p.first <= span.last and span.first <= p.last for p in own)
                meant = meant and (field not in _NARRATIVE or self._is_promise(text, span))
            if meant:
                yield span

    def _is_no_time(self, text: str, span: Span, year: int) -> bool:
        """Whether the year is only compared with, belongs to a title, or to something that is settled now."""
        before, behind = clause_around(text, span.start, span.end, _CLAUSE)
        if fold_text(before).rstrip().endswith(self.compared_before):
            return True
        spoken = text[span.start : span.end]
        if spoken.endswith(_FROM_THEN) or ("的" in behind and _BEFORE.search(spoken) and _ATTRIBUTE.match(behind)):
            return True
        if _is_deadline(text, span):
            return False
        whole = clause_around(text, span.start, span.end, _TITLE_ENDS)[1]
        verb = _YEAR_WORD.sub("", behind).startswith(self.promises)
        return (
            any(word in behind for word in self.compared_after)
            or (not verb and any(word in whole for word in self.titles))
            or (span.last < year and any(word in behind for word in self.settled))
        )

    def _is_promise(self, text: str, span: Span) -> bool:
        """Whether a goal promises something for the year: a deadline, or a verb next to it, and no background."""
        before, behind = clause_around(text, span.start, span.end, _SENTENCE, 200)
        if any(word in before or word in behind for word in self.background):
            return False
        if _is_deadline(text, span):
            return True
        near_before, near_behind = clause_around(text, span.start, span.end, _CLAUSE)
        after = _YEAR_WORD.sub("", near_behind)
        return after.startswith(self.promises) or any(word in near_before[-10:] for word in self.promises)


def _is_deadline(text: str, span: Span) -> bool:
    """Whether 前, or nothing but 底 and 完成, behind it makes the year the time until which something is done."""
    behind = clause_around(text, span.start, span.end, _CLAUSE, 20)[1]
    return _BEFORE.search(text[span.start : span.end]) is not None or _PART.match(behind) is not None
