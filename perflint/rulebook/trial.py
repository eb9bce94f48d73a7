"""A trial as a value: one example of a rule file, what was found in it and why not."""

from __future__ import annotations

from typing import Literal

from perflint.errors import Message
from perflint.lazyclass import dataclass
from perflint.model import Diagnostic
from perflint.rulebook.rule import Example, Rule

Side = Literal["bad", "good"]


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """One example, run.

    `number` counts the examples of a side from 1. `found` holds the rule's own diagnostics, each with its place in
    the words of `at`; `others` the codes of the other rules that spoke about the same subject. `fault` says how the
    rule behaved otherwise than the example wants, None where it behaved. `silence` says why the rule said nothing,
    None where it spoke or nobody asked.
    """

    rule: Rule
    side: Side
    number: int
    example: Example
    found: tuple[tuple[str, Diagnostic], ...]
    others: tuple[str, ...]
    fault: Message | None
    silence: Message | None
