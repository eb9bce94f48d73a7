"""The same bytes: what is printed does not depend on workers, on hashes, or on a cache."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks import commands
from benchmarks.bench import Bench
from benchmarks.record import Section, Target, table

FORMS = ("jsonl", "json")
PER_FILE = 20


def measure(bench: Bench) -> Section:
    """Every way to run over a folder of texts and workbooks, and the digest of what it prints."""
    folder = _folder(bench)
    rows, sound = [], True
    for form in FORMS:
        digests = [(name, _digest(bench, command, folder, env)) for name, command, env in _ways(bench, form)]
        same = len({digest for _, digest in digests}) == 1
        sound = sound and same
        rows += [(form, name, digest) for name, digest in digests]
    about = f"{bench.sizes.same:,} projects in texts and {2 * PER_FILE} in workbooks, all rules; digests of the output."
    if not commands.knows_cache():
        about += " Without and with a cache is left out: this perflint has none yet."
    targets = (Target("the same bytes however it is run", "equal", "equal" if sound else "they differ", sound),)
    return Section("The same bytes", (about, table(("format", "run", "SHA-256"), rows)), targets, sound)


def _folder(bench: Bench) -> Path:
    folder = bench.folder / "same"
    folder.mkdir(exist_ok=True)
    for form, projects in (("txt", bench.sizes.same), ("xlsx", 2 * PER_FILE)):
        for path in bench.corpus(projects, form, PER_FILE).folder.iterdir():
            shutil.copyfile(path, folder / path.name)
    return folder


def _ways(bench: Bench, form: str) -> Iterator[tuple[str, list[str], dict[str, str]]]:
    strict = ("--profile", "strict")
    for jobs, seed in ((1, "1"), (2, "2")):
        name = f"{jobs} worker{'s' * (jobs > 1)}"
        yield name, commands.check(*strict, form=form, jobs=jobs), {"PYTHONHASHSEED": seed}
    if commands.knows_cache():
        env = {"PERFLINT_CACHE_DIR": str(bench.folder / f"same-cache-{form}")}
        for jobs, state in ((1, "cold"), (1, "warm"), (2, "warm")):
            name = f"{jobs} worker{'s' * (jobs > 1)}, {state} cache"
            yield name, commands.check(*strict, form=form, jobs=jobs, cached=True), env


def _digest(bench: Bench, command: Sequence[str], folder: Path, env: dict[str, str]) -> str:
    out = bench.output("same")
    bench.run(command, folder, out, env)
    return hashlib.sha256(out.read_bytes()).hexdigest()[:16]
