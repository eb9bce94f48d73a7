"""Reads the items of a list that are like a known one in all but number, name and values: the bulk of large files.

What such an item means is found out once, from an example of it that goes through the whole grammar.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from perflint.lazyregex import lazy_regex
from perflint.model import EMPTY, Cell, Label, Text
from perflint.parse.itembuilder import Item, is_unfilled
from perflint.parse.plainitem import MARK, NAME, SEQ, TEXTS, LabelShape, PlainIndicator, Shape, plain_indicator
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
_ITEM = lazy_regex(
    rf"(?P<seq>[0-9]{{1,3}})(?P<mark>[、.．)）])(?P<levels>{_LEVEL}(?:{_LEVEL})?)(?P<name>{_NAME}|)"
    rf"(?P<label1>{_VALUE_LABEL})(?P<value1>{_VALUE})"
    rf"(?:(?P<label2>{_VALUE_LABEL})(?P<value2>{_VALUE}))?"
    rf"(?:(?P<label3>{_VALUE_LABEL})(?P<value3>{_VALUE}))?"
    r"(?P<end>(?:[。；;][ \r\n]{0,2}|[ \r\n]{1,2})(?=[0-9])|[。；;]?[ \r\n]{0,2}\Z)(?P<nothing>)"
)
_VALUES = ("value1", "value2", "value3")
# The groups of mark, levels, the three labels and the end; to ask for them by name would take three times as long.
_SIGNS = (MARK, 3, 5, 7, 9, 11)
_EXAMPLE_NAME, _EXAMPLE_VALUES, _COUNT = "道路改造长度", ("≥47公里", "≥58公里", "≥69公里"), 3
# Which of its labels have a value.
_FILLED = ((True, True, True), (True, False, True), (False, True, False), (False, False, False))
# Reads the text of an example by the whole grammar: its items, none where there is more to it.
Read = Callable[[Text, Taxonomy], Sequence[Item]]


def plain_items(source: Text, taxonomy: Taxonomy, read: Read) -> tuple[PlainIndicator, ...]:
    """The items of a text that is nothing but such items, counted from 1; none where it is anything more."""
    string, match = source.string, _ITEM.match
    items: list[PlainIndicator] = []
    at, end, seq = 0, len(string), 0
    while at < end:
        found = match(string, at)
        seq += 1
        if found is None or found[SEQ] != str(seq):
            return ()
        start, at = found.span()
        shape = _shape_of(found.group(*_SIGNS), bool(found[NAME]), at == end, taxonomy, read)
        # 3.5公里 may begin the third item.
        following = f"{seq + 1}."
        if shape is None or (string.find(following, start, at) >= 0 and _begins_with(following, found[0])):
            return ()
        item = plain_indicator(source, found, seq, shape)
        if is_unfilled(*item.strings()):
            return ()
        items.append(item)
    return tuple(items)


def _begins_with(number: str, text: str) -> bool:
    """Whether a number with its point stands in a text and is not the end of a longer one."""
    return re.search(rf"(?<![0-9]){re.escape(number)}", text) is not None


@lru_cache(maxsize=2048)
def _shape_of(signs: tuple[str | None, ...], named: bool, last: bool, taxonomy: Taxonomy, read: Read) -> Shape | None:
    """What an item means that has these signs around its name, if any, and values, as the last one of a text or before
    others; None where the grammar sees more in it."""
    shape: Shape | None = None
    for filled in _FILLED:
        if not named and not any(full for label, full in zip(signs[2:-1], filled, strict=True) if label):
            # Nothing at all is no item.
            continue
        source = Text.of(Cell(_example(signs, named, last, filled)))
        items, places = read(source, taxonomy), list(_ITEM.finditer(source.string))
        if len(items) != _COUNT or len(places) != _COUNT:
            return None
        for index in range(_COUNT - 1, _COUNT) if last else range(_COUNT - 1):
            shape = shape or _learned(items[index], places[index])
            again = plain_indicator(source, places[index], index + 1, shape) if shape is not None else None
            if again is None or spelled(again) != spelled(items[index]):
                return None
    return shape


def _example(signs: Sequence[str | None], named: bool, last: bool, filled: Sequence[bool]) -> str:
    """A text of _COUNT such items, with or without a name, and a value behind each of their labels."""
    mark, levels, *labels, end = signs
    values = zip(labels, _EXAMPLE_VALUES, filled, strict=True)
    one = f"{mark}{levels}{_EXAMPLE_NAME if named else ''}" + "".join(
        f"{x}{value if full else ''}" for x, value, full in values if x
    )
    ends = ["。" if last else end or ""] * (_COUNT - 1) + [end or "" if last else "。"]
    return "".join(f"{number}{one}{ending}" for number, ending in enumerate(ends, 1))


def _learned(item: Item, found: re.Match[str]) -> Shape | None:
    """The shape of an item whose values all stand in slots, None where one does not."""
    slots = {found.span(slot): _ITEM.groupindex[slot] for slot in _VALUES}
    groups = {field: slots.get(_span(text), 0) for field, text in item.values.items()}
    origin = found.end(MARK)
    level1, level2 = (_label_shape(label, origin) for label in (item.level1, item.level2))
    if level1 is None or not all(groups.values()):
        return None
    said = item.indicator(item.seq, EMPTY).label_words()
    return Shape.of((level1, level2), groups, found.end() - _span(item.place)[1], said)


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
