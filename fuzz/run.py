"""Feeds damaged files to the readers and the checks: `python fuzz/run.py --seed 1 --count 20000 --format xlsx`.

Each file is a function of the seed, the format and its number (but for the dates in Office files).
What fails (an error that is no ReadError, a place
that does not hold its evidence, more than 10 seconds or 1 GiB) is told and kept in --keep; the exit status is 1 then.
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import resource
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from fuzz.examine import examine, where
from fuzz.mutate import mutated
from fuzz.seeds import TABLES, seeds_of
from fuzz.writers import WRITERS

SECONDS, BYTES = 10.0, 2**30
Case = tuple[str, bytes]


@dataclass(slots=True)
class Outcome:
    """How a run went: what failed by its kind with an example, and how often files were read or refused."""

    failures: dict[str, tuple[str, str]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, str] = (0.0, "")


def cases(seed: int, count: int, formats: Sequence[str], real_ones: bool = True) -> Iterator[Case]:
    """The damaged files, format by format in turn, with the names that say how they were made."""
    seeds = {suffix: seeds_of(suffix, real_ones) for suffix in formats}
    for number in range(count):
        suffix = formats[number % len(formats)]
        random = Random(f"{seed} {suffix} {number}")
        yield f"{seed}-{number}.{suffix}", mutated(random.choice(seeds[suffix]), random)


def _work(pipe: Connection) -> None:
    """A worker: files in, (kind of failure, its text, or how it was refused) out, until the pipe closes."""
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    sys.setrecursionlimit(1000)
    while True:
        try:
            name, data = pipe.recv()
        except EOFError:
            return
        try:
            pipe.send(("", examine(data, name) or "read"))
        except MemoryError as error:
            pipe.send((f"more than {BYTES >> 20} MiB, {where(error)}", traceback.format_exc()))
        except Exception as error:
            pipe.send((where(error), traceback.format_exc()))


class Worker:
    """A process that examines one file at a time, and can be ended."""

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        self.pipe, theirs = multiprocessing.Pipe()
        self._process = multiprocessing.Process(target=_work, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        self.case: Case | None = None
        self.since = 0.0

    def give(self, case: Case) -> None:
        self.case, self.since = case, time.monotonic()
        self.pipe.send((case[0], case[1]))

    def take(self) -> tuple[str, str]:
        """What came of the file; a worker that died over it is replaced."""
        try:
            got: tuple[str, str] = self.pipe.recv()
        except (EOFError, ConnectionError):
            self._process.join(5)
            got = (f"the process ended with {self._process.exitcode}", "")
            self.end()
            self._start()
        self.case = None
        return got

    def late(self) -> bool:
        return self.case is not None and time.monotonic() - self.since > SECONDS

    def replace(self) -> None:
        self.end()
        self._start()

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self.pipe.close()


def within(seconds: float, todo: Iterator[Case]) -> Iterator[Case]:
    """The files that can be begun in a time."""
    end = time.monotonic() + seconds
    return itertools.takewhile(lambda case: time.monotonic() < end, todo)


def run(todo: Iterator[Case], workers: int, keep: Path | None) -> Outcome:
    """Examine all files."""
    outcome = Outcome()
    # One run in this process loads what the workers then share.
    examine(WRITERS["txt"](TABLES[0]), "a.txt")
    pool = [Worker() for _ in range(workers)]
    for worker in pool:
        _next(worker, todo)
    while busy := [w for w in pool if w.case]:
        ready = wait([w.pipe for w in busy], 0.2)
        for worker in busy:
            case, taken = worker.case, time.monotonic() - worker.since
            assert case is not None
            if worker.pipe in ready:
                kind, text = worker.take()
            elif worker.late():
                kind, text = f"more than {SECONDS:.0f} s in {case[0].rpartition('.')[2]}", ""
                worker.replace()
            else:
                continue
            outcome.slowest = max(outcome.slowest, (taken, case[0]))
            _note(outcome, case, kind, text, keep)
            _next(worker, todo)
    for worker in pool:
        worker.end()
    return outcome


def _next(worker: Worker, todo: Iterator[Case]) -> None:
    if case := next(todo, None):
        worker.give(case)


def _note(outcome: Outcome, case: Case, kind: str, text: str, keep: Path | None) -> None:
    outcome.counts[f"failed: {kind}" if kind else text] += 1
    if kind and kind not in outcome.failures:
        outcome.failures[kind] = (case[0], text)
        if keep is not None:
            keep.mkdir(parents=True, exist_ok=True)
            (keep / case[0]).write_bytes(case[1])
            (keep / f"{case[0]}.why").write_text(f"{kind}\n{text}", "utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--format", nargs="+", choices=sorted(WRITERS), default=list(WRITERS))
    parser.add_argument("--seconds", type=float, default=float("inf"), help="begin no file after this time")
    parser.add_argument("--workers", type=int, default=multiprocessing.cpu_count())
    parser.add_argument("--keep", type=Path, default=Path("fuzz-failures"), help="folder for files that fail")
    given = parser.parse_args(arguments)
    todo = within(given.seconds, cases(given.seed, given.count, given.format))
    outcome = run(todo, given.workers, given.keep)
    print(f"{outcome.counts.total()} files")
    for kind, count in outcome.counts.most_common():
        print(f"{count:7} {kind}")
    print(f"the slowest: {outcome.slowest[0]:.1f} s, {outcome.slowest[1]}")
    # Linux counts in KiB; on macOS these are bytes.
    print(f"most memory: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10} MiB")
    for kind, (name, _) in outcome.failures.items():
        print(f"FAILED {kind}: {given.keep / name}")
    return 1 if outcome.failures else 0


if __name__ == "__main__":
    sys.exit(main())
