"""Every year that a text names, with the kind of its mention."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Literal

from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.values import names
from perflint.values.dates import HAN_YEAR, YEAR, read_date
from perflint.values.folding import level, look_alikes

YearKind = Literal["date", "year", "range", "document-number", "standard", "title"]


@dataclass(frozen=True, slots=True, eq=False)
class YearMention:
    """A year or date with a year: its range in the text (code points, end exclusive) and its year or years."""

    start: int
    end: int
    year: int
    last_year: int
    kind: YearKind


_VERSION = f"(?<![0-9])(?P<edition>{YEAR}) ?(?:版|修订|年版|年修订)"
_ANCHOR = lazy_regex(
    "(?=[0-9a-z\\[(二])(?:"
    f"(?P<document>{names.DOCUMENT})|(?P<standard>{names.STANDARD})|{_VERSION}"
    f"|(?P<date>(?<![0-9a-z.])(?:{YEAR}|{HAN_YEAR})(?= ?(?:年|[-./~]|至|到))"
    "|(?<![0-9a-z.年])[0-4][0-9](?=年(?:1[0-2]|0?[1-9])月)))"
)
# Without one of these no year is named, as in nearly all texts.
_MAY_NAME = lazy_regex(f"{YEAR}|{HAN_YEAR}|[0-4][0-9]年")
_YEAR_AT_END = lazy_regex(f"[-:](?P<year>{YEAR})$")
_ANY_YEAR = lazy_regex(f"(?<![0-9]){YEAR}(?![0-9])")


def words_of_years() -> frozenset[str]:
    """Words one of which stands in every text that names a year."""
    han = (f"二{sign}" for sign in look_alikes("〇零"))
    return frozenset({"19", "20", "2100", *han, *(f"{figure}年" for figure in range(10))})


@lru_cache(maxsize=1024)
def dates_and_years(text: str) -> tuple[YearMention, ...]:
    """All years and dates with a year, in order and without overlap; dates without a year are left out."""
    low = level(text)
    if _MAY_NAME.search(low) is None:
        return ()
    titles, _ = names.titles(low)
    found: list[YearMention] = []
    at, title = 0, 0
    while anchor := _ANCHOR.search(low, at):
        while title < len(titles) and titles[title][1] <= anchor.start():
            title += 1
        mention = _mention(low, anchor)
        at = max(mention.end if mention else anchor.end(), anchor.start() + 1)
        if mention is not None:
            inside = title < len(titles) and titles[title][0] <= mention.start
            found.append(replace(mention, kind="title") if inside else mention)
    return tuple(found)


def _mention(low: str, anchor: re.Match[str]) -> YearMention | None:
    start, end = anchor.span()
    kind = anchor.lastgroup
    if kind == "date":
        return _date(low, start)
    if kind == "edition":
        year = int(anchor["edition"])
        return YearMention(start, end, year, year, "standard")
    if kind == "document":
        named = _ANY_YEAR.search(anchor.group())
        return YearMention(start, end, int(named.group()), int(named.group()), "document-number") if named else None
    found = _YEAR_AT_END.search(anchor.group())
    return YearMention(start, end, int(found["year"]), int(found["year"]), "standard") if found else None


def _date(low: str, start: int) -> YearMention | None:
    date = read_date(low, start)
    if date is None or date.year is None:
        return None
    last = date.last_year if date.last_year is not None else date.year
    if date.year != last:
        return YearMention(start, date.end, min(date.year, last), max(date.year, last), "range")
    return YearMention(start, date.end, date.year, last, "year" if date.bare_year else "date")
