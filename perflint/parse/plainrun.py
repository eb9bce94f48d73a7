"""Reads the items of a list that are like a known one in all but number, name and values: the bulk of large files.

What such an item means is found out once, from an example of it that goes through the whole grammar.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import chain

from perflint.lazyregex import lazy_regex
from perflint.model import EMPTY, Cell, Label, Text
from perflint.model.lean import lean
from perflint.parse.itembuilder import Item, is_unfilled
from perflint.parse.plainitem import (
    MARK,
    NAME,
    SEQ,
    TEXTS,
    LabelShape,
    PlainIndicator,
    PlainRows,
    Row,
    Shape,
    plain_indicators,
)
from perflint.taxonomy import Taxonomy

# Signs that end nothing, open nothing and count nothing.
_OTHERS = r"^\s()（）：:；;，,、。．.≥≤≧≦＞＜><=＝★☆※*＊①-⓿㈠-㊿\-－–—‐_/／|｜→"
_SIGN = f"[{_OTHERS}]"
_NUMERALS = "0-9０-９一二三四五六七八九十"
# A number in front of a closing bracket could be an item's. Outside of brackets none can close.
_GUARD = rf"(?!指标|值|[{_NUMERALS}]{{1,3}}[)）])"
_WORD = "(?!指标|值)"
# Runs of signs that need no second look. What is taken of a name or value is never given back: none of it could be
# anything else, so that a text is walked over once.
_EASY = f"[{_OTHERS}指值&]++"
_INSIDE = f"(?:[{_OTHERS}指值{_NUMERALS}]++"
# In brackets may stand how a name is worked out: （合格数量/抽检数量×100%）. They have to be closed.
_INNER = rf"[（(]{_INSIDE}|{_GUARD}(?:{_SIGN}|[/*])){{0,60}}+[)）]"
_BRACKET = rf"[（(]{_INSIDE}|{_GUARD}(?:{_SIGN}|[/*]|{_INNER})){{0,60}}+[)）]"
_LEFT = r"<br ?/?>|&nbsp;"
_UNIT = f"(?:{_LEFT}|{_WORD}{_SIGN}|{_BRACKET})"
_NAME = rf"(?![{_NUMERALS}]|{_LEFT}){_UNIT}(?:{_EASY}|{_UNIT}){{1,60}}+"
_VALUE = (
    rf"/|(?:{_WORD}[{_OTHERS}{_NUMERALS}]){{0,4}}+[≥≤＞＜><=＝]{{0,3}}+"
    rf"(?:[{_OTHERS}指值]++|{_WORD}{_SIGN}|{_BRACKET}|(?<=[0-9])\.(?=[0-9])){{0,40}}+"
)
_LEVEL = r"[0-9]{1,3}[-－–—][^\s：:；;，,、。/／()（）\-－–—0-9≥≤>＞＜<=＝★☆※*＊]{2,14}[；;：:，,/]"
_VALUE_LABEL = r"[；;，,][^\s：:；;，,、。0-9≥≤>＞＜<=＝（）()]{2,12}[：:]"
# Where names and values end is known by the signs that they cannot hold. Whether they are plain is found out once for
# each that is new. Their length is bounded: a hostile text is not to be walked over from every number in it.
_RUN = "[^；;，,：:]{0,300}+"
_LOOSE_NAME, _LOOSE_VALUE = f"{_RUN}(?:(?<=&nbsp);{_RUN}){{0,4}}+", r"[^\s；;，,：:、。]{0,200}+"
_ITEM = lazy_regex(
    rf"(?P<seq>[0-9]{{1,3}})(?P<head>[、.．)）]{_LEVEL}(?:{_LEVEL})?)(?P<name>{_LOOSE_NAME})"
    rf"(?P<label1>{_VALUE_LABEL})(?P<value1>{_LOOSE_VALUE})"
    rf"(?:(?P<label2>{_VALUE_LABEL})(?P<value2>{_LOOSE_VALUE}))?"
    rf"(?:(?P<label3>{_VALUE_LABEL})(?P<value3>{_LOOSE_VALUE}))?"
    r"(?:(?P<end>[。；;][ \r\n]{0,2}|[ \r\n]{1,2})(?=[0-9])|(?P<final>[。；;]?[ \r\n]{0,2})\Z)(?P<nothing>)"
)
_POINTED = lazy_regex(r"(?<![0-9])[0-9]{1,3}(?=\.)")
_PLAIN_NAME, _PLAIN_VALUE = lazy_regex(f"(?:{_NAME})?"), lazy_regex(_VALUE)
_VALUES = ("value1", "value2", "value3")
# The pieces value1, value2, value3.
_VALUE_PIECES = (4, 6, 8)
# The pieces head, label1, label2, label3, end and final.
_SIGNS = (1, 3, 5, 7, 9, 10)
# Whether an item has a name, and these pieces of it.
Signs = tuple[bool, str, str, str, str, str, str]
_MOST_SHAPES, _MOST_STRINGS = 2048, 8192
# To compile the patterns and to learn the usual shapes takes the grammar's time for twice so many characters.
_FIRST_LISTS = 8000
_EXAMPLE_NAME, _EXAMPLE_VALUES, _COUNT = "道路改造长度", ("≥47公里", "≥58公里", "≥69公里"), 3
# Which of its labels have a value.
_FILLED = ((True, True, True), (True, False, True), (False, True, False), (False, False, False))
# Reads the text of an example by the whole grammar: its items, none where there is more to it.
Read = Callable[[Text, Taxonomy], Sequence[Item]]


@lean
class PlainItems:
    """The items of a text that is nothing but such items, and the fields that any of them has a value for."""

    items: tuple[PlainIndicator, ...] = ()
    fields: frozenset[str] = frozenset()


NO_ITEMS = PlainItems()


def plain_items(source: Text, taxonomy: Taxonomy, read: Read) -> PlainItems:
    """The items of a text that is nothing but such items, counted from 1; none where it is anything more."""
    string = source.string
    if not string.startswith("1") or not _shapes(taxonomy, read).pay_for(string):
        return NO_ITEMS
    rows = _ITEM.findall(string)
    # What lies between two matches, or in none of their groups, is more.
    if not rows or "".join(chain.from_iterable(rows)) != string:
        return NO_ITEMS
    columns = list(zip(*rows, strict=True))
    names, seqs = columns[NAME], _counted(len(rows) + 1)
    values = chain.from_iterable(map(columns.__getitem__, _VALUE_PIECES))
    numbers = {*map(_plain_names.__getitem__, names), *map(_plain_values.__getitem__, values)}
    if None in numbers or columns[SEQ] != seqs[:-1]:
        return NO_ITEMS
    if not numbers.isdisjoint(seqs) and _may_begin_inside(rows):
        return NO_ITEMS
    signs = zip(map(bool, names), *map(columns.__getitem__, _SIGNS), strict=True)
    shapes = list(filter(None, map(_shapes(taxonomy, read).__getitem__, signs)))
    if len(shapes) < len(rows):
        return NO_ITEMS
    items = plain_indicators(PlainRows(source, rows), shapes)
    if "" in names and any(is_unfilled(*item.strings()) for item in items):
        return NO_ITEMS
    fields, pieces = _filled(frozenset(shapes))
    if any("" in columns[piece] for piece in pieces):
        fields = frozenset().union(*(item.fields for item in items))
    return PlainItems(items, fields)


class _Plain(dict[str, str | None]):
    """A name or value -> the least number in front of a point in it that may be another item's, "" for none; None
    where the string is not plain."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        super().__init__()
        self._pattern = pattern

    def __missing__(self, string: str) -> str | None:
        if len(self) > _MOST_STRINGS:
            self.clear()
        number: str | None = None
        if self._pattern.fullmatch(string):
            pointed = map(int, _POINTED.findall(string)) if "." in string else ()
            number = str(min((n for n in pointed if n > 1), default=""))
        self[string] = number
        return number


