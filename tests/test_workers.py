"""Files side by side give the same bytes, and a reader that crashes, hangs or eats all memory costs one file only."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import fields, replace
from io import BytesIO
from pathlib import Path

import pytest

from perflint import api, plugins, workers
from perflint.api import Options, check_bytes, check_paths, parse_paths
from perflint.errors import DefinitionError, Message, Problem, ReadError, UsageError
from perflint.model.document import TEXT_PLACE, Cell, Place
from perflint.read.limits import Limits
from perflint.report import View, render

ROOT = Path(__file__).resolve().parent.parent
TABLES = ROOT / "examples" / "tables"
TEXT = (TABLES / "roads-2024.txt").read_text(encoding="utf-8")
# Formats that no suffix of ours names: read by a plugin, and so in a worker.
PLUGIN = """
import ctypes, os, sys, time
from perflint.read.plain import read_text

def crash(data, name):
    ctypes.string_at(0)

def leave(data, name):
    os._exit(0)

def leave_checking(plan, read, memory, in_lines, path):
    from perflint import api
    if path.name == "a.txt":
        os._exit(0)
    return api.checking.check_file(plan, read, memory, in_lines, path)

def hang(data, name):
    time.sleep(600)

def eat(data, name):
    return bytearray(1 << 40)

def chatter(data, name):
    os.write(1, b"printed by a library\\n")
    print("and by Python", flush=True)
    assert sys.stdin.read() == ""
    return read_text(data, name)
