"""Reads files into documents: bytes and a name in, grids of cells with their places out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

from perflint import plugins
from perflint.errors import ReadError, UsageError
from perflint.model import Document
from perflint.read.limits import check_size
from perflint.read.sniff import is_archive, sniff

Reader = Callable[[bytes, str], Document]

# Format -> module:function; imported when the first such file is read.
READERS: dict[str, str] = {
    "text": "perflint.read.plain:read_text",
    "markdown": "perflint.read.markdown:read_markdown",
    "json": "perflint.read.jsonlist:read_json",
    "csv": "perflint.read.csv:read_csv",
    "html": "perflint.read.html:read_html",
    "mhtml": "perflint.read.mhtml:read_mhtml",
    "workbook": "perflint.read.workbook:read_workbook",
    "docx": "perflint.read.docx:read_docx",
    "word": "perflint.read.word:read_word",
    "pdf": "perflint.read.pdf:read_pdf",
    "zip": "perflint.read.archive:refuse_inner",
}

# What folders and archives are searched for, and the format that a suffix promises; the content decides.
SUFFIXES: dict[str, str] = {
    ".txt": "text",
    ".tsv": "text",
    ".md": "markdown",
    ".json": "json",
    ".csv": "csv",
    ".html": "html",
    ".htm": "html",
    ".mht": "mhtml",
    ".mhtml": "mhtml",
    ".xlsx": "workbook",
    ".xlsm": "workbook",
    ".xls": "workbook",
    ".xlsb": "workbook",
    ".et": "workbook",
    ".ods": "workbook",
    ".docx": "docx",
    ".docm": "docx",
    ".doc": "word",
    ".wps": "word",
    ".rtf": "word",
    ".odt": "word",
    ".pdf": "pdf",
    ".zip": "zip",
}
# Read by code of ours alone: what goes wrong there is a fault to be seen, not a damaged file.
_OWN = frozenset(("text", "markdown", "json", "csv", "html", "zip"))
# Read without a worker: our own code, and LibreOffice, which is a process with a time limit already.
IN_PROCESS = _OWN | {"word"}


def suffix_of(name: str) -> str:
    """The lower-case suffix of a file name with its dot, "" where there is none."""
    base = name.replace("\\", "/").rpartition("/")[2]
    stem, dot, suffix = base.rpartition(".")
    return f".{suffix.lower()}" if dot and stem else ""


def read_document(data: bytes, name: str) -> Document:
    """Read a file's bytes; its content tells the format, its name's suffix where the content does not.

    Raises ReadError for what cannot be read, an archive of files among them: see `files_in`.
    """
    return read_as(format_of(data, name), data, name)


def format_of(data: bytes, name: str) -> str:
    """The format of a file, a key of READERS or the suffix that a plugin reads. Raises ReadError as `read_document`."""
    check_size(len(data))
    suffix = suffix_of(name)
    if suffix not in SUFFIXES and suffix in plugin_suffixes():
        return suffix
    found = sniff(data, SUFFIXES.get(suffix, ""))
    if not found:
        known = " ".join(sorted((*SUFFIXES, *plugin_suffixes())))
        raise ReadError(
            f"不认识的文件格式“{suffix or name}”，可读取：{known}",
            f"unknown file format '{suffix or name}'; readable are: {known}",
        )
    return found


def read_as(found: str, data: bytes, name: str) -> Document:
    """Read a file as the format that `format_of` found. Raises ReadError as `read_document`."""
    if found not in READERS:
        return _read_by_plugin(data, name, found)
    module, _, function = READERS[found].partition(":")
    reader: Reader = getattr(import_module(module), function)
    if found in _OWN:
        return reader(data, name)
    try:
        return reader(data, name)
    except ReadError:
        raise
    except MemoryError:
        raise ReadError(
            "读取文件所需的内存过多，请拆分后再检查", "the file takes too much memory to read; split it"
        ) from None
    except ImportError as error:
        raise ReadError(
            f"读取这种文件所需的库没有装好（{error}），请重新安装 perflint",
            f"a library that this file needs is not installed ({error}); install perflint anew",
        ) from error
    except Exception as error:
        # The one edge behind which libraries may raise what they like.
        reason = f"{type(error).__name__}: {error}"
        raise ReadError(
            f"文件已损坏或内容异常，无法读取（{reason}），请用原软件打开后另存",
            f"the file is damaged or odd and cannot be read ({reason}); open it where it was made and save it anew",
        ) from error


def files_in(data: bytes, name: str) -> Iterator[tuple[str, bytes | ReadError]]:
    """The files that a file stands for: itself, or those of an archive, named `a.zip/b.xlsx`, one at a time.

    A member that cannot be unpacked is given as the error. Raises ReadError where the archive as a whole is refused.
    """
    check_size(len(data))
    suffix = suffix_of(name)
    if (suffix not in SUFFIXES and suffix in plugin_suffixes()) or not is_archive(data):
        yield name, data
        return
    from perflint.read.archive import members

    yield from members(data, name, lambda inner: inner in SUFFIXES or inner in plugin_suffixes())


def plugin_suffixes() -> tuple[str, ...]:
    """The suffixes that installed plugins read beside ours: an entry point `dif` reads `.dif`."""
    return tuple(f".{name.lower().lstrip('.')}" for name in plugins.names(plugins.READERS))


def _read_by_plugin(data: bytes, name: str, suffix: str) -> Document:
    """The document that a plugin makes; what it raises is an unreadable file."""
    try:
        reader: Any = plugins.find(plugins.READERS, suffix.removeprefix("."))
    except UsageError as error:
        raise ReadError(error.message.zh, error.message.en) from error
    try:
        document = reader(data, name)
    except ReadError:
        raise
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        raise ReadError(f"读取“{suffix}”的插件出错：{reason}", f"the plugin for {suffix} failed: {reason}") from error
    if not isinstance(document, Document):
        raise ReadError(f"读取“{suffix}”的插件没有给出 Document", f"the plugin for {suffix} gave no Document")
    return document
