"""Sifts the findings of a run: what directives, ignore file and baseline silence, and what is at fault with these."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from perflint.errors import Message, UsageError
from perflint.lazyclass import dataclass
from perflint.model import Diagnostic, Location, Notice, NoticeKind, Place, Suppression
from perflint.rulebook import RuleBook
from perflint.rulebook.book import ALWAYS_ON
from perflint.suppress.baseline import Baseline
from perflint.suppress.ignorefile import Entry, IgnoreFile, day_of
from perflint.suppress.write import is_wanted


@dataclass(frozen=True, slots=True, eq=False)
class Sifted:
    """What is left to report, and what was silenced."""

    kept: tuple[Diagnostic, ...]
    suppressed: tuple[Diagnostic, ...]


class _Places:
    """The diagnostics of one file, found by where they stand."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self._all = diagnostics
        self._by_place: dict[Place | None, list[Diagnostic]] = {}
        ranged: list[tuple[int, int, int]] = []
        for index, d in enumerate(diagnostics):
            span = d.location.range
            if span is None:
                self._by_place.setdefault(d.location.place, []).append(d)
            else:
                ranged.append((span.start.line, span.start.column, index))
        self._ranged = sorted(ranged)

    def within(self, own: Suppression) -> Iterator[Diagnostic]:
        """Those that begin in what a directive speaks of."""
        if own.whole:
            yield from self._all
            return
        for place in own.places:
            yield from self._by_place.get(place, ())
        for span in own.ranges:
            first = bisect_left(self._ranged, (span.start.line, span.start.column, -1))
            last = bisect_left(self._ranged, (span.end.line, span.end.column, -1))
            yield from (self._all[index] for _, _, index in self._ranged[first:last])


@dataclass(slots=True, eq=False)
class _Directive:
    """A directive of which it is not known yet whether it silences anything: a finding over several files may come."""

    own: Suppression
    codes: frozenset[str]
    used: bool


@dataclass(slots=True, eq=False)
class _Entry:
    """An entry of the ignore file that holds, whether it silenced anything, and whether it speaks of a file at all."""

    own: Entry
    used: bool = False
    concerned: bool = False


