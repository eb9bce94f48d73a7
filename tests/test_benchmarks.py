"""The benchmarks compare what is the same: ten checks with equal findings, and a runner that says what runs cost."""

import sys
from collections import Counter
from pathlib import Path

import pytest
import yaml

from benchmarks import straight
from benchmarks.commands import TEN
from benchmarks.corpus import FAULTS, as_text, projects, write
from benchmarks.measure import Cost, Spread, alternate, ratios, run
from benchmarks.record import Section, at_least, at_most, page
from perflint.api import Options, check_bytes

BENCHMARKS = Path(straight.__file__).parent
NAMES = [check.name for check in straight.CHECKS]


@pytest.fixture(scope="module")
def data():
    return as_text(list(projects(120)))


@pytest.mark.parametrize(
    "options",
    [Options(select=tuple(TEN)), Options(rules_dirs=(BENCHMARKS / "ten",), select=("TEN",))],
    ids=["catalogue", "own rules"],
)
def test_the_ten_checks_are_those_of_the_straight_pass(data, options):
    found = [(_name(d), d.location.range.start) for d in check_bytes(data, "a.txt", options).diagnostics]
    expected = [f for project in straight.read(data.decode()) for f in straight.findings("a.txt", project)]
    assert Counter(name for name, _ in found) == Counter(f["rule"] for f in expected)
    assert {name for name, _ in found} == set(NAMES)
    # Every rule of the catalogue chooses its words; the rows are the same.
    assert sorted((name, at.line) for name, at in found) == sorted((f["rule"], f["line"]) for f in expected)


def test_a_user_s_ten_rules_name_the_same_words(data):
    options = Options(rules_dirs=(BENCHMARKS / "ten",), select=("TEN",))
    found = check_bytes(data, "a.txt", options).diagnostics
    expected = [f for project in straight.read(data.decode()) for f in straight.findings("a.txt", project)]
    # What is missing stands nowhere.
    assert {(_name(d), d.location.range.start.column, d.evidence) for d in found if "missing" not in d.name} == {
        (f["rule"], f["column"], f["evidence"]) for f in expected if "missing" not in f["rule"]
    }


def _name(diagnostic):
    return TEN.get(diagnostic.rule, diagnostic.name.removeprefix("ten-"))


def test_the_peers_are_asked_for_the_same_ten():
    peers = BENCHMARKS / "peers"
    assert list(yaml.safe_load((peers / "spectral/ruleset.yaml").read_text("utf-8"))["rules"]) == NAMES
    assert [rule["id"] for rule in yaml.safe_load((peers / "semgrep/rules.yaml").read_text("utf-8"))["rules"]] == NAMES
    preset = (peers / "textlint/preset/index.js").read_text("utf-8")
    assert [name for name in NAMES if f'{name}": [' not in preset and f"{name}: [" not in preset] == []
    assert [path.stem.partition("-ten-")[2] for path in sorted((BENCHMARKS / "ten").iterdir())] == NAMES


def test_a_corpus_is_the_same_again_and_tells_its_size(tmp_path):
    made = write(tmp_path / "a", 7, per_file=3)
    again = write(tmp_path / "b", 7, per_file=3)
    files = sorted(path.name for path in made.folder.iterdir())
    assert files == ["000003.txt", "000006.txt", "000007.txt"]
    assert all((made.folder / name).read_bytes() == (again.folder / name).read_bytes() for name in files)
    assert made.size == sum((made.folder / name).stat().st_size for name in files)
    assert made.indicators == sum(len(project["indicators"]) for project in projects(7))
    assert sum(FAULTS.values()) < 1000


def test_a_run_tells_what_it_cost(tmp_path):
    out = tmp_path / "out"
    words = "import sys; print(len(bytearray(50_000_000))); sys.exit(3)"
    cost = run([sys.executable, "-c", words], tmp_path, out)
    assert out.read_text() == "50000000\n"
    assert cost.status == 3 and cost.peak > 50_000_000 and cost.cpu > 0 and cost.wall > 0
    assert run([sys.executable, "-c", "while True: pass"], tmp_path, limit=0.1).given_up


def test_rounds_take_turns_and_slow_ones_sit_out():
    order = []

    def once(name, seconds):
        order.append(name)
        return Cost(seconds, seconds, 1, 0)

    costs = alternate({"a": lambda: once("a", 1.0), "b": lambda: once("b", 4.0)}, rounds=3, patience=2.0)
    assert order == ["a", "b", "a"]
    assert [len(costs[name]) for name in "ab"] == [2, 1]
    assert ratios([4.0], [1.0, 2.0]) == Spread(4.0, 4.0, 4.0, 1)


def test_the_page_says_what_was_reached():
    fast, slow = Spread.of([1.5, 1.4, 1.9]), Spread.of([1.7])
    targets = (at_most("fast", 1.6, fast), at_most("slow", 1.6, slow), at_least("times", 1.6, slow, ", CPU 2×"))
    text = page({"Python": "3"}, [Section("Start-up", ("Words.",), targets)])
    assert "| fast | ≤ 1.6× | 1.50× (1.40 … 1.90, 3 rounds) | reached |" in text
    assert "| slow | ≤ 1.6× | 1.70× (one round) | **not reached** |" in text
    assert "| times | ≥ 1.6× | 1.70× (one round), CPU 2× | reached |" in text
    assert "## Start-up\n\nWords.\n" in text