_plain_names, _plain_values = _Plain(_PLAIN_NAME), _Plain(_PLAIN_VALUE)


@lru_cache(maxsize=1024)
def _counted(count: int) -> tuple[str, ...]:
    """The numbers of so many items."""
    return tuple(map(str, range(1, count + 1)))


def _may_begin_inside(rows: Sequence[Row]) -> bool:
    """Whether an item may begin inside of the one before it: 3.5公里 in the second may be the third."""
    return any(
        f"{seq}." in text and re.search(rf"(?<![0-9]){seq}\.", text) for seq, text in enumerate(map("".join, rows), 2)
    )


@lru_cache(maxsize=1024)
def _filled(shapes: frozenset[Shape]) -> tuple[frozenset[str], frozenset[int]]:
    """The fields and the pieces of the values of items of such shapes."""
    return frozenset(f for shape in shapes for f in shape.values), frozenset(
        piece for shape in shapes for piece in shape.values.values()
    )


class _Shapes(dict[Signs, Shape | None]):
    """What `_shape_of` finds out, when it is first asked for."""

    def __init__(self, taxonomy: Taxonomy, read: Read) -> None:
        super().__init__()
        self._taxonomy = taxonomy
        self._read = read
        self._left = _FIRST_LISTS

    def pay_for(self, string: str) -> bool:
        """Whether shapes are worth learning: not before a run has more than a few lists, of which this is the next."""
        self._left -= len(string)
        return self._left < 0

    def __missing__(self, signs: Signs) -> Shape | None:
        if len(self) > _MOST_SHAPES:
            self.clear()
        shape = self[signs] = _shape_of(signs, self._taxonomy, self._read)
        return shape


