"""Finds category labels that stand in no column of their own: in lines between, in headers, before names."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from perflint.lazyregex import lazy_regex
from perflint.model import EMPTY, Text
from perflint.parse.entries import VALUE_ROLES, Context, Entry
from perflint.parse.headers import Header
from perflint.parse.labels import is_category
from perflint.parse.loose import split_certain
from perflint.parse.rows import SHORT, Row
from perflint.parse.wording import bare_name

_NUMERIC = lazy_regex(r"[\d.,、()（）]+[分%]?")
_BEFORE_NAME = lazy_regex(r"([^:：]{2,16})[:：]\s*(?=\S)")
_PAIR = lazy_regex(r"\s*[-—–―/／:：→>＞]+\s*")
# A level and the label that holds for the rows from here on.
Heading = tuple[str, Text]


def heading_of(row: Row, header: Header, above: Sequence[tuple[int, Heading]], context: Context) -> Heading | None:
    """The label that a line between the rows consists of, where the header has no column for its level.

    `above` are the headings so far, each with the number of the body's row that it stands before.
    """
    words = [c for c in row.filled if _NUMERIC.fullmatch(row.cells[c].text[:SHORT].strip()) is None]
    valued = any(c.role in VALUE_ROLES and row.cell(c.index).text.strip() for c in header.columns)
    if len(words) != 1 or valued:
        return None
    text = Text.of(row.cells[words[0]]).strip()
    found = [
        category
        for level in (1, 2)
        if f"level{level}" not in header.roles()
        and is_category(text.string, context.taxonomy, level)
        and (category := context.taxonomy.resolve(text.string, level)) is not None
    ]
    if not found:
        return None
    # 成本指标 is a category of both levels; it goes on with those above it.
    goes_on = bool(above) and above[-1][1][0] == "level2" and found[0].name == found[-1].name
    return f"level{found[-1 if goes_on else 0].level}", text


def give_headings(entries: Sequence[Entry], body: Sequence[Row], headings: Sequence[tuple[int, Heading]]) -> None:
    """Give entries the labels of the lines above them; each heading stands before the body's row of its number."""
    if not headings:
        return
    places = {row.number: index for index, row in enumerate(body)}
    waiting = deque(headings)
    current: dict[str, Text] = {}
    for entry in entries:
        while waiting and waiting[0][0] <= places[entry.row.number]:
            level, text = waiting.popleft()[1]
            current = {level: text} if level == "level1" else {**current, level: text}
        for level, text in current.items():
            entry.texts.setdefault(level, text)


def give_labels(entries: Sequence[Entry], rows: Sequence[Row], header: Header, context: Context) -> None:
    """Give entries the labels that stand in their header, in a pair with the other level's, or before their names."""
    _part_targets(entries)
    if "level1" not in header.roles() and (label := _label_in_header(rows, header, context)):
        for entry in entries:
            entry.texts.setdefault("level1", label)
    _part_pairs(entries, context)
    _settle_category(entries, context)
    for level in (1, 2):
        if not any(f"level{level}" in entry.texts for entry in entries):
            _part_names(entries, level, context)


def _label_in_header(rows: Sequence[Row], header: Header, context: Context) -> Text:
    """The 一级 that stands in the place of the words 一级指标: each has a header of its own."""
    name = header.find("name")
    for column in header.columns:
        if column.role != "unknown" or (name is not None and column.index > name.index):
            continue
        category = context.taxonomy.resolve(column.label)
        if category is not None and category.level == 1:
            cells = (row.cell(column.index) for row in rows[header.first : header.last + 1])
            return next((Text.of(cell).strip() for cell in cells if cell.text.strip()), EMPTY)
    return EMPTY


def _part_targets(entries: Sequence[Entry]) -> None:
    """Part names from the values that stand with them in one cell."""
    for entry in entries:
        text = entry.texts.pop("pair", EMPTY)
        if not text:
            continue
        text = bare_name(text)
        split = split_certain(text.string, 0, len(text))
        entry.texts["name"] = text.slice(0, split[0]) if split else text
        if split:
            entry.texts["annual"] = text.slice(split[1]).strip()


def _part_pairs(entries: Sequence[Entry], context: Context) -> None:
    """Part labels of both levels in one column: 产出指标—数量指标."""
    both = {role for entry in entries for role in ("level1", "level2") if role in entry.texts}
    for entry in entries:
        for role in ("level1", "level2", "category", "direction") if len(both) < 2 else ():
            text = entry.text(role)
            parts = _PAIR.split(text.string, maxsplit=1) if len(text) <= SHORT else []
            if len(parts) == 2 and all(is_category(p, context.taxonomy, n) for n, p in enumerate(parts, 1)):
                del entry.texts[role]
                entry.texts["level1"] = text.slice(0, len(parts[0]))
                entry.texts["level2"] = text.slice(len(text) - len(parts[1]))


def _settle_category(entries: Sequence[Entry], context: Context) -> None:
    """Where one column holds the categories, say of which level they are.

    A column 指标类型 says 定量 or 正向 in most tables, 绩效指标 stands at the side; each is one of categories where it
    holds nothing else.
    """
    levelled = any(role in entry.texts for entry in entries for role in ("level1", "level2", "category"))
    directed = any("direction" in entry.texts for entry in entries)
    column = "category" if levelled else "direction" if directed else "side"
    labels = [text.string for e in entries if (text := e.text(column))]
    first = sum(is_category(label, context.taxonomy, 1) for label in labels)
    second = sum(is_category(label, context.taxonomy, 2) for label in labels)
    if not levelled and not (labels and max(first, second) == len(labels)):
        return
    role = "level1" if first > second else "level2"
    for entry in entries:
        if column in entry.texts:
            entry.texts.setdefault(role, entry.texts.pop(column))


def _part_names(entries: Sequence[Entry], level: int, context: Context) -> None:
    """Part names from the category before them, as in 数量指标：新建泊位, where the table has no other labels."""
    for entry in entries:
        text = entry.text("name")
        match = _BEFORE_NAME.match(text.string)
        found = context.taxonomy.resolve(match.group(1)) if match else None
        if match is not None and found is not None and found.level == level:
            entry.texts[f"level{level}"] = text.slice(*match.span(1))
            entry.texts["name"] = text.slice(match.end())