"""
KINDS = ("crash", "leave", "hang", "eat", "chatter")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty working folder, with the plugin on the path of this process alone."""
    path = tmp_path / "site"
    info = path / "hostile-1.0.dist-info"
    info.mkdir(parents=True)
    (path / "hostile_plugin.py").write_text(PLUGIN, encoding="utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: hostile\nVersion: 1.0\n", encoding="utf-8")
    points = "\n".join(f"{kind} = hostile_plugin:{kind}" for kind in KINDS)
    (info / "entry_points.txt").write_text(f"[perflint.readers]\n{points}\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(path))
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    for cached in (plugins.find, plugins._points):
        cached.cache_clear()
    yield work
    for cached in (plugins.find, plugins._points):
        cached.cache_clear()


def as_json(result):
    return render("json", result, View("zh"))


def statuses(result):
    return [(file.path, file.status) for file in result.files]


def reasons(result):
    return {d.file: d.message for d in result.diagnostics if d.rule == "PRS001"}


def test_the_same_bytes_whatever_the_jobs():
    alone = as_json(check_paths([TABLES]))
    for jobs in (2, 3, 0, 50):
        assert as_json(check_paths([TABLES], Options(jobs=jobs))) == alone


def test_the_same_bytes_over_copies_that_are_matched_across_files(folder):
    for number in range(5):
        text = TEXT.replace("公路", f"{'甲乙丙丁戊'[number]}线").replace("危桥", "桥梁戊丁丙乙甲"[number : number + 3])
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    (folder / "2-broken.xlsx").write_bytes(b"PK\x03\x04 and no more")
    alone = check_paths(["."], Options(profile="strict"))
    assert any(related.file != d.file for d in alone.diagnostics for related in d.related)
    assert statuses(alone)[3 - 1 : 4] == [("2-broken.xlsx", "unreadable"), ("2.txt", "ok")]
    assert as_json(check_paths(["."], Options(profile="strict", jobs=3))) == as_json(alone)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_crash_costs_one_file(folder, jobs):
    for name in ("a.txt", "b.crash", "c.chatter", "d.leave", "e.txt", "f.chatter"):
        (folder / name).write_text(TEXT, encoding="utf-8")
    result = check_paths(["."], Options(jobs=jobs, lang="en"))
    unreadable = ["b.crash", "d.leave"]
    assert [path for path, status in statuses(result) if status == "unreadable"] == unreadable
    assert [status for _, status in statuses(result)].count("ok") == 4
    assert list(reasons(result)) == unreadable
    assert all("the program that read the file died of it" in text for text in reasons(result).values())


def test_a_reader_that_hangs_is_ended(folder):
    for name in ("a.hang", "b.chatter"):
        (folder / name).write_text(TEXT, encoding="utf-8")
    begin = time.monotonic()
    result = check_paths(["."], Options(lang="en", limits=Limits(seconds=1)))
    assert time.monotonic() - begin < 20
    assert statuses(result) == [("a.hang", "unreadable"), ("b.chatter", "ok")]
    assert "was not read within 1 s" in reasons(result)["a.hang"]


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the system has no such limit")
def test_memory_has_a_limit(folder):
    (folder / "a.eat").write_text(TEXT, encoding="utf-8")
    assert "MemoryError" in reasons(check_paths(["."], Options(lang="en")))["a.eat"]


def test_bytes_and_parse_are_as_safe(folder):
    (folder / "a.crash").write_text(TEXT, encoding="utf-8")
    assert check_bytes(b"x", "a.crash").files[0].status == "unreadable"
    assert [(file.status, file.error) for file in parse_paths(["."])] == [("unreadable", workers.DIED)]


def test_a_checker_that_dies_costs_one_file(folder, monkeypatch):
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(TEXT, encoding="utf-8")
    import hostile_plugin

    monkeypatch.setattr(api.checking, "check_file", hostile_plugin.leave_checking)
    result = check_paths(["."], Options(jobs=2, lang="en"))
    assert statuses(result) == [("a.txt", "unreadable"), ("b.txt", "ok")]


def test_progress_counts_in_order():
    heard = []
    check_paths([TABLES], Options(jobs=2), lambda *given: heard.append(given))
    total = len(list(TABLES.iterdir()))
    assert [done for done, _, _ in heard] == [*range(total), total]


def test_one_text_file_starts_no_process():
    code = (
        "import sys\nfrom perflint import api\n"
        f"api.check_paths([{str(TABLES / 'roads-2024.txt')!r}])\n"
        "print({'subprocess', 'multiprocessing', 'concurrent.futures'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_a_script_without_a_guard_may_check(tmp_path):
    """What `multiprocessing` would run again in each worker, and so on without end."""
    from openpyxl import Workbook

    book, content = Workbook(), BytesIO()
    book.active.append(["没有表"])
    book.save(content)
    (tmp_path / "a.xlsx").write_bytes(content.getvalue())
    (tmp_path / "pickle.py").write_text("raise SystemExit('taken from the folder that is checked')", encoding="utf-8")
    script = tmp_path / "own" / "script.py"
    script.parent.mkdir()
    script.write_text(
        "from perflint import api\nprint([f.status for f in api.check_paths(['.', 'own'], api.Options(jobs=2)).files])",
        encoding="utf-8",
    )
    (tmp_path / "own" / "b.txt").write_text(TEXT, encoding="utf-8")
    done = subprocess.run([sys.executable, str(script)], cwd=tmp_path, capture_output=True, text=True)
    assert done.stdout.strip() == "['no-table', 'ok']", done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_interrupted_it_ends_at_once(folder):
    for number in range(6):
        (folder / f"{number}.hang").write_text(TEXT, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(folder.parent / "site")}
    command = [sys.executable, "-m", "perflint", "check", "--jobs", "2", "."]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, start_new_session=True)
    time.sleep(3)
    begin = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert (process.returncode, errors.strip()) == (130, b"")
    assert time.monotonic() - begin < 5


def test_errors_can_be_sent_on():
    import pickle

    problem = Problem("a.yaml", 1, 2, Message("错", "wrong"))
    for error in (ReadError("甲", "a"), UsageError("乙", "b"), DefinitionError([problem])):
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), again.message, str(again)) == (type(error), error.message, str(error))


def test_cells_are_sent_whole():
    import pickle

    place = Place("page", "s", "A1", "A1:B2", 1, 2, 3, 4, 5, (0.0, 1.0, 2.0, 3.0), True)
    cell = Cell("ab", 1, 2, 3, (4, 5, 6), 7, 8, place, (5, 6), ((0, place), (1, TEXT_PLACE)))
    again = pickle.loads(pickle.dumps(cell))
    assert all(getattr(again, field.name) == getattr(cell, field.name) for field in fields(Cell))


def test_what_a_job_raises_is_raised():
    worker = workers.Worker(int)
    with pytest.raises(ValueError, match="invalid literal"):
        worker("x")
    assert worker("7") == 7
    worker.close()
    with pytest.raises(workers.Lost):
        worker("8")


def test_jobs_come_from_the_configuration(tmp_path):
    path = tmp_path / "perflint.yaml"
    path.write_text("jobs: 3\n", encoding="utf-8")
    assert api.configured(path).jobs == 3
    assert replace(api.configured(path), jobs=1) == Options()
    path.write_text("jobs: -1\n", encoding="utf-8")
    with pytest.raises(DefinitionError, match="'jobs' should be an integer"):
        api.configured(path)
