"""Sifts the findings of a run: what directives, ignore file and baseline silence, and what is at fault with these."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from perflint.errors import Message, UsageError
from perflint.lazyclass import dataclass
from perflint.model import Diagnostic, Location, Notice, NoticeKind, Place, Suppression
from perflint.rulebook import RuleBook
from perflint.rulebook.book import ALWAYS_ON
from perflint.suppress.baseline import Baseline
from perflint.suppress.ignorefile import IgnoreFile, day_of
from perflint.suppress.write import is_wanted


@dataclass(frozen=True, slots=True, eq=False)
class Sifted:
    """What is left to report, what was silenced, and what is to be said of the silencers."""

    kept: tuple[Diagnostic, ...]
    suppressed: tuple[Diagnostic, ...]
    notices: tuple[Notice, ...]


def sift(
    diagnostics: Sequence[Diagnostic],
    suppressions: Sequence[Suppression],
    ignored: IgnoreFile | None,
    baseline: Baseline | None,
    book: RuleBook,
    today: date,
    lang: str = "zh",
    files: Iterable[str] | None = None,
) -> Sifted:
    """Take out what is silenced; an unreadable file never is.

    `files` are all files of a run over whole folders, None for a run over single files: only in the former does an
    entry of the ignore file that means nothing deserve a word.
    """
    sifter = _Sifter(book, today, lang)
    silent = sifter.by_directives(diagnostics, suppressions)
    if ignored is not None:
        silent |= sifter.by_entries(diagnostics, ignored, files)
    if baseline is not None:
        silent |= _known(diagnostics, baseline, silent)
    kept = tuple(d for d in diagnostics if id(d) not in silent)
    return Sifted(kept, tuple(d for d in diagnostics if id(d) in silent), tuple(sifter.notices))


def _known(diagnostics: Sequence[Diagnostic], baseline: Baseline, silent: set[int]) -> set[int]:
    left = baseline.counts
    known: set[int] = set()
    for d in diagnostics:
        if id(d) not in silent and d.rule not in ALWAYS_ON and left[d.fingerprint] > 0:
            left[d.fingerprint] -= 1
            known.add(id(d))
    return known


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


class _Sifter:
    """Holds suppressions against findings and notes what is at fault with them."""

    def __init__(self, book: RuleBook, today: date, lang: str) -> None:
        self._book = book
        self._today = today
        self._lang = lang
        self.notices: list[Notice] = []

    def by_directives(self, diagnostics: Sequence[Diagnostic], suppressions: Sequence[Suppression]) -> set[int]:
        """The identities of the findings that directives in tables silence."""
        if not suppressions:
            return set()
        by_file: dict[str, list[Diagnostic]] = {}
        for d in diagnostics:
            by_file.setdefault(d.file, []).append(d)
        indices = {file: _Places(by_file.get(file, ())) for file in {own.file for own in suppressions}}
        silent: set[int] = set()
        for own in suppressions:
            codes = self._codes(own)
            if codes is None:
                continue
            covered = indices[own.file].within(own)
            found = {id(d) for d in covered if d.rule in codes and d.rule not in ALWAYS_ON}
            silent |= found
            if not found and codes & self._book.selected:
                self._note("unused-suppression", own.file, own.location, *_unused("、".join(own.words)))
        return silent

    def _codes(self, own: Suppression) -> frozenset[str] | None:
        """The rules that a directive names; None where it does not hold."""
        codes: set[str] = set()
        if not own.words:
            self._note("unknown-rule", own.file, own.location, "没有写明忽略哪条规则", "names no rule")
            return None
        for word in own.words:
            try:
                codes.update(self._book.codes(word))
            except UsageError as error:
                self._note("unknown-rule", own.file, own.location, error.message.zh, error.message.en)
        if is_wanted(own.reason):
            self._note("missing-reason", own.file, own.location, *_reasonless("原因=…", "reason=…"))
            return None
        expires = day_of(own.expires) if own.expires else None
        if own.expires and expires is None:
            self._note(
                "expired-suppression",
                own.file,
                own.location,
                f"到期日“{own.expires}”不是日期，没有生效",
                f"'{own.expires}' is no day, so that it has no effect",
            )
            return None
        if expires is not None and expires < self._today:
            self._note("expired-suppression", own.file, own.location, *_expired(expires))
            return None
        return frozenset(codes) if codes else None

    def by_entries(
        self, diagnostics: Sequence[Diagnostic], ignored: IgnoreFile, files: Iterable[str] | None
    ) -> set[int]:
        """The identities of the findings that entries of the ignore file silence."""
        paths = {file: ignored.relative(file) for file in {d.file for d in diagnostics}}
        every = [ignored.relative(file) for file in files or ()]
        silent: set[int] = set()
        for entry in ignored.entries:
            if entry.expires is not None and entry.expires < self._today:
                self._note("expired-suppression", ignored.shown, entry.location, *_expired(entry.expires))
                continue
            if is_wanted(entry.reason):
                self._note("missing-reason", ignored.shown, entry.location, *_reasonless("reason: …"))
                continue
            found = {id(d) for d in diagnostics if d.rule not in ALWAYS_ON and entry.means(d, paths[d.file])}
            silent |= found
            asked = not entry.rules or entry.rules & self._book.selected
            if not found and asked and any(entry.is_about(path) for path in every):
                self._note("unused-suppression", ignored.shown, entry.location, *_unused(""))
        return silent

    def _note(self, kind: NoticeKind, file: str, location: Location, zh: str, en: str) -> None:
        message = Message(f"忽略：{zh}", f"suppression: {en}").in_language(self._lang)
        self.notices.append(Notice(kind, file, location, message))


def _unused(words: str) -> tuple[str, str]:
    named_zh, named_en = (f" {words}", f" of {words}") if words else ("", "")
    return f"这里没有要忽略的问题{named_zh}，可以删去", f"nothing here to ignore{named_en}; it can be deleted"


def _reasonless(zh: str, en: str = "") -> tuple[str, str]:
    return f"没有写明原因（{zh}），没有生效", f"gives no reason ({en or zh}), and has no effect"


def _expired(day: date) -> tuple[str, str]:
    return f"已于 {day.isoformat()} 到期，没有生效", f"expired on {day.isoformat()}, and has no effect"
