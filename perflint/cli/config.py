"""`perflint config`: the configuration that holds here, where each setting comes from, and the packs there are."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from perflint.cli import options as shared
from perflint.cli.help import BilingualCommand, BilingualGroup, option
from perflint.cli.language import Session
from perflint.cli.output import emit, write_file
from perflint.cli.schema import SCHEMA_DEPTH
from perflint.errors import Message, UsageError
from perflint.report.json import dump

if TYPE_CHECKING:
    from perflint.config import Config
    from perflint.options import Options

SUMMARY = Message("显示生效的配置", "show the configuration that holds here")
_SUMMARIES = {
    "show": SUMMARY,
    "init": Message("写一份带说明的配置文件", "write a configuration with comments"),
    "packs": Message("列出配置包", "list the packs"),
}
_SHOW = Message(
    "以 JSON 显示生效的配置；--why 则逐项列出由哪个文件、配置包或选项设定，以及哪些规则因此与默认不同。",
    "Show the configuration that holds here, as JSON; with --why list each setting with the file, pack or option that "
    "made it, and the rules that differ from their defaults because of it.",
)
_INIT = Message(
    "在当前文件夹写一份带说明的 perflint.yaml，旁边放一份供编辑器补全的 JSON Schema。已有的文件不覆盖。",
    "Write perflint.yaml with comments into the current folder, and beside it a JSON Schema by which editors complete "
    "it. Nothing is overwritten.",
)
_PACKS = Message(
    "列出配置包：名称、标题、理由。用 extends 写入配置文件，或用 --pack 指定。",
    "List the packs: name, title, reasons. Name one under extends in a configuration, or with --pack.",
)


def document(config: Config, options: Options) -> dict[str, Any]:
    """The configuration as JSON prints it."""
    return {
        "file": config.path.as_posix() if config.path is not None else None,
        "layers": [layer.source.pack or layer.source.shown for layer in config.layers if layer.source is not None],
        "profile": options.profile,
        "select": list(options.select),
        "enable": list(options.enable),
        "ignore": list(options.ignore),
        "severity": dict(options.severity),
        "options": {rule: dict(given) for rule, given in options.options.items()},
        "schemes": list(options.schemes),
        "scoring": list(options.scoring),
        "rules": [folder.as_posix() for folder in options.rules_dirs],
        "year": options.year,
        "fail_level": config.fail_level or "error",
        "lang": options.lang,
        "jobs": options.jobs,
        "limits": asdict(options.limits),
        "exclude": list(options.exclude),
        "ignore_file": options.ignore_file.as_posix() if options.ignore_file is not None else None,
        "baseline": options.baseline.as_posix() if options.baseline is not None else None,
        "taxonomy": dict(options.taxonomy or {}),
    }


@click.command("show", cls=BilingualCommand, message=_SHOW)
@option("--why", is_flag=True, zh="逐项说明由何处设定", en="say of each setting where it was made")
@shared.profile_option
@shared.select_option
@shared.ignore_option
@shared.rules_option
@shared.config_option
@shared.pack_option
@shared.year_option
@shared.fail_level_option
@shared.lang_option
@click.pass_obj
def _show(session: Session, /, **given: Any) -> int:
    from perflint.options import exact

    config = exact(shared.with_options(shared.read_config(session, given["config_path"], given["packs"]), given))
    options = shared.build(session, config, {})
    if given["why"]:
        from perflint import api
        from perflint.cli.why import reasons

        emit(reasons(config, document(config, options), api.rulebook(options), session.lang))
    else:
        emit(dump(_plain(document(config, options))), machine=True)
    return 0


def _plain(value: Any) -> Any:
    """Settings as JSON has them; YAML and TOML know dates, which it does not."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, str | int | float) else str(value)


@click.command("init", cls=BilingualCommand, message=_INIT)
@shared.pack_option
@shared.lang_option
@click.pass_obj
def _init(session: Session, /, packs: tuple[str, ...]) -> int:
    from perflint.config import find
    from perflint.config.template import SCHEMA_NAME, template
    from perflint.options import configuration_schema

    file = Path(find.FILE_NAMES[0])
    there = next((name for name in find.FILE_NAMES if Path(name).exists()), None)
    if there is not None:
        raise UsageError(f"{there} 已经存在，不会覆盖", f"{there} exists and is not overwritten")
    # A pack that there is not is told before anything is written.
    find.load(None, Path("/"), packs)
    write_file(file, template(packs, session.lang))
    if not Path(SCHEMA_NAME).exists():
        write_file(Path(SCHEMA_NAME), dump(configuration_schema(), SCHEMA_DEPTH))
    say = Message(
        f"已写好 {file}，生效情况见 perflint config show --why",
        f"wrote {file}; perflint config show --why explains it",
    )
    emit(say.in_language(session.lang) + "\n")
    return 0


@click.command("packs", cls=BilingualCommand, message=_PACKS)
@shared.lang_option
@click.pass_obj
def _packs(session: Session, /) -> int:
    from perflint.config import packs

    lang = session.lang
    blocks = (f"{p.name}  {p.title.in_language(lang)}\n  {p.why.in_language(lang)}\n" for p in packs())
    emit("".join(blocks))
    return 0


@click.group(
    "config",
    cls=BilingualGroup,
    message=SUMMARY,
    summaries=_SUMMARIES,
    load={"show": _show, "init": _init, "packs": _packs}.__getitem__,
    invoke_without_command=True,
)
@shared.lang_option
@click.pass_context
def command(ctx: click.Context) -> int:
    """The group; alone it shows."""
    if ctx.invoked_subcommand is not None:
        return 0
    return int(ctx.invoke(_show, select=(), ignore=(), rules_dirs=(), packs=()))
