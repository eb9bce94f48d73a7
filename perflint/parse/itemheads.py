"""Recognises where an indicator begins in running text: its number, and the category label behind it."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from typing import Literal

from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.parse.valuelabels import ValueLabel
from perflint.taxonomy import Taxonomy
from perflint.text import chinese_number, squeeze

MARKS = "★☆※*＊"
_DASHES = "-－–—‐_"

_NUMBER = lazy_regex(
    r"(?<![0-9０-９A-Za-z.．])(?:"
    r"[（(]\s*(?P<bracketed>[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})\s*[)）]\s*[、.．]?"
    r"|(?P<plain>[0-9０-９]{1,3}|(?<![一二三四五六七八九十第])[一二三四五六七八九十]{1,3})\s*[、.．)）,，:：]"
    r"|(?P<circled>[①-⑳⑴-⒇⒈-⒛])\s*[、.．]?"
    r")\s*"
)
# Some lists say before each field which one it is.
_WHICH = lazy_regex(r"\s*(?:一级|二级|三级)指标(?:名称)?\s*[：:]\s*")
_CODE = lazy_regex(
    r"\s*[★☆※*＊]?\s*(?P<code>[0-9０-９](?:\n{0,3}[0-9０-９]){0,3}(?:[.．][0-9０-９]{1,2}){0,2}|[A-Za-z]{1,3}[0-9]{1,8})\s*[-－–—‐_]\s*"
)
_LABEL = lazy_regex(r"\s*[★☆※*＊]?\s*([^：:；;，,。\-－–—‐/／|｜→≥≤＞＜><=＝]{1,80})([：:；;，,\-－–—‐/／|｜→])")
# More labels than this no indicator has: keeps hostile text from being looked through again and again.
_FIELDS_AT_MOST = 12
# More indicators than this no cell and no page has; the rest of a hostile text is part of the last one.
_ITEMS_AT_MOST = 20_000
# What a label, or a code before it, can begin with.
_CAN_BEGIN = lazy_regex(r"\s*[★☆※*＊]?\s*(?:[0-9０-９A-Za-z.．\n]{1,12}\s*[-－–—‐_]\s*)?[^\W\d_]")
_WINDOW = 400
_HEAD_BEFORE = lazy_regex(r"([^。；;，,、：:\s>]{2,20})\s*[：:]\s*$")
_BOTH_LEVELS = lazy_regex(r"\s*([^（）()]{2,8}?)\s*[（(]\s*([^（）()]{2,10}?)\s*[)）]\s*")
_CLOSING = " \t）)"
_SAYS_SOMETHING = lazy_regex(r"[：:≥≤＞＜><=＝0-9０-９]")
_SENTENCE_END = '。；;.．>）)”"】！!、'
Strength = Literal["coded", "named", "short", "unknown", "none"]


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """A category label in front of a separator; `end` is behind the separator, `code` "" where none stands."""

    start: int
    end: int
    code: tuple[int, int]
    label: tuple[int, int]
    separator: str
    level: int
    category: str | None
    named: bool


@dataclass(frozen=True, slots=True, eq=False)
class Start:
    """The beginning of an indicator: the range of its printed number, the number, and where its text begins."""

    start: int
    number_end: int
    seq: int
    text: int


def read_field(string: str, at: int, end: int, taxonomy: Taxonomy, level: int = 0) -> Field | None:
    """The category label at `at`, where its text can be one: known to the taxonomy, or in the shape of one.

    `level` 2 looks for a 二级 only; 0 for either. `named` is true where the label carries the word 指标.
    """
    if _CAN_BEGIN.match(string, at, end) is None:
        return None
    which = _WHICH.match(string, at, end)
    at = which.end() if which else at
    coded = _CODE.match(string, at, end)
    begin = coded.end() if coded else at
    match = _LABEL.match(string, begin, end)
    if match is None:
        return None
    text = match.group(1)
    if not coded and (outer := _level1_of_two(match, at, taxonomy)):
        return outer
    text = text.rstrip(_CLOSING) if text.count("（") + text.count("(") == 0 else text
    key = squeeze(text)
    named = _carries_word(key)
    code = squeeze(coded.group("code")) if coded else ""
    resolved = _resolve(key, code, level, taxonomy)
    if resolved is None and not (named and len(key) <= 10):
        return None
    span = (coded.start("code"), coded.end("code")) if coded else (begin, begin)
    name, found = resolved if resolved else (None, level or (2 if len(code) >= 2 else 1))
    stop = match.start(1) + len(text.rstrip())
    return Field(at, match.end(), span, (match.start(1), stop), match.group(2), found, name, named)


def _level1_of_two(match: re.Match[str], at: int, taxonomy: Taxonomy) -> Field | None:
    """The 一级 of `产出指标（数量指标）：`, which ends where the bracket opens; the 二级 in it is the next field."""
    both = _BOTH_LEVELS.fullmatch(match.group(1))
    if both is None or _resolve(squeeze(both[2]), "", 2, taxonomy) is None:
        return None
    first = _resolve(squeeze(both[1]), "", 1, taxonomy)
    if first is None:
        return None
    begin = match.start(1)
    label = (begin + both.start(1), begin + both.end(1))
    return Field(at, begin + both.start(2), (at, at), label, "（", first[1], first[0], True)


def _carries_word(key: str) -> bool:
    head = re.split(r"[（(\[【0-9]", key, maxsplit=1)[0]
    return head.endswith("指标") and len(head) > 2


def _resolve(key: str, code: str, level: int, taxonomy: Taxonomy) -> tuple[str, int] | None:
    """The canonical name and level: the code's length tells the level, else the first level wins."""
    order = (level,) if level else ((2, 1) if len(code) >= 2 else (1, 2))
    for wanted in order:
        category = taxonomy.resolve(key, wanted)
        if category is not None:
            return category.name, wanted
    if code and level == 2 and (category := taxonomy.resolve(key, 1)) is not None:
        return category.name, 2
    return None


