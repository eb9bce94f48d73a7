"""Marks for an editor without a language server: checks a text that need not be saved, and counts as the editor does.

marks.py NAME < TEXT    prints a line for each mark: line, first and last character, severity, rule, message
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

Mark = dict[str, Any]


def units(text: str) -> int:
    """The length of a text in UTF-16 code units, which most editors count; use len(text) for one of code points."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def marks(text: str, name: str, command: Sequence[str] = ("perflint",)) -> list[Mark]:
    """The findings of a text called `name`, with lines and characters from 0, the end exclusive.

    Raises RuntimeError with what perflint says where it cannot run: a wrong configuration, a faulty rule file.
    """
    words = [*command, "check", "-", "--stdin-filename", name, "--format", "json"]
    done = subprocess.run(words, input=text.encode(), capture_output=True)
    if not done.stdout:
        raise RuntimeError(done.stderr.decode(errors="replace").strip())
    # As perflint and editors do: only these end a line, not all that str.splitlines takes for an end.
    lines = re.split(r"\r\n|\n|\r", text)
    return [mark(found, lines) for found in json.loads(done.stdout)["diagnostics"] if found["range"]]


def mark(found: dict[str, Any], lines: Sequence[str]) -> Mark:
    """A finding of perflint, whose columns are code points from 1, as a mark in the editor's own columns."""
    start, end = found["range"]["start"], found["range"]["end"]
    first, last = (units(lines[p["line"] - 1][: p["column"] - 1]) for p in (start, end))
    return {
        "start": (start["line"] - 1, first),
        "end": (end["line"] - 1, last),
        **{key: found[key] for key in ("severity", "rule", "message", "help")},
    }


if __name__ == "__main__":
    for one in marks(sys.stdin.buffer.read().decode(), sys.argv[1]):
        where = "{}:{}-{}:{}".format(*one["start"], *one["end"])
        print(f"{where} {one['severity']} {one['rule']} {one['message']}")
