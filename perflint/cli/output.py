"""The only place that writes: the two streams, and report files that appear whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, TextIO

from perflint.errors import UsageError
from perflint.marks import HEAD, is_report
from perflint.report.safe import visible

# What Windows says instead of EPIPE.
_CLOSED = frozenset({errno.EPIPE, errno.EINVAL})


def prepare_streams() -> None:
    """Make both streams print whatever a table holds: no console is asked for characters it does not have."""
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):
            continue
        if os.name == "nt" and not stream.isatty() and "PYTHONIOENCODING" not in os.environ:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        else:
            stream.reconfigure(errors="backslashreplace")


def is_terminal(stream: TextIO | None) -> bool:
    """Whether somebody looks at the stream; a process may have none at all."""
    return stream is not None and not stream.closed and stream.isatty()


def colours(stream: TextIO | None) -> bool:
    """Whether the stream is a terminal that shows colours, and its user did not switch them off."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" or not is_terminal(stream):
        return False
    return os.name != "nt" or "WT_SESSION" in os.environ or "TERM" in os.environ


def _silence(stream: TextIO) -> None:
    """Send what is still to come nowhere, so that the interpreter does not complain when it flushes."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def emit(text: str, machine: bool = False) -> bool:
    """Write to standard output; a reader that has gone away ends it quietly. Whether anybody may still read.

    For machines, what is redirected is UTF-8 with LF on every system.
    """
    stream: TextIO | None = sys.stdout
    if stream is None:
        return False
    try:
        if machine and isinstance(stream, io.TextIOWrapper) and not stream.isatty():
            stream.flush()
            stream.buffer.write(text.encode("utf-8", "backslashreplace"))
        else:
            stream.write(text)
        stream.flush()
    except OSError as error:
        if error.errno not in _CLOSED:
            raise
        _silence(stream)
        return False
    return True


def complain(text: str) -> None:
    """Write lines to standard error, if there is one; there is no other place to complain about it."""
    stream: TextIO | None = sys.stderr
    if stream is None:
        return
    try:
        stream.write("".join(visible(line) + "\n" for line in text.split("\n")))
        stream.flush()
    except OSError:
        _silence(stream)


def is_own_report(path: Path) -> bool:
    """Whether the file is a report of ours or what `parse` wrote as JSON: it may be replaced, and is no table."""
    if not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError:
        return False
    return is_report(head) or head.startswith(b'{\n  "schema": "perflint-')


def _same(path: Path, other: Path) -> bool:
    try:
        return os.path.samefile(path, other)
    except OSError:
        return os.path.abspath(path) == os.path.abspath(other)


def guard(path: Path, inputs: Iterable[str]) -> None:
    """Raise UsageError where a report would be written over a file that was read."""
    for name in inputs:
        file = Path(name)
        while not file.exists() and file.parent != file:
            # A file of an archive: a.zip/b.xlsx.
            file = file.parent
        if _same(path, file):
            shown = path.as_posix()
            raise UsageError(f"报告不能覆盖输入文件 {shown}", f"the report would overwrite the input file {shown}")


def _is_device(path: Path) -> bool:
    return path.parts[:2] in (("/", "dev"), ("/", "proc")) or (path.exists() and not (path.is_file() or path.is_dir()))


def write_file(path: Path, text: str) -> None:
    """Write UTF-8 with LF beside the target and move it there, so that no half of a report is ever seen.

    A link stays a link; devices and pipes are written to. Raises UsageError where that fails.
    """
    data = text.encode("utf-8", "backslashreplace")
    try:
        if _is_device(path):
            path.write_bytes(data)
        else:
            _replace(Path(os.path.realpath(path)), data)
    except OSError as error:
        raise _unwritten(path, error) from error


def append_file(path: Path, text: str) -> None:
    """Add UTF-8 to the end of a file that others write to as well. Raises UsageError where that fails."""
    try:
        with path.open("ab") as file:
            file.write(text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise _unwritten(path, error) from error


def _unwritten(path: Path, error: OSError) -> UsageError:
    shown, reason = path.as_posix(), error.strerror or str(error)
    return UsageError(f"无法写入 {shown}：{reason}", f"cannot write {shown}: {reason}")


def replace_file(path: Path, data: bytes, expected: bytes | None = None) -> None:
    """Write a file whole or not at all; with `expected`, only where it still holds these bytes.

    A link stays a link, and a file that is replaced keeps its rights. Raises UsageError where that fails.
    """
    target, shown = Path(os.path.realpath(path)), path.as_posix()
    try:
        if expected is not None and target.read_bytes() != expected:
            raise UsageError(
                f"{shown} 在检查之后有改动，没有写入，请重新运行",
                f"{shown} has changed since it was checked and was not written; run again",
            )
        _replace(target, data)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(f"无法写入 {shown}：{reason}", f"cannot write {shown}: {reason}") from error


def _replace(path: Path, data: bytes) -> None:
    with _replacing(path) as file:
        file.write(data)


@contextlib.contextmanager
def growing_file(path: Path, inputs: Callable[[], Iterable[str]]) -> Iterator[Callable[[str], None]]:
    """As `write_file`, for text that comes in pieces: the file is there when the context ends well.

    Raises UsageError where that fails, or the file turns out to be one of the inputs.
    """
    try:
        with path.open("wb") if _is_device(path) else _replacing(Path(os.path.realpath(path))) as file:

            def write(text: str) -> None:
                file.write(text.encode("utf-8", "backslashreplace"))

            yield write
            guard(path, inputs())
    except OSError as error:
        raise _unwritten(path, error) from error


@contextlib.contextmanager
def _replacing(path: Path) -> Iterator[IO[bytes]]:
    """A new file that takes the place of the one at the path when the context ends well, else vanishes."""
    # Only here: most runs write no file.
    import tempfile

    handle, temporary = tempfile.mkstemp(prefix=f".{path.name[:40]}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        # mkstemp makes private files; a new one gets the rights that the user's other files get.
        mask = os.umask(0)
        os.umask(mask)
        rights = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~mask
        os.chmod(temporary, rights)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
