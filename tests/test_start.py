"""What a start loads and compiles, counted: one that does more than it needs shows here, whatever the clock says."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from perflint.checks import KINDS

EXAMPLES = Path(__file__).resolve().parent.parent / "examples" / "tables"
CHECK = ["check", "--profile", "strict", "--format", "json", "--exit-zero", "--no-cache"]
# Runs the arguments, and tells at the end what was loaded, and by whom patterns were compiled and when.
WATCH = """
import json, re._compiler, sys
compiled, genuine = [], re._compiler.compile

def compile(*given):
    names, frame = [], sys._getframe(1)
    while frame is not None:
        names.append((frame.f_globals.get("__name__"), frame.f_code.co_name))
        frame = frame.f_back
    by = next((n for n in names if n[0].split(".")[0] != "re" and n[0] != "perflint.lazyregex"), ("", ""))
    compiled.append((*by, any(name == "<module>" and of.startswith("perflint.") for of, name in names)))
    return genuine(*given)

re._compiler.compile = compile
written = 0
from perflint import lazyclass
write = lazyclass._write

def count(*given):
    global written
    written += 1
    return write(*given)

lazyclass._write = count
described, describe = [], lazyclass._Facts.described

def note(facts, *given):
    described.append(facts.cls.__name__)
    return describe(facts, *given)

lazyclass._Facts.described = note
from perflint.cli import main
try:
    main()
except SystemExit:
    pass
ours = [found for found in compiled if found[0].startswith("perflint")]
told = {"modules": sorted(sys.modules), "patterns": len(ours), "early": [f for f in ours if f[2]], "methods": written}
told["described"] = described
print(json.dumps(told), file=sys.stderr)
"""


@pytest.fixture(scope="module")
def start(tmp_path_factory):
    """What a run of perflint loads, its caches warm."""
    environment = {**os.environ, "PERFLINT_CACHE_DIR": str(tmp_path_factory.mktemp("cache"))}

    def run(*arguments):
        for _ in range(2):
            done = subprocess.run(
                [sys.executable, "-c", WATCH, *arguments], capture_output=True, check=True, env=environment
            )
        return json.loads(done.stderr.decode().splitlines()[-1])

    return run


def ours(told):
    return [name for name in told["modules"] if name.startswith("perflint")]


def test_the_version_needs_next_to_nothing(start):
    told = start("--version")
    assert told["patterns"] == 0
    assert len(ours(told)) <= 33
    assert not {"yaml", "regex", "jieba", "perflint.api", "perflint.rulebook", "perflint.parse"} & set(told["modules"])


@pytest.fixture(scope="module")
def checked(start):
    return start(*CHECK, str(EXAMPLES / "roads-2024.txt"))


def test_a_check_compiles_what_it_uses(checked):
    # Of the more than 400 patterns that there are.
    assert 0 < checked["patterns"] <= 180
    # One list of words is cut up by a pattern of two signs.
    assert [found[0] for found in checked["early"]] == ["perflint.values.units"]


def test_a_check_writes_few_methods(checked):
    # Of the more than 1,500 of all dataclasses.
    assert 0 < checked["methods"] <= 55


def test_a_check_has_few_classes_described(checked):
    # Of the more than 200 of its dataclasses.
    assert 0 < len(checked["described"]) <= 8


def test_a_second_check_parses_no_yaml(checked):
    """All that ships is in the cache of parsed data by then, and what ships needs no time limits."""
    assert not {"yaml", "regex"} & set(checked["modules"])


def test_a_check_loads_what_it_needs(checked):
    loaded = set(checked["modules"])
    assert (
        not {"asyncio", "concurrent.futures", "lxml", "multiprocessing", "perflint.lsp", "pypdfium2", "subprocess"}
        & loaded
    )
    assert not {"importlib.metadata", "perflint.cli.explain", "perflint.doctor", "perflint.engine.examples"} & loaded
    assert len(ours(checked)) <= 226


def test_a_check_with_few_rules_loads_few_kinds(start):
    told = start(*CHECK, "--select", "STR004,VAG001", str(EXAMPLES / "roads-2024.txt"))
    kinds = {f"perflint.checks.{module}" for module, _ in KINDS.values()} & set(told["modules"])
    # Those of the two rules, of what they yield to, and of what is always reported.
    assert 2 <= len(kinds) <= 8
    assert len(ours(told)) <= 180
