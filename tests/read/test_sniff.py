"""The content tells the format: wrong suffixes, old Office files, what is refused and how it says so."""

import io
import struct
import subprocess
import sys
import zipfile

import openpyxl
import pytest
import xlwt

from perflint.api import Options, check_bytes
from perflint.errors import ReadError
from perflint.read import READERS, SUFFIXES, read_document
from perflint.read.ole import MAGIC, open_compound, read_stream
from perflint.read.sniff import sniff

HTML = '<html xmlns:x="urn:x"><meta charset=gbk><table><tr><td>指标'.encode("gbk")
CSV = "一级指标,三级指标,指标值\n产出指标,甲,1\n产出指标,乙,2\n产出指标,丙,3\n".encode()
TABS = "一级指标\t三级指标\n产出指标\t甲\n".encode()
SPREADSHEET = b'<?xml version="1.0"?>\r\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'
WORD_XML = b'<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">'
ARCHIVE = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="a b"\r\n\r\n--a b'
PROSE = "今天开会。\n".encode()


def xlsx():
    out = io.BytesIO()
    book = openpyxl.Workbook()
    book.active["A1"] = "指标"
    book.save(out)
    return out.getvalue()


def xls():
    out = io.BytesIO()
    book = xlwt.Workbook()
    book.add_sheet("表").write(0, 0, "指标")
    book.save(out)
    return out.getvalue()


