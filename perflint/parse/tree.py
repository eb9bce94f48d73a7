"""Reads outlines of indicators: group heads over numbered items, as in `一、产出指标 1.数量指标：（1）名称≥值`."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import islice

from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.parse.itemheads import Field
from perflint.parse.source import trimmed
from perflint.taxonomy import Taxonomy
from perflint.text import chinese_number, squeeze

_MARK = lazy_regex(
    r"(?<![0-9０-９A-Za-z.．第一二三四五六七八九十])(?:"
    r"[（(]\s*(?:(?P<bracketed_han>[一二三四五六七八九十]{1,3})|(?P<bracketed>[0-9０-９]{1,2}))\s*[)）]"
    r"|(?P<han>[一二三四五六七八九十]{1,3})[、.．]|(?P<plain>[0-9０-９]{1,2})(?:[、．]|\.(?![0-9]))"
    r"|(?P<half>[0-9０-９]{1,2})[)）]|(?P<circled>[①-⑳])|(?P<small>[⑴-⒇])|(?P<dotted>[⒈-⒛])"
    r")\s*[、.．]?\s*"
)
_SAME_KIND = {"small": "bracketed", "dotted": "plain"}
_NEEDS_BOUNDARY = frozenset({"han", "plain", "half"})
_UNNUMBERED = lazy_regex(r"(?:^|(?<=[。；;，,：:\s]))(?P<label>[^\W\d_][^。；;，,、：:\s≥≤<>=]{1,20})\s*[：:]")
_HEAD = lazy_regex(r"[^\W\d_][^。；;，,：:≥≤＞＜><=＝]{1,30}")
_POINTS = lazy_regex(r"\s*[（(\[]?\d{1,3}(?:\.\d+)?分?[)）\]]?分?$")
_LOOKS_LIKE_VALUE = lazy_regex(r"[≥≤≧≦＞＜><=＝0-9０-９]")
_BETWEEN = "：:；;，,、。"
_BOUNDARY = "。；;，,、：:！!）)>％%"
_PARTS = lazy_regex(r"[；;。\n]+")
_FILLERS = frozenset({"", "无", "/", "-", "—", "--", "——", "不涉及", "不适用"})
# More signs of an outline than this no cell has; the rest of a hostile text is part of the last item.
_MARKS_AT_MOST = 20_000


@dataclass(frozen=True, slots=True, eq=False)
class Leaf:
    """One item of an outline from `start` to `end`; its text begins at `text`, `number_end` ends its number.

    `named_by_head` is true where the 二级 stands in the name's place: 2.服务对象满意度：≥90%.
    """

    start: int
    number_end: int
    text: int
    end: int
    seq: int
    level1: Field | None
    level2: Field | None
    named_by_head: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Mark:
    """A number, or (`kind` "") a label that stands without one; `text` is where what it numbers begins."""

    start: int
    text: int
    number_end: int
    kind: str
    seq: int


@dataclass(frozen=True, slots=True, eq=False)
class _Head:
    """A category label with its mark: `levels` are those it can have, `body` is where its items begin."""

    mark: _Mark
    label: tuple[int, int]
    body: int
    names: dict[int, str]
    named: bool
    own_level: int


@dataclass(slots=True, eq=False)
class _Element:
    """A head or an item (`head` None) in order of place; `numbered` is true for a head with numbered items."""

    mark: _Mark
    head: _Head | None = None
    numbered: bool = False


def read_tree(string: str, taxonomy: Taxonomy) -> tuple[int, list[Leaf]]:
    """Where an outline begins, and its items; none where no category label has numbered items right under it."""
    marks = _marks(string)
    elements = _elements(string, marks, taxonomy) if len(marks) > 1 else []
    if not any(element.numbered for element in elements):
        return 0, []
    levels = _levels_of_kinds(elements)
    found: list[Leaf] = []
    level1: Field | None = None
    level2: Field | None = None
    before: _Head | None = None
    for index, element in enumerate(elements):
        end = elements[index + 1].mark.start if index + 1 < len(elements) else len(string)
        head = element.head
        if head is None:
            mark = element.mark
            found.append(Leaf(mark.start, mark.number_end, mark.text, end, mark.seq, level1, level2))
            before = None
            continue
        level = _level(head, before, levels)
        field = _field(head, level, string)
        level1, level2 = (field, None) if level == 1 else (level1, field)
        before = head
        if not element.numbered:
            found.extend(_unnumbered(string, head, end, level1, level2))
    return elements[0].mark.start, found


def _marks(string: str) -> list[_Mark]:
    marks: list[_Mark] = []
    for match in islice(_MARK.finditer(string), _MARKS_AT_MOST):
        kind = match.lastgroup or ""
        sign = match.group(kind)
        seq = int(unicodedata.numeric(sign)) if kind in ("circled", "small", "dotted") else _count(sign)
        marks.append(_Mark(match.start(), match.end(), match.end(kind), _SAME_KIND.get(kind, kind), seq))
    texts = {mark.text for mark in marks}
    for match in islice(_UNNUMBERED.finditer(string), _MARKS_AT_MOST):
        at = match.start("label")
        if at not in texts:
            marks.append(_Mark(at, at, at, "", 0))
    return sorted(marks, key=lambda mark: mark.start)


def _count(sign: str) -> int:
    return int(sign) if sign.isdigit() else chinese_number(sign) or 0


def _elements(string: str, marks: Sequence[_Mark], taxonomy: Taxonomy) -> list[_Element]:
    """Heads and the items that are numbered under them; other numbers are part of what they stand in."""
    elements: list[_Element] = []
    head_kinds: set[str] = set()
    head_at = -2
    kind, seq = "", 0
    for index, mark in enumerate(marks):
        following = marks[index + 1] if index + 1 < len(marks) else None
        head = _head(string, mark, following, taxonomy, head_kinds)
        if head is not None and (not mark.kind or mark.kind != kind):
            elements.append(_Element(mark, head))
            head_kinds.add(mark.kind)
            head_at, kind, seq = index, "", 0
            continue
        if not mark.kind or not elements:
            continue
        last = elements[-1].head
        if head_at == index - 1 and last is not None and _begins(string, last, mark):
            elements[-1].numbered = True
        elif mark.kind != kind or mark.seq != seq + 1 or not _goes_on(string, mark, elements[-1].mark):
            continue
        elements.append(_Element(mark))
        kind, seq = mark.kind, mark.seq
    return elements


def _head(string: str, mark: _Mark, following: _Mark | None, taxonomy: Taxonomy, head_kinds: set[str]) -> _Head | None:
    """The category label behind a mark, where nothing but the items or a colon stands behind it."""
    stop = following.start if following is not None else len(string)
    match = _HEAD.match(string, mark.text, stop)
    if match is None:
        return None
    colon = string[match.end() : match.end() + 1] in ("：", ":")
    start, end = trimmed(string, match.start(), match.end(), _BETWEEN)
    body = match.end() + colon
    direct = following is not None and trimmed(string, body, following.start, _BETWEEN)[0] >= following.start
    if not colon and not direct:
        return None
    text = string[start:end]
    names = {level: found.name for level in (1, 2) if (found := taxonomy.resolve(text, level)) is not None}
    if not names:
        return None
    named = squeeze(_POINTS.sub("", text)).endswith("指标")
    own = taxonomy.resolve(text)
    head = _Head(mark, (start, end), body, names, named, own.level if own is not None else 0)
    if named:
        return head
    numbered = direct and following is not None and _begins(string, head, following)
    known = bool(mark.kind) and mark.kind in head_kinds and (own is not None or _value_follows(string, body))
    return head if numbered or known else None


def _begins(string: str, head: _Head, mark: _Mark) -> bool:
    """Whether a number is the first of those right under a head."""
    direct = trimmed(string, head.body, mark.start, _BETWEEN)[0] >= mark.start
    return direct and mark.seq == 1 and mark.kind not in ("", head.mark.kind)


def _goes_on(string: str, mark: _Mark, last: _Mark) -> bool:
    """Whether a number stands where an item can begin: not in brackets, a plain one behind a sentence's end."""
    before = string[max(last.text, mark.start - 300) : mark.start]
    if before.count("（") + before.count("(") > before.count("）") + before.count(")"):
        return False
    return mark.kind not in _NEEDS_BOUNDARY or not before or before[-1].isspace() or before[-1] in _BOUNDARY


