"""Word documents of their makers' own XML, and an independent walk through them."""

import io
import zipfile
from xml.etree import ElementTree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = {
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": RELATIONS,
}
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def relations(*pairs):
    inner = "".join(
        f'<Relationship Id="r{i}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(pairs)
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


def part(tag, body, namespace=W, before=""):
    names = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in NAMES.items())
    return f'<?xml version="1.0" encoding="UTF-8"?>{before}<w:{tag} xmlns:w="{namespace}"{names}>{body}</w:{tag}>'


def zipped(parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def document(body, namespace=W, before="", main="word/document.xml", **others):
    """A package of a body; `others` are parts by kind: styles, header, …"""
    folder, _, base = main.rpartition("/")
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relations(("officeDocument", main)),
        main: part("document", f"<w:body>{body}</w:body>", namespace, before),
    }
    parts |= {f"{folder}/{kind}.xml": text for kind, text in others.items()}
    parts[f"{folder}/_rels/{base}.rels"] = relations(*((kind.rstrip("0123456789"), f"{kind}.xml") for kind in others))
    return zipped(parts)


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*runs, properties=""):
    inner = "".join(r if r.startswith("<") else run(r) for r in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def tc(content="", properties=""):
    inner = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tr(*cells, properties=""):
    inner = "".join(c if c.startswith("<") else tc(c) for c in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def tbl(*rows, widths=()):
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def span(columns):
    return f'<w:gridSpan w:val="{columns}"/>'


START, GO_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def walked(data):
    """Every cell of a document by table, row and column (from 1), the texts of its own paragraphs put together."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    w = root.tag[: root.tag.index("}") + 1]
    cells = {}
    for table, element in enumerate(root.iter(f"{w}tbl"), 1):
        for row, line in enumerate(element.findall(f"{w}tr"), 1):
            before = line.find(f"{w}trPr/{w}gridBefore")
            column = 1 + (int(before.get(f"{w}val")) if before is not None else 0)
            for cell in line.findall(f"{w}tc"):
                text = ["".join(t.text or "" for t in q.iter(f"{w}t")) for q in cell.findall(f"{w}p")]
                cells[table, row, column] = "\n".join(text).strip("\n")
                wide = cell.find(f"{w}tcPr/{w}gridSpan")
                column += int(wide.get(f"{w}val")) if wide is not None else 1
    return cells
