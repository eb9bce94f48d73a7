"""Dates as a table writes them: 2024年12月31日前, 12月底, 2023.07-2024.01, 1-7月, 年底前."""

from __future__ import annotations

import re
from calendar import monthrange
from decimal import Decimal

from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model.quantity import Operator
from perflint.text import chinese_number

YEAR = "(?:(?:19|20)[0-9]{2}|2100)"
HAN_YEAR = "二[〇零][〇零一二三四五六七八九]{2}"
_MONTH = "(?:1[0-2]|0?[1-9])(?![0-9])"
_HAN_MONTH = "(?:十[一二]?|[一二三四五六七八九])"
_DAY = "(?:3[01]|[12][0-9]|0?[1-9])(?![0-9])"
_HAN_DAY = "(?:三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])"
_PART = "上旬|中旬|下旬|底|末|初|中(?![小央心国学])"
_YEAR_PART = "上半年|下半年|(?:第?[一二三四1-4])季度(?:末|底|初)?|度?(?:底|末|初|中(?![小央心国学])|终)|内|全年"
_LINK = " ?(?:-{1,3}|~{1,2}|至|到) ?"

_FULL = lazy_regex(
    f"(?P<year>{YEAR}|{HAN_YEAR}) ?年(?:度(?![底末初]))? ?(?:(?P<month>{_MONTH}|{_HAN_MONTH}) ?月份?"
    f"(?: ?(?P<day>{_DAY}|{_HAN_DAY}) ?[日号])?(?P<part>{_PART})?|(?P<rest>{_YEAR_PART}|年底|年末))?"
)
_SHORT_YEAR = lazy_regex(f"(?P<year>[0-4][0-9])年(?P<month>{_MONTH})月(?:(?P<day>{_DAY})[日号])?(?P<part>{_PART})?")
_SIGNS = lazy_regex(f"(?P<year>{YEAR})(?P<sign>[-./])(?P<month>{_MONTH})(?P=sign)(?P<day>{_DAY})(?![.])")
_SIGNS_MONTH = lazy_regex(f"(?P<year>{YEAR})[-./](?P<month>{_MONTH})(?![.][0-9])")
_NO_YEAR = lazy_regex(
    f"(?:(?:每|本|当|次|今|明)年度? ?)?(?P<month>{_MONTH}|{_HAN_MONTH}) ?月(?!内|之内|以内|度)份?"
    f"(?: ?(?P<day>{_DAY}|{_HAN_DAY}) ?[日号])?(?P<part>{_PART})?"
)
_DAY_OF_MONTH = lazy_regex(f"(?:每月|当月|次月|每个月) ?(?P<day>{_DAY}) ?[日号]")
_YEAR_END = lazy_regex(
    "(?:每|本|当|次|今|明)?年(?:底|末|内|终)|(?:本|当)年度?内|(?:上|下)半年|第[一二三四1-4]季度[末底]?"
)
_MONTHS = lazy_regex(
    f"(?:(?P<year>{YEAR}|{HAN_YEAR}) ?年 ?)?(?P<first>{_MONTH})(?: ?月份?)?{_LINK}(?P<last>{_MONTH}) ?月份?"
    f"(?!内|之内|以内)"
)
_YEARS = lazy_regex(f"(?P<first>{YEAR})(?:年度?)?{_LINK}(?P<last>{YEAR}) ?(?:学年|财年|年度?)(?! ?[0-9]{{1,2}} ?月)")
_SCHOOL = lazy_regex(f"(?P<first>{YEAR})/(?P<last>{YEAR}|[0-9]{{2}}) ?(?:学年|财年|年)")
_LINKED = lazy_regex(_LINK)
_BEHIND = lazy_regex(
    "(?P<until>(?:之|以)?前(?![期后往台端来三列置瞻沿款述提景进0-9])|(?:之|以)?内(?![容部外涝]))"
    "|(?P<after>(?:之|以)?后(?![期续台勤端备])|起)"
)
_DIGITS_OF_DATE = lazy_regex("[0-9]{1,4} ?[年月./~至到-]")
FINISHED = lazy_regex("(?:全面|正式)?(?:完成|建成|验收|竣工|投用|投入使用|通车|交付|开工|上线|启用)")
_FIRST_SIGNS = frozenset("0123456789一二三四五六七八九十每本当次今明年上下第")
_WORD_MONTH = lazy_regex("底|末|初|旬|份|日|号|前|中旬|之前|以前")
_CLAUSE_END = frozenset(" ,;。.:()")


