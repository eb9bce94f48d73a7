"""What the benchmarks say: targets, sections, and the page that is made of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.measure import Spread

HEAD = """# Benchmarks: results

Written by `make bench` ([how to read it](../docs/speed.md)). Every ratio is of runs that took turns on one machine;
what counts is the median of the rounds, with the least and the most behind it. Ratios of CPU seconds stand beside those
of the clock: where they differ, something else ran on the machine."""


@dataclass(frozen=True, slots=True)
class Target:
    """Something that is asked for, and what was measured; `reached` is None where it could not be measured."""

    what: str
    asked: str
    got: str
    reached: bool | None

    @property
    def verdict(self) -> str:
        """The answer in words."""
        return "not measured" if self.reached is None else "reached" if self.reached else "**not reached**"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the results: paragraphs and tables in Markdown, and its targets.

    `sound` is false where results that have to be the same were not.
    """

    title: str
    body: tuple[str, ...]
    targets: tuple[Target, ...] = ()
    sound: bool = True


def at_most(what: str, limit: float, found: Spread, beside: str = "", unit: str = "×") -> Target:
    """A target that a ratio must not be above."""
    return Target(what, f"≤ {limit:g}{unit}", spelled(found, unit) + beside, found.median <= limit)


def at_least(what: str, limit: float, found: Spread, beside: str = "", unit: str = "×") -> Target:
    """A target that a ratio must not be below."""
    return Target(what, f"≥ {limit:g}{unit}", spelled(found, unit) + beside, found.median >= limit)


def spelled(found: Spread, unit: str = "×") -> str:
    """A median with its spread, as `1.52× (1.48 … 1.60)`."""
    if found.count == 1:
        return f"{found.median:.2f}{unit} (one round)"
    return f"{found.median:.2f}{unit} ({found.least:.2f} … {found.most:.2f}, {found.count} rounds)"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown; all columns but the first are numbers."""
    lines = [header, ["---", *["---:"] * (len(header) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def page(machine: Mapping[str, str], sections: Sequence[Section]) -> str:
    """The whole page."""
    parts = [HEAD, table(("machine", ""), machine.items()).replace("---:", "---")]
    targets = [target for section in sections for target in section.targets]
    if targets:
        rows = [(t.what, t.asked, t.got, t.verdict) for t in targets]
        parts += ["## Targets", table(("target", "asked", "measured", ""), rows).replace("---:", "---")]
    for section in sections:
        parts += [f"## {section.title}", *section.body]
    return "\n\n".join(parts) + "\n"
