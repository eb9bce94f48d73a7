"""Numbers in Chinese digits, as the formats [DBNum1] to [DBNum3] show them."""

from __future__ import annotations

_DIGITS = {1: "〇一二三四五六七八九", 2: "零壹贰叁肆伍陆柒捌玖", 3: "０１２３４５６７８９"}
_STEPS = {1: ("", "十", "百", "千"), 2: ("", "拾", "佰", "仟")}
_GROUPS = ("", "万", "亿", "万亿")


def one_by_one(digits: str, numerals: int) -> str:
    """Every digit for itself, as in years: 2021 gives 二〇二一."""
    table = _DIGITS.get(numerals)
    return digits if table is None else "".join(table[int(c)] if c in "0123456789" else c for c in digits)


def in_chinese(plain: str, numerals: int) -> str:
    """A plain number as words: 123 gives 一百二十三 (1) or 壹佰贰拾叁 (2), and 12.5 一十二.五."""
    whole, point, rest = plain.partition(".")
    sign = "-" if whole.startswith("-") else ""
    whole = whole.removeprefix("-")
    if numerals not in _STEPS or not whole.isdigit() or len(whole) > 16:
        return one_by_one(plain, numerals)
    return sign + _whole(whole, numerals) + point + one_by_one(rest, numerals)


def _whole(digits: str, numerals: int) -> str:
    zero = _DIGITS[numerals][0]
    parts: list[str] = []
    groups = [digits[max(0, end - 4) : end] for end in range(len(digits), 0, -4)]
    skipped = False
    for power in range(len(groups) - 1, -1, -1):
        group = groups[power].lstrip("0")
        if not group:
            skipped = True
            continue
        if parts and (skipped or len(group) < 4):
            parts.append(zero)
        parts.append(_group(group, numerals) + _GROUPS[power])
        skipped = False
    return "".join(parts) or zero


def _group(digits: str, numerals: int) -> str:
    shown, zeros = "", False
    for index, digit in enumerate(digits):
        if digit == "0":
            zeros = True
            continue
        shown += (_DIGITS[numerals][0] if zeros else "") + _DIGITS[numerals][int(digit)]
        shown += _STEPS[numerals][len(digits) - 1 - index]
        zeros = False
    return shown