@dataclass(frozen=True, slots=True, eq=False)
class Date:
    """A date or a range of dates; `first` and `last` are yyyymmdd, None where the text names no year."""

    start: int
    end: int
    year: int | None = None
    last_year: int | None = None
    first: Decimal | None = None
    last: Decimal | None = None
    operator: Operator = ""
    per: str = ""
    bare_year: bool = False
    is_range: bool = False


def read_date(low: str, at: int) -> Date | None:
    """The date that begins at `at`, ranges and 前 后 起 behind it included; None where none begins."""
    if low[at] not in _FIRST_SIGNS or (low[at] in "0123456789" and at and low[at - 1] in "0123456789"):
        return None
    if low[at] in "0123456789" and not _DIGITS_OF_DATE.match(low, at):
        return None
    date = _read_range(low, at) or _read_single(low, at)
    if date is None:
        return None
    if not date.is_range and (second := _read_second(low, date)):
        bare = date.bare_year and second.bare_year
        date = Date(at, second.end, date.year, second.year, date.first, second.last, "~", date.per, bare, True)
    if behind := _BEHIND.match(low, date.end):
        return _bounded(date, behind.end(), "≤" if behind["until"] else "≥")
    return date


def _read_second(low: str, first: Date) -> Date | None:
    """The date that makes a range with the one before it; a second one without a year is of the same year."""
    link = _LINKED.match(low, first.end)
    if link is None or link.end() >= len(low) or low[link.end()] not in _FIRST_SIGNS:
        return None
    second = _read_single(low, link.end())
    if second is None or (second.year is None) == (first.year is None):
        return second
    found = _NO_YEAR.match(low, second.start)
    if (
        first.year is None
        or first.bare_year
        or not found
        or found.end() != second.end
        or low[second.start] in "每本当次今明"
    ):
        return None
    day = _number(found["day"]) if found["day"] else None
    days = _days(first.year, _number(found["month"]), day, found["part"] or "")
    return Date(second.start, second.end, first.year, first.year, *days)


def _bounded(date: Date, end: int, operator: Operator) -> Date:
    return Date(
        date.start, end, date.year, date.last_year, date.first, date.last, operator, date.per, False, date.is_range
    )


def _read_range(low: str, at: int) -> Date | None:
    if found := _YEARS.match(low, at):
        first, last = int(found["first"]), int(found["last"])
        return _years(found.start(), found.end(), first, last) if first <= last else None
    if found := _SCHOOL.match(low, at):
        first = int(found["first"])
        last = int(found["last"]) if len(found["last"]) == 4 else first // 100 * 100 + int(found["last"])
        return _years(found.start(), found.end(), first, last) if first <= last else None
    if found := _MONTHS.match(low, at):
        year = _number(found["year"]) if found["year"] else None
        begin, end = _days(year, int(found["first"]), None, ""), _days(year, int(found["last"]), None, "")
        return Date(at, found.end(), year, year, begin[0], end[1], "~", "", False, True)
    return None


def _years(start: int, end: int, first: int, last: int) -> Date:
    days = Decimal(first * 10000 + 101), Decimal(last * 10000 + 1231)
    return Date(start, end, first, last, *days, "~", "", True, True)


