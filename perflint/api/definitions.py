"""The faults of rule files, configurations and ignore files, as an editor holds them before they are saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from perflint.api.rules import rulebook
from perflint.errors import DefinitionError, LimitError, Message, PerflintError, Problem
from perflint.options import Options, options_of, taxonomy_of
from perflint.rulebook.edited import edited_rule
from perflint.suppress import read_ignore_file


def rule_faults(text: str, path: Path, options: Options) -> list[Problem]:
    """Every fault of a rule file: keys, options and placeholders, codes used twice, examples that do not behave.

    `path` is where the text is to be saved, the options name the folders of the other rules. A rule that crashes on one
    of its examples comes through.
    """
    rule, book, problems = edited_rule(text, path, options.rules_dirs)
    if rule is None:
        return problems
    from perflint.engine.examples import misbehaving

    try:
        return [rule.problem_at(where, fault) for where, fault in misbehaving(rule, book, taxonomy_of(options))]
    except LimitError as error:
        return [rule.problem_at(("examples",), error.message)]


def config_faults(text: str, path: Path) -> list[Problem]:
    """Every fault of a configuration: its own keys and values, and the rules, options and files that it names.

    What is at fault in another file is one fault here, at the file's beginning.
    """
    from perflint.config import load

    def read() -> None:
        options = options_of(load(path, path.parent, text=text))
        taxonomy_of(options)
        rulebook(options)

    return _faults(read, path)


def ignore_faults(text: str, path: Path, options: Options) -> list[Problem]:
    """Every fault of a file of suppressions; the options say which rules there are."""
    try:
        book = rulebook(options)
    except PerflintError as error:
        return _elsewhere(error, path)
    return _faults(lambda: read_ignore_file(path, book, text), path)


def _faults(read: Callable[[], object], path: Path) -> list[Problem]:
    """What reading a file raises, as the faults of that file."""
    try:
        read()
    except DefinitionError as error:
        own = [problem for problem in error.problems if problem.file == path.as_posix()]
        return own or _elsewhere(error, path)
    except PerflintError as error:
        return _elsewhere(error, path)
    return []


def _elsewhere(error: PerflintError, path: Path) -> list[Problem]:
    """A fault of another file, at the beginning of this one."""
    message = error.message
    if isinstance(error, DefinitionError):
        first = error.problems[0]
        where = f"{first.file}:{first.line}" if first.line else first.file
        message = Message(f"{where}：{first.message.zh}", f"{where}: {first.message.en}")
    return [Problem(path.as_posix(), 1, 1, message)]
