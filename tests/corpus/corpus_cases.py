"""The mutation corpus: edits of clean tables, witness rows and rule examples, loaded and run in process."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from perflint.engine.cross import match_signed
from perflint.engine.examples import place, run_example
from perflint.engine.run import FileResult, Plan, check_parsed, unreadable
from perflint.errors import ReadError
from perflint.model import Diagnostic, Parsed, Position
from perflint.parse import parse_document
from perflint.passes import in_order
from perflint.read import read_document
from perflint.rulebook import Example, RuleBook, load_rulebook
from perflint.taxonomy import Taxonomy, load_taxonomy

HERE = Path(__file__).parent
TABLES = HERE / "tables"
MARKED = re.compile(r"⟦(.*)⟧", re.DOTALL)
EXAMPLE_KEYS = ("at", "severity", "year", "filename", "says")


@dataclass(frozen=True, slots=True)
class Edit:
    """One small change of a clean table. `at` holds context and, in ⟦⟧, the evidence; "" where nothing may fire.

    `beside` names rules that cannot but speak, too, of what the edit does.
    """

    rule: str
    number: int
    table: str
    old: str
    new: str
    at: str = ""
    evidence: bool = True
    also: tuple[str, ...] = ()
    year: int | None = None
    beside: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """How tests call it."""
        return f"{self.rule}-{'fault' if self.faulty else 'near'}{self.number}-{self.table}"

    @property
    def faulty(self) -> bool:
        """Whether the edit makes a fault."""
        return bool(self.at) or not self.evidence

    def edited(self) -> str:
        """The table after the edit. AssertionError where `from` does not occur exactly once."""
        source = table_source(self.table)
        assert source.count(self.old) == 1, f"{self.table}: {self.old!r} occurs {source.count(self.old)} times"
        assert self.old != self.new, f"{self.table}: nothing changes"
        return source.replace(self.old, self.new)

    def span(self, source: str) -> tuple[int, int]:
        """Start and end of the evidence in the edited table."""
        marked = MARKED.search(self.at)
        assert marked, f"`at` marks nothing with ⟦⟧: {self.at}"
        plain = self.at.replace("⟦", "").replace("⟧", "")
        assert source.count(plain) == 1, f"{plain!r} occurs {source.count(plain)} times in the edited table"
        start = source.index(plain) + marked.start()
        return start, start + len(marked[1])


@dataclass(frozen=True, slots=True)
class Row:
    """A witness in the words of a rule file's example; `fires` says whether the rule must find it.

    `says` is a part that the message must have, "" where any will do.
    """

    rule: str
    example: Example
    fires: bool
    origin: str
    says: str = ""


def table_source(name: str) -> str:
    """The text of a clean table, line ends as in the file."""
    return (TABLES / name).read_bytes().decode("utf-8")


def table_names() -> list[str]:
    """The clean tables."""
    return sorted(path.name for path in TABLES.iterdir())


@cache
def book() -> RuleBook:
    """All shipped rules, all selected."""
    return load_rulebook().select("strict")


@cache
def strict_plan(year: int | None) -> Plan:
    """Every rule, crashes raised."""
    return Plan.of(book(), load_taxonomy(), year, on_error="raise")


@cache
def clean_result(name: str, year: int | None) -> FileResult:
    """What the clean table gives."""
    return check_source(table_source(name), name, strict_plan(year))


def read_source(source: str, name: str, taxonomy: Taxonomy) -> Parsed:
    """A table's text, read and parsed. Raises ReadError."""
    return parse_document(read_document(source.encode(), name), taxonomy)


def check_source(source: str, name: str, plan: Plan) -> FileResult:
    """Check a table's text."""
    try:
        return check_parsed(read_source(source, name, plan.taxonomy), plan)
    except ReadError as error:
        return unreadable(name, error.message, plan)


def run_edit(edit: Edit) -> list[Diagnostic]:
    """Every diagnostic of the edited table, those of rules over several files included; all in its own order."""
    plan = strict_plan(edit.year)
    results = [check_source(edit.edited(), edit.table, plan), *(clean_result(name, edit.year) for name in edit.also)]
    across, _ = match_signed(results, plan)
    return in_order([d for result in results for d in result.diagnostics] + list(across))


def offset(source: str, position: Position) -> int:
    """The offset of a line and column; lines end as the reader ends them."""
    starts = [0, *(found.end() for found in re.finditer(r"\r\n|\r|\n", source))]
    return starts[position.line - 1] + position.column - 1


def edits() -> Iterator[Edit]:
    """All edits, in the order of the files."""
    for path in sorted((HERE / "edits").glob("*.yaml")):
        data = load(path)
        for side in ("faults", "near"):
            for number, entry in enumerate(data.get(side) or [], 1):
                yield _edit(path.stem, side == "faults", number, entry)


def _edit(rule: str, faulty: bool, number: int, entry: Mapping[str, Any]) -> Edit:
    unknown = set(entry) - {"table", "from", "to", "at", "why", "also", "year", "beside"}
    assert not unknown, f"{rule}: unknown keys {unknown}"
    assert faulty == ("at" in entry) and faulty != ("why" in entry), f"{rule}: a fault has `at`, a near one `why`"
    at = entry.get("at") or ""
    return Edit(
        rule,
        number,
        entry["table"],
        str(entry["from"]),
        str(entry["to"]),
        at,
        bool(at) or not faulty,
        tuple(entry.get("also") or ()),
        entry.get("year"),
        tuple(entry.get("beside") or ()),
    )


def rows() -> Iterator[Row]:
    """All witness rows, templates written out."""
    for path in sorted((HERE / "rows").glob("*.yaml")):
        data = load(path)
        unknown = set(data) - {"fires", "silent", "templates"}
        assert not unknown, f"{path.name}: unknown keys {unknown}"
        for side in ("fires", "silent"):
            for number, entry in enumerate(data.get(side) or [], 1):
                yield Row(path.stem, example_of(entry), side == "fires", f"{side}[{number}]", entry.get("says", ""))
        for number, template in enumerate(data.get("templates") or [], 1):
            words = template["words"]
            for word in words.split() if isinstance(words, str) else words:
                entry = _filled(template["row"], word)
                origin = f"templates[{number}] {word}"
                yield Row(path.stem, example_of(entry), template["fires"], origin, entry.get("says", ""))


def _filled(value: Any, word: str) -> Any:
    if isinstance(value, Mapping):
        return {key: _filled(inner, word) for key, inner in value.items()}
    if isinstance(value, list):
        return [_filled(inner, word) for inner in value]
    return value.replace("{}", word) if isinstance(value, str) else value


def example_of(entry: Mapping[str, Any]) -> Example:
    """An entry as the rule loader makes it an example."""
    at = entry.get("at")
    places = at if isinstance(at, list) and at and isinstance(at[0], list) else [at] if at else []
    data = {key: value for key, value in entry.items() if key not in EXAMPLE_KEYS}
    pairs = tuple((str(field), str(words)) for field, words in places)
    return Example(data, pairs, entry.get("severity"), entry.get("year"), entry.get("filename"))


def found_in(row: Row) -> list[tuple[str, str]]:
    """The places that the row's rule finds in it, sorted; those whose message lacks what it should say are left out."""
    rule = book().by_code[row.rule]
    diagnostics = run_example(rule, row.example, book(), load_taxonomy())
    return sorted((place(d, row.example), d.evidence) for d in diagnostics if row.says in d.message)


def load(path: Path) -> Any:
    """A corpus file; numbers and dates stay as they are written where YAML would read another type."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)) or {}
