"""Reads `perflint-ignore.yaml`: which findings are wanted, each with its reason, some until a day."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from perflint.config.source import Source, Steps
from perflint.errors import DefinitionError, Message, Problem, UsageError, did_you_mean
from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import Diagnostic, Location, Position, Range
from perflint.rulebook import RuleBook

# By what an entry may say which findings it means; all that it says must hold.
CRITERIA = ("fingerprint", "rule", "project", "unit", "path")
KEYS = (*CRITERIA, "reason", "expires")
# So much of a fingerprint is enough: the chance that two of a million share it is one in 500.
_SHORTEST = 12
_HEX = lazy_regex(rf"[0-9a-f]{{{_SHORTEST},64}}\Z")
_DATE = lazy_regex(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?\Z")


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One suppression of the file: the findings that it means, until when, and where it stands.

    `rules` are codes. `project` and `unit` are patterns with * and ?, `path` such a pattern over the path relative to
    the folder of the file.
    """

    location: Location
    reason: str
    expires: date | None = None
    fingerprint: str = ""
    rules: frozenset[str] = frozenset()
    project: str = ""
    unit: str = ""
    path: str = ""

    def means(self, diagnostic: Diagnostic, path: str) -> bool:
        """Whether it means a finding in the file at `path`, as `IgnoreFile.relative` gives it."""
        subject = diagnostic.subject
        return (
            diagnostic.fingerprint.startswith(self.fingerprint)
            and (not self.rules or diagnostic.rule in self.rules)
            and _matches(self.project, subject.project)
            and _matches(self.unit, subject.unit)
            and self.is_about(path)
        )

    def is_about(self, path: str) -> bool:
        """Whether the file at a path is one that it speaks of."""
        return not self.path or fnmatchcase(path, self.path) or fnmatchcase(path, f"{self.path.rstrip('/')}/*")


@dataclass(frozen=True, slots=True, eq=False)
class IgnoreFile:
    """The entries of a file; `shown` is its path as reports name it, `folder` what its paths are relative to."""

    shown: str
    folder: Path
    entries: tuple[Entry, ...]

    def relative(self, file: str) -> str:
        """The path of a checked file as the entries see it."""
        try:
            return Path(os.path.relpath(file, self.folder)).as_posix()
        except ValueError:
            # Another drive.
            return Path(file).as_posix()


def read_ignore_file(path: Path, book: RuleBook, text: str | None = None) -> IgnoreFile:
    """The suppressions of a file, or of the `text` that it is to hold. Raises UsageError where it cannot be read,
    DefinitionError for every fault of it."""
    if text is None and not path.is_file():
        shown = path.as_posix()
        raise UsageError(f"找不到忽略清单：{shown}", f"no such file of suppressions: {shown}")
    return _Reader(Source(path, text=text), book).read()


def day_of(words: str) -> date | None:
    """The day that words such as 2026-12-31 or 2026年12月31日 name, None where they name none."""
    match = _DATE.match(words.strip())
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _matches(pattern: str, text: str | None) -> bool:
    return not pattern or (text is not None and fnmatchcase(text, pattern))


class _Reader:
    """Reads one file and collects its faults."""

    def __init__(self, source: Source, book: RuleBook) -> None:
        self._source = source
        self._book = book
        self._problems: list[Problem] = []

    def read(self) -> IgnoreFile:
        """The whole file. Raises DefinitionError."""
        data = self._source.data
        entries: list[Entry] = []
        if data is not None and (not isinstance(data, Mapping) or set(data) - {"ignore"}):
            self._report((), "应写成 ignore: 和一个列表", "should be ignore: and a list")
        elif data is not None and not isinstance(data["ignore"] or [], list):
            self._report(("ignore",), "应为列表", "should be a list")
        elif data is not None:
            entries = [e for index, one in enumerate(data["ignore"] or []) for e in self._entry(("ignore", index), one)]
        if self._problems:
            raise DefinitionError(self._problems)
        return IgnoreFile(self._source.shown, self._source.path.resolve().parent, tuple(entries))

    def _entry(self, path: Steps, data: Any) -> Iterator[Entry]:
        if not isinstance(data, Mapping):
            self._report(path, "每一条应为映射", "each entry is a mapping")
            return
        before = len(self._problems)
        for key in data:
            if key not in KEYS:
                hint = did_you_mean(str(key), KEYS)
                self._report((*path, str(key)), f"不认识的键“{key}”{hint.zh}", f"unknown key '{key}'{hint.en}", True)
        if not any(data.get(key) for key in CRITERIA):
            named = "、".join(CRITERIA)
            self._report(path, f"应写明 {named} 中的至少一项", f"needs at least one of {named.replace('、', ', ')}")
        if not str(data.get("reason") or "").strip():
            self._report(path, "缺少 reason（理由）", "needs a reason")
        rules = self._rules((*path, "rule"), data.get("rule"))
        expires = self._expires((*path, "expires"), data.get("expires"))
        fingerprint = str(data.get("fingerprint") or "").strip().lower()
        if fingerprint and not _HEX.match(fingerprint):
            self._report(
                (*path, "fingerprint"),
                f"指纹应为至少 {_SHORTEST} 位十六进制数（见 -f json 的 fingerprint）",
                f"a fingerprint has at least {_SHORTEST} hexadecimal digits (see fingerprint in -f json)",
            )
        if len(self._problems) > before:
            return
        words = {key: str(data.get(key) or "") for key in ("project", "unit", "path")}
        yield Entry(self._location(path), str(data["reason"]).strip(), expires, fingerprint, rules, **words)

    def _rules(self, path: Steps, raw: Any) -> frozenset[str]:
        codes: set[str] = set()
        words = raw if isinstance(raw, list) else [] if raw is None else [raw]
        for index, word in enumerate(words):
            try:
                codes.update(self._book.codes(str(word)))
            except UsageError as error:
                self._problems.append(
                    self._source.problem((*path, index) if isinstance(raw, list) else path, error.message)
                )
        return frozenset(codes)

    def _expires(self, path: Steps, raw: Any) -> date | None:
        if raw is None:
            return None
        found = raw if isinstance(raw, date) and not isinstance(raw, datetime) else day_of(str(raw))
        if found is None:
            self._report(path, "expires 应为日期，如 2026-12-31", "expires is a day such as 2026-12-31")
        return found

    def _location(self, path: Steps) -> Location:
        place = self._source.problem(path, Message("", ""))
        start = Position(place.line, place.column)
        return Location(Range(start, start), None)

    def _report(self, path: Steps, zh: str, en: str, at_key: bool = False) -> None:
        self._problems.append(self._source.problem(path, Message(zh, en), at_key=at_key))
