"""Makes indicators of one project's entries: values put together, names bared, levels given, templates left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import EMPTY, Execution, Indicator, Label, Points, Text
from perflint.parse.entries import Context, Entry
from perflint.parse.levels import assign_levels
from perflint.parse.rows import number_of, words_of
from perflint.parse.wording import DOTS, HINT, KINDS, bare_name, put_together, sign_of
from perflint.text import fold_text, han_count, squeeze

_HANGING = lazy_regex(
    r"(?:[,，、;；:：(（《“]|[和与及或并的]|[,，、;；](?:提高|提升|促进|加强|增强|改善|推动|推进|保障|实现)|进一步)$"
)
_PAIRS = (("(", ")"), ("《", "》"), ("“", "”"), ("[", "]"))
_EXECUTION = lazy_regex(r"(?:部门)?(?:项目)?(?:预算|资金)(?:资金)?执行(?:率|情况)?(?:指标)?(?:\(\d+分?\))?")


# What a row of the execution calls itself, if it has a name: 预算执行 is a second level of 过程 too.
_SPENDING = lazy_regex(r"^\W*$|执行|支出|进度|使用率")


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """What the entries of one project gave."""

    indicators: tuple[Indicator, ...]
    points: tuple[Points, ...] = ()
    fragments: tuple[Text, ...] = ()
    execution: Execution | None = None


def make_indicators(entries: Sequence[Entry], context: Context) -> Made:
    """The indicators of one project; blocks for the long term and for the year become one list, joined by name."""
    kinds = dict.fromkeys(e.block for e in entries if e.block)
    blocks: dict[tuple[str, int], list[Entry]] = {}
    for entry in entries:
        # A side label stands at the top or in the middle of its rows: one alone speaks of all of them.
        block = entry.block or next(iter(kinds), "")
        blocks.setdefault((block, entry.subgoal), []).append(entry)
    made: list[Indicator] = []
    long_term: list[Indicator] = []
    points: list[Points] = []
    fragments: list[Text] = []
    execution = None
    for (block, _), own in blocks.items():
        levels = assign_levels(own, context)
        fragments.extend(levels.fragments)
        points.extend(p for p in levels.points if all(q.category != p.category for q in points))
        _share_weights(own, levels.labels)
        for entry, (one, two) in zip(own, levels.labels, strict=True):
            if entry.is_template(context) or _is_dotted(entry):
                continue
            if _is_execution(entry, one, two):
                execution = Execution(rate=entry.text("actual"), weight=entry.text("weight"), score=entry.text("score"))
                continue
            indicator = _indicator(entry, one, two, context)
            if block == "period":
                long_term.append(_as_period(indicator))
            else:
                made.append(indicator)
    joined = _join_blocks(long_term, made)
    return Made(_number(joined), tuple(points), tuple(fragments), execution)


def _number(indicators: Sequence[Indicator]) -> tuple[Indicator, ...]:
    """With their order; a column of numbers counts where every row has one (else it numbers projects)."""
    numbers = [number_of(i.number.string) for i in indicators]
    if all(n is not None and 0 < n < 10**6 for n in numbers):
        return tuple(
            replace(i, index=o, seq=int(n or o)) for o, (i, n) in enumerate(zip(indicators, numbers, strict=True), 1)
        )
    return tuple(replace(i, index=order, seq=order, number=EMPTY) for order, i in enumerate(indicators, 1))


def _is_dotted(entry: Entry) -> bool:
    """A filler row: dots or a hint of the form (（可续行）) for a name, and no value."""
    name = bare_name(entry.text("name"))
    return (DOTS.fullmatch(name.string) or HINT.fullmatch(name.string)) is not None and not any(
        DOTS.fullmatch(entry.text(r).string) is None for r in ("annual", "period", "actual")
    )


def _is_execution(entry: Entry, one: Label, two: Label) -> bool:
    """Whether the row is the execution of the budget, which forms print among the indicators."""
    for text in (entry.text("level1"), entry.text("level2")):
        named = _SPENDING.search(entry.text("name").string[:60])
        if text and named and _EXECUTION.fullmatch(squeeze(text.string)[:40]):
            return True
    return not one and not two and _EXECUTION.fullmatch(words_of(entry.text("name").string)) is not None


def _as_period(indicator: Indicator) -> Indicator:
    return indicator if indicator.period else replace(indicator, period=indicator.annual, annual=EMPTY)


def _join_blocks(long_term: list[Indicator], annual: list[Indicator]) -> list[Indicator]:
    """Give the annual indicators the period values of their namesakes; what has none stands behind them."""
    if not long_term:
        return annual
    waiting: dict[str, list[Indicator]] = {}
    for indicator in long_term:
        waiting.setdefault(_key(indicator), []).append(indicator)
    joined = []
    for indicator in annual:
        same = waiting.get(_key(indicator), [])
        if not indicator.name or not same or indicator.period:
            joined.append(indicator)
            continue
        place = next((n for n, other in enumerate(same) if other.level2.value == indicator.level2.value), 0)
        joined.append(replace(indicator, period=same.pop(place).period))
    left = {id(i) for rest in waiting.values() for i in rest}
    return [*joined, *(i for i in long_term if id(i) in left)]


def _key(indicator: Indicator) -> str:
    return squeeze(indicator.name.string[:400])


def _share_weights(entries: Sequence[Entry], labels: Sequence[tuple[Label, Label]]) -> None:
    """Mark weights that belong to a whole block: printed at the first row of blocks of several rows, only there."""
    for level in (1, 0):
        groups: list[list[Entry]] = []
        last: Label | None = None
        for entry, pair in zip(entries, labels, strict=True):
            if groups and pair[level] is last:
                groups[-1].append(entry)
            else:
                groups.append([entry])
            last = pair[level]
        several = [g for g in groups if len(g) > 1 and g[0].text("weight")]
        sharing = [g for g in several if not any(e.text("weight") for e in g[1:])]
        if sharing and len(sharing) == len(several) and (len(sharing) > 1 or len(sharing[0]) > 2):
            _mark_shared(entries)
            return


def _mark_shared(entries: Sequence[Entry]) -> None:
    """Every weight is that of its own row and of the rows without one below it."""
    block: list[Entry] = []
    for entry in entries:
        if entry.text("weight"):
            block = []
        block.append(entry)
        if len(block) > 1:
            block[0].shared = entry.shared = True


def _indicator(entry: Entry, one: Label, two: Label, context: Context) -> Indicator:
    name = bare_name(entry.text("name"))
    unit = entry.text("unit")
    if context.is_filler(unit) or words_of(unit.string) in KINDS:
        unit = EMPTY
    operator = sign_of(entry)
    garbled = set(entry.garbled)
    if context.dump:
        garbled.update(_damaged(entry, name))
    place = next((entry.text(r) for r in ("name", "annual", "period", "level2", "level1") if entry.text(r)), EMPTY)
    return Indicator(
        index=0,
        seq=0,
        level1=one,
        level2=two,
        name=name,
        period=put_together(operator, entry.text("period"), unit),
        annual=put_together(operator, entry.text("annual"), unit),
        actual=entry.text("actual"),
        weight=entry.text("weight"),
        score=entry.text("score"),
        reason=entry.text("reason"),
        note=entry.text("note"),
        formula=entry.text("formula"),
        unit=unit,
        baseline=entry.text("baseline"),
        number=entry.text("sequence"),
        garbled=frozenset(garbled),
        subgoal=entry.subgoal,
        weight_shared=entry.shared,
        place=name or place,
    )


def _damaged(entry: Entry, name: Text) -> set[str]:
    """The fields that a dump visibly broke: names cut off in the middle, reasons fallen into single signs."""
    damaged = set()
    string = fold_text(name.string)
    if name and (
        _HANGING.search(name.string)
        or any(string.count(a) != string.count(b) for a, b in _PAIRS)
        or _cut_off(entry, name)
    ):
        damaged.add("name")
    for role in ("reason", "actual", "annual"):
        raw = _raw(entry, role)
        pieces = raw.split()
        if len(pieces) >= 6 and sum(len(p) == 1 for p in pieces) * 5 >= len(pieces) * 3:
            damaged.add(role)
    return damaged


def _raw(entry: Entry, role: str) -> str:
    """The text of the cells that a field comes from, wraps and all."""
    seen = dict.fromkeys(piece.cell for piece in entry.text(role).pieces)
    return " ".join(cell.text[:2000] for cell in seen)


def _cut_off(entry: Entry, name: Text) -> bool:
    """Whether a wrapped name ends with a full line in the middle of a word."""
    lines = _raw(entry, "name").split()
    if len(lines) < 2 or han_count(lines[-1]) < 6 or len(lines[-1]) < max(map(len, lines)):
        return False
    from perflint.words import cut, known

    last = cut(name.string)[-1:]
    return (
        bool(last)
        and len(last[0]) == 1
        and han_count(last[0]) == 1
        and last[0] not in "率度数量性次值额费人量"
        and not known(name.string[-2:])
    )
