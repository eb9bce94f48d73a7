"""Shows serial numbers as the dates and times of a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from perflint.lazyclass import dataclass
from perflint.read.chinesedigits import in_chinese, one_by_one

Token = tuple[str, str]
_DAY = 86400
_LAST = 2958465
_FROM_1904 = 1462
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_HAN_DAYS = "一二三四五六日"
_HAN_MONTHS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")


@dataclass(frozen=True, slots=True)
class Moment:
    """A serial number taken apart; `seconds` counts from midnight, `elapsed` from day 0, `part` is below a second."""

    year: int
    month: int
    day: int
    weekday: int
    seconds: int
    elapsed: int
    part: Decimal


def has_date(tokens: Sequence[Token]) -> bool:
    """Whether a section of a format's code shows a date or time: it has their letters and no places for digits."""
    kinds = {kind for kind, _ in tokens}
    if "system" in kinds or "elapsed" in kinds:
        return True
    return bool(kinds & {"date", "noon"}) and not kinds & {"digit", "general"}


def show_date(tokens: Sequence[Token], number: Decimal, from_1904: bool, numerals: int, chinese: bool) -> str:
    """The date or time of a serial number (days since 1900, or 1904) by its section of a code."""
    places = max((len(text.partition(".")[2]) for kind, text in tokens if kind == "date"), default=0)
    moment = _moment(number + (_FROM_1904 if from_1904 else 0), places)
    if moment is None:
        return "########"
    if any(kind == "system" for kind, _ in tokens):
        clock = any(kind == "system" and text.startswith("h") for kind, text in tokens)
        hour, minute, second = moment.seconds // 3600, moment.seconds // 60 % 60, moment.seconds % 60
        return f"{hour}:{minute:02}:{second:02}" if clock else f"{moment.year}年{moment.month}月{moment.day}日"
    noon = any(kind == "noon" for kind, _ in tokens)
    shown: list[str] = []
    for index, (kind, text) in enumerate(tokens):
        if kind == "date":
            minutes = text[0] in "mM" and len(text) < 3 and _means_minutes(tokens, index)
            shown.append(_letter(text.lower(), moment, minutes, noon, numerals, chinese))
        elif kind == "elapsed":
            unit = {"h": 3600, "m": 60, "s": 1}[text[0]]
            shown.append(str(moment.elapsed // unit).zfill(len(text)))
        elif kind == "noon":
            shown.append(_noon(text, moment.seconds >= _DAY // 2, chinese))
        else:
            shown.append("" if text == "@" else text)
    return "".join(shown)


def _moment(number: Decimal, places: int) -> Moment | None:
    if not 0 <= number < _LAST + 1:
        return None
    total = (number * _DAY).quantize(Decimal(1).scaleb(-min(places, 3)), rounding=ROUND_HALF_UP)
    elapsed = int(total)
    days, seconds = divmod(elapsed, _DAY)
    part = total - elapsed
    if days == 60:
        # The day that the year 1900 never had.
        return Moment(1900, 2, 29, 2, seconds, elapsed, part)
    if days == 0:
        return Moment(1900, 1, 0, 5, seconds, elapsed, part)
    try:
        shown = date(1899, 12, 31 if days < 60 else 30) + timedelta(days)
    except OverflowError:
        return None
    return Moment(shown.year, shown.month, shown.day, shown.weekday(), seconds, elapsed, part)


def _means_minutes(tokens: Sequence[Token], index: int) -> bool:
    """An m behind hours or before seconds means minutes."""
    near = ("date", "elapsed")
    before = next((text for kind, text in reversed(tokens[:index]) if kind in near), "")
    after = next((text for kind, text in tokens[index + 1 :] if kind in near), "")
    return before[:1] in ("h", "H") or after[:1] in ("s", "S")


def _letter(text: str, moment: Moment, minutes: bool, noon: bool, numerals: int, chinese: bool) -> str:
    if text[0] in "ye":
        year = f"{moment.year % 100:02}" if text in ("y", "yy") else f"{moment.year:04}"
        return one_by_one(year, numerals)
    if text[0] == "m" and not minutes and len(text) > 2:
        return _month(moment.month, len(text), chinese)
    if text[0] == "a" or (text[0] == "d" and len(text) > 2):
        return _weekday(moment.weekday, text, chinese)
    hour = moment.seconds // 3600
    value: Callable[[], int] = {
        "m": lambda: moment.seconds // 60 % 60 if minutes else moment.month,
        "d": lambda: moment.day,
        "h": lambda: (hour % 12 or 12) if noon else hour,
        "s": lambda: moment.seconds % 60,
    }[text[0]]
    letters, point, places = text.partition(".")
    if numerals:
        return in_chinese(str(value()), numerals).removeprefix("一" if 10 <= value() < 20 and numerals == 1 else "")
    part = f"{moment.part:.{len(places)}f}"[1:] if point else ""
    return str(value()).zfill(min(len(letters), 2)) + part


def _month(month: int, letters: int, chinese: bool) -> str:
    if chinese:
        return _HAN_MONTHS[month - 1] + "月"
    name = _MONTHS[month - 1]
    return {3: name[:3], 4: name, 5: name[0]}.get(letters, name)


def _weekday(day: int, text: str, chinese: bool) -> str:
    if text[0] == "a" or chinese:
        return ("星期" if len(text) > 3 else "周") + _HAN_DAYS[day]
    return _WEEKDAYS[day] if len(text) > 3 else _WEEKDAYS[day][:3]


def _noon(text: str, after: bool, chinese: bool) -> str:
    if chinese and text.isascii():
        text = "上午/下午"
    return text.split("/")[after]