def _read_single(low: str, at: int) -> Date | None:
    if found := _FULL.match(low, at) or _SHORT_YEAR.match(low, at) or _SIGNS.match(low, at):
        return _dated(found)
    if (found := _SIGNS_MONTH.match(low, at)) and _ends_like_date(low, found):
        return _dated(found)
    if found := _DAY_OF_MONTH.match(low, at):
        return Date(at, found.end(), per="月")
    if (found := _NO_YEAR.match(low, at)) and _is_month(low, at, found):
        return Date(at, found.end(), per="年" if low[at] == "每" else "")
    if (found := _YEAR_END.match(low, at)) and (low[at] != "年" or at == 0 or low[at - 1] not in "0123456789"):
        if found.group()[0] in "年上下第" and not _closes(low, found.end()):
            return None
        return Date(at, found.end(), per="年" if low[at] == "每" else "")
    return None


def _closes(low: str, end: int) -> bool:
    """Whether a loose word such as 年底 or 上半年 is meant as a term: 前 , 完成 or the end of the clause follows."""
    if end == len(low) or low[end] in _CLAUSE_END:
        return True
    return _BEHIND.match(low, end) is not None or FINISHED.match(low, end) is not None


def _is_month(low: str, at: int, found: re.Match[str]) -> bool:
    """一月 is a month only where more of a date follows; 12月 always is."""
    if found["month"][0] in "0123456789" or low[at] in "每本当次今明":
        return True
    return (
        found["day"] is not None
        or found["part"] is not None
        or found.group().endswith("份")
        or bool(_WORD_MONTH.match(low, found.end()))
    )


def _ends_like_date(low: str, found: re.Match[str]) -> bool:
    """2023.07 is a month where its month has two digits, or where it stands in a range; 2023.5万元 is none."""
    end = found.end()
    closed = end == len(low) or low[end] in " ,;。()前起-~至到"
    two_digits = len(found["month"]) == 2
    linked = _LINKED.match(low, end) or (found.start() and low[found.start() - 1] in "-~至到")
    return closed and (two_digits or bool(linked))


def _dated(found: re.Match[str]) -> Date:
    groups = found.groupdict()
    year = _number(groups["year"])
    year += 2000 if year < 100 else 0
    month = _number(groups["month"]) if groups.get("month") else None
    day = _number(groups["day"]) if groups.get("day") else None
    rest = groups.get("part") or groups.get("rest") or ""
    first, last = _days(year, month, day, rest)
    bare = month is None and not rest
    return Date(found.start(), found.end(), year, year, first, last, bare_year=bare)


def _number(text: str) -> int:
    return int(text) if text[0] in "0123456789" else chinese_number(text.replace("零", "〇")) or 0


def _days(year: int | None, month: int | None, day: int | None, rest: str) -> tuple[Decimal | None, Decimal | None]:
    """The first and the last day of a year, a month or a part of it, as yyyymmdd."""
    if year is None:
        return None, None
    begin, end = _year_part(rest) if month is None else (month, month)
    first_day, last_day = 1, monthrange(year, end)[1]
    if day is not None:
        first_day = last_day = min(day, last_day)
    elif month is not None:
        first_day, last_day = _month_part(rest, last_day)
    return Decimal(year * 10000 + begin * 100 + first_day), Decimal(year * 10000 + end * 100 + last_day)


def _month_part(rest: str, last_day: int) -> tuple[int, int]:
    if rest == "上旬":
        return 1, 10
    if rest == "中旬":
        return 11, 20
    return (21, last_day) if rest == "下旬" else (1, last_day)


def _year_part(rest: str) -> tuple[int, int]:
    if "半年" in rest:
        return (1, 6) if rest.startswith("上") else (7, 12)
    if "季度" in rest:
        sign = rest.lstrip("第")[0]
        quarter = int(sign) if sign in "1234" else "一二三四".index(sign) + 1
        return 3 * quarter - 2, 3 * quarter
    return 1, 12
