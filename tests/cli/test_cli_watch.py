"""`check --watch`: a change of a table or of the settings is checked, other changes are not; Ctrl-C ends it."""

import os
import queue
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from perflint.cli.watch import _Chosen

TABLE = "# 2025年项目支出绩效目标表\n\n| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n| --- | --- | --- | --- |\n"
ROW = "| 产出指标 | 质量指标 | 渠道质量 | {value} |\n"


@pytest.fixture
def watched(tmp_path):
    (tmp_path / "a.md").write_text(TABLE + ROW.format(value="明显改善"), encoding="utf-8")
    code = "from perflint.cli import main; main()"
    words = ["--lang", "en", "check", "--watch", "-f", "concise", "--select", "VAG001", "."]
    process = subprocess.Popen(
        [sys.executable, "-c", code, *words], cwd=tmp_path, text=True, encoding="utf-8", bufsize=1,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    lines: queue.Queue[str] = queue.Queue()

    def read():
        for line in process.stdout:
            lines.put(line.rstrip("\n"))

    threading.Thread(target=read, daemon=True).start()
    yield tmp_path, process, lines
    process.kill()
    process.wait()


def until(lines, words):
    """The lines up to one that holds the words."""
    seen = []
    while not seen or words not in seen[-1]:
        seen.append(lines.get(timeout=30))
    return seen


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be sent to a child there")
def test_changes_are_checked_until_ctrl_c(watched):
    folder, process, lines = watched
    assert "a.md:5:24: error VAG001" in until(lines, "waiting")[0]
    (folder / "note.tmp").write_text("x", encoding="utf-8")
    temporary = folder / ".a.md.swp"
    temporary.write_text(TABLE + ROW.format(value="≥95%"), encoding="utf-8")
    temporary.rename(folder / "a.md")
    assert "changed, checking again" in until(lines, "nothing found")[0]
    (folder / "perflint.yaml").write_text("profil: strict\n", encoding="utf-8")
    until(lines, "unknown key 'profil'")
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == 2


def test_what_matters(tmp_path):
    chosen = _Chosen.of([str(tmp_path)], {"formats": (f"json={tmp_path / 'out.json'}", "text")})
    (tmp_path / "deep").mkdir()

    def matters(name: str) -> bool:
        return chosen("modified", str(tmp_path / name))

    assert [matters(n) for n in ("a.xlsx", "deep/b.MD", "perflint.yaml", "rules/ORG001-x.yaml")] == [True] * 4
    assert [matters(n) for n in ("out.json", "~$a.xlsx", ".a.md.swp", "a.tmp", "b.exe")] == [False] * 5
    one = _Chosen.of([str(tmp_path / "a.md")], {"formats": ()})
    assert one("added", str(tmp_path / "a.md"))
    assert not one("added", str(Path(tmp_path) / "b.md"))
