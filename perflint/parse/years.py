"""Finds the budget year of tables: header field, title, file name, the file's other forms, project names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from perflint.lazyregex import lazy_regex
from perflint.model import EMPTY, BudgetYear, Document, Table, Text

_YEAR = r"(?:19[89]|20[0-4])\d"
_BEFORE = r"(?<![0-9０-９.])"
_AFTER = r"(?![0-9０-９.])"
_RANGE = lazy_regex(rf"{_BEFORE}{_YEAR}\s*年?度?\s*(?:[-－–—~～/]|至|到)+\s*(?:{_YEAR}|\d\d(?!\d))\s*年?")
_DATE = lazy_regex(
    rf"{_BEFORE}{_YEAR}\s*(?:[-./年]\s*\d{{1,2}}\s*(?:[-./月]\s*\d{{0,2}}\s*日?)|(?:0[1-9]|1[0-2])[0-3]\d(?!\d))"
)
_NO_BUDGET_YEAR = lazy_regex(
    rf"[〔\[【（(]\s*{_YEAR}\s*[〕\]】）)]\s*\d+\s*号|(?:GB|ISO|DB|HJ|JGJ)[/A-Z]*\s*[\d.]+\s*[-:：—]\s*{_YEAR}",
    re.IGNORECASE,
)
_IN_TITLE = lazy_regex(rf"(?<![0-9０-９.])({_YEAR})\s*(?:年|[)）]|$)")
_IN_FILE_YEAR = lazy_regex(rf"(?<!\d)({_YEAR})\s*年")
_IN_FILE = lazy_regex(rf"(?<!\d)({_YEAR})(?!\d)")
_IN_PROJECT = lazy_regex(rf"(?<!\d)({_YEAR})\s*(?:年|[)）\]】]|$)|[（(\[【]\s*({_YEAR})\s*(?=[)）\]】])")
_FIELD = lazy_regex(rf"年[度份]\s*[：:]\s*({_YEAR})(?!\s*[-—–~～至])")
_ALONE = lazy_regex(rf"\s*[（(\[【]?\s*({_YEAR})\s*年度?\s*[)）\]】]?\s*")

# 二〇二五年 has as many signs as 2025年: places stay.
_HAN_YEAR = lazy_regex(r"二[〇○零][〇○零一二三四五六七八九]{2}(?=\s*年)")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_WIDE_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


def heading_year(line: Text) -> BudgetYear | None:
    """The year that a line above a table states: 预算年度：2024 (header), or （2024年度） alone (title)."""
    if len(line) > 200:
        return None
    string = in_digits(line.string)
    if match := _FIELD.search(string):
        return BudgetYear(int(match.group(1)), "header", line.slice(*match.span(1)))
    if match := _ALONE.fullmatch(string):
        return BudgetYear(int(match.group(1)), "title", line.slice(*match.span(1)))
    return None


def with_years(tables: Sequence[Table], document: Document) -> tuple[Table, ...]:
    """The tables with their budget years; one that a recogniser has found stays."""
    dated = [table if table.year else replace(table, year=stated_year(table, document.name)) for table in tables]
    told = Counter(t.year.value for t in dated if t.year and t.year.source in ("header", "title"))
    common = next(iter(told)) if len(told) == 1 else None
    done = []
    for table in dated:
        if table.year is None and common is not None:
            table = replace(table, year=BudgetYear(common, "forms"))
        if table.year is None and (guess := year_of_projects(table)) is not None:
            table = replace(table, year=guess)
        done.append(table)
    return tuple(done)


def stated_year(table: Table, file_name: str) -> BudgetYear | None:
    """The year in the table's title, else in the file's name; None where neither names exactly one."""
    found = single_year(table.title, _IN_TITLE)
    if found is not None:
        return BudgetYear(found[0], "title", found[1])
    return year_of_file_name(file_name)


def year_of_file_name(name: str) -> BudgetYear | None:
    """2025年 in a file's name, else 2025 between non-digits and no part of a date."""
    base = name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0] or name
    cleaned = _DATE.sub(" ", _RANGE.sub(" ", in_digits(base)))
    for pattern in (_IN_FILE_YEAR, _IN_FILE):
        years = {int(y) for y in pattern.findall(cleaned)}
        if len(years) == 1:
            return BudgetYear(years.pop(), "file-name")
    return None


def single_year(text: Text, pattern: re.Pattern[str] = _IN_TITLE) -> tuple[int, Text] | None:
    """The one year that a text names, and where; None where it names none, several, or a range."""
    string = in_digits(text.string)
    if _RANGE.search(string):
        return None
    ignored = [m.span() for m in _NO_BUDGET_YEAR.finditer(string)]
    hits = [m for m in pattern.finditer(string) if not any(a <= m.start() < b for a, b in ignored)]
    years = {next(g for g in m.groups() if g) for m in hits}
    if len(years) != 1:
        return None
    group = next(i for i, g in enumerate(hits[0].groups(), 1) if g)
    return int(years.pop()), text.slice(hits[0].start(group), hits[0].end(group))


def in_digits(string: str) -> str:
    """The string with years in Chinese numerals or full-width digits in plain ones, of the same length."""
    string = string.translate(_WIDE_DIGITS)
    return _HAN_YEAR.sub(lambda match: match.group().translate(_DIGITS), string) if "二" in string else string


def year_of_projects(table: Table) -> BudgetYear | None:
    """The latest year that a project's name names alone; a range proves nothing."""
    best: tuple[int, Text] = (0, EMPTY)
    for project in table.projects:
        if len(project.name) > 200:
            continue
        found = single_year(project.name, _IN_PROJECT)
        if found is not None and found[0] > best[0]:
            best = found
    return BudgetYear(best[0], "project-names", best[1]) if best[0] else None
