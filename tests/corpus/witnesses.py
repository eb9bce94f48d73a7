"""Every case of the corpus as a witness: what its rule finds in it, under any rule book and taxonomy."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from corpus_cases import book, edits, read_source, rows, table_names, table_source

from perflint.engine.cross import match_signed
from perflint.engine.examples import expand_table, table_of
from perflint.engine.run import FileResult, Plan, check_parsed, unreadable
from perflint.errors import ReadError
from perflint.model import Diagnostic, Parsed
from perflint.rulebook import Example, RuleBook
from perflint.taxonomy import Taxonomy, load_taxonomy
from perflint.text import squeeze

# What stands behind a cell in the formats of the corpus.
CELL_ENDS = ('"', "\t", "\n", " |")
Signature = tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Witness:
    """Some files that one rule is asked about; `text` is all their words, folded, for a quick look."""

    rule: str
    name: str
    files: tuple[tuple[str, str], ...]
    year: int | None = None
    says: str = ""
    text: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", folded("\n".join(source for _, source in self.files)))

    def has_cell_ending(self, word: str) -> bool:
        """Whether any cell may end in the word: what the lists are about that are read while tables are parsed."""
        return any(word + sign in source for _, source in self.files for sign in CELL_ENDS)


def folded(text: str) -> str:
    """Text as it is searched for a word: width and case folded, without blanks."""
    return squeeze(text).lower()


@cache
def witnesses() -> tuple[Witness, ...]:
    """All cases: rule examples, rows, edits; first those that are quick."""
    found = [w for rule in book().rules for w in _examples(rule.code, rule.examples.bad + rule.examples.good)]
    found += [_of_example(row.rule, f"{row.rule} {row.origin}", row.example, row.says) for row in rows()]
    for edit in edits():
        also = [(name, table_source(name)) for name in edit.also]
        found.append(Witness(edit.rule, edit.name, ((edit.table, edit.edited()), *also), edit.year))
    return tuple(found)


@cache
def of_rule(code: str) -> tuple[Witness, ...]:
    """The cases of one rule, and last the clean tables, in which it finds nothing."""
    own = tuple(w for w in witnesses() if w.rule == code)
    return (*own, *(Witness(code, name, ((name, table_source(name)),)) for name in table_names()))


def _examples(code: str, examples: Sequence[Example]) -> Iterator[Witness]:
    for number, example in enumerate(examples, 1):
        yield _of_example(code, f"{code} example {number}", example)


def _of_example(code: str, name: str, example: Example, says: str = "") -> Witness:
    data = example.data
    if "text" in data:
        return Witness(code, name, ((example.filename or "example.txt", str(data["text"])),), example.year, says)
    tables = [dict(table) for table in data["run"]] if "run" in data else [table_of(data)]
    base = example.filename.rsplit(".", 1)[0] if example.filename else "example"
    files = [
        (f"{base}{number if len(tables) > 1 else ''}.json", _json(expand_table(table)))
        for number, table in enumerate(tables, 1)
    ]
    return Witness(code, name, tuple(files), example.year, says)


def _json(table: dict[str, Any]) -> str:
    return json.dumps([table], ensure_ascii=False, default=str)


def parsed(witness: Witness, taxonomy: Taxonomy) -> list[Parsed | ReadError]:
    """The files of a witness, read and parsed."""
    found: list[Parsed | ReadError] = []
    for name, source in witness.files:
        try:
            found.append(read_source(source, name, taxonomy))
        except ReadError as error:
            found.append(error)
    return found


@cache
def parsed_once(witness: Witness) -> list[Parsed | ReadError]:
    """The files of a witness under the packaged taxonomy."""
    return parsed(witness, load_taxonomy())


@cache
def plan_of(code: str, year: int | None) -> Plan:
    """One rule, with those to which it yields."""
    return Plan.of(RuleBook(book().rules, frozenset({code})), load_taxonomy(), year, on_error="raise")


def signature(witness: Witness, plan: Plan, files: Sequence[Parsed | ReadError]) -> Signature:
    """What the plan's rules find in the files, and how badly; ("crash",) where one raises."""
    try:
        results = [_checked(name, file, plan) for (name, _), file in zip(witness.files, files, strict=True)]
        across, _ = match_signed(results, plan)
    except Exception as error:
        return (("crash", type(error).__name__),)
    return tuple(sorted(_key(d, witness) for d in [d for r in results for d in r.diagnostics] + list(across)))


def _checked(name: str, file: Parsed | ReadError, plan: Plan) -> FileResult:
    return unreadable(name, file.message, plan) if isinstance(file, ReadError) else check_parsed(file, plan)


def _key(d: Diagnostic, witness: Witness) -> tuple[Any, ...]:
    subject = (d.subject.table or 0, d.subject.unit or "", d.subject.project or "", d.subject.index or 0)
    return (d.rule, d.file, subject, d.field, d.evidence, d.severity, witness.says in d.message)


@cache
def truth(witness: Witness) -> Signature:
    """What its rule finds in a witness as things are."""
    return signature(witness, plan_of(witness.rule, witness.year), parsed_once(witness))
