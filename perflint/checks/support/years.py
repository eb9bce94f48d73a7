"""The years that a text names as times: no document numbers, standards, titles, cohorts or sizes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from perflint.checks.support.texts import column, is_usual, is_usual_column, where_any
from perflint.errors import Message
from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import BudgetYear, Project, Table
from perflint.text import fold
from perflint.values import dates_and_years

_TIMES = frozenset({"date", "year", "range"})
_SPAN = lazy_regex(r"\s*(?:至|到|—+|–|-+|~|～)\s*")
# 2022级学生, 2023届毕业生, 2020版标准, 2000A: the year is part of a name.
_COHORT = lazy_regex(r"\s*年?[级届版款型]|(?<=[0-9])[A-Za-z]")
_LONGEST_NAME = 400
# In a text of usual signs every year, a bare one too, begins like this: 1998, 2023, 2100, 23年, 二零. One class of
# signs in front lets the search skip all others.
_BEGUN = lazy_regex("[0-4二](?:(?<=1)9[0-9]{2}|(?<=2)(?:0[0-9]{2}|100)|(?<=[0-4])[0-9]年|(?<=二)零)")
_BARE = lazy_regex(r"(?<![0-9a-z.〔\[\-])(?:19|20)[0-9]{2}(?![0-9a-z.%])", re.IGNORECASE)

SOURCES = {
    "option": Message("命令行", "the command line"),
    "header": Message("表头", "the table's header"),
    "title": Message("标题", "the title"),
    "file-name": Message("文件名（推定）", "the file's name, a guess"),
    "forms": Message("同一文件的其他表（推定）", "the file's other forms, a guess"),
    "project-names": Message("项目名称（推定）", "project names, a guess"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Span:
    """The years `first` to `last`, named from `start` to `end` (code points of the text)."""

    start: int
    end: int
    first: int
    last: int

    def holds(self, year: int) -> bool:
        """Whether the year is one of them."""
        return self.first <= year <= self.last


def _names_none(text: str) -> bool:
    """Whether a text names no year, as nearly all, seen without folding it."""
    return _BEGUN.search(text) is None and is_usual(text)


def naming_years(table: Table, fields: Iterable[str]) -> list[Project]:
    """The projects of a table that may name a year in one of the fields."""
    return where_any(table, (_may_name(table, field) for field in fields))


def _may_name(table: Table, field: str) -> Iterable[object]:
    texts = column(table, field)
    if is_usual_column(table, field):
        return map(_BEGUN.search, texts)
    return [not _names_none(text) for text in texts]


def spans(text: str) -> list[Span]:
    """The years of a text in order, spans such as 2024年底至2025年3月 as one."""
    found: list[Span] = []
    if _names_none(text):
        return found
    for mention in dates_and_years(text):
        if mention.kind not in _TIMES or _COHORT.match(text, mention.end):
            continue
        span = Span(mention.start, mention.end, mention.year, mention.last_year)
        if found and _SPAN.fullmatch(text, found[-1].end, span.start) and found[-1].first <= span.last:
            before = found.pop()
            span = Span(before.start, span.end, before.first, span.last)
        found.append(span)
    return found


def spans_of_name(name: str) -> list[Span]:
    """The years of a project's name, those without 年 too: 运维项目（2023）, 2023-2024运维."""
    name = name[:_LONGEST_NAME]
    if _names_none(name):
        return []
    found = spans(name)
    folded = fold(name)
    for match in _BARE.finditer(folded.text):
        start, end = folded.span(*match.span())
        if _COHORT.match(name, end) or any(s.start < end and start < s.end for s in found):
            continue
        if _named_otherwise(name, start, end):
            continue
        found.append(Span(start, end, int(match[0]), int(match[0])))
    return sorted(found, key=lambda span: span.start)


def _named_otherwise(name: str, start: int, end: int) -> bool:
    """Whether a number is in a document's number, a title or a standard, or counts something."""
    other = any(m.kind not in _TIMES and m.start < end and start < m.end for m in dates_and_years(name))
    return other or name[end : end + 1] in tuple("个亩米吨户人件台套万平公元号")


def period_of(project: Project, year: int) -> tuple[Span, ...]:
    """The periods of several years, the budget year among them, that a project's name or goal states."""
    texts: Iterable[str] = (project.name.string, project.goal.string[:4000])
    return tuple(s for text in texts for s in spans(text) if s.first < s.last and s.holds(year))


def year_values(year: BudgetYear) -> dict[str, object]:
    """The budget year and where it comes from, for a message."""
    return {"year": year.value, "source": SOURCES[year.source]}


def clause_around(text: str, start: int, end: int, stops: str, reach: int = 60) -> tuple[str, str]:
    """What stands before and behind a range, up to the next of the characters `stops`, at most `reach` of them."""
    before, behind = text[max(0, start - reach) : start], text[end : end + reach]
    first = max((before.rfind(stop) for stop in stops), default=-1) + 1
    last = min((at for stop in stops if (at := behind.find(stop)) >= 0), default=len(behind))
    return before[first:], behind[:last]
