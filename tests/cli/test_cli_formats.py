"""Reports as files and for build servers: all formats in one run, left out of the next, and GitHub's summary page."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from perflint.cli import cli
from perflint.report import REPORTERS

TABLE = """# 2025年项目支出绩效目标表

项目名称：图书购置经费

| 一级指标 | 二级指标 | 三级指标 | 指标值 |
| --- | --- | --- | --- |
| 产出指标 | 数量指标 | 采购图书册数 | ≥3000册 |
| 效益指标 | 社会效益指标 | 读书氛围 | 明显改善 |
"""
SUFFIXES = {"html": ".html", "markdown": ".md", "csv": ".csv"}
JSON = {"json", "sarif", "gitlab", "rdjson"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    (tmp_path / "a.md").write_text(TABLE, encoding="utf-8")
    (tmp_path / "own.tpl").write_text("{{summary}}\n", encoding="utf-8")
    return tmp_path


def run(*words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(cli, ["check", "--exit-zero", *words], catch_exceptions=False)
    return done.exit_code, done.stdout, done.stderr


def targets() -> list[str]:
    """-f for every format, each with a file in the folder that is checked, of the suffix that people would give it."""
    names = ((name, SUFFIXES.get(name, ".json" if name in JSON else f".{name}")) for name in REPORTERS)
    return [word for name, suffix in names for word in ("-f", f"{name}=report-{name}{suffix}")]


def test_all_formats_at_once_and_again(folder: Path) -> None:
    for _ in range(2):
        assert run(".", *targets(), "--template", "own.tpl") == (0, "", "")
        written = {path.name: path.read_bytes() for path in folder.iterdir()}
        assert len([name for name in written if name.startswith("report-")]) == len(REPORTERS)
    assert all(b"\r" not in data or name == "report-csv.csv" for name, data in written.items())
    # Nor are they tables for a run that writes others.
    document = json.loads(run(".", "-f", "json")[1])
    assert [file["path"] for file in document["files"]] == ["a.md"]


def test_csv_on_standard_output_is_what_excel_opens() -> None:
    code = "from perflint.cli import main; main()"
    words = ["check", "-f", "csv", "--exit-zero", "--select", "VAG001", "a.md"]
    env = {**os.environ, "PYTHONIOENCODING": "gbk"}
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, check=True, env=env)
    assert done.stdout.startswith("\ufeff文件,位置,行,".encode())
    assert done.stdout.count(b"\r\n") == done.stdout.count(b"\n") == 2


def test_github_gets_a_summary_page(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = folder / "summary"
    page.write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    run("--select", "VAG001", "a.md")
    assert page.read_text(encoding="utf-8") == "before\n"
    assert run("--select", "VAG001", "-f", "github", "a.md")[1].startswith("::error file=a.md,line=8,endLine=8,col=26")
    assert page.read_text(encoding="utf-8") == "before\n" + run("--select", "VAG001", "-f", "markdown", "a.md")[1]


def test_a_summary_page_that_cannot_be_written_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder / "nowhere" / "page"))
    done = CliRunner().invoke(cli, ["--lang", "en", "check", "-f", "github", "a.md"], catch_exceptions=False)
    assert done.exit_code == 2
    assert done.stderr.endswith("nowhere/page: No such file or directory\n")
