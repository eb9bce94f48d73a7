"""Which rules may have something to say of the projects of a table: each is asked once, of all of them together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from perflint.checks.base import Context
from perflint.model import Project, Table
from perflint.rulebook import Rule

Bound = tuple[Rule, Context]


def picked(bound: Sequence[Bound], table: Table, pulse: Callable[[], None]) -> Mapping[int, Sequence[Bound]]:
    """By the identity of a project the rules that may speak of it, in their order; nothing of most projects."""
    found: dict[int, list[Bound]] = {}
    for one in bound:
        pulse()
        for project in _of_rule(*one, table):
            found.setdefault(id(project), []).append(one)
    return found


def _of_rule(rule: Rule, context: Context, table: Table) -> Iterable[Project]:
    # What a user's patterns cost is limited where they run; they are not run here as well.
    pick = getattr(rule.check, "picked", None) if rule.trusted else None
    if pick is None:
        return table.projects
    try:
        return frozenset(pick(table, context))
    except Exception:
        # A check that crashes does so again where it runs, and is noted there.
        return table.projects
