"""Number formats of spreadsheets: what a cell shows of its number, by the format's code.

The codes are those of ECMA-376 part 1, 18.8.30 and 18.8.31; dates and built-in formats are those of a Chinese Excel.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.read.chinesedigits import in_chinese
from perflint.read.dateformat import has_date, show_date
from perflint.read.digitformat import decimal_of, general, show_digits

GENERAL = "General"
# Ids without a code in the file. 14 and 22 follow the machine's language; 27 to 36 and 50 to 58 are the Chinese ones.
BUILT_IN: dict[int, str] = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: '"¥"#,##0;"¥"-#,##0', 6: '"¥"#,##0;"¥"-#,##0', 7: '"¥"#,##0.00;"¥"-#,##0.00', 8: '"¥"#,##0.00;"¥"-#,##0.00',
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: '上午/下午h"时"mm"分"', 35: '上午/下午h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"', 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: '#,##0;-#,##0;"-";@', 42: '"¥"#,##0;"¥"-#,##0;"¥""-";@', 43: '#,##0.00;-#,##0.00;"-";@',
    44: '"¥"#,##0.00;"¥"-#,##0.00;"¥""-";@', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"', 56: '上午/下午h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
# No code is longer (Excel takes 255); a forged one must not cost time.
_MAX_CODE = 1000

_TOKEN = lazy_regex(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|_(?P<blank>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式)|(?P<noon>AM/PM|A/P|上午/下午)|(?P<exponent>E[+-])"
    r"|(?P<date>y+|m+|d+|h+|s+(?:\.0+)?|a{3,4}|e+)|(?P<digit>[0#?])|(?P<sign>[.,%/@])|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = lazy_regex(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_ELAPSED = lazy_regex(r"h+|m+|s+", re.IGNORECASE)
_COMPARE: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": Decimal.__lt__, "<=": Decimal.__le__, ">": Decimal.__gt__, ">=": Decimal.__ge__,
    "=": Decimal.__eq__, "<>": Decimal.__ne__,
}  # fmt: skip

# What a token is (literal, digit, date, elapsed, noon, exponent, sign, general) and its characters.
Token = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Section:
    """One of the parts of a code between semicolons; `numerals` is 1, 2 or 3 for DBNum, `chinese` its language."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None = None
    numerals: int = 0
    chinese: bool = False


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """A format's code, understood."""

    sections: tuple[Section, ...]

    def show(self, value: float, from_1904: bool = False) -> str:
        """What a cell shows of its number; blanks at the ends, which only align, are left out."""
        number = decimal_of(value)
        if number is None:
            return general(value)
        section, signed = self._section(number)
        try:
            return _show(section, number if signed else abs(number), from_1904).strip()
        except ArithmeticError:
            # A forged code that asks for a number of thousands of digits.
            return general(value)

    def show_text(self, text: str) -> str:
        """What a cell shows of its text: only a section with an @ adds to it."""
        section = self.sections[3] if len(self.sections) > 3 else self.sections[-1]
        if ("sign", "@") not in section.tokens:
            return "" if len(self.sections) > 3 and text else text
        return "".join(text if token == ("sign", "@") else token[1] for token in section.tokens).strip(" ")

    def _section(self, number: Decimal) -> tuple[Section, bool]:
        """The section for a number, and whether the minus sign is still to be shown."""
        sections = self.sections[:3]
        if any(s.condition for s in sections):
            for section in sections:
                if section.condition is None or _COMPARE[section.condition[0]](number, section.condition[1]):
                    return section, not _only_negative(section, sections[0])
            return sections[-1], True
        if len(sections) == 1 or number > 0:
            return sections[0], True
        if number == 0:
            return sections[2] if len(sections) > 2 else sections[0], True
        return sections[1], False


def _only_negative(section: Section, first: Section) -> bool:
    """Whether a section's condition leaves it nothing but negative numbers: it then shows no minus sign."""
    if section.condition is not None:
        return section.condition[0] in ("<", "<=") and section.condition[1] <= 0
    return first.condition is not None and first.condition[0] in (">", ">=") and first.condition[1] == 0


def _show(section: Section, number: Decimal, from_1904: bool) -> str:
    tokens = section.tokens
    if not tokens:
        return ""
    if has_date(tokens):
        return show_date(tokens, number, from_1904, section.numerals, section.chinese)
    if any(kind == "general" or text == "@" for kind, text in tokens):
        plain = general(float(number))
        if section.numerals:
            plain = in_chinese(plain, section.numerals)
        return "".join(plain if kind == "general" or text == "@" else text for kind, text in tokens)
    return show_digits(tokens, number, section.numerals)


@lru_cache(maxsize=1024)
def number_format(code: str) -> NumberFormat:
    """The format of a code; one that makes no sense shows numbers as General does."""
    sections: list[list[re.Match[str]]] = [[]]
    for match in _TOKEN.finditer(code[:_MAX_CODE]):
        if match.lastgroup == "other" and match.group() == ";":
            sections.append([])
        else:
            sections[-1].append(match)
    return NumberFormat(tuple(_section(found) for found in sections[:4]))


def is_general(code: str) -> bool:
    """Whether a code is the one of cells that nobody has formatted."""
    return not code or code.casefold() == "general" or code == "G/通用格式"


def _section(matches: list[re.Match[str]]) -> Section:
    tokens: list[Token] = []
    condition: tuple[str, Decimal] | None = None
    numerals, chinese = 0, False
    for match in matches:
        kind, text = match.lastgroup or "other", match.group(match.lastgroup or 0)
        if kind == "bracket":
            if (found := _CONDITION.fullmatch(text)) is not None:
                condition = _condition(found)
            elif text[:5].upper() == "DBNUM" and text[5:] in ("1", "2", "3"):
                numerals = int(text[5:])
            else:
                chinese = chinese or text.endswith(("-804", "-404"))
                tokens.extend(_bracket(text))
        elif kind in ("quoted", "escaped", "other"):
            tokens.append(("literal", text))
        elif kind == "blank":
            tokens.append(("literal", " "))
        elif kind != "fill":
            tokens.append((kind, text))
    return Section(tuple(tokens), condition, numerals, chinese)


def _condition(found: re.Match[str]) -> tuple[str, Decimal] | None:
    try:
        return found.group(1), Decimal(found.group(2))
    except InvalidOperation:
        return None


def _bracket(text: str) -> list[Token]:
    """Elapsed time, a currency sign, the system's own date formats; colours show nothing."""
    if _ELAPSED.fullmatch(text):
        return [("elapsed", text.lower())]
    if not text.startswith("$"):
        return []
    sign, _, language = text[1:].partition("-")
    if language.upper() == "F800":
        return [("system", "yyyy年m月d日")]
    if language.upper() == "F400":
        return [("system", "h:mm:ss")]
    return [("literal", sign)] if sign else []
