"""Which projects of a table rules may have something to say of: each rule is asked once, of all of them together."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from perflint.checks.base import Context
from perflint.model import Project, Table
from perflint.rulebook import Rule

Bound = tuple[Rule, Context]


def picked(bound: Sequence[Bound], table: Table, pulse: Callable[[], None]) -> list[tuple[Bound, Sequence[Project]]]:
    """Each rule with the projects that it may speak of, in the table's order; of most there are none."""
    found = []
    for one in bound:
        pulse()
        found.append((one, _of_rule(*one, table)))
    return found


def _of_rule(rule: Rule, context: Context, table: Table) -> Sequence[Project]:
    # What a user's patterns cost is limited where they run; they are not run here as well.
    pick = getattr(rule.check, "picked", None) if rule.trusted else None
    if pick is None:
        return table.projects
    try:
        chosen = frozenset(pick(table, context))
    except Exception:
        # A check that crashes does so again where it runs, and is noted there.
        return table.projects
    return [project for project in table.projects if project in chosen] if chosen else ()
