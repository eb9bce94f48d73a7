"""Reads the goal of a form and what was done about it, from the rows between money and indicators."""

from __future__ import annotations

from collections.abc import Sequence

from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import EMPTY, Text
from perflint.parse.fields import has_key
from perflint.parse.rows import Row, is_filler, tidy, words_of
from perflint.text import han_count, squeeze

_COMPLETION = lazy_regex(
    r"(?:年度|全年|目标|绩效|项目|总体)*(?:目标)?(?:实际)?(?:完成|实现)(?:目标)?情况(?:综述|概述|说明|总结)?(?:\(.{0,12}\))?|实际完成(?:情况|目标)?|目标(?:完成|实现)情况"
)
_GOAL = lazy_regex(
    r"(?:部门|项目|区域|专项|资金|年度|本年度?|年初|当年|全年|总体|整体|绩效|预期|中期|长期|中长期|实施期|实施周期|阶段性?|支出|政策|工作|\d{4}年度?|总)*(?:绩效|总体|预期|实施|设定)?目标(?:及任务|内容|描述|概述|设定|情况|[1-9一二三四五六七八九])?:?(?:\(.{0,24}\))?"
)
_LONG_TERM = lazy_regex(r"中期|长期|实施期|实施周期|项目总|^总目标")
# A heading over goal and indicators together, or over the block: says nothing of what stands beside it.
_HEADING = lazy_regex(r"(?:项目|年度|绩效)*目标(?:及)?(?:完成|实现)情况|.{0,8}绩效指标.{0,6}")
_DONE = lazy_regex(r".{0,8}目标(?:完成|实现)情况[:：]?")
_SIDE_WORDS = lazy_regex(r"\s*(?:年度|项目)?(?:总体|绩效)?目标\s+(?=\S)")
_BULLET = " \t\u3000->|"
_SHORT_CELL = 10
# A goal's label in a line of its own: 年度目标：…, - 年度目标：…, 二、年度目标：…, **年度目标**：…
_INLINE = lazy_regex(
    r"\s*(?:[-*+•]\s+|[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．]\s*)?(?P<bold>\*\*)?(?P<label>[^:：\d*]{2,20})(?:\*\*)?[:：]"
    r"(?(bold)(?:\*\*)?)"
)


@dataclass(frozen=True, slots=True, eq=False)
class Goals:
    """The goal and the completion text; the flags tell whether the form has places for them."""

    goal: Text = EMPTY
    completion: Text = EMPTY
    has_goal: bool = False
    has_completion: bool = False


def read_goals(rows: Sequence[Row], dump: bool) -> Goals:
    """Read the goal part; `rows` are those above the indicator header, money left out."""
    if dump:
        return _read_dump(rows)
    found: dict[str, list[Text]] = {}
    heads: dict[int, str] = {}
    seen: set[str] = set()
    for row in rows:
        for column in row.filled:
            if inline := _inline(Text.of(row.cells[column])):
                seen.add(inline[0])
                found.setdefault(inline[0], []).append(inline[1])
        labels = {c: kind for c in row.filled if (kind := goal_label(row.words(c)))}
        if not labels:
            # A merged label holds for every row that it reaches.
            labels = {c: kind for c, cell in row.above.items() if (kind := goal_label(words_of(cell.text)))}
        texts = [c for c in row.filled if c not in labels]
        if "goal" in found and len(labels) == len(texts) == 1:
            # Behind a goal 目标完成情况 is no heading over goal and completion.
            labels = {c: "completion" if _DONE.fullmatch(row.words(c)) else kind for c, kind in labels.items()}
        seen.update(labels.values())
        if {"goal", "completion"} <= set(labels.values()) and all(c < min(labels) for c in texts):
            texts = []  # the side label of the whole block
        if labels and not texts:
            heads = (
                {c: kind for c, kind in labels.items() if kind != "heading"} if len(labels) > 1 or not heads else heads
            )
            continue
        if has_key(row) and not labels:
            continue
        _assign(row, labels, texts, heads, found)
    goal = _joined(found.get("goal", [])) or _joined(found.get("long", []))
    completion = _joined(found.get("completion", []))
    return Goals(goal, completion, bool(seen & {"goal", "long"}), "completion" in seen)


