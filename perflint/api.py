"""The one road for every skin: paths, bytes or parsed lists in, a Result out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from perflint.discover import discover
from perflint.engine import FileResult, Plan, check_parsed, match_signed, unreadable
from perflint.errors import Message, ReadError, UsageError
from perflint.model import FileReport, Parsed, Result
from perflint.options import Options as Options
from perflint.options import check_words, taxonomy_of
from perflint.options import configured as configured
from perflint.parse import parse_document
from perflint.passes import fingerprinted, in_order
from perflint.read import READERS, plugin_suffixes, read_document
from perflint.rulebook import Rule, RuleBook, Trial, load_rulebook
from perflint.taxonomy import Taxonomy
from perflint.version import __version__
from perflint.words import VOCABULARY_VERSION

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
    """Check files and folders. Raises UsageError for a missing path or where nothing matched."""
    options = options or Options()
    plan = _plan(options)
    return _result([_check_file(path, plan) for path in _files(paths, options, progress)], plan)


def check_bytes(data: bytes, name: str, options: Options | None = None) -> Result:
    """Check one file that is already in memory; `name` tells its format and is shown as its path."""
    plan = _plan(options or Options())
    return _result([_check_data(data, name, plan)], plan)


def check_tables(tables: object, options: Options | None = None) -> Result:
    """Check lists that are already parsed: a `perflint-parse/1` document, or an array of its tables, projects or
    indicators. The diagnostics are those of the file that the lists came from, without ranges in a text.

    Raises ReadError where the value is none of these.
    """
    import json

    plan = _plan(options or Options())
    data = json.dumps(tables, ensure_ascii=False, default=str).encode("utf-8", "surrogatepass")
    document = read_document(data, f"{MEMORY}.json")
    parsed = parse_document(document, plan.taxonomy)
    unplaced = replace(document, name=MEMORY, source=None)
    return _result([check_parsed(Parsed(unplaced, parsed.tables), plan)], plan)


def parse_paths(
    paths: Sequence[str | Path], options: Options | None = None, progress: Progress | None = None
) -> list[ParsedFile]:
    """What is understood of files and folders. Raises UsageError as check_paths."""
    options = options or Options()
    taxonomy = taxonomy_of(options)
    return [_parse_file(path, taxonomy) for path in _files(paths, options, progress)]


def parse_bytes(data: bytes, name: str, options: Options | None = None) -> ParsedFile:
    """What is understood of one file that is already in memory."""
    return _parse_data(data, name, taxonomy_of(options or Options()))


def shown_path(path: Path) -> str:
    """A path as results show it: relative to the working directory where it lies below it, with `/`."""
    import os

    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:
        return path.as_posix()


def _files(paths: Sequence[str | Path], options: Options, progress: Progress | None) -> Iterator[Path]:
    """The files of a run; progress hears of each before it is read, and of the end."""
    files = discover(paths, tuple(READERS), options.exclude, plugin_suffixes)
    for number, path in enumerate(files):
        if progress is not None:
            progress(number, len(files), shown_path(path))
        yield path
    if progress is not None:
        progress(len(files), len(files), "")


def _plan(options: Options) -> Plan:
    taxonomy = taxonomy_of(options)
    return Plan.of(rulebook(options), taxonomy, options.year, options.lang, options.on_error)


def _read_file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        why = error.strerror or str(error)
        raise ReadError(f"文件打不开：{why}", f"the file cannot be opened: {why}") from None


def _check_file(path: Path, plan: Plan) -> FileResult:
    try:
        return _check_data(_read_file(path), shown_path(path), plan)
    except ReadError as error:
        return unreadable(shown_path(path), error.message, plan)


def _check_data(data: bytes, name: str, plan: Plan) -> FileResult:
    try:
        document = read_document(data, name)
        return check_parsed(parse_document(document, plan.taxonomy), plan)
    except ReadError as error:
        return unreadable(name, error.message, plan)


def _parse_file(path: Path, taxonomy: Taxonomy) -> ParsedFile:
    try:
        return _parse_data(_read_file(path), shown_path(path), taxonomy)
    except ReadError as error:
        return ParsedFile(shown_path(path), "unreadable", None, error.message)


def _parse_data(data: bytes, name: str, taxonomy: Taxonomy) -> ParsedFile:
    try:
        parsed = parse_document(read_document(data, name), taxonomy)
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
    )
