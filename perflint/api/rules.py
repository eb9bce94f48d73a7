"""The rules of a run, and the bench on which their examples are tried."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from perflint.api.files import shown_path
from perflint.errors import UsageError
from perflint.options import Options, check_words, taxonomy_of
from perflint.rulebook import Rule, RuleBook, Trial, load_rulebook


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
