"""Results kept from earlier runs: the same bytes, known by all that they rest on, and nothing hostile in them harms."""

import json
import os
import random
import shutil
import subprocess
import sys
import time
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from benchmarks.corpus import as_text, as_xlsx, projects, write
from perflint import api
from perflint.api import Checker, Options, check_paths, memory
from perflint.cache import Store
from perflint.engine import FileResult
from perflint.engine.record import packed, unpacked
from perflint.model import FileReport, Outcome
from perflint.read.limits import Limits
from perflint.report import View, render
from perflint.yamldata.store import ENVIRONMENT

ROOT = Path(__file__).resolve().parent.parent
TABLES = ROOT / "examples" / "tables"
RULE = """
code: ORG001
name: no-roads
title: {zh: 道路, en: Roads}
severity: warning
dimension: 明确清晰性
scope: indicator
fields: [name]
kind: pattern
with: {patterns: [道路]}
message: {zh: 道路, en: roads}
help: {zh: 改, en: mend}
why: {zh: 甲, en: a}
examples:
  bad:
    - {category: 数量指标, name: 道路长度, annual: ≥1公里, at: [name, 道路]}
    - {category: 数量指标, name: 养护道路, annual: ≥1公里, at: [name, 道路]}
  good:
    - {category: 数量指标, name: 桥梁, annual: ≥1座}
    - {category: 数量指标, name: 河长, annual: ≥1公里}
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A working folder of tables of several kinds, and a cache of its own; the checkout counts as settled."""
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "cache"))
    monkeypatch.setattr(memory, "_SETTLED_NS", 0)
    work = tmp_path / "work"
    write(work / "tables", 12, "txt", 3)
    write(work / "tables", 5, "xlsx", 5)
    for path in TABLES.iterdir():
        shutil.copy(path, work / "tables")
    (work / "tables" / "broken.xlsx").write_bytes(b"PK\x03\x04 cut off")
    (work / "tables" / "none.txt").write_text("没有表", encoding="utf-8")
    monkeypatch.chdir(work)
    return work


@pytest.fixture
def checks(monkeypatch):
    """The names of the files that were really checked."""
    names = []
    own = api.checking._check
    monkeypatch.setattr(api.checking, "_check", lambda name, *given: names.append(name) or own(name, *given))
    return names


def as_json(result, lang="zh"):
    return render("json", result, View(lang, show_outcomes=True))


def options(**given):
    return Options(**{"profile": "strict", "cache": True, **given})


def entries():
    return list(Path(os.environ[ENVIRONMENT]).rglob("results/??/*"))


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("sketch", [False, True])
def test_the_same_bytes_cold_and_warm(folder, jobs, sketch):
    alone = check_paths(["tables"], options(cache=False, sketch=sketch))
    form = "html" if sketch else "json"
    expected = render(form, alone, View("zh", show_outcomes=True))
    for _ in range(2):
        found = check_paths(["tables"], options(jobs=jobs, sketch=sketch))
        assert render(form, found, View("zh", show_outcomes=True)) == expected
        # As a whole, what no report shows included.
        assert found == alone
    assert len(entries()) == len(alone.files) - 1


def test_what_is_known_is_not_checked_again(folder, checks):
    check_paths(["tables"], options())
    everything = list(checks)
    checks.clear()
    check_paths(["tables"], options())
    assert checks == ["tables/broken.xlsx"]
    checks.clear()
    (folder / "tables" / "none.txt").write_text("仍没有表", encoding="utf-8")
    check_paths(["tables"], options())
    assert checks == ["tables/broken.xlsx", "tables/none.txt"] and len(everything) > 8


def test_no_worker_starts_for_what_is_known(folder, monkeypatch):
    (folder / "tables" / "broken.xlsx").unlink()
    check_paths(["tables"], options(jobs=2))
    monkeypatch.setattr(api.files, "side_by_side", None)
    assert check_paths(["tables"], options(jobs=2)).files