class Sieve:
    """Takes out what is silenced, file by file and then findings over several files; an unreadable file never is.

    `folders` says that the run goes over whole folders: only then does an entry of the ignore file that means nothing
    deserve a word. `later` are the rules that speak only when all files are done. What is kept of a file is small: its
    directives that are at fault, or may still silence something.
    """

    def __init__(
        self,
        ignored: IgnoreFile | None,
        baseline: Baseline | None,
        book: RuleBook,
        today: date,
        lang: str = "zh",
        *,
        folders: bool = False,
        later: frozenset[str] = frozenset(),
    ) -> None:
        self._book, self._today, self._lang = book, today, lang
        self._folders, self._later = folders, later
        self._ignored = ignored
        self._known = baseline.counts if baseline is not None else None
        self._directives: list[Notice | _Directive] = []
        self._entries: list[Notice | _Entry] = [] if ignored is None else [*map(self._entry, ignored.entries)]

    def file(self, path: str, diagnostics: Sequence[Diagnostic], suppressions: Sequence[Suppression]) -> Sifted:
        """Sift the findings of the next file."""
        silent = self._by_directives(diagnostics, suppressions) if suppressions else set()
        if self._ignored is not None and (diagnostics or self._folders):
            silent |= self._by_entries(path, diagnostics)
        return self._split(diagnostics, silent)

    def across(self, diagnostics: Sequence[Diagnostic]) -> Sifted:
        """Sift the findings over several files, all at once and after all files."""
        by_file: dict[str, list[Diagnostic]] = {}
        for d in diagnostics:
            by_file.setdefault(d.file, []).append(d)
        places = {file: _Places(found) for file, found in by_file.items()}
        silent: set[int] = set()
        for held in self._directives:
            if isinstance(held, _Directive) and held.own.file in places:
                found = _silenced(places[held.own.file], held.own, held.codes)
                silent |= found
                held.used = held.used or bool(found)
        if self._ignored is not None:
            for file, found_there in by_file.items():
                silent |= self._by_entries(file, found_there)
        return self._split(diagnostics, silent)

    def notices(self) -> tuple[Notice, ...]:
        """What is to be said of the silencers, when all is sifted."""
        said = [
            *(held if isinstance(held, Notice) else self._of_directive(held) for held in self._directives),
            *(entry if isinstance(entry, Notice) else self._of_entry(entry) for entry in self._entries),
        ]
        return tuple(notice for notice in said if notice is not None)

    def _split(self, diagnostics: Sequence[Diagnostic], silent: set[int]) -> Sifted:
        if self._known is not None:
            silent |= self._by_baseline(diagnostics, silent, self._known)
        if not silent:
            return Sifted(tuple(diagnostics), ())
        kept = tuple(d for d in diagnostics if id(d) not in silent)
        return Sifted(kept, tuple(d for d in diagnostics if id(d) in silent))

    @staticmethod
    def _by_baseline(diagnostics: Sequence[Diagnostic], silent: set[int], left: Counter[str]) -> set[int]:
        known: set[int] = set()
        for d in diagnostics:
            if id(d) not in silent and d.rule not in ALWAYS_ON and left[d.fingerprint] > 0:
                left[d.fingerprint] -= 1
                known.add(id(d))
        return known

    def _by_directives(self, diagnostics: Sequence[Diagnostic], suppressions: Sequence[Suppression]) -> set[int]:
        """The identities of the findings that directives of their file silence."""
        places = _Places(diagnostics)
        silent: set[int] = set()
        for own in suppressions:
            codes = self._codes(own)
            if codes is None:
                continue
            found = _silenced(places, own, codes)
            silent |= found
            held = _Directive(own, codes, bool(found))
            if codes & self._later:
                self._directives.append(held)
            elif (notice := self._of_directive(held)) is not None:
                self._directives.append(notice)
        return silent

    def _of_directive(self, held: _Directive) -> Notice | None:
        if held.used or not held.codes & self._book.selected:
            return None
        return self._note("unused-suppression", held.own.file, held.own.location, *_unused("、".join(held.own.words)))

    def _by_entries(self, path: str, diagnostics: Sequence[Diagnostic]) -> set[int]:
        """The identities of the findings in a file that entries of the ignore file silence."""
        assert self._ignored is not None
        relative = self._ignored.relative(path)
        silent: set[int] = set()
        for entry in self._entries:
            if isinstance(entry, Notice):
                continue
            found = {id(d) for d in diagnostics if d.rule not in ALWAYS_ON and entry.own.means(d, relative)}
            silent |= found
            entry.used = entry.used or bool(found)
            entry.concerned = entry.concerned or (self._folders and entry.own.is_about(relative))
        return silent

    def _of_entry(self, entry: _Entry) -> Notice | None:
        asked = not entry.own.rules or entry.own.rules & self._book.selected
        if self._ignored is None or entry.used or not entry.concerned or not asked:
            return None
        return self._note("unused-suppression", self._ignored.shown, entry.own.location, *_unused(""))

    def _entry(self, own: Entry) -> Notice | _Entry:
        """An entry that holds, or why it does not."""
        assert self._ignored is not None
        shown = self._ignored.shown
        if own.expires is not None and own.expires < self._today:
            return self._note("expired-suppression", shown, own.location, *_expired(own.expires))
        if is_wanted(own.reason):
            return self._note("missing-reason", shown, own.location, *_reasonless("reason: …"))
        return _Entry(own)

    def _codes(self, own: Suppression) -> frozenset[str] | None:
        """The rules that a directive names; None where it does not hold."""
        codes: set[str] = set()
        if not own.words:
            self._fault(own, "unknown-rule", "没有写明忽略哪条规则", "names no rule")
            return None
        for word in own.words:
            try:
                codes.update(self._book.codes(word))
            except UsageError as error:
                self._fault(own, "unknown-rule", error.message.zh, error.message.en)
        if is_wanted(own.reason):
            self._fault(own, "missing-reason", *_reasonless("原因=…", "reason=…"))
            return None
        expires = day_of(own.expires) if own.expires else None
        if own.expires and expires is None:
            self._fault(
                own,
                "expired-suppression",
                f"到期日“{own.expires}”不是日期，没有生效",
                f"'{own.expires}' is no day, so that it has no effect",
            )
            return None
        if expires is not None and expires < self._today:
            self._fault(own, "expired-suppression", *_expired(expires))
            return None
        return frozenset(codes) if codes else None

    def _fault(self, own: Suppression, kind: NoticeKind, zh: str, en: str) -> None:
        self._directives.append(self._note(kind, own.file, own.location, zh, en))

    def _note(self, kind: NoticeKind, file: str, location: Location, zh: str, en: str) -> Notice:
        message = Message(f"忽略：{zh}", f"suppression: {en}").in_language(self._lang)
        return Notice(kind, file, location, message)


def _silenced(places: _Places, own: Suppression, codes: frozenset[str]) -> set[int]:
    """The identities of the findings that a directive silences."""
    return {id(d) for d in places.within(own) if d.rule in codes and d.rule not in ALWAYS_ON}


def _unused(words: str) -> tuple[str, str]:
    named_zh, named_en = (f" {words}", f" of {words}") if words else ("", "")
    return f"这里没有要忽略的问题{named_zh}，可以删去", f"nothing here to ignore{named_en}; it can be deleted"


def _reasonless(zh: str, en: str = "") -> tuple[str, str]:
    return f"没有写明原因（{zh}），没有生效", f"gives no reason ({en or zh}), and has no effect"


def _expired(day: date) -> tuple[str, str]:
    return f"已于 {day.isoformat()} 到期，没有生效", f"expired on {day.isoformat()}, and has no effect"
