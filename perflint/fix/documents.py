"""Edits the cells and paragraphs of Word documents; the runs around a change keep their formats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from perflint.fix.errors import Unwritable
from perflint.fix.parts import parse_part, part_bytes, with_parts
from perflint.model import Edit, Place
from perflint.read.docx import main_part
from perflint.read.package import open_package

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def edit_document(data: bytes, edits: Sequence[Edit]) -> bytes:
    """The document with other words at some places.

    Raises Unwritable where the words of a place are not those that were read: fields, tracked changes, text boxes.
    """
    with open_package(data) as package:
        main = main_part(package)
        root = parse_part(package.read(main))
        name = package.name_of(main)
    for edit in edits:
        _edit(_holder(root, edit.location.place), edit)
    return with_parts(data, {name: part_bytes(root)})


def _holder(root: _Element, place: Place | None) -> _Element:
    """The cell or paragraph at a place, counted as reading counts them."""
    body = next(root.iter("{*}body"), None)
    if body is None or place is None or place.table is None:
        raise _elsewhere()
    tables = [table for table in body.iter("{*}tbl") if not _in_box(table)]
    rows = _children(tables[place.table - 1], "tr") if place.table <= len(tables) else []
    row = rows[place.row - 1] if place.row is not None and place.row <= len(rows) else None
    column = _number(row, "trPr/gridBefore") if row is not None else 0
    for cell in _children(row, "tc") if row is not None else ():
        if column + 1 == place.column:
            return cell
        column += max(1, _number(cell, "tcPr/gridSpan"))
    raise _elsewhere()


def _in_box(element: _Element) -> bool:
    return any(str(above.tag).endswith("}txbxContent") for above in element.iterancestors())


def _children(element: _Element, name: str) -> list[_Element]:
    """The children of a name, those in content controls and the like included, not those of inner tables."""
    found: list[_Element] = []
    for child in element:
        tag = str(child.tag).rpartition("}")[2]
        if tag == name:
            found.append(child)
        elif tag in ("sdt", "sdtContent", "customXml", "smartTag"):
            found.extend(_children(child, name))
    return found


def _number(element: _Element, path: str) -> int:
    """The number that a property states, 0 where it does not."""
    found = element.find("/".join(f"{{*}}{step}" for step in path.split("/")))
    values = [v for key, v in found.attrib.items() if str(key).endswith("}val")] if found is not None else []
    return int(values[0]) if values and str(values[0]).isdigit() else 0


def _edit(holder: _Element, edit: Edit) -> None:
    """Change what differs between the old and the new words, and nothing beside it."""
    pieces = list(_pieces(holder))
    if "".join(text for _, text in pieces).strip("\n") != edit.old.strip("\n"):
        raise _elsewhere()
    lead = _leading_ends(pieces)
    before = _common(edit.old, edit.text)
    after = _common(edit.old[before:][::-1], edit.text[before:][::-1])
    first, last = before + lead, len(edit.old) - after + lead
    _replace(pieces, first, last, edit.text[before : len(edit.text) - after])


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _leading_ends(pieces: Sequence[tuple[_Element | None, str]]) -> int:
    whole = "".join(text for _, text in pieces)
    return len(whole) - len(whole.lstrip("\n"))


def _replace(pieces: Sequence[tuple[_Element | None, str]], first: int, last: int, new: str) -> None:
    """Put `new` where the first changed character stands, and take the others away."""
    at, written = 0, False
    for element, text in pieces:
        start, end = max(first - at, 0), min(last - at, len(text))
        holds = start < end or (first == last and 0 <= first - at <= len(text) and not written)
        if holds and element is None:
            raise _elsewhere()
        if holds and element is not None:
            element.text = text[:start] + ("" if written else new) + text[max(start, end) :]
            element.set(_SPACE, "preserve")
            written = True
        at += len(text)
    if not written:
        raise _elsewhere()


def _pieces(holder: _Element) -> Iterator[tuple[_Element | None, str]]:
    """The text elements with their words, and line ends that no element of text holds."""
    for number, paragraph in enumerate(_children(holder, "p")):
        if number:
            yield None, "\n"
        for element in paragraph.iter():
            name = str(element.tag).rpartition("}")[2]
            if name == "t":
                yield element, element.text or ""
            elif name in ("br", "cr"):
                yield None, "\n"
            elif name == "tab" and str(element.getparent().tag).endswith("}r"):  # type: ignore[union-attr]
                yield None, "\t"


def _elsewhere() -> Unwritable:
    return Unwritable(
        "要改的文字在域、修订或文本框中，请在 Word 中改正",
        "the words to be mended stand in a field, a tracked change or a text box; mend them in Word",
    )