def test_another_name_is_the_same_content(folder, checks):
    data = as_text(list(projects(3, seed=5)))
    Path("a.txt").write_bytes(data)
    first = check_paths(["a.txt"], options())
    Path("below").mkdir()
    shutil.move("a.txt", "below/other.txt")
    checks.clear()
    again = check_paths(["below/other.txt"], options())
    assert checks == [] and as_json(again) == as_json(first).replace('"a.txt"', '"below/other.txt"')
    # A year in the name, and another suffix, mean something.
    for name in ("2019年.txt", "a.md"):
        shutil.copy("below/other.txt", name)
        assert as_json(check_paths([name], options())) == as_json(check_paths([name], options(cache=False)))
        assert checks[-1] == name


def test_files_of_archives_are_known_each(folder, checks):
    one, other = (as_text(list(projects(3, seed=seed))) for seed in (6, 7))
    Path("one.txt").write_bytes(one)
    check_paths(["one.txt"], options())
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("a.txt", one)
        archive.writestr("b.txt", other)
    Path("c.zip").write_bytes(content.getvalue())
    checks.clear()
    for _ in range(2):
        found = check_paths(["c.zip", "one.txt"], options(jobs=1))
        assert as_json(found) == as_json(check_paths(["c.zip", "one.txt"], options(cache=False)))
    assert [name for name in checks if name == "c.zip/a.txt"] == ["c.zip/a.txt"] * 2
    assert check_paths(["c.zip", "one.txt"], options(jobs=2)) == found


@pytest.mark.parametrize(
    "given",
    [
        {"profile": "default"},
        {"select": ("VAG",)},
        {"ignore": ("VAG001",)},
        {"enable": ("STR010",), "profile": "default"},
        {"year": 2020},
        {"lang": "en"},
        {"limits": Limits(cells=999_999)},
        {"severity": {"VAG001": "info"}},
        {"options": {"STR010": {"min": 9}}},
        {"schemes": ("财预〔2015〕88号",)},
        {"taxonomy": {"words": {"adverse": ["延误"]}}},
        {"sketch": True},
        {"context": False},
    ],
)
def test_another_option_is_another_result(folder, checks, given):
    check_paths(["tables/none.txt"], options())
    checks.clear()
    check_paths(["tables/none.txt"], options(**given))
    assert checks == ["tables/none.txt"]


def test_what_sifts_and_when_is_no_part_of_it(folder, checks):
    text = (
        "一级指标\t二级指标\t三级指标\t指标值\t备注\n"
        "产出指标\t质量指标\t渠道质量\t明显改善\tperflint:忽略 VAG001 原因=议定 到期=2026-06-30\n"
    )
    Path("a.txt").write_text(text, encoding="utf-8")
    for today, left in ((date(2026, 6, 30), []), (date(2026, 7, 1), ["VAG001"])):
        found = check_paths(["a.txt"], options(select=("VAG001",), today=today))
        assert [d.rule for d in found.diagnostics] == left
    assert checks == ["a.txt"]
    Path("ignore.yaml").write_text("ignore:\n  - {rule: VAG001, reason: 议定}\n", encoding="utf-8")
    given = options(select=("VAG001",), today=date(2026, 7, 1), ignore_file=Path("ignore.yaml"), jobs=2)
    assert check_paths(["a.txt"], given).diagnostics == () and checks == ["a.txt"]


def test_rules_of_a_user_count(folder, checks, monkeypatch):
    Path("rules").mkdir()
    rule = Path("rules/ORG001.yaml")
    rule.write_text(RULE, encoding="utf-8")
    given = options(rules_dirs=(Path("rules"),), select=("ORG",))
    Path("a.txt").write_bytes(as_text(list(projects(3))))
    check_paths(["a.txt"], given)
    rule.write_text(RULE.replace("warning", "error"), encoding="utf-8")
    check_paths(["a.txt"], given)
    assert checks == ["a.txt"] * 2
    check_paths(["a.txt"], given)
    assert checks == ["a.txt"] * 2
    # What was changed just now might have been read before.
    monkeypatch.setattr(memory, "_SETTLED_NS", 60_000_000_000)
    assert Checker.of(given).memory is None


def test_the_work_of_plugins_is_not_kept(folder, monkeypatch):
    class Kind:
        kind, scopes, placeholders = "own", ("indicator",), frozenset()

    checker = Checker.of(options())
    assert checker.memory is not None
    rules = list(checker.book.rules)
    from dataclasses import replace

    book = replace(checker.book, rules=(*rules, replace(rules[0].with_check(Kind()), builtin=False)))
    assert memory.Memory.of(options(), book) is None
    monkeypatch.setattr(memory, "plugin_suffixes", lambda: (".own",))
    assert checker.memory.key("a.own", b"x") is None
    assert checker.memory.key("a.txt", b"x") is not None


