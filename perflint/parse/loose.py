"""Splits an indicator without value labels into its name and its value."""

from __future__ import annotations

import re

from perflint.lazyregex import lazy_regex
from perflint.text import han_count

# A name with its number behind it: 验收合格率100%, 修缮古民居5幢.
_GLUED = lazy_regex(r"[^\d\s]{2,40}(?P<value>\d[\d.,]*(?:\s*[^\d\s]{1,8}){0,3}(?:\d{1,2}[月日][^\d\s]{0,4}){0,2})")
_GLUED_AT_MOST = 80
OPERATORS = lazy_regex(r"[≥≤≧≦＞＜><=＝]")
_CUT = lazy_regex(
    r"(?P<open>[（(《“])|(?P<close>[)）》”])|(?P<colon>[：:])"
    r"|(?P<operator>[≥≤≧≦＞＜><=＝]|不少于|不低于|不超过|不高于|不小于|不大于|不多于|控制在"
    r"|(?:大于或?等于|小于或?等于|大于|小于|至少|超过)(?=\s*[\d百]))"
    r"|(?P<reaches>应?(?:达到|(?:达|为|是|至|到)(?=\s*约?\s*(?:百分之|[0-9０-９]))))"
    r"|(?P<number>\d[\d.,]*)"
)
_UNIT = lazy_regex(r"[^\d\s，,；;。（(：:]{0,6}(?=$|[\d\s，,；;。（(])")
_STATE = lazy_regex(
    r"(?:(?:明显|显著|持续|有效|不断|进一步|逐步|稳步|大幅|有所|得到){0,2}"
    r"(?:提高|提升|改善|增强|优化|改进|加强|增加|减少|降低|下降|保障))$"
)
_DATED = lazy_regex(r"(?:时间|日期|时限|期限|时点|时期)$")
_NO_NAME = lazy_regex(r"[；;。，,≥≤＞＜><=＝]")
_LOOK_AT = 300
_ENDS = "：:；;，,、。"


def split_loose(string: str, start: int, stop: int) -> tuple[int, tuple[int, int], int] | None:
    """(end of the name, range of the value's own label, start of the value) of `名称；标签：值` and its relatives."""
    depth = 0
    separators: list[int] = []
    for at in range(start, stop):
        sign = string[at]
        if sign in "（(":
            depth += 1
        elif sign in "）)":
            depth = max(0, depth - 1)
        elif depth == 0 and sign in "：:":
            if separators:
                return separators[0], (separators[-1] + 1, at), at + 1
            return at, (start, at), at + 1
        elif depth == 0 and at > start and OPERATORS.match(sign):
            cut = separators[0] if separators else at
            return cut, (separators[-1] + 1 if separators else start, at), at
        elif depth == 0 and sign in "；;，,":
            separators.append(at)
    if separators:
        return separators[0], (start, separators[0]), separators[0] + 1
    glued = _GLUED.match(string, start, min(stop, start + _GLUED_AT_MOST))
    if glued and glued.end() == stop:
        return glued.start("value"), (start, glued.start("value")), glued.start("value")
    return None


def split_certain(string: str, start: int, stop: int) -> tuple[int, int] | None:
    """(end of the name, start of the value) of `名称≥值`, `名称：值`, `名称为值`, `名称12公里`, `名称明显提高`.

    None where it cannot be told for certain where the name ends.
    """
    text = string[start : min(stop, start + _LOOK_AT)]
    depth = 0
    for match in _CUT.finditer(text):
        kind = match.lastgroup
        if kind in ("open", "close"):
            depth = depth + 1 if kind == "open" else max(0, depth - 1)
        elif depth == 0 and not (kind == "number" and _part_of_name(text, match)):
            name = text[: match.start()].rstrip(_ENDS + " \t\n\u3000")
            value = match.end() if kind in ("colon", "reaches") else match.start()
            if kind == "number" and (han_count(name) < 3 or _UNIT.match(text, match.end()) is None):
                continue
            if han_count(name) < 2 or _NO_NAME.search(name) or not text[value:].strip(_ENDS + " \n"):
                return None
            return start + len(name), start + value
    state = _STATE.search(text) if len(text) == stop - start else None
    if state is None or han_count(text[: state.start()]) < 4 or _NO_NAME.search(text):
        return None
    return start + state.start(), start + state.start()


def _part_of_name(text: str, match: re.Match[str]) -> bool:
    """Whether a number belongs to the name: 24小时热线, PM2.5, 第3季度, 2025年."""
    before = text[: match.start()].rstrip()
    if not before or (before[-1].isascii() and before[-1].isalpha()) or before[-1] == "第":
        return True
    return text[match.end() : match.end() + 1] == "年" and not _DATED.search(before)
