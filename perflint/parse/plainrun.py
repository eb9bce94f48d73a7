"""Reads the items of a list that are like a known one in all but number, name and values: the bulk of large files.

What such an item means is found out once, from an example of it that goes through the whole grammar.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from itertools import accumulate, chain, repeat

from perflint.lazyregex import lazy_regex
from perflint.model import EMPTY, Cell, Label, Text
from perflint.model.lean import lean
from perflint.parse.itembuilder import Item, is_unfilled
from perflint.parse.plainitem import (
    FINAL,
    HEAD,
    MARK,
    NAME,
    SEQ,
    TEXTS,
    VALUES,
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
_LOOSE_NAME, _LOOSE_VALUE = f"(?P<name>{_RUN}(?:(?<=&nbsp);{_RUN}){{0,4}}+)", r"([^\s；;，,：:、。]{0,200}+)"
_BEGIN = rf"(?P<seq>[0-9]{{1,3}})(?P<head>[、.．)）]{_LEVEL}(?:{_LEVEL})?){_LOOSE_NAME}"
# What a list's first item tells of all: their labels, at most three, and what stands between two.
_FIRST = lazy_regex(
    rf"{_BEGIN}({_VALUE_LABEL}){_LOOSE_VALUE}(?:({_VALUE_LABEL}){_LOOSE_VALUE})?(?:({_VALUE_LABEL}){_LOOSE_VALUE})?"
    r"(?:(?P<end>[。；;][ \r\n]{0,2}|[ \r\n]{1,2})(?=[0-9])|[。；;]?[ \r\n]{0,2}\Z)"
)
_LABELS, _END = (4, 6, 8), "。"
_POINTED = lazy_regex(r"(?<![0-9])[0-9]{1,3}(?=\.)")
_PLAIN_NAME, _PLAIN_VALUE = lazy_regex(f"(?:{_NAME})?"), lazy_regex(_VALUE)
# Whether an item has a name, its head, which of its labels have a value, and what ends it where it is a text's last.
Signs = tuple[bool, str, tuple[bool, ...], str | None]
_MOST_SHAPES, _MOST_STRINGS = 2048, 8192
_EXAMPLE_NAME, _EXAMPLE_VALUES, _COUNT = "道路改造长度", ("≥47公里", "≥58公里", "≥69公里"), 3
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
    found = _forms(taxonomy, read).form_of(source.string)
    if found is None:
        return NO_ITEMS
    form, rows = found
    columns = list(zip(*rows, strict=True))
    heads, names, seqs = columns[HEAD], columns[NAME], _counted(len(rows) + 1)
    values = list(chain.from_iterable(columns[VALUES:FINAL]))
    numbers = {*map(_plain_names.__getitem__, names), *map(_plain_values.__getitem__, values)}
    if None in numbers or columns[SEQ] != seqs[:-1]:
        return NO_ITEMS
    if not numbers.isdisjoint(seqs) and _may_begin_inside(rows):
        return NO_ITEMS
    filled = repeat(form.filled) if all(values) else [tuple(map(bool, row[VALUES:FINAL])) for row in rows]
    signs: list[Signs] = list(zip(map(bool, names), heads, filled, repeat(None)))
    signs[-1] = *signs[-1][:-1], rows[-1][FINAL]
    shapes = list(filter(None, map(form.shapes.__getitem__, signs)))
    if len(shapes) < len(rows):
        return NO_ITEMS
    items = plain_indicators(PlainRows(source, rows, form), shapes)
    if "" in names and any(is_unfilled(*item.strings()) for item in items):
        return NO_ITEMS
    return PlainItems(items, _fields(frozenset(shapes)))


class Form:
    """What the items of a list have in common: the labels of their values and what stands between two items.

    `item` finds one by these as they are, `shapes` knows what it means, `before` is the length of the labels in front
    of each piece, `between` that of all that is no piece, `filled` says that each label has a value.
    """

    def __init__(self, labels: tuple[str, ...], end: str, taxonomy: Taxonomy, read: Read) -> None:
        self.labels = labels
        self.end = end
        values = "".join(f"{re.escape(label)}{_LOOSE_VALUE}" for label in labels)
        ends = rf"(?:{re.escape(end)}(?=[0-9])|([。；;]?[ \r\n]{{0,2}})\Z)"
        self.item = lazy_regex(f"{_BEGIN}{values}{ends}()")
        self.before = (0, 0, 0, *accumulate(map(len, labels)))
        self.between = self.before[-1] + len(end)
        self.filled = (True,) * len(labels)
        self.shapes = _Shapes(self, taxonomy, read)

    def rows_of(self, string: str) -> list[Row]:
        """The items of a text in pieces; none where it is anything more."""
        rows: list[Row] = self.item.findall(string)
        # What lies between two items would be missing.
        length = len("".join(chain.from_iterable(rows))) + len(rows) * self.between - len(self.end)
        return rows if length == len(string) else []


class _Forms:
    """The forms met so far."""

    def __init__(self, taxonomy: Taxonomy, read: Read) -> None:
        self._form = lru_cache(maxsize=64)(partial(Form, taxonomy=taxonomy, read=read))
        self._last: Form | None = None

    def form_of(self, string: str) -> tuple[Form, list[Row]] | None:
        """The form of a text's items, and these in pieces; None where they have no form in common."""
        if not string.startswith("1"):
            return None
        # Nearly all texts have that of the one before.
        if self._last is not None and (rows := self._last.rows_of(string)):
            return self._last, rows
        if found := _FIRST.match(string):
            form = self._form(tuple(filter(None, found.group(*_LABELS))), found["end"] or _END)
            if rows := form.rows_of(string):
                self._last = form
                return form, rows
        return None


