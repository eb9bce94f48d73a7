"""What a check kind is: a frozen value of its options that looks at subjects and yields findings."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, ClassVar, Literal, Protocol, TypeGuard, runtime_checkable

from perflint.lazyclass import dataclass
from perflint.model import (
    EMPTY,
    BudgetYear,
    Finding,
    Indicator,
    Label,
    NotEnoughData,
    Project,
    Subject,
    Table,
    Text,
    Value,
)
from perflint.model.lean import lean_value
from perflint.taxonomy import Taxonomy

Answer = Finding | NotEnoughData
Scope = Literal["file", "table", "project", "indicator"]


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """What a check may ask besides its subject; one per table, nothing in it knows rules or files.

    `fields` are those fields of the rule that the subject's scope has, in the rule's order. `value` takes a text apart
    (cached by its string). `year` is the budget year of the subject's table, None where none is known.
    """

    taxonomy: Taxonomy
    fields: tuple[str, ...]
    value: Callable[[str], Value]
    year: BudgetYear | None = None


# Whether a text (of one field), a pair of labels or of targets, a project or a table can give a check something to say.
Holds = Callable[[Any], bool]


@dataclass(frozen=True, slots=True, eq=False)
class Hinted:
    """A test of texts with what tells sooner that it does not hold; by itself it says the same.

    words: none of them in the text, and it does not hold. They are looked for in one pass for all tests, as `bare` in
        checks/support/needed.py gives them, in the same form of the text; a text without a letter or a figure, or a
        very long one, is put to the test in any case. None where they are not known.
    alike: a test that has to hold as well, and says the same of values that are alike but for the figures of their only
        number (`likeness` in perflint/values); the test itself, where that does.
    """

    test: Callable[[Any], bool]
    words: frozenset[str] | None = None
    alike: Callable[[Any], bool] | None = None

    def __call__(self, text: Any) -> bool:
        """Whether the test holds."""
        return self.test(text)


# By field, what must hold all at once. Beside the text fields of an indicator: `targets` (of the annual value or of the
# period value), `sides` (of both as a pair of strings), `labels` (of the pair), `project` and `table`.
Occasion = Mapping[str, Holds]


@runtime_checkable
class Sparing(Protocol):
    """A check kind that knows when it has nothing to say of an indicator, without looking at it.

    `occasions` gives alternatives: where none of them holds, `run` must give nothing at all, no finding and no missing
    data. They speak of legible indicators only, and may hold too often, never too rarely.
    """

    def occasions(self, context: Context) -> Iterable[Occasion]:
        """The alternatives, for the fields and the table of a context."""
        ...


@runtime_checkable
class Picking(Protocol):
    """A check kind that knows of all projects of a table at once which ones it has nothing to say of.

    Of a project that is not `picked`, `run` must give nothing at all, no finding and no missing data. Too many may be
    picked, never too few.
    """

    def picked(self, table: Table, context: Context) -> Iterable[Project]:
        """The projects that have to be looked at, in any order."""
        ...


class Check(Protocol):
    """A check kind over indicators, projects or tables.

    `placeholders` names everything that `Finding.values` may hold: a rule's message may use no other.
    `scopes` are those in which a rule may use it. A kind that looks at the fields of another scope than its
    subject's (a project's indicators) names that scope as `fields_of`.
    """

    kind: ClassVar[str]
    scopes: ClassVar[tuple[Scope, ...]]
    placeholders: ClassVar[frozenset[str]]

    def run(self, subject: Subject, context: Context) -> Iterable[Answer]:
        """Look at one subject; at most one finding is kept per subject, the further ones become related."""
        ...


@lean_value
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

    def match(self, signatures: Sequence[Signature]) -> list[Match]:
        """For every project that is like another, the other one; in order of `index`.

        Each signature is taken out of its bytes when it is asked for: go through them in order.
        """
        ...


# For a protocol `isinstance` takes a hundred times as long, and every start asks it of every rule.
def is_sparing(check: object) -> TypeGuard[Sparing]:
    """Whether a check kind is one."""
    return hasattr(check, "occasions")


def is_cross(check: object) -> TypeGuard[CrossCheck]:
    """Whether a check kind is one."""
    return hasattr(check, "sign") and hasattr(check, "match")


TARGETS = ("annual", "period")
# The one list of the fields that a rule may name, by scope; `execution` and `total` stand for their whole row.
FIELDS: Mapping[Scope, tuple[str, ...]] = {
    "indicator": (
        "level1", "level2", "name", "period", "annual", "actual", "weight", "score", "reason", "note", "formula",
        "unit", "baseline", "number", "value_label",
    ),
    "project": (
        "name", "unit", "code", "goal", "completion", "amounts", "points", "execution", "execution.budget",
        "execution.executed", "execution.rate", "execution.weight", "execution.score", "total", "total.weight",
        "total.score",
    ),
    "table": ("title", "department", "money_unit"),
    "file": (),
}  # fmt: skip
_NO_TEXT = frozenset({"amounts", "points", "execution", "total"})


# The fields of `Indicator.strings`, with their places in it.
IN_STRINGS = {"name": 0, "annual": 1, "period": 2}
# A result knows fewer fields (docs/json.md): these stand under the one that they explain.
_SHOWN_AS = {
    "note": "annual", "formula": "annual", "baseline": "annual", "value_label": "annual", "number": "name",
    "unit": "name", "code": "name", "points": "total", "department": "title", "money_unit": "title",
}  # fmt: skip


@lru_cache(maxsize=64)
def shown_as(field: str) -> str:
    """The field of the result's contract under which a field is reported; `execution` for `execution.rate`."""
    root = field.partition(".")[0]
    return _SHOWN_AS.get(root, root)


def text_fields(scope: Scope) -> tuple[str, ...]:
    """The fields of a scope that hold one text."""
    return tuple(field for field in FIELDS[scope] if field not in _NO_TEXT)


def scope_of(subject: Subject) -> Scope:
    """What the subject is: an indicator, a project or a table."""
    if subject.indicator is not None:
        return "indicator"
    return "table" if subject.project is None else "project"


def fields_for(scope: Scope, fields: tuple[str, ...]) -> tuple[str, ...]:
    """Those of a rule's fields that a scope has; `indicator.name` is the name of the scope indicator only."""
    own = ((f.removeprefix(f"{scope}."), f) for f in fields)
    return tuple(dict.fromkeys(short for short, _ in own if short in FIELDS[scope]))


def field_string(subject: Subject, field: str) -> str:
    """The string of `field_text`; that of an indicator's name or target is known before its text is made."""
    if field in IN_STRINGS and subject.indicator is not None:
        return string_of(subject.indicator, field)
    return field_text(subject, field).string


def string_of(indicator: Indicator, field: str) -> str:
    """The string of a text field of an indicator, likewise."""
    at = IN_STRINGS.get(field)
    if at is not None:
        return indicator.strings()[at]
    found = getattr(indicator, field)
    return found.text.string if isinstance(found, Label) else found.string


def field_text(subject: Subject, field: str) -> Text:
    """The text of a field of the contract's names, of the subject's indicator, else project, else table.

    `execution.rate` and the like are EMPTY where a project has no such row.
    """
    found: Any = subject.indicator or subject.project or subject.table
    for step in field.split(".") if "." in field else (field,):
        found = getattr(found, step)
        if found is None:
            return EMPTY
    if isinstance(found, Text):
        return found
    if isinstance(found, Label):
        return found.text
    raise TypeError(f"{field} is no text field of the scope {scope_of(subject)}")