def find_starts(string: str, labels: Sequence[ValueLabel], taxonomy: Taxonomy) -> list[Start]:
    """Where the indicators of a text begin, in order.

    A number in front of a category label begins one. A number without such a label does only where the counting
    goes on, behind a sentence's end and a complete indicator, and a value label follows before the next number:
    enumerations inside values (1、… 2、…) stay where they are.
    """
    candidates = [(m, _strength(string, m.end(), taxonomy)) for m in _NUMBER.finditer(string)]
    places = [m.start() for m, _ in candidates]
    starts: list[Start] = []
    for index, (match, strength) in enumerate(candidates):
        following = places[index + 1] if index + 1 < len(places) else len(string)
        goes_on = _goes_on(string, match, strength, following, starts, labels)
        if not labels and not goes_on and strength == "short":
            goes_on = _goes_on_below(string, match, starts, taxonomy)
        if strength in ("coded", "named") or goes_on:
            starts.append(Start(match.start(), _number_end(match), _seq(match), match.end()))
            if len(starts) >= _ITEMS_AT_MOST:
                break
    if starts and not labels and _head_before(string, starts[0].start, taxonomy):
        return _with_unnumbered(string, starts, taxonomy)
    return starts or _unnumbered(string, labels, taxonomy)


def _strength(string: str, at: int, taxonomy: Taxonomy) -> Strength:
    field = read_field(string, at, len(string), taxonomy)
    if field is None:
        return "none"
    if field.code[0] < field.code[1]:
        return "coded"
    if field.category is None:
        return "unknown"
    return "named" if field.named else "short"


def _goes_on(
    string: str,
    match: re.Match[str],
    strength: Strength,
    following: int,
    starts: Sequence[Start],
    labels: Sequence[ValueLabel],
) -> bool:
    """Whether a number without a clear category label begins an indicator all the same."""
    at, seq = match.start(), _seq(match)
    if match.group("plain") is None or not match.group("plain").isdigit():
        return False
    if seq != (starts[-1].seq + 1 if starts else 1) or not _at_boundary(string, at):
        return False
    index = bisect_left(labels, at, key=lambda label: label.start)
    if index >= len(labels) or labels[index].start >= following or _open_brackets(string, at):
        return False
    if labels[index].kind not in ("annual", "period", "bare"):
        return False
    if not starts:
        return strength == "short" or labels[index].kind != "bare"
    first = bisect_left(labels, starts[-1].start, key=lambda label: label.start)
    kinds = {label.kind for label in labels[first : min(index, first + _FIELDS_AT_MOST)]}
    return bool(kinds & {"annual", "bare"}) or ("period" in kinds and labels[index].kind == "period")


