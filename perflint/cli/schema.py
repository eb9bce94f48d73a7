"""`perflint schema`: the JSON Schemas of rule files, configurations, results and parsed tables."""

from __future__ import annotations

import click

from perflint.cli import options as shared
from perflint.cli.help import BilingualCommand, one_of
from perflint.cli.language import Session
from perflint.cli.output import emit
from perflint.errors import Message
from perflint.report import schema_text
from perflint.report.json import dump

SCHEMA_DEPTH = 6
_MESSAGE = Message(
    "输出 JSON Schema：rule 为规则文件，config 为配置文件，result 为 check 的 JSON，parse 为 parse 的 JSON。",
    "Print a JSON Schema: rule for rule files, config for configurations, result for the JSON of check, parse for the "
    "JSON of parse.",
)


@click.command("schema", cls=BilingualCommand, message=_MESSAGE)
@click.argument("name", callback=one_of("rule", "config", "result", "parse"), metavar="rule|config|result|parse")
@shared.lang_option
@click.pass_obj
def command(session: Session, /, name: str) -> int:
    """Print one schema; the language does not matter to it."""
    if name == "rule":
        from perflint.rulebook.schema import rule_schema

        emit(dump(rule_schema(), SCHEMA_DEPTH), machine=True)
    elif name == "config":
        from perflint.options import configuration_schema

        emit(dump(configuration_schema(), SCHEMA_DEPTH), machine=True)
    else:
        emit(schema_text(name), machine=True)
    return 0
