"""Works with the mutation corpus of tests/corpus: lists what no case notices, and what a change does to its tables."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "tests" / "corpus"
Found = dict[str, list[list[str]]]

# Runs in the other revision, too: only what every revision has.
CHECK = """
import json, pathlib, sys
from perflint import api
found = {}
for case in json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")):
    options = api.Options(profile="strict", year=case["year"], lang="zh")
    result = api.check_paths(case["files"], options)
    found[case["name"]] = [
        [d.rule, d.severity, pathlib.Path(d.file).name, d.field, d.evidence]
        for d in result.diagnostics
    ]
print(json.dumps(found, ensure_ascii=False))
"""


def main() -> int:
    """Run a command; 1 where `unnoticed` lists anything or `diff` finds a difference."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    unnoticed = commands.add_parser("unnoticed", help="what can be taken out or moved, and no case notices")
    unnoticed.add_argument("words", nargs="*", help="only lines that begin with one of these (VAG001, words.adverse)")
    unnoticed.add_argument("--count", action="store_true", help="only how many, by rule and list")
    diff = commands.add_parser("diff", help="diagnostics over the corpus: a revision against the working tree")
    diff.add_argument("base", nargs="?", default="HEAD")
    args = parser.parse_args()
    sys.path.insert(0, str(CORPUS))
    return list_unnoticed(args) if args.command == "unnoticed" else show_differences(args.base)


def list_unnoticed(args: argparse.Namespace) -> int:
    """Print what no case notices."""
    from data_mutants import unnoticed_synonyms, unnoticed_units
    from mutants import all_gaps

    lines = [line for line in all_gaps() if not args.words or line.startswith(tuple(args.words))]
    data = [str(mutant) for mutant in (*unnoticed_synonyms(), *unnoticed_units())]
    lines += [line for line in data if not args.words or line.startswith(tuple(args.words))]
    if args.count:
        for group, number in Counter(line.split(" ")[0].rstrip(":") for line in lines).most_common():
            print(f"{number:5} {group}")
    else:
        print(*lines, sep="\n")
    print(f"{len(lines)} unnoticed", file=sys.stderr)
    return 1 if lines else 0


def show_differences(base: str) -> int:
    """Print what the working tree finds in the corpus and `base` does not, and the reverse."""
    with tempfile.TemporaryDirectory(prefix="perflint-corpus-") as folder:
        cases = Path(folder, "cases.json")
        cases.write_text(json.dumps(list(written(Path(folder))), ensure_ascii=False), encoding="utf-8")
        tree = Path(folder, "base")
        git("worktree", "add", "--detach", "--quiet", str(tree), base)
        try:
            before, after = checked(tree, cases), checked(ROOT, cases)
        finally:
            git("worktree", "remove", "--force", str(tree))
    lines = list(differences(before, after))
    print(*lines, sep="\n")
    signs = Counter(line.strip()[0] for line in lines if line.startswith("  "))
    total = sum(map(len, after.values()))
    print(f"{len(after)} cases, {total} diagnostics: {signs['+']} added, {signs['-']} removed", file=sys.stderr)
    return 1 if lines else 0


def written(folder: Path) -> Iterator[dict[str, object]]:
    """Write every case of the corpus into a folder of its own."""
    from corpus_cases import table_names, table_source
    from witnesses import Witness, witnesses

    clean = [Witness("", f"table {name}", ((name, table_source(name)),)) for name in table_names()]
    for number, witness in enumerate((*clean, *witnesses())):
        place = folder / "cases" / str(number)
        place.mkdir(parents=True)
        for name, source in witness.files:
            (place / name).write_bytes(source.encode())
        files = [str(place / name) for name, _ in witness.files]
        yield {"name": witness.name, "year": witness.year, "files": files}


def checked(tree: Path, cases: Path) -> Found:
    """What the perflint of a tree finds in the cases."""
    environment = {**os.environ, "PYTHONPATH": str(tree)}
    command = [sys.executable, "-c", CHECK, str(cases)]
    done = subprocess.run(command, env=environment, cwd=cases.parent, stdout=subprocess.PIPE, check=True)
    found: Found = json.loads(done.stdout)
    return found


def differences(before: Found, after: Found) -> Iterator[str]:
    """Per case the diagnostics that are gone (-) and new (+)."""
    for name in after:
        old, new = (Counter(map(tuple, found.get(name, []))) for found in (before, after))
        if old == new:
            continue
        yield name
        yield from (f"  - {' '.join(d)}" for d in (old - new).elements())
        yield from (f"  + {' '.join(d)}" for d in (new - old).elements())


def git(*args: str) -> None:
    """Run git in the checkout."""
    subprocess.run(["git", *args], cwd=ROOT, check=True)


if __name__ == "__main__":
    sys.exit(main())
