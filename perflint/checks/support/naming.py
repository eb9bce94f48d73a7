"""What a name measures: its head, and whether that is a rate, a satisfaction or a measure at all."""

from __future__ import annotations

from functools import lru_cache

from perflint.lazyregex import lazy_regex
from perflint.taxonomy import Taxonomy
from perflint.text import squeeze

_TAIL = lazy_regex(r"[(\[{【〔]([^()\[\]{}【】〔〕]{0,40})[)\]}】〕]$")
_SHARE_SIGNS = frozenset({"%", "百分比", "‰"})
_SHARE_MARK = lazy_regex(rf"^(?:单位[::])?(?:{'|'.join(sorted(_SHARE_SIGNS))})$")
_MEASURED = lazy_regex(
    r"(?:率|覆盖面|比例|占比|比重|度|量|数|值|额|性|次数|时间|时长|时限|周期|成本|收入|支出|费用|面积|里程|指数|系数|价格|单价|产值|税收|利润|"
    r"水位|浓度|能耗|电耗|水耗|排名|名次|得分|分数|评分|金额|长度|人次|件|人|次|户)$"
)


@lru_cache(maxsize=8192)
def head(name: str) -> str:
    """The name as `plain` gives it, in lower case, without the brackets that trail it."""
    text = plain_name(name)
    for _ in range(4):
        found = _TAIL.search(text)
        if not found or found.start() == 0:
            break
        text = text[: found.start()]
    return text


@lru_cache(maxsize=8192)
def plain_name(name: str) -> str:
    """The folded name without blanks, in lower case, without punctuation at its end."""
    return squeeze(name[:400]).lower().rstrip(",，。;；、:：.")


@lru_cache(maxsize=4096)
def tails(name: str) -> tuple[str, ...]:
    """What the brackets at the name's end hold, the last one first."""
    text, found = plain_name(name), []
    for _ in range(4):
        tail = _TAIL.search(text)
        if not tail or tail.start() == 0:
            break
        found.append(tail[1])
        text = text[: tail.start()]
    return tuple(found)


def marked_as_share(name: str) -> bool:
    """Whether the name carries （%）."""
    return any(_SHARE_MARK.match(tail) for tail in tails(name)) or plain_name(name).endswith("%")


@lru_cache(maxsize=2048)
def is_rate(name: str, taxonomy: Taxonomy) -> bool:
    """Whether the name is that of a rate: it ends in 率 比例 占比 覆盖面, or carries （%）; 效率 and 频率 are none."""
    if marked_as_share(name):
        return True
    text = head(name)
    if text.endswith(as_tuple(taxonomy.words["rate_exceptions"])):
        return False
    return text.endswith(as_tuple(taxonomy.words["rate_endings"]))


def rate_words(taxonomy: Taxonomy) -> frozenset[str]:
    """Words one of which stands in the name of every rate."""
    return taxonomy.words["rate_endings"] | _SHARE_SIGNS


def measured(name: str) -> bool:
    """Whether the name ends in a measure of any kind (率 度 数 量 时间 成本 …)."""
    return marked_as_share(name) or _MEASURED.search(head(name)) is not None


@lru_cache(maxsize=256)
def as_tuple(words: frozenset[str]) -> tuple[str, ...]:
    """Words in the form in which `endswith` takes them."""
    return tuple(words)


@lru_cache(maxsize=256)
def as_set(words: tuple[str, ...]) -> frozenset[str]:
    """Words in the form in which they are looked up."""
    return frozenset(words)


def ends_in(name: str, words: frozenset[str] | tuple[str, ...]) -> bool:
    """Whether the head of the name ends in one of the words."""
    return head(name).endswith(words if isinstance(words, tuple) else as_tuple(words))
