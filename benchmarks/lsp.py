"""From a keystroke to the diagnostics of the language server, as a ratio to a whole `perflint check` of the same file.

    python benchmarks/lsp.py [--runs N] [--indicators N]

One document of running text is open, its last cell is changed by one character at a time, and the time is taken from
the change to the pushed diagnostics, the server's own pause included. After each keystroke a `perflint check` process
of the same text is timed, so that both meet the same noise; each pair gives one ratio. Take an installed perflint, or a
checkout whose bytecode may be written: otherwise the process compiles every module anew and looks slower than it is.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus import as_text, projects
from pipe import Client

CHECK = [sys.executable, "-P", "-m", "perflint", "check", "--format", "json", "--exit-zero", "--no-cache"]
SIGNS = "一二三四五六七八九十"


def document(indicators: int) -> str:
    """Running text of so many indicators."""
    chosen: list[dict[str, Any]] = []
    left = indicators
    for project in projects(indicators, seed=1):
        project["indicators"] = project["indicators"][:left]
        left -= len(project["indicators"])
        chosen.append(project)
        if not left:
            break
    return as_text(chosen).decode()


def keystrokes(client: Client, uri: str, text: str) -> Iterator[tuple[float, str]]:
    """(seconds from a keystroke to its diagnostics, the text it left), as often as is asked for."""
    client.open(uri, text, "plaintext")
    client.published(uri)
    lines = text.split("\n")
    # The goal of the first project: all that follows moves by a character.
    row = next(number for number, line in enumerate(lines) if "\t对" in line)
    column = lines[row].index("\t对") + 2
    for version in range(2, 1_000_000):
        sign = SIGNS[version % len(SIGNS)]
        place = {"line": row, "character": column}
        lines[row] = lines[row][:column] + sign + lines[row][column:]
        begun = time.perf_counter()
        client.change(uri, version, {"range": {"start": place, "end": place}, "text": sign})
        client.published(uri)
        yield time.perf_counter() - begun, "\n".join(lines)


def process(file: Path) -> tuple[float, int]:
    """Wall seconds of one check as a process, start and exit included, and the number of indicators it saw."""
    begun = time.perf_counter()
    done = subprocess.run([*CHECK, file.name], cwd=file.parent, check=True, stdout=subprocess.PIPE)
    took = time.perf_counter() - begun
    return took, json.loads(done.stdout)["files"][0]["indicators"]


def main() -> None:
    """Print the two times and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--indicators", type=int, default=300)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, Client(Path(name)) as client:
        file = Path(name, "table.txt")
        client.initialize()
        strokes = keystrokes(client, file.as_uri(), document(given.indicators))
        pairs = []
        for number in range(given.runs + 1):
            key, text = next(strokes)
            file.write_text(text, encoding="utf-8", newline="\n")
            whole, indicators = process(file)
            if indicators != given.indicators:
                sys.exit(f"the check saw {indicators} indicators, not {given.indicators}")
            # The first pair warms the caches.
            pairs += [(key, whole)] * (number > 0)
        client.leave()
    ratios = sorted(key / whole for key, whole in pairs)
    for title, values in (
        ("keystroke to diagnostics", [k for k, _ in pairs]),
        ("check process", [w for _, w in pairs]),
    ):
        print(f"{title}: {statistics.median(values):.3f} s ({min(values):.3f} … {max(values):.3f})")
    print(f"ratio: {statistics.median(ratios):.2f} ({ratios[0]:.2f} … {ratios[-1]:.2f})")


if __name__ == "__main__":
    main()
