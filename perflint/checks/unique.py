"""The kind `unique`: no two indicators of a project, or projects of a table, have the same name or other text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import ClassVar

from perflint.checks.base import Answer, Context, Occasion, Scope
from perflint.checks.support.memo import file_memo
from perflint.checks.support.names import declared_unit, letters, name_and_unit, name_keys, text_key, value_key
from perflint.checks.support.occasions import where_repeated
from perflint.checks.support.peers import Peer, check_parts, earlier_same, parts_of, peers_of, position_of
from perflint.checks.support.texts import subject_name
from perflint.lazyclass import dataclass
from perflint.model import Finding, Indicator, NotEnoughData, Project, Related, Subject, Text
from perflint.taxonomy import Taxonomy, label_key

FIRST_PLACE = {"zh": "第一次出现在这里", "en": "stands here first"}
_SHORTEST = 2


@dataclass(frozen=True, slots=True, eq=False)
class Unique:
    """No two indicators of a project have the same text in one of the rule's fields (scope indicator), no two projects
    of a table (scope project); the later one is found. In the scope table the table itself is at fault, once.

    Texts are the same where they differ in nothing but width, blanks, case, brackets and quotes; an empty one is like
    no other. Of indicators' names a unit in brackets is no part, and rows under different sub-goals, rows of one merged
    name and rows that begin with 其中 are no repetition.

    conflicting: only for indicators' names: true finds the later one where its target or its category is another than
        the first one's (variant `category` where only the category is); false finds it where both are the same.
    beside: two are the same only if these fields (of theirs or of their project) are the same, too.
    parts: in the scope table: the field, with its scope, of which no two may be the same.
    """

    kind: ClassVar[str] = "unique"
    scopes: ClassVar[tuple[Scope, ...]] = ("table", "project", "indicator")
    placeholders: ClassVar[frozenset[str]] = frozenset(
        {"name", "value", "category", "first", "first_value", "first_category"}
    )

    conflicting: bool = False
    beside: tuple[str, ...] = ()
    parts: str = "project.name"

    def validate(self) -> None:
        """OptionFault for a field that does not exist."""
        check_parts(self.parts)

    def occasions(self, context: Context) -> Iterable[Occasion]:
        """Two indicators of the project have the same text."""
        by_name = [field for field in context.fields if field == "name" and not self.beside]
        yield from where_repeated(by_name, name_keys(context.taxonomy))
        yield from where_repeated([field for field in context.fields if field not in by_name], _key)

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """A finding at every text that an earlier one of the same kind repeats."""
        if subject.project is None:
            yield from self._parts(subject)
            return
        for field in context.fields:
            if subject.indicator is not None and field == "name" and not self.beside:
                yield from self._names(subject, context)
                continue
            peers = peers_of(subject, field)
            position = position_of(subject, peers)
            first = earlier_same(peers, _key, self.beside).get(position)
            if first is not None:
                yield _finding(field, peers.all[position], first)

    def _parts(self, subject: Subject) -> Iterable[Answer]:
        peers = parts_of(subject.table, self.parts)
        for position, first in earlier_same(peers, _key, self.beside).items():
            yield _finding(self.parts.partition(".")[2], peers.all[position], first)

    def _names(self, subject: Subject, context: Context) -> Iterable[Answer]:
        indicator, project = subject.indicator, subject.project
        if indicator is None or project is None:
            return
        earlier = _earlier(project, context.taxonomy).get(indicator.index)
        if not earlier:
            return
        if any("name" in i.garbled for i in (indicator, *earlier)):
            yield NotEnoughData("garbled")
            return
        compared = [(first, *_differs(first, indicator, context)) for first in earlier]
        if any(value is None for _, value, _ in compared):
            yield NotEnoughData("no-value")
            return
        same = next((first for first, value, category in compared if not value and not category), None)
        if (same is None) != self.conflicting:
            return
        first, value, _ = (same, False, False) if same is not None else compared[0]
        related = (Related(first.name, FIRST_PLACE),)
        values = _values(indicator, first)
        variant = "" if value or not self.conflicting else "category"
        key = name_and_unit(indicator.strings()[0], context.taxonomy)[0]
        yield Finding("name", indicator.name, values=values, related=related, variant=variant, identity=key)


@lru_cache(maxsize=8192)
def _key(text: str) -> str:
    """A text without differences of width, blanks, case, brackets and quotes; "" where no letter or digit is in it."""
    return text_key(text) if any(sign.isalnum() for sign in text) else ""


def _finding(field: str, later: Peer, first: Peer) -> Finding:
    values = {
        "name": subject_name(later.subject),
        "value": later.text.string,
        "category": "",
        "first": first.number,
        "first_value": first.text.string,
        "first_category": "",
    }
    related = (Related(first.text, FIRST_PLACE),)
    return Finding(field, later.text, values=values, related=related, identity=_key(later.text.string))


@file_memo(4)
def _earlier(project: Project, taxonomy: Taxonomy) -> Mapping[int, tuple[Indicator, ...]]:
    """For every indicator (by index) whose name earlier ones have, those ones in order."""
    groups: dict[tuple[int, str], list[tuple[Indicator, str]]] = {}
    result: dict[int, tuple[Indicator, ...]] = {}
    for indicator in project.indicators:
        key, unit = name_and_unit(indicator.strings()[0], taxonomy)
        if letters(key) < _SHORTEST or key.startswith("其中"):
            continue
        group = groups.setdefault((indicator.subgoal, key), [])
        same = [i for i, other in group if (not unit or not other or unit == other) and not _one_cell(i, indicator)]
        if same:
            # The first few are enough to compare with: a hostile list of equal names stays linear.
            result[indicator.index] = tuple(same)
        if len(group) < 8:
            group.append((indicator, unit))
    return result


def _one_cell(one: Indicator, other: Indicator) -> bool:
    """Whether both names are the text of one merged cell."""
    a, b = one.name.pieces, other.name.pieces
    return bool(a and b) and a[0].cell is b[0].cell and a[0].offset == b[0].offset


def _target(indicator: Indicator) -> Text:
    return indicator.annual if indicator.annual.string.strip() else indicator.period


def _differs(first: Indicator, later: Indicator, context: Context) -> tuple[bool | None, bool]:
    """Whether target and category differ; None for the target where only one of them is there to compare."""
    both = ("annual", "period")
    pairs = [(getattr(first, f).string, getattr(later, f).string) for f in both]
    pair = next(((a, b) for a, b in pairs if a.strip() and b.strip()), None)
    value: bool | None = False
    if pair is not None:
        one, other = (declared_unit(i, context.taxonomy) for i in (first, later))
        units = (one or other, other or one)
        a, b = (value_key(context.value(t), context.taxonomy, u) for t, u in zip(pair, units, strict=True))
        value = a != b
    elif any(text.strip() for texts in pairs for text in texts):
        value = None
    return value, _category_differs(first, later)


def _category_differs(first: Indicator, later: Indicator) -> bool:
    for a, b in ((first.level2, later.level2), (first.level1, later.level1)):
        if a and b and not a.garbled and not b.garbled:
            return (a.category or label_key(a.value)) != (b.category or label_key(b.value))
    return False


def _values(indicator: Indicator, first: Indicator) -> dict[str, str | int]:
    def category(of: Indicator) -> str:
        return of.level2.value or of.level1.value

    return {
        "name": indicator.strings()[0],
        "value": _target(indicator).string,
        "category": category(indicator),
        "first": first.seq,
        "first_value": _target(first).string,
        "first_category": category(first),
    }
