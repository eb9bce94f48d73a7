"""Other tools with the same ten checks: where they are, how they are called, what they print."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent / "peers"


@dataclass(frozen=True, slots=True)
class Peer:
    """A tool with a recipe in the folder of its name.

    `local` is where the recipe installs it, `words` makes its arguments of the recipe and of the folders of the corpus
    as text and as ready-made JSON, `names` finds the name of a check in what it prints, `install` says how to get it.
    """

    name: str
    reads: str
    local: str
    words: Callable[[Path, Path, Path], Sequence[str]]
    names: str
    install: str
    env: Mapping[str, str] = field(default_factory=dict)

    @property
    def recipe(self) -> Path:
        """The folder with its configuration."""
        return HERE / self.name

    @property
    def program(self) -> str | None:
        """Where it is installed, by its recipe or on the path; None where it is missing."""
        local = self.recipe / self.local
        return str(local) if local.exists() else shutil.which(self.name)

    @property
    def missing(self) -> str:
        """Why it is left out."""
        return f"{self.name} is not installed; `{self.install}`"

    def command(self, texts: Path, ready: Path) -> list[str]:
        """What to run. Raises LookupError where it is missing."""
        if self.program is None:
            raise LookupError(self.missing)
        return [self.program, *self.words(self.recipe, texts, ready)]

    def version(self) -> str:
        """Its version as it prints it."""
        if self.program is None:
            return "missing"
        asked = subprocess.run(
            [self.program, "--version"], env={**os.environ, **self.env}, capture_output=True, text=True
        )
        found = re.search(r"\d+(?:\.\d+)+", asked.stdout)
        return found[0] if found else "unknown"


def _spectral(recipe: Path, texts: Path, ready: Path) -> list[str]:
    return ["lint", f"{ready}/*.json", "--ruleset", str(recipe / "ruleset.yaml"), "--format", "json", "--quiet"]


def _textlint(recipe: Path, texts: Path, ready: Path) -> list[str]:
    return ["--config", str(recipe / ".textlintrc.json"), "--format", "json", str(texts)]


def _semgrep(recipe: Path, texts: Path, ready: Path) -> list[str]:
    silent = ["--metrics", "off", "--disable-version-check", "--quiet", "--json", "--jobs", "1"]
    all_of_it = ["--no-git-ignore", "--max-target-bytes", "0", "--timeout", "0", "--disable-nosem"]
    names = ["--no-rewrite-rule-ids", "--config", str(recipe / "rules.yaml")]
    return ["scan", *silent, *all_of_it, *names, str(texts)]


PEERS = (
    Peer(
        "spectral",
        "ready-made JSON",
        "node_modules/.bin/spectral",
        _spectral,
        r'(?m)^\t\t"code": "([a-z-]+)"',
        "npm install --no-package-lock --prefix benchmarks/peers/spectral",
    ),
    Peer(
        "textlint",
        "text",
        "node_modules/.bin/textlint",
        _textlint,
        r'"ruleId":"ten/([a-z-]+)"',
        "npm install --no-package-lock --prefix benchmarks/peers/textlint",
    ),
    Peer(
        "semgrep",
        "text",
        ".venv/bin/semgrep",
        _semgrep,
        r'"check_id":"([a-z-]+)"',
        "python3 -m venv benchmarks/peers/semgrep/.venv && benchmarks/peers/semgrep/.venv/bin/pip install -r "
        "benchmarks/peers/semgrep/requirements.txt",
        # It asks nobody. Settings and log stay beside it: it puts a new file in the place of whatever is named.
        {
            "SEMGREP_SEND_METRICS": "off",
            "SEMGREP_ENABLE_VERSION_CHECK": "0",
            "SEMGREP_SETTINGS_FILE": str(HERE / "semgrep" / ".venv" / "settings.yml"),
            "SEMGREP_LOG_FILE": str(HERE / "semgrep" / ".venv" / "semgrep.log"),
        },
    ),
)
