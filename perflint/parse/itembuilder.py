"""Builds indicators out of the places in running text where their numbers, labels and values stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import field, replace
from typing import Any

from perflint.lazyregex import lazy_regex
from perflint.model import EMPTY, NO_LABEL, Indicator, Label, Text
from perflint.model.lean import lean
from perflint.parse.groupheads import below_group
from perflint.parse.itemheads import MARKS, Field, Start, read_field
from perflint.parse.loose import OPERATORS, split_certain, split_loose
from perflint.parse.source import Source, trimmed
from perflint.parse.tree import Leaf
from perflint.parse.valuelabels import ValueLabel
from perflint.taxonomy import Taxonomy
from perflint.text import squeeze

ENDS = "：:；;，,、。"
_SPLITS = lazy_regex(r"[：:；;，,≥≤≧≦＞＜><=＝]")
_POINTS = lazy_regex(r"[（(\[]\d{1,3}(?:\.\d+)?分?[)）\]]分?$")
_LIBRARY_CODE = lazy_regex(r"\d{2,3}\s*[-－–—]\s*(?=[^\d\s])")
_NAME_MARKS = lazy_regex(
    r"(?:[★☆※*＊]\s*|(?:三级)?指标(?:名称)?\s*[0-9０-９一二三四五六七八九十]{0,2}\s*[：:、.．]\s*)+(?=\S)"
)
# More labels than this no indicator has; the rest of a hostile text is part of the last value.
_LABELS_AT_MOST = 24
_TEMPLATE = frozenset({"", "不涉及", "无", "/", "—", "-", "--", "——", "0.00", "0"})


@lean
class Item:
    """One indicator as it stands in the text; `values` by field (annual, period, actual, weight, …).

    `loose` is true where no value label stands in it, `value_label` is then what stands before the value.
    """

    seq: int
    number: Text
    level1: Label
    level2: Label
    name: Text
    values: dict[str, Text] = field(default_factory=dict)
    value_label: Text = EMPTY
    loose: bool = False
    place: Text = EMPTY

    @property
    def fields(self) -> Collection[str]:
        """The fields that it has values for."""
        return self.values.keys()

    def indicator(self, index: int, value_label: Text) -> Indicator:
        """The indicator that it is, the `index`-th of its project, under a label that is not the layout's."""
        values: dict[str, Any] = self.values
        if "half" in values:
            values = {field: text for field, text in values.items() if field != "half"}
        return Indicator(
            index,
            self.seq,
            self.level1,
            self.level2,
            self.name,
            number=self.number,
            value_label=value_label,
            place=self.place,
            **values,
        )


def is_unfilled(name: str, *targets: str) -> bool:
    """Whether a row of a template was left as it was: no name, and no target but a filler."""
    return not name and all(squeeze(target[:20]) in _TEMPLATE for target in targets)


