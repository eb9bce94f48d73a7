"""The measure that a value states itself, and what sort of measure a name or a phrase is."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from perflint.checks.support.naming import as_tuple, head, is_rate
from perflint.checks.support.wording import words_of
from perflint.lazyregex import lazy_regex
from perflint.model import Quantity, Value
from perflint.taxonomy import Taxonomy
from perflint.text import HAN_SIGN, squeeze

Sort = Literal["rate", "satisfaction", "efficiency", "time", "life", "count", "adverse", ""]

# What links a measure to its number: 合格率要达到, 投诉率控制在.
_LINK = lazy_regex(r"(?:[:=为是应须要需均可能]|控制|保持|维持|稳定|提高|提升|降低|下降|[在到至])+$")
_BREAK = lazy_regex(r"[,，。;；、:：()\[\]\"'“”‘’\s]")
_BEFORE = lazy_regex(rf"(?P<measure>{HAN_SIGN}{{1,24}}(?:率|度|数|量|时间|时长|时限|周期|年限|寿命|比例|占比))$")
_BEHIND = lazy_regex(rf"%的?(?P<measure>{HAN_SIGN}{{1,10}}?(?:率|度))(?:及?以[上内下])?$")
# One of these stands in every value with a measure of its own.
MEASURE_WORDS = ("率", "度", "数", "量", "时间", "时长", "时限", "周期", "年限", "寿命", "比例", "占比")
_NO_MEASURE = lazy_regex(r"(?:[程年季月旬制力态进]度|质量|力量|[总多少参基]数)$")
_LIFE = lazy_regex(r"(?:年限|寿命)$")
_TIME = lazy_regex(r"(?:时间|时长|时限|周期)$")
_COUNT = lazy_regex(r"[数量]$")
_ASKED = lazy_regex(r"满意(?:度|率|程度)?(?:调查|测评|评价)?$")
_HAPPENED = lazy_regex(
    r"(?:的?(?:发生|产生|出现))?(?:事件|问题|案件|工单|现象)?(?:的?(?:发生|产生|出现))?的?"
    r"(?P<measure>率|比例|占比|概率|次数|[起件宗例个人]数|人次|数量|总数|[数量]|时间|时长|天数)?$"
)
_REACH = 40


def own_measure(value: Value, quantity: Quantity) -> str:
    """The measure that a value names beside its number (败诉率不超过30%, 90%满意度以上), "" where it names none."""
    before = squeeze(value.text[max(0, quantity.start - _REACH) : quantity.start])
    said = _BEFORE.search(_BREAK.split(_LINK.sub("", before))[-1]) if before else None
    if said is None and quantity.dimension == "share":
        behind = squeeze(value.text[quantity.start : quantity.end + _REACH])
        said = _BEHIND.search(_BREAK.split(behind)[0])
    return "" if said is None or _NO_MEASURE.search(said["measure"]) else said["measure"]


@lru_cache(maxsize=8192)
def ends_adverse(name: str, taxonomy: Taxonomy, lists: tuple[str, ...]) -> tuple[str, str, str] | None:
    """What stands before a word of the lists that ends the name, the word, and the measure behind it (率, 次数, "").

    The head of the name decides: 故障修复率 ends in nothing adverse, 故障发生次数 does; 无事故天数 denies it.
    """
    text = head(name)
    found = _HAPPENED.search(text)
    if found is None:
        return None
    stem = text[: found.start()]
    listed = words_of(taxonomy, *lists)
    if not stem.endswith(as_tuple(listed)):
        return None
    word = max((word for word in listed if stem.endswith(word)), key=len)
    before = stem[: -len(word)]
    return None if before.endswith(("无", "零", "未", "防", "免")) else (before, word, found["measure"] or "")


@lru_cache(maxsize=8192)
def sort_of(name: str, taxonomy: Taxonomy, adverse: tuple[str, ...]) -> Sort:
    """What sort of measure a name is by its head, "" where none; `adverse` names lists of what should not happen."""
    text = head(name)
    if _ASKED.search(text):
        return "satisfaction"
    if text.endswith("效率"):
        return "efficiency"
    if is_rate(name, taxonomy):
        return "rate"
    if _LIFE.search(text):
        return "life"
    if _TIME.search(text):
        return "time"
    if _COUNT.search(text) and not _NO_MEASURE.search(text):
        return "count"
    return "adverse" if ends_adverse(name, taxonomy, adverse) else ""
