"""Growth and memory: what an indicator costs, and how much is held, in a small corpus and in a far larger one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from benchmarks import commands
from benchmarks.bench import Bench
from benchmarks.corpus import Corpus
from benchmarks.measure import Cost, Spread, alternate, cpu, ratios, wall
from benchmarks.record import Section, Target, at_most, spelled, table

# With and without the rules over several files, which have to remember something of every project.
RULES = {"default": [], "default without DUP004, DUP005": ["--ignore", "DUP004,DUP005"]}
GROWTH, MEMORY, EXTRA = 1.15, 1.3, 1024
Costs = Mapping[tuple[str, str], Sequence[Cost]]


def measure(bench: Bench) -> Section:
    """Start, small, middle and large corpora in turn; the large ones once only where they take long."""
    sizes = bench.sizes
    corpora = {
        "start": bench.corpus(1),
        "small": bench.corpus(sizes.small),
        "middle": bench.corpus(sizes.middle),
        "large": bench.corpus(sizes.large),
    }
    bench.say(f"  {', '.join(f'{corpus.projects}' for corpus in corpora.values())} projects")
    calls = {
        (rules, size): partial(bench.run, commands.check(*words), corpus.folder, bench.output(f"scale-{size}"))
        for rules, words in RULES.items()
        for size, corpus in corpora.items()
    }
    for (_, size), warm_up in calls.items():
        if size == "start":
            warm_up()
    quick = {key: call for key, call in calls.items() if key[1] in ("start", "small")}
    slow = {key: call for key, call in calls.items() if key not in quick}
    # Small ones before and after the large ones, so that a busy quarter of an hour meets both.
    before = alternate(quick, sizes.small_rounds, float("inf"))
    large = alternate(slow, 2, sizes.patience)
    after = alternate(quick, sizes.small_rounds, float("inf"))
    costs = {**{key: [*before[key], *after[key]] for key in quick}, **large}
    body = (_about(corpora), _costs(corpora, costs))
    return Section("Growth and memory", body, (*_growth(corpora, costs), *_memory(corpora, costs)))


def _about(corpora: Mapping[str, Corpus]) -> str:
    return (
        "JSON lines over a folder of texts, one worker, no cache of results. The cost of an indicator is that of a run "
        "without the start-up, which is a run over a list of one project. A ratio of the cost of an indicator compares "
        f"each run over {corpora['large'].projects:,} projects with the median of those over "
        f"{corpora['small'].projects:,}."
    )


def _each(costs: Costs, corpora: Mapping[str, Corpus], rules: str, size: str, on_cpu: bool = False) -> list[float]:
    """Seconds for an indicator in each run, start-up taken off."""
    seconds = cpu if on_cpu else wall
    start = Spread.of(seconds(costs[rules, "start"])).median
    return [(own - start) / corpora[size].indicators for own in seconds(costs[rules, size])]


def _growth(corpora: Mapping[str, Corpus], costs: Costs) -> list[Target]:
    made = []
    for rules in RULES:
        over, on_cpu = (_over_small(corpora, costs, rules, clock) for clock in (False, True))
        what = (
            f"cost of an indicator, {corpora['large'].projects:,} projects over {corpora['small'].projects:,}, {rules}"
        )
        made.append(at_most(what, GROWTH, over, f", CPU {on_cpu.median:.2f}×"))
    return made


def _over_small(corpora: Mapping[str, Corpus], costs: Costs, rules: str, on_cpu: bool) -> Spread:
    large, small = (_each(costs, corpora, rules, size, on_cpu) for size in ("large", "small"))
    return ratios(large, [Spread.of(small).median] * len(large))


def _memory(corpora: Mapping[str, Corpus], costs: Costs) -> list[Target]:
    large, middle = corpora["large"].projects, corpora["middle"].projects
    alone = list(RULES)[1]
    peak = {(rules, size): max(cost.peak for cost in costs[rules, size]) for rules in RULES for size in corpora}
    flat = peak[alone, "large"] / peak[alone, "middle"]
    extra = (peak["default", "large"] - peak[alone, "large"]) / large
    return [
        at_most(f"peak memory, {large:,} projects over {middle:,}, {alone}", MEMORY, Spread.of([flat])),
        Target(
            f"memory of DUP004 and DUP005 for each of {large:,} projects",
            f"≤ {EXTRA} bytes",
            f"{extra:.0f} bytes",
            extra <= EXTRA,
        ),
    ]


def _costs(corpora: Mapping[str, Corpus], costs: Costs) -> str:
    rows = []
    for rules in RULES:
        for size, corpus in corpora.items():
            own = costs[rules, size]
            each = "" if size == "start" else f"{1e6 * Spread.of(_each(costs, corpora, rules, size)).median:.1f} µs"
            clock = spelled(Spread.of(wall(own)), " s")
            peak = f"{max(cost.peak for cost in own) / 2**20:.0f} MiB"
            rows.append((rules, f"{corpus.projects:,}", f"{corpus.indicators:,}", clock, each, peak))
    return table(("rules", "projects", "indicators", "clock", "of an indicator", "peak"), rows)
