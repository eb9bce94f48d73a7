"""`perflint config show`: the options that hold here, and the file they come from."""

from __future__ import annotations

from typing import Any

import click

from perflint.cli import options as shared
from perflint.cli.help import BilingualCommand, BilingualGroup
from perflint.cli.language import Session
from perflint.cli.output import emit
from perflint.errors import Message
from perflint.report.json import dump

SUMMARY = Message("显示生效的配置", "show the configuration that holds here")


@click.command("show", cls=BilingualCommand, message=SUMMARY)
@shared.config_option
@shared.lang_option
@click.pass_obj
def _show(session: Session, /, config_path: str | None) -> int:
    config = shared.read_config(session, config_path)
    options = shared.build(session, config, {})
    shown: dict[str, Any] = {
        "file": config.path.as_posix() if config.path is not None else None,
        "profile": options.profile,
        "select": list(options.select),
        "ignore": list(options.ignore),
        "rules": [folder.as_posix() for folder in options.rules_dirs],
        "year": options.year,
        "fail_level": config.fail_level or "error",
        "lang": options.lang,
        "exclude": list(options.exclude),
        "taxonomy": dict(options.taxonomy or {}),
    }
    emit(dump(shown), machine=True)
    return 0


@click.group(
    "config",
    cls=BilingualGroup,
    message=SUMMARY,
    summaries={"show": SUMMARY},
    load={"show": _show}.__getitem__,
    invoke_without_command=True,
)
@shared.lang_option
@click.pass_context
def command(ctx: click.Context) -> int:
    """The group; alone it shows."""
    return 0 if ctx.invoked_subcommand is not None else int(ctx.invoke(_show, config_path=None))
