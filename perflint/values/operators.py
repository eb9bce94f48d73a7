"""Operators before and behind a number, in signs and in words, sound and damaged."""

from __future__ import annotations

from collections.abc import Container

from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model.quantity import Operator
from perflint.text import HAN_SIGN
from perflint.values.folding import look_alikes

_WORDS: dict[Operator, str] = {
    "≥": "大于等于 大于或等于 大于或者等于 高于等于 高于或等于 多于等于 多于或等于 不低于 不少于 不小于 不得低于 "
    "不得少于 不得小于 不能低于 不能少于 不应低于 不应少于 应不低于 不短于 不早于 至少 最少 最低 最小 "
    "起码 不低於 不少於",
    "≤": "小于等于 小于或等于 小于或者等于 低于等于 低于或等于 少于等于 少于或等于 不高于 不超过 不大于 不多于 "
    "不得超过 不得高于 不得大于 不得多于 不能超过 不应超过 不超出 不突破 不超 未超过 未超 不长于 不迟于 不晚于 "
    "至多 最多 最高 最大 最长 最迟 最晚 控制在 限制在 控制到 控制为",
    ">": "大于 超过 多于 高于 超出 突破 长于 超",
    "<": "小于 少于 低于 短于 不足 不到 不满",
    "=": "等于 达到 达 为 完成 共计 总计 合计 共",
    "~": "大约 大概 约为 约 将近 接近 近 约等于",
}
# A word of one sign is another word behind these.
_NOT_BEHIND = {
    "达": "发传表抵直通",
    "为": "分作成因认变视列不",
    "共": "公",
    "约": "节预合契公制条签违履邀特",
    "近": "最临附靠邻远",
    "超": "高反赶",
    "突破": "不",
    "完成": "未",
    "达到": "未",
}
_BY_LAST: dict[str, list[tuple[str, Operator]]] = {}
for _operator, _listed in _WORDS.items():
    for _word in _listed.split():
        _BY_LAST.setdefault(_word[-1], []).append((_word, _operator))
for _entries in _BY_LAST.values():
    _entries.sort(key=lambda entry: -len(entry[0]))

_AT_A_DISTANCE = lazy_regex(f"(?:(?P<more>至少|最少|不少于|不低于|起码)|(?P<less>至多|最多|不超过)){HAN_SIGN}{{1,4}}$")
_LATELY = lazy_regex("[0-9一两二三四五六七八九十]{1,3}(?:个?月|年|天|周|日)")  # 近三年 is no 大约
_LONGEST_DISTANCE = 7

_SOUND: dict[str, Operator] = {"≥": "≥", "≤": "≤", ">": ">", "<": "<", "=": "=", ">=": "≥", "<=": "≤", "≈": "~"}
_BROKEN: dict[str, Operator] = {
    "≼": "≤", "≪": "≤", "€": "≤", "∈": "≤", "≲": "≤", "«": "≤", "‹": "<", "˂": "<",
    "≽": "≥", "≫": "≥", "≳": "≥", "»": "≥", "›": ">", "˃": ">",
}  # fmt: skip
_LONE_MARKS: dict[str, Operator] = {"《": "≤", "〈": "≤", "》": "≥", "〉": "≥"}
_SIGNS = frozenset(_SOUND) | frozenset(_BROKEN) | frozenset(_LONE_MARKS)
SIGN_CLASS = "".join(sorted(sign for sign in _SIGNS if len(sign) == 1))
_STRENGTH = {"": 0, "=": 1, "~": 2, "<": 3, ">": 3, "≤": 4, "≥": 4}
_MOST_BLANKS = 4
_MOST_SIGNS = 4

_BEHIND = lazy_regex(
    r"(?P<mid> ?\((?:含|包含)[^()]{0,8}\))? ?(?:"
    r"(?P<more>(?:及|或|和|\+)?以上|之上|\+(?![0-9a-z])|(?:及|或|和)?更多)"
    r"|(?P<less>(?:及|或|和)?以下|之下|以内|之内|内(?![容部外涝蒙资控河在含存]))"
    r"|(?P<about>左右|上下))"
)
_FAR = lazy_regex(
    "[^\\s,;。、:()0-9零〇一二两三四五六七八九十百千万亿以≥≤><=%]{1,4}(?:(?P<more>及?以上)|(?P<less>及?以下|以内|之内))(?=$|[\\s,;。、:)])"
)


