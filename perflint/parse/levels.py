"""Gives every row of an indicator block its first and second level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from decimal import Decimal

from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import EMPTY, NO_LABEL, Label, Points, Text
from perflint.parse.entries import Context, Entry
from perflint.parse.grouping import Group, Line, Mark, partition
from perflint.parse.labels import Reading, category_of, nearly, read_label, recovered
from perflint.parse.rows import number_of, tidy

_TIMELY = "时效指标"
_IN_TIME = lazy_regex(r"\d个?(?:月|天|日|工作日|小时|分钟|年)(?:之?内|以内|前|底)|年底|时限|月底前")
_HINTS = tuple(
    (category, lazy_regex(pattern))
    for category, pattern in (
        ("服务对象满意度指标", r"满意|投诉"),
        (_TIMELY, r"及时|时效|按时|按期|准时|时间$|时限$|工期$|周期$"),
        ("成本指标", r"成本|支出$|费用$|单价$"),
        ("质量指标", r"率$|合格|达标|质量|准确"),
        ("数量指标", r"数$|数量|次数|人次|面积|个数"),
    )
)


@dataclass(frozen=True, slots=True, eq=False)
class Levels:
    """The labels of each entry, the points that first levels declare, and texts that are no label of any row."""

    labels: tuple[tuple[Label, Label], ...]
    points: tuple[Points, ...] = ()
    fragments: tuple[Text, ...] = ()


@dataclass(slots=True, eq=False)
class _LabelColumn:
    """A label column as read: per entry the reading of what stands there, None where nothing does."""

    level: int
    texts: list[Text]
    readings: list[Reading | None]
    merged: list[bool]
    side: set[int] = field(default_factory=set)

    @property
    def marks(self) -> list[int]:
        return [i for i, reading in enumerate(self.readings) if reading is not None]

    def key(self, index: int) -> str:
        """What the label of an entry stands for: its category, else its own words, "" where it cannot be read."""
        reading = self.readings[index]
        if reading is None or not reading.readable:
            return ""
        return reading.label.category or reading.label.value


def assign_levels(entries: Sequence[Entry], context: Context) -> Levels:
    """The levels of the entries of one list; labels may be repeated, stand at the top or at the middle of a range."""
    first, second = (_read_column(entries, level, context) for level in (1, 2))
    if _in_the_middle(first, second, context):
        solved = _solve(entries, first, second, context)
        if context.dump or _is_sound(solved):
            return solved
    if not context.dump:
        return _inherit(first, second)
    broken = sorted((*_unreadable(first), *_unreadable(second)), key=lambda item: item[0])
    for column in (first, second):
        column.readings = [r if r is None or column.key(i) or r.points else None for i, r in enumerate(column.readings)]
    levels = _mend(_inherit(first, second), first, context)
    return Levels(levels.labels, levels.points, tuple(text for _, text in broken))


def _mend(levels: Levels, first: _LabelColumn, context: Context) -> Levels:
    """In a dump, a second level under an inherited first one that it never belongs to has lost its own first level."""
    labels = []
    for reading, (one, two) in zip(first.readings, levels.labels, strict=True):
        parents = context.taxonomy.parents(two.category) if two.category else frozenset()
        if reading is None and parents and one.category not in parents:
            one = recovered(_parent(two.category or "", context), EMPTY)
        labels.append((one, two))
    return Levels(tuple(labels), levels.points)


def _parent(category: str, context: Context) -> str:
    """The first level under which the first scheme that knows a second level has it."""
    trees = (scheme.tree for scheme in context.taxonomy.schemes)
    return next((one for tree in trees for one, leaves in tree.items() if category in leaves), "")


def _is_sound(levels: Levels) -> bool:
    """Whether every group found its label: in a clean table, labels are neither lost nor broken."""
    return not levels.fragments and not any(one.garbled or two.garbled for one, two in levels.labels)


def _read_column(entries: Sequence[Entry], level: int, context: Context) -> _LabelColumn:
    role = f"level{level}"
    readings: list[Reading | None] = []
    for entry in entries:
        text = entry.text(role)
        if level == 1 and text and entry.text("side"):
            text = _with_lost_start(entry.text("side"), text, context)
        readings.append(_read(text, level, context) if not context.is_filler(text) else None)
    column = _LabelColumn(level, [e.text(role).strip() for e in entries], readings, [role in e.merged for e in entries])
    _join_broken(column, entries, context)
    return column


def _read(text: Text, level: int, context: Context) -> Reading:
    reading = read_label(text, level, context.taxonomy)
    category = nearly(reading.label, level, context.taxonomy) if context.dump else None
    return Reading(recovered(category, reading.label.text), reading.points) if category else reading


def _with_lost_start(side: Text, text: Text, context: Context) -> Text:
    """A label whose first sign fell into the column before it."""
    if len(side) > 4 or category_of(tidy(text, True).string, 1, context.taxonomy):
        return text
    joined = Text.join((side, text))
    return joined if category_of(tidy(joined, True).string, 1, context.taxonomy) else text


def _join_broken(column: _LabelColumn, entries: Sequence[Entry], context: Context) -> None:
    """Put labels together whose second line, or whose points, stand in the row below."""
    role = f"level{column.level}"
    for index in column.marks:
        reading = column.readings[index]
        if reading is None or column.merged[index] or index in column.side:
            continue
        if not reading.label.value:
            column.side.add(index)
            continue
        below = column.readings[index + 1] if index + 1 < len(entries) else None
        if below is None or column.merged[index + 1] or reading.label.category or below.label.category:
            continue
        joined = Text.join((entries[index].text(role), entries[index + 1].text(role)))
        whole = read_label(joined, column.level, context.taxonomy)
        if whole.label.category is not None:
            column.readings[index] = whole
            column.side.add(index + 1)


def _in_the_middle(first: _LabelColumn, second: _LabelColumn, context: Context) -> bool:
    """Whether labels stand at the middle of their ranges: the block's first row has none, though rows below have."""
    if any(first.merged) or any(second.merged) or _repeated(first) or _repeated(second):
        return False
    if first.marks and first.marks[0] > 0:
        return True
    return bool(second.marks) and second.marks[0] > 0 and (context.dump or not first.marks)


