"""Reads the items of a list that are like a known one in all but number, name and values: the bulk of large files.

What such an item means is found out once, from an example of it that goes through the whole grammar.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import NO_LABEL, Cell, Label, Text
from perflint.parse.itembuilder import Item
from perflint.taxonomy import Taxonomy

# A sign that ends nothing, opens nothing and counts nothing; a name has no number that could be an item's.
_SIGN = r"[^\s()（）：:；;，,、。．.≥≤≧≦＞＜><=＝★☆※*＊①-⓿㈠-㊿\-－–—‐_/／|｜→]"
_NUMERAL = "[0-9０-９一二三四五六七八九十]"
_GUARD = rf"(?!指标|值|{_NUMERAL}{{1,3}}[)）])"
# In brackets may stand how a name is worked out: （合格数量/抽检数量×100%）. They have to be closed.
_INNER = rf"[（(](?:{_GUARD}(?:{_SIGN}|[/*])){{0,60}}[)）]"
_BRACKET = rf"[（(](?:{_GUARD}(?:{_SIGN}|[/*]|{_INNER})){{0,60}}[)）]"
_LEFT = r"<br ?/?>|&nbsp;"
_NAME = rf"(?!{_NUMERAL}|{_LEFT})(?:{_GUARD}(?:{_SIGN}|{_LEFT}|{_BRACKET})){{2,60}}"
_VALUE = (
    rf"/|(?:(?!值|指标|{_NUMERAL}){_SIGN}){{0,4}}[≥≤＞＜><=＝]{{0,3}}"
    rf"(?:(?!值|指标|{_NUMERAL}{{1,3}}[)）])(?:{_SIGN}|{_BRACKET}|(?<=[0-9])\.(?=[0-9]))){{0,40}}"
)
_LEVEL = r"[0-9]{1,3}[-－–—][^\s：:；;，,、。/／()（）\-－–—0-9≥≤>＞＜<=＝★☆※*＊]{2,14}[；;：:，,/]"
_VALUE_LABEL = r"[；;，,][^\s：:；;，,、。0-9≥≤>＞＜<=＝（）()]{2,12}[：:]"
_ITEM = lazy_regex(
    rf"(?P<seq>[0-9]{{1,3}})(?P<mark>[、.．)）])(?P<levels>{_LEVEL}(?:{_LEVEL})?)(?P<name>{_NAME})"
    rf"(?P<label1>{_VALUE_LABEL})(?P<value1>{_VALUE})"
    rf"(?:(?P<label2>{_VALUE_LABEL})(?P<value2>{_VALUE}))?"
    rf"(?:(?P<label3>{_VALUE_LABEL})(?P<value3>{_VALUE}))?"
    r"(?P<end>(?:[。；;][ \r\n]{0,2}|[ \r\n]{1,2})(?=[0-9])|[。；;]?[ \r\n]{0,2}\Z)"
)
_VALUES = ("value1", "value2", "value3")
# Its groups `seq` and `name`; to ask for their numbers would compile it at every start.
_SEQ, _NAMED = 1, 4
_EXAMPLE_NAME, _EXAMPLE_VALUES, _COUNT = "道路改造长度", ("≥47公里", "≥58公里", "≥69公里"), 3
Span = tuple[int, int]
# Reads the text of an example by the whole grammar: its items, none where there is more to it.
Read = Callable[[Text, Taxonomy], Sequence[Item]]


@dataclass(frozen=True, slots=True, eq=False)
class _LabelShape:
    """A label as the grammar understands it, and where its text and code stand from the end of the item's number."""

    value: str
    category: str | None
    text: Span
    code: Span


@dataclass(frozen=True, slots=True, eq=False)
class _Shape:
    """What an item with such labels means: its levels, the fields of its values, and what trails its place."""

    level1: _LabelShape
    level2: _LabelShape | None
    fields: tuple[tuple[str, int], ...]
    trailing: int

    def item(self, source: Text, found: re.Match[str], seq: int) -> Item:
        """The item that was found."""
        spans, (origin, one, two) = found.regs, (found.end("mark"), self.level1, self.level2 or self.level1)
        (a, b), (c, d), (e, f), (g, h) = one.text, one.code, two.text, two.code
        number, text1, code1, text2, code2, name, place, *values = source.slices(
            (
                spans[_SEQ],
                (origin + a, origin + b),
                (origin + c, origin + d),
                (origin + e, origin + f),
                (origin + g, origin + h),
                spans[_NAMED],
                (found.start(), found.end() - self.trailing),
                *[spans[slot] for _, slot in self.fields],
            )
        )
        return Item(
            seq,
            number,
            Label(one.value, text1, code1, one.category),
            Label(two.value, text2, code2, two.category) if self.level2 is not None else NO_LABEL,
            name,
            {field: text for (field, _), text in zip(self.fields, values, strict=True) if text},
            place=place,
        )