def goal_label(words: str) -> str:
    """What a label cell announces: goal, long (the whole period's goal), completion, heading, or ""."""
    if not words or len(words) > 40:
        return ""
    bare = words.strip("*:：")
    if _HEADING.fullmatch(bare):
        return "completion" if _COMPLETION.fullmatch(bare) and "目标" not in bare else "heading"
    if _COMPLETION.fullmatch(bare):
        return "completion"
    if _GOAL.fullmatch(bare):
        return "long" if _LONG_TERM.search(bare) else "goal"
    return ""


def states_goal(row: Row) -> bool:
    """Whether a row is a goal with its label in front."""
    return 2 <= len(row.filled) <= 3 and goal_label(row.words(row.filled[0])) in ("goal", "long")


def inline_goal(rows: Sequence[Row]) -> Text:
    """The goal in a line of its own, as it stands above a list of columns; that of the whole period counts last."""
    found: dict[str, Text] = {}
    for row in rows:
        inline = _inline(Text.of(row.cells[row.filled[0]])) if len(row.filled) == 1 else None
        if inline is not None:
            found.setdefault(*inline)
    return found.get("goal") or found.get("long", EMPTY)


def _inline(text: Text) -> tuple[str, Text] | None:
    """What follows a goal's label and a colon in one cell."""
    match = _INLINE.match(text.string[:40])
    kind = goal_label(squeeze(match.group("label"))) if match else ""
    if match is None or kind not in ("goal", "long", "completion"):
        return None
    rest = tidy(text.slice(match.end()))
    return (kind, rest) if rest else None


def _assign(
    row: Row, labels: dict[int, str], texts: Sequence[int], heads: dict[int, str], found: dict[str, list[Text]]
) -> None:
    if not labels and not heads:
        return
    for column in texts:
        text = tidy(Text.of(row.cells[column]))
        if is_filler(text.string):
            continue
        left = [c for c in labels if c < column and labels[c] != "heading"]
        kind = heads.get(column, "")
        if not kind and heads and (len(heads) > 1 or not left):
            before = [c for c in heads if c <= column]
            kind = heads[max(before)] if before else ""
        if not kind and left:
            kind = labels[max(left)]
        if kind:
            found.setdefault(kind, []).append(text)


def _joined(texts: Sequence[Text]) -> Text:
    return Text.join(texts, "\n")


def _read_dump(rows: Sequence[Row]) -> Goals:
    """In a dump the columns' cells may be in pieces, and their texts in paragraphs below one another."""
    blocks: list[tuple[list[Text], list[Text]]] = []
    has_completion = False
    started = False
    for row in rows:
        words = [squeeze(row.cells[c].text) for c in row.filled]
        joined = "".join(words)
        if len(joined) <= 40 and ("完成情" in joined or "预期" in joined or goal_label(joined)):
            started = True
            has_completion = has_completion or "完成情" in joined
            continue
        if not started or has_key(row):
            continue
        cells = [_without_side(Text.of(row.cells[c])) for c in row.filled]
        cells = [t for t in cells if han_count(t.string) >= 2 and not goal_label(words_of(t.string))]
        sentence = len(cells) == 1 and cells[0].string[-1] in "。；;，,"
        if not sentence and not any(len(t) > _SHORT_CELL for t in cells):
            continue
        if row.gap or not blocks:
            blocks.append(([], []))
        goal, completion = blocks[-1]
        if len(cells) > 1:
            goal.extend(cells[:-1])
            completion.append(cells[-1])
        else:
            goal.extend(cells)
    goals = [t for goal, _ in blocks for t in goal]
    completions = [t for _, completion in blocks for t in completion]
    if not completions and has_completion and len(blocks) > 1:
        completions = blocks[-1][0]
        goals = [t for goal, _ in blocks[:-1] for t in goal]
    return Goals(_flat(goals), _flat(completions), started, has_completion)


def _without_side(text: Text) -> Text:
    """A paragraph without bullet, quotation marks of the dump, and the side label that fell in front of it."""
    text = text.strip(_BULLET)
    match = _SIDE_WORDS.match(text.string)
    return text.slice(match.end()) if match else text


def _flat(texts: Sequence[Text]) -> Text:
    return Text.join(tidy(t, True) for t in texts)
