"""Checks paths, bytes or lists from memory: read, parse, check, match over files, sift."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from perflint.api.files import Progress, each, shown_path, timed_each
from perflint.api.memory import Memory
from perflint.api.rules import rulebook
from perflint.api.stream import Stream, as_lines, finished
from perflint.engine import FileResult, Plan, check_parsed, unreadable
from perflint.errors import ReadError
from perflint.lazyclass import dataclass
from perflint.model import Parsed, Result, Tally
from perflint.options import Options, taxonomy_of
from perflint.parse import parse_document
from perflint.read import read_document
from perflint.read.limits import within
from perflint.rulebook import RuleBook
from perflint.suppress import Baseline, IgnoreFile, Sieve, read_baseline, read_ignore_file
from perflint.timing import Timing, current, measured, stage
from perflint.workers import DIED, Content, Reader

# The name under which lists that came from memory are reported.
MEMORY = "<tables>"


def check_paths(
    paths: Sequence[str | Path], options: Options | None = None, progress: Progress | None = None
) -> Result:
    """Check files and folders; an archive gives a result for each of its files. Raises UsageError for a missing path
    or where nothing matched."""
    return Checker.of(options or Options()).over(paths, progress)


def check_bytes(data: bytes, name: str, options: Options | None = None) -> Result:
    """Check one file that is already in memory; its content and `name` tell its format, `name` is shown as its path."""
    return Checker.of(options or Options()).check(data, name)


def check_tables(tables: object, options: Options | None = None) -> Result:
    """Check lists that are already parsed: a `perflint-parse/1` document, or an array of its tables, projects or
    indicators. The diagnostics are those of the file that the lists came from, without ranges in a text.

    Raises ReadError where the value is none of these.
    """
    import json

    options = options or Options()
    checker = Checker.of(options)
    data = json.dumps(tables, ensure_ascii=False, default=str).encode("utf-8", "surrogatepass")
    with within(options.limits):
        document = read_document(data, f"{MEMORY}.json")
    parsed = parse_document(document, checker.plan.taxonomy)
    unplaced = replace(document, name=MEMORY, source=None)
    return checker.result([finished(check_parsed(Parsed(unplaced, parsed.tables), checker.plan))])


@dataclass(frozen=True, slots=True, eq=False)
class Checker:
    """What a run goes by, read once and kept: the plan of its checks, and what sifts their findings.

    Who checks again and again (an editor) makes one and asks it as often as wanted, one file at a time. Rules, ignore
    file and baseline are those of the moment at which it was made.
    """

    options: Options
    plan: Plan
    book: RuleBook
    ignored: IgnoreFile | None
    baseline: Baseline | None
    memory: Memory | None = None
    timing: Timing | None = None
    in_lines: bool = False

    @staticmethod
    def of(options: Options, in_lines: bool = False) -> Checker:
        """The checker that the options ask for. Raises UsageError and DefinitionError for the files that they name.

        One whose stream is written as JSON lines only (`in_lines`) may have them made where a file is checked.
        """
        book = rulebook(options)
        listed = options.ignore_file
        in_lines = in_lines and listed is None and options.baseline is None
        # The lines say columns in code points only.
        kept = (options.sketch, options.context, not in_lines)
        plan = Plan.of(book, taxonomy_of(options), options.year, options.lang, options.on_error, *kept)
        ignored = read_ignore_file(Path(shown_path(listed)), book) if listed is not None else None
        baseline = read_baseline(options.baseline) if options.baseline is not None else None
        memory = Memory.of(options, book, in_lines) if options.cache else None
        return Checker(options, plan, book, ignored, baseline, memory, in_lines=in_lines)

    def timed(self, timing: Timing) -> Checker:
        """The same checker; what it does is measured and added to the sums."""
        from perflint.engine.timed import timed

        return replace(self, plan=timed(self.plan, timing), timing=timing)

    def over(self, paths: Sequence[str | Path], progress: Progress | None = None) -> Result:
        """Check files and folders, as `check_paths`."""
        with self.results(paths, progress) as results:
            return self.result(results, _has_folder(paths))

    @contextmanager
    def stream(
        self, paths: Sequence[str | Path], progress: Progress | None = None, whole: bool = False
    ) -> Iterator[Stream]:
        """The same as a stream, which is to be followed within the context; see there for `whole`."""
        with self.results(paths, progress) as results:
            yield self._stream(results, _has_folder(paths), whole)

    @contextmanager
    def results(self, paths: Sequence[str | Path], progress: Progress | None = None) -> Iterator[Iterator[FileResult]]:
        """What the files at the paths give, one after the other and each by itself."""
        memory, timing = self.memory, self.timing
        with Reader(self.options.limits) as read, measured(timing):
            job, lost = partial(check_file, self.plan, read, memory, self.in_lines), partial(_lost, self.plan)
            known = partial(known_file, memory, read) if memory is not None else None
            if timing is None:
                done = each(paths, self.options, job, lost, progress, known)
            else:
                done = timed_each(paths, self.options, job, lost, progress, known, timing)
            with closing(done):
                yield (result for results in done for result in results)
        if memory is not None:
            memory.store.prune()

    def check(self, data: bytes, name: str, pulse: Callable[[], None] | None = None) -> Result:
        """Check one file that is in memory, as `check_bytes`. `pulse` is called now and then; what it raises ends the
        check and comes through."""
        plan = self.plan if pulse is None else replace(self.plan, pulse=pulse)
        with Reader(self.options.limits) as read:
            return self.result(finished(_check(*file, plan, read)) for file in read.files(data, name))

    def result(self, results: Iterable[FileResult], folders: bool = False) -> Result:
        """The results of all files as one; `folders` says that the run went over whole folders."""
        stream = self._stream(results, folders, whole=True)
        diagnostics = tuple(diagnostic for batch in stream for diagnostic in batch.diagnostics)
        return replace(stream.result, diagnostics=diagnostics, passed=Tally())

    def _stream(self, results: Iterable[FileResult], folders: bool, whole: bool) -> Stream:
        today = self.options.today or date.today()
        later = frozenset(rule.code for rule, _ in self.plan.cross)
        sieve = Sieve(self.ignored, self.baseline, self.book, today, self.plan.lang, folders=folders, later=later)
        return Stream(results, self.plan, sieve, whole)


def _has_folder(paths: Sequence[str | Path]) -> bool:
    return any(Path(path).is_dir() for path in paths)


def check_file(plan: Plan, read: Reader, memory: Memory | None, in_lines: bool, path: Path) -> list[FileResult]:
    """The results of the file at a path, or of the files of the archive that it is; what is known comes from memory."""
    return [_remembered(*file, plan, read, memory, in_lines) for file in read.contents(path, shown_path(path))]


def known_file(memory: Memory, read: Reader, path: Path) -> Callable[[], list[FileResult] | None] | None:
    """What gives the results of the file at a path from memory, None where one of them is not there."""
    keys = []
    with stage("cache"):
        for name, content in read.contents(path, shown_path(path)):
            key = memory.key(name, content) if isinstance(content, bytes) else None
            if key is None or not memory.store.has(key):
                return None
            keys.append((key, name))
    return partial(_recalled, memory, keys)


def _recalled(memory: Memory, keys: Sequence[tuple[str, str]]) -> list[FileResult] | None:
    with stage("cache"):
        found = [memory.find(key, name) for key, name in keys]
    whole = [result for result in found if result is not None]
    if len(whole) != len(found):
        return None
    _count_known(len(whole))
    return whole


def _remembered(
    name: str, content: Content, plan: Plan, read: Reader, memory: Memory | None, in_lines: bool
) -> FileResult:
    key = memory.key(name, content) if memory is not None and isinstance(content, bytes) else None
    finish = as_lines if in_lines else finished
    if memory is None or key is None:
        return finish(_check(name, content, plan, read))
    with stage("cache"):
        known = memory.find(key, name)
    if known is not None:
        _count_known(1)
        return known
    result = finish(_check(name, content, plan, read))
    with stage("cache"):
        memory.keep(key, result)
    return result


def _count_known(files: int) -> None:
    timing = current()
    if timing is not None:
        timing.known += files


def _lost(plan: Plan, path: Path) -> list[FileResult]:
    """The result of a file that took its worker along."""
    return [finished(unreadable(shown_path(path), DIED, plan))]


def _check(name: str, content: Content, plan: Plan, read: Reader) -> FileResult:
    try:
        if isinstance(content, ReadError):
            raise content
        with stage("read"):
            document = read(content, name)
        with stage("parse"):
            parsed = parse_document(document, plan.taxonomy)
        with stage("check"):
            return check_parsed(parsed, plan)
    except ReadError as error:
        return unreadable(name, error.message, plan)
