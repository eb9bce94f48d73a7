"""Splits an indicator without value labels into its name and its value."""

from __future__ import annotations

import re

# A name with its number behind it: 验收合格率100%, 修缮古民居5幢.
_GLUED = re.compile(r"[^\d\s]{2,40}(?P<value>\d[\d.,]*(?:\s*[^\d\s]{1,8}){0,3}(?:\d{1,2}[月日][^\d\s]{0,4}){0,2})")
_GLUED_AT_MOST = 80
OPERATORS = re.compile(r"[≥≤≧≦＞＜><=＝]")


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
