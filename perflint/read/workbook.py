"""Reads workbooks (xlsx, xlsm, xls, xlsb, ods, XML Spreadsheet 2003): a grid per sheet, with the texts that are seen.

The values are read here and not by a library: a dense table of one that holds A1 and XFD1048576 takes all memory, and
what a cell shows needs its format. Formulas are not computed, macros and links never touched.
"""

from __future__ import annotations

from perflint.errors import ReadError
from perflint.model import Document
from perflint.read import ole
from perflint.read.limits import damaged_archive
from perflint.read.package import Package, open_package
from perflint.read.sheet import Sheet, grid_of

# The beginning of a stream of records as old programs wrote it, without a compound file around it.
_BIFF = b"\x09"
_ENCRYPTED = (
    "文档已加密，请输入密码打开后，取消密码并另存",
    "the document is encrypted; open it with its password and save it without one",
)


def read_workbook(data: bytes, name: str) -> Document:
    """A workbook of any of the formats; the content tells which. Raises ReadError for what cannot be read."""
    try:
        kind, sheets = _read(data)
        grids = tuple(grid_of(sheet) for sheet in sheets)
    except (ReadError, MemoryError):
        raise
    except Exception as error:
        # lxml's XMLSyntaxError, zlib.error, BadZipFile, KeyError and what else forged parts make of the readers.
        raise _damaged() from error
    return Document(name, kind, grids)


def _read(data: bytes) -> tuple[str, list[Sheet]]:
    if data.startswith(ole.MAGIC):
        return "xls", _from_compound(data)
    if data.startswith(_BIFF):
        from perflint.read.xls import read_stream

        return "xls", read_stream(data)
    if not data.startswith(b"PK"):
        from perflint.read.xmlsheet import read_sheets as read_xml

        return "xml", read_xml(data)
    with open_package(data) as package:
        if package.has("content.xml"):
            from perflint.read.ods import read_sheets as read_ods

            if b"encryption-data" in package.read("META-INF/manifest.xml"):
                raise ReadError(*_ENCRYPTED)
            return "ods", read_ods(package)
        main = main_part(package)
        if main.casefold().endswith(".bin"):
            from perflint.read.xlsb import read_sheets as read_xlsb

            return "xlsb", read_xlsb(package, main)
        from perflint.read.xlsx import read_sheets as read_xlsx

        return "xlsx", read_xlsx(package, main)


def main_part(package: Package) -> str:
    """The workbook's own part: what the package says, else where Excel puts it."""
    stated = [path for kind, path in package.relations("").values() if kind == "officeDocument"]
    for part in (*stated, "xl/workbook.xml", "xl/workbook.bin"):
        if package.has(part):
            return part
    raise damaged_archive()


def _from_compound(data: bytes) -> list[Sheet]:
    from perflint.read.xls import read_stream

    compound = ole.open_compound(data)
    names = {name.casefold(): name for name in compound.entries} if compound else {}
    if names.keys() & {"encryptedpackage", "encryptioninfo"}:
        raise ReadError(*_ENCRYPTED)
    stream = names.get("workbook") or names.get("book")
    if stream is None:
        raise _damaged()
    return read_stream(ole.read_stream(data, stream))


def _damaged() -> ReadError:
    return ReadError(
        "工作簿已损坏或不完整，请重新获取，或用原软件打开后另存为 .xlsx",
        "the workbook is damaged or cut off; get it again, or open it where it was made and save it as .xlsx",
    )
