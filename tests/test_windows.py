"""What Windows does otherwise, as far as it can be played here: consoles, redirected output, paths, line ends."""

import io
import json
import ntpath
import os
import sys
from pathlib import Path, PureWindowsPath

import pytest

from perflint.api import Options, check_bytes, fix_bytes
from perflint.api import files as api_files
from perflint.cli import output
from perflint.discover import exactly
from perflint.model import FileReport, Location, Position, Range, Result
from perflint.model.document import TEXT_PLACE
from perflint.model.results import Diagnostic, SubjectKey
from perflint.read import suffix_of
from perflint.report import REPORTERS, View
from perflint.suppress import IgnoreFile

TABLE = """\
# 2025年项目支出绩效目标表

| 一级指标 | 二级指标 | 三级指标 | 指标值 |
| --- | --- | --- | --- |
| 产出指标 | 质量指标 | 渠道 质量 | ≥=95% |
"""
DRIVE = "D:/绩效 表/a#1.txt"


def finding(file):
    span = Range(Position(3, 5), Position(3, 7))
    return Diagnostic(
        "VAG001", "vague-value", "error", "含糊", "写明", file, Location(span, TEXT_PLACE), (), SubjectKey(1), "annual",
        {}, None, "改善", fingerprint="ab" * 32, context="改善", context_end=2,
    )  # fmt: skip


RESULT = Result((FileReport(DRIVE, "ok", 1, 1, 1),), (finding(DRIVE),), (), 75, "1", "0")


def test_line_ends_of_windows_change_nothing_but_lines():
    options = Options(profile="strict")
    unix, windows = (check_bytes(text.encode(), "a.md", options) for text in (TABLE, TABLE.replace("\n", "\r\n")))
    assert [(d.rule, d.location, d.evidence, d.fingerprint) for d in unix.diagnostics] == [
        (d.rule, d.location, d.evidence, d.fingerprint) for d in windows.diagnostics
    ]
    mended = fix_bytes(TABLE.replace("\n", "\r\n").encode(), "a.md", options).after
    assert mended.decode() == TABLE.replace("\n", "\r\n").replace("渠道 质量", "渠道质量").replace("≥=", "≥")


def test_names_with_backslashes_have_suffixes():
    assert suffix_of("C:\\绩效\\表.d\\目标表.XLSX") == ".xlsx"
    assert check_bytes(TABLE.encode(), "D:\\表\\a.md").files[0].tables == 1


def test_another_drive_has_no_relative_path(monkeypatch):
    def relpath(path, start=os.curdir):
        return ntpath.relpath(str(path), "C:\\work" if start == os.curdir else str(start))

    monkeypatch.setattr(os.path, "relpath", relpath)
    assert api_files.shown_path(PureWindowsPath("C:\\work\\表\\a.md")) == "表\\a.md"  # Path is Posix here
    assert api_files.shown_path(PureWindowsPath(DRIVE)) == DRIVE
    assert IgnoreFile("i", Path("C:\\work"), ()).relative(DRIVE) == DRIVE


def test_a_file_on_another_drive_is_not_excluded(monkeypatch):
    assert exactly(Path("/elsewhere/known.json")) is None


def test_reports_name_drives():
    sarif = json.loads(REPORTERS["sarif"](RESULT, View()))
    place = sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": "file:///D:/%E7%BB%A9%E6%95%88%20%E8%A1%A8/a%231.txt"}
    assert REPORTERS["github"](RESULT, View()).startswith("::error file=D%3A/绩效 表/a#1.txt,line=3,")
    assert REPORTERS["concise"](RESULT, View()).startswith(f"{DRIVE}:3:5: error VAG001 ")


class Redirected(io.TextIOWrapper):
    """Standard output that goes into a file of a Windows shell."""

    def __init__(self):
        self.raw_bytes = io.BytesIO()
        super().__init__(self.raw_bytes, encoding="gbk", newline="\r\n", write_through=True)

    def isatty(self):
        return False


def test_redirected_output_is_utf8(monkeypatch):
    stream = Redirected()
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setattr(output.os, "name", "nt")
    monkeypatch.delenv("PYTHONIOENCODING", raising=False)
    output.prepare_streams()
    output.emit("绩效𠮷\n")
    output.emit('{"a": "绩效𠮷"}\n', machine=True)
    assert stream.raw_bytes.getvalue() == "绩效𠮷\r\n".encode() + '{"a": "绩效𠮷"}\n'.encode()


def test_a_console_in_gbk_gets_escapes_for_what_it_lacks(monkeypatch):
    class Console(Redirected):
        def isatty(self):
            return True

    stream = Console()
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setattr(output.os, "name", "nt")
    output.prepare_streams()
    output.emit("绩效𠮷\n")
    assert stream.raw_bytes.getvalue() == "绩效\\U00020bb7\r\n".encode("gbk")


@pytest.mark.parametrize("variable", ["WT_SESSION", "TERM"])
def test_colours_only_where_a_console_knows_them(monkeypatch, variable):
    class Console(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setattr(output.os, "name", "nt")
    for name in ("WT_SESSION", "TERM", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    assert not output.colours(Console())
    monkeypatch.setenv(variable, "1")
    assert output.colours(Console())
