"""The example tables have the faults that they are meant to have, and no others."""

from pathlib import Path

import pytest

from perflint import Options, check_paths

ROOT = Path(__file__).parents[2]
# File -> rule and number of the indicator, 0 for what is about a project or table.
MEANT: dict[str, set[tuple[str, int]]] = {
    "agriculture-2024.txt": {
        ("STR003", 0), ("UNT001", 2), ("VAG001", 3), ("CAT003", 4), ("VAG003", 5), ("UNT006", 3),
    },
    "culture-2024.txt": {("AMT001", 0), ("AMT002", 0), ("CAT003", 3), ("STR004", 4), ("DUP003", 4)},
    "hospital-self-evaluation-2024.txt": {
        ("SCO001", 6), ("SCO002", 0), ("SCO004", 2), ("SCO005", 2), ("SCO006", 0), ("SCO007", 3), ("VAG001", 5),
    },
    "pensions-2025.md": set(),
    "roads-2024.txt": {
        ("UNT005", 3), ("VAG001", 4), ("CAT001", 1), ("CAT003", 1), ("PER001", 3), ("PER002", 1),
    },
    "schools-2024.txt": set(),
    "water-2025.json": {("UNT004", 4), ("VAG005", 5)},
}  # fmt: skip


def test_every_table_is_named() -> None:
    assert sorted(MEANT) == sorted(path.name for path in (ROOT / "examples/tables").iterdir())


@pytest.mark.parametrize("name", sorted(MEANT))
def test_faults(name: str) -> None:
    result = check_paths([ROOT / "examples/tables" / name], Options(on_error="raise"))
    found = {(d.rule, d.subject.seq or 0) for d in result.diagnostics}
    assert found == MEANT[name]


def test_the_house_rule_finds_its_fault() -> None:
    options = Options(select=("ORG001",), rules_dirs=(ROOT / "examples/rules",), on_error="raise")
    result = check_paths([ROOT / "examples/rules/sample.md"], options)
    assert [(d.rule, d.subject.seq, d.evidence) for d in result.diagnostics] == [("ORG001", 2, "路灯亮灯率")]
    assert check_paths([ROOT / "examples/tables"], options).diagnostics == ()
