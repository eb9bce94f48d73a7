"""Mutants of rules and of the taxonomy: what is taken out or moved, and the first case that notices."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

import yaml
from corpus_cases import book
from witnesses import Witness, folded, of_rule, parsed, parsed_once, plan_of, signature, truth

from perflint.checks import find_kind
from perflint.engine.run import Plan
from perflint.rulebook import Rule, RuleBook
from perflint.rulebook.book import builtin_rules_dir
from perflint.taxonomy import Taxonomy, load_taxonomy
from perflint.yamldata.options import build_options

Path = tuple[str | int, ...]
_DROP = object()
# Signs of a row.
SHORT = 800


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: `where` names the option, `what` the word dropped or the value moved."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


# Options of rules


def options_of(rule: Rule) -> dict[str, Any]:
    """The rule's `with:` as its file has it."""
    head = (builtin_rules_dir() / rule.path).read_text(encoding="utf-8").partition("\nwhy:")[0]
    return dict(yaml.safe_load(head).get("with") or {})


def option_mutants(rule: Rule) -> Iterator[tuple[Mutant, Any]]:
    """Each entry of each list dropped, each number moved both ways, each boolean flipped; with the check built."""
    options = options_of(rule)
    for path, what, value in _changes(options, ()):
        check = _built(rule, _changed(options, path, value))
        if check is not None and _members(check) != _members(rule.check):
            yield Mutant(".".join(map(str, path)), what), check


def _changes(node: Any, path: Path) -> Iterator[tuple[Path, str, Any]]:
    if isinstance(node, bool):
        yield path, f"not {node}", not node
    elif isinstance(node, int):
        yield from ((path, f"{node} -> {moved}", moved) for moved in (node - 1, node + 1))
    elif isinstance(node, float):
        number = Decimal(str(node))
        yield from (
            (path, f"{node} -> {moved}", str(moved)) for moved in (number * Decimal("0.99"), number * Decimal("1.01"))
        )
    elif isinstance(node, str):
        yield from _without_one(node, path)
    elif isinstance(node, list | dict):
        keys: Any = range(len(node)) if isinstance(node, list) else node
        for key in keys:
            if not isinstance(node[key], str) and isinstance(node, list) and not isinstance(node[key], list):
                yield (*path, key), f"without {node[key]}", _DROP
            yield from _changes(node[key], (*path, key))


def _without_one(pattern: str, path: Path) -> Iterator[tuple[Path, str, Any]]:
    """A string without one of its alternatives; a plain one is dropped."""
    parts = alternatives(pattern)
    if len(parts) == 1:
        yield path, f"without {pattern}", _DROP
        return
    for index, part in enumerate(parts):
        yield path, f"without {part}", "|".join(parts[:index] + parts[index + 1 :])


def alternatives(pattern: str) -> list[str]:
    """The alternatives of a pattern at its top level."""
    parts, depth, start, index = [], 0, 0, 0
    in_class = False
    while index < len(pattern):
        sign = pattern[index]
        if sign == "\\":
            index += 1
        elif in_class:
            in_class = sign != "]"
        elif sign == "[":
            in_class = True
        elif sign in "()":
            depth += 1 if sign == "(" else -1
        elif sign == "|" and depth == 0:
            parts.append(pattern[start:index])
            start = index + 1
        index += 1
    return [*parts, pattern[start:]]


def _changed(options: Mapping[str, Any], path: Path, value: Any) -> dict[str, Any]:
    changed = copy.deepcopy(dict(options))
    node: Any = changed
    for key in path[:-1]:
        node = node[key]
    if value is _DROP:
        del node[path[-1]]
    else:
        node[path[-1]] = value
    return changed


def _members(check: Any) -> list[Any]:
    return [getattr(check, member.name) for member in dataclasses.fields(check)]


def _built(rule: Rule, options: dict[str, Any]) -> Any | None:
    """The check with other options, or None where they make none."""
    faults: list[Any] = []
    try:
        check = build_options(rule.kind, find_kind(rule.kind), options, lambda *fault: faults.append(fault))
        getattr(check, "validate", lambda: None)()
    except (ValueError, TypeError, AttributeError):
        return None
    return None if faults else check


