"""Start-up: the shortest run, and one small table with all rules, over the libraries that any run needs."""

from __future__ import annotations

import sys
from functools import partial

from benchmarks import commands
from benchmarks.bench import Bench
from benchmarks.measure import Spread, alternate, cpu, ratios, wall
from benchmarks.record import Section, at_most, spelled, table

ABOUT = (
    "Whole processes, in rounds of one run each; the table is a list of one project. perflint's rules are in its "
    "cache, results are not."
)
FLOOR = "python -c 'import click, yaml, regex'"
VERSION, STRICT = "perflint --version", "check of one small table, all rules"


def measure(bench: Bench) -> Section:
    """The floor and everything else once in each round."""
    folder = bench.corpus(1).folder
    runs = {
        FLOOR: [sys.executable, "-c", "import click, yaml, regex"],
        VERSION: commands.version(),
        "check of one small table, default": commands.check(),
        STRICT: commands.check("--profile", "strict"),
    }
    calls = {name: partial(bench.run, command, folder) for name, command in runs.items()}
    for warm_up in calls.values():
        warm_up()
    costs = alternate(calls, bench.sizes.start_rounds, patience=float("inf"))
    over = {name: ratios(wall(own), wall(costs[FLOOR])) for name, own in costs.items()}
    on_cpu = {name: ratios(cpu(own), cpu(costs[FLOOR])) for name, own in costs.items()}
    rows = [
        (name, f"{1000 * Spread.of(wall(own)).median:.0f} ms", spelled(over[name]), f"{on_cpu[name].median:.2f}×")
        for name, own in costs.items()
    ]
    targets = tuple(
        at_most(f"{name} over `{FLOOR}`", limit, over[name], f", CPU {on_cpu[name].median:.2f}×")
        for name, limit in ((VERSION, 1.6), (STRICT, 4.0))
    )
    return Section("Start-up", (ABOUT, table(("run", "clock", "over the first", "CPU"), rows)), targets)