# All tables of a run have the same.
_shapes = lru_cache(maxsize=8)(_Shapes)


def _shape_of(signs: Signs, taxonomy: Taxonomy, read: Read) -> Shape | None:
    """What an item means that has these signs around its name, if any, and values; None where the grammar sees more in
    it. One without an end is the last of a text."""
    named, _, *labels, end, _ = signs
    shape: Shape | None = None
    for filled in _FILLED:
        if not named and not any(full for label, full in zip(labels, filled, strict=True) if label):
            # Nothing at all is no item.
            continue
        source = Text.of(Cell(_example(signs, filled)))
        items, places = read(source, taxonomy), list(_ITEM.finditer(source.string))
        if len(items) != _COUNT or len(places) != _COUNT:
            return None
        rows = PlainRows(source, [place.groups("") for place in places])
        for index in range(_COUNT - 1) if end else range(_COUNT - 1, _COUNT):
            shape = shape or _learned(items[index], places[index])
            if shape is None or spelled(plain_indicators(rows, [shape] * _COUNT)[index]) != spelled(items[index]):
                return None
    return shape


def _example(signs: Signs, filled: Sequence[bool]) -> str:
    """A text of _COUNT such items, and a value behind each of their labels."""
    named, head, *labels, end, final = signs
    values = zip(labels, _EXAMPLE_VALUES, filled, strict=True)
    one = f"{head}{_EXAMPLE_NAME if named else ''}" + "".join(
        f"{x}{value if full else ''}" for x, value, full in values if x
    )
    ends = [end or "。"] * (_COUNT - 1) + ["。" if end else final]
    return "".join(f"{number}{one}{ending}" for number, ending in enumerate(ends, 1))


def _learned(item: Item, found: re.Match[str]) -> Shape | None:
    """The shape of an item whose values all stand in slots, None where one does not."""
    slots = {found.span(slot): _ITEM.groupindex[slot] - 1 for slot in _VALUES}
    values = {field: slots.get(_span(text), 0) for field, text in item.values.items()}
    origin = found.end("seq") + MARK
    level1, level2 = (_label_shape(label, origin) for label in (item.level1, item.level2))
    if level1 is None or not all(values.values()):
        return None
    said = item.indicator(item.seq, EMPTY).label_words()
    return Shape.of((level1, level2), values, found.end() - _span(item.place)[1], said)


def _label_shape(label: Label, origin: int) -> LabelShape | None:
    if not label:
        return None
    text, code = (
        (start - origin, end - origin) if start < end else (0, 0) for start, end in map(_span, (label.text, label.code))
    )
    return LabelShape(label.value, label.category, text, code)


def _span(text: Text) -> tuple[int, int]:
    """Where a text of one piece stands in its cell, (0, 0) for an empty one."""
    if not text:
        return 0, 0
    first, last = text.pieces[0], text.pieces[-1]
    return first.offset, last.offset + last.length


def spelled(item: Item | PlainIndicator) -> tuple[object, ...]:
    """All that an item says, with its places."""
    one = item.indicator(item.seq, item.value_label)
    labels = [(x.value, _told(x.text), _told(x.code), x.category, x.garbled) for x in (one.level1, one.level2)]
    texts = {field: _told(getattr(one, field)) for field in (*TEXTS, "value_label", "place")}
    plain = (one.seq, one.garbled, one.subgoal, one.weight_shared, item.loose, sorted(item.fields))
    return plain, labels, texts, one.strings(), one.label_words(), one.printed(), any(one.beside())


def _told(text: Text) -> tuple[object, ...]:
    return text.string, [(piece.start, piece.offset, piece.length) for piece in text.pieces]
