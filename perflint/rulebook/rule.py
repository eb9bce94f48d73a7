"""A rule as a value: everything that its YAML file says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from typing import Any, Literal

from perflint.checks.base import Check, CrossCheck, Scope, fields_for
from perflint.errors import Message, Problem
from perflint.lazyclass import dataclass
from perflint.model import Severity, Subject, Table
from perflint.model.results import SEVERITIES

Profile = Literal["default", "strict"]
DIMENSIONS = (
    "规范完整性",
    "明确清晰性",
    "目标相关性",
    "指标科学性",
    "绩效合理性",
    "资金匹配性",
    "实现可能性",
    "条件充分性",
)


@dataclass(frozen=True, slots=True, eq=False)
class Condition:
    """A filter over a subject; an empty member asks nothing."""

    category: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    dump: bool | None = None

    def holds(self, subject: Subject) -> bool:
        """Whether the subject passes; a category filter passes no subject without an indicator."""
        return self.holds_for(subject.table) and self.holds_category(subject)

    def holds_category(self, subject: Subject) -> bool:
        """The part of the filter that asks about the indicator."""
        if not self.category:
            return True
        indicator = subject.indicator
        if indicator is None:
            return False
        return any(label.category in self.category for label in indicator.label_words())

    def holds_for(self, table: Table) -> bool:
        """The part of the filter that asks about the table."""
        if self.kind and table.kind not in self.kind:
            return False
        if self.has and not table.fields.issuperset(self.has):
            return False
        if self.lacks and not table.fields.isdisjoint(self.lacks):
            return False
        return self.dump is None or table.dump == self.dump


@dataclass(frozen=True, slots=True, eq=False)
class Variant:
    """A further message of a rule, chosen by a finding."""

    message: Message
    help: Message


@dataclass(frozen=True, slots=True)
class Basis:
    """A regulation that recommends what the rule asks for, by its number."""

    document: str
    note: Message


@dataclass(frozen=True, slots=True)
class Example:
    """One example of a rule file: its data as written, and for a bad one the expected places."""

    data: Mapping[str, Any]
    at: tuple[tuple[str, str], ...] = ()
    severity: Severity | None = None
    year: int | None = None
    filename: str | None = None

    def text(self) -> str:
        """The example on one line, as `explain` prints it."""
        return _flat({k: v for k, v in self.data.items() if k != "fields"})


def _flat(value: Any) -> str:
    if isinstance(value, Mapping):
        return "；".join(f"{k}：{_flat(v)}" for k, v in value.items())
    if isinstance(value, list):
        return " ｜ ".join(_flat(v) for v in value)
    return "（空）" if value is None or value == "" else str(value)


@dataclass(frozen=True, slots=True)
class Examples:
    """What a rule must find and what it must not."""

    bad: tuple[Example, ...] = ()
    good: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Documentation:
    """What a rule's file says to people and to its tests; a check needs none of it."""

    why: Message
    basis: tuple[Basis, ...] = ()
    examples: Examples = Examples()


class MadeOnce:
    """A check that is made when it is first asked for; two threads that are the first at once both make it."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], Check | CrossCheck] | None = None, made: Any = None) -> None:
        self._make = make
        self._made = made

    def __call__(self) -> Check | CrossCheck:
        make = self._make
        if make is not None:
            self._made, self._make = make(), None
        return self._made  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One rule; `path` is its file, `builtin` whether it ships with perflint.

    A configuration may set the severity, which is then the `limit` of all that the rule says, and the options of the
    check (`retuned`: its patterns are then a user's).

    `check_made` gives the check when it is asked for, `read_documentation` reasons and examples, `problem_at` a problem
    at a path of the file.
    """

    code: str
    name: str
    title: Message
    severity: Severity
    profile: Profile
    dimension: str
    scope: tuple[Scope, ...]
    kind: str
    check_made: MadeOnce
    message: Message
    help: Message
    path: str
    read_documentation: Callable[[], Documentation]
    problem_at: Callable[[Sequence[str | int], Message], Problem]
    fields: tuple[str, ...] = ()
    when: Condition = Condition()
    severity_when: tuple[tuple[Condition, Severity], ...] = ()
    yields_to: tuple[str, ...] = ()
    variants: Mapping[str, Variant] = field(default_factory=dict)
    fix: bool = False
    builtin: bool = True
    limit: Severity | None = None
    retuned: bool = False
    # Whether all that the rule runs is ours: its file and its options. Asked before each run of its check.
    trusted: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "trusted", self.builtin and not self.retuned)

    @property
    def check(self) -> Check | CrossCheck:
        """The rule's check kind with its options."""
        return self.check_made()

    def with_check(self, check: Check | CrossCheck, retuned: bool = False) -> Rule:
        """The rule with another check; `retuned` says that a user has set its options."""
        return replace(self, check_made=MadeOnce(made=check), retuned=self.retuned or retuned)

    @property
    def family(self) -> str:
        """The letters of the code."""
        return self.code.rstrip("0123456789")

    @property
    def why(self) -> Message:
        """Why a reviewer sends it back."""
        return self.read_documentation().why

    @property
    def basis(self) -> tuple[Basis, ...]:
        """The regulations that recommend what the rule asks for."""
        return self.read_documentation().basis

    @property
    def examples(self) -> Examples:
        """What the rule must find and what it must not."""
        return self.read_documentation().examples

    def fields_in(self, scope: Scope) -> tuple[str, ...]:
        """The fields that the rule shows to its check in one of its scopes; a kind may look at another scope's."""
        if len(self.scope) == 1:
            return tuple(f.removeprefix(f"{scope}.") for f in self.fields)
        return fields_for(getattr(self.check, "fields_of", scope), self.fields)

    def severity_for(self, subject: Subject, found: Severity | None = None) -> Severity:
        """The severity for a subject: what the finding says, else the first `severity_when` that holds, else the
        rule's own; never above the `limit`.
        """
        level = found if found is not None else self._severity_of(subject)
        return level if self.limit is None else milder(level, self.limit)

    def _severity_of(self, subject: Subject) -> Severity:
        if not self.severity_when:
            return self.severity
        holding = (severity for condition, severity in self.severity_when if condition.holds(subject))
        return next(holding, self.severity)


def milder(first: Severity, second: Severity) -> Severity:
    """The severity of less weight."""
    return max(first, second, key=SEVERITIES.index)