def _repeated(column: _LabelColumn) -> bool:
    """Whether the column prints its label on every row."""
    pairs = sum(
        1
        for a, b in zip(column.marks, column.marks[1:], strict=False)
        if b == a + 1 and column.key(a) and column.key(a) == column.key(b)
    )
    return pairs > 0 and len(column.marks) * 5 >= len(column.readings) * 4


def _inherit(first: _LabelColumn, second: _LabelColumn) -> Levels:
    labels: list[tuple[Label, Label]] = []
    points: list[Points] = []
    kept = (_repeated(first), _repeated(second))
    one = two = NO_LABEL
    for index, (reading1, reading2) in enumerate(zip(first.readings, second.readings, strict=True)):
        if reading1 is not None and index not in first.side and reading1.label.value:
            if reading1.label.value != one.value:
                two = NO_LABEL
            one = reading1.label
        elif kept[0] and index not in first.side:
            one = NO_LABEL
        if reading1 is not None and reading1.points:
            _declare(points, one, reading1.points)
        if reading2 is not None and index not in second.side and reading2.label.value:
            two = reading2.label
        elif kept[1] and index not in second.side:
            two = NO_LABEL
        labels.append((one, two))
    return Levels(tuple(labels), tuple(points))


def _declare(points: list[Points], label: Label, value: Text) -> None:
    category = label.category or label.value
    if category and all(p.category != category for p in points):
        points.append(Points(category, value))


