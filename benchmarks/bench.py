"""What the sections share: how much is measured, where it lies, and corpora that are made once."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.corpus import Corpus, write
from benchmarks.measure import Cost, run

# Projects in a file of the corpora as text.
PER_FILE = 100


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is measured: projects, rounds, and the seconds after which a program sits out further rounds."""

    start_rounds: int = 15
    projects: int = 10_000
    rounds: int = 7
    patience: float = 45.0
    small: int = 1_000
    middle: int = 10_000
    large: int = 100_000
    small_rounds: int = 5
    # What one worker has to need for a folder of workbooks, and how often one and two are compared.
    workbook_seconds: float = 24.0
    workbook_rounds: int = 3
    same: int = 1_000


QUICK = Sizes(3, 200, 2, 10.0, 50, 200, 400, 1, 0.5, 1, 60)


class Broken(Exception):
    """A command that has to succeed did not."""


@dataclass(frozen=True, slots=True)
class Bench:
    """A folder to work in and the sizes; corpora are kept in it."""

    folder: Path
    sizes: Sizes = field(default_factory=Sizes)
    made: dict[Path, Corpus] = field(default_factory=dict)

    @property
    def cache(self) -> Path:
        """perflint's cache in all runs that are not about it: rules are compiled once, as on anybody's machine."""
        return self.folder / "cache"

    def corpus(self, projects: int, form: str = "txt", per_file: int = PER_FILE) -> Corpus:
        """A corpus, made at its first use."""
        folder = self.folder / f"{form}-{projects}-{per_file}"
        if folder not in self.made:
            self.made[folder] = write(folder, projects, form, per_file)
        return self.made[folder]

    def output(self, name: str) -> Path:
        """A file for what a command prints."""
        return self.folder / f"{name}.out"

    def run(
        self,
        command: Sequence[str],
        cwd: Path,
        out: Path | None = None,
        env: Mapping[str, str] | None = None,
        status: int = 0,
    ) -> Cost:
        """Run a command of ours. Raises Broken where it ends with another status."""
        cost = run(command, cwd, out, {"PERFLINT_CACHE_DIR": str(self.cache), **(env or {})})
        if cost.status != status:
            raise Broken(f"status {cost.status} of {' '.join(command)}")
        return cost

    def say(self, words: str) -> None:
        """Tell on standard error how far it is."""
        print(words, file=sys.stderr, flush=True)