# All tables of a run have the same.
_forms = lru_cache(maxsize=8)(_Forms)


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
            number = (
                str(min((n for n in map(int, _POINTED.findall(string)) if n > 1), default="")) if "." in string else ""
            )
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
def _fields(shapes: frozenset[Shape]) -> frozenset[str]:
    """The fields that items of such shapes have values for."""
    return frozenset(field for shape in shapes for field in shape.values)


class _Shapes(dict[Signs, Shape | None]):
    """What the items of a form mean, None where the grammar sees more in them; found out when it is first asked for."""

    def __init__(self, form: Form, taxonomy: Taxonomy, read: Read) -> None:
        super().__init__()
        self._form = form
        self._taxonomy = taxonomy
        self._read = read

    def __missing__(self, signs: Signs) -> Shape | None:
        if len(self) > _MOST_SHAPES:
            self.clear()
        shape = self[signs] = self._learned(signs)
        return shape

    def _learned(self, signs: Signs) -> Shape | None:
        named, _, filled, final = signs
        if not named and not any(filled):
            # Nothing at all is no item.
            return None
        source = Text.of(Cell(_example(self._form, signs)))
        items, places = self._read(source, self._taxonomy), list(self._form.item.finditer(source.string))
        rows = self._form.rows_of(source.string)
        if not len(items) == len(places) == len(rows) == _COUNT:
            return None
        own, shape = PlainRows(source, rows, self._form), None
        for index in range(_COUNT - 1) if final is None else range(_COUNT - 1, _COUNT):
            shape = shape or _learned(items[index], places[index])
            if shape is None or spelled(plain_indicators(own, [shape] * _COUNT)[index]) != spelled(items[index]):
                return None
        return shape


def _example(form: Form, signs: Signs) -> str:
    """A text of _COUNT such items."""
    named, head, filled, final = signs
    values = zip(form.labels, _EXAMPLE_VALUES, filled, strict=False)
    one = f"{head}{_EXAMPLE_NAME if named else ''}" + "".join(
        f"{x}{value if full else ''}" for x, value, full in values
    )
    ends = [form.end] * (_COUNT - 1) + ["。" if final is None else final]
    return "".join(f"{number}{one}{ending}" for number, ending in enumerate(ends, 1))


def _learned(item: Item, found: re.Match[str]) -> Shape | None:
    """The shape of an item whose values all stand in pieces for them, None where one does not."""
    # A group has the number behind its piece's.
    slots = {found.span(piece + 1): piece for piece in range(VALUES, len(found.groups()) + FINAL)}
    values = {field: slots.get(_span(text), 0) for field, text in item.values.items() if text}
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
