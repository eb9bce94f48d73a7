"""Tells a file's format by its content first and its suffix second."""

from __future__ import annotations

import re

from perflint.errors import ReadError
from perflint.lazyregex import lazy_regex
from perflint.read import ole
from perflint.read.decode import decode
from perflint.read.limits import check_archive, check_directory, damaged_archive

# What the reader of text files makes of a file whose suffix promised something else.
_TEXTS = frozenset(("text", "markdown", "json", "csv", "html"))
_HTML = lazy_regex(
    r"\s*(?:<\?xml[^<>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*){0,5}"
    r"<(?:!doctype\s+html|html|head|body|meta|title|style|table|center)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML = lazy_regex(r"\s*<\?xml\b")
_JSON = lazy_regex(r'\s*(?:\[\s*[\[{"]|\{\s*"|\[\s*\])')
_MHTML = lazy_regex(
    r"(?:[\w-]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){0,30}?content-type:\s*multipart/related", re.IGNORECASE
)
# The first record of a workbook that no compound file surrounds, of Excel 2 to 4 (which is refused) or 5 and later.
_BIFF = lazy_regex(rb"\x09(?:\x00\x04|[\x02\x04]\x06|\x08[\x08\x10])\x00")
_HEAD = 8192
_PICTURES: tuple[bytes, ...] = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"\x00\x00\x00\x0cjP", b"\xd7\xcd\xc6\x9a",
)  # fmt: skip
_ODF = b"application/vnd.oasis.opendocument."


def sniff(data: bytes, stated: str) -> str:
    """The format of a file whose suffix stands for the format `stated` ("" for an unknown suffix).

    Gives a key of READERS, or "" where neither content nor suffix tell. Raises ReadError for what is known and not
    read: pictures, presentations, encrypted and damaged files.
    """
    if _is_zip(data):
        check_archive(data)
        return _zip_format(*_listing(data))
    if data.startswith(ole.MAGIC[:4]):
        return _in_compound(data)
    if b"%PDF-" in data[:1024] and stated not in _TEXTS - {"text"}:
        return "pdf"
    if data.lstrip()[:5] == b"{\\rtf":
        return "word"
    if _BIFF.match(data):
        return "workbook"
    if data.startswith(_PICTURES) or (data[:2] == b"BM" and data[6:10] == b"\0\0\0\0") or data[8:12] == b"WEBP":
        raise _picture()
    return stated if stated in ("json", "markdown") else _in_text(data, stated)


def is_archive(data: bytes) -> bool:
    """Whether a file is a zip archive of files, and no document in one."""
    if not _is_zip(data):
        return False
    try:
        check_directory(data)
        return _zip_format(*_listing(data)) == "zip"
    except ReadError:
        return False


