"""A diagnostic's line of context with the place underlined, cut to the width of a terminal."""

from __future__ import annotations

from perflint.report.safe import visible, without_commands
from perflint.text import display_width

WIDTH = 96
_PLACE_WIDTH = 72
_CUT = "…"


def _head(text: str, width: int) -> str:
    """As much of the start of `text` as fits in `width` columns."""
    used = 0
    for index, char in enumerate(text):
        used += display_width(char)
        if used > width:
            return text[:index]
    return text


def _tail(text: str, width: int) -> str:
    """As much of the end of `text` as fits in `width` columns."""
    used = 0
    for index in range(len(text) - 1, -1, -1):
        used += display_width(text[index])
        if used > width:
            return text[index + 1 :]
    return text


def frame(context: str, start: int, end: int, width: int = WIDTH) -> tuple[str, str]:
    """The context cut around `start`/`end` (code points in it) and the line of carets that goes below.

    An empty range gets one caret. The blanks before the carets count CJK as two columns.
    """
    context = without_commands(context)
    # A context may be a whole page: only what can be shown is made visible and measured.
    before = visible(context[max(0, start - width) : start])
    place = visible(context[start : min(end, start + width)])
    after = visible(context[end : end + width])
    more_before, more_after = start > width, len(context) > end + width
    if end - start > width or display_width(place) > _PLACE_WIDTH:
        place, after, more_after = _head(place, _PLACE_WIDTH), "", True
    rest = max(0, width - display_width(place))
    left = _tail(before, max(rest // 2, rest - display_width(after)))
    right = _head(after, rest - display_width(left))
    if more_before or len(left) < len(before):
        left = _CUT + left
    if more_after or len(right) < len(after):
        right += _CUT
    carets = " " * display_width(left) + "^" * max(1, display_width(place))
    return left + place + right, carets
