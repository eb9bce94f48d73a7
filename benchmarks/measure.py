"""Runs a command as a process of its own and tells what it cost: wall seconds, CPU seconds, peak memory."""

from __future__ import annotations

import json
import os
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

# Seconds after which a command is given up.
LIMIT = 1800.0
# They would make every start compile all modules anew, or every line of output a system call.
_UNFAIR = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PYTHONHASHSEED", "PERFLINT_LANG")
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took: seconds of the clock, seconds of the processor with all children, bytes of the largest one."""

    wall: float
    cpu: float
    peak: int
    status: int

    @property
    def given_up(self) -> bool:
        """Whether it was killed, by the limit or by the system."""
        return self.status < 0


@dataclass(frozen=True, slots=True)
class Spread:
    """The median of some numbers, with the smallest and the largest."""

    median: float
    least: float
    most: float
    count: int

    @staticmethod
    def of(numbers: Sequence[float]) -> Spread:
        """Of at least one number."""
        return Spread(statistics.median(numbers), min(numbers), max(numbers), len(numbers))


def run(
    command: Sequence[str],
    cwd: Path,
    out: Path | None = None,
    env: Mapping[str, str] | None = None,
    limit: float = LIMIT,
) -> Cost:
    """Run a command with its output in a file, or nowhere.

    A small process starts it and waits for it: what Linux calls the peak of a process is never less than that of the
    process which started it, and the runner of the benchmarks may have grown.
    """
    whole = {**{k: v for k, v in os.environ.items() if k not in _UNFAIR}, **(env or {})}
    launcher = [sys.executable, "-I", "-S", __file__, str(out or os.devnull), str(limit), *command]
    done = subprocess.run(launcher, cwd=cwd, env=whole, stdout=subprocess.PIPE, check=True)
    return Cost(**json.loads(done.stdout))


def alternate(runs: Mapping[Key, Callable[[], Cost]], rounds: int, patience: float) -> dict[Key, list[Cost]]:
    """Each run in turn, again and again, so that what else the machine does meets all of them; their costs by round.

    A run that has used up `patience` seconds sits out the further rounds.
    """
    costs: dict[Key, list[Cost]] = {name: [] for name in runs}
    for number in range(rounds):
        for name, once in runs.items():
            if number == 0 or sum(cost.wall for cost in costs[name]) < patience:
                costs[name].append(once())
    return costs


def wall(costs: Sequence[Cost]) -> list[float]:
    """Seconds of the clock, round by round."""
    return [cost.wall for cost in costs]


def cpu(costs: Sequence[Cost]) -> list[float]:
    """Seconds of the processor, round by round."""
    return [cost.cpu for cost in costs]


def ratios(above: Sequence[float], below: Sequence[float]) -> Spread:
    """One over the other, round by round, as far as both took part."""
    return Spread.of([a / b for a, b in zip(above, below, strict=False)])


def _launch(out: str, limit: float, command: Sequence[str]) -> dict[str, float]:
    """The cost of a command that this process starts, which has to be a small one."""
    with open(out, "wb") as stdout:
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=stdout, stderr=subprocess.DEVNULL)
        timer = threading.Timer(limit, process.send_signal, [signal.SIGKILL])
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
    # macOS counts bytes, others KiB.
    peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "peak": peak, "status": process.returncode}


if __name__ == "__main__":
    print(json.dumps(_launch(sys.argv[1], float(sys.argv[2]), sys.argv[3:])))
