"""A short run of the fuzzer; `python fuzz/run.py` is the long one."""

import time

import pytest

from fuzz import run
from fuzz.examine import examine
from fuzz.seeds import TABLES
from fuzz.writers import WRITERS


def test_damaged_files_are_read_or_refused():
    outcome = run.run(run.cases(1, 156, list(WRITERS), real_ones=False), 2, None)
    assert not outcome.failures
    assert sum(outcome.counts.values()) == 156
    assert outcome.counts["read"] > 40


@pytest.mark.parametrize("suffix", WRITERS)
def test_the_seeds_are_read(suffix):
    assert [examine(WRITERS[suffix](table), f"a.{suffix}") for table in TABLES] == ["", ""]


def test_a_seed_makes_the_same_files():
    first, again = (list(run.cases(7, 12, ["txt", "json", "html"])) for _ in range(2))
    assert first == again
    assert first != list(run.cases(8, 12, ["txt", "json", "html"]))


def hang(data, name):
    time.sleep(60)


def fill(data, name):
    return str(len(bytearray(2 * run.BYTES)))


def fail(data, name):
    raise KeyError(name)


@pytest.mark.parametrize(
    ("fault", "said"), [(hang, "more than 1 s in txt"), (fill, "more than 1024 MiB"), (fail, "KeyError")]
)
def test_the_fuzzer_sees_what_fails(monkeypatch, tmp_path, fault, said):
    monkeypatch.setattr(run, "SECONDS", 1.0)
    shown = iter([lambda data, name: ""])
    monkeypatch.setattr(run, "examine", lambda data, name: next(shown, fault)(data, name))
    outcome = run.run(iter([("1-0.txt", b"a")]), 1, tmp_path)
    (kind,) = outcome.failures
    assert kind.startswith(said)
    assert (tmp_path / "1-0.txt").read_bytes() == b"a"
    assert (tmp_path / "1-0.txt.why").exists()
