"""Edits the cells of xlsx workbooks that hold plain words; formats, formulas and all other parts stay."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from perflint.fix.errors import Unwritable
from perflint.fix.parts import parse_part, part_bytes, with_parts
from perflint.model import Edit
from perflint.read.package import Package, open_package
from perflint.read.workbook import main_part
from perflint.read.xlsx import sheet_parts

if TYPE_CHECKING:
    from lxml.etree import _Element

_WORDS = ("s", "inlineStr", "str")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ZIP = b"PK"


def edit_workbook(data: bytes, edits: Sequence[Edit]) -> bytes:
    """The workbook with other words in some cells. A cell loses formats of single words in it.

    Raises Unwritable for other workbooks than xlsx and xlsm, and for cells that hold a formula or a number.
    """
    if not data.startswith(_ZIP):
        raise _other_format()
    with open_package(data) as package:
        if package.has("content.xml") or main_part(package).casefold().endswith(".bin"):
            raise _other_format()
        changed = _changed_parts(package, edits)
    return with_parts(data, changed)


def _changed_parts(package: Package, edits: Sequence[Edit]) -> dict[str, bytes]:
    sheets, _ = sheet_parts(package, main_part(package))
    parts = {name: path for name, _, path in reversed(sheets)}
    wanted: dict[str, dict[str, str]] = {}
    for edit in edits:
        place = edit.location.place
        if place is None or place.sheet not in parts or place.cell is None:
            raise _no_such_cell()
        wanted.setdefault(parts[place.sheet], {})[place.cell] = edit.text
    changed = {}
    for path, cells in wanted.items():
        root = parse_part(package.read(path))
        _edit_sheet(root, cells)
        changed[package.name_of(path)] = part_bytes(root)
    return changed


def _edit_sheet(root: _Element, cells: dict[str, str]) -> None:
    left = dict(cells)
    for element in root.iter("{*}c"):
        text = left.pop(element.get("r", ""), None)
        if text is not None:
            _write(element, text)
    if left:
        raise _no_such_cell()


def _write(cell: _Element, text: str) -> None:
    """Put words into a cell, as its own and no longer shared ones: others may use those."""
    from lxml import etree

    namespace = str(cell.tag).rpartition("}")[0] + "}"
    if cell.get("t") not in _WORDS or cell.find(f"{namespace}f") is not None:
        raise Unwritable(
            f"单元格 {cell.get('r')} 是公式或数字，请在原软件中改正",
            f"the cell {cell.get('r')} holds a formula or a number; mend it where it was made",
        )
    for child in list(cell):
        cell.remove(child)
    cell.set("t", "inlineStr")
    words = etree.SubElement(etree.SubElement(cell, f"{namespace}is"), f"{namespace}t")
    words.text = text
    words.set(_SPACE, "preserve")


def _no_such_cell() -> Unwritable:
    return Unwritable("找不到要改的单元格", "a cell that is to be mended is not there")


def _other_format() -> Unwritable:
    return Unwritable(
        "只能改写 .xlsx 和 .xlsm 工作簿，请另存后再改",
        "only .xlsx and .xlsm workbooks are written; save it as such first",
    )
