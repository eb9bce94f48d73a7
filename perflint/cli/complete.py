"""What a shell proposes behind an option: rules, formats, packs and the like, looked up only when it asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    Proposer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def proposing(words: Callable[[], Iterable[str]]) -> Proposer:
    """A proposer of words; of a list with commas only the last word is completed."""

    def propose(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        # Only here: every start of perflint declares its options.
        from click.shell_completion import CompletionItem

        before, comma, begun = incomplete.rpartition(",")
        return [CompletionItem(f"{before}{comma}{word}") for word in words() if word.lower().startswith(begun.lower())]

    return propose


def rules() -> Iterable[str]:
    """Codes, families and names of the shipped rules."""
    from perflint.rulebook import load_rulebook

    found = load_rulebook().rules
    return [*dict.fromkeys(rule.family for rule in found), *(word for rule in found for word in (rule.code, rule.name))]


def rules_and_kinds() -> Iterable[str]:
    """What `explain` explains."""
    from perflint.checks import kind_names

    return [*rules(), *kind_names()]


def packs() -> Iterable[str]:
    """The names of the packs."""
    from perflint.config.packs import pack_names

    return pack_names()


def limits() -> Iterable[str]:
    """The limits, with the sign that their numbers follow."""
    from perflint.read.limits import NAMES

    return [f"{name}=" for name in NAMES]