def _is_zip(data: bytes) -> bool:
    return data[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")


def _listing(data: bytes) -> tuple[frozenset[str], bytes]:
    """The names in a zip file, and the type that an OpenDocument file states of itself."""
    from io import BytesIO
    from zipfile import ZipFile

    try:
        with ZipFile(BytesIO(data)) as archive:
            names = frozenset(archive.namelist())
            if "mimetype" not in names:
                return names, b""
            with archive.open("mimetype") as file:
                return names, file.read(100)
    except Exception as error:
        raise damaged_archive() from error


def _zip_format(names: frozenset[str], kind: bytes) -> str:
    if kind.startswith(_ODF):
        family = re.split(rb"[-\s]", kind.removeprefix(_ODF))[0]
        if family not in (b"spreadsheet", b"text"):
            raise _not_a_table("演示文稿或图形", "a presentation or drawing")
        return "workbook" if family == b"spreadsheet" else "word"
    if "OFD.xml" in names:
        raise ReadError(
            "OFD 版式文件还不能读取，请在阅读器中另存为 PDF，或向制表人索取 Excel、Word 原件",
            "OFD documents are not read; save it as PDF in its viewer, or ask for the Excel or Word original",
        )
    if "[Content_Types].xml" in names or "_rels/.rels" in names:
        for start, found in (("xl/", "workbook"), ("word/", "docx")):
            if any(name.startswith(start) for name in names):
                return found
        if any(name.startswith("ppt/") for name in names):
            raise _not_a_table("演示文稿", "a presentation")
    if any(name.startswith("Index/") and name.endswith(".iwa") for name in names):
        raise _not_a_table("苹果 Numbers 或 Pages 文档", "a Numbers or Pages document")
    return "zip"


def _in_compound(data: bytes) -> str:
    compound = ole.open_compound(data)
    names = {name.casefold() for name in compound.entries} if compound else set()
    if names & {"encryptedpackage", "encryptioninfo"}:
        raise encrypted()
    if names & {"workbook", "book"}:
        return "workbook"
    if compound is not None and "worddocument" in names:
        # [MS-DOC] 2.5.2: the flag fEncrypted of FibBase.
        head = compound.head("WordDocument", 32)
        if len(head) > 11 and head[:2] == b"\xec\xa5" and head[11] & 1:
            raise encrypted()
        return "word"
    if "powerpoint document" in names:
        raise _not_a_table("演示文稿", "a presentation")
    if compound is None:
        raise ReadError(
            "旧版 Office 文档（xls、doc）已损坏或不完整，请重新获取，或用原软件打开后另存",
            "the old Office document (xls, doc) is damaged or cut off; get it again, or open it and save it anew",
        )
    raise _not_a_table("不认识的 OLE 文档", "an unknown OLE document")


def _in_text(data: bytes, stated: str) -> str:
    """The format of a file without a magic number."""
    if stated == "zip" and (not data or b"\0" in data[:_HEAD]):
        raise damaged_archive()
    try:
        head = decode(data if len(data) <= _HEAD else _head(data))
    except ReadError:
        if stated in _TEXTS or not stated:
            return stated
        raise ReadError(
            "文件内容与扩展名不符，也不是文本，可能已损坏或加密，请用原软件打开后另存",
            "the content is not what the file's name says, and no text; it may be damaged or encrypted: "
            "open it where it was made and save it anew",
        ) from None
    if _HTML.match(head) or (stated == "html" and "<" in head):
        return "html"
    if _XML.match(head):
        return _in_xml(head, stated)
    if _MHTML.match(head):
        return "mhtml"
    if _JSON.match(head) and _is_json(data):
        return "json"
    if not stated:
        return ""
    from perflint.read.csv import is_table

    return "csv" if is_table(head, len(data) > _HEAD, lenient=stated == "csv") else "text"


def _head(data: bytes) -> bytes:
    """The first lines of a large file, cut where no character can be halved."""
    end = data.rfind(b"\n", 0, _HEAD)
    # The other half of a line end in UTF-16 (little endian) stands behind it.
    return data[: end + 1 + (data[end + 1 : end + 2] == b"\0" and b"\0" in data[:64])] if end > 0 else data


def _in_xml(head: str, stated: str) -> str:
    if "schemas-microsoft-com:office:spreadsheet" in head and re.search(r"<(?:\w+:)?Workbook\b", head):
        return "workbook"
    if "office/word/2003" in head or "2006/xmlPackage" in head:
        return "docx"
    return "html" if "<html" in head[:2000].lower() else "text" if stated else ""


def _is_json(data: bytes) -> bool:
    import json

    try:
        json.loads(decode(data))
    except (ValueError, ReadError, RecursionError):
        return False
    return True


def encrypted() -> ReadError:
    """The error for an Office document that asks for a password."""
    return ReadError(
        "文档已加密，请输入密码打开后，取消密码并另存",
        "the document is encrypted; open it with its password and save it without one",
    )


def _picture() -> ReadError:
    return ReadError(
        "这是图片，其中没有文字（可能是扫描件），请使用带文字的原件（Excel、Word、PDF），或先做文字识别",
        "this is a picture (a PNG image, JPEG image or the like) and holds no text; "
        "take the original (Excel, Word, PDF), or recognise its text first",
    )


def _not_a_table(zh: str, en: str) -> ReadError:
    return ReadError(
        f"文件内容是{zh}，不能读取，请把其中的表格另存为 .xlsx 或 .docx",
        f"the content is {en}, which is not read; save its table as .xlsx or .docx",
    )