def _goes_on_below(string: str, match: re.Match[str], starts: Sequence[Start], taxonomy: Taxonomy) -> bool:
    """Whether, in a list without value labels, a number with a short label counts on, or begins below a 一级."""
    at, seq = match.start(), _seq(match)
    if match.group("plain") is None or not match.group("plain").isdigit():
        return False
    if starts and seq == starts[-1].seq + 1:
        return _at_boundary(string, at)
    return seq == 1 and _head_before(string, at, taxonomy)


def _head_before(string: str, at: int, taxonomy: Taxonomy) -> bool:
    """Whether a 一级 stands in front: 产出指标：1、…"""
    head = _HEAD_BEFORE.search(string[max(0, at - 40) : at])
    return head is not None and taxonomy.resolve(squeeze(head.group(1)), 1) is not None


def _with_unnumbered(string: str, starts: Sequence[Start], taxonomy: Taxonomy) -> list[Start]:
    """The starts, and the 一级 between them that have one indicator without a number: 满意度指标：用户满意度≥90%."""
    found = list(starts)
    for match in _BREAK.finditer(string, starts[0].text):
        at = match.end()
        field = read_field(string, at, len(string), taxonomy, 1)
        if field is None or field.category is None or not field.named or _NUMBER.match(string, field.end):
            continue
        found.append(Start(at, at, 1, at))
        if len(found) >= _ITEMS_AT_MOST:
            break
    return sorted(found, key=lambda start: start.start)


def _at_boundary(string: str, at: int) -> bool:
    before = string[max(0, at - 40) : at]
    stripped = before.rstrip()
    return not stripped or stripped[-1] in _SENTENCE_END or len(stripped) < len(before)


def _open_brackets(string: str, at: int) -> bool:
    before = string[max(0, at - 300) : at]
    return before.count("（") + before.count("(") > before.count("）") + before.count(")")


def _seq(match: re.Match[str]) -> int:
    if match.group("circled"):
        return int(unicodedata.numeric(match.group("circled")))
    printed = match.group("bracketed") or match.group("plain")
    return int(printed) if printed.isdigit() else chinese_number(printed) or 0


def _number_end(match: re.Match[str]) -> int:
    group = match.lastgroup or "plain"
    return match.end(group)


# Where no indicator is numbered, a category label behind a sentence's end begins one.
_BREAK = lazy_regex(r"(?:^|(?<=[。；;\n]))\s*(?=[^\s])")


def _unnumbered(string: str, labels: Sequence[ValueLabel], taxonomy: Taxonomy) -> list[Start]:
    starts: list[Start] = []
    level = 0
    for match in _BREAK.finditer(string):
        field = read_field(string, match.end(), len(string), taxonomy)
        if field is None or not (field.code[0] < field.code[1] or (field.named and field.category)):
            continue
        if 1 in (field.level, 3 - level) or not _head_open(string, starts, match.start(), labels):
            level = field.level
            starts.append(Start(match.end(), match.end(), len(starts) + 1, match.end()))
            if len(starts) >= _ITEMS_AT_MOST:
                break
    return starts


def find_plain_starts(string: str) -> list[Start]:
    """Indicators of a column that stands for one 一级: the numbers that count on behind sentence ends, else the
    whole text as one."""
    starts: list[Start] = []
    for match in _NUMBER.finditer(string):
        if _seq(match) == len(starts) + 1 and _at_boundary(string, match.start()):
            starts.append(Start(match.start(), _number_end(match), _seq(match), match.end()))
    if not starts and _SAYS_SOMETHING.search(string):
        starts.append(Start(0, 0, 1, 0))
    return starts


def _head_open(string: str, starts: Sequence[Start], at: int, labels: Sequence[ValueLabel]) -> bool:
    """Whether the indicator that began last still waits for its value, so that a label here is its own 二级."""
    if not starts:
        return False
    index = bisect_left(labels, starts[-1].start, key=lambda label: label.start)
    has_value = index < len(labels) and labels[index].start < at
    recent = string[max(starts[-1].text + 2, at - _WINDOW) : at]
    return not has_value and not any(sign in "≥≤＞＜><=＝0123456789％%" for sign in recent)
