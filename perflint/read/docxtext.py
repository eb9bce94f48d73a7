"""The text of a Word paragraph as its reader sees it: changes accepted, field codes and hidden text left out."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import field
from functools import lru_cache
from typing import TYPE_CHECKING

from perflint.lazyclass import dataclass
from perflint.read.docxsymbols import shown_signs, sign_of

if TYPE_CHECKING:
    from lxml.etree import _Element

# Stands in a paragraph's text where a page ends; XML cannot hold the character itself.
PAGE_END = "\f"
_OFF = ("0", "false", "off", "none")
# Taken out by tracked changes, or not shown in the line: properties, notes, comments, the reading above a word.
_LEFT_OUT = frozenset(
    ("del", "moveFrom", "pPr", "rPr", "rt", "tblPr", "sdtPr", "sdtEndPr", "footnoteReference", "endnoteReference")
)
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_SOFT_HYPHEN = "\u00ad"


@dataclass(slots=True)
class Paragraph:
    """A paragraph's text, the contents of its text boxes, and whether the paragraph's end was deleted."""

    parts: list[str] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)
    pictures: int = 0
    goes_on: bool = False

    @property
    def text(self) -> str:
        """The text; `PAGE_END` stands where a page ends."""
        return "".join(self.parts).replace(_SOFT_HYPHEN, "")


@lru_cache(maxsize=1024)
def _local(tag: str) -> str:
    return tag[tag.rfind("}") + 1 :]


def local(element: _Element) -> str:
    """An element's name without its namespace (Word has two, the strict one among them); "" for no element."""
    tag = element.tag
    return _local(tag) if isinstance(tag, str) else ""


def child(element: _Element | None, name: str) -> _Element | None:
    """The first child of a name."""
    if element is not None:
        for found in element:
            if local(found) == name:
                return found
    return None


def properties(element: _Element, name: str) -> dict[str, _Element]:
    """What the child of a name (`w:rPr`, `w:tcPr`) holds, by name: the last one of each, as in Word."""
    for found in element:
        if local(found) == name:
            return {local(inner): inner for inner in found}
    return {}


def value(element: _Element | None, name: str = "val", default: str = "") -> str:
    """An attribute, whatever its namespace."""
    if element is not None:
        for key, found in element.items():
            if _local(str(key)) == name:
                return str(found)
    return default


def is_on(element: _Element | None) -> bool:
    """Whether a property that is there or not holds."""
    return element is not None and value(element).casefold() not in _OFF


def is_left_out(element: _Element) -> bool:
    """Whether an element holds what a change has deleted, or a note; of Word 2003's annotations only insertions stay"""
    name = local(element)
    return name in _LEFT_OUT or (name == "annotation" and not value(element, "type").endswith("Insertion"))


def alternative(element: _Element) -> _Element | None:
    """What is shown of an element that holds a choice for new and a fallback for old programs."""
    choice = child(element, "Choice")
    return choice if choice is not None else child(element, "Fallback")


def read_paragraph(element: _Element, hidden: frozenset[str]) -> Paragraph:
    """The text of a `w:p`; `hidden` are the styles whose text is not shown."""
    made = Paragraph()
    own = properties(element, "pPr")
    made.goes_on = child(own.get("rPr"), "del") is not None
    off = value(own.get("pStyle")) in hidden
    _Runs(made, hidden, off).take(element)
    return made


class _Runs:
    """Walks through the runs of a paragraph. The codes of fields are left out, their results are taken."""

    def __init__(self, made: Paragraph, hidden: frozenset[str], off: bool) -> None:
        self._made = made
        self._hidden = hidden
        self._off = off
        self._codes: list[bool] = []
        self._font = ""

    def take(self, element: _Element) -> None:
        """Take all that stands in an element."""
        for inner in element:
            name = local(inner)
            if name and not is_left_out(inner):
                self._take(name, inner)

    def _take(self, name: str, element: _Element) -> None:
        if name == "r":
            self._run(element)
        elif name == "t":
            self._add(shown_signs(_words(element), self._font))
        elif name in _SIGNS:
            self._add(_SIGNS[name])
        elif name == "br":
            self._add({"page": PAGE_END, "column": ""}.get(value(element, "type"), "\n"))
        elif name == "sym":
            code = value(element, "char")
            self._add(sign_of(int(code, 16), value(element, "font")) if _is_code(code) else "")
        elif name == "fldChar":
            self._field(value(element, "fldCharType"))
        elif name in ("drawing", "pict", "object"):
            self._drawing(element)
        elif name == "AlternateContent":
            if (shown := alternative(element)) is not None:
                self.take(shown)
        elif name in ("f", "d", "rad", "nary"):
            self._formula(name, element)
        elif name not in ("p", "tbl"):
            self.take(element)

    def _run(self, element: _Element) -> None:
        own = properties(element, "rPr")
        vanish = own.get("vanish")
        off = is_on(vanish) if vanish is not None else self._off or value(own.get("rStyle")) in self._hidden
        self._font = value(own.get("rFonts"), "ascii")
        if not off:
            self.take(element)

    def _add(self, text: str) -> None:
        if text and not any(self._codes):
            self._made.parts.append(text)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._codes.append(True)
        elif self._codes and kind == "separate":
            self._codes[-1] = False
        elif self._codes and kind == "end":
            self._codes.pop()

    def _drawing(self, element: _Element) -> None:
        for inner in _outermost(element):
            if local(inner) == "txbxContent":
                self._made.boxes.append(inner)
            else:
                self._made.pictures += 1

    def _formula(self, name: str, element: _Element) -> None:
        """A fraction, brackets, a root or a sum of an equation, in a line."""
        if name == "f":
            self._inner(child(element, "num"))
            self._add("/")
            self._inner(child(element, "den"))
            return
        own = properties(element, f"{name}Pr")
        opening = {"rad": "√", "nary": value(own.get("chr"), default="∫")}.get(name, "(")
        begin, end = own.get("begChr"), own.get("endChr")
        self._add(value(begin) if begin is not None else opening)
        self.take(element)
        self._add(value(end) if end is not None else ")" if name == "d" else "")

    def _inner(self, element: _Element | None) -> None:
        """Part of a fraction, in brackets where it is more than one number or word."""
        if element is None:
            return
        at = len(self._made.parts)
        self.take(element)
        if any(sign in "".join(self._made.parts[at:]) for sign in "+-−×*/÷"):
            self._made.parts.insert(at, "(")
            self._made.parts.append(")")


def _words(element: _Element) -> str:
    """The characters of a `w:t`; blanks at its ends count only where the file says so, line ends are blanks."""
    text = element.text or ""
    if text[:1].isspace() or text[-1:].isspace() or "\n" in text:
        if value(element, "space") != "preserve" and not _is_math(element):
            text = text.strip(" \t\r\n")
        text = text.replace("\r", " ").replace("\n", " ").replace("\t", " ")
    return text


def _is_math(element: _Element) -> bool:
    """Whether an element belongs to an equation."""
    return "/math" in str(element.tag)


def _is_code(text: str) -> bool:
    try:
        return 0 < int(text, 16) <= 0xFFFF
    except ValueError:
        return False


def _outermost(element: _Element) -> Iterator[_Element]:
    """The text boxes in a drawing, not those within them, and its pictures."""
    waiting = deque([element])
    while waiting:
        for inner in waiting.popleft():
            name = local(inner)
            if name in ("txbxContent", "blip", "imagedata"):
                yield inner
            elif name == "AlternateContent":
                if (shown := alternative(inner)) is not None:
                    waiting.append(shown)
            elif name:
                waiting.append(inner)
