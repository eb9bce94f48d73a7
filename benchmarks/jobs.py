"""What two workers save over one on a folder of workbooks, a broken file among them, as ratios of paired runs.

    python benchmarks/jobs.py [--runs N] [--files N]

The start-up of each, taken off, is that of a folder with one small workbook for each worker. The broken file has to be
reported, all others checked, and both runs have to print the same.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from corpus import write

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
SMALL = 1


def run(folder: Path, jobs: int) -> tuple[float, bytes]:
    """Wall seconds of one run with so many workers, and what it printed."""
    begun = time.perf_counter()
    done = subprocess.run([*CHECK, "--jobs", str(jobs), "."], cwd=folder, stdout=subprocess.PIPE)
    return time.perf_counter() - begun, done.stdout


def is_whole(printed: bytes, files: int) -> bool:
    """Whether the broken file alone is unreadable."""
    statuses = [file["status"] for file in json.loads(printed)["files"]]
    return len(statuses) == files + 1 and statuses.count("unreadable") == 1


def main() -> None:
    """Print the seconds of one worker and the ratio of two."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--files", type=int, default=24)
    parser.add_argument("--per-file", type=int, default=50)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, start = Path(name, "tables"), Path(name, "start")
        write(folder, given.files * given.per_file, "xlsx", given.per_file)
        write(start, 2 * SMALL, "xlsx", SMALL)
        (folder / "broken.xlsx").write_bytes(b"PK\x03\x04 cut off")
        run(folder, 2)
        singles, ratios = [], []
        for _ in range(given.runs):
            (one, printed), (two, again) = run(folder, 1), run(folder, 2)
            if printed != again or not is_whole(printed, given.files):
                sys.exit("two workers do not print what one does, or a file is missing")
            one, two = one - run(start, 1)[0], two - run(start, 2)[0]
            singles.append(one)
            ratios.append(one / two)
        spread = f"({min(ratios):.2f} … {max(ratios):.2f})"
        print(f"one worker: {statistics.median(singles):.1f} s")
        print(f"two workers: {statistics.median(ratios):.2f} times as fast {spread}")


if __name__ == "__main__":
    main()
