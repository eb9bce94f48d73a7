"""What one `perflint check` costs as a whole process, as a ratio to a floor that is measured in turn with it.

    python benchmarks/start.py [FILES…] [--runs N]

The floor is `python -c "import click, yaml, regex"`. Each pair of runs gives one ratio; the median is printed with the
smallest and the largest. The first run of each command warms the caches and is not counted. Take an installed
perflint: a checkout whose bytecode may not be written compiles every module anew.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parent.parent / "examples" / "tables"
FLOOR = [sys.executable, "-c", "import click, yaml, regex"]
# -P: the installed perflint, not a checkout in the working directory.
CHECK = [
    sys.executable,
    "-P",
    "-m",
    "perflint",
    "check",
    "--profile",
    "strict",
    "--format",
    "json",
    "--exit-zero",
    "--no-cache",
]


def seconds(command: list[str]) -> float:
    """Wall seconds of one run of a command, start and exit included."""
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def ratios(command: list[str], runs: int) -> list[float]:
    """`command` over the floor, pair by pair."""
    seconds(command), seconds(FLOOR)
    return sorted(seconds(command) / seconds(FLOOR) for _ in range(runs))


def main() -> None:
    """Print a line for each file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", default=sorted(map(str, EXAMPLES.iterdir())))
    parser.add_argument("--runs", type=int, default=11)
    options = parser.parse_args()
    width = max(len(Path(f).name) for f in options.files)
    print(f"{'check of':{width}}  median   (least … most), times the floor")
    for file in options.files:
        found = ratios([*CHECK, file], options.runs)
        print(f"{Path(file).name:{width}}  {statistics.median(found):6.2f}   ({found[0]:.2f} … {found[-1]:.2f})")


if __name__ == "__main__":
    main()