def zipped(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def compound(*names, flags=0):
    """A compound file with streams of these names, each of eight sectors that begin as a Word document does."""
    sector = 512
    entries = []

    def entry(name, kind, right, child, start, size):
        raw = name.encode("utf-16-le")
        links = struct.pack("<BBIII", kind, 1, 0xFFFFFFFF, right, child)
        return (
            raw.ljust(64, b"\0") + struct.pack("<H", len(raw) + 2) + links + bytes(36) + struct.pack("<IQ", start, size)
        )

    entries.append(entry("Root Entry", 5, 0xFFFFFFFF, 1, 0xFFFFFFFE, 0))
    for number, name in enumerate(names, 1):
        following = number + 1 if number < len(names) else 0xFFFFFFFF
        entries.append(entry(name, 2, following, 0xFFFFFFFF, 2 + 8 * (number - 1), 4096))
    directory = b"".join(entries).ljust(sector, b"\0")
    fat = [0xFFFFFFFD, 0xFFFFFFFE]
    body = b""
    for number in range(len(names)):
        first = 2 + 8 * number
        fat.extend([*range(first + 1, first + 8), 0xFFFFFFFE])
        body += (b"\xec\xa5\xc1\0" + bytes(7) + bytes([flags])).ljust(4096, b"\0")
    fat_sector = struct.pack(f"<{len(fat)}I", *fat).ljust(sector, b"\xff")
    head = MAGIC + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack("<I", 0)
    return head.ljust(sector, b"\xff") + fat_sector + directory + body


@pytest.mark.parametrize(
    ("data", "names", "expected"),
    [
        (HTML, ("a.xls", "a.html", "a.doc", "a.et", "a.csv", "a.txt"), "html"),
        (CSV, ("a.csv", "a.txt", "a.xls", "a.xlsx"), "csv"),
        (TABS, ("a.txt", "a.xls", "a.tsv", "a.et"), "text"),
        (TABS, ("a.csv",), "csv"),
        (PROSE, ("a.txt", "a.doc", "a.pdf", "a.zip", "a.html"), "text"),
        (b'[{"projects": []}]', ("a.json", "a.txt"), "json"),
        (xlsx(), ("a.xlsx", "a.xls", "a.docx", "a.txt", "a.et", "a.unknown"), "workbook"),
        (xls(), ("a.xls", "a.xlsx", "a.et", "a.doc"), "workbook"),
        (compound("WordDocument"), ("a.doc", "a.wps", "a.docx", "a.xls"), "word"),
        (b"{\\rtf1 x}", ("a.doc", "a.rtf"), "word"),
        (zipped(**{"[Content_Types].xml": "x", "word/document.xml": "x"}), ("a.docx", "a.doc", "a.zip"), "docx"),
        (zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"), ("a.ods", "a.xls"), "workbook"),
        (zipped(mimetype="application/vnd.oasis.opendocument.text"), ("a.doc",), "word"),
        (zipped(**{"a.txt": "x"}), ("a.zip", "a.docx"), "zip"),
        (SPREADSHEET, ("a.xls", "a.xml", "a.xlsx", "a.txt"), "workbook"),
        (SPREADSHEET.decode().encode("utf-16"), ("a.xls",), "workbook"),
        (WORD_XML, ("a.doc", "a.xml", "a.docx"), "docx"),
        (ARCHIVE, ("a.mht", "a.mhtml", "a.xls", "a.doc", "a.txt"), "mhtml"),
        (read_stream(xls(), "Workbook"), ("a.xls", "a.et", "a.txt"), "workbook"),
        (b"%PDF-1.7\n", ("a.pdf", "a.doc", "a.txt"), "pdf"),
        (b"\xef\xbb\xbf" + CSV, ("a.txt",), "csv"),
        (CSV.decode().encode("utf-16"), ("a.txt", "a.xls"), "csv"),
        (b"", ("a.txt", "a.html"), "text"),
    ],
)
def test_the_content_tells(data, names, expected):
    for name in names:
        assert sniff(data, SUFFIXES.get("." + name.rpartition(".")[2], "")) == expected, name


@pytest.mark.parametrize(
    ("data", "name", "word"),
    [
        (b"\x89PNG\r\n\x1a\n", "a.pdf", "picture"),
        (b"\xff\xd8\xff\xe0", "扫描.doc", "picture"),
        (b"II*\x00", "a.txt", "picture"),
        (compound("EncryptedPackage", "EncryptionInfo"), "a.xlsx", "encrypted"),
        (compound("WordDocument", flags=1), "a.doc", "encrypted"),
        (compound("PowerPoint Document"), "a.doc", "presentation"),
        (compound("Contents"), "a.wps", "unknown OLE"),
        (xls()[:300], "a.xls", "damaged"),
        (xlsx()[:-40], "a.xlsx", "damaged"),
        (zipped(**{"OFD.xml": "x"}), "a.pdf", "OFD"),
        (zipped(**{"_rels/.rels": "x", "ppt/presentation.xml": "x"}), "a.docx", "presentation"),
        (b"\x09\x00\x04\x00\x02\x00\x10\x00", "a.xls", "Excel 4.0 or older"),
        (b"\x09\x04\x06\x00\x00\x00\x10\x00\x00\x00", "a.xls", "Excel 4.0 or older"),
        (b"\x00\x01\x02" * 100, "a.xls", "damaged or encrypted"),
        (b"\x00\x01\x02" * 100, "a.zip", "damaged"),
        (b"x", "a.dat", "unknown file format"),
    ],
)
def test_what_is_refused_says_why(data, name, word):
    with pytest.raises(ReadError) as error:
        read_document(data, name)
    assert word in error.value.message.en
    assert error.value.message.zh.strip()
    found = check_bytes(data, name, Options(lang="en")).diagnostics
    assert [d.rule for d in found] == ["PRS001"]


def test_compound_files_know_their_streams():
    data = compound("甲", "WordDocument")
    opened = open_compound(data)
    assert sorted(opened.entries) == ["WordDocument", "甲"]
    assert len(read_stream(data, "甲")) == 4096
    for cut in range(0, len(data), 97):
        open_compound(data[:cut])
    for at in range(24, 1600):
        changed = bytearray(data)
        changed[at] ^= 0xFF
        open_compound(bytes(changed))


def test_every_format_has_a_reader():
    assert set(SUFFIXES.values()) <= set(READERS)
    code = "import sys\nfrom perflint.read import read_document\nread_document(b'x', 'a.txt')\n"
    code += "print({'lxml', 'pypdfium2', 'python_calamine', 'zipfile'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
