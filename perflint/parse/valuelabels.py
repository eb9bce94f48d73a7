"""Finds the labels under which running text gives an indicator's values (年度指标值：, 实施周期指标值： …)."""

from __future__ import annotations

import re

from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex

_WINDOW = 48
# The end of a value label, and what follows it: a colon, or straight away the operator of the value.
_END = lazy_regex(r"值\s*(?:[（(]\s*[AB]\s*[)）]\s*)?(?:[：:]|(?=\s*[≥≤＞＜><=＝]))")
_PERIOD = lazy_regex(
    r"(?:项目)?(?:全|整个)?(?:实施周期|实施期间?|执行期|项目期|规划期|(?:生命)?周期|中长期|中期|长期|总体|三年|多年)"
    r"(?:绩效)?(?:指标|目标)值$"
)
_ANNUAL = lazy_regex(
    r"(?:本年度|当年度|本年|当年|全年|年初|(?:20\d\d)?年度|20\d\d年)"
    r"(?:绩效)?(?:指标|目标|预期|计划|预期实现|计划完成|预期指标|绩效指标|预期目标)值$"
)
_HALF = lazy_regex(r"(?:上半年|半年(?:度|程)?)(?:绩效)?(?:指标|目标|预期|计划)值$")
_BARE = lazy_regex(r"(?:绩效)?(?:指标|目标|预期|预期目标|标准|计划)值$")
_ACTUAL = lazy_regex(r"(?:年度|全年)?(?:实际(?:完成)?|完成)(?:指标)?值$")
_BASELINE = lazy_regex(r"(?:历史|基准|上年|去年|基期)(?:指标|实际)?值$")
_KINDS = (
    ("period", _PERIOD),
    ("annual", _ANNUAL),
    ("half", _HALF),
    ("actual", _ACTUAL),
    ("baseline", _BASELINE),
    ("bare", _BARE),
)
_OTHER = lazy_regex(
    r"(?<=[；;，,。\s])(?:(?P<weight>权\s*重|分\s*值)|(?P<score>得\s*分)|(?P<unit>计\s*量\s*单\s*位|度\s*量\s*单\s*位)"
    r"|(?P<formula>计\s*算\s*公\s*式|计\s*算\s*方\s*法)"
    r"|(?P<note>备\s*注|指\s*标\s*解\s*释|指\s*标\s*说\s*明|评\s*分\s*标\s*准))\s*[：:]"
)
_BOUNDARY = '：:；;，,。、 \t\r\n　）)>”"】'


@dataclass(frozen=True, slots=True, eq=False)
class ValueLabel:
    """A label from `start` to `end`, its colon included; `kind` is a field, "half", or "bare" (指标值 alone)."""

    start: int
    end: int
    kind: str


def value_labels(string: str) -> list[ValueLabel]:
    """All labels in order of place. A label stands behind a separator, blanks may stand between its signs."""
    found = [label for match in _END.finditer(string) if (label := _label(string, match))]
    found += [ValueLabel(m.start(), m.end(), m.lastgroup or "") for m in _OTHER.finditer(string)]
    return sorted(found, key=lambda label: label.start)


def _label(string: str, match: re.Match[str]) -> ValueLabel | None:
    first = max(0, match.start() - _WINDOW)
    window = string[first : match.start() + 1]
    squeezed = "".join(window.split())
    explicit = string[match.end() - 1] in "：:"
    for kind, pattern in _KINDS:
        hit = pattern.search(squeezed)
        if hit is None:
            continue
        start = first + _unsqueezed(window, hit.start(), len(squeezed))
        at_boundary = start == 0 or string[start - 1] in _BOUNDARY
        if kind == "bare" and not (explicit and at_boundary and not _in_brackets(string, start)):
            return None
        if kind in ("actual", "baseline", "half") and not at_boundary:
            return None
        return ValueLabel(start, match.end(), kind)
    return None


def _unsqueezed(window: str, place: int, length: int) -> int:
    """Where the sign at `place` of a squeezed window stands in the window itself."""
    if length == len(window):
        return place
    return [i for i, sign in enumerate(window) if not sign.isspace()][place]


def _in_brackets(string: str, at: int) -> bool:
    before = string[max(0, at - 200) : at]
    return before.count("（") + before.count("(") > before.count("）") + before.count(")")
