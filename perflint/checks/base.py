"""What a check kind is: a frozen value of its options that looks at subjects and yields findings."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, Protocol, runtime_checkable

from perflint.model import BudgetYear, Finding, Indicator, NotEnoughData, Project, Subject, Table, Text, Value
from perflint.taxonomy import Taxonomy

Answer = Finding | NotEnoughData
Scope = Literal["file", "table", "project", "indicator"]


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """What a check may ask besides its subject; one per table, nothing in it knows rules or files.

    `fields` are the fields that the rule shows to its check, in the rule's order. `value` takes a text apart
    (cached by its string). `year` is the budget year of the subject's table, None where none is known.
    """

    taxonomy: Taxonomy
    fields: tuple[str, ...]
    value: Callable[[str], Value]
    year: BudgetYear | None = None


class Check(Protocol):
    """A check kind over indicators, projects or tables.

    `placeholders` names everything that `Finding.values` may hold: a rule's message may use no other.
    `scopes` are those in which a rule may use it.
    """

    kind: ClassVar[str]
    scopes: ClassVar[tuple[Scope, ...]]
    placeholders: ClassVar[frozenset[str]]

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """Look at one subject; at most one finding is kept per subject, the further ones become related."""
        ...


@dataclass(frozen=True, slots=True)
class Signature:
    """What a project shows to the projects of other files: plain data that can be sent between processes.

    `identity` is the same for the same project in another table or file (unit and name).
    """

    identity: tuple[str, str]
    features: tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """The project at `index` is like the one at `other` (positions in the list given to `match`)."""

    index: int
    other: int
    values: Mapping[str, Any]


@runtime_checkable
class CrossCheck(Protocol):
    """A check kind over all projects of a run: each project signs, then all signatures are matched."""

    kind: ClassVar[str]
    scopes: ClassVar[tuple[Scope, ...]]
    placeholders: ClassVar[frozenset[str]]

    def sign(self, subject: Subject, context: Context) -> tuple[Signature, Finding] | None:
        """The project's signature and where a finding about it would stand, or None where it takes no part."""
        ...

    def match(self, signatures: list[Signature]) -> list[Match]:
        """For every project that is like another, the other one; in order of `index`."""
        ...


TARGETS = ("annual", "period")


def field_text(subject: Subject, field: str) -> Text:
    """The text of a field of the contract's names, of the subject's indicator, else project, else table."""
    holder: Indicator | Project | Table
    if subject.indicator is not None:
        if field in ("level1", "level2"):
            label = subject.indicator.level1 if field == "level1" else subject.indicator.level2
            return label.text
        holder = subject.indicator
    elif subject.project is not None:
        holder = subject.project
    else:
        holder = subject.table
    text = getattr(holder, field)
    if not isinstance(text, Text):
        raise TypeError(f"{field} is no text field of {type(holder).__name__}")
    return text