@dataclass(frozen=True, slots=True, eq=False)
class Before:
    """What stands before a number: from `start` on an operator; the range of its signs where they are damaged."""

    start: int
    operator: Operator = ""
    damaged: tuple[int, int] | None = None
    approximate: bool = False
    sign: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Behind:
    """What stands behind number and unit: 以上 以内 左右, up to `end`."""

    end: int
    operator: Operator = ""
    approximate: bool = False


def damaged_signs() -> frozenset[str]:
    """Signs and pairs of signs one of which stands in every text with a damaged operator."""
    sound = look_alikes(sign for sign in _SOUND if len(sign) == 1)
    pairs = frozenset(first + second for first in sound for second in sound)
    return pairs | look_alikes((*_BROKEN, *_LONE_MARKS))


def repair(signs: str) -> Operator:
    """The operator that a run of signs stands for."""
    if signs in _SOUND:
        return _SOUND[signs]
    meant = [_SOUND.get(sign) or _BROKEN.get(sign) or _LONE_MARKS.get(sign, "") for sign in signs]
    for sign in meant:
        if sign in ("≥", "≤"):
            return sign
    for sign in meant:
        if sign in (">", "<"):
            if "=" in meant:
                return "≥" if sign == ">" else "≤"
            return sign
    return "="


def is_damaged(signs: str) -> bool:
    """Whether a run of signs is no operator as anybody would write it."""
    return signs not in _SOUND


def signs_before(low: str, at: int, floor: int, lone: Container[int]) -> tuple[int, int] | None:
    """The range of the operator signs that end at `at`, blanks behind them left out; `lone` are unpaired 《 》."""
    end = at
    while end > floor and low[end - 1] == " " and at - end < _MOST_BLANKS:
        end -= 1
    start = end
    while start > floor and end - start < _MOST_SIGNS and low[start - 1] in _SIGNS:
        if low[start - 1] in _LONE_MARKS and start - 1 not in lone:
            break
        start -= 1
    return (start, end) if start < end else None


def read_before(low: str, at: int, floor: int, lone: Container[int]) -> Before:
    """The operator that ends at `at`; nothing before `floor` is looked at."""
    start, operator, damaged, approximate, sign = at, "", None, False, False
    if signs := signs_before(low, at, floor, lone):
        start, sign = signs[0], True
        operator = repair("".join(low[slice(*signs)].split()))
        damaged = signs if is_damaged(low[slice(*signs)]) else None
    for _ in range(3):
        found = _word_before(low, start, floor)
        if found is None:
            break
        start, word = found
        approximate = approximate or word == "~"
        if _STRENGTH[word] > _STRENGTH[operator] and not sign:
            operator = word
    if not operator and (far := _AT_A_DISTANCE.search(low, max(floor, start - _LONGEST_DISTANCE), start)):
        start, operator = far.start(), "≥" if far["more"] else "≤"
    return Before(start, _as_operator(operator), damaged, approximate or operator == "~", sign)


def _as_operator(operator: str) -> Operator:
    for known in _WORDS:
        if known == operator:
            return known
    return ""


def _word_before(low: str, at: int, floor: int) -> tuple[int, Operator] | None:
    end = at
    while end > floor and low[end - 1] == " " and at - end < _MOST_BLANKS:
        end -= 1
    if end <= floor:
        return None
    for word, operator in _BY_LAST.get(low[end - 1], ()):
        start = end - len(word)
        if start < floor or not low.startswith(word, start):
            continue
        if start > 0 and low[start - 1] in _NOT_BEHIND.get(word, ""):
            continue
        if word == "近" and _LATELY.match(low, at):
            continue
        return start, operator
    return None


def read_behind(low: str, at: int, far: bool) -> Behind:
    """以上, 以内, 左右 and their like at `at`; with `far`, also behind a few words that end the clause."""
    found = _BEHIND.match(low, at) or (_FAR.match(low, at) if far else None)
    if not found:
        return Behind(at)
    groups = found.groupdict()
    if groups["more"]:
        return Behind(found.end(), "≥")
    if groups["less"]:
        return Behind(found.end(), "≤")
    second = _BEHIND.match(low, found.end())
    if second and second["about"] is None:
        return Behind(second.end(), "≥" if second["more"] else "≤", True)
    return Behind(found.end(), "~", True)


def combine(before: Operator, behind: Operator) -> Operator:
    """One operator of what stands before the number and behind it: the one that says more, else the first."""
    return behind if _STRENGTH[behind] > _STRENGTH[before] and before in ("", "=", "~") else before
