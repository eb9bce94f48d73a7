"""Money by source: which amount is the total, which are its parts, and whether they make it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field
from decimal import Decimal
from functools import lru_cache
from itertools import chain

from perflint.checks.support.addends import in_one_unit, printed
from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import EMPTY, Amount
from perflint.taxonomy import Taxonomy
from perflint.text import squeeze

_AMONG = "其中"
_BRACKETS = lazy_regex(r"\([^()]{0,20}\)")
_FUNDS = "资金"
# Without a unit, a sign and thousands: what most tables print.
_FIGURE = lazy_regex(r"\d{1,15}(?:\.\d{1,6})?", re.ASCII)
_MIXED, _UNKNOWN = "mixed-units", "unknown-source"


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words that tell sources apart: of totals (ends), of parts, of what is done with money (no source at all), of
    what takes up the rest, of details that may stand behind the part to which they belong."""

    totals: tuple[str, ...]
    parts: tuple[str, ...]
    unless: tuple[str, ...]
    rest: tuple[str, ...]
    details: tuple[str, ...]

    def is_total(self, source: str) -> bool:
        """Whether a source is the total of others: 年度资金总额, but not 财政拨款总额."""
        return _is_total(self, source)

    def is_part(self, source: str) -> bool:
        """Whether a source is where money comes from."""
        return _is_part(self, source)

    def is_detail(self, source: str) -> bool:
        """Whether a source may be a detail of another one: 一般公共预算 of 财政拨款."""
        return any(word in source for word in self.details)


@dataclass(slots=True)
class Group:
    """A total and what stands under it, in order: parts, sources that nobody knows, and by the place of a part the
    amounts that 其中 makes a part of it."""

    total: Amount
    parts: list[Amount] = field(default_factory=list)
    unknown: list[Amount] = field(default_factory=list)
    inner: dict[int, list[Amount]] = field(default_factory=dict)
    among: bool = False


# A list has the same few sources in all its projects.
@lru_cache(maxsize=1024)
def _is_total(words: Words, source: str) -> bool:
    return _plain(source).endswith(words.totals) and not any(word in source for word in words.parts)


@lru_cache(maxsize=1024)
def _is_part(words: Words, source: str) -> bool:
    if any(word in source for word in words.unless):
        return False
    return _FUNDS in source or any(word in source for word in words.parts)


@lru_cache(maxsize=1024)
def _plain(source: str) -> str:
    return _BRACKETS.sub("", squeeze(source)).strip(":：")


def groups(amounts: Sequence[Amount], words: Words) -> Iterator[Group]:
    """The totals with their parts, column by column; the total stands before its parts, or behind all of them."""
    for column in dict.fromkeys(a.column for a in amounts):
        own = [a for a in amounts if a.column == column]
        totals = [a for a in own if words.is_total(a.source)]
        if len(totals) == 1 and own[-1] is totals[0]:
            own = [totals[0], *own[:-1]]
        current: Group | None = None
        before = False
        for amount in own:
            if amount in totals:
                if current is not None and (current.parts or current.unknown):
                    yield _side_by_side(current, words)
                current, before = Group(amount), True
            elif current is not None:
                _add(current, amount, words, before)
                before = False
        if current is not None and (current.parts or current.unknown):
            yield _side_by_side(current, words)


def _add(group: Group, amount: Amount, words: Words, first: bool) -> None:
    inner = _plain(amount.source).startswith(_AMONG)
    if inner and not first:
        group.inner.setdefault(len(group.parts) - 1, []).append(amount)
        return
    group.among = group.among or amount.among or inner
    (group.parts if words.is_part(amount.source) else group.unknown).append(amount)


def _side_by_side(group: Group, words: Words) -> Group:
    """Where every source is written with 其中, and one of them takes up the rest, they are parts of the total."""
    inner = group.inner.get(0, [])
    alone = group.among and len(group.parts) == 1 and not group.unknown
    if alone and any(word in a.source for a in inner for word in words.rest):
        group.parts.extend(inner)
        group.inner.clear()
    return group


def adds_up(amounts: Sequence[Amount], words: Words, tolerance: Decimal) -> bool:
    """Whether plain figures make all their totals, as nearly always: then there is nothing to judge."""
    printed_as = [a.value.string for a in amounts]
    if not all(map(_FIGURE.fullmatch, set(printed_as))):
        return False
    for total, parts in _layout(tuple([(a.source, a.column, a.among) for a in amounts]), words):
        if len(parts) == 1 and printed_as[total] == printed_as[parts[0]]:
            continue
        figures = [Decimal(printed_as[place]) for place in (total, *parts)]
        if abs(figures[0] - sum(figures[1:])) > tolerance * len(parts):
            return False
    return True


# As the sources, so the way in which they stand.
@lru_cache(maxsize=1024)
def _layout(sources: tuple[tuple[str, str, bool], ...], words: Words) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """The groups of amounts of such sources, by position: the total, and what has to make it."""
    amounts = [Amount(source, column, EMPTY, among) for source, column, among in sources]
    place = {id(amount): index for index, amount in enumerate(amounts)}
    return tuple(
        (place[id(group.total)], tuple(place[id(a)] for a in (*group.parts, *group.unknown)))
        for group in groups(amounts, words)
    )


def judge(group: Group, words: Words, tolerance: Decimal, unit: str, taxonomy: Taxonomy) -> Decimal | str | None:
    """The sum of the parts where it is not the total; None where it is or nothing can be said against it, a key where
    the figures cannot be judged."""
    listed = [*group.parts, *group.unknown]
    numbers = [printed(a.value.string) for a in (group.total, *listed)]
    read = [n for n in numbers if n is not None]
    if len(read) < len(numbers):
        return "no-number"
    values = in_one_unit(read, unit, taxonomy)
    if values is None:
        return _MIXED
    total, known = values[0], values[1 : len(group.parts) + 1]
    allowed = tolerance * len(listed)
    if abs(total - sum(values[1:])) <= allowed:
        return None
    inner = [n.value for a in chain(*group.inner.values()) if (n := printed(a.value.string)) is not None]
    sums = [sum(known, Decimal(0)), sum([*known, *inner], Decimal(0))]
    sums += _without_details(group, known, words, tolerance)
    if any(abs(total - one) <= allowed for one in sums) or not group.parts:
        return None
    if any(values[len(group.parts) + 1 :]):
        return _UNKNOWN
    if group.among and sums[0] < total and not any(w in a.source for a in group.parts for w in words.rest):
        return None
    return sums[0]


def _without_details(group: Group, values: Sequence[Decimal], words: Words, tolerance: Decimal) -> Iterator[Decimal]:
    """The sums where details of a part, which stand behind it, are left out: they make it, or 其中 opens them."""
    everything = sum(values, Decimal(0))
    for start in range(len(values) - 1):
        inner = [printed(a.value.string) for a in group.inner.get(start, ())]
        opened = sum((n.value for n in inner if n is not None), Decimal(0))
        added, filled = Decimal(0), 0
        for end in range(start + 1, len(values)):
            added += values[end]
            filled += values[end] != 0
            only = all(words.is_detail(a.source) for a in group.parts[start + 1 : end + 1])
            near = abs(added + opened - values[start]) <= tolerance * (end - start + len(inner))
            if (near and (inner or only or filled > 1)) or (inner and only):
                yield everything - added
