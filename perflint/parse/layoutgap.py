"""Reads what stands between two runs of indicators in layout text: names, amounts and goals, line by line."""

from __future__ import annotations

from collections.abc import Sequence

from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import EMPTY, Amount, Text
from perflint.parse.listrows import ListRow
from perflint.parse.source import Source
from perflint.text import HAN_SIGN

_NUMBER = lazy_regex(r"-?(?:\d{1,3}(?:[,，]\d{3})+|\d{1,12})(?:[.．]\d{1,6})?")
_EXACT = lazy_regex(r"[.．,，]\d")
_TOKEN = lazy_regex(r"\S+")
_HAN = lazy_regex(HAN_SIGN)
_SENTENCE_END = "。；;！!"
_OPEN_END = "，,：:；;、。≥≤＞＜=（("
_NAME_LINE = 40
_NAME_LINES = 4


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A line of the stream from `start` to `end`."""

    start: int
    end: int
    text: str

    @property
    def indent(self) -> int:
        """How many blanks it begins with."""
        return len(self.text) - len(self.text.lstrip())

    @property
    def blank(self) -> bool:
        """Whether nothing stands on it."""
        return not self.text.strip()

    @property
    def ends_sentence(self) -> bool:
        """Whether its last sign ends a sentence."""
        return self.text.rstrip()[-1:] in tuple(_SENTENCE_END)


@dataclass(frozen=True, slots=True, eq=False)
class Money:
    """The amounts at the end of a line, and where the name before them ends (`start` of the line: no name)."""

    name_end: int
    numbers: tuple[tuple[int, int], ...]


def money_of(line: Line, columns: int) -> Money | None:
    """The amounts of a line: as many numbers at its end as there can be columns, one of them with decimals."""
    if not columns or len(line.text) > 300:
        return None
    tokens = list(_TOKEN.finditer(line.text))
    count = 0
    while count < len(tokens) and _NUMBER.fullmatch(tokens[-1 - count].group()):
        count += 1
    numbers = tokens[len(tokens) - count :]
    exact = any(_EXACT.search(number.group()) for number in numbers)
    if not 1 <= count <= columns or not (exact or 2 <= count == len(tokens)):
        return None
    name = line.text[: numbers[0].start()].rstrip()
    if name.strip() and not _can_be_name(name, count, columns):
        return None
    spans = tuple((line.start + n.start(), line.start + n.end()) for n in numbers)
    return Money(line.start + len(name) if name.strip() else line.start, spans)


def _can_be_name(name: str, count: int, columns: int) -> bool:
    if name[-1] in _OPEN_END or any(sign in name for sign in "：:；;。") or _HAN.search(name) is None:
        return False
    return len(name.strip()) <= _NAME_LINE and (count > 1 or columns == 1 or len(name.strip()) <= 20)


def read_gap(
    source: Source, lines: Sequence[Line], tail: bool, columns: Sequence[str], last: bool = False
) -> tuple[int, list[ListRow]]:
    """(where the value before the gap ends, the rows of the gap).

    `tail` tells that the first line still belongs to an indicator's value, `last` that no indicators follow.
    In a list without amounts the gap is one row: its first paragraph the name, the rest the goal.
    """
    lines = _with_whole_amounts(lines, len(columns), int(tail))
    money = [(i, found) for i, line in enumerate(lines) if (i or not tail) and (found := money_of(line, len(columns)))]
    if not money:
        end, plain = (0, []) if last else _without_money(source, lines, tail)
        return (end, plain) if not columns or not tail or any(row.goal for row in plain) else (0, [])
    first = money[0][0]
    cut = _name_start(lines[:first], bool(tail), _inline(lines, money[0]))
    end = _value_end(lines[:cut]) if tail else 0
    rows: list[ListRow] = []
    name_from = cut
    for number, (index, amounts) in enumerate(money):
        following = money[number + 1][0] if number + 1 < len(money) else len(lines)
        behind = lines[index + 1 : following]
        name_lines = [line for line in lines[name_from:index] if not line.blank]
        rest = _name_rest(name_lines, behind) if not _inline(lines, (index, amounts)) else 0
        if number + 1 < len(money):
            inline = _inline(lines, money[number + 1])
            split = _name_start(behind, _has_goal(behind), inline) if behind else 0
        else:
            split = len(behind)
        goal = behind[rest:split]
        name = _text(source, [*name_lines, *behind[:rest]], lines[index], amounts)
        rows.append(ListRow(name, amounts=_amounts(source, amounts, columns), goal=_joined(source, goal)))
        name_from = index + 1 + split
    return end, rows


def _with_whole_amounts(lines: Sequence[Line], columns: int, first: int) -> list[Line]:
    """The lines, amounts that were broken over two of them on one again; nothing before `first` is touched."""
    joined: list[Line] = []
    for number, line in enumerate(lines):
        upper = money_of(joined[-1], columns) if number > first and joined else None
        lower = money_of(line, columns) if upper else None
        if upper and lower and lower.name_end == line.start and len(upper.numbers) + len(lower.numbers) <= columns:
            joined[-1] = Line(joined[-1].start, line.end, f"{joined[-1].text}\n{line.text}")
        else:
            joined.append(line)
    return joined


def _inline(lines: Sequence[Line], money: tuple[int, Money]) -> bool:
    return money[1].name_end > lines[money[0]].start


def _has_goal(behind: Sequence[Line]) -> bool:
    """Whether text stands behind amounts that is too much for the next name."""
    filled = [line for line in behind if not line.blank]
    return len(filled) > _NAME_LINES or any(line.ends_sentence or len(line.text) > _NAME_LINE for line in filled)


def _name_start(lines: Sequence[Line], tail: bool, inline: bool) -> int:
    """Where, in the lines before amounts, the name begins: behind the last sentence's end, else by indentation,
    else by an empty line. `inline`: a part of the name stands on the line of the amounts."""
    if not tail:
        return 0
    ended = [i for i, line in enumerate(lines) if line.ends_sentence]
    if ended:
        return ended[-1] + 1
    indented = [i for i, line in enumerate(lines) if i and not line.blank and line.indent >= 2]
    if indented and not any(line.indent >= 2 for line in lines[:1]):
        return indented[0]
    if inline:
        return len(lines)
    last = len(lines)
    while last > 0 and lines[last - 1].blank:
        last -= 1
    start = last
    while start > 1 and not lines[start - 1].blank and last - start < _NAME_LINES:
        start -= 1
    return max(start, min(1, len(lines)))


def _name_rest(name: Sequence[Line], behind: Sequence[Line]) -> int:
    """How many lines behind the amounts still belong to the name: those indented like it, unlike the goal."""
    if not name or not name[0].indent:
        return 0
    count = 0
    while count < len(behind) and not behind[count].blank and behind[count].indent == name[0].indent:
        count += 1
    following = next((line for line in behind[count:] if not line.blank), None)
    fits = count <= 2 and following is not None and following.indent != name[0].indent
    return count if fits and all(len(line.text) <= _NAME_LINE for line in behind[:count]) else 0


def _value_end(lines: Sequence[Line]) -> int:
    filled = [line for line in lines if not line.blank]
    return filled[-1].end if filled else 0


def _without_money(source: Source, lines: Sequence[Line], tail: bool) -> tuple[int, list[ListRow]]:
    ended = next((i for i, line in enumerate(lines) if line.ends_sentence or (i and line.blank)), len(lines) - 1)
    start = ended + 1 if tail else 0
    end = _value_end(lines[:start]) if tail else 0
    while start < len(lines) and lines[start].blank:
        start += 1
    if start >= len(lines):
        return end, []
    stop, indent = start + 1, lines[start].indent
    while stop < len(lines) and not lines[stop].blank and indent and lines[stop].indent == indent:
        stop += 1
    name = _joined(source, lines[start:stop])
    goal = _joined(source, lines[stop:])
    if len(name) > 60 or name.string[-1:] in tuple(_SENTENCE_END):
        name, goal = EMPTY, _joined(source, lines[start:])
    return end, [ListRow(name, goal=goal)]


def _amounts(source: Source, money: Money, columns: Sequence[str]) -> tuple[Amount, ...]:
    return tuple(Amount(column, "", source.slice(*span)) for column, span in zip(columns, money.numbers, strict=False))


def _text(source: Source, lines: Sequence[Line], line: Line, money: Money) -> Text:
    """The name: its own lines, and what stands before the amounts on theirs."""
    before = [_joined(source, [part]) for part in lines if part.start < line.start]
    after = [_joined(source, [part]) for part in lines if part.start > line.start]
    return Text.join([*before, source.slice(line.start, money.name_end).strip(), *after])


def _joined(source: Source, lines: Sequence[Line]) -> Text:
    return source.slice(lines[0].start, lines[-1].end).strip() if lines else EMPTY
