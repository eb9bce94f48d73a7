"""Tries what perflint needs on this machine: formats by reading a sample of each, the cache, the plugins."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Literal

from perflint import plugins
from perflint.errors import Message, PerflintError, ReadError
from perflint.lazyclass import dataclass
from perflint.read.limits import STANDARD, Limits
from perflint.read.word import find_program, no_program
from perflint.workers import Reader
from perflint.yamldata.store import cache_dir

State = Literal["ready", "missing", "broken"]
# What every sample says.
_WORDS = "OK 95"
_NOTHING = Message("", "")


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that was tried: its name (suffixes, for formats), how it is, what it rests on, what to know or do."""

    name: str
    state: State
    by: str = ""
    detail: Message = _NOTHING


@dataclass(frozen=True, slots=True)
class _Format:
    """Suffixes that are read alike; `library` is what they need, `sample` makes a file of theirs."""

    suffixes: tuple[str, ...]
    library: str = ""
    sample: Callable[[], bytes] | None = None
    detail: Message = _NOTHING


def formats(limits: Limits = STANDARD) -> Iterator[Condition]:
    """Every format that can be read, those that need a library tried with a sample by the road that files take."""
    with Reader(limits) as read:
        for form in FORMATS:
            yield _tried(read, form)
    for name in plugins.names(plugins.READERS):
        yield _plugin(plugins.READERS, name, f".{name.lower().lstrip('.')}")


def additions() -> Iterator[Condition]:
    """Check kinds and reporters of installed plugins, each loaded."""
    for group in (plugins.CHECKS, plugins.REPORTERS):
        for name in plugins.names(group):
            yield _plugin(group, name, f"{group} {name}")


def cache() -> Condition:
    """The folder of the cache, tried by writing there."""
    import tempfile

    folder = cache_dir()
    if folder is None:
        off = Message("已关闭，每次启动会慢一些", "switched off; every start takes a little longer")
        return Condition("PERFLINT_CACHE_DIR", "ready", "", off)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return Condition(str(folder), "ready")
    except OSError as error:
        why = error.strerror or str(error)
        said = Message(
            f"不能写入（{why}），每次启动会慢一些；可用环境变量 PERFLINT_CACHE_DIR 指定别的文件夹",
            f"cannot be written ({why}), so that every start takes a little longer; "
            "the environment variable PERFLINT_CACHE_DIR names another folder",
        )
        return Condition(str(folder), "missing", "", said)


def _tried(read: Reader, form: _Format) -> Condition:
    name = " ".join(form.suffixes)
    if form.sample is None:
        return Condition(name, "ready", form.library, form.detail)
    by = _version(form.library)
    if form.library == _OFFICE:
        program = find_program()
        if program is None:
            return Condition(name, "missing", form.library, no_program().message)
        by = program
    try:
        document = read(form.sample(), f"sample{form.suffixes[0]}")
        text = " ".join(cell.text for grid in document.grids for row in grid.rows for cell in row)
        if _WORDS not in text:
            raise ReadError(f"样例读成了“{text[:40]}”", f"the sample was read as '{text[:40]}'")
    except PerflintError as error:
        # LibreOffice is none of ours: where it does not work, it is as if it were not there.
        return Condition(name, "missing" if form.library == _OFFICE else "broken", by, error.message)
    return Condition(name, "ready", by, form.detail)


def _version(library: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"{library} {version(library)}"
    except PackageNotFoundError:
        # A program made of one file has libraries without their papers.
        return library


def _plugin(group: str, name: str, shown: str) -> Condition:
    try:
        plugins.find(group, name)
    except PerflintError as error:
        return Condition(shown, "broken", plugins.owner(group, name), error.message)
    return Condition(shown, "ready", plugins.owner(group, name))


def _packed(parts: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def _office(kind: str, main: str, more: dict[str, str]) -> bytes:
    """An Office document of the least parts; `kind` and `main` are the type and the name of the main one."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    content = f"application/vnd.openxmlformats-officedocument.{kind}.main+xml"
    return _packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{types}"><Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/{main}" ContentType="{content}"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{relations}">'
            f'<Relationship Id="a" Type="{office}/officeDocument" Target="{main}"/></Relationships>',
            **more,
        }
    )


def _xlsx() -> bytes:
    own = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    return _office(
        "spreadsheetml.sheet",
        "xl/workbook.xml",
        {
            "xl/workbook.xml": f'<workbook xmlns="{own}" xmlns:r="{office}"><sheets>'
            '<sheet name="a" sheetId="1" r:id="s"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{relations}">'
            f'<Relationship Id="s" Type="{office}/worksheet" Target="a.xml"/></Relationships>',
            "xl/a.xml": f'<worksheet xmlns="{own}"><sheetData><row r="1">'
            f'<c r="A1" t="inlineStr"><is><t>{_WORDS}</t></is></c></row></sheetData></worksheet>',
        },
    )


def _docx() -> bytes:
    own = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f"<w:p><w:r><w:t>{_WORDS}</w:t></w:r></w:p>"
    main = f'<w:document xmlns:w="{own}"><w:body>{body}</w:body></w:document>'
    return _office("wordprocessingml.document", "word/document.xml", {"word/document.xml": main})


def _ods() -> bytes:
    own = "urn:oasis:names:tc:opendocument:xmlns"
    names = " ".join(f'xmlns:{name}="{own}:{name}:1.0"' for name in ("office", "table", "text"))
    cell = f'<table:table-cell office:value-type="string"><text:p>{_WORDS}</text:p></table:table-cell>'
    content = (
        f"<office:document-content {names}><office:body><office:spreadsheet><table:table><table:table-row>{cell}"
        "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    return _packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def _pdf() -> bytes:
    text = f"BT /F 12 Tf 100 700 Td ({_WORDS}) Tj ET".encode()
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    data, starts = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        starts.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (number, body)
    entries = b"".join(b"%010d 00000 n \n" % start for start in starts)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(data))
    return data + head + entries + tail


def _rtf() -> bytes:
    return b"{\\rtf1 %s}" % _WORDS.encode()


_OFFICE = "LibreOffice"
_PDF = Message("有文字层的；扫描件没有文字", "with a text layer; a scan holds no text")
_XLSB = Message("数值、格式、日期、合并和隐藏都读", "values, formats, dates, merged and hidden cells")
_XLS = Message(
    "名为 .xls 的网页、XML 表格 2003、制表符文本也读",
    "so are web pages, XML Spreadsheet 2003 and tabbed text of that name",
)
_DOC = Message(
    "每个文件约 3 秒；内容是 Word XML 或网页的 .doc 不靠它",
    "about 3 s a file; a .doc of Word XML or a web page needs none of it",
)
_MHT = Message("Excel 的工作表，Word 的网页", "the sheets of Excel, the page of Word")
_ZIP = Message("逐个读取其中的文件", "the files in it, one by one")
FORMATS = (
    _Format((".txt", ".tsv", ".csv", ".md", ".json", ".html", ".htm")),
    _Format((".xlsx", ".xlsm"), "lxml", _xlsx),
    _Format((".ods",), "lxml", _ods),
    _Format((".xlsb",), detail=_XLSB),
    _Format((".xls", ".et"), detail=_XLS),
    _Format((".docx", ".docm"), "lxml", _docx),
    _Format((".pdf",), "pypdfium2", _pdf, _PDF),
    _Format((".doc", ".wps", ".rtf", ".odt"), _OFFICE, _rtf, _DOC),
    _Format((".mht", ".mhtml"), detail=_MHT),
    _Format((".zip",), detail=_ZIP),
)
