"""Old Word documents: through a stand-in for LibreOffice, or a sentence that says what to do."""

import os
import sys
import time
from pathlib import Path

import docx
import pytest

from perflint.errors import ReadError
from perflint.read import read_document, word
from perflint.read.limits import Limits, within

RTF = b"{\\rtf1 x}"
# Checks how it is called, and saves the document that stands beside it.
STAND_IN = """#!{python}
import pathlib, shutil, sys
arguments = sys.argv[1:]
profile = next(a for a in arguments if a.startswith("-env:UserInstallation=file://"))
settings = pathlib.Path(profile.partition("file://")[2]) / "user" / "registrymodifications.xcu"
assert "DisableMacrosExecution" in settings.read_text()
assert pathlib.Path(arguments[-1]).read_bytes().startswith(b"{{")
assert arguments[arguments.index("--convert-to") + 1] == "docx" and "--headless" in arguments
shutil.copy({made!r}, pathlib.Path(arguments[arguments.index("--outdir") + 1]) / "in.docx")
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a script")


def install(folder, script, monkeypatch):
    program = folder / "soffice"
    program.write_text(script, encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))


def test_without_libreoffice_it_says_how_to_save(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(word, "_PLACES", ())
    with pytest.raises(ReadError) as error:
        read_document(RTF, "a.doc")
    assert "另存为" in error.value.message.zh and "Save As" in error.value.message.en


def test_the_converted_document_is_read(monkeypatch, tmp_path):
    made = docx.Document()
    table = made.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "一级指标", "指标值"
    made.save(str(tmp_path / "made.docx"))
    install(tmp_path, STAND_IN.format(python=sys.executable, made=str(tmp_path / "made.docx")), monkeypatch)
    document = read_document(RTF, "旧表.doc")
    assert (document.name, document.format) == ("旧表.doc", "word")
    assert [c.text for row in document.grids[0].rows for c in row if c.text] == ["一级指标", "指标值"]


@pytest.mark.parametrize(("script", "said"), [("#!/bin/sh\nexit 1\n", "could not convert"), ("no program", "started")])
def test_what_fails_is_a_sentence(monkeypatch, tmp_path, script, said):
    install(tmp_path, script, monkeypatch)
    with pytest.raises(ReadError, match=said):
        read_document(RTF, "a.doc")


def test_one_that_hangs_is_ended(monkeypatch, tmp_path):
    left = tmp_path / "pid"
    install(tmp_path, f"#!/bin/sh\n/bin/sleep 60 &\necho $! > {left}\nwait\n", monkeypatch)
    start = time.monotonic()
    with pytest.raises(ReadError, match="within 1 s"), within(Limits(seconds=1)):
        read_document(RTF, "a.doc")
    assert time.monotonic() - start < 10
    number = int(left.read_text())
    assert any(is_gone(number) or time.sleep(0.1) for _ in range(50))


def is_gone(number):
    """Whether a process has ended; one that nobody has waited for yet (Z) has."""
    try:
        os.kill(number, 0)
        return Path(f"/proc/{number}/stat").read_text().split()[2] == "Z"
    except (ProcessLookupError, FileNotFoundError):
        return True