def plain_items(source: Text, taxonomy: Taxonomy, read: Read) -> tuple[Item, ...]:
    """The items of a text that is nothing but such items, counted from 1; none where it is anything more."""
    string = source.string
    items: list[Item] = []
    at = 0
    while at < len(string):
        found = _ITEM.match(string, at)
        seq = len(items) + 1
        if found is None or found["seq"] != str(seq):
            return ()
        signs = found.group("mark", "levels", "label1", "label2", "label3", "end")
        shape = _shape_of(signs, found.end() == len(string), taxonomy, read)
        # 3.5公里 may begin the third item.
        following = f"{seq + 1}."
        if shape is None or (following in found[0] and _begins_with(following, found[0])):
            return ()
        items.append(shape.item(source, found, seq))
        at = found.end()
    return tuple(items)


def _begins_with(number: str, text: str) -> bool:
    """Whether a number with its point stands in a text and is not the end of a longer one."""
    return re.search(rf"(?<![0-9]){re.escape(number)}", text) is not None


@lru_cache(maxsize=2048)
def _shape_of(signs: tuple[str | None, ...], last: bool, taxonomy: Taxonomy, read: Read) -> _Shape | None:
    """What an item means that has these signs around its name and values, as the last one of a text or before others;
    None where the grammar sees more in it."""
    shape: _Shape | None = None
    for filled in ((True, True, True), (True, False, True), (False, True, False), (False, False, False)):
        source = Text.of(Cell(_example(signs, last, filled)))
        items, places = read(source, taxonomy), list(_ITEM.finditer(source.string))
        if len(items) != _COUNT or len(places) != _COUNT:
            return None
        for index in range(_COUNT - 1, _COUNT) if last else range(_COUNT - 1):
            shape = shape or _learned(items[index], places[index])
            again = shape.item(source, places[index], index + 1) if shape is not None else None
            if again is None or _spelled(again) != _spelled(items[index]):
                return None
    return shape


def _example(signs: Sequence[str | None], last: bool, filled: Sequence[bool]) -> str:
    """A text of _COUNT such items, with or without a value behind each of their labels."""
    mark, levels, *labels, end = signs
    values = zip(labels, _EXAMPLE_VALUES, filled, strict=True)
    one = f"{mark}{levels}{_EXAMPLE_NAME}" + "".join(f"{x}{value if full else ''}" for x, value, full in values if x)
    ends = ["。" if last else end or ""] * (_COUNT - 1) + [end or "" if last else "。"]
    return "".join(f"{number}{one}{ending}" for number, ending in enumerate(ends, 1))


def _learned(item: Item, found: re.Match[str]) -> _Shape | None:
    """The shape of an item whose values all stand in slots, None where one does not."""
    slots = {found.span(slot): _ITEM.groupindex[slot] for slot in _VALUES}
    fields = tuple((field, slots.get(_span(text), 0)) for field, text in item.values.items())
    origin = found.end("mark")
    level1, level2 = (_label_shape(label, origin) for label in (item.level1, item.level2))
    if level1 is None or not all(slot for _, slot in fields):
        return None
    return _Shape(level1, level2, fields, found.end() - _span(item.place)[1])


def _label_shape(label: Label, origin: int) -> _LabelShape | None:
    if not label:
        return None
    spans = (
        (start - origin, end - origin) if start < end else (0, 0) for start, end in map(_span, (label.text, label.code))
    )
    return _LabelShape(label.value, label.category, *spans)


def _span(text: Text) -> Span:
    """Where a text of one piece stands in its cell, (0, 0) for an empty one."""
    if not text:
        return 0, 0
    first, last = text.pieces[0], text.pieces[-1]
    return first.offset, last.offset + last.length


def _spelled(item: Item) -> tuple[object, ...]:
    """All that an item says, with its places."""
    labels = [(x.value, _told(x.text), _told(x.code), x.category, x.garbled) for x in (item.level1, item.level2)]
    texts = [_told(x) for x in (item.number, item.name, item.value_label, item.place)]
    return item.seq, labels, texts, {field: _told(text) for field, text in item.values.items()}, item.loose


def _told(text: Text) -> tuple[object, ...]:
    return text.string, [(piece.start, piece.offset, piece.length) for piece in text.pieces]