def who_notices_option(rule: Rule, check: Any) -> Witness | None:
    """The first case of the rule that comes out otherwise with another check."""
    changed = rule.with_check(check)
    rules = tuple(changed if r.code == rule.code else r for r in book().rules)
    plans: dict[int | None, Plan] = {}
    for witness in of_rule(rule.code):
        if witness.year not in plans:
            chosen = RuleBook(rules, frozenset({rule.code}))
            plans[witness.year] = Plan.of(chosen, load_taxonomy(), witness.year, on_error="raise")
        if signature(witness, plans[witness.year], parsed_once(witness)) != truth(witness):
            return witness
    return None


def unnoticed_options(rule: Rule) -> list[str]:
    """Changes of a rule's options that none of its cases notices."""
    return sorted(
        f"{rule.code} {mutant}" for mutant, check in option_mutants(rule) if who_notices_option(rule, check) is None
    )


# Words of the taxonomy


class Recording(Mapping[str, frozenset[str]]):
    """Word lists that remember which of them were read."""

    def __init__(self, words: Mapping[str, frozenset[str]]) -> None:
        self.words = words
        self.seen: set[str] = set()

    def __getitem__(self, name: str) -> frozenset[str]:
        self.seen.add(name)
        return self.words[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.words)

    def __len__(self) -> int:
        return len(self.words)


def with_words(words: Mapping[str, frozenset[str]]) -> Taxonomy:
    """The packaged taxonomy with other word lists; its labels need not be made again."""
    changed = copy.copy(load_taxonomy())
    object.__setattr__(changed, "words", words)
    return changed


@cache
def readers() -> dict[str, tuple[str, ...]]:
    """List -> the rules that read it while they are run over their cases."""
    found: dict[str, list[str]] = {name: [] for name in load_taxonomy().words}
    for rule in book().rules:
        recording = Recording(load_taxonomy().words)
        taxonomy = with_words(recording)
        for witness in of_rule(rule.code):
            plan = dataclasses.replace(plan_of(rule.code, witness.year), taxonomy=taxonomy)
            signature(witness, plan, parsed_once(witness))
        for name in recording.seen & found.keys():
            found[name].append(rule.code)
    return {name: tuple(codes) for name, codes in found.items()}


@cache
def read_by_parser() -> frozenset[str]:
    """The lists that are read while tables are parsed."""
    recording = Recording(load_taxonomy().words)
    taxonomy = with_words(recording)
    for witness in of_rule(book().rules[0].code):
        parsed(witness, taxonomy)
    return frozenset(recording.seen)


def who_notices_word(name: str, word: str) -> Witness | None:
    """The first case with the word in it that comes out otherwise when the list lacks the word."""
    words = load_taxonomy().words
    taxonomy = with_words({**words, name: words[name] - {word}})
    again = name in read_by_parser()
    # A slip is wrong=right, or wrong…word that follows=right.
    sought = folded(word.partition("=")[0].partition("…")[0] or word)
    codes = [rule.code for rule in book().rules] if again else readers()[name]
    found = [w for code in codes for w in of_rule(code) if sought in w.text]
    if again:
        found = [w for w in found if w.has_cell_ending(word)]
    # Rows before tables: most words have a row of their own.
    for witness in sorted(found, key=lambda w: len(w.text) > SHORT):
        plan = dataclasses.replace(plan_of(witness.rule, witness.year), taxonomy=taxonomy)
        files = parsed(witness, taxonomy) if again else parsed_once(witness)
        if signature(witness, plan, files) != truth(witness):
            return witness
    return None


def unnoticed_words(name: str) -> list[str]:
    """Words of a list without which every case comes out the same."""
    words = sorted(load_taxonomy().words[name])
    return [f"words.{name}: {word}" for word in words if who_notices_word(name, word) is None]


def all_gaps() -> Iterator[str]:
    """What no case notices now."""
    for rule in book().rules:
        yield from unnoticed_options(rule)
    for name in sorted(load_taxonomy().words):
        yield from unnoticed_words(name)
