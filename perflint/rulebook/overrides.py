"""What a configuration changes in rules: their severity and the options of their checks."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from perflint.errors import DefinitionError, Message, OptionFault, Problem, UsageError, did_you_mean
from perflint.rulebook.book import RuleBook
from perflint.rulebook.rule import Rule
from perflint.yamldata.options import convert, option_types, type_name

Path = tuple[str | int, ...]
# The path of a setting, what is wrong, and whether with its key.
ProblemAt = Callable[[Path, Message, bool], Problem]


def overridden(
    book: RuleBook,
    severity: Mapping[str, str],
    options: Mapping[str, Mapping[str, Any]],
    problem: ProblemAt,
) -> RuleBook:
    """The book with other severities and options; `problem` makes one of a path as ("options", "STR010", "min").

    `severity` is by code, name or family, a single rule before its family; `options` by code or name. An option's
    name with + adds to its list, with - takes away from it. Raises DefinitionError with every fault.
    """
    changer = _Changer(book, problem)
    levels = [(changer.codes(("severity", word), word), level) for word, level in severity.items()]
    for codes, level in sorted(levels, key=lambda pair: -len(pair[0])):
        for code in codes:
            changer.rules[code] = with_severity(changer.rules[code], level)
    for word, given in options.items():
        changer.options(word, given)
    if changer.problems:
        raise DefinitionError(changer.problems)
    return RuleBook(tuple(changer.rules.values()), book.selected)


def with_severity(rule: Rule, level: Any) -> Rule:
    """The rule with another severity. Where it gives a milder one itself in some cases, the milder of both holds."""
    return dataclasses.replace(rule, severity=level, limit=level)


class _Changer:
    def __init__(self, book: RuleBook, problem: ProblemAt) -> None:
        self.book = book
        self.rules = book.by_code
        self.problems: list[Problem] = []
        self._problem = problem

    def report(self, path: Path, zh: str, en: str, at_key: bool = False) -> None:
        self.problems.append(self._problem(path, Message(zh, en), at_key))

    def codes(self, path: Path, word: str) -> list[str]:
        """The rules that a word means; none where it is at fault."""
        try:
            return self.book.codes(word)
        except UsageError as error:
            self.problems.append(self._problem(path, error.message, True))
            return []

    def options(self, word: str, given: Mapping[str, Any]) -> None:
        """Rebuild one rule's check with other options."""
        path: Path = ("options", word)
        try:
            rule = self.rules[self.book.find(word).code]
        except UsageError as error:
            self.problems.append(self._problem(path, error.message, True))
            return
        known = option_types(type(rule.check))
        values: dict[str, Any] = {}
        # First what replaces, then what adds, then what takes away.
        for option in sorted(given, key=lambda name: "+-".find(name[-1:])):
            name = option.removesuffix("+").removesuffix("-")
            where = (*path, option)
            if name not in known:
                hint = did_you_mean(name, list(known))
                kind, zh, en = rule.kind, hint.zh, hint.en
                self.report(
                    where, f"种类“{kind}”没有选项“{name}”{zh}", f"kind '{kind}' has no option '{name}'{en}", True
                )
                continue
            fits, value = convert(known[name], given[option])
            if not fits:
                want = type_name(known[name])
                self.report(where, f"选项“{option}”应为 {want}", f"option '{option}' should be {want}")
                continue
            old = values.get(name, getattr(rule.check, name))
            if name != option:
                value = self._changed(where, old, value, option[-1])
            values[name] = value
        self.rules[rule.code] = self._rebuilt(rule, values, path)

    def _changed(self, path: Path, old: Any, value: Any, sign: str) -> Any:
        """A list with more members or fewer."""
        if not isinstance(old, tuple | frozenset):
            self.report(path, f"只有列表才能写作“{path[-1]}”", f"only a list takes '{path[-1]}'", True)
            return old
        if sign == "+":
            return type(old)([*old, *(item for item in value if item not in old)])
        for item in value:
            if item not in old:
                hint = did_you_mean(str(item), [str(known) for known in old])
                self.report(path, f"列表中没有“{item}”{hint.zh}", f"the list has no '{item}'{hint.en}")
        return type(old)(item for item in old if item not in value)

    def _rebuilt(self, rule: Rule, values: dict[str, Any], path: Path) -> Rule:
        """The rule with a new check; what the kind itself has against its options is reported."""
        if not values:
            return rule
        check: Any = rule.check
        try:
            check = dataclasses.replace(check, **values)
            getattr(check, "validate", lambda: None)()
        except OptionFault as error:
            self.report((*path, *error.path), error.message.zh, error.message.en)
        except ValueError as error:
            self.report(path, str(error), str(error))
        return rule.with_check(check, retuned=True)
