"""The words of money blocks: their columns, their totals and the sources of money."""

from __future__ import annotations

import re
from collections.abc import Sequence

from perflint.lazyregex import lazy_regex
from perflint.parse.roles import role_of

_COLUMNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (role, lazy_regex(pattern))
    for role, pattern in (
        ("rate", r"(?:预算|资金)?(?:执行|支出)(?:率|进度).{0,10}"),
        ("score", r"(?:自评)?得分.{0,14}"),
        ("weight", r"分值|权重"),
        ("reason", r".{0,12}原因.{0,12}"),
        ("initial", r"(?:年初|申报|批复)(?:部门)?预算(?:数|批复数|金额)?|年初(?:批复|安排)数"),
        (
            "executed",
            r"(?:全年|预算|实际|本年)?(?:执行|支出|使用)(?:数|金额|情况)(?:\(B\))?|(?:全年|实际|全年实际)(?:执行|支出)",
        ),
        (
            "budget",
            r"(?:全年|调整后?|本年|项目|资金)?(?:\(?调整后?\)?)?(?:全年)?预算(?:调整)?(?:数|金额|安排)?(?:\(调整后?\))?(?:\(A\))?|调整(?:后)?(?:预算)?数?",
        ),
        ("arrived", r"(?:实际)?到位(?:数|资金|金额)?"),
    )
)
MONEY_ROLES = frozenset(("initial", "budget", "executed", "arrived"))
_TOTAL = lazy_regex(
    r"(?:本?年度|全年|项目|预算|中期|长期|总|实施期|实施周期|本年|当年|申请)*(?:财政|申请)?(?:资金|预算|金额|投资)(?:申请)?(?:总额|总计|合计|总量|总数)|(?:本?年度|全年|项目|实施期)(?:资金|预算)?金额|总计|合计|总额|总投资|小计|项目资金|预算资金|项目总投资|预算(?:安排)?(?:数|金额)|资金总额"
)
_SOURCE = lazy_regex(
    r"(?:\(?\d{1,2}\)?[、.．)]?|[一二三四五六七八九十][、.])?(?:其中)?[:：]?"
    r".{0,12}(?:拨款|财政资金|财政专户.{0,6}|单位资金|自有资金|自筹资金|自筹|其他资金|其它资金|地方(?:财政)?资金|结转(?:结余)?资金?|结余资金|补助(?:资金)?|债券(?:资金)?|政府性基金.{0,6}"
    r"|公共预算.{0,6}|国有资本.{0,8}|配套资金|社会资金|银行贷款|事业收入.{0,4}|经营收入.{0,4}|上级资金|本级资金|[中省市县区镇乡]央?级?(?:财政)?(?:资金|补助|安排)|[省市县区镇乡]级财政|中央财政|其他|整合资金)"
)
_NUMBERED = lazy_regex(r"(?:\(?\d{1,2}\)?[、.．)]|[一二三四五六七八九十][、.])")
# The letter by which a formula names a column: 预算数(A).
_LETTER = lazy_regex(r"\([A-D]\)$")
WITH_UNIT = lazy_regex(r"[(（]\s*(?:万元|元|千元|亿元|单位.{0,6})\s*[)）]")
_PART = "其中"


def column_role(word: str) -> str:
    bare = _LETTER.sub("", WITH_UNIT.sub("", word))
    return next((role for role, pattern in _COLUMNS if pattern.fullmatch(bare)), "")


def is_total_label(source: str) -> bool:
    return _TOTAL.fullmatch(source) is not None


def source_names(labels: Sequence[str]) -> list[tuple[str, bool]]:
    """The sources without numbers and 其中, and whether 其中 stands before the total's parts; what is part of another
    source than the total keeps its 其中."""
    names: list[tuple[str, bool]] = []
    nested = among = False
    for index, label in enumerate(labels):
        part = _PART in label[:6]
        if is_total_label(label):
            among = False
        if part:
            nested = index > 0 and not is_total_label(labels[index - 1])
            among = among or not nested
        elif _NUMBERED.match(label) or "其他" in label or is_total_label(label):
            nested = False
        bare = _NUMBERED.sub("", label, count=1) if _NUMBERED.match(label) else label
        bare = bare.replace(_PART, "", 1).lstrip(":：") if part else bare
        names.append((f"{_PART}:{bare}" if nested else bare, among))
    return names


def is_money_label(words: str) -> bool:
    return _TOTAL.fullmatch(words) is not None or _SOURCE.fullmatch(words) is not None or role_of(words) == "amount"
