"""The work of the server, done beside its loop: one text checked as what it is."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import perf_counter

from perflint.api import Options, config_faults, ignore_faults, rule_faults
from perflint.errors import DefinitionError, PerflintError, Problem
from perflint.lazyclass import dataclass
from perflint.lsp.documents import Kind, kind_of, name_of, path_of
from perflint.lsp.lines import Lines
from perflint.lsp.setups import Setup, Setups
from perflint.model import Notice, Result
from perflint.suppress import Sieve, read_ignore_file


class Stale(Exception):
    """The text that was checked is another one by now."""


@dataclass(frozen=True, slots=True, eq=False)
class Checked:
    """A text and what was found in it: the result of a table, the problems of a definition.

    `name` is the one under which it was checked. `failure` says what went wrong in perflint itself. `seconds` is what
    the check took.
    """

    uri: str
    name: str
    lines: Lines
    kind: Kind | None
    setup: Setup
    lang: str
    result: Result | None = None
    problems: tuple[Problem, ...] = ()
    notices: tuple[Notice, ...] = ()
    failure: str = ""
    seconds: float = 0.0

    @property
    def id(self) -> str:
        """The same for the same text by the same rules."""
        digest = hashlib.sha256(self.lines.text.encode()).hexdigest()[:24]
        return f"{self.setup.number}-{digest}" + ("-failed" if self.failure else "")


def examine(uri: str, language: str, lines: Lines, setups: Setups, pulse: Callable[[], None]) -> Checked:
    """Check a document by the setup that holds where it lies. What goes wrong in perflint itself comes through."""
    pulse()
    began = perf_counter()
    path = path_of(uri)
    setup = setups.of(_folder(path, setups))
    lang = setups.lang(setup)
    name = name_of(uri, language)
    kind = kind_of(name, lines.text, setup) if name is not None else None
    checked = Checked(uri, name or "", lines, kind, setup, lang)
    if kind is None:
        return checked
    result, problems, notices = _found(checked, pulse)
    pulse()
    took = perf_counter() - began
    return Checked(uri, checked.name, lines, kind, setup, lang, result, problems, notices, seconds=took)


def failed(uri: str, language: str, lines: Lines, setups: Setups, error: Exception) -> Checked:
    """What there is to say of a text on which perflint itself failed."""
    name, lang = name_of(uri, language) or "", setups.lang()
    setup = Setup(Options(lang=lang), None, Path())
    return Checked(uri, name, lines, None, setup, lang, failure=f"{type(error).__name__}: {error}")


def _folder(path: Path | None, setups: Setups) -> Path:
    if path is not None:
        return path.parent
    return setups.roots[0] if setups.roots else Path.cwd()


def _found(
    checked: Checked, pulse: Callable[[], None]
) -> tuple[Result | None, tuple[Problem, ...], tuple[Notice, ...]]:
    """(the result of a table, the problems of a definition, what is to be said of suppressions)."""
    setup, text, path = checked.setup, checked.lines.content, Path(checked.name)
    if checked.kind == "table":
        if setup.checker is None:
            return None, (), ()
        result = setup.checker.check(checked.lines.data(), checked.name, pulse)
        return result, (), tuple(n for n in result.notices if n.file == checked.name)
    if checked.kind == "rule":
        return None, tuple(rule_faults(text, path, setup.options)), ()
    if checked.kind == "config":
        return None, tuple(config_faults(text, path)), ()
    problems = tuple(ignore_faults(text, path, setup.options))
    return None, problems, () if problems else _of_entries(checked)


def _of_entries(checked: Checked) -> tuple[Notice, ...]:
    """Entries of a sound ignore file that have no effect: expired ones, and those that still want a reason."""
    checker = checked.setup.checker
    if checker is None:
        return ()
    ignored = read_ignore_file(Path(checked.name), checker.book, checked.lines.content)
    return Sieve(ignored, None, checker.book, date.today(), checked.lang).notices()


def faults_of(error: PerflintError) -> tuple[Problem, ...]:
    """The faults of other files that keep a document from being checked, each with its place where it has one."""
    return error.problems if isinstance(error, DefinitionError) else ()
