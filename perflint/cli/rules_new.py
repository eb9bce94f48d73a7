"""`perflint rules new`: write a filled template of a rule file, and the schema that editors complete it with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from perflint.cli import options as shared
from perflint.cli.help import BilingualCommand, one_of, option
from perflint.cli.language import Session
from perflint.cli.output import emit, write_file
from perflint.cli.schema import SCHEMA_DEPTH
from perflint.errors import Message, UsageError, did_you_mean
from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex

if TYPE_CHECKING:
    from perflint.rulebook.reference import KindReference

_KIND = "words"
_FAMILY, _NAME = "ORG", "my-rule"
_SCOPES = ("indicator", "project", "table")
# What a rule file says of itself, whether or not the rest of it can be read.
_TAKEN = lazy_regex(r"^(?:code|name):[ \t]*[\"']?([\w-]+)", re.MULTILINE)
_MESSAGE = Message(
    "写一个新规则文件：填好的模板，写出来就能通过。PATH 为文件夹或 .yaml 文件名，默认为配置中的第一个规则文件夹，没有时"
    "为当前文件夹；文件名写作 ORG001-my-rule.yaml 时代码和名称取自文件名。不会覆盖已有文件。\n"
    "检查种类见 perflint rules kinds。",
    "Write a new rule file: a filled template that works as it is. PATH is a folder or the name of a .yaml file; by "
    "default the configuration's first folder of rules, else the current one. A file called ORG001-my-rule.yaml gives "
    "code and name. Nothing is overwritten.\n"
    "perflint rules kinds lists the check kinds.",
)


@dataclass(frozen=True, slots=True)
class _Identity:
    """Where the rule goes, and what it is called."""

    file: Path
    code: str
    name: str


@click.command("new", cls=BilingualCommand, message=_MESSAGE)
@click.argument("path", required=False, metavar="[PATH]")
@option("--kind", default=_KIND, metavar="KIND", zh="检查种类，默认 words", en="check kind; words by default")
@option(
    "--scope",
    metavar="|".join(_SCOPES),
    callback=one_of(*_SCOPES),
    zh="对象，默认取该种类的第一个例子",
    en="what the rule is about; by default that of the kind's first example",
)
@option("--code", metavar="CODE", zh="代码，默认下一个空的 ORG 代码", en="code; by default the next free ORG code")
@option("--name", "rule_name", metavar="NAME", zh="名称，默认 my-rule", en="name; my-rule by default")
@shared.config_option
@shared.lang_option
@click.pass_obj
def command(
    session: Session,
    /,
    path: str | None,
    kind: str,
    scope: str | None,
    code: str | None,
    rule_name: str | None,
    config_path: str | None,
) -> int:
    """Write the rule file, and the schema beside it where there is none yet."""
    from perflint.report.json import dump
    from perflint.rulebook.schema import rule_schema
    from perflint.rulebook.template import SCHEMA_NAME, template

    config = shared.read_config(session, config_path)
    found = _kind(kind)
    given = Path(path) if path is not None else next((p for p in config.rules if not p.is_file()), Path())
    new = _identity(given, code, rule_name, config.rules)
    text = template(new.code, new.name, found, scope, session.lang)
    folder = new.file.parent
    folder.mkdir(parents=True, exist_ok=True)
    write_file(new.file, text)
    if not (folder / SCHEMA_NAME).exists():
        write_file(folder / SCHEMA_NAME, dump(rule_schema(), SCHEMA_DEPTH))
    emit(_next_steps(new.file).in_language(session.lang) + "\n")
    return 0


def _kind(name: str) -> KindReference:
    from perflint.checks import kind_names
    from perflint.rulebook.reference import kind_reference

    found = kind_reference(name)
    if found is None:
        near = did_you_mean(name, kind_names())
        raise UsageError(
            f"没有检查种类“{name}”{near.zh or '，可用的见 perflint rules kinds'}",
            f"there is no check kind '{name}'{near.en or '; perflint rules kinds lists them'}",
        )
    return found


def _identity(given: Path, code: str | None, name: str | None, configured: Sequence[Path]) -> _Identity:
    """File, code and name; UsageError where one of them cannot be, or is there already."""
    from perflint.rulebook.book import RULE_SUFFIXES
    from perflint.rulebook.load import CODE, NAME

    is_file = bool(given.suffix) and not given.is_dir()
    if is_file and given.suffix not in RULE_SUFFIXES:
        raise UsageError(
            f"规则文件应以 .yaml 结尾：{given.as_posix()}", f"a rule file ends in .yaml: {given.as_posix()}"
        )
    said, _, rest = given.stem.partition("-") if is_file else ("", "", "")
    if CODE.match(said) and NAME.match(rest):
        code, name = code or said, name or rest
    taken = _taken([*configured, given.parent if is_file else given])
    code = code or next(free for n in range(1, 1000) if (free := f"{_FAMILY}{n:03d}") not in taken)
    name = name or next(free for n in range(1, 1000) if (free := f"{_NAME}-{n}" if n > 1 else _NAME) not in taken)
    if not CODE.match(code):
        raise UsageError(
            f"“{code}”不能用作代码：应为大写字母加三位数字，如 ORG001",
            f"'{code}' cannot be a code: capitals and three digits, as in ORG001",
        )
    if not NAME.match(name):
        raise UsageError(
            f"“{name}”不能用作名称：应为小写字母、数字和连字符，如 missing-weight",
            f"'{name}' cannot be a name: lower-case letters, digits and hyphens, as in missing-weight",
        )
    file = given if is_file else given / f"{code}-{name}{RULE_SUFFIXES[0]}"
    if file.exists():
        raise UsageError(f"{file.as_posix()} 已经存在，不会覆盖", f"{file.as_posix()} exists and is not overwritten")
    for word in (code, name):
        if word in taken:
            raise UsageError(f"“{word}”已有规则使用", f"'{word}' is used by another rule")
    return _Identity(file, code, name)


def _taken(folders: Sequence[Path]) -> set[str]:
    """The codes and names of the shipped rules and of the files in some folders, faulty files included."""
    from perflint.rulebook import load_rulebook

    rules = load_rulebook().rules
    words = {rule.code for rule in rules} | {rule.name for rule in rules}
    for file in {path for folder in folders for path in _rule_files(folder)}:
        try:
            words.update(_TAKEN.findall(file.read_text(encoding="utf-8-sig")))
        except (OSError, ValueError):
            continue
    return words


def _rule_files(folder: Path) -> Iterator[Path]:
    """The files beside the new rule: not those of folders below, which may be a whole checkout."""
    from perflint.rulebook.book import RULE_SUFFIXES

    found = [folder] if folder.is_file() else folder.iterdir() if folder.is_dir() else ()
    yield from (path for path in found if path.suffix in RULE_SUFFIXES and path.is_file())


def _next_steps(file: Path) -> Message:
    """What to do with the file that was written."""
    from perflint.api import shown_path

    path = shown_path(file)
    return Message(
        f"已写好 {path}\n下一步：\n"
        "  1. 改写标题、提示、选项和例子\n"
        f"  2. perflint rules test {path}    看例子是否符合\n"
        f"  3. perflint check --rules {path} 表格    试查",
        f"wrote {path}\nNext:\n"
        "  1. change title, messages, options and examples\n"
        f"  2. perflint rules test {path}    shows whether the examples behave\n"
        f"  3. perflint check --rules {path} TABLES    tries it",
    )
