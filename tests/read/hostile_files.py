"""Files that were made to do harm, or went wrong on their way: each with the word that the refusal must hold.

"" stands for a file that is read in spite of it.
"""

import io
import re
import struct
import zipfile
import zlib
from pathlib import Path

import openpyxl
from docx_files import W, document, p, relations, tbl, tr, zipped
from pdf_files import Drawn, pages, scanned
from reportlab.lib.pdfencrypt import StandardEncryption
from test_sniff import compound

from fuzz.seeds import TABLES
from fuzz.writers import as_docx, as_html, as_ods, as_pdf, as_word_xml, as_xls, as_xlsx, as_xml

FIXTURES = Path(__file__).parent / "fixtures"
TABLE = TABLES[0]
LAUGHS = (
    '<!DOCTYPE a [<!ENTITY a0 "haha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)) + "]>"
)
OUTSIDE = '<!DOCTYPE a [<!ENTITY a11 SYSTEM "file:///etc/hostname">]>'
# More than is fine whatever it shrinks to.
BOMB = 33 << 20
OFD = '<?xml version="1.0"?><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"/>'
MACROS = b"\xd0\xcf\x11\xe0" + bytes(600)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
JPG = b"\xff\xd8\xff\xe0" + bytes(100)


def mended(data, **changes):
    """A zipped document with parts changed by functions of their texts, or added; `_` stands for the last dot."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            body = old.read(entry)
            if entry.filename in changes:
                change = changes.pop(entry.filename)
                body = change(body.decode()).encode() if callable(change) else change
            new.writestr(entry.filename, body)
        for name, body in changes.items():
            new.writestr(name, body)
    return out.getvalue()


def entities(part, mark, before=LAUGHS):
    """A change of a part: entities before its root, one of them in place of a text."""

    def change(text):
        return re.sub(r"(<\?xml[^>]*\?>)?", lambda m: m.group() + before, text, count=1).replace(mark, "&a11;", 1)

    return {part: change}


def repeated(cell):
    """An ods whose only row stands for all rows and all columns of a sheet."""
    body = (
        '<table:table table:name="a"><table:table-row table:number-rows-repeated="1048576"><table:table-cell '
        f'table:number-columns-repeated="16384">{cell}</table:table-cell></table:table-row></table:table>'
    )
    return mended(
        as_ods(TABLE),
        **{"content.xml": lambda t: re.sub(r"<table:table\b.*</table:table>", body, t, flags=re.DOTALL)},
    )


def overlapping(count):
    """An archive whose entries all stand for the same packed bytes (after D. Fifield, A better zip bomb, 2019)."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = packed.compress(bytes(1 << 20)) + packed.flush()
    check = zlib.crc32(bytes(1 << 20))
    sizes = struct.pack("<3I", check, len(body), 1 << 20)
    local = b"PK\x03\x04" + struct.pack("<5H", 20, 0, 8, 0, 0) + sizes + struct.pack("<2H", 5, 0) + b"a.txt" + body
    entry = b"PK\x01\x02" + struct.pack("<6H", 20, 20, 0, 8, 0, 0) + sizes
    listed = b"".join(
        entry + struct.pack("<5H2I", 9, 0, 0, 0, 0, 0, 0) + b"%05d.txt" % number for number in range(count)
    )
    end = b"PK\x05\x06" + struct.pack("<4H2IH", 0, 0, count, count, len(listed), len(local), 0)
    return local + listed + end


def locked_pdf():
    return pages(Drawn([["产出指标", "甲"]], [80, 80]), encrypt=StandardEncryption("secret", strength=128))


def many_pages(count):
    """A PDF of so many pages that are all the same one."""
    kids = b" ".join([b"3 0 R"] * count)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + table + b"trailer<</Size 4/Root 1 0 R>>startxref\n%d\n%%%%EOF" % len(out)


