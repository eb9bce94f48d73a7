"""Groups of commands that do nothing by themselves: alone they show how they are used."""

from __future__ import annotations

from collections.abc import Mapping

import click

from perflint.cli import options as shared
from perflint.cli.help import BilingualGroup
from perflint.cli.output import complain
from perflint.errors import Message


def group_of(
    name: str, message: Message, summaries: dict[str, Message], commands: Mapping[str, click.Command]
) -> click.Command:
    """The group of the commands, each with its first sentence; called without one it ends with 2."""

    @click.group(
        name,
        cls=BilingualGroup,
        message=message,
        summaries=summaries,
        load=commands.__getitem__,
        invoke_without_command=True,
    )
    @shared.lang_option
    @click.pass_context
    def command(ctx: click.Context) -> int:
        if ctx.invoked_subcommand is None:
            complain(ctx.get_help())
            return 2
        return 0

    return command
