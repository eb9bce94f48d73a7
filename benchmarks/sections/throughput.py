"""Throughput: what all of them make of the same tables, after proof that ten checks are the same ten checks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from benchmarks import commands, contest
from benchmarks.bench import PER_FILE, Bench
from benchmarks.contest import Contestant, calls, contestants
from benchmarks.corpus import Corpus
from benchmarks.measure import Cost, Spread, alternate, cpu, ratios, wall
from benchmarks.peer_tools import PEERS
from benchmarks.record import Section, Target, at_least, at_most, spelled, table

Costs = Mapping[str, Sequence[Cost]]
# Where Spectral is missing, so many times the straight pass stands for it.
STAND_IN = 10.0


def measure(bench: Bench) -> Section:
    """Every program in turn over one corpus, round by round."""
    small, corpus = bench.corpus(20), bench.corpus(bench.sizes.projects)
    for warm_up in calls(bench, small, list(contestants(bench, small))).values():
        warm_up()
    taking_part = list(contestants(bench, corpus))
    bench.say(f"  {corpus.projects} projects: {', '.join(each.name for each in taking_part)}")
    costs = alternate(calls(bench, corpus, taking_part), bench.sizes.rounds, bench.sizes.patience)
    counts = {each.name: commands.counted(each.out, each.names) for each in taking_part if each.ten}
    # Each has to find some of each.
    alike = len({tuple(sorted(own.items())) for own in counts.values()}) == 1
    sound = alike and all(set(own) == set(commands.TEN.values()) for own in counts.values())
    body = [_about(corpus), _costs(corpus, taking_part, costs)]
    body += [f"Left out: {peer.missing}." for peer in PEERS if peer.program is None]
    body += [_proof(sound), _counts(counts)]
    targets = (*_targets(costs), Target("the ten checks find the same", "equal counts", _word(sound), sound))
    return Section("Throughput", tuple(body), targets, sound)


def _about(corpus: Corpus) -> str:
    return (
        f"{corpus.projects:,} projects, {corpus.indicators:,} indicators, {corpus.size / 1e6:.1f} MB of text, "
        f"{PER_FILE} projects to a file. Whole processes with one worker and without a cache of results, JSON lines "
        "(peers: JSON) into a file. Medians; MB are always those of the text. A slow program takes part in the first "
        "rounds only."
    )


def _costs(corpus: Corpus, taking_part: Sequence[Contestant], costs: Costs) -> str:
    base = costs[contest.STRAIGHT]
    rows = []
    for each in taking_part:
        own = costs[each.name]
        seconds = Spread.of(wall(own)).median
        rows.append(
            (
                each.name,
                f"{seconds:.2f} s",
                f"{Spread.of(cpu(own)).median:.2f} s",
                f"{corpus.indicators / seconds:,.0f}",
                f"{corpus.size / 1e6 / seconds:.2f}",
                f"{max(cost.peak for cost in own) / 2**20:.0f} MiB",
                f"{commands.counted(each.out, each.names).total():,}",
                spelled(ratios(wall(own), wall(base))),
                f"{ratios(cpu(own), cpu(base)).median:.2f}×",
            )
        )
    header = ("program", "clock", "CPU", "indicators/s", "MB/s", "peak", "findings", "over (b)", "CPU over (b)")
    return table(header, rows)


def _targets(costs: Costs) -> list[Target]:
    straight, strict = costs[contest.STRAIGHT], costs[contest.STRICT]
    spectral = next((own for name, own in costs.items() if name.startswith("spectral")), None)
    made = []
    for name, limit in ((contest.TEN, 5.0), (contest.STRICT, 2.5)):
        own = costs[name]
        if spectral is not None:
            on_cpu = ratios(cpu(spectral), cpu(own)).median
            over = ratios(wall(spectral), wall(own))
            made.append(at_least(f"{name}: times as fast as Spectral with ten", limit, over, f", CPU {on_cpu:.2f}×"))
        else:
            over = ratios([STAND_IN * seconds for seconds in wall(straight)], wall(own))
            made.append(at_least(f"{name}: times as fast as {STAND_IN:g} × (b), for Spectral", limit, over))
    on_cpu = ratios(cpu(strict), cpu(straight)).median
    over = ratios(wall(strict), wall(straight))
    return [*made, at_most(f"{contest.STRICT} over (b)", 5.0, over, f", CPU {on_cpu:.2f}×")]


def _proof(sound: bool) -> str:
    if sound:
        return "The ten checks are the same ten checks: every program finds each fault equally often."
    return "**The ten checks are not the same: the counts below differ, and no ratio of them means anything.**"


def _word(sound: bool) -> str:
    return "equal" if sound else "they differ"


def _counts(counts: Mapping[str, Counter[str]]) -> str:
    names = sorted(set().union(*counts.values()))
    rows = [(name, *(str(own[name]) for own in counts.values())) for name in names]
    return table(("check", *(name.replace(", ten checks", "") for name in counts)), rows)
