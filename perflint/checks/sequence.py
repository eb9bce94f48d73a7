"""The kind `sequence`: the numbers in front of a project's indicators."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import ClassVar

from perflint.checks.base import Answer, Context, Scope
from perflint.checks.support.filled import has_unread_text
from perflint.checks.support.memo import file_memo
from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import Finding, Indicator, NotEnoughData, Project, Related, Subject, Table, Text
from perflint.text import CHINESE_NUMERAL, chinese_number, squeeze

_NUMBER = lazy_regex(rf"[(\[【]?(?:指标|第)?(?:([0-9]{{1,3}})|({CHINESE_NUMERAL}))[)\]】]?[、.,:;]*\Z")
# The last number of a list, and its longest form.
_LAST, _LONGEST = 999, 12
_FURTHER = {"zh": "编号在此又断", "en": "the numbering breaks here again"}


@dataclass(frozen=True, slots=True, eq=False)
class Sequence:
    """The printed numbers of a project's indicators have to go up by one.

    A list may start at 1 or run on from the project before; it may start again at 1 with a new 一级 or sub-goal,
    and with a new 二级 where every 二级 of the project does so. It takes no options. The finding's variant is
    `repeat`, `back` or `skip`.
    """

    kind: ClassVar[str] = "sequence"
    scopes: ClassVar[tuple[Scope, ...]] = ("project",)
    placeholders: ClassVar[frozenset[str]] = frozenset({"number", "expected", "previous", "name"})

    def picked(self, table: Table, context: Context) -> Iterable[Project]:
        """Numbers other than 1, 2, 3 and so on, or text that may hide one."""
        return table.projects if table.fragments else [p for p in table.projects if not _counts_up(p)]

    def run(self, subject: Subject, context: Context) -> Iterator[Answer]:
        """One finding at the first number out of line, the further ones related to it."""
        project, table = subject.project, subject.table
        if project is None or _two_blocks(project):
            return
        items = _numbered(project)
        if items is None:
            yield NotEnoughData("no-number")
            return
        if has_unread_text(table, project):
            yield NotEnoughData("garbled")
            return
        breaks = list(_breaks(items, _before(table).get(id(project))))
        if breaks:
            first = breaks[0]
            related = tuple(Related(b.text, _FURTHER) for b in breaks[1:])
            yield Finding("name", first.text, values=first.values, related=related, variant=first.fault)


@dataclass(frozen=True, slots=True)
class _Item:
    """An indicator with its number; `gap` counts the unnumbered ones between it and the numbered one before."""

    indicator: Indicator
    number: int
    gap: int


@dataclass(frozen=True, slots=True)
class _Break:
    """A number out of line; `fault` says how."""

    item: _Item
    expected: int
    previous: int
    fault: str

    @property
    def text(self) -> Text:
        return self.item.indicator.number or self.item.indicator.name

    @property
    def values(self) -> dict[str, object]:
        name = self.item.indicator.name.string
        return {"number": self.item.number, "expected": self.expected, "previous": self.previous, "name": name}


def _counts_up(project: Project) -> bool:
    """Whether the numbers are 1, 2, 3 and so on, as nearly always."""
    printed = [i.printed() for i in project.indicators]
    if printed == _plain_numbers(len(printed)):
        return True
    numbers = [_number(text) if text else i.seq for text, i in zip(printed, project.indicators, strict=True)]
    return numbers == list(range(1, len(numbers) + 1))


@lru_cache(maxsize=64)
def _plain_numbers(count: int) -> list[str]:
    """So many numbers as most lists print them, as far as a list may be numbered."""
    return [str(number) for number in range(1, min(count, _LAST) + 1)]


def _two_blocks(project: Project) -> bool:
    """Whether blocks for the long term and the year were put together, the latter's own indicators at the end."""
    states = [(bool(i.annual), bool(i.period)) for i in project.indicators]
    last = next((n for n, state in enumerate(reversed(states)) if state != (True, False)), 0)
    return last > 0 and (True, False) not in states[:-last]


def _numbered(project: Project) -> list[_Item] | None:
    """The indicators that carry a number, in order; None where a number is none of a plain list."""
    printed = any(i.number for i in project.indicators)
    items: list[_Item] = []
    gap, cell = 0, None
    for indicator in project.indicators:
        number: int | None = None if printed else indicator.seq
        if indicator.number:
            piece = indicator.number.pieces[0] if indicator.number.pieces else None
            here = (id(piece.cell), piece.offset) if piece is not None else None
            # A merged cell gives every row of its range the same number, which is the block's.
            if here is None or here != cell:
                number = _number(indicator.number.string)
                if number is None:
                    return None
            cell = here
        if number is None:
            gap += 1
        else:
            items.append(_Item(indicator, number, gap))
            gap = 0
    # One number on all rows is the project's own.
    same = len(items) > 1 and len({i.number for i in items}) == 1
    return [] if same and len(items) > 2 else items


@lru_cache(maxsize=1024)
def _number(text: str) -> int | None:
    match = _NUMBER.match(squeeze(text)) if len(text) <= _LONGEST else None
    if match is None:
        return None
    return int(match[1]) if match[1] else chinese_number(match[2])


@file_memo(2)
def _before(table: Table) -> Mapping[int, int]:
    """For every project (by identity) the last number of the projects before it, where there is one."""
    last: int | None = None
    found: dict[int, int] = {}
    for project in table.projects:
        if last is not None:
            found[id(project)] = last
        items = _numbered(project)
        if items:
            last = items[-1].number
    return found


def _breaks(items: list[_Item], before: int | None) -> Iterator[_Break]:
    restarts = _restarts_with_level2(items)
    previous: _Item | None = None
    for item in items:
        if previous is None:
            # The table's first list may go on from a page that is not in the file.
            if before is not None and not (1 <= item.number <= 1 + item.gap or item.number == before + 1):
                yield _Break(item, 1 if item.number <= before else before + 1, 0, "skip")
        elif not (previous.number < item.number <= previous.number + 1 + item.gap):
            new_list = _differs(previous.indicator, item.indicator) or (restarts and _level2(previous) != _level2(item))
            if not (item.number == 1 and new_list):
                yield _Break(item, previous.number + 1, previous.number, _fault(previous.number, item.number))
        previous = item


def _fault(previous: int, number: int) -> str:
    if number == previous:
        return "repeat"
    return "back" if number < previous else "skip"


def _differs(one: Indicator, other: Indicator) -> bool:
    return one.level1.value != other.level1.value or one.subgoal != other.subgoal


def _level2(item: _Item) -> str:
    return item.indicator.level2.value


def _restarts_with_level2(items: list[_Item]) -> bool:
    """Whether the numbers start again wherever the 二级 changes, and nowhere else."""
    pairs = list(pairwise(items))
    changes = [(a, b) for a, b in pairs if _level2(a) != _level2(b)]
    return bool(changes) and all(b.number == 1 for _, b in changes)
