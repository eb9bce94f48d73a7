"""Telling a value's notes, in brackets or behind a comma, from the value itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perflint.lazyregex import lazy_regex
from perflint.model import Quantity
from perflint.values.names import bracket_marker

Span = tuple[int, int]

_SEPARATORS = frozenset(",;。")
_FACTOR = lazy_regex("[*×] ?100 ?[%]|100 ?[%] ?[*×]")
_FRACTION = lazy_regex("[/÷]")
_EXPLAINS = lazy_regex(
    "预计|预估|预期|其中|含(?!量)|包含|包括|按(?![时期质需月季年日时计要规约序量])|即(?![时办将使便])|(?:计算)?公式|备注|注[:：]|说明[:：]|根据|依据|"
    "以(?![上下内及后前便免来往])[^,;。]{1,40}为[^,;。]{0,20}(?:准|基数|依据|标准|口径|分母|分子|单位|对象|基础|计算|统计|核算)"
)
_CONTENT = lazy_regex("[^\\s,;。、.:()]")


def find_notes(low: str, quantities: Sequence[Quantity]) -> tuple[Span, ...]:
    """The ranges of the notes, brackets and leading commas included, in order and without overlap."""
    brackets = _bracket_notes(low, quantities)
    notes = sorted((*brackets, *_clause_notes(low, brackets, quantities)))
    return _joined(notes) if _CONTENT.search(without(low, notes)) else ()


def without(text: str, notes: Sequence[Span]) -> str:
    """The text without some ranges."""
    return "".join(text[start:end] for start, end in complement(len(text), notes))


def complement(length: int, spans: Sequence[Span]) -> Iterator[Span]:
    """What the ranges (in order) leave of 0..length."""
    at = 0
    for start, end in spans:
        if at < start:
            yield at, start
        at = max(at, end)
    if at < length:
        yield at, length


def _blanked(text: str, spans: Sequence[Span]) -> str:
    """The text with blanks in place of some ranges."""
    parts: list[str] = []
    at = 0
    for start, end in spans:
        parts += (text[at:start], " " * (end - start))
        at = end
    return "".join((*parts, text[at:]))


def _joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Overlapping ranges made one."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return tuple(joined)


def brackets(low: str) -> tuple[Span, ...]:
    """The outermost round brackets of a folded text; one that is never closed reaches up to the end."""
    if "(" not in low:
        return ()
    open_at: list[int] = []
    pairs: list[Span] = []
    for index, char in enumerate(low):
        if char == "(":
            open_at.append(index)
        elif char == ")" and open_at:
            pairs.append((open_at.pop(), index + 1))
    pairs.extend((start, len(low)) for start in open_at)
    return _joined(sorted(pairs))


def _bracket_notes(low: str, quantities: Sequence[Quantity]) -> tuple[Span, ...]:
    """The brackets that explain: not those of a unit, of a list marker, or that hold the value's only quantity."""
    notes = []
    at, before = 0, 0
    first = len(low) - len(low.lstrip())
    for start, end in brackets(low):
        while at < len(quantities) and quantities[at].end <= start:
            before += quantities[at].dimension != "date"
            at += 1
        inside = at < len(quantities) and quantities[at].start < end and quantities[at].end > start
        if inside and quantities[at].start < start:
            continue
        if bracket_marker(low, start) == end:
            continue
        if inside and not before and _is_whole(low, start, end, quantities[at]) and first < start:
            before += 1
            continue
        notes.append((start, end))
    return tuple(notes)


def _is_whole(low: str, start: int, end: int, quantity: Quantity) -> bool:
    inner = low[start + 1 : end - 1] if low[end - 1] == ")" else low[start + 1 : end]
    return low[quantity.start : quantity.end] == inner.strip()


def _clause_notes(low: str, taken: Sequence[Span], quantities: Sequence[Quantity]) -> list[Span]:
    """Explanations behind a comma: a formula, 预计…, 其中…, 以…为基数; brackets are no part of what is judged."""
    cuts = [
        index
        for start, end in complement(len(low), taken)
        for index in range(start, end)
        if low[index] in _SEPARATORS and not _inside(quantities, index)
    ]
    outside = _blanked(low, taken)
    notes: list[Span] = []
    for place, cut in enumerate(cuts):
        end = cuts[place + 1] if place + 1 < len(cuts) else len(low)
        if low[cut] in ",;" and _explains(outside[cut + 1 : end].strip()):
            notes.append((cut, end))
    return notes


def _inside(quantities: Sequence[Quantity], index: int) -> bool:
    """Whether a place lies in a quantity (a thousands comma); quantities are in order."""
    first, last = 0, len(quantities)
    while first < last:
        middle = (first + last) // 2
        if quantities[middle].end <= index:
            first = middle + 1
        else:
            last = middle
    return first < len(quantities) and quantities[first].start <= index


def _explains(clause: str) -> bool:
    if _EXPLAINS.match(clause):
        return True
    return _FACTOR.search(clause) is not None and _FRACTION.search(clause) is not None
