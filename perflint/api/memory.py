"""What earlier runs found in a file, kept by everything that it rests on: the file's content, rules, options, program.

Not kept is what cannot be told from these: the work of plugins, and what ran out of time or memory.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import fields, replace
from hashlib import sha256
from pathlib import Path

from perflint.cache import Store
from perflint.engine import FileResult
from perflint.engine.record import packed, unpacked
from perflint.lazyclass import dataclass
from perflint.options import Options
from perflint.parse.years import year_of_file_name
from perflint.read import SUFFIXES, plugin_suffixes, suffix_of
from perflint.report.json import dump_line
from perflint.rulebook import Rule, RuleBook
from perflint.rulebook.book import builtin_rules_dir, rule_files
from perflint.version import __version__
from perflint.words import VOCABULARY_VERSION

# A change of what is kept, or of what it rests on, makes the old results unknown.
_FORM = 3
# On which it depends what is read and found; they are known by the names of their folders.
_LIBRARIES = frozenset(("jieba", "lxml", "pypdfium2", "pyyaml", "regex", "simpleeval"))
# Which files are checked, how many at a time, and what sifts their findings; the contents of rules count by themselves.
_WITHOUT_EFFECT = frozenset(("baseline", "cache", "exclude", "ignore_file", "jobs", "problem", "rules_dirs", "today"))
# What stands for a file's name in lines that are kept: no JSON holds it.
_NAME = "\0"
# Whoever writes a rule and runs at once must not find the result of the rule before.
_SETTLED_NS = 2_000_000_000
# What LibreOffice may be asked to read: by its suffix, or by how it begins.
_OFFICE_SUFFIXES = frozenset((".doc", ".wps", ".rtf", ".odt"))
_OFFICE_STARTS = (b"\xd0\xcf\x11\xe0", b"{\\rt")


class _Unsettled(Exception):
    """Something changed just now, or cannot be told."""


@dataclass(frozen=True, slots=True)
class Memory:
    """The results of earlier runs with the same rules, options and program; `context` is the digest of these."""

    store: Store
    context: bytes

    @staticmethod
    def of(options: Options, book: RuleBook, in_lines: bool = False) -> Memory | None:
        """The memory of a run, of lines or of diagnostics; None where it may have none."""
        store = Store.of_user()
        if store is None or any(not rule.builtin and _is_foreign(rule) for rule in book.rules):
            return None
        try:
            parts = (_FORM, in_lines, _program(), _libraries(), _chosen(options), _own_rules(options))
        except (_Unsettled, OSError):
            return None
        return Memory(store, sha256(json.dumps(parts, default=repr).encode("utf-8", "surrogatepass")).digest())

    def key(self, name: str, data: bytes) -> str | None:
        """The key of a file's result: the same whatever its name, as far as that means nothing; None where it has none.

        Of a name counts the suffix, and the year in it.
        """
        suffix = suffix_of(name)
        if suffix not in SUFFIXES and suffix in plugin_suffixes():
            return None
        year = year_of_file_name(name)
        about = (suffix, year.value if year is not None else None, _office(suffix, data), len(data))
        digest = sha256(self.context)
        digest.update(json.dumps(about).encode())
        digest.update(data)
        return digest.hexdigest()

    def find(self, key: str, name: str) -> FileResult | None:
        """The result of a file of that name, as an earlier run has kept it."""
        data = self.store.get(key)
        found = None if data is None else unpacked(data, name)
        if found is None or found.lines is None:
            return found
        return replace(found, lines=replace(found.lines, text=found.lines.text.replace(_NAME, _named(name))))

    def keep(self, key: str, result: FileResult) -> None:
        """Keep a result, unless another run might find more."""
        if result.report.status == "unreadable" or any(o.status == "failed" for o in result.outcomes):
            return
        if result.lines is not None:
            text = result.lines.text.replace(_named(result.report.path), _NAME)
            result = replace(result, lines=replace(result.lines, text=text))
        data = packed(result)
        if data is not None:
            self.store.put(key, data)


def _is_foreign(rule: Rule) -> bool:
    """Whether a plugin makes the rule's check."""
    return type(rule.check).__module__.partition(".")[0] != "perflint"


def _named(name: str) -> str:
    """How a line says the file's name; no value of a table reads so, as its quotes are escaped."""
    return dump_line({"file": name}).strip()[1:-1]


def _chosen(options: Options) -> list[object]:
    """The options on which the result of a file depends."""
    return [(one.name, getattr(options, one.name)) for one in fields(options) if one.name not in _WITHOUT_EFFECT]


def _own_rules(options: Options) -> list[str]:
    """The digests of the user's rule files."""
    files = [file for path in options.rules_dirs for file in rule_files(path)]
    if any(_is_new(file.stat().st_mtime_ns) for file in files):
        raise _Unsettled
    return [sha256(file.read_bytes()).hexdigest() for file in files]


def _is_new(mtime_ns: int) -> bool:
    return mtime_ns > time.time_ns() - _SETTLED_NS


def _program() -> list[object]:
    """What perflint this is: its versions, and the state of its files."""
    package = Path(__file__).parents[1]
    files = sorted({*_files(str(package)), *_files(str(builtin_rules_dir()))})
    if any(_is_new(mtime) for _, mtime, _ in files):
        raise _Unsettled
    return [__version__, VOCABULARY_VERSION, *sys.version_info[:2], files]


def _files(folder: str) -> Iterator[tuple[str, int, int]]:
    """Every file of code or data below a folder, with the time of its last change and its size."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _files(entry.path)
            else:
                state = entry.stat()
                yield entry.path, state.st_mtime_ns, state.st_size


def _libraries() -> list[str]:
    """The libraries with their versions, as their folders are called."""
    found: list[str] = []
    for folder in sys.path:
        if folder.endswith("-packages") and os.path.isdir(folder):
            found.extend(name for name in os.listdir(folder) if name.endswith("-info"))
    return sorted(name for name in found if name.partition("-")[0].lower() in _LIBRARIES)


def _office(suffix: str, data: bytes) -> list[object] | None:
    """Which LibreOffice reads such a file, where it might be asked to."""
    if suffix not in _OFFICE_SUFFIXES and not data.startswith(_OFFICE_STARTS) and b"opendocument.text" not in data[:99]:
        return None
    from perflint.read.word import find_program

    program = find_program()
    if program is None:
        return None
    real = os.path.realpath(program)
    state = os.stat(real)
    return [real, state.st_mtime_ns, state.st_size]
