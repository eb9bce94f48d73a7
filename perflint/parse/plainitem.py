"""An indicator of a plain list: what it says is known at once, its texts with their places are made when asked for."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from perflint.lazyclass import dataclass
from perflint.model import EMPTY, NO_LABEL, Indicator, Label, LabelWords, Text

Span = tuple[int, int]
# Groups of the pattern that finds items: the number, the sign behind it, the name, and one that is always empty.
SEQ, MARK, NAME, NOTHING = 1, 2, 4, 12
TEXTS = (
    "name", "period", "annual", "actual", "weight", "score", "reason", "note", "formula", "unit", "baseline", "number",
)  # fmt: skip
_TARGETS = frozenset({"annual", "period"})
_LEGIBLE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class LabelShape:
    """A label as the grammar understands it, and where its text and code stand from the end of the item's number."""

    value: str
    category: str | None
    text: Span
    code: Span

    def label(self, source: Text, origin: int) -> Label:
        """The label of an item whose number ends at `origin`."""
        one: Any = _new(PlainLabel)
        one.value, one.category, one.garbled = self.value, self.category, False
        one._source, one._origin, one._shape = source, origin, self
        return one  # type: ignore[no-any-return]


class PlainLabel(Label):
    """A label whose text and code are made when they are asked for."""

    __slots__ = ("_origin", "_shape", "_source")
    _origin: int
    _shape: LabelShape
    _source: Text

    def __new__(cls, *values: Any, **named: Any) -> Label:  # type: ignore[misc]
        """A whole one, as `dataclasses.replace` asks for."""
        return Label(*values, **named)

    def __getattr__(self, name: str) -> Text:
        if name not in ("text", "code"):
            raise AttributeError(f"a label has no {name!r}")
        start, end = self._shape.text if name == "text" else self._shape.code
        text = self._source.slice(self._origin + start, self._origin + end) if start < end else EMPTY
        setattr(self, name, text)
        return text


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """What an item means that has certain labels: its levels, the groups of its values by field, and how many
    characters at its end are no part of its place. `said` is what its labels say; `texts` has the group of every text,
    `strings` those of name, annual and period value; `bare` tells whether it has no other texts."""

    level1: LabelShape
    level2: LabelShape | None
    groups: Mapping[str, int]
    trailing: int
    said: tuple[LabelWords, LabelWords]
    texts: Mapping[str, int]
    strings: tuple[int, int, int]
    bare: bool

    @staticmethod
    def of(
        levels: tuple[LabelShape, LabelShape | None],
        groups: Mapping[str, int],
        trailing: int,
        said: tuple[LabelWords, LabelWords],
    ) -> Shape:
        """The shape of an item with such labels and groups."""
        texts = {**dict.fromkeys(TEXTS, NOTHING), "name": NAME, "number": SEQ, **groups}
        strings = NAME, texts["annual"], texts["period"]
        return Shape(*levels, groups, trailing, said, texts, strings, groups.keys() <= _TARGETS)


class PlainIndicator(Indicator):
    """Such an indicator. It is the item of the running text, too, that it is read from."""

    __slots__ = ("_found", "_shape", "_source", "_strings")
    _found: re.Match[str]
    _shape: Shape
    _source: Text
    _strings: tuple[str, str, str]
    # An item that has value labels.
    loose = False

    def __new__(cls, *values: Any, **named: Any) -> Indicator:  # type: ignore[misc]
        """A whole one, as `dataclasses.replace` asks for: it has other texts than it was read from."""
        return Indicator(*values, **named)

    @property
    def fields(self) -> Collection[str]:
        """The fields that it has values for."""
        if "" not in self._strings and self._shape.bare:
            return self._shape.groups.keys()
        return [field for field, group in self._shape.groups.items() if self._found[group]]

    def indicator(self, index: int, _value_label: Text) -> Indicator:
        """Itself, with another index where it does not stand first in its project."""
        return self if index == self.index else replace(self, index=index)

    def strings(self) -> tuple[str, str, str]:
        """The strings of the name, the annual and the period value."""
        return self._strings

    def beside(self) -> tuple[str, ...]:
        """The strings of the further texts, nothing where it has none."""
        return () if self._shape.bare else super().beside()

    def label_words(self) -> tuple[LabelWords, LabelWords]:
        """What its labels say."""
        return self._shape.said

    def printed(self) -> str:
        """Its number."""
        return self._found[SEQ]

    def __getattr__(self, name: str) -> Any:
        shape, found = self._shape, self._found
        if name == "level2":
            second = shape.level2
            made: Text | Label = second.label(self._source, found.end(MARK)) if second is not None else NO_LABEL
        elif (group := shape.texts.get(name)) is not None:
            start, end = found.span(group)
            made = self._source.slice(start, end) if start < end else EMPTY
        elif name == "level1":
            made = shape.level1.label(self._source, found.end(MARK))
        elif name == "place":
            made = self._source.slice(found.start(), found.end() - shape.trailing)
        else:
            raise AttributeError(f"an indicator has no {name!r}")
        setattr(self, name, made)
        return made


def plain_indicator(source: Text, found: re.Match[str], seq: int, shape: Shape) -> PlainIndicator:
    """The indicator that was found in a text, the `seq`-th of its project."""
    one: Any = _new(PlainIndicator)
    one.index = one.seq = seq
    one.garbled, one.value_label, one.subgoal, one.weight_shared = _LEGIBLE, EMPTY, 0, False
    if shape.bare:
        one.actual = one.weight = one.score = one.reason = one.note = one.formula = one.unit = one.baseline = EMPTY
    one._source, one._found, one._shape, one._strings = source, found, shape, found.group(*shape.strings)
    return one  # type: ignore[no-any-return]


_new = object.__new__
