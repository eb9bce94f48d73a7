"""Reads files into documents: bytes and a name in, grids of cells with their places out."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from perflint.errors import ReadError
from perflint.model import Document
from perflint.read.limits import MAX_BYTES

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
        known = " ".join(sorted(READERS))
        raise ReadError(
            f"不认识的文件格式“{suffix or name}”，可读取：{known}",
            f"unknown file format '{suffix or name}'; readable are: {known}",
        )
    module, _, function = target.partition(":")
    reader: Callable[[bytes, str], Document] = getattr(import_module(module), function)
    return reader(data, name)