@pytest.mark.parametrize(
    "result",
    [
        FileResult(FileReport("a", "unreadable")),
        FileResult(FileReport("a", "ok", 1), outcomes=(Outcome("a", 1, "VAG001", "failed", "too long"),)),
    ],
)
def test_what_failed_is_not_kept(folder, result):
    kept = Checker.of(options()).memory
    kept.keep("0" * 64, result)
    assert kept.find("0" * 64, "a") is None and entries() == []


def test_a_damaged_cache_only_costs_time(folder):
    expected = as_json(check_paths(["tables"], options()))
    random.seed(1)
    for path in entries():
        data = bytearray(path.read_bytes())
        data[random.randrange(len(data))] ^= 0xFF
        path.write_bytes(bytes(data))
    for jobs in (2, 1):
        assert as_json(check_paths(["tables"], options(jobs=jobs))) == expected
    shutil.rmtree(os.environ[ENVIRONMENT])
    Path(os.environ[ENVIRONMENT]).write_text("no folder", encoding="utf-8")
    assert as_json(check_paths(["tables"], options())) == expected


def test_whatever_stands_in_an_entry_is_read_or_none(folder):
    """Entries that somebody made with care: any value at any place gives a result that can be reported, or none."""
    checker = Checker.of(options())
    check_paths(["tables"], options())
    sound = next(data for key in map(_key_of, entries()) if len(data := Store.of_user().get(key)) > 3000)
    assert unpacked(sound, "a") is not None
    random.seed(2)
    junk = [None, -1, "x", [], {}, True, 1e400, [[]], "\ud800", {"a": [1]}, 10**30]
    for _ in range(400):
        document = json.loads(sound)
        target = document
        while True:
            keys = list(target) if isinstance(target, dict) else list(range(len(target)))
            at = random.choice(keys)
            if not (isinstance(target[at], dict | list) and target[at]) or random.random() < 0.1:
                break
            target = target[at]
        target[at] = random.choice(junk)
        found = unpacked(json.dumps(document).encode(), "a")
        if found is not None:
            as_json(checker.result([found]))
    for data in (b"", b"[]", b"null", b"[" * 100_000, b"\xff", b"1", packed(FileResult(FileReport("a", "ok")))[:-1]):
        assert unpacked(data, "a") is None


def _key_of(path):
    return path.parent.name + path.name


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_runs_side_by_side(folder, jobs):
    """Several runs that fill one cache at once, and the command line's own options."""
    command = [sys.executable, "-m", "perflint", "check", "--profile", "strict", "-f", "json", "--jobs", jobs, "tables"]
    path = {"PYTHONPATH": os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", "")))}
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ | path) for _ in range(3)]
    printed = {process.communicate()[0] for process in running}
    printed.add(subprocess.run([*command, "--no-cache"], stdout=subprocess.PIPE, env=os.environ | path).stdout)
    assert printed == {render("json", check_paths(["tables"], options(cache=False)), View("zh")).encode()}
    left = [path for path in Path(os.environ[ENVIRONMENT]).rglob("*") if path.name.startswith(".")]
    assert left == []


def test_the_library_keeps_nothing_unless_asked(folder):
    check_paths(["tables"], Options())
    api.check_bytes(as_xlsx(list(projects(1))), "a.xlsx", options())
    assert entries() == []


def test_the_state_of_a_checkout_tells_its_code(folder, monkeypatch, tmp_path):
    before = Checker.of(options()).memory.context
    assert Checker.of(options()).memory.context == before
    touched = tmp_path / "rules"
    shutil.copytree(ROOT / "rules" / "VAG", touched)
    monkeypatch.setattr(memory, "builtin_rules_dir", lambda: touched)
    assert Checker.of(options()).memory.context != before
    monkeypatch.setattr(memory, "_SETTLED_NS", 60_000_000_000)
    os.utime(next(touched.iterdir()), (time.time(), time.time()))
    assert Checker.of(options()).memory is None
