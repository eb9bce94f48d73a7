"""The rule book: all rules that are loaded, and which of them a run reports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache, partial
from pathlib import Path

from perflint.errors import DefinitionError, Message, Problem, UsageError, did_you_mean
from perflint.lazyclass import dataclass
from perflint.rulebook.load import DOCUMENTATION, RuleReader
from perflint.rulebook.rule import Documentation, Rule
from perflint.yamldata.store import parsed

# A file that could not be read is never silent, whatever is selected.
ALWAYS_ON = frozenset({"PRS001"})
MAX_RULE_FILE = 1_000_000
RULE_SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True, eq=False)
class RuleBook:
    """Rules in the order of their codes; `selected` holds the codes that are reported."""

    rules: tuple[Rule, ...]
    selected: frozenset[str]

    def get(self, code_or_name: str) -> Rule | None:
        """A rule by code or name, whatever its case, or None."""
        wanted = code_or_name.strip()
        return next((r for r in self.rules if wanted.upper() == r.code or wanted.lower() == r.name), None)

    def find(self, code_or_name: str) -> Rule:
        """A rule likewise; UsageError with the nearest one where there is none."""
        found = self.get(code_or_name)
        if found is None:
            raise _unknown(code_or_name.strip(), self.rules)
        return found

    @property
    def by_code(self) -> dict[str, Rule]:
        """Code -> rule."""
        return {rule.code: rule for rule in self.rules}

    def select(
        self, profile: str, select: Sequence[str] = (), ignore: Sequence[str] = (), enable: Sequence[str] = ()
    ) -> RuleBook:
        """The same rules, with those reported that the profile, or `select`, names or `enable` adds, and `ignore` does
        not name.
        """
        if select:
            chosen = frozenset(c for word in select for c in self.codes(word))
        else:
            chosen = frozenset(r.code for r in self.rules if profile == "strict" or r.profile == "default")
        chosen |= frozenset(c for word in enable for c in self.codes(word))
        dropped = frozenset(c for word in ignore for c in self.codes(word))
        always = ALWAYS_ON & {r.code for r in self.rules}
        return RuleBook(self.rules, chosen - dropped | always)

    def codes(self, word: str) -> list[str]:
        """The codes that a word of --select means: a code, a family, a name, or ALL. UsageError where there is none."""
        wanted = word.strip()
        if wanted.upper() == "ALL":
            return [r.code for r in self.rules]
        found = [r.code for r in self.rules if wanted.upper() in (r.code, r.family) or wanted.lower() == r.name]
        if not found:
            raise _unknown(wanted, self.rules)
        return found


def _unknown(word: str, rules: Iterable[Rule]) -> UsageError:
    known = [n for r in rules for n in (r.code, r.name)] + sorted({r.family for r in rules})
    near = did_you_mean(word.upper(), known)
    if not near.zh:
        near = did_you_mean(word.lower(), known)
    return UsageError(
        f"没有规则“{word}”{near.zh or '，可用 perflint rules list 查看全部规则'}",
        f"there is no rule '{word}'{near.en or '; perflint rules list shows them all'}",
    )


def builtin_rules_dir() -> Path:
    """The folder of the shipped rules: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "rules"
    return installed if installed.is_dir() else package.parent / "rules"


@lru_cache(maxsize=1)
def _builtin() -> tuple[Rule, ...]:
    """The shipped rules, read up to their documentation, which stands last in each file and is most of it."""
    sources, problems = _sources(builtin_rules_dir(), relative=True)
    heads = {name: source.partition(f"\n{DOCUMENTATION[0]}:")[0] for name, source in sources.items()}
    data = parsed("rules", heads)
    readers = [
        RuleReader(heads[name], name, True, partial(_documentation, source, name), data[name])
        for name, source in sources.items()
    ]
    return _read_all(readers, problems)


@cache
def _documentation(source: str, name: str) -> Documentation:
    return RuleReader(source, name, builtin=True).documentation()


def load_rulebook(user_dirs: Sequence[Path] = ()) -> RuleBook:
    """The shipped rules and those of the user's folders and files; DefinitionError lists all faults of all files.

    A folder or file that is given twice is read once.
    """
    rules = list(_builtin())
    for folder in {path.resolve(): path for path in user_dirs}.values():
        if not folder.exists():
            raise UsageError(f"找不到规则文件夹或文件：{folder}", f"no such folder or file of rules: {folder}")
        sources, problems = _sources(folder, relative=False)
        rules.extend(_read_all([RuleReader(text, name, False) for name, text in sources.items()], problems))
    check_unique(rules)
    rules.sort(key=lambda r: r.code)
    return RuleBook(tuple(rules), frozenset(r.code for r in rules))


def rule_files(folder: Path) -> list[Path]:
    """The rule files below a folder, or the one file that it is, in the order of their names."""
    found = [folder] if folder.is_file() else folder.rglob("*")
    return sorted(p for p in found if p.suffix in RULE_SUFFIXES and p.is_file())


def _sources(folder: Path, *, relative: bool) -> tuple[dict[str, str], list[Problem]]:
    """Name -> text of a folder's rule files (or of one file) in the order of their names, and what cannot be read."""
    sources: dict[str, str] = {}
    problems: list[Problem] = []
    for path in rule_files(folder):
        name = path.relative_to(folder).as_posix() if relative else path.as_posix()
        try:
            if path.stat().st_size > MAX_RULE_FILE:
                raise ValueError("larger than 1 MB")
            sources[name] = path.read_text(encoding="utf-8-sig")
        except (OSError, ValueError) as error:
            message = Message(f"读不了规则文件：{error}", f"cannot read the rule file: {error}")
            problems.append(Problem(name, 0, 0, message))
    return sources, problems


def _read_all(readers: Iterable[RuleReader], problems: list[Problem]) -> tuple[Rule, ...]:
    rules = []
    for reader in readers:
        rule = reader.read()
        problems.extend(reader.problems)
        if rule is not None:
            rules.append(rule)
    if problems:
        raise DefinitionError(problems)
    return tuple(rules)


def check_unique(rules: Sequence[Rule]) -> None:
    """Raise DefinitionError for every code or name that a later rule has again, and for `yields_to` to no rule."""
    problems: list[Problem] = []
    seen: dict[str, Rule] = {}
    for rule in rules:
        for part, key in (("code", rule.code), ("name", rule.name)):
            if key in seen:
                other = seen[key].path
                message = Message(f"“{key}”与 {other} 重复", f"'{key}' is already used by {other}")
                problems.append(rule.problem_at((part,), message))
            seen[key] = rule
    known = {r.code for r in rules}
    for rule in rules:
        for index, code in enumerate(rule.yields_to):
            if code not in known:
                message = Message(f"yields_to 指向不存在的规则“{code}”", f"yields_to names no rule: '{code}'")
                problems.append(rule.problem_at(("yields_to", index), message))
    if problems:
        raise DefinitionError(problems)
