"""Finds the 一级 that stands above several indicators of a running text."""

from __future__ import annotations

from perflint.lazyregex import lazy_regex
from perflint.parse.itemheads import Field, Start, read_field
from perflint.taxonomy import Taxonomy
from perflint.text import squeeze

# A 一级 in front of numbered indicators of its own: 产出指标：1、数量指标：…
_GROUP_HEAD = lazy_regex(r"(?:^|(?<=[。；;，,、\s>）)]))([^。；;，,、：:\s>]{2,30})\s*[：:]\s*$")


def has_own_level1(string: str, start: Start, end: int, taxonomy: Taxonomy) -> bool:
    """Whether the indicator names a 一级 itself, so that no group's counts for it."""
    own = read_field(string, start.text, end, taxonomy)
    if own is None or own.level != 1 or own.category is None:
        return False
    return below_group(string, own, start, end, taxonomy) is None


def below_group(string: str, own: Field, start: Start, end: int, taxonomy: Taxonomy) -> Field | None:
    """The label read as a 二级, for one that can be either (成本, 服务对象满意度) and is not a 一级 by its own name."""
    if own.code[0] < own.code[1]:
        return None
    inner = read_field(string, start.text, end, taxonomy, 2)
    if inner is None or inner.category is None:
        return None
    key = squeeze(string[slice(*own.label)])
    return None if own.category == key != inner.category else inner


def group_head(string: str, at: int, after: int, taxonomy: Taxonomy) -> Field | None:
    """The 一级 that stands right in front of `at`, not before `after`."""
    window = max(after, at - 60)
    match = _GROUP_HEAD.search(string[window:at])
    if match is None:
        return None
    found = read_field(string, window + match.start(1), at, taxonomy)
    return found if found is not None and found.level == 1 and found.category is not None else None