def _solve(entries: Sequence[Entry], first: _LabelColumn, second: _LabelColumn, context: Context) -> Levels:
    templates = [entry.is_template(context) for entry in entries]
    weights = [Decimal(0) if t else number_of(e.text("weight").string) for e, t in zip(entries, templates, strict=True)]
    heights = [entry.height for entry in entries]
    hints = ["" if t else _hint(e) for e, t in zip(entries, templates, strict=True)]
    lines2 = [Line(h, t, x, weight=w) for h, t, x, w in zip(heights, templates, hints, weights, strict=True)]
    order2 = _order(second, 2, context)
    lower = _groups(lines2, second, order2, {})
    under = _categories(lower, len(entries))
    allowed = [context.taxonomy.parents(category) for category in under]
    lines1 = [Line(h, False, "", a, w) for h, a, w in zip(heights, allowed, weights, strict=True)]
    upper = _groups(lines1, first, _order(first, 1, context), _declared(first))
    labels1 = _labels(upper, first, len(entries))
    labels2 = _labels(lower, second, len(entries))
    points: list[Points] = []
    for index in first.marks:
        reading = first.readings[index]
        if reading is not None and reading.points:
            _declare(points, labels1[index], reading.points)
    fragments = sorted((*_unreadable(first), *_unreadable(second)), key=lambda item: item[0])
    return Levels(tuple(zip(labels1, labels2, strict=True)), tuple(points), tuple(t for _, t in fragments))


def _hint(entry: Entry) -> str:
    """The category that a name and its value speak of: decides where the geometry of two groupings is alike."""
    name = entry.text("name").string
    if _IN_TIME.search(entry.text("annual").string):
        return _TIMELY
    return next((category for category, pattern in _HINTS if pattern.search(name)), "")


def _order(column: _LabelColumn, level: int, context: Context) -> Sequence[str]:
    """The order of the categories in the scheme that knows most of the column's labels."""
    seen = {column.key(i) for i in column.marks} - {""}
    best: tuple[str, ...] = ()
    most = -1
    for scheme in context.taxonomy.schemes:
        names = (
            tuple(scheme.tree)
            if level == 1
            else tuple(dict.fromkeys(n for leaves in scheme.tree.values() for n in leaves))
        )
        if (known := len(seen.intersection(names))) > most:
            best, most = names, known
    return best


def _groups(
    lines: Sequence[Line], column: _LabelColumn, order: Sequence[str], points: Mapping[str, Decimal]
) -> tuple[Group, ...]:
    marks = [Mark(i, "" if i in column.side else column.key(i), i in column.side) for i in column.marks]
    found = partition(lines, marks, order, points)
    if found is not None:
        return found.groups
    return _tops(column, len(lines))


def _tops(column: _LabelColumn, count: int) -> tuple[Group, ...]:
    """Every readable label at the top of its group: for blocks too long to be solved."""
    starts = [i for i in column.marks if i not in column.side and column.key(i)]
    return tuple(Group(a, b, column.key(a), True) for a, b in zip(starts, [*starts[1:], count], strict=False))


def _categories(groups: Sequence[Group], count: int) -> list[str]:
    under = [""] * count
    for group in groups:
        under[group.start : group.end] = [group.category] * (group.end - group.start)
    return under


def _declared(column: _LabelColumn) -> dict[str, Decimal]:
    """The points that stand beside a readable label, or in the row below it."""
    declared: dict[str, Decimal] = {}
    last = ""
    for index in column.marks:
        reading = column.readings[index]
        last = ("" if index in column.side else column.key(index)) or last
        if reading is not None and last and reading.points and (value := number_of(reading.points.string)) is not None:
            declared.setdefault(last, value)
    return declared


def _labels(groups: Sequence[Group], column: _LabelColumn, count: int) -> list[Label]:
    labels = [NO_LABEL] * count
    for group in groups:
        inside = [i for i in column.marks if group.start <= i < group.end]
        own = next(
            (r.label for i in inside if i not in column.side and column.key(i) and (r := column.readings[i])), None
        )
        if own is None:
            broken = next((r.label.text for i in inside if i not in column.side and (r := column.readings[i])), EMPTY)
            own = recovered(group.category, broken)
        labels[group.start : group.end] = [own] * (group.end - group.start)
    return labels


def _unreadable(column: _LabelColumn) -> list[tuple[int, Text]]:
    return [(i, column.texts[i]) for i in column.marks if i not in column.side and not column.key(i)]
