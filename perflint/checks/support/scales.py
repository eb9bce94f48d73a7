"""Steps of a scale in words: whether one is below another."""

from __future__ import annotations

from perflint.lazyregex import lazy_regex

_AT_LEAST = lazy_regex(r"^[≥=]|(?:及|或)?以上$|(?:等级|等次|[级等])$")
_NOT = ("未", "不")


def is_lower(actual: str, target: str, scales: tuple[str, ...]) -> bool:
    """Whether an actual state is a lower step than the target's: 合格 for 优秀以上, or the target with 未 or 不 in it.

    Both as `plain` gives them; `scales` are steps, best first, separated by blanks.
    """
    wanted, got = _step(target), _step(actual)
    if not wanted or not got or wanted == got:
        return False
    if _negates(got, wanted):
        return True
    for scale in scales:
        steps = scale.split()
        if wanted in steps and got in steps:
            return steps.index(got) > steps.index(wanted)
    return False


def _step(text: str) -> str:
    for _ in range(3):
        text = _AT_LEAST.sub("", text)
    return text


def _negates(got: str, wanted: str) -> bool:
    """验收合格 → 验收不合格, 通过 → 未通过; 不 in another place than before the state would be another word."""
    if any(sign in wanted for sign in _NOT) or len(got) != len(wanted) + 1:
        return False
    at = next((i for i, sign in enumerate(got) if sign in _NOT), None)
    return at is not None and got[:at] + got[at + 1 :] == wanted
