"""Two workers and a warm cache: what they save on a folder of workbooks, one of which is broken."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks import commands
from benchmarks.bench import Bench, Broken
from benchmarks.measure import Cost, Spread, alternate, cpu, ratios, wall
from benchmarks.record import Section, Target, at_least, spelled, table

PER_FILE, FEWEST, MOST = 50, 4, 200
JOBS, CACHE = 1.7, 15.0
STRICT = ("--profile", "strict")
# Starts differ by so many seconds; a smaller remainder says nothing.
NOISE = 0.05
# The status of a run over a folder with a broken workbook.
UNREADABLE = 2


@dataclass(frozen=True, slots=True)
class Workbooks:
    """The folder, one with a small workbook for each of two workers, and how many sound files the first has."""

    folder: Path
    start: Path
    files: int


def measure(bench: Bench) -> Section:
    """One and two workers in turn, then a cold and a warm cache."""
    books = _workbooks(bench)
    bench.say(f"  {books.files} workbooks")
    rounds = _jobs(bench, books)
    body = [_about(books), rounds[0]]
    targets = [rounds[1]]
    if commands.knows_cache():
        shown, target = _cache(bench, books)
        body.append(shown)
        targets.append(target)
    else:
        body.append("The cache is left out: this perflint has none yet (`check --help` does not know `--no-cache`).")
        targets.append(Target("warm cache: times as fast as cold", f"≥ {CACHE:g}×", "no cache yet", None))
    return Section("Two workers, warm cache", tuple(body), tuple(targets))


def _about(books: Workbooks) -> str:
    return (
        f"{books.files} workbooks of {PER_FILE} projects and a broken one, which has to be reported; all rules, JSON "
        "lines. The start-up of each, taken off, is a run over a folder with two small workbooks."
    )


def _workbooks(bench: Bench) -> Workbooks:
    """So many workbooks that one worker needs long enough for them."""
    start = bench.corpus(2, "xlsx", 1).folder
    command = commands.check(*STRICT, form="json")
    bench.run(command, start)
    empty = bench.run(command, start).wall
    few = bench.run(command, bench.corpus(FEWEST * PER_FILE, "xlsx", PER_FILE).folder).wall
    files = round(bench.sizes.workbook_seconds / ((few - empty) / FEWEST)) + 1
    files = max(FEWEST, min(files, MOST))
    folder = bench.corpus(files * PER_FILE, "xlsx", PER_FILE).folder
    (folder / "broken.xlsx").write_bytes(b"PK\x03\x04 cut off")
    return Workbooks(folder, start, files)


def _jobs(bench: Bench, books: Workbooks) -> tuple[str, Target]:
    """The seconds of one and of two workers, and the target."""
    calls: Mapping[str, partial[Cost]] = {
        f"{kind} {jobs}": partial(_run, bench, folder, jobs, bench.output(f"{kind}-{jobs}"), status)
        for kind, folder, status in (("start", books.start, 0), ("books", books.folder, UNREADABLE))
        for jobs in (1, 2)
    }
    costs = alternate(calls, bench.sizes.workbook_rounds, float("inf"))
    one, two = (bench.output(f"books-{jobs}").read_bytes() for jobs in (1, 2))
    if one != two or not _is_whole(one, books.files):
        raise Broken("two workers do not print what one does, or a workbook is missing")
    alone, both = (_without(wall(costs[f"books {jobs}"]), wall(costs[f"start {jobs}"])) for jobs in (1, 2))
    rows = [
        (name, spelled(Spread.of(wall(own)), " s"), f"{Spread.of(cpu(own)).median:.2f} s")
        for name, own in costs.items()
    ]
    over = ratios(alone, both)
    beside = f"; one worker {Spread.of(alone).median:.1f} s"
    return table(("run, workers", "clock", "CPU"), rows), at_least(
        "two workers: times as fast as one", JOBS, over, beside
    )


def _cache(bench: Bench, books: Workbooks) -> tuple[str, Target]:
    """The seconds of a cold and of a warm cache, and the target."""
    folder = bench.folder / "results-cache"
    env = {"PERFLINT_CACHE_DIR": str(folder)}
    command = commands.check(*STRICT, form="jsonl", cached=True)
    costs: dict[str, list[Cost]] = {name: [] for name in ("start, no cache", "start, warm", "cold", "warm")}
    for _ in range(bench.sizes.workbook_rounds):
        shutil.rmtree(folder, ignore_errors=True)
        # The rules get compiled, and the small workbooks' results kept.
        bench.run(command, books.start, env=env)
        costs["start, no cache"].append(bench.run(commands.check(*STRICT, form="jsonl"), books.start, env=env))
        costs["start, warm"].append(bench.run(command, books.start, env=env))
        costs["cold"].append(bench.run(command, books.folder, bench.output("cold"), env, UNREADABLE))
        costs["warm"].append(bench.run(command, books.folder, bench.output("warm"), env, UNREADABLE))
    if bench.output("cold").read_bytes() != bench.output("warm").read_bytes():
        raise Broken("a warm cache does not print what a cold one does")
    rows = [
        (name, spelled(Spread.of(wall(own)), " s"), f"{Spread.of(cpu(own)).median:.2f} s")
        for name, own in costs.items()
    ]
    cold = _without(wall(costs["cold"]), wall(costs["start, no cache"]))
    warm = _without(wall(costs["warm"]), wall(costs["start, warm"]))
    whole = ratios(wall(costs["cold"]), wall(costs["warm"]))
    target = at_least(
        "warm cache: times as fast as cold", CACHE, ratios(cold, warm), f"; whole runs {whole.median:.1f}×"
    )
    return table(("cache", "clock", "CPU"), rows), target


def _run(bench: Bench, folder: Path, jobs: int, out: Path, status: int) -> Cost:
    return bench.run(commands.check(*STRICT, form="jsonl", jobs=jobs), folder, out, status=status)


def _without(seconds: list[float], start: list[float]) -> list[float]:
    """Seconds with the median start-up taken off; what is hardly more than that counts as NOISE."""
    usual = Spread.of(start).median
    return [max(own - usual, NOISE) for own in seconds]


def _is_whole(printed: bytes, files: int) -> bool:
    """Whether the broken file alone is unreadable."""
    statuses = [file["status"] for file in json.loads(printed.splitlines()[-1])["files"]]
    return len(statuses) == files + 1 and statuses.count("unreadable") == 1
