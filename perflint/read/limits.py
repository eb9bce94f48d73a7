"""How large a file may be before it is refused, unpacked or as it is."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from perflint.errors import ReadError

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

MAX_BYTES = 32 * 2**20
MAX_CELLS = 1_000_000
MAX_DEPTH = 200
MAX_PAGES = 300
# What reading one file may take, where it is read in a process of its own (perflint/workers.py).
READ_SECONDS = 60
READ_MEMORY = 2 * 2**30
# What an archive (xlsx, docx, ods and zip are such) may hold, unpacked.
MAX_ENTRIES = 10_000
MAX_EXPANDED = 256 * 2**20
# Text shrinks to a tenth, a sheet of empty rows to a fiftieth; what shrinks more, and is large, was made to do harm.
MAX_RATIO = 200
_ALWAYS_FINE = 32 * 2**20
# No deflated byte gives more.
_DEFLATE_AT_MOST = 1032
_STORED, _DEFLATED = 0, 8
_CHUNK = 1 << 16
_LOCAL_HEADER = 30
_DIRECTORY_ENTRY = 46


def check_size(size: int) -> None:
    """Raises ReadError for a file of too many bytes."""
    if size > MAX_BYTES:
        size_mb, limit = size / 2**20, MAX_BYTES / 2**20
        raise ReadError(
            f"文件有 {size_mb:.1f} MB，超过 {limit:.0f} MB 的上限，请拆分后再检查",
            f"the file has {size_mb:.1f} MB, more than the limit of {limit:.0f} MB; split it",
        )


def too_many_cells(count: int) -> ReadError:
    """The error for a file of more cells (values, in JSON) than anyone can have meant."""
    return ReadError(
        f"文件的单元格多于 {MAX_CELLS} 个（{count}），请拆分后再检查",
        f"the file has more than {MAX_CELLS} cells ({count}); split it",
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
    if size != 0xFFFFFFFF and size > MAX_ENTRIES * (_DIRECTORY_ENTRY + 1000):
        raise _too_many_entries()


def _check_entries(data: bytes, archive: ZipFile) -> None:
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise _too_many_entries()
    stated = sum(entry.file_size for entry in entries)
    if stated > MAX_EXPANDED:
        raise _too_large()
    packed = sum(entry.compress_size for entry in entries)
    if stated > max(_ALWAYS_FINE, packed * MAX_RATIO):
        raise _too_large()
    if packed * _DEFLATE_AT_MOST <= MAX_EXPANDED:
        return
    left = MAX_EXPANDED
    for entry in entries:
        left -= _unpacked_size(data, entry, left)
        if left < 0 or MAX_EXPANDED - left > max(_ALWAYS_FINE, packed * MAX_RATIO):
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
    return ReadError(
        f"压缩包中的文件多于 {MAX_ENTRIES} 个，请拆分后再检查",
        f"the archive holds more than {MAX_ENTRIES} files; split it",
    )


def _too_large() -> ReadError:
    limit = MAX_EXPANDED / 2**20
    return ReadError(
        f"文件解压后过大（上限 {limit:.0f} MB，或压缩前后相差 {MAX_RATIO} 倍以上），疑为压缩炸弹，未作读取；"
        "请拆分或重新保存",
        f"unpacked, the file is too large (more than {limit:.0f} MB, or more than {MAX_RATIO} times its size), "
        "which looks like a zip bomb; it was not read: split it or save it anew",
    )
