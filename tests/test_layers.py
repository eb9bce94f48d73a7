"""The house's order: imports only point to a lower level, and a light start stays light."""

import ast
import subprocess
import sys
from pathlib import Path

import perflint

ROOT = Path(perflint.__file__).parent
LEVELS = {
    "version": 0,
    "errors": 0,
    "text": 0,
    "columns": 0,
    "marks": 0,
    "lazyclass": -1,
    "lazyregex": -1,
    "collector": 0,
    "timing": 0,
    "model": 1,
    "cache": 2,
    "taxonomy": 2,
    "locate": 2,
    "rewrite": 3,
    "fix": 5,
    "values": 2,
    "words": 2,
    "yamldata": 1,
    "plugins": 1,
    "read": 3,
    "parse": 3,
    "checks": 3,
    "rulebook": 4,
    "config": 4,
    "discover": 5,
    "engine": 5,
    "options": 5,
    "passes": 5,
    "suppress": 5,
    "workers": 5,
    "report": 5,
    "api": 6,
    "doctor": 6,
    "__init__": 7,
    "lsp": 7,
    "cli": 8,
    "__main__": 9,
}


def part_of(path):
    first = path.relative_to(ROOT).parts[0]
    return first.removesuffix(".py")


def imports_of(path):
    """The part that each perflint import of a module names."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module] if node.module != "perflint" else [f"perflint.{a.name}" for a in node.names]
        elif isinstance(node, ast.Import):
            names = [a.name for a in node.names]
        for name in names:
            if name == "perflint" or name.startswith("perflint."):
                yield ([*name.split("."), "__init__"])[1]


def test_every_part_has_its_level():
    parts = {part_of(p) for p in ROOT.rglob("*.py")}
    assert parts <= set(LEVELS)


def test_imports_only_point_down():
    wrong = []
    for path in ROOT.rglob("*.py"):
        own = part_of(path)
        for other in imports_of(path):
            other = other if other in LEVELS else "__init__"
            if other == own or LEVELS[other] < LEVELS[own]:
                continue
            wrong.append(f"{path.relative_to(ROOT)} imports {other}")
    assert wrong == []


def run_python(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


HEAVY = (
    "{'jieba', 'openpyxl', 'docx', 'lxml', 'pypdfium2', 'python_calamine', 'jsonschema', 'yaml', 'pygls', 'lsprotocol'}"
)
# What only the language server needs, and takes longer to load than all of perflint.
SERVERS = {"pygls", "lsprotocol", "cattrs", "attrs", "asyncio"}


def test_only_the_server_loads_its_libraries():
    loading = set()
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else [getattr(node, "module", None)]
            loading |= {part_of(path) for name in names if name and name.split(".")[0] in SERVERS}
    assert loading == {"lsp"}


def test_import_is_light():
    code = f"import sys, perflint; print(sorted({HEAVY} & set(sys.modules)))"
    assert run_python(code) == "[]"


def test_help_is_light():
    code = (
        "import sys\nfrom perflint.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        f"print(sorted({HEAVY} & set(sys.modules)))"
    )
    assert run_python(code).splitlines()[-1] == "[]"
