"""Turns the bytes of a text file into a string: finds the encoding, refuses what is no text."""

from __future__ import annotations

from perflint.errors import ReadError
from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex

_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", "压缩包或 Office 文档（xlsx、docx）", "a zip archive or an Office document (xlsx, docx)"),
    (b"\xd0\xcf\x11\xe0", "旧版 Office 文档（xls、doc）", "an old Office document (xls, doc)"),
    (b"%PDF", "PDF 文档", "a PDF document"),
    (b"\x89PNG", "PNG 图片", "a PNG image"),
    (b"\xff\xd8\xff", "JPEG 图片", "a JPEG image"),
    (b"GIF8", "GIF 图片", "a GIF image"),
    (b"\x1f\x8b", "gzip 压缩文件", "a gzip file"),
    (b"Rar!", "RAR 压缩包", "a RAR archive"),
    (b"7z\xbc\xaf", "7z 压缩包", "a 7z archive"),
)
_BOMS: tuple[tuple[bytes, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_CONTROL = lazy_regex("[\x00-\x08\x0e-\x1f\x7f]")
_CONTROL_BYTES = bytes((*range(0x09), *range(0x0E, 0x20), 0x7F))
_FEW = 4
_SAMPLE = 1 << 20


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and how its file writes it: the encoding, and the byte order mark before it (b"" for none)."""

    text: str
    encoding: str
    mark: bytes = b""

    def encode(self, text: str) -> bytes:
        """Another text as the same file would write it. Raises UnicodeEncodeError for what its encoding lacks."""
        return self.mark + text.encode(self.encoding)


def decode(data: bytes) -> str:
    """The text of a file without its byte order mark. Raises ReadError where it is no text."""
    return decoded(data).text


def decoded(data: bytes) -> Decoded:
    """The text of a file and how it is written. Raises ReadError as `decode`."""
    for magic, zh, en in _MAGIC:
        if data.startswith(magic):
            raise ReadError(
                f"文件内容是{zh}，与文件名不符，请改用正确的扩展名，或另存为文本",
                f"the content is {en}, not what the file's name says; rename it or save it as text",
            )
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = _try(data[len(mark) :], encoding)
            if text is None or _is_binary(text):
                raise _no_text()
            return Decoded(text, encoding, mark)
    for encoding in (_utf16(data),) if b"\0" in data else ("utf-8", "gb18030"):
        text = _try(data, encoding)
        # In bytes, which are control characters in these encodings as well, they are counted in a tenth of the time.
        if text is not None and (_has_few_controls(data) or not _is_binary(text)):
            return Decoded(text, encoding)
    raise _no_text()


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _utf16(data: bytes) -> str:
    """Text with NUL bytes can only be UTF-16; ASCII signs tell its byte order, their high byte is the NUL."""
    return "utf-16-le" if data[1::2].count(0) >= data[::2].count(0) else "utf-16-be"


def _has_few_controls(data: bytes) -> bool:
    return len(data) - len(data.translate(None, _CONTROL_BYTES)) <= _FEW


def _is_binary(text: str) -> bool:
    sample = text[:_SAMPLE]
    return len(_CONTROL.findall(sample)) > max(_FEW, len(sample) // 200)


def _no_text() -> ReadError:
    return ReadError(
        "文件不是文本，或编码无法识别（可用 UTF-8、UTF-16、GB18030），请另存为 UTF-8 文本",
        "the file is no text, or in an unknown encoding (UTF-8, UTF-16 and GB18030 are read); save it as UTF-8 text",
    )
