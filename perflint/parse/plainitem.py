"""An indicator of a plain list: what it says is known at once, its texts with their places are made when asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from operator import itemgetter
from typing import Any, Protocol

from perflint.lazyclass import dataclass
from perflint.model import EMPTY, NO_LABEL, Indicator, Label, LabelWords, Text

Span = tuple[int, int]
# An item in pieces: its number, its head with the levels, its name, its values, what ends it where it is the last, and
# one that is always empty. Between them stand the labels.
Row = tuple[str, ...]
SEQ, HEAD, NAME, VALUES, FINAL, NOTHING = 0, 1, 2, 3, -2, -1
# The length of the sign behind the number.
MARK = 1
TEXTS = (
    "name", "period", "annual", "actual", "weight", "score", "reason", "note", "formula", "unit", "baseline", "number",
)  # fmt: skip
_TARGETS = frozenset({"annual", "period"})


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
    """What an item means that has certain labels: its levels, the pieces of its values by field, and how many
    characters at its end are no part of its place. `said` is what its labels say; `texts` has the piece of every text,
    `strings` takes those of name, annual and period value; `bare` tells whether it has no other texts."""

    level1: LabelShape
    level2: LabelShape | None
    values: Mapping[str, int]
    trailing: int
    said: tuple[LabelWords, LabelWords]
    texts: Mapping[str, int]
    strings: Callable[[Row], tuple[str, str, str]]
    bare: bool
    kind: type[PlainIndicator]

    @staticmethod
    def of(
        levels: tuple[LabelShape, LabelShape | None],
        values: Mapping[str, int],
        trailing: int,
        said: tuple[LabelWords, LabelWords],
    ) -> Shape:
        """The shape of an item with such labels and values."""
        texts = {**dict.fromkeys(TEXTS, NOTHING), "name": NAME, "number": SEQ, **values}
        strings = itemgetter(NAME, texts["annual"], texts["period"])
        bare = values.keys() <= _TARGETS
        return Shape(*levels, values, trailing, said, texts, strings, bare, _Bare if bare else PlainIndicator)


class Common(Protocol):
    """What the items of a list have in common: `before` is the length of the labels in front of each piece, `between`
    that of all between an item's pieces and the next item."""

    before: tuple[int, ...]
    between: int


class PlainRows:
    """The rows of a text that is nothing but such items, and where they stand in it."""

    __slots__ = ("_common", "_lengths", "rows", "source")

    def __init__(self, source: Text, rows: Sequence[Row], common: Common) -> None:
        self.source = source
        self.rows = rows
        self._common = common
        # Of all pieces before an item.
        self._lengths: Sequence[int] = ()

    def item(self, index: int) -> Span:
        """The range of the item at an index."""
        last = index + 1 == len(self.rows)
        return self._start(index), len(self.source.string) if last else self._start(index + 1)

    def begin(self, index: int, piece: int) -> int:
        """Where one of its pieces begins."""
        return self._start(index) + self._common.before[piece] + len("".join(self.rows[index][:piece]))

    def text(self, index: int, piece: int) -> Text:
        """One of its pieces as a text."""
        string = self.rows[index][piece]
        return self.source.part(string, self.begin(index, piece)) if string else EMPTY

    def _start(self, index: int) -> int:
        if not self._lengths:
            self._lengths = list(accumulate(map(len, map("".join, self.rows)), initial=0))
        return self._lengths[index] + index * self._common.between


class PlainIndicator(Indicator):
    """Such an indicator. It is the item of the running text, too, that it is read from."""

    __slots__ = ("_rows", "_shape", "_strings")
    _rows: PlainRows
    _shape: Shape
    _strings: tuple[str, str, str]
    # An item that has value labels.
    loose = False
    # What they all have in common.
    garbled: frozenset[str] = frozenset()
    value_label = EMPTY
    subgoal = 0
    weight_shared = False

    def __new__(cls, *values: Any, **named: Any) -> Indicator:  # type: ignore[misc]
        """A whole one, as `dataclasses.replace` asks for: it has other texts than it was read from."""
        return Indicator(*values, **named)

    @property
    def fields(self) -> Collection[str]:
        """The fields that it has values for."""
        return self._shape.values.keys()

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
        return str(self.seq)

    def __getattr__(self, name: str) -> Any:
        shape, rows, index = self._shape, self._rows, self.seq - 1
        made: Text | Label
        if (piece := shape.texts.get(name)) is not None:
            made = rows.text(index, piece)
        elif name in ("level1", "level2"):
            level = shape.level1 if name == "level1" else shape.level2
            made = level.label(rows.source, rows.begin(index, HEAD) + MARK) if level is not None else NO_LABEL
        elif name == "place":
            start, end = rows.item(index)
            made = rows.source.slice(start, end - shape.trailing)
        else:
            raise AttributeError(f"an indicator has no {name!r}")
        setattr(self, name, made)
        return made


class _Bare(PlainIndicator):
    """One that has no other texts than name and targets."""

    __slots__ = ()
    bare = True
    actual = weight = score = reason = note = formula = unit = baseline = EMPTY


def plain_indicators(rows: PlainRows, shapes: Sequence[Shape]) -> tuple[PlainIndicator, ...]:
    """The indicators of the rows, which are a project's first."""
    made: list[PlainIndicator] = []
    for seq, (row, shape) in enumerate(zip(rows.rows, shapes, strict=True), 1):
        one: Any = _new(shape.kind)
        one.index = one.seq = seq
        one._rows, one._shape, one._strings = rows, shape, shape.strings(row)
        made.append(one)
    return tuple(made)


_new = object.__new__
