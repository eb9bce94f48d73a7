"""What a run may be told: the options of every skin, from a caller or from a configuration."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from perflint.errors import DefinitionError, Message, Problem, UsageError
from perflint.lazyclass import dataclass
from perflint.read.limits import STANDARD, Limits
from perflint.rulebook import RuleBook, load_rulebook
from perflint.taxonomy import Taxonomy, load_taxonomy

if TYPE_CHECKING:
    from perflint.config import Config

Steps = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Options:
    """What a caller may set; the command line and the configuration file fill the same members.

    `select`, `enable` and `ignore` name codes, families or names. `rules_dirs` are folders of the user's own rules.
    `taxonomy` holds additions to the packaged knowledge; `schemes` and `scoring` narrow what of it counts. `severity`
    and `options` change rules ({"VAG001": "warning"}, {"STR010": {"min": 5}}). `on_error="raise"` lets a rule's crash
    through. `jobs` files are checked at a time, 0 for as many as pay: one on each processor, or one where there is
    little to check. `limits` say what one file may be and cost. `ignore_file` holds suppressions, `baseline` known
    findings; suppressions expire by `today`, the system's day by default. `cache` takes what an earlier run found in
    the same file, and keeps what this one finds, in the user's cache directory. `sketch` keeps the words of the tables
    for reports that draw them, `context` those around each finding. `problem` gives the place of a faulty setting,
    where it was read from a file.
    """

    profile: str = "default"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules_dirs: tuple[Path, ...] = ()
    year: int | None = None
    lang: str = "zh"
    on_error: Literal["record", "raise"] = "record"
    taxonomy: Mapping[str, Any] | None = None
    exclude: tuple[str, ...] = ()
    enable: tuple[str, ...] = ()
    severity: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    schemes: tuple[str, ...] = ()
    scoring: tuple[str, ...] = ()
    jobs: int = 1
    limits: Limits = STANDARD
    ignore_file: Path | None = None
    baseline: Path | None = None
    cache: bool = False
    today: date | None = None
    sketch: bool = False
    context: bool = True
    problem: Callable[[Steps, Message, bool], Problem | None] | None = field(default=None, compare=False, repr=False)

    def problem_at(self, path: Steps, message: Message, at_key: bool = False) -> Problem:
        """A fault of a setting with its place (or its key's), or with its path where it was read from no file."""
        found = self.problem(path, message, at_key) if self.problem is not None else None
        if found is not None:
            return found
        where = ".".join(map(str, path))
        return Problem("<options>", 0, 0, Message(f"{where}：{message.zh}", f"{where}: {message.en}"))


def configured(
    path: str | Path | None = None, packs: Sequence[str] = (), start: str | Path = ".", lang: str | None = None
) -> Options:
    """The options that a configuration file and packs set: the file at `path`, else the nearest from `start` upwards.

    Raises UsageError for a file or pack that there is not, DefinitionError for every fault of theirs.
    """
    from perflint.config import load

    return options_of(load(path, Path(start), packs), lang)


def exact(config: Config) -> Config:
    """The configuration with its switches by code, where one layer may undo what another one did."""
    if not config.enable or not any(layer.values.get("ignore") for layer in config.layers):
        return config
    book = load_rulebook(config.rules)

    def codes(word: str) -> Sequence[str]:
        try:
            return book.codes(word)
        except UsageError:
            # It is said when the rules are chosen.
            return (word,)

    return config.exact(codes)


def options_of(config: Config, lang: str | None = None) -> Options:
    """A configuration as options; `lang` goes before its own language."""
    config = exact(config)
    return Options(
        profile=config.profile or "default",
        select=config.select,
        ignore=config.ignore,
        rules_dirs=config.rules,
        year=config.year,
        lang=lang or config.lang or "zh",
        taxonomy=config.taxonomy,
        exclude=config.exclude,
        enable=config.enable,
        severity=config.severity,
        options=config.options,
        schemes=config.schemes,
        scoring=config.scoring,
        jobs=1 if config.jobs is None else config.jobs,
        limits=Limits(**config.limits),
        ignore_file=config.ignore_file,
        baseline=config.baseline,
        problem=config.problem,
    )


def taxonomy_of(options: Options) -> Taxonomy:
    """The knowledge of a run: the packaged one, with the additions and the choice of the options."""

    def below(path: Steps, message: Message) -> Problem:
        return options.problem_at(("taxonomy", *path), message)

    taxonomy = load_taxonomy(options.taxonomy, problem=below)
    if not options.schemes and not options.scoring:
        return taxonomy
    from perflint.taxonomy.narrow import narrowed

    return narrowed(taxonomy, options.schemes, options.scoring, options.problem_at)


def check_words(book: RuleBook, options: Options) -> None:
    """Name the place of words in the configuration that mean no rule; RuleBook.select says the others."""
    if options.problem is None:
        return
    problems = []
    chosen = (("select", options.select), ("enable", options.enable), ("ignore", options.ignore))
    for key, index, word in ((key, index, word) for key, words in chosen for index, word in enumerate(words)):
        try:
            book.codes(word)
        except UsageError as error:
            problems.append(options.problem((key, index), error.message, False))
    found = [problem for problem in problems if problem is not None]
    if found:
        raise DefinitionError(found)


def configuration_schema() -> dict[str, Any]:
    """The JSON Schema of a configuration file."""
    from perflint.config.schema import config_schema
    from perflint.rulebook.schema import options_schema

    rules = {rule.code: (rule.name, options_schema(type(rule.check))) for rule in load_rulebook().rules}
    return config_schema(rules, load_taxonomy())
