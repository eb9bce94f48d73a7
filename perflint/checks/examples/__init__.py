"""A working example of every check kind, one file each; shown with faults of options and in the documentation."""

from __future__ import annotations

from pathlib import Path

from perflint import plugins

_FOLDER = Path(__file__).parent
_END = "examples:"


def example_of(kind: str) -> str:
    """The file of a kind: rules without what every rule has (code, title, …), `---` between them; "" for none.

    A plugin's kind gives the same as a class member `example`.
    """
    path = _FOLDER / f"{kind}.yaml"
    if path.is_file():
        return path.read_text(encoding="utf-8")
    return str(getattr(plugins.find(plugins.CHECKS, kind), "example", ""))


def sample_of(kind: str) -> str:
    """The beginning of a kind's first example, which shows its options; "" where there is none."""
    first = example_of(kind).partition("\n---")[0]
    return first.partition(f"\n{_END}")[0].strip()
