"""The real LibreOffice, where it is installed: old documents are read as their tables, and nothing else happens."""

import io
import socket
import threading
import zipfile
from pathlib import Path

import pytest
from docx_files import walked
from layouts import LAYOUTS
from sources import as_page
from understanding import reported, squeezed, understood

from fuzz.writers import placed
from perflint.read import read_document, word

FIXTURES = Path(__file__).parent / "fixtures"

pytestmark = pytest.mark.skipif(word.find_program() is None, reason="LibreOffice is not installed")


@pytest.fixture(autouse=True)
def far_folder(monkeypatch, tmp_path):
    """Temporary files stand in a folder with blanks and Chinese signs in its name."""
    folder = tmp_path / "临时 文件"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    yield
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("name", ["evaluation-writer.doc", "running-writer.rtf"])
def test_an_old_document_is_understood_as_its_table(name, monkeypatch):
    layout = name.partition("-")[0]
    data, page = (FIXTURES / name).read_bytes(), as_page(LAYOUTS[layout]).encode()
    # One conversion is enough for all that is asked of it.
    made = word._convert(word.find_program(), data)
    monkeypatch.setattr(word, "_convert", lambda program, data: made)
    for shown in ("旧 表.wps", "旧 表.doc", "旧 表.docx"):
        assert understood(data, shown) == understood(page, "a.html")
        assert reported(data, shown) == reported(page, "a.html") != []
    document = read_document(data, name)
    assert document.format == "word"
    found = [c for grid in document.grids for row in grid.rows for c in row if c.place.table and c.text.strip()]
    # The page that it was made of had one table: each text stands in its row and column.
    assert {(c.place.table, c.place.row, c.place.column): squeezed(c.text) for c in found} == {
        (1, row + 1, column + 1): squeezed(text) for row, column, text, *_ in placed(LAYOUTS[layout]) if text
    }
    held = {place: squeezed(text) for place, text in walked(made).items() if text.strip()}
    assert held == {(c.place.table, c.place.row, c.place.column): squeezed(c.text) for c in found}


def test_no_macro_runs_and_nothing_is_fetched(tmp_path):
    mark = tmp_path / "macro-ran"
    (tmp_path / "secret.txt").write_text("秘密")
    with socket.create_server(("127.0.0.1", 0)) as server:
        calls = []
        threading.Thread(target=lambda: calls.append(server.accept()), daemon=True).start()
        data = hostile(f"http://127.0.0.1:{server.getsockname()[1]}", (tmp_path / "secret.txt").as_uri(), mark)
        document = read_document(data, "表.odt")
    texts = [c.text for grid in document.grids for row in grid.rows for c in row]
    assert texts == ["一级指标", "旧", "旧"]
    assert (calls, mark.exists()) == ([], False)


def hostile(address, secret, mark):
    """A text document with a picture and sections from elsewhere, and a macro that is to run when it is opened."""
    names = {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
        "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
        "script": "urn:oasis:names:tc:opendocument:xmlns:script:1.0",
        "xlink": "http://www.w3.org/1999/xlink",
        "ooo": "http://openoffice.org/2004/office",
        "dom": "http://www.w3.org/2001/xml-events",
    }
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in names.items())
    link = 'xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"'
    macro = "vnd.sun.star.script:Standard.Module1.Main?language=Basic&amp;location=document"
    sections = "".join(
        f'<text:section text:name="s{n}"><text:section-source xlink:href="{href}" {link}/><text:p>旧</text:p>'
        "</text:section>"
        for n, href in enumerate((f"{address}/section.odt", secret))
    )
    content = (
        f'<office:document-content {spaces} office:version="1.2"><office:scripts><office:event-listeners>'
        f'<script:event-listener script:language="ooo:script" script:event-name="dom:load" xlink:href="{macro}" '
        'xlink:type="simple"/></office:event-listeners></office:scripts><office:body><office:text>'
        f'<text:p>一级指标</text:p><text:p><draw:frame svg:width="2cm" svg:height="2cm"><draw:image '
        f'xlink:href="{address}/picture.png" {link}/></draw:frame></text:p>{sections}'
        "</office:text></office:body></office:document-content>"
    )
    basic = 'xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink"'
    parts = {
        "content.xml": content,
        "Basic/script-lc.xml": f'<library:libraries {basic}><library:library library:name="Standard" '
        'library:link="false"/></library:libraries>',
        "Basic/Standard/script-lb.xml": f'<library:library {basic} library:name="Standard" library:readonly="false" '
        'library:passwordprotected="false"><library:element library:name="Module1"/></library:library>',
        "Basic/Standard/Module1.xml": '<script:module xmlns:script="http://openoffice.org/2000/script" '
        f'script:name="Module1" script:language="StarBasic">Sub Main\nOpen "{mark}" For Output As #1\nClose #1\n'
        "End Sub\n</script:module>",
    }
    entries = "".join(f'<manifest:file-entry manifest:full-path="{n}" manifest:media-type="text/xml"/>' for n in parts)
    parts["META-INF/manifest.xml"] = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
        f'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>{entries}'
        "</manifest:manifest>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()
