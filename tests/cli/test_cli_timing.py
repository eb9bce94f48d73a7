"""`check --timing` says what took how long, on standard error, and changes nothing else."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.corpus import write
from perflint.api import Checker, Options
from perflint.cli import cli
from perflint.timing import Timing, current, measured, stage


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PERFLINT_LANG", raising=False)
    monkeypatch.setenv("PERFLINT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr("perflint.api.memory._SETTLED_NS", 0)
    write(tmp_path / "tables", 12, "txt", 3)
    write(tmp_path / "tables", 2, "xlsx", 2)
    return tmp_path


def invoke(*words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(cli, ["--lang", "en", "check", "--profile", "strict", *words], catch_exceptions=False)
    return done.exit_code, done.stdout, done.stderr


def stages(said: str) -> list[str]:
    return re.findall(r"^ +[0-9.]+ +[0-9.]+  (\w+)$", said, re.MULTILINE)


def rules(said: str) -> dict[str, tuple[int, int]]:
    """By rule how often its check and its tests were called."""
    rows = re.findall(r"^ +[0-9.]+ +([0-9]+) +[0-9.]+ +([0-9]+) ([A-Z]{3}[0-9]{3})$", said, re.MULTILINE)
    return {code: (int(calls), int(tests)) for calls, tests, code in rows}


@pytest.mark.parametrize("form", ["jsonl", "concise"])
def test_it_changes_nothing_but_standard_error(folder: Path, form: str) -> None:
    plain = invoke("-f", form, "--no-cache", "--jobs", "1", "--select", "DUP,VAG", "tables")
    assert plain[2] == ""
    called = []
    for jobs in ("1", "2"):
        words = ("--no-cache", "--jobs", jobs, "--timing", "--select", "DUP,VAG")
        status, printed, said = invoke("-f", form, *words, "tables")
        assert (status, printed) == plain[:2]
        assert "5 files, 0 of them from the cache" in said and "indicators" in said.splitlines()[0]
        assert stages(said) == ["start", "read", "parse", "check", "match", "report"]
        called.append(said)
    # The sums of the workers hold every call.
    assert rules(called[0])["DUP004"] == rules(called[1])["DUP004"] == (14, 0)


def test_what_comes_from_the_cache_is_told(folder: Path) -> None:
    plain = invoke("-f", "jsonl", "--no-cache", "tables")
    for jobs in ("1", "2"):
        for known in ("0", "5"):
            said = invoke("-f", "jsonl", "--timing", "--year", f"202{jobs}", "--jobs", jobs, "tables")[2]
            assert f"5 files, {known} of them from the cache" in said
            assert ("parse" in stages(said)) == (known == "0") and "cache" in stages(said)
    assert invoke("-f", "jsonl", "--timing", "tables")[:2] == plain[:2]
    assert invoke("-f", "jsonl", "--timing", "tables")[:2] == plain[:2]


def test_standard_input_is_measured_too(folder: Path) -> None:
    text = (folder / "tables" / "000003.txt").read_text(encoding="utf-8")
    words = ["--lang", "en", "check", "-", "--timing"]
    done = CliRunner().invoke(cli, words, text, catch_exceptions=False)
    assert stages(done.stderr) == ["start", "read", "parse", "check", "match", "report"]


def test_it_speaks_chinese(folder: Path) -> None:
    done = CliRunner().invoke(cli, ["check", "--timing", "tables"], catch_exceptions=False)
    assert done.stderr.startswith("用时 ") and "其余" in done.stderr


def test_a_rule_that_crashes_is_the_same_failure(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from perflint.checks.copies import CopiedIndicators

    def crash(*_: object) -> None:
        raise ValueError("no")

    monkeypatch.setattr(CopiedIndicators, "sign", crash)
    plain = invoke("-f", "json", "--no-cache", "--show-outcomes", "--jobs", "1", "tables")
    assert plain[0] == 2 and "ValueError: no" in plain[1]
    assert invoke("-f", "json", "--no-cache", "--show-outcomes", "--jobs", "1", "--timing", "tables")[:2] == plain[:2]


def test_nothing_is_measured_where_nobody_asks(folder: Path) -> None:
    checker = Checker.of(Options())
    timing = Timing()
    timed = checker.timed(timing)
    assert {type(rule.check) for rule, _ in checker.plan.indicator}.isdisjoint(
        type(rule.check) for rule, _ in timed.plan.indicator
    )
    checker.over(["tables"])
    assert timing.stages == {} and not any(spent.calls for spent in timing.rules.values())
    assert current() is None
    with measured(timing), stage("read"):
        assert current() is timing
    assert timing.stages["read"].calls == 1
    sums = timing.taken()
    assert (sums.stages["read"].calls, timing.stages["read"].calls) == (1, 0)
