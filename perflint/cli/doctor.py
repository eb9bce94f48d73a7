"""`perflint doctor`: what is ready on this machine, what is missing, and what to do about it."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from perflint.cli import options as shared
from perflint.cli.help import BilingualCommand
from perflint.cli.inputs import deliver
from perflint.cli.language import Session
from perflint.cli.output import colours
from perflint.errors import Message
from perflint.report import MACHINE_FORMATS
from perflint.report.json import dump
from perflint.report.parse_text import aligned
from perflint.report.safe import visible
from perflint.report.view import View
from perflint.version import __version__

if TYPE_CHECKING:
    from perflint.doctor import Condition

    Parts = dict[str, list[Condition]]

_MESSAGE = Message(
    "试读各种格式的样例，显示本机能读哪些格式、缺少什么、怎么办。\n"
    "退出码：0 perflint 自带的功能齐全（LibreOffice 可有可无）；2 有损坏之处，须重新安装。",
    "Try a sample of every format and show what is ready on this machine, what is missing and what to do.\n"
    "Exit status: 0 all that comes with perflint works (LibreOffice may be missing); 2 something is broken.",
)
_STATES = {
    "ready": (Message("就绪", "ready"), "help"),
    "missing": (Message("缺少", "missing"), "warning"),
    "broken": (Message("损坏", "broken"), "error"),
}
_UNREAD = Message(
    "不读取：扫描件和图片（其中没有文字）、OFD、加密的文件",
    "not read: scans and pictures (they hold no text), OFD, encrypted files",
)


@click.command("doctor", cls=BilingualCommand, message=_MESSAGE)
@shared.format_option(("text", "json"))
@shared.config_option
@shared.pack_option
@shared.limit_option
@shared.lang_option
@click.pass_obj
def command(session: Session, /, formats: tuple[str, ...], **given: Any) -> int:
    """Try everything and show it; the exit status is returned."""
    from perflint import doctor

    wanted = shared.targets(formats, ("text", "json"))
    config = shared.read_config(session, given["config_path"], given["packs"])
    options = shared.build(session, config, given)
    parts = {
        "formats": list(doctor.formats(options.limits)),
        "plugins": list(doctor.additions()),
        "cache": [doctor.cache()],
    }
    about = _about(config.path.as_posix() if config.path is not None else None)
    reports = []
    for target in wanted:
        view = View(session.lang, target.file is None and target.format == "text" and colours(sys.stdout))
        reports.append((target, _json(about, parts, view) if target.format == "json" else _text(about, parts, view)))
    deliver(reports, (), MACHINE_FORMATS)
    broken = any(condition.state == "broken" for conditions in parts.values() for condition in conditions)
    return 2 if broken else 0


def _about(config: str | None) -> dict[str, Any]:
    """What a report of a fault should say of the machine."""
    from perflint.rulebook import load_rulebook
    from perflint.words import VOCABULARY_VERSION

    return {
        "version": __version__,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()}".strip(),
        "output": getattr(sys.stdout, "encoding", None),
        "rules": len(load_rulebook().rules),
        "vocabulary": VOCABULARY_VERSION,
        "config": config,
    }


def _json(about: dict[str, Any], parts: Parts, view: View) -> str:
    shown = {
        name: [
            {"name": c.name, "state": c.state, "by": c.by, "detail": c.detail.in_language(view.lang)}
            for c in conditions
        ]
        for name, conditions in parts.items()
    }
    return dump({**about, **shown})


def _text(about: dict[str, Any], parts: Parts, view: View) -> str:
    none = view.say("无", "none")
    config, output = about["config"] or none, about["output"] or none
    head = [
        f"perflint {about['version']}  Python {about['python']}  {about['system']}",
        view.say(
            f"规则 {about['rules']} 条，词库 {about['vocabulary']}，输出编码 {output}，配置文件 {config}",
            f"rules: {about['rules']}, vocabulary: {about['vocabulary']}, output: {output}, configuration: {config}",
        ),
    ]
    lines = [*map(visible, head), ""]
    for title, name in (("读取的格式", "formats"), ("插件", "plugins"), ("缓存", "cache")):
        if parts[name]:
            lines.append(view.paint(view.say(title, name), "bold"))
            lines.extend(_rows(parts[name], view))
        if name == "formats":
            lines.extend([f"  {_UNREAD.in_language(view.lang)}", ""])
    return "".join(line + "\n" for line in lines)


def _rows(conditions: Sequence[Condition], view: View) -> Iterator[str]:
    """A line for each condition; what is to be known of it stands below."""
    cells = [[_STATES[c.state][0].in_language(view.lang), visible(c.name), visible(c.by)] for c in conditions]
    for (word, *_), line, condition in zip(cells, aligned(cells), conditions, strict=True):
        yield "  " + view.paint(word, _STATES[condition.state][1]) + line.removeprefix(word)
        detail = condition.detail.in_language(view.lang)
        if detail:
            yield f"      {visible(detail)}"
