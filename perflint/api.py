"""The one road for every skin: paths, bytes or parsed lists in, a Result out."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from os import cpu_count
from pathlib import Path
from typing import TypeVar

from perflint.discover import discover
from perflint.engine import FileResult, Plan, catalogue, check_parsed, match_signed, unreadable
from perflint.errors import Message, ReadError, UsageError
from perflint.model import FileReport, Parsed, Result
from perflint.options import Options as Options
from perflint.options import check_words, taxonomy_of
from perflint.options import configured as configured
from perflint.parse import parse_document
from perflint.passes import fingerprinted, in_order
from perflint.read import SUFFIXES, plugin_suffixes, read_document
from perflint.read.limits import within
from perflint.rulebook import Rule, RuleBook, Trial, load_rulebook
from perflint.taxonomy import Taxonomy
from perflint.version import __version__
from perflint.words import VOCABULARY_VERSION
from perflint.workers import DIED, Content, Reader, side_by_side

T = TypeVar("T")

Progress = Callable[[int, int, str], None]
# The name under which lists that came from memory are reported.
MEMORY = "<tables>"


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """One file as understood; `error` says why it could not be read."""

    path: str
    status: str
    parsed: Parsed | None = None
    error: Message | None = None


def rulebook(options: Options | None = None) -> RuleBook:
    """The rules of a run, chosen; the user's own are proved by their examples.

    Raises DefinitionError for faulty rule files and UsageError for unknown rules.
    """
    options = options or Options()
    book = load_rulebook(options.rules_dirs)
    if options.rules_dirs:
        # Only a user's own rules are proved at run time; the shipped ones are by the test suite.
        from perflint.engine.examples import verify_examples

        verify_examples(book, taxonomy_of(options))
    if options.severity or options.options:
        from perflint.rulebook.overrides import overridden

        book = overridden(book, options.severity, options.options, options.problem_at)
    check_words(book, options)
    return book.select(options.profile, options.select, options.ignore, options.enable)


def rule_trials(paths: Sequence[Path] = (), options: Options | None = None, every: bool = True) -> list[Trial]:
    """Run the examples of the rules below the paths (folders or files), or of the options' own rule folders, or of the
    shipped rules where there are none. An example that does not behave is a trial with a fault, no exception.
    Without `every`, only those trials say why a rule was silent; of a few rules all do.

    Raises DefinitionError for faulty rule files and UsageError where there is no rule below the paths.
    """
    from perflint.engine.trials import IN_FULL, trials

    options = options or Options()
    book = load_rulebook((*options.rules_dirs, *paths))
    tried = [rule for rule in book.rules if _is_below(rule, paths or options.rules_dirs)]
    if not tried:
        where = " ".join(shown_path(path) for path in paths)
        raise UsageError(f"{where} 中没有规则文件", f"no rule file in {where}")
    return list(trials(tried, book, taxonomy_of(options), options.lang, every or len(tried) <= IN_FULL))


def _is_below(rule: Rule, paths: Sequence[Path]) -> bool:
    if not paths:
        return True
    own = Path(rule.path).resolve()
    return not rule.builtin and any(own.is_relative_to(path.resolve()) for path in paths)


def check_paths(
    paths: Sequence[str | Path], options: Options | None = None, progress: Progress | None = None
) -> Result:
    """Check files and folders; an archive gives a result for each of its files. Raises UsageError for a missing path
    or where nothing matched."""
    options = options or Options()
    plan = _plan(options)
    with Reader(options.limits) as read:
        job = partial(_check_file, plan, read)
        with closing(_each(paths, options, job, partial(_lost, plan), progress)) as done:
            return _result((result for results in done for result in results), plan)


def check_bytes(data: bytes, name: str, options: Options | None = None) -> Result:
    """Check one file that is already in memory; its content and `name` tell its format, `name` is shown as its path."""
    options = options or Options()
    plan = _plan(options)
    with Reader(options.limits) as read:
        return _result((_check(*file, plan, read) for file in read.files(data, name)), plan)


def check_tables(tables: object, options: Options | None = None) -> Result:
    """Check lists that are already parsed: a `perflint-parse/1` document, or an array of its tables, projects or
    indicators. The diagnostics are those of the file that the lists came from, without ranges in a text.

    Raises ReadError where the value is none of these.
    """
    import json

    options = options or Options()
    plan = _plan(options)
    data = json.dumps(tables, ensure_ascii=False, default=str).encode("utf-8", "surrogatepass")
    with within(options.limits):
        document = read_document(data, f"{MEMORY}.json")
    parsed = parse_document(document, plan.taxonomy)
    unplaced = replace(document, name=MEMORY, source=None)
    return _result([check_parsed(Parsed(unplaced, parsed.tables), plan)], plan)


def parse_paths(
    paths: Sequence[str | Path], options: Options | None = None, progress: Progress | None = None
) -> list[ParsedFile]:
    """What is understood of files and folders. Raises UsageError as check_paths."""
    options = options or Options()
    with Reader(options.limits) as read:
        job = partial(_parse_file, taxonomy_of(options), read)
        with closing(_each(paths, options, job, _lost_parse, progress)) as done:
            return [parsed for results in done for parsed in results]


def parse_bytes(data: bytes, name: str, options: Options | None = None) -> ParsedFile:
    """What is understood of one file that is already in memory; an archive is none, see `parse_archive`."""
    options = options or Options()
    with Reader(options.limits) as read:
        return _parse(name, data, taxonomy_of(options), read)


def parse_archive(data: bytes, name: str, options: Options | None = None) -> list[ParsedFile]:
    """What is understood of the files of an archive that is already in memory, or of the one file that it is."""
    options = options or Options()
    taxonomy = taxonomy_of(options)
    with Reader(options.limits) as read:
        return [_parse(*file, taxonomy, read) for file in read.files(data, name)]


def shown_path(path: Path) -> str:
    """A path as results show it: relative to the working directory where it lies below it, with `/`."""
    import os

    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:
        return path.as_posix()


def _each(
    paths: Sequence[str | Path],
    options: Options,
    job: Callable[[Path], T],
    lost: Callable[[Path], T],
    progress: Progress | None,
) -> Generator[T, None, None]:
    """What the job gives of each file at the paths, in their order, as many at a time as the options say."""
    files = discover(paths, tuple(SUFFIXES), options.exclude, plugin_suffixes)
    jobs = min(options.jobs or cpu_count() or 1, len(files))
    one_by_one = (job(path) for path in files)
    # Closed, so that after Ctrl-C nothing goes on that was not yet begun.
    with closing(side_by_side(job, files, jobs, lost) if jobs > 1 else one_by_one) as done:
        yield from _shown(done, files, progress)


def _shown(done: Iterable[T], files: Sequence[Path], progress: Progress | None) -> Iterator[T]:
    """The results of the files as they come; progress hears of each file before it is waited for, and of the end."""
    results = iter(done)
    for number, path in enumerate(files):
        if progress is not None:
            progress(number, len(files), shown_path(path))
        yield next(results)
    if progress is not None:
        progress(len(files), len(files), "")


def _plan(options: Options) -> Plan:
    taxonomy = taxonomy_of(options)
    return Plan.of(rulebook(options), taxonomy, options.year, options.lang, options.on_error, options.sketch)


def _check_file(plan: Plan, read: Reader, path: Path) -> list[FileResult]:
    return [_check(*file, plan, read) for file in read.contents(path, shown_path(path))]


def _parse_file(taxonomy: Taxonomy, read: Reader, path: Path) -> list[ParsedFile]:
    return [_parse(*file, taxonomy, read) for file in read.contents(path, shown_path(path))]


def _lost(plan: Plan, path: Path) -> list[FileResult]:
    """The result of a file that took its worker along."""
    return [unreadable(shown_path(path), DIED, plan)]


def _lost_parse(path: Path) -> list[ParsedFile]:
    return [ParsedFile(shown_path(path), "unreadable", None, DIED)]


def _check(name: str, content: Content, plan: Plan, read: Reader) -> FileResult:
    try:
        if isinstance(content, ReadError):
            raise content
        return check_parsed(parse_document(read(content, name), plan.taxonomy), plan)
    except ReadError as error:
        return unreadable(name, error.message, plan)


def _parse(name: str, content: Content, taxonomy: Taxonomy, read: Reader) -> ParsedFile:
    try:
        if isinstance(content, ReadError):
            raise content
        parsed = parse_document(read(content, name), taxonomy)
    except ReadError as error:
        return ParsedFile(name, "unreadable", None, error.message)
    return ParsedFile(name, "ok" if parsed.tables else "no-table", parsed)


def _result(results: Iterable[FileResult], plan: Plan) -> Result:
    done = list(results)
    across, failed = match_signed(done, plan)
    reports: list[FileReport] = [r.report for r in done]
    own = [d for r in done for d in in_order(r.diagnostics)]
    return Result(
        files=tuple(reports),
        diagnostics=tuple(fingerprinted([*own, *across])),
        outcomes=(*(o for r in done for o in r.outcomes), *failed),
        rules=len(plan.reported),
        vocabulary=VOCABULARY_VERSION,
        version=__version__,
        catalogue=catalogue(plan),
        sketches=tuple(r.sketch for r in done) if plan.sketch else (),
    )
