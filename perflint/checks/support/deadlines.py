"""Whether a day on which something was done comes after its deadline."""

from __future__ import annotations

from perflint.model import BudgetYear, Quantity
from perflint.model.tables import GUESSED_YEARS
from perflint.values.dates import Date, read_date
from perflint.values.folding import level

# Any year will do where neither text names one.
_ANY_YEAR = 2000
_DONE_ON = frozenset({"", "=", "~"})
_SAME_YEAR, _OTHER_YEAR = frozenset("本当今"), frozenset("每次明")


def comes_late(target: str, deadline: Quantity, actual: str, done: Quantity, year: BudgetYear | None) -> bool:
    """Whether the first day that the actual may mean is after the deadline's last one; False where that is unsure."""
    if deadline.operator in ("≥", ">") or done.operator not in _DONE_ON or deadline.per or done.per:
        return False
    known = year.value if year is not None and year.source not in GUESSED_YEARS else None
    due_year, done_year = deadline.year, done.year
    if due_year is None and done_year is None:
        due_year = done_year = _ANY_YEAR
    elif due_year is None:
        due_year = known
    elif done_year is None:
        done_year = due_year if known in (None, due_year) else None
    due, when = _in_year(target, deadline, due_year), _in_year(actual, done, done_year)
    return due is not None and when is not None and _is_after(when, due)


def _is_after(when: Date, due: Date) -> bool:
    return when.first is not None and due.last is not None and when.first > due.last


def _in_year(text: str, quantity: Quantity, year: int | None) -> Date | None:
    """The date of a quantity, read as one of the given year where it names none; None where that cannot be."""
    low = level(text)
    date, at = None, quantity.start
    while date is None and at < quantity.end:
        date = read_date(low, at)
        at += date is None
    if date is None or date.year is not None:
        return date
    words = low[at : date.end].strip()
    if year is None or not words or words[0] in _OTHER_YEAR:
        return None
    if words[0] in _SAME_YEAR:
        words = words[1:].removeprefix("年").lstrip("度")
        words = words if words[:1].isdigit() else f"年{words}"
    dated = f"{year}{words}" if words.startswith("年") else f"{year}年{words}"
    found = read_date(dated, 0)
    return found if found is not None and found.end == len(dated) else None
