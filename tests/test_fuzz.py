"""A short run of the fuzzer; `python fuzz/run.py` is the long one."""

import time

import pytest

from fuzz import run
from fuzz.examine import examine
from fuzz.seeds import TABLES
from fuzz.writers import WRITERS
from perflint.api import Options, check_bytes


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


def test_half_a_quote_stands_as_it_is():
    """A field that only begins with quotes has none: its place holds them, as its text does."""
    rows = [
        "项目名称,一级指标,二级指标,三级指标,指标值",
        '养护,产出指标,""质量指标,养护及时率,提升',
        "养护,产出指标,数量指标,里程,1",
    ]
    data = "\n".join(rows).encode()
    assert examine(data, "a.csv") == ""
    evidence = {d.evidence for d in check_bytes(data, "a.csv", Options(profile="strict")).diagnostics}
    assert '""质量指标' in evidence


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
