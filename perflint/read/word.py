"""Reads Word documents of other kinds (doc, wps, rtf, odt) through LibreOffice, where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from perflint.errors import ReadError
from perflint.model import Document
from perflint.read.limits import check_archive, current

# What a shell gives for a program that cannot be run, or is not there.
_NO_PROGRAM = (126, 127)
_PROGRAMS = ("soffice", "libreoffice")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
# No macro runs, nothing that a document links to is fetched, and nothing is asked.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">\
<value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" \
oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" \
oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" \
oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def read_word(data: bytes, name: str) -> Document:
    """The document as LibreOffice saves it; places are those of its tables. Raises ReadError where it cannot."""
    program = find_program()
    if program is None:
        raise no_program()
    converted = _convert(program, data)
    from perflint.read.docx import read_docx

    check_archive(converted)
    return replace(read_docx(converted, name), name=name, format="word")


def no_program() -> ReadError:
    """The error where LibreOffice is missing."""
    return ReadError(
        "旧版 Word、WPS 文字、RTF 和 ODT 文档要靠 LibreOffice 读取，这台电脑上没有；"
        "请在 Word 或 WPS 中打开，选择“文件—另存为—Word 文档（*.docx）”，再检查",
        "old Word, WPS, RTF and ODT documents are read through LibreOffice, which is not installed here; "
        "open it in Word or WPS, choose File, Save As, Word Document (*.docx), and check that",
    )


def find_program() -> str | None:
    """Where LibreOffice stands, None where it is not found."""
    found = next((path for program in _PROGRAMS if (path := shutil.which(program))), None)
    return found or next((place for place in _PLACES if os.path.exists(place)), None)


def _convert(program: str, data: bytes) -> bytes:
    """The docx that LibreOffice makes, in a folder and with a profile of its own."""
    # On Windows a program that was just ended may hold its files a moment longer.
    with TemporaryDirectory(prefix="perflint-", ignore_cleanup_errors=True) as folder:
        base = Path(folder)
        profile, target = base / "profile", base / "out"
        (profile / "user").mkdir(parents=True)
        target.mkdir()
        (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        # LibreOffice goes by the suffix where the content leaves a choice; the file's own name may be anything.
        source = base / "in.doc"
        source.write_bytes(data)
        command = [
            program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck",
            "--nodefault", "--nofirststartwizard", "--convert-to", "docx", "--outdir", str(target), str(source),
        ]  # fmt: skip
        _run(command, base)
        made = target / "in.docx"
        if not made.is_file():
            raise ReadError(
                "LibreOffice 未能转换这个文档，可能已损坏或加密，请在 Word 或 WPS 中另存为 .docx",
                "LibreOffice could not convert the document, which may be damaged or encrypted; "
                "save it as .docx in Word or WPS",
            )
        with made.open("rb") as file:
            return file.read(current().size + 1)


def _run(command: list[str], folder: Path) -> None:
    """Run LibreOffice for as long as it may; what it has started ends with it."""
    own_group = sys.platform != "win32"
    if own_group:
        # macOS knows the limit and refuses to set it; the document is converted then as well.
        limit = f'ulimit -v {current().memory_mb << 10} 2>/dev/null; exec "$@"'
        command = ["/bin/sh", "-c", limit, "sh", *command]
    try:
        # What LibreOffice leaves behind when it is ended, it leaves in the folder.
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, "TMPDIR": str(folder)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=own_group,
        )
    except OSError as error:
        raise _cannot_start(error.strerror or str(error)) from error
    seconds = current().seconds
    try:
        if process.wait(seconds) in _NO_PROGRAM:
            raise _cannot_start(str(process.returncode))
    except subprocess.TimeoutExpired:
        raise ReadError(
            f"LibreOffice 在 {seconds} 秒内没有完成转换，请在 Word 或 WPS 中另存为 .docx",
            f"LibreOffice did not convert the document within {seconds} s; save it as .docx in Word or WPS",
        ) from None
    finally:
        _end(process, own_group)


def _cannot_start(reason: str) -> ReadError:
    return ReadError(f"LibreOffice 无法启动：{reason}", f"LibreOffice cannot be started: {reason}")


def _end(process: subprocess.Popen[bytes], own_group: bool) -> None:
    if own_group and sys.platform != "win32":
        # The launcher ends early, the converter may go on: the whole group is ours.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        process.kill()
    process.wait()
