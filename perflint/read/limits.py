"""How large a file may be before it is refused, unpacked or as it is, and how long reading it may take."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from perflint.errors import ReadError
from perflint.lazyclass import dataclass, fields_of

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

_MB = 2**20
MAX_DEPTH = 200
# What an archive smaller than this unpacks to is never looked at askance.
_ALWAYS_FINE = 32 * _MB


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may be and cost; a file over a limit is refused with a sentence, and the others are read.

    `size_mb` is the file as it is, `unpacked_mb` and `ratio` (times the size), and `files`, what an archive (xlsx,
    docx, ods and zip are such) may hold. `seconds` and `memory_mb` hold where a file is read in a process of its own.
    Text shrinks to a tenth, a sheet of empty rows to a fiftieth; what shrinks more, and is large, was made to do harm.
    """

    size_mb: int = 32
    cells: int = 1_000_000
    pages: int = 1_000
    files: int = 10_000
    unpacked_mb: int = 256
    ratio: int = 200
    seconds: int = 60
    memory_mb: int = 2048

    @property
    def size(self) -> int:
        """`size_mb` in bytes."""
        return self.size_mb * _MB

    @property
    def unpacked(self) -> int:
        """`unpacked_mb` in bytes."""
        return self.unpacked_mb * _MB


STANDARD = Limits()
NAMES = tuple(fields_of(Limits))
# Readers are many and deep; like the precision of decimals, limits hold for all that runs within them.
_CURRENT: ContextVar[Limits] = ContextVar("limits", default=STANDARD)


def current() -> Limits:
    """The limits that hold here."""
    return _CURRENT.get()


@contextmanager
def within(limits: Limits) -> Iterator[None]:
    """Let these limits hold."""
    token = _CURRENT.set(limits)
    try:
        yield
    finally:
        _CURRENT.reset(token)


def way_out(name: str) -> tuple[str, str]:
    """How to raise a limit, as the end of a sentence in Chinese and in English."""
    return f"（确需读取时可用 --limit {name}=… 放宽）", f" (--limit {name}=… raises the limit)"


# No deflated byte gives more.
_DEFLATE_AT_MOST = 1032
_STORED, _DEFLATED = 0, 8
_CHUNK = 1 << 16
_LOCAL_HEADER = 30
_DIRECTORY_ENTRY = 46


def check_size(size: int) -> None:
    """Raises ReadError for a file of too many bytes."""
    limits = current()
    if size > limits.size:
        size_mb, (zh, en) = size / _MB, way_out("size_mb")
        raise ReadError(
            f"文件有 {size_mb:.1f} MB，超过 {limits.size_mb} MB 的上限，请拆分后再检查{zh}",
            f"the file has {size_mb:.1f} MB, more than the limit of {limits.size_mb} MB; split it{en}",
        )


def check_cells(count: int, times: int = 1) -> None:
    """Raises ReadError for more cells (values, in JSON) than anyone can have meant, or that many `times`."""
    if count > times * current().cells:
        raise too_many_cells(count)


def too_many_cells(count: int) -> ReadError:
    """The error of `check_cells`."""
    limit, (zh, en) = current().cells, way_out("cells")
    return ReadError(
        f"文件的单元格多于 {limit} 个（{count}），请拆分后再检查{zh}",
        f"the file has more than {limit} cells ({count}); split it{en}",
    )


def check_archive(data: bytes) -> None:
    """Raises ReadError where a zip file (an xlsx, docx or ods too) is damaged or unpacks to more than the limits.

    What the entries say of their size is not believed: they are unpacked once, without keeping anything.
    """
    from io import BytesIO
    from zipfile import ZipFile

    try:
        check_directory(data)
        with ZipFile(BytesIO(data)) as archive:
            _check_entries(data, archive)
    except ReadError:
        raise
    except Exception as error:
        # BadZipFile, struct.error, UnicodeDecodeError, zlib.error and what else forged bytes make of Python's reader.
        raise damaged_archive() from error


def damaged_archive() -> ReadError:
    """The error for a zip file that cannot be unpacked."""
    return ReadError(
        "压缩包或 Office 文档（xlsx、docx、ods、zip）已损坏或不完整，请重新下载，或用原软件打开后另存",
        "the archive or Office document (xlsx, docx, ods, zip) is damaged or cut off; "
        "get it again, or open it where it was made and save it anew",
    )


def check_directory(data: bytes) -> None:
    """Raises ReadError where an archive's list of entries would take long only to read."""
    end = data.rfind(b"PK\x05\x06")
    size = int.from_bytes(data[end + 12 : end + 16], "little") if end >= 0 else 0
    if size != 0xFFFFFFFF and size > current().files * (_DIRECTORY_ENTRY + 1000):
        raise _too_many_entries()


def _check_entries(data: bytes, archive: ZipFile) -> None:
    entries, limits = archive.infolist(), current()
    if len(entries) > limits.files:
        raise _too_many_entries()
    packed = sum(entry.compress_size for entry in entries)
    allowed = min(limits.unpacked, max(_ALWAYS_FINE, packed * limits.ratio))
    if sum(entry.file_size for entry in entries) > allowed:
        raise _too_large()
    if packed * _DEFLATE_AT_MOST <= limits.unpacked:
        return
    left = allowed
    for entry in entries:
        left -= _unpacked_size(data, entry, left)
        if left < 0:
            raise _too_large()


def _unpacked_size(data: bytes, entry: ZipInfo, limit: int) -> int:
    """How many bytes an entry really unpacks to; a little more than `limit` at most."""
    if entry.compress_type == _STORED or entry.flag_bits & 1:
        return entry.compress_size
    if entry.compress_type != _DEFLATED:
        # Only Python's own unpacker takes these, and it keeps to the size that is stated.
        return entry.file_size
    at = entry.header_offset
    names = int.from_bytes(data[at + 26 : at + 28], "little") + int.from_bytes(data[at + 28 : at + 30], "little")
    start = at + _LOCAL_HEADER + names
    unpack = zlib.decompressobj(-15)
    size = 0
    for first in range(start, min(start + entry.compress_size, len(data)), _CHUNK):
        chunk = data[first : min(first + _CHUNK, start + entry.compress_size)]
        while chunk and size <= limit and not unpack.eof:
            size += len(unpack.decompress(chunk, 1 << 20))
            chunk = unpack.unconsumed_tail
        if size > limit or unpack.eof:
            break
    return size


def _too_many_entries() -> ReadError:
    limit, (zh, en) = current().files, way_out("files")
    return ReadError(
        f"压缩包中的文件多于 {limit} 个，请拆分后再检查{zh}", f"the archive holds more than {limit} files; split it{en}"
    )


def _too_large() -> ReadError:
    limits = current()
    return ReadError(
        f"文件解压后过大（上限 {limits.unpacked_mb} MB，或压缩前后相差 {limits.ratio} 倍以上），疑为压缩炸弹，"
        "未作读取；请拆分或重新保存（确需读取时可用 --limit unpacked_mb=…、ratio=… 放宽）",
        f"unpacked, the file is too large (more than {limits.unpacked_mb} MB, or more than {limits.ratio} times its "
        "size), which looks like a zip bomb; it was not read: split it or save it anew "
        "(--limit unpacked_mb=… and ratio=… raise the limits)",
    )
