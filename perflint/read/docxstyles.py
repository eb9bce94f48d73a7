"""The styles of a Word document whose text is not shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from perflint.read.docxtext import child, is_on, value

if TYPE_CHECKING:
    from lxml.etree import _Element

# Word's own styles stand on four others at most.
_MAX_DEPTH = 30


def hidden_styles(styles: Iterable[tuple[str, str, _Element]]) -> frozenset[str]:
    """The ids of the styles that hide text, by themselves or by the style that they are based on."""
    own: dict[str, bool] = {}
    based: dict[str, str] = {}
    for event, _, style in styles:
        if event != "end":
            continue
        name = value(style, "styleId")
        vanish = child(child(style, "rPr"), "vanish")
        if vanish is not None:
            own[name] = is_on(vanish)
        based[name] = value(child(style, "basedOn"))
    return frozenset(name for name in based if _is_hidden(name, own, based))


def _is_hidden(name: str, own: dict[str, bool], based: dict[str, str]) -> bool:
    # Forged styles may be based on one another in a circle.
    for _ in range(_MAX_DEPTH):
        if name in own:
            return own[name]
        if not (name := based.get(name, "")):
            break
    return False
