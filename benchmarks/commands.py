"""The commands that are measured, and what they print."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent
TEN_RULES = HERE / "ten"
# The rules of the catalogue that are the ten checks. They know far more cases, of which the corpus has none.
TEN = {
    "STR004": "missing-name",
    "STR005": "missing-annual",
    "VAG001": "vague",
    "STR016": "placeholder",
    "UNT005": "operator",
    "UNT004": "percent",
    "UNT002": "bare-number",
    "VAG005": "hedged",
    "VAG003": "satisfaction",
    "TXT001": "markup",
}
# -P: the perflint of the environment, not one that lies in the working folder.
_PERFLINT = (sys.executable, "-P", "-m", "perflint")


def check(*words: str, jobs: int = 1, form: str = "jsonl", cached: bool = False) -> list[str]:
    """`perflint check` of the working folder; without its cache of results unless that is what is measured."""
    uncached = ["--no-cache"] if knows_cache() and not cached else []
    return [*_PERFLINT, "check", "--exit-zero", "--format", form, "--jobs", str(jobs), *uncached, *words, "."]


def ten_checks() -> list[str]:
    """The ten checks as rules of the catalogue."""
    return check("--select", ",".join(TEN))


def ten_own() -> list[str]:
    """The ten checks as a user's rules, which are guarded."""
    return check("--rules", str(TEN_RULES), "--select", "TEN")


def version() -> list[str]:
    """The shortest run there is, by the script where one is installed."""
    script = Path(sys.executable).with_name("perflint")
    return [str(script), "--version"] if script.exists() else [*_PERFLINT, "--version"]


@cache
def knows_cache() -> bool:
    """Whether this perflint has a cache of results."""
    done = subprocess.run([*_PERFLINT, "check", "--help"], cwd=HERE, stdout=subprocess.PIPE, check=True)
    return b"--no-cache" in done.stdout


def floor(folder: Path) -> list[str]:
    """Reading, and one pattern."""
    return [sys.executable, str(HERE / "floor.py"), str(folder)]


def straight(folder: Path) -> list[str]:
    """The ten checks as a program of their own."""
    return [sys.executable, str(HERE / "straight.py"), str(folder)]


def counted(printed: Path, pattern: str) -> Counter[str]:
    """How often each check stands in what a program printed; the pattern's group is its name or its code."""
    names = (found[1].decode() for found in re.finditer(pattern.encode(), printed.read_bytes()))
    return Counter(TEN.get(name, name) for name in names)