class ItemBuilder:
    """Builds items one after the other; remembers the 一级 that stands above several of them."""

    def __init__(self, source: Source, labels: Sequence[ValueLabel], taxonomy: Taxonomy, group: Label) -> None:
        self.source = source
        self.labels = labels
        self.taxonomy = taxonomy
        self.group = group
        self.fragments: list[Text] = []

    def label(self, found: Field) -> Label:
        """The label that a field holds."""
        text = self.source.slice(*found.label)
        value = _POINTS.sub("", "".join(text.string.split())).strip(MARKS)
        code = self.source.slice(*found.code)
        points = _POINTS.search(text.string)
        return Label(value, text.slice(0, points.start()).strip() if points else text, code, found.category)

    def item(self, start: Start, end: int, last: bool) -> Item | None:
        """The indicator between `start` and `end`; None for a 一级 above others and for a template row."""
        string = self.source.string
        labels = self._labels_between(start.text, end)
        level1, level2, at = self._levels(start, labels[0].start if labels else end, bool(labels))
        if level2 is None and level1 is not None and not labels and not last:
            rest = trimmed(string, at, end, ENDS)
            if rest[0] >= rest[1]:
                self.group = self.label(level1)
                return None
        place = self.source.slice(*trimmed(string, start.start, end, ""))
        if start.start == start.number_end and level1 is not None:
            # Without numbers a 一级 stands once, in front of the first indicator that it holds for.
            self.group = self.label(level1)
        item = Item(
            start.seq,
            self.source.slice(start.start, start.number_end).strip("（( \n"),
            self.label(level1) if level1 else self.group,
            self.label(level2) if level2 else NO_LABEL,
            EMPTY,
            place=place,
        )
        coded = any(f is not None and f.code[0] < f.code[1] for f in (level1, level2))
        item = self._labelled(item, labels, at, end, coded) if labels else self._loose(item, at, end, coded)
        targets = [item.values.get(f, EMPTY).string for f in ("annual", "period")]
        return None if is_unfilled(item.name.string, *targets) else item

    def leaf(self, leaf: Leaf) -> Item | None:
        """The item of an outline; None where it has no value label and no certain place to part name and value."""
        start, stop = trimmed(self.source.string, leaf.text, leaf.end, ENDS)
        item = Item(
            leaf.seq,
            self.source.slice(leaf.start, leaf.number_end).strip("（( \n"),
            self.label(leaf.level1) if leaf.level1 else self.group,
            self.label(leaf.level2) if leaf.level2 else NO_LABEL,
            EMPTY,
            place=self.source.slice(*trimmed(self.source.string, leaf.start, leaf.end, "")),
        )
        if labels := self._labels_between(leaf.text, leaf.end):
            item = self._labelled(item, labels, leaf.text, leaf.end, False)
            return item if item.name else None
        if self.labels:
            return None
        if OPERATORS.match(self.source.string, start, stop) or leaf.named_by_head:
            name = self.source.slice(*leaf.level2.label) if leaf.level2 and leaf.named_by_head else EMPTY
            return replace(item, name=name, values={"annual": self.source.slice(start, stop)}, loose=True)
        split = split_certain(self.source.string, start, stop)
        if split is None:
            return None
        value = self.source.slice(*trimmed(self.source.string, split[1], stop, ENDS))
        return replace(item, name=self._name(start, split[0], False), values={"annual": value}, loose=True)

    def _labels_between(self, start: int, end: int) -> list[ValueLabel]:
        first = bisect_left(self.labels, start, key=lambda label: label.start)
        last = bisect_left(self.labels, end, key=lambda label: label.start)
        found = list(self.labels[first : min(last, first + _LABELS_AT_MOST)])
        explicit = {label.kind for label in found}
        kept: list[ValueLabel] = []
        for label in found:
            kind = label.kind
            if kind == "bare":
                if "annual" in explicit or any(k.kind == "annual" for k in kept):
                    continue
                kind = "annual"
            is_target = kind in ("annual", "period", "half")
            if not is_target and not any(k.kind in ("annual", "period") for k in kept):
                continue
            kind = "again" if any(k.kind == kind for k in kept) else kind
            kept.append(replace(label, kind=kind))
        return kept

    def _levels(self, start: Start, limit: int, labelled: bool) -> tuple[Field | None, Field | None, int]:
        """一级, 二级, and where the name begins; `limit` is where the first value label, or the text, ends it."""
        string = self.source.string
        first = read_field(string, start.text, limit, self.taxonomy)
        if first is None:
            return None, None, start.text
        if first.category is None and not self._name_follows(first, limit, labelled):
            return None, None, start.text
        if first.level == 2 and not self._stands_as_level1(first, limit):
            return self._second_only(first, limit, labelled, start)
        if self.group and (inner := below_group(string, first, start, limit, self.taxonomy)) is not None:
            return None, inner, inner.end
        second = read_field(string, first.end, limit, self.taxonomy, 2)
        if second is None or not self._is_level2(second, limit, labelled):
            return first, None, first.end
        return first, second, second.end

    def _stands_as_level1(self, found: Field, limit: int) -> bool:
        """Whether a 二级 stands in the place of the 一级: 2-社会效益指标；22-社会效益；…"""
        if found.code[1] - found.code[0] != 1:
            return False
        inner = read_field(self.source.string, found.end, limit, self.taxonomy, 2)
        return inner is not None and inner.category is not None and inner.code[1] - inner.code[0] > 1

    def _second_only(
        self, found: Field, limit: int, labelled: bool, start: Start
    ) -> tuple[Field | None, Field | None, int]:
        below = found.category is not None and self.group.category in self.taxonomy.parents(found.category)
        if below or self._is_level2(found, limit, labelled):
            return None, found, found.end
        return None, None, start.text

    def _is_level2(self, found: Field, limit: int, labelled: bool) -> bool:
        """A label with a code or the word 指标 is a 二级; any other one only where a name follows it."""
        coded = found.code[0] < found.code[1]
        if coded or (found.named and found.category is not None):
            return True
        return self._name_follows(found, limit, labelled)

    def _name_follows(self, found: Field, limit: int, labelled: bool) -> bool:
        string = self.source.string
        start, end = trimmed(string, found.end, limit, ENDS)
        if start >= end:
            return False
        if labelled:
            return True
        rest = string[start : min(end, start + 200)]
        return not (rest[0].isdigit() or OPERATORS.match(rest)) and _SPLITS.search(rest) is not None

    def _name(self, start: int, end: int, coded: bool) -> Text:
        string = self.source.string
        start, end = trimmed(string, start, end, ENDS)
        if coded and (code := _LIBRARY_CODE.match(string, start, end)):
            start = code.end()
        if marks := _NAME_MARKS.match(string, start, end):
            start = marks.end()
        while end > start + 1 and string[end - 1] in MARKS and string[end - 2] not in MARKS:
            end -= 1
        return self.source.slice(start, end)

    def _labelled(self, item: Item, labels: Sequence[ValueLabel], at: int, end: int, coded: bool) -> Item:
        string = self.source.string
        values: dict[str, Text] = {}
        for index, label in enumerate(labels):
            stop = labels[index + 1].start if index + 1 < len(labels) else end
            text = self.source.slice(*trimmed(string, label.end, stop, ENDS))
            if label.kind == "again":
                if text:
                    self.fragments.append(self.source.slice(*trimmed(string, label.start, stop, ENDS)))
            elif text:
                values[label.kind] = text
        return replace(item, name=self._name(at, labels[0].start, coded), values=values)

    def _loose(self, item: Item, at: int, end: int, coded: bool) -> Item:
        """No value label: the value stands behind the last colon, the operator, or the first separator."""
        string = self.source.string
        start, stop = trimmed(string, at, end, ENDS)
        if OPERATORS.match(string, start, stop):
            return replace(item, values={"annual": self.source.slice(start, stop)}, loose=True)
        split = split_loose(string, start, stop)
        if split is None:
            return replace(item, name=self._name(start, stop, coded), loose=True)
        name_end, label, value_start = split
        value = self.source.slice(*trimmed(string, value_start, stop, ENDS))
        return replace(
            item,
            name=self._name(start, name_end, coded),
            values={"annual": value} if value else {},
            value_label=self.source.slice(*trimmed(string, *label, ENDS)),
            loose=True,
        )
