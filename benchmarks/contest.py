"""Who takes part in the comparison: how each is called, and what it should find."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks import commands
from benchmarks.bench import Bench, Broken
from benchmarks.corpus import Corpus
from benchmarks.measure import Cost, run
from benchmarks.peer_tools import PEERS, Peer

FLOOR, STRAIGHT = "(a) floor: read, one pattern", "(b) straight pass, ten checks"
TEN, OWN = "perflint, ten checks", "perflint, ten checks as a user's rules"
DEFAULT, STRICT = "perflint, default", "perflint, all rules (strict)"
# The names of the checks in what our own programs print.
_RULE, _OWN_NAME = r'(?m)^\{"rule": "([^"]+)"', r'(?m)^\{"rule": "TEN[0-9]+", "name": "ten-([a-z-]+)"'


@dataclass(frozen=True, slots=True)
class Contestant:
    """A program of the comparison; `names` finds the check of each finding, `ten` tells whether these are the ten."""

    name: str
    command: list[str]
    out: Path
    names: str = _RULE
    ten: bool = True
    peer: Peer | None = None

    def cost(self, bench: Bench, folder: Path) -> Cost:
        """One run. Raises Broken where it fails; peers end with 1 where they find something."""
        if self.peer is None:
            return bench.run(self.command, folder, self.out)
        cost = run(self.command, folder, self.out, self.peer.env)
        if cost.status not in (0, 1):
            raise Broken(f"status {cost.status} of {self.name}")
        return cost


def contestants(bench: Bench, corpus: Corpus) -> Iterator[Contestant]:
    """All that are here, for a corpus of texts."""
    folder, strict = corpus.folder, commands.check("--profile", "strict")
    yield Contestant(FLOOR, commands.floor(folder), bench.output("floor"), ten=False)
    yield Contestant(STRAIGHT, commands.straight(folder), bench.output("straight"))
    yield Contestant(TEN, commands.ten_checks(), bench.output("ten"))
    yield Contestant(OWN, commands.ten_own(), bench.output("own"), _OWN_NAME)
    yield Contestant(DEFAULT, commands.check(), bench.output("default"), ten=False)
    yield Contestant(STRICT, strict, bench.output("strict"), ten=False)
    present = [peer for peer in PEERS if peer.program is not None]
    ready = bench.corpus(corpus.projects, "json").folder if present else folder
    for peer in present:
        name = f"{peer.name}, ten checks on {peer.reads}"
        yield Contestant(name, peer.command(folder, ready), bench.output(peer.name), peer.names, peer=peer)


def calls(bench: Bench, corpus: Corpus, taking_part: list[Contestant]) -> Mapping[str, partial[Cost]]:
    """A run of each, by its name."""
    return {each.name: partial(each.cost, bench, corpus.folder) for each in taking_part}
