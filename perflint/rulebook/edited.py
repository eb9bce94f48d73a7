"""A rule file as its editor holds it: its faults, and the rule among all others that can be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from perflint.errors import DefinitionError, Problem, UsageError
from perflint.rulebook.book import RuleBook, builtin_rules_dir, check_unique, load_rulebook, rule_files
from perflint.rulebook.load import RuleReader
from perflint.rulebook.rule import Rule


def edited_rule(source: str, path: Path, others: Sequence[Path]) -> tuple[Rule | None, RuleBook, list[Problem]]:
    """(the rule of a text, the book of all rules with it, its faults); None in place of the rule where it has faults.

    `path` is where the text is to be saved, `others` are the folders and files of the user's own rules. What of them is
    faulty itself is left out: its own editor says so.
    """
    shown = path.as_posix()
    own = path.resolve()
    shipped = own.is_relative_to(builtin_rules_dir().resolve())
    reader = RuleReader(source, shown, builtin=shipped)
    rule = reader.read()
    rules = [r for r in load_rulebook().rules if not shipped or (builtin_rules_dir() / r.path).resolve() != own]
    rules.extend(_sound(others, own))
    problems = list(reader.problems)
    if rule is not None and not problems:
        try:
            # Last, so that of two that are alike it is the one at fault.
            check_unique([*rules, rule])
        except DefinitionError as error:
            problems = [problem for problem in error.problems if problem.file == shown]
    if rule is None or problems:
        return None, RuleBook(tuple(rules), frozenset()), problems
    together = sorted((*rules, rule), key=lambda r: r.code)
    return rule, RuleBook(tuple(together), frozenset({rule.code})), []


def _sound(paths: Sequence[Path], own: Path) -> Iterator[Rule]:
    """The rules of all files but one that can be read, each file once."""
    seen = {own}
    for path in paths:
        try:
            files = rule_files(path)
        except (OSError, UsageError):
            continue
        for file in files:
            if file.resolve() in seen:
                continue
            seen.add(file.resolve())
            try:
                rule = RuleReader(file.read_text(encoding="utf-8-sig"), file.as_posix(), builtin=False).read()
            except (OSError, ValueError):
                continue
            if rule is not None:
                yield rule
