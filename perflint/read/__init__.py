"""Reads files into documents: bytes and a name in, grids of cells with their places out."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from perflint import plugins
from perflint.errors import ReadError, UsageError
from perflint.model import Document
from perflint.read.limits import MAX_BYTES

Reader = Callable[[bytes, str], Document]

# Suffix -> module:function; imported when the first such file is read.
READERS: dict[str, str] = {
    ".txt": "perflint.read.plain:read_text",
    ".tsv": "perflint.read.plain:read_text",
    ".md": "perflint.read.markdown:read_markdown",
    ".json": "perflint.read.jsonlist:read_json",
}


def suffix_of(name: str) -> str:
    """The lower-case suffix of a file name with its dot, "" where there is none."""
    base = name.replace("\\", "/").rpartition("/")[2]
    stem, dot, suffix = base.rpartition(".")
    return f".{suffix.lower()}" if dot and stem else ""


def read_document(data: bytes, name: str) -> Document:
    """Read a file's bytes; its name's suffix tells the format. Raises ReadError for what cannot be read."""
    if len(data) > MAX_BYTES:
        size, limit = len(data) / 2**20, MAX_BYTES / 2**20
        raise ReadError(
            f"文件有 {size:.1f} MB，超过 {limit:.0f} MB 的上限，请拆分后再检查",
            f"the file has {size:.1f} MB, more than the limit of {limit:.0f} MB; split it",
        )
    suffix = suffix_of(name)
    target = READERS.get(suffix)
    if target is None:
        return _read_by_plugin(data, name, suffix)
    module, _, function = target.partition(":")
    reader: Reader = getattr(import_module(module), function)
    return reader(data, name)


def plugin_suffixes() -> tuple[str, ...]:
    """The suffixes that installed plugins read beside ours: an entry point `dif` reads `.dif`."""
    return tuple(f".{name.lower().lstrip('.')}" for name in plugins.names(plugins.READERS))


def _read_by_plugin(data: bytes, name: str, suffix: str) -> Document:
    """The document that a plugin makes; whatever it raises is a file that cannot be read."""
    try:
        reader = plugins.find(plugins.READERS, suffix.removeprefix(".")) if suffix else None
    except UsageError as error:
        raise ReadError(error.message.zh, error.message.en) from error
    if reader is None:
        known = " ".join(sorted((*READERS, *plugin_suffixes())))
        raise ReadError(
            f"不认识的文件格式“{suffix or name}”，可读取：{known}",
            f"unknown file format '{suffix or name}'; readable are: {known}",
        )
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
