"""The streams and files: terminals, closed readers, other encodings, reports that replace files."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from perflint.cli import output
from perflint.cli.progress import Progress
from perflint.errors import UsageError


def run(*words: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    code = "from perflint.cli import main; main()"
    return subprocess.run([sys.executable, "-c", code, *words], capture_output=True, env=os.environ | env, check=False)


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_characters_that_a_console_lacks_are_escaped() -> None:
    done = run("schema", "--help", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert done.stdout.startswith(rb"\u7528\u6cd5\uff1aperflint schema")


def test_gbk_console() -> None:
    assert run("--help", PYTHONIOENCODING="gbk").stdout.decode("gbk").startswith("用法：perflint")
    assert (
        run("check", "\u2a6d.txt", PYTHONIOENCODING="gbk").stderr.decode("gbk").rstrip() == "错误：找不到 \\u2a6d.txt"
    )


def test_json_is_utf8_whatever_the_console() -> None:
    text = run("config", "show", PYTHONIOENCODING="gbk").stdout.decode("utf-8")
    assert text.startswith('{\n  "file": ')


def test_a_reader_that_goes_away_is_no_error() -> None:
    code = "from perflint.cli import main; main(['schema', 'result'])"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_one_sentence() -> None:
    with open("/dev/full", "w") as full:
        code = "from perflint.cli import main; main(['--lang', 'en', 'schema', 'result'])"
        done = subprocess.run([sys.executable, "-c", code], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "error: the system says: No space left on device\n")


def test_no_stream_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    output.prepare_streams()
    output.emit("x")
    output.complain("x")
    assert not output.colours(sys.stdout)
    with Progress("zh") as progress:
        progress(1, 2, "a.txt")


def test_colours_on_terminals_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert output.colours(Terminal())
    assert not output.colours(io.StringIO())
    monkeypatch.setenv("TERM", "dumb")
    assert not output.colours(Terminal())
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    assert not output.colours(Terminal())


def test_errors_are_inert(capsys: pytest.CaptureFixture[str]) -> None:
    output.complain("a\x1b[31m\nb\u202e")
    assert capsys.readouterr().err == "a\\x1b[31m\nb\\u202e\n"


def test_files_are_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    path.write_text("old", encoding="utf-8")
    output.write_file(path, "新\n")
    assert path.read_bytes() == "新\n".encode()
    assert [p.name for p in tmp_path.iterdir()] == ["r.json"]


def test_links_stay_and_devices_are_written_to(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "real")
    output.write_file(tmp_path / "link", "x")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"x"
    output.write_file(Path(os.devnull), "x")
    assert not Path(os.devnull).is_file()


@pytest.mark.skipif(os.name == "nt", reason="rights are other there")
def test_reports_have_the_rights_of_other_files(tmp_path: Path) -> None:
    output.write_file(tmp_path / "r", "x")
    (tmp_path / "other").touch()
    assert (tmp_path / "r").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_file_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(UsageError, match=r"cannot write .*folder: "):
        output.write_file(tmp_path / "folder", "x")
    with pytest.raises(UsageError, match=r"cannot write .*nowhere/r: No such file"):
        output.write_file(tmp_path / "nowhere" / "r", "x")
    assert [p.name for p in tmp_path.iterdir()] == ["folder"]


def test_inputs_are_never_overwritten(tmp_path: Path) -> None:
    table = tmp_path / "表.txt"
    table.touch()
    link = tmp_path / "link.txt"
    link.symlink_to(table)
    with pytest.raises(UsageError, match="would overwrite the input file"):
        output.guard(link, [str(table)])
    with pytest.raises(UsageError, match="would overwrite the input file"):
        output.guard(tmp_path / "x" / ".." / "表.txt", [str(table)])
    output.guard(tmp_path / "other.txt", [str(table), str(tmp_path / "nowhere")])


def test_progress_appears_after_a_second_and_is_wiped(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    terminal = Terminal()
    monkeypatch.setattr("perflint.cli.progress.time.monotonic", lambda: now[0])
    monkeypatch.setattr(sys, "stderr", terminal)
    with Progress("zh") as progress:
        progress(0, 9, "a.txt")
        now[0] = 1.5
        progress(3, 9, "表\x1b.txt")
        now[0] = 1.55
        progress(4, 9, "b.txt")
    assert terminal.getvalue() == "\r\x1b[K3/9 个文件  表\\x1b.txt\r\x1b[K"


def test_short_runs_show_no_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with Progress("en") as progress:
        progress(1, 2, "a.txt")
    assert terminal.getvalue() == ""
