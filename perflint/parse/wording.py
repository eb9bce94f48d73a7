"""Bares names of marks and numbers, and puts values together from sign, number and unit."""

from __future__ import annotations

from perflint.lazyregex import lazy_regex
from perflint.model import EMPTY, Text
from perflint.parse.entries import Entry
from perflint.parse.rows import words_of
from perflint.text import fold_text, squeeze

_NAME_MARKS = lazy_regex(r"[\s★☆▲△●■◆※*＊]+")
_NAME_NUMBER = lazy_regex(r"(?:指标|三级指标)\s*[\d一二三四五六七八九十]{1,3}\s*(?:[:：、.．]|\s|$)\s*")
_LIBRARY_CODE = lazy_regex(r"\d{2,6}[-—_]\s*(?=\D)")
_ITEM_NUMBER = lazy_regex(
    r"(?:[(（]\d{1,2}[)）]|[①-⑳⑴-⒇⒈-⒛][、.．]?|\d{1,2}\s*(?:、|[.．](?=\D))|\d{1,2}(?:[.．]\d{1,2}){1,3}(?:、|\s+(?=\D)|(?<=[.．]\d[.．]\d)(?=[^\d.．])))"
    r"\s*(?=\S)"
)
# What a form says of its rows: （可续行）, (如有其他指标请自行添加).
HINT = lazy_regex(r"[(（](?:可|请|自行|如有|视情况|根据实际|本行|此行|不够)[^()（）]{0,30}[)）]")
DOTS = lazy_regex(r"[.…。·\s]*")
_SIGN = (
    r"[≥≤≧≦><=≠~≈]|>=|<=|大于等于|小于等于|大于或等于|小于或等于|大于|小于|等于"
    r"|不低于|不少于|不小于|不高于|不超过|不大于|不多于|至少|至多|约"
)
_OPERATOR = lazy_regex(_SIGN)
# A number that waits for its unit, perhaps between 不少于 and 以上.
_NUMBER_ALONE = lazy_regex(
    rf"\s*(?P<number>(?:(?:{_SIGN})\s*)*[-+]?[\d,.]+\s*[万亿千百]*(?:\s*[-~～—至]\s*[\d,.]+\s*[万亿千百]*)?)"
    r"\s*(?:[及含]?以上|[及含]?以下|以内|之内|左右)?\s*"
)
_EQUALS = frozenset(("=", "等于"))
# A day or month by which, or in which: nobody writes = before it.
_DATED = lazy_regex(r"\d{1,2}\s*月|\d{4}\s*年")
KINDS = ("定性", "定量", "其他", "文字描述")


def sign_of(entry: Entry) -> Text:
    """The value's sign, which in some tables stands under 指标方向, beside 指标性质 with 定量 and 定性."""
    texts = (entry.text("operator"), entry.text("direction"))
    return next((text for text in texts if is_sign(text)), EMPTY)


def is_sign(text: Text) -> bool:
    """Whether a text is an operator and nothing else, as a sign or in words."""
    return bool(text) and _OPERATOR.fullmatch(words_of(text.string)) is not None


def bare_name(text: Text) -> Text:
    """A name without marks, `指标1：`, library code and item number."""
    for pattern in (_NAME_MARKS, _NAME_NUMBER, _NAME_MARKS, _LIBRARY_CODE, _ITEM_NUMBER):
        if match := pattern.match(text.string):
            text = text.slice(match.end())
    text = text.strip()
    stripped = len(text.string.rstrip("*＊★☆ "))
    return text.slice(0, stripped) if stripped else text


def put_together(operator: Text, value: Text, unit: Text) -> Text:
    """Sign, number and unit as a person would write them; what the value has already is not repeated."""
    if not value:
        return EMPTY
    string = value.string
    parts = [value]
    folded = fold_text(string)
    if unit and len(folded) == len(string) and (number := _NUMBER_ALONE.fullmatch(folded)):
        parts = [value.slice(0, number.end("number")), unit, value.slice(number.end("number"))]
    sign = words_of(operator.string)
    if _OPERATOR.fullmatch(sign) and not _OPERATOR.match(squeeze(string[:8])):
        countable = any(c.isdigit() for c in string) and _DATED.search(string) is None
        if countable or sign not in _EQUALS:
            parts.insert(0, operator)
    return Text.join(parts)
