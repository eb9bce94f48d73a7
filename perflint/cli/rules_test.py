"""`perflint rules test`: run the examples of rule files and show what fired where, and why not."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from perflint.cli import options as shared
from perflint.cli.help import BilingualCommand, option
from perflint.cli.inputs import deliver
from perflint.cli.language import Session
from perflint.cli.output import colours
from perflint.errors import Message
from perflint.report.view import View

FORMATS = ("text", "json")
_MESSAGE = Message(
    "运行规则文件里的例子：哪条报了、报在哪里、为什么没报，以及与其他规则的混淆情况。PATHS 为规则文件夹或文件；"
    "不写则取配置中的规则文件夹，没有时取自带规则。\n退出码：0 全部符合；1 有例子不符；2 规则文件或用法有误。",
    "Run the examples of rule files: what fired where, why not, and which rules are mixed up. PATHS are folders or "
    "files of rules; without them those of the configuration, else the shipped ones.\n"
    "Exit status: 0 all behave; 1 an example does not; 2 wrong use or a faulty rule file.",
)


@click.command("test", cls=BilingualCommand, message=_MESSAGE)
@click.argument("paths", nargs=-1, metavar="[PATHS]…")
@shared.format_option(FORMATS)
@option(
    "-v",
    "--verbose",
    is_flag=True,
    zh="规则很多时也逐个列出例子",
    en="list every example, however many rules there are",
)
@shared.config_option
@shared.lang_option
@click.pass_obj
def command(session: Session, /, paths: tuple[str, ...], **given: Any) -> int:
    """Run and report; 1 where an example does not behave."""
    from perflint import api
    from perflint.engine.trials import IN_FULL
    from perflint.report.trials import render_trials, render_trials_json

    wanted = shared.targets(given["formats"], FORMATS)
    config = shared.read_config(session, given["config_path"])
    done = api.rule_trials([Path(path) for path in paths], shared.build(session, config, given), given["verbose"])
    every = given["verbose"] or len({trial.rule.code for trial in done}) <= IN_FULL
    reports = []
    for target in wanted:
        view = View(session.lang, target.file is None and target.format == "text" and colours(sys.stdout))
        text = render_trials_json(done) if target.format == "json" else render_trials(done, view, every)
        reports.append((target, text))
    deliver(reports, [trial.rule.path for trial in done], frozenset({"json"}))
    return 1 if any(trial.fault for trial in done) else 0