def _value_follows(string: str, at: int) -> bool:
    return _LOOKS_LIKE_VALUE.match(string[at : at + 10].lstrip()) is not None


def _levels_of_kinds(elements: Sequence[_Element]) -> dict[str, int]:
    """Which level the heads of a kind of numbers have, told by those that can have one only."""
    levels: dict[str, int] = {}
    for element in elements:
        if element.head is not None and len(element.head.names) == 1:
            level = next(iter(element.head.names))
            levels[element.mark.kind] = level if levels.get(element.mark.kind, level) == level else 0
    return levels


def _level(head: _Head, before: _Head | None, levels: dict[str, int]) -> int:
    if len(head.names) == 1:
        return next(iter(head.names))
    if level := levels.get(head.mark.kind, 0):
        return level
    if before is not None and before.mark.kind != head.mark.kind:
        return 2
    return head.own_level or 2


def _field(head: _Head, level: int, string: str) -> Field:
    start, end = head.label
    return Field(start, head.body, (start, start), (start, end), "：", level, head.names[level], head.named)


def _unnumbered(string: str, head: _Head, end: int, level1: Field | None, level2: Field | None) -> list[Leaf]:
    """The items of a head that are parted by sentence ends only."""
    leaves: list[Leaf] = []
    at = head.body
    stops = [match.span() for match in _PARTS.finditer(string, head.body, end)]
    for stop, after in [*stops, (end, end)]:
        start, last = trimmed(string, at, stop, _BETWEEN)
        at = after
        if squeeze(string[start : min(last, start + 20)]) in _FILLERS:
            continue
        by_head = not leaves and not head.named and _value_follows(string, start)
        leaves.append(Leaf(start, start, start, last, len(leaves) + 1, level1, level2, by_head))
    return leaves
