"""JSON lines are written while files are checked: the same bytes as at once, nothing kept, no half of a file."""

import gc
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.corpus import write
from perflint import api
from perflint.cli import cli
from perflint.model import Diagnostic
from perflint.report import View, render

PROJECTS, PER_FILE = 24, 3
IGNORED = """
ignore:
  - rule: VAG001
    reason: 已商定
  - project: 没有这样的项目
    path: "tables/000003.txt"
    reason: 已商定
  - rule: DUP004
    path: "tables/000012.txt"
    reason: 同一项目分列
  - rule: STR010
    expires: 2020-01-01
    reason: 已商定
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Tables with findings, two of which hold the same projects under other names, directives and a broken file."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PERFLINT_LANG", raising=False)
    tables = tmp_path / "tables"
    write(tables, PROJECTS, "txt", PER_FILE)
    first, last = (tables / f"{number:06d}.txt" for number in (PER_FILE, PROJECTS))
    text = first.read_text(encoding="utf-8").replace("经费（", "补助（")
    (tables / "000012.txt").write_text(text, encoding="utf-8")
    rows = first.read_text(encoding="utf-8").replace("经费（", "专项（")
    (tables / "000013.txt").write_text(
        rows.replace("。\t1、", "。perflint:忽略 DUP ORG001 原因=议定\t1、"), encoding="utf-8"
    )
    unused = last.read_text(encoding="utf-8").replace("。\t1、", "。perflint:忽略 DUP004 原因=议定\t1、", 1)
    last.write_text(unused, encoding="utf-8")
    (tables / "000014.xlsx").write_bytes(b"PK\x03\x04 cut off")
    (tmp_path / "perflint-ignore.yaml").write_text(IGNORED, encoding="utf-8")
    return tmp_path


def invoke(*words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(cli, ["--lang", "en", *words], catch_exceptions=False)
    return done.exit_code, done.stdout, done.stderr


CHECK = ("check", "--profile", "strict")


def options(**given: object) -> api.Options:
    return api.Options(profile="strict", lang="en", ignore_file=Path("perflint-ignore.yaml"), **given)  # type: ignore[arg-type]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_same_bytes_where_nothing_sifts(folder: Path, jobs: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines are made where a file is checked, and kept; a hostile name and a renamed file among them."""
    monkeypatch.setenv("PERFLINT_CACHE_DIR", str(folder / f"cache-{jobs}"))
    monkeypatch.setattr("perflint.api.memory._SETTLED_NS", 0)
    (folder / "perflint-ignore.yaml").unlink()
    odd = 'a"file##[b].txt' if os.name != "nt" else "a.txt"
    hostile = (folder / "tables" / "000006.txt").read_text(encoding="utf-8").replace("、", f'"file": "{odd}"、', 3)
    (folder / "tables" / odd).write_text(hostile, encoding="utf-8")

    def run() -> tuple[str, str]:
        whole = api.check_paths(["tables"], api.Options(profile="strict", lang="en"))
        return invoke(*CHECK, "-f", "jsonl", "--jobs", jobs, "tables")[1], render("jsonl", whole, View("en"))

    for _ in range(2):
        printed, expected = run()
        assert printed == expected
    (folder / "tables" / odd).rename(folder / "tables" / "b.txt")
    printed, expected = run()
    assert printed == expected and '"file": "tables/b.txt"' in printed
    timed = invoke(*CHECK, "-f", "jsonl", "--jobs", jobs, "--timing", "tables")
    assert timed[1] == expected and "of them from the cache" in timed[2] and " 0 of them" not in timed[2]


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("outcomes", [False, True])
def test_the_same_bytes_as_at_once(folder: Path, jobs: str, outcomes: bool) -> None:
    whole = api.check_paths(["tables"], options())
    assert {d.rule for d in whole.suppressed} >= {"VAG001", "DUP004"}
    kinds = [notice.kind for notice in whole.notices]
    assert kinds.count("unused-suppression") == 2 and set(kinds) > {"unused-suppression"}
    assert any(d.rule == "DUP004" for d in whole.diagnostics)
    expected = render("jsonl", whole, View("en", show_outcomes=outcomes))
    more = ("--show-outcomes",) if outcomes else ()
    assert invoke(*CHECK, "-f", "jsonl", "--jobs", jobs, *more, "tables") == (2, expected, "")
    invoke(*CHECK, "-f", "jsonl=out.jsonl", "--jobs", jobs, *more, "tables")
    assert Path("out.jsonl").read_text(encoding="utf-8") == expected
    # With a second report nothing is streamed.
    invoke(*CHECK, "-f", "jsonl=out.jsonl", "-f", "concise", "--jobs", jobs, *more, "tables")
    assert Path("out.jsonl").read_text(encoding="utf-8") == expected


def test_the_same_with_a_baseline(folder: Path) -> None:
    (folder / "tables" / "000014.xlsx").unlink()
    invoke("baseline", "write", "--profile", "strict", "--baseline", "known.json", "tables")
    again = (folder / "tables" / "000006.txt").read_text(encoding="utf-8")
    (folder / "tables" / "000099.txt").write_text(again, encoding="utf-8")
    whole = api.check_paths(["tables"], options(baseline=Path("known.json")))
    assert whole.diagnostics and whole.suppressed
    given = (*CHECK, "--baseline", "known.json", "-f", "jsonl", "tables")
    assert invoke(*given)[1] == render("jsonl", whole, View("en"))


@pytest.mark.parametrize(
    ("words", "status"),
    [((), 1), (("--exit-zero",), 0), (("--select", "DUP005"), 0), (("--select", "DUP005", "--fail-level", "info"), 1)],
)
def test_the_status_is_that_of_any_report(folder: Path, words: tuple[str, ...], status: int) -> None:
    (folder / "tables" / "000014.xlsx").unlink()
    statuses = {invoke("check", *words, "-f", form, "tables")[0] for form in ("jsonl", "json")}
    assert statuses == {status}


def test_nothing_is_kept_of_a_file(folder: Path) -> None:
    checker = api.Checker.of(api.Options(profile="strict", ignore=("DUP",)))
    alive: list[int] = []
    with checker.stream(["tables"]) as stream:
        for batch in stream:
            del batch
            gc.collect()
            alive.append(sum(isinstance(each, Diagnostic) for each in gc.get_objects()))
    tally = stream.result.tally
    # Those of one file at a time.
    assert max(alive) - min(alive) < (tally.error + tally.warning + tally.info) / 4


def test_a_file_is_there_whole_or_not_at_all(folder: Path) -> None:
    before = sorted(os.listdir("tables"))
    target = folder / "tables" / "000006.txt"
    old = target.read_bytes()
    status, _, said = invoke(*CHECK, "-f", "jsonl=tables/000006.txt", "tables")
    assert (status, "would overwrite the input file" in said) == (2, True)
    assert (target.read_bytes(), sorted(os.listdir("tables"))) == (old, before)
    status, _, said = invoke(*CHECK, "-f", "jsonl=missing/out.jsonl", "tables")
    assert (status, "cannot write missing/out.jsonl" in said) == (2, True)


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX")
def test_a_reader_that_goes_away_ends_it_quietly(folder: Path) -> None:
    write(folder / "many", 3000, "txt", 100)
    command = [sys.executable, "-m", "perflint", *CHECK, "--jobs", "1", "-f", "jsonl", "many"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        assert process.stdout.readline().startswith(b'{"rule"')
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=5) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_one_sentence(folder: Path) -> None:
    status, _, said = invoke(*CHECK, "-f", "jsonl=/dev/full", "tables")
    assert (status, "cannot write /dev/full: No space left on device" in said) == (2, True)
