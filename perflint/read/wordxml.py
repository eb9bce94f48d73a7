"""Opens Word documents of one XML file: Word 2003 XML, which platforms fill in by a template, and flat packages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perflint.read.docxbody import Body
from perflint.read.docxstyles import hidden_styles
from perflint.read.docxtext import child, local, value

if TYPE_CHECKING:
    from lxml.etree import _Element


def is_package(root: _Element) -> bool:
    """Whether the parts of a .docx stand in one XML file (Word's "XML document")."""
    return local(root) == "package"


def zipped(root: _Element) -> bytes:
    """The .docx whose parts a flat package holds; pictures are left out."""
    from io import BytesIO
    from zipfile import ZipFile

    from lxml import etree

    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for part in root:
            data = child(part, "xmlData")
            if local(part) == "part" and data is not None and len(data):
                archive.writestr(value(part, "name").lstrip("/"), etree.tostring(data[0], encoding="utf-8"))
    return out.getvalue()


def read_document(root: _Element) -> Body | None:
    """What a Word 2003 document holds; None where it has no body."""
    styles = child(root, "styles")
    body = Body(hidden_styles(("end", "style", style) for style in (styles if styles is not None else ())))
    found = child(root, "body")
    if found is None:
        return None
    for header in root.iter("{*}hdr"):
        body.take_header(header)
    body.take(found)
    return body
