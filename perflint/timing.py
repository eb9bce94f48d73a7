"""Where the time of a run goes: seconds by stage and by rule, measured only where somebody asked for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import field
from time import perf_counter, process_time

from perflint.lazyclass import dataclass

# The stages in the order in which a file passes them.
STAGES = ("start", "cache", "read", "parse", "check", "match", "report")


@dataclass(slots=True)
class Spent:
    """Seconds by the clock and of the processor, and how often."""

    wall: float = 0.0
    cpu: float = 0.0
    calls: int = 0

    def add(self, other: Spent) -> None:
        """Add what was spent elsewhere."""
        self.wall += other.wall
        self.cpu += other.cpu
        self.calls += other.calls


Table = Mapping[str, Spent]


def _table() -> defaultdict[str, Spent]:
    return defaultdict(Spent)


@dataclass(slots=True, eq=False)
class Timing:
    """Sums of a run; a worker has its own and sends them with each file.

    `rules` is what the checks took, `gates` what tells where a rule may have something to say, by code.
    `known` counts the files that came from the cache.
    """

    stages: defaultdict[str, Spent] = field(default_factory=_table)
    rules: defaultdict[str, Spent] = field(default_factory=_table)
    gates: defaultdict[str, Spent] = field(default_factory=_table)
    known: int = 0

    def add(self, other: Timing) -> None:
        """Add the sums of a worker, or of a file."""
        for own, more in ((self.stages, other.stages), (self.rules, other.rules), (self.gates, other.gates)):
            for name, spent in more.items():
                own[name].add(spent)
        self.known += other.known

    def taken(self) -> Timing:
        """What was summed up so far, which begins at nothing again."""
        sums = Timing(known=self.known)
        self.known = 0
        for own, out in ((self.stages, sums.stages), (self.rules, sums.rules), (self.gates, sums.gates)):
            for name, spent in own.items():
                out[name] = Spent(spent.wall, spent.cpu, spent.calls)
                # In place: those who measure hold on to it.
                spent.wall, spent.cpu, spent.calls = 0.0, 0.0, 0
        return sums


# Stages lie deep; like the limits of reading, a measurement holds for all that runs within it.
_CURRENT: ContextVar[Timing | None] = ContextVar("timing", default=None)


@contextmanager
def measured(timing: Timing | None) -> Iterator[None]:
    """Let stages that run within be measured."""
    token = _CURRENT.set(timing)
    try:
        yield
    finally:
        _CURRENT.reset(token)


def current() -> Timing | None:
    """Who measures here."""
    return _CURRENT.get()


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Measure a part of the work, where somebody does."""
    timing = _CURRENT.get()
    if timing is None:
        yield
        return
    wall, cpu = perf_counter(), process_time()
    try:
        yield
    finally:
        timing.stages[name].add(Spent(perf_counter() - wall, process_time() - cpu, 1))
