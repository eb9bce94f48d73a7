"""Measures perflint against a floor, a straight pass and its peers, and writes what came out.

    python -m benchmarks.run [--quick] [--only start,throughput,…] [--output FILE]

A whole run writes benchmarks/RESULTS.md; a quick one, or some sections only, is printed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from benchmarks import machine
from benchmarks.bench import QUICK, Bench, Broken, Sizes
from benchmarks.peer_tools import PEERS
from benchmarks.record import Section, Target, page
from benchmarks.sections import same, scale, start_up, throughput, workbooks

RESULTS = Path(__file__).with_name("RESULTS.md")
SECTIONS: dict[str, Callable[[Bench], Section]] = {
    "start": start_up.measure,
    "throughput": throughput.measure,
    "scale": scale.measure,
    "workbooks": workbooks.measure,
    "same": same.measure,
}


def main() -> int:
    """Measure; 1 where results that have to be the same are not, whatever the targets."""
    given = _given()
    names = given.only or list(SECTIONS)
    described = {**machine.described(), **{peer.name: peer.version() for peer in PEERS}}
    with tempfile.TemporaryDirectory(prefix="perflint-bench-") as name:
        bench = Bench(Path(name), _sizes(given))
        sections = [_measured(key, bench) for key in names]
    text = page(described, sections)
    output = given.output or (RESULTS if not given.quick and names == list(SECTIONS) else None)
    if output is None:
        sys.stdout.write(text)
    else:
        output.write_text(text, encoding="utf-8")
    return 0 if all(section.sound for section in sections) else 1


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="small sizes, to see that all of it works")
    parser.add_argument("--only", type=_chosen, help=f"sections: {','.join(SECTIONS)}")
    parser.add_argument("--large", type=int, help="projects of the largest corpus")
    parser.add_argument("--output", type=Path, help="the page, in place of benchmarks/RESULTS.md")
    return parser.parse_args()


def _chosen(words: str) -> list[str]:
    names = words.split(",")
    if unknown := [name for name in names if name not in SECTIONS]:
        raise argparse.ArgumentTypeError(f"no section is called {', '.join(unknown)}")
    return names


def _sizes(given: argparse.Namespace) -> Sizes:
    sizes = QUICK if given.quick else Sizes()
    return sizes if given.large is None else replace(sizes, large=given.large)


def _measured(name: str, bench: Bench) -> Section:
    """A section; where something in it breaks, one that says so."""
    bench.say(name)
    begun = time.perf_counter()
    try:
        section = SECTIONS[name](bench)
    except Broken as error:
        bench.say(f"  {error}")
        target = Target(f"section {name}", "to run", "it broke off", False)
        section = Section(name, ("A command failed; nothing here was measured.",), (target,), sound=False)
    bench.say(f"  {time.perf_counter() - begun:.0f} s")
    return section


if __name__ == "__main__":
    sys.exit(main())
