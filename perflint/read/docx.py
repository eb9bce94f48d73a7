"""Reads Word documents (docx, docm, and those of one XML file): their tables, and the text around them, as a person
sees them.

Places count from 1. A table's number is its place among all tables in the order of the file, those in cells of others
included; a row is the `w:tr` of its table; a column counts in the table's own grid, so that a merged cell takes as many
as it spans. A paragraph counts among those outside tables; what stands in a text box has the place of its paragraph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from perflint.errors import ReadError
from perflint.model import Document
from perflint.read import ole
from perflint.read.docxbody import Body
from perflint.read.docxstyles import hidden_styles
from perflint.read.docxtext import child
from perflint.read.limits import damaged_archive
from perflint.read.package import Package, has_entities, open_package
from perflint.read.sniff import encrypted

if TYPE_CHECKING:
    from lxml.etree import _Element

# A document of text and tables is never as large; its pictures stand in other parts.
_MAX_PART = 64 * 2**20


def read_docx(data: bytes, name: str) -> Document:
    """A Word document; a grid begins at every table that has a title of its own. Raises ReadError."""
    if data.startswith(ole.MAGIC):
        raise _in_compound(data)
    try:
        body = _read_zipped(data) if data.startswith(b"PK") else _read_xml(data)
    except ReadError:
        raise
    except Exception as error:
        # lxml's XMLSyntaxError, zlib.error, BadZipFile, RecursionError and what else forged parts make of them.
        raise _damaged() from error
    grids = body.finished()
    if not grids:
        _refuse_empty(body)
    return Document(name, "docx", grids)


def _read_zipped(data: bytes) -> Body:
    with open_package(data) as package:
        return _read(package)


def _read_xml(data: bytes) -> Body:
    from perflint.read import wordxml

    root = _parsed(data.lstrip())
    if wordxml.is_package(root):
        return _read_zipped(wordxml.zipped(root))
    body = wordxml.read_document(root)
    if body is None:
        raise _damaged()
    return body


def _read(package: Package) -> Body:
    main = main_part(package)
    relations = list(package.relations(main).values())
    styles = next((path for kind, path in relations if kind == "styles" and package.has(path)), "")
    hidden = hidden_styles(package.elements(styles, ("style",))) if styles else frozenset[str]()
    headers = [path for kind, path in relations if kind == "header" and package.has(path)]
    body = Body(hidden)
    for part in sorted(set(headers)):
        body.take_header(_root(package, part))
    found = child(_root(package, main), "body")
    if found is None:
        raise _damaged()
    body.take(found)
    return body


def main_part(package: Package) -> str:
    """The document's own part: what the package says, else where Word puts it."""
    stated = [path for kind, path in package.relations("").values() if kind == "officeDocument"]
    for part in (*stated, "word/document.xml"):
        if package.has(part):
            return part
    raise damaged_archive()


def _root(package: Package, part: str) -> _Element:
    with package.open(part) as stream:
        text = stream.read(_MAX_PART + 1)
    if len(text) > _MAX_PART:
        raise ReadError(
            f"Word 文档的正文解压后超过 {_MAX_PART >> 20} MB，请拆分后再检查",
            f"the text of the Word document is larger than {_MAX_PART >> 20} MB, unpacked; split it",
        )
    return _parsed(text)


def _parsed(text: bytes) -> _Element:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(text, parser)
    except etree.XMLSyntaxError:
        if b"<!DOCTYPE" in text[:2000]:
            raise has_entities() from None
        raise
    if root.getroottree().docinfo.internalDTD is not None:
        raise has_entities()
    return root


def _in_compound(data: bytes) -> ReadError:
    compound = ole.open_compound(data)
    names = {name.casefold() for name in compound.entries} if compound else set()
    if names & {"encryptedpackage", "encryptioninfo"}:
        return encrypted()
    return ReadError(
        "这是旧版 Word 文档，请在 Word 或 WPS 中打开，选择“文件—另存为—Word 文档（*.docx）”，再检查",
        "this is an old Word document; open it in Word or WPS, choose File, Save As, Word Document (*.docx), "
        "and check that",
    )


def _refuse_empty(body: Body) -> None:
    """Raises ReadError where a document without text says why it has none."""
    if body.pictures:
        raise ReadError(
            "Word 文档中只有图片，没有文字（可能是扫描件），请使用带文字的原件，或先做文字识别",
            "the Word document holds pictures and no text (perhaps a scan); take an original with text, "
            "or recognise its text first",
        )
    if body.imported:
        raise ReadError(
            "Word 文档只是引用了另一种格式的内容，请在 Word 中打开后另存为 .docx",
            "the Word document only embeds content of another format; open it in Word and save it as .docx",
        )


def _damaged() -> ReadError:
    return ReadError(
        "Word 文档已损坏或不完整，请重新获取，或用 Word、WPS 打开后另存为 .docx",
        "the Word document is damaged or cut off; get it again, or open it in Word or WPS and save it as .docx",
    )
