"""The grammar of indicators in running text: `1、产出指标：数量指标：名称；年度指标值：…` in all its separators."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from perflint.lazyregex import lazy_regex
from perflint.model import EMPTY, NO_LABEL, Indicator, Label, Text
from perflint.model.lean import lean
from perflint.parse.groupheads import group_head, has_own_level1
from perflint.parse.itembuilder import ENDS, Item, ItemBuilder
from perflint.parse.itemheads import Field, Start, find_plain_starts, find_starts
from perflint.parse.plainitem import PlainIndicator
from perflint.parse.plainrun import plain_items
from perflint.parse.source import Source, trimmed
from perflint.parse.tree import read_tree
from perflint.parse.valuelabels import ValueLabel, value_labels
from perflint.taxonomy import Taxonomy

_CODED = lazy_regex(r"[0-9]\s*[-－]\s*[^\W\d_]")
_HEAD = 60
ReadItem = Item | PlainIndicator


@lean
class Run:
    """The indicators of a text, what stands before the first, and what belongs to none.

    `plain` are the fields that the items of a plain list have values for, which are indicators already, counted from 1.
    """

    items: tuple[ReadItem, ...]
    prefix: Text = EMPTY
    fragments: tuple[Text, ...] = ()
    plain: frozenset[str] | None = None

    @property
    def fields(self) -> frozenset[str]:
        """The fields that any of the items has a value for."""
        return frozenset().union(*(item.fields for item in self.items)) if self.plain is None else self.plain

    def indicators(self, labelled: bool, first_index: int = 1) -> tuple[Indicator, ...]:
        """The items as indicators, counted from `first_index`; `labelled` as in `to_indicators`."""
        if self.plain is not None and first_index == 1:
            return cast("tuple[PlainIndicator, ...]", self.items)
        return to_indicators(self.items, labelled, first_index)


def parse_run(source: Source, taxonomy: Taxonomy, group: Label = NO_LABEL, many: bool = True) -> Run:
    """Take the text of an indicator cell apart; without any indicator the whole text is the prefix.

    `group` is the 一级 that the cell's column stands for, `many` tells whether the text is one of many.
    """
    if (
        many
        and isinstance(source, Text)
        and not group
        and (plain := plain_items(source, taxonomy, _read_example)).items
    ):
        return Run(plain.items, plain=plain.fields)
    return _parsed(source, taxonomy, group)


def _read_example(text: Text, taxonomy: Taxonomy) -> Sequence[Item]:
    """The items of a text in which nothing else stands."""
    run = _parsed(text, taxonomy, NO_LABEL)
    return () if run.prefix or run.fragments else [item for item in run.items if isinstance(item, Item)]


def _parsed(source: Source, taxonomy: Taxonomy, group: Label) -> Run:
    """The same by the whole grammar."""
    string = source.string
    labels = value_labels(string)
    if tree := _tree_run(source, labels, taxonomy, group):
        return tree
    starts = find_starts(string, labels, taxonomy) or (find_plain_starts(string) if group else [])
    if not starts:
        return Run((), source.slice(*trimmed(string, 0, len(string), "")))
    ends = [start.start for start in starts[1:]] + [len(string)]
    return build_run(source, labels, starts, ends, taxonomy, group=group)


def _tree_run(source: Source, labels: Sequence[ValueLabel], taxonomy: Taxonomy, group: Label) -> Run | None:
    """The items of an outline, None where the text is none or a name's end cannot be told for certain."""
    # A platform's list has a code before each label and a label before each value: that is no outline.
    if labels and _CODED.search(source.string, 0, _HEAD):
        return None
    begin, leaves = read_tree(source.string, taxonomy)
    builder = ItemBuilder(source, labels, taxonomy, group)
    items = [item for leaf in leaves if (item := builder.leaf(leaf)) is not None]
    if not leaves or len(items) < len(leaves):
        return None
    prefix = source.slice(*trimmed(source.string, 0, begin, ENDS))
    return Run(tuple(items), prefix, tuple(builder.fragments))


def build_run(
    source: Source,
    labels: Sequence[ValueLabel],
    starts: Sequence[Start],
    ends: Sequence[int],
    taxonomy: Taxonomy,
    begin: int = 0,
    group: Label = NO_LABEL,
) -> Run:
    """The indicators that begin at `starts` and end at `ends`; text from `begin` to the first is the prefix."""
    string = source.string
    builder = ItemBuilder(source, labels, taxonomy, group)
    cut: list[Field | None] = []
    for index, start in enumerate(starts):
        head = group_head(string, start.start, starts[index - 1].text if index else begin, taxonomy)
        if head is not None and has_own_level1(string, start, ends[index], taxonomy):
            head = None
        cut.append(head)
    items: list[Item] = []
    for index, start in enumerate(starts):
        head = cut[index]
        if head is not None:
            builder.group = builder.label(head)
        following = cut[index + 1] if index + 1 < len(starts) else None
        end = min(ends[index], following.start) if following is not None else ends[index]
        item = builder.item(start, end, last=index + 1 == len(starts))
        if item is not None:
            items.append(item)
    first = cut[0].start if cut[0] is not None else starts[0].start
    prefix = source.slice(*trimmed(string, begin, first, ENDS))
    return Run(tuple(items), prefix, tuple(builder.fragments))


def to_indicators(items: Sequence[ReadItem], labelled: bool, first_index: int = 1) -> tuple[Indicator, ...]:
    """Items as indicators, counted from `first_index`. Where the table has value labels (`labelled`), a value
    without one keeps what stands in the label's place."""
    return tuple(
        item.indicator(index, item.value_label if labelled and item.loose else EMPTY)
        for index, item in enumerate(items, first_index)
    )
