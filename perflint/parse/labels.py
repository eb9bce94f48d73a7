"""Reads category labels: code, declared points and the category that a label names, whole or broken."""

from __future__ import annotations

from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import EMPTY, Label, Text
from perflint.parse.rows import SHORT, tidy, words_of
from perflint.taxonomy import Taxonomy
from perflint.text import han_count

# 产出指标(50分), （30）, (0-20)分, (10%)
_POINTS = lazy_regex(
    r"[(（【\[]\s*(?:权重|分值|满分|共)?[:：]?\s*(?:\d+\s*[-~～—至]\s*)?(\d{1,3}(?:\.\d{1,2})?)\s*(?:分|%|％)?\s*[)）】\]]\s*分?\s*$"
    r"|(\d{1,3}(?:\.\d{1,2})?)\s*分\s*$"
)
_CODE = lazy_regex(
    r"\s*(\d{1,3}(?:\.\d{1,2}){0,2})\s*[-—–_、.．:：]\s*(?=[^\d\s])|\s*(\d{1,2}(?:[.．]\d{1,2}){1,3})\s*(?=[^\d\s.．%])"
    r"|\s*([A-Za-z]{1,3}\d{1,6})\s*[-—–_:：]?\s*|\s*([A-F])\s*[-—–_、.．:：]?\s*(?=[\u4e00-\u9fff])"
)
# （一）产出指标, 一、产出指标, (1)数量指标: a number among the labels, no code.
_ITEM = lazy_regex(r"\s*(?:[(（][一二三四五六七八九十\d]{1,2}[)）]|[一二三四五六七八九十]{1,2}\s*[、.．])\s*(?=\S)")
_MARKS = " \t\u3000★☆*＊※●■◆-—–_·.,，、|:：;；"
# What a narrow column breaks off 指标.
_LOST_END = "标"
_WHOLE = lazy_regex(r"(?:指标|效益|满意度|影响|目标|管理)$")


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A label cell taken apart: the label, and the number of the points it declares (EMPTY where it declares none)."""

    label: Label
    points: Text

    @property
    def readable(self) -> bool:
        """Whether the label names a known category, or is at least a whole word that could be one."""
        return self.label.category is not None or _WHOLE.search(self.label.value) is not None


def read_label(text: Text, level: int, taxonomy: Taxonomy) -> Reading:
    """Read the text of a label cell of a level (1 or 2)."""
    if len(text) > SHORT:
        return Reading(Label(text.string, text), EMPTY)
    body, points = _without_points(text)
    if match := _ITEM.match(body.string):
        body = body.slice(match.end())
    code = EMPTY
    if match := _CODE.match(body.string):
        code = body.slice(*match.span(match.lastindex or 0))
        body = body.slice(match.end())
    body = body.strip(_MARKS)
    if not body:
        return Reading(Label(), points) if points else Reading(Label(text=code), EMPTY)
    shown = tidy(body, dump=True)
    category = category_of(shown.string, level, taxonomy)
    value = shown.string
    if category is not None and taxonomy.resolve(value, level) is None and taxonomy.resolve(value) is None:
        value += _LOST_END
    return Reading(Label(value, shown, code, category), points)


def _without_points(text: Text) -> tuple[Text, Text]:
    match = _POINTS.search(text.string)
    if match is None:
        return text.strip(), EMPTY
    group = 1 if match.group(1) else 2
    return text.slice(0, match.start()).strip(), text.slice(*match.span(group))


def category_of(words: str, level: int, taxonomy: Taxonomy) -> str | None:
    """The canonical category that a label names; the last sign of 指标 may be lost."""
    for candidate in (words, words + _LOST_END):
        for wanted in (level, None):
            found = taxonomy.resolve(candidate, wanted)
            if found is not None:
                return found.name
    return None


def nearly(label: Label, level: int, taxonomy: Taxonomy) -> str | None:
    """The only category of a level whose name is one sign off an unknown label's: a misread sign of a dump."""
    value = label.value
    if label.category is not None or not value.endswith("指标") or not 4 <= len(value) <= SHORT:
        return None
    names = [c.name for c in taxonomy.categories if c.level == level and len(c.name) == len(value)]
    near = [name for name in names if sum(a != b for a, b in zip(name, value, strict=True)) == 1]
    return near[0] if len(near) == 1 else None


def is_category(text: str, taxonomy: Taxonomy, level: int | None = None) -> bool:
    """Whether a short text is a category label (points and code allowed)."""
    words = words_of(text)
    return 2 <= han_count(words) <= 16 and taxonomy.resolve(words, level) is not None


def recovered(category: str, text: Text) -> Label:
    """The label of a group whose own label cannot be read."""
    return Label(category, text, EMPTY, category, garbled=True)
