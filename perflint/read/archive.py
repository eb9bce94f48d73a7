"""Opens zip archives: their files one at a time, by names that are shown and never used as paths."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import TYPE_CHECKING, NoReturn
from zlib import crc32

from perflint.errors import ReadError
from perflint.read.limits import check_archive, check_size, current, damaged_archive

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1
_UNICODE_PATH = 0x7075
# Folders that macOS adds to every archive.
_ADDED = "__MACOSX"
_OFFICE_LOCK = "~$"


def members(data: bytes, name: str, readable: Callable[[str], bool]) -> Iterator[tuple[str, bytes | ReadError]]:
    """The files of an archive whose suffixes are `readable`, as `name/path`, unpacked, or with why they are not.

    Raises ReadError where the archive is damaged, over the limits, or holds no such file.
    """
    from zipfile import ZipFile

    check_archive(data)
    try:
        archive = ZipFile(BytesIO(data))
    except Exception as error:
        raise damaged_archive() from error
    seen: set[str] = set()
    with archive:
        for path, entry in sorted(((_path(e), e) for e in archive.infolist()), key=lambda pair: pair[0]):
            if entry.is_dir() or _is_left_out(path) or not readable(_suffix(path)):
                continue
            shown = _unlike(path, seen)
            seen.add(shown)
            yield f"{name}/{shown}", _unpack(archive, entry)
    if not seen:
        raise ReadError(
            "压缩包中没有可以读取的文件（隐藏文件和不认识的扩展名不读）",
            "the archive holds no file that can be read (hidden files and unknown suffixes are left out)",
        )


def refuse_inner(data: bytes, name: str) -> NoReturn:
    """The reader of an archive that stands in another one, or where one document is asked for: it is not opened."""
    raise ReadError(
        "压缩包内的压缩包不再打开，请先解压，再检查其中的文件",
        "an archive within an archive is not opened; unpack it and check the files in it",
    )


def _unpack(archive: ZipFile, entry: ZipInfo) -> bytes | ReadError:
    if entry.flag_bits & _ENCRYPTED_FLAG:
        return ReadError(
            "压缩包中的这个文件已加密，请用密码解压后再检查",
            "this file of the archive is encrypted; unpack it with its password and check it then",
        )
    try:
        check_size(entry.file_size)
        with archive.open(entry) as file:
            return file.read(current().size)
    except ReadError as error:
        return error
    except NotImplementedError:
        return ReadError(
            "压缩包用了不常见的压缩方式，请解压后再检查",
            "the archive is packed in an uncommon way; unpack it and check the files in it",
        )
    except Exception:
        # BadZipFile for a wrong checksum, zlib.error, struct.error: this file is damaged, the others may be whole.
        return damaged_archive()


def _path(entry: ZipInfo) -> str:
    """The path in the archive as it is shown: `/` between its parts, none that leads upwards or to a root."""
    parts = _name(entry).replace("\\", "/").split("/")
    if parts and parts[0].endswith(":"):
        parts = parts[1:]
    return "/".join(part for part in parts if part.strip() not in ("", ".", ".."))


def _name(entry: ZipInfo) -> str:
    """The name of an entry: as UTF-8 where its flag says so, else tried as UTF-8, else GB18030 (Windows in China)."""
    if entry.flag_bits & _UTF8_FLAG:
        return entry.filename
    try:
        # Python has decoded it as cp437, which loses nothing.
        raw = entry.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    if (stated := _unicode_path(entry.extra, raw)) is not None:
        return stated
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _unicode_path(extra: bytes, raw: bytes) -> str | None:
    """The name in the extra field that WinRAR, 7-Zip and Info-ZIP write beside one that is not UTF-8."""
    while len(extra) >= 4:
        kind, size = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        body, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and body[:1] == b"\x01" and int.from_bytes(body[1:5], "little") == crc32(raw):
            return body[5:].decode("utf-8", "replace")
    return None


def _is_left_out(path: str) -> bool:
    return any(part.startswith((".", _OFFICE_LOCK)) or part == _ADDED for part in path.split("/"))


def _suffix(path: str) -> str:
    stem, dot, suffix = path.rpartition("/")[2].rpartition(".")
    return f".{suffix.lower()}" if dot and stem else ""


def _unlike(path: str, seen: set[str]) -> str:
    """The path, numbered where an archive has it twice."""
    stem, dot, suffix = path.rpartition(".")
    shown, number = path, 1
    while shown in seen:
        number += 1
        shown = f"{stem} ({number}){dot}{suffix}"
    return shown
