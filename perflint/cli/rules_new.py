"""`perflint rules new`: write a filled template of a rule file, and the schema that editors complete it with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from perflint.cli import options as shared
from perflint.cli.help import BilingualCommand, option
from perflint.cli.language import Session
from perflint.cli.output import emit, write_file
from perflint.cli.schema import SCHEMA_DEPTH
from perflint.errors import Message, UsageError, did_you_mean

if TYPE_CHECKING:
    from perflint.rulebook import RuleBook

DEFAULT_KIND = "words"
_FAMILY = "ORG"
_MESSAGE = Message(
    "写一个新规则文件：填好的模板，写出来就能通过。PATH 为文件夹（默认当前文件夹）或 .yaml 文件名；不会覆盖已有文件。",
    "Write a new rule file: a filled template that works as it is. PATH is a folder (the current one by default) or the "
    "name of a .yaml file; nothing is overwritten.",
)


@click.command("new", cls=BilingualCommand, message=_MESSAGE)
@click.argument("path", default=".", metavar="[PATH]")
@option("--kind", default=DEFAULT_KIND, metavar="KIND", zh="检查种类，默认 words", en="check kind; words by default")
@option("--code", metavar="CODE", zh="代码，默认下一个空的 ORG 代码", en="code; by default the next free ORG code")
@option(
    "--name", "rule_name", default="my-rule", metavar="NAME", zh="名称，默认 my-rule", en="name; my-rule by default"
)
@shared.config_option
@shared.lang_option
@click.pass_obj
def command(
    session: Session, /, path: str, kind: str, code: str | None, rule_name: str, config_path: str | None
) -> int:
    """Write the rule file, and the schema beside it where there is none yet."""
    from perflint.checks import find_kind, kind_names
    from perflint.report.json import dump
    from perflint.rulebook.book import RULE_SUFFIXES
    from perflint.rulebook.load import CODE, NAME
    from perflint.rulebook.schema import rule_schema
    from perflint.rulebook.template import SCHEMA_NAME, template, written

    check = find_kind(kind)
    if check is None:
        near = did_you_mean(kind, kind_names())
        raise UsageError(f"没有检查种类“{kind}”{near.zh}", f"there is no check kind '{kind}'{near.en}")
    given = Path(path)
    if given.suffix and given.suffix not in RULE_SUFFIXES and not given.is_dir():
        raise UsageError(f"规则文件应以 .yaml 结尾：{path}", f"a rule file ends in .yaml: {path}")
    folder = given.parent if given.suffix in RULE_SUFFIXES else given
    book = _known_rules(session, config_path, folder)
    taken = {rule.code for rule in book.rules} | {rule.name for rule in book.rules}
    chosen = code or next(free for n in range(1, 1000) if (free := f"{_FAMILY}{n:03d}") not in taken)
    for word, pattern in ((chosen, CODE), (rule_name, NAME)):
        if not pattern.match(word):
            raise UsageError(f"“{word}”不能用作代码或名称", f"'{word}' cannot be a code or a name")
        if word in taken:
            raise UsageError(f"“{word}”已有规则使用", f"'{word}' is used by another rule")
    target = given if folder is not given else folder / f"{chosen}-{rule_name}{RULE_SUFFIXES[0]}"
    if target.exists():
        raise UsageError(
            f"{target.as_posix()} 已经存在，不会覆盖", f"{target.as_posix()} exists and is not overwritten"
        )
    folder.mkdir(parents=True, exist_ok=True)
    write_file(target, template(chosen, rule_name, kind, check))
    if not (folder / SCHEMA_NAME).exists():
        write_file(folder / SCHEMA_NAME, dump(rule_schema(), SCHEMA_DEPTH))
    emit(written(target.as_posix()).in_language(session.lang) + "\n")
    return 0


def _known_rules(session: Session, config_path: str | None, folder: Path) -> RuleBook:
    """The rules whose codes are taken: the shipped ones, the configuration's and those beside the new one."""
    from perflint.rulebook import load_rulebook

    config = shared.read_config(session, config_path)
    return load_rulebook((*config.rules, *((folder,) if folder.is_dir() else ())))