def linked():
    """A workbook with a cell of another one, a picture and a query from outside."""
    book = openpyxl.Workbook()
    book.active.append(["一级指标", "=[1]Sheet1!A1", '=WEBSERVICE("http://127.0.0.1:9/a")'])
    out = io.BytesIO()
    book.save(out)
    link = '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    target = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath" '
        'Target="http://127.0.0.1:9/b.xlsx" TargetMode="External"/></Relationships>'
    )
    return mended(
        out.getvalue(),
        **{"xl/externalLinks/externalLink1.xml": link, "xl/externalLinks/_rels/externalLink1.xml.rels": target},
    )


def circular_ods():
    """Styles that stand on one another in a circle."""
    circle = "".join(
        f'<style:style style:name="s{n}" style:family="table" style:parent-style-name="s{(n + 1) % 3}"/>'
        for n in range(3)
    )
    styles = f"<office:automatic-styles>{circle}</office:automatic-styles><office:body>"
    return mended(as_ods(TABLE), **{"content.xml": lambda t: t.replace("<office:body>", styles, 1)})


def circular_docx():
    circle = "".join(f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{(n + 1) % 3}"/></w:style>' for n in range(3))
    styles = f'<w:styles xmlns:w="{W}">{circle}</w:styles>'
    return document(p("标题", properties='<w:pStyle w:val="s0"/>') + tbl(tr("一级指标", "指标值")), styles=styles)


def circular_xlsx():
    def change(text):
        own = '<cellStyleXfs count="2"><xf xfId="1"/><xf xfId="0"/></cellStyleXfs>'
        return re.sub(r"<cellStyleXfs.*</cellStyleXfs>", own, text, flags=re.DOTALL)

    return mended(as_xlsx(TABLE), **{"xl/styles.xml": change})


def circular_xml():
    styles = '<Style ss:ID="a" ss:Parent="b"/><Style ss:ID="b" ss:Parent="a"/><Style ss:ID="c" ss:Parent="c"/>'
    return (
        as_xml(TABLE).replace(b'<Style ss:ID="Default"/>', styles.encode()).replace(b"<Cell ", b'<Cell ss:StyleID="a" ')
    )


def template():
    """A document that asks for a template and a picture from outside."""
    outside = relations(("attachedTemplate", "http://127.0.0.1:9/t.dotm")).replace("/>", ' TargetMode="External"/>')
    data = document(p("甲") + tbl(tr("一级指标", "指标值")))
    return mended(data, **{"word/_rels/settings.xml.rels": outside})


def unpacking():
    """Archives that unpack to more than anyone meant."""
    xlsx, word, ods = as_xlsx(TABLE), as_docx(TABLE), as_ods(TABLE)
    return {
        "bomb.zip": (zipped({"a.txt": bytes(BOMB)}), "zip bomb"),
        "bomb.xlsx": (mended(xlsx, **{"xl/media/a.bin": bytes(BOMB)}), "zip bomb"),
        "bomb.docx": (mended(word, **{"word/media/a.bin": bytes(BOMB)}), "zip bomb"),
        "bomb.ods": (mended(ods, **{"Pictures/a": bytes(BOMB)}), "zip bomb"),
        "overlapping.zip": (overlapping(500), "zip bomb"),
        "entries.zip": (overlapping(10_001), "10000 files"),
        "nested.zip": (zipped({"a.zip": zipped({"a.txt": "甲"})}), "within an archive"),
    }


def entity_files():
    """Entities of entities, and those that stand for files of the computer."""
    xlsx, word, ods, html = as_xlsx(TABLE), as_docx(TABLE), as_ods(TABLE), as_html(TABLE)
    made = {
        "laughs.xml": (as_xml(TABLE).replace(b"?>\n<W", b"?>" + LAUGHS.encode() + b"<W"), "DTD"),
        "laughs.doc": (as_word_xml(TABLE).replace(b"?>\n<w", b"?>" + LAUGHS.encode() + b"<w"), "DTD"),
    }
    for name, before in (("laughs", LAUGHS), ("outside", OUTSIDE)):
        made |= {
            f"{name}.xlsx": (mended(xlsx, **entities("xl/worksheets/sheet1.xml", "<f>", before)), "DTD"),
            f"{name}.docx": (mended(word, **entities("word/document.xml", "养护里程", before)), "DTD"),
            f"{name}.ods": (mended(ods, **entities("content.xml", "养护里程", before)), "DTD"),
            f"{name}.html": (before.encode() + html.replace(b"A&amp;B", b"&a11;"), ""),
        }
    return made


def asking():
    """Links and macros, which are never followed or run, and styles in circles."""
    return {
        "links.xlsx": (linked(), ""),
        "template.docx": (template(), ""),
        "macros.xlsm": (mended(as_xlsx(TABLE), **{"xl/vbaProject.bin": MACROS}), ""),
        "macros.docm": (mended(as_docx(TABLE), **{"word/vbaProject.bin": MACROS}), ""),
        "circle.xlsx": (circular_xlsx(), ""),
        "circle.docx": (circular_docx(), ""),
        "circle.ods": (circular_ods(), ""),
        "circle.xml": (circular_xml(), ""),
    }


def large():
    """More cells and pages than anyone has filled, and nested deeper than anyone has meant."""
    deep = {"content.xml": lambda t: t.replace("<text:p>", "<text:p>" + "<text:span>" * 5000, 1)}
    return {
        "rows.ods": (repeated(""), ""),
        "cells.ods": (repeated("<text:p>甲</text:p>"), "more than 1000000 cells"),
        "pages.pdf": (many_pages(10_000), "10000 pages"),
        "deep.docx": (document("<w:tbl><w:tr><w:tc>" * 3000 + "</w:tc></w:tr></w:tbl>" * 3000), "damaged"),
        "deep.html": (b"<html>" + b"<table><tr><td>" * 30_000, ""),
        "deep.json": (b"[" * 100_000, "nested"),
        "deep.ods": (mended(as_ods(TABLE), **deep), "damaged"),
    }


def locked():
    """Files that ask for a password."""
    manifest = {"META-INF/manifest.xml": lambda t: t.replace("</", "<manifest:encryption-data/></", 1)}
    return {
        "locked.xlsx": ((FIXTURES / "locked.xlsx").read_bytes(), "password"),
        "locked.docx": ((FIXTURES / "locked.xlsx").read_bytes(), "password"),
        # The record of the code page becomes that of a password.
        "locked.xls": (as_xls(TABLE).replace(b"\x42\x00\x02\x00", b"\x2f\x00\x02\x00", 1), "password"),
        "locked.doc": (compound("WordDocument", flags=1), "password"),
        "locked.ods": (mended(as_ods(TABLE), **manifest), "password"),
        "locked.pdf": (locked_pdf(), "password"),
    }


def by_another_name():
    """Half a file, files by another's name, and files that hold no text."""
    xlsx, word, ods, xls, pdf = (make(TABLE) for make in (as_xlsx, as_docx, as_ods, as_xls, as_pdf))
    whole = {
        "xlsx": xlsx, "docx": word, "ods": ods, "pdf": pdf[:120], "xml": as_xml(TABLE), "doc": as_word_xml(TABLE),
        "xls": xls[:3000], "zip": zipped({"a.txt": "甲"}),
    }  # fmt: skip
    return {f"half.{suffix}": (data[: len(data) // 2], "damaged") for suffix, data in whole.items()} | {
        "renamed.pdf": (xlsx, ""),
        "renamed.xlsx": (word, ""),
        "renamed.docx": (pdf, ""),
        "renamed.doc": (xls, ""),
        "renamed.csv": (ods, ""),
        "renamed.txt": (xlsx, ""),
        "picture.pdf": (PNG, "picture"),
        "picture.xlsx": (JPG, "picture"),
        "scan.pdf": (scanned(2), "scan"),
        "pictures.docx": (document(p("<w:r><w:drawing><a:blip/></w:drawing></w:r>")), "pictures and no text"),
        "invoice.ofd": (zipped({"OFD.xml": OFD}), "OFD"),
        "invoice.pdf": (zipped({"OFD.xml": OFD}), "OFD"),
    }


def files():
    """name -> (bytes, a word of the sentence that refuses it, or "")."""
    return unpacking() | entity_files() | asking() | large() | locked() | by_another_name()
