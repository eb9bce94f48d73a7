"""Word documents of one XML file: Word 2003 XML, as platforms fill in templates of it, and flat packages."""

import io
import zipfile
from xml.etree import ElementTree

import pytest
from layouts import LAYOUTS
from sources import as_document, as_page
from understanding import reported, squeezed, understood

from fuzz.writers import as_word_xml
from perflint.errors import ReadError
from perflint.read import read_document

W = "http://schemas.microsoft.com/office/word/2003/wordml"
PACKAGE = "http://schemas.microsoft.com/office/2006/xmlPackage"
HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<?mso-application progid="Word.Document"?>\r\n'
    f'<w:wordDocument xmlns:w="{W}" xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:aml="http://schemas.microsoft.com/aml/2001/core" '
    'xml:space="preserve">'
)


def p(text, more=""):
    return f"<w:p><w:pPr><w:jc w:val='center'/>{more}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(*content, own=""):
    return f"<w:tc><w:tcPr><w:tcW w:w='1000' w:type='dxa'/>{own}</w:tcPr>{''.join(content)}</w:tc>"


def word(body, before=""):
    return f"{HEAD}{before}<w:body><wx:sect>{body}</wx:sect></w:body></w:wordDocument>".encode()


def texts(data, name="表.doc"):
    document = read_document(data, name)
    assert document.format == "docx"
    return [[c.text for c in row] for grid in document.grids for row in grid.rows]


def flat(data):
    """The parts of a .docx in one XML file, as Word saves an "XML document"."""
    parts = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")) and name != "[Content_Types].xml":
                xml = ElementTree.tostring(ElementTree.fromstring(archive.read(name)), "unicode")
                parts.append(f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{xml}</pkg:xmlData></pkg:part>')
    picture = '<pkg:part pkg:name="/word/media/a.png"><pkg:binaryData>AAAA</pkg:binaryData></pkg:part>'
    head = '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
    return f'{head}<pkg:package xmlns:pkg="{PACKAGE}">{picture}{"".join(parts)}</pkg:package>'.encode()


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("make", [as_word_xml, lambda rows: flat(as_document(rows))], ids=["2003", "flat"])
def test_a_document_is_understood_as_its_table(layout, make):
    data, page = make(LAYOUTS[layout]), as_page(LAYOUTS[layout]).encode()
    for name in ("表.doc", "表.xml", "表.docx"):
        assert understood(data, name) == understood(page, "a.html")
        assert reported(data, name) == reported(page, "a.html") != []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_places_agree_with_a_walk(layout):
    data = as_word_xml(LAYOUTS[layout])
    w, held = f"{{{W}}}", {}
    for row, line in enumerate(ElementTree.fromstring(data).iter(f"{w}tr"), 1):
        column = 1
        for cell in line.iter(f"{w}tc"):
            held[1, row, column] = "".join(t.text or "" for t in cell.iter(f"{w}t"))
            column += int(cell.find(f"{w}tcPr/{w}gridSpan").get(f"{w}val"))
    found = [c for grid in read_document(data, "a.doc").grids for row in grid.rows for c in row if c.text]
    assert {(c.place.table, c.place.row, c.place.column): squeezed(c.text) for c in found} == {
        place: squeezed(text) for place, text in held.items() if text
    }


def test_deletions_notes_and_pictures_are_no_text():
    change = (
        '<w:p><w:r><w:t>甲</w:t></w:r><aml:annotation aml:id="0" w:type="Word.Deletion"><aml:content><w:r><w:delText>'
        '乙</w:delText><w:t>乙</w:t></w:r></aml:content></aml:annotation><aml:annotation w:type="Word.Insertion">'
        '<aml:content><w:r><w:t>丙</w:t></w:r></aml:content></aml:annotation><aml:annotation w:type="Word.Comment">'
        "<aml:content><w:p><w:r><w:t>批注</w:t></w:r></w:p></aml:content></aml:annotation><w:r><w:pict><w:binData "
        "w:name='a'>AAAA</w:binData><v:shape><v:imagedata src='a'/></v:shape></w:pict></w:r></w:p>"
    )
    assert texts(word(change)) == [["甲丙"]]


def test_titles_in_headers_hidden_styles_and_sub_sections():
    styles = "<w:styles><w:style w:styleId='h'><w:rPr><w:vanish/></w:rPr></w:style></w:styles>"
    title = f"<w:hdr w:type='odd'>{p('2024年项目支出绩效目标表')}</w:hdr>"
    table = f"<w:tbl><w:tr>{tc(p('一级指标'))}{tc(p('指标值'))}</w:tr></w:tbl>"
    body = f"<wx:sub-section>{p('藏', '<w:pStyle w:val=' + chr(34) + 'h' + chr(34) + '/>')}{table}</wx:sub-section>"
    assert texts(word(f"{body}<w:sectPr>{title}</w:sectPr>", styles)) == [
        ["2024年项目支出绩效目标表"],
        ["一级指标", "指标值"],
    ]


@pytest.mark.parametrize("encoding", ["gb2312", "utf-16"])
def test_other_encodings(encoding):
    data = word(p("绩效目标")).decode().replace("UTF-8", encoding, 1).encode(encoding)
    assert texts(data) == [["绩效目标"]]


@pytest.mark.parametrize(
    "data",
    [
        word(p("甲"))[:-20],
        (HEAD + "</w:wordDocument>").encode(),
        f'<?xml version="1.0"?><pkg:package xmlns:pkg="{PACKAGE}"/>'.encode(),
        HEAD.replace("\r\n", '<!DOCTYPE a [<!ENTITY b "甲">]>', 1).encode() + b"<w:body/></w:wordDocument>",
    ],
)
def test_damaged_and_forged_files_are_refused(data):
    with pytest.raises(ReadError) as error:
        read_document(data, "a.doc")
    assert "save it" in error.value.message.en and "另存" in error.value.message.zh
