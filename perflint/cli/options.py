"""The options that several commands share, declared once, and their sum with the configuration file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from perflint.cli import complete
from perflint.cli.complete import proposing
from perflint.cli.help import one_of, option
from perflint.cli.language import LANGUAGES, Session
from perflint.errors import UsageError, did_you_mean
from perflint.lazyclass import dataclass

if TYPE_CHECKING:
    from perflint.api import Options
    from perflint.config import Config

# As in the model, which `perflint --help` does not load.
_SEVERITIES = ("error", "warning", "info")
F = TypeVar("F", bound=Callable[..., Any])
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


def _year(ctx: click.Context, param: click.Parameter, value: str | None) -> int | None:
    if value is None:
        return None
    if value.isascii() and value.isdigit() and _FIRST_YEAR <= int(value[:9]) <= _LAST_YEAR:
        return int(value)
    raise UsageError(
        f"--year 应为 {_FIRST_YEAR} 至 {_LAST_YEAR} 之间的年份，不能是“{value}”",
        f"--year takes a year from {_FIRST_YEAR} to {_LAST_YEAR}, not '{value}'",
    )


def _jobs(ctx: click.Context, param: click.Parameter, value: str | None) -> int | None:
    if value is None:
        return None
    if value.isascii() and value.isdigit() and len(value) < 4:
        return int(value)
    raise UsageError(
        f"--jobs 应为 0 至 999 的整数，不能是“{value}”", f"--jobs takes a whole number from 0 to 999, not '{value}'"
    )


def _limits(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> dict[str, int]:
    from perflint.read.limits import NAMES

    limits = {}
    for word in value:
        name, _, number = (part.strip() for part in word.partition("="))
        if name not in NAMES:
            near, known = did_you_mean(name, NAMES), " ".join(NAMES)
            raise UsageError(
                f"没有上限“{name}”{near.zh or f'，可用：{known}'}",
                f"there is no limit '{name}'{near.en or f'; use {known}'}",
            )
        if not (number.isascii() and number.isdigit() and 0 < len(number) < 12 and int(number)):
            raise UsageError(f"--limit 应写成 {name}=正整数", f"--limit takes {name}= and a positive integer")
        limits[name] = int(number)
    return limits


@dataclass(frozen=True, slots=True)
class Target:
    """One report: its format, and its file or None for standard output."""

    format: str
    file: Path | None


lang_option = option(
    "--lang",
    metavar="zh|en",
    callback=one_of(*LANGUAGES),
    shell_complete=proposing(lambda: LANGUAGES),
    expose_value=False,
    zh="输出语言，默认 zh，也可用环境变量 PERFLINT_LANG",
    en="language of the output; zh by default, also PERFLINT_LANG",
)
config_option = option(
    "--config",
    "config_path",
    metavar="FILE",
    type=click.Path(),
    zh="配置文件；默认从当前文件夹向上找 perflint.yaml 或 pyproject.toml 的 [tool.perflint]",
    en="configuration file; by default the nearest perflint.yaml or [tool.perflint] upwards",
)
pack_option = option(
    "--pack",
    "packs",
    metavar="NAME",
    multiple=True,
    shell_complete=proposing(complete.packs),
    zh="另用一个配置包（见 perflint config packs）或配置文件，优先于配置文件，可重复",
    en="also use a pack (see perflint config packs) or a file; goes before the configuration; repeatable",
)
rules_option = option(
    "--rules",
    "rules_dirs",
    metavar="PATH",
    type=click.Path(),
    multiple=True,
    zh="另加一个规则文件夹或文件，可重复",
    en="add a folder or a file of rules; repeatable",
)
profile_option = option(
    "--profile",
    metavar="default|strict",
    shell_complete=proposing(lambda: ("default", "strict")),
    callback=one_of("default", "strict"),
    zh="规则组合：default 或更严的 strict",
    en="set of rules: default, or strict for more",
)
select_option = option(
    "--select",
    metavar="RULES",
    multiple=True,
    shell_complete=proposing(complete.rules),
    zh="只用这些规则：代码、类别或名称，逗号分隔，可重复",
    en="only these rules: codes, families or names, comma-separated, repeatable",
)
ignore_option = option(
    "--ignore",
    metavar="RULES",
    multiple=True,
    shell_complete=proposing(complete.rules),
    zh="不用这些规则，写法同 --select，加在配置文件的之后",
    en="leave these rules out; written as for --select, added to the configuration's",
)
year_option = option(
    "--year",
    metavar="YEAR",
    callback=_year,
    zh="预算年度，优先于表中写明的年度",
    en="budget year; goes before what the tables say",
)
fail_level_option = option(
    "--fail-level",
    metavar="|".join(_SEVERITIES),
    callback=one_of(*_SEVERITIES),
    shell_complete=proposing(lambda: _SEVERITIES),
    zh="从哪一级起退出码为 1，默认 error",
    en="severity from which the exit status is 1; error by default",
)
jobs_option = option(
    "--jobs",
    metavar="N",
    callback=_jobs,
    zh="同时检查几个文件；默认为 0，即按处理器的个数，文件少而小时为 1",
    en="how many files are checked at a time; 0, the default: one for each processor, or 1 for few, small files",
)
cache_option = option(
    "--no-cache",
    is_flag=True,
    zh="不用以前的检查结果，也不留下这次的",
    en="do not use what earlier runs found, and keep nothing of this one",
)
limit_option = option(
    "--limit",
    "limits",
    metavar="NAME=N",
    multiple=True,
    callback=_limits,
    shell_complete=proposing(complete.limits),
    zh="放宽或收紧读取的上限，如 size_mb=64、pages=2000、seconds=120，可重复",
    en="raise or lower a limit of reading, as size_mb=64, pages=2000, seconds=120; repeatable",
)
ignore_file_option = option(
    "--ignore-file",
    metavar="FILE",
    type=click.Path(),
    zh="忽略清单；默认从当前文件夹向上找 perflint-ignore.yaml",
    en="file of suppressions; by default the nearest perflint-ignore.yaml upwards",
)
baseline_option = option(
    "--baseline",
    metavar="FILE",
    type=click.Path(),
    zh="已知问题的基线（见 perflint baseline write），只报告其中没有的",
    en="baseline of known findings (see perflint baseline write); only others are reported",
)
stdin_option = option(
    "--stdin-filename",
    metavar="NAME",
    zh="路径为 - 时标准输入的文件名，由它判断格式",
    en="the name of standard input where the path is -; tells its format",
)


template_option = option(
    "--template",
    metavar="FILE",
    zh="-f template 的模板文件，写法见 docs/formats.md",
    en="the template of -f template; docs/formats.md tells how to write one",
)


def format_option(known: Sequence[str]) -> Callable[[F], F]:
    """-f/--format for a command with these formats."""
    words = "|".join(known)
    return option(
        "-f",
        "--format",
        "formats",
        metavar="NAME[=FILE]",
        multiple=True,
        shell_complete=proposing(lambda: known),
        zh=f"输出格式 {words}，默认 text；=FILE 写入文件；可重复",
        en=f"output format {words}, text by default; =FILE writes a file; repeatable",
    )


def targets(
    formats: Sequence[str], known: Sequence[str], more: Callable[[], Sequence[str]] = tuple
) -> tuple[Target, ...]:
    """What -f asked for; `more` names further formats and is asked only where one is not known.

    Raises UsageError for an unknown format, two on standard output, or one file twice.
    """
    found: list[Target] = []
    for word in formats or ("text",):
        name, equals, file = word.partition("=")
        if name not in known and name not in more():
            known = (*known, *more())
            near, words = did_you_mean(name, known), " ".join(known)
            raise UsageError(
                f"没有输出格式“{name}”{near.zh or f'，可用：{words}'}",
                f"there is no format '{name}'{near.en or f'; use {words}'}",
            )
        if equals and not file:
            raise UsageError(f"“{word}”缺少文件名", f"'{word}' names no file")
        found.append(Target(name, Path(file) if equals else None))
    places = [target.file for target in found]
    if places.count(None) > 1:
        raise UsageError(
            "只有一种格式能写到标准输出，其余请写成 NAME=FILE",
            "only one format can go to standard output; write the others as NAME=FILE",
        )
    for place in places:
        if place is not None and places.count(place) > 1:
            raise UsageError(f"两种格式写入同一个文件 {place}", f"two formats go to the same file {place}")
    return tuple(found)


def read_template(file: str | None, wanted: Sequence[Target]) -> tuple[str | None, str]:
    """The text and the suffix of the user's template. Raises UsageError where it is missing, unread or faulty."""
    asked = any(target.format == "template" for target in wanted)
    if asked != (file is not None):
        raise UsageError("-f template 与 --template FILE 要一起用", "-f template and --template FILE go together")
    if file is None:
        return None, ""
    from perflint.report.template import parse

    path = Path(file)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or str(error)
        raise UsageError(f"读不了模板 {file}：{reason}", f"cannot read the template {file}: {reason}") from error
    parse(text, path.suffix)
    return text, path.suffix


def words(given: Sequence[str]) -> tuple[str, ...]:
    """The words of repeated, comma-separated options, each once; full-width commas separate too."""
    parts = (part.strip() for text in given for part in text.replace("，", ",").split(","))
    return tuple(dict.fromkeys(part for part in parts if part))


def read_config(session: Session, config_path: str | None, packs: Sequence[str] = ()) -> Config:
    """The configuration and the packs over it; its language holds where nobody chose another."""
    from perflint.config import load

    config = load(config_path, Path.cwd(), packs)
    if config.lang is not None and not session.chosen:
        session.lang = config.lang
    return config


def with_options(config: Config, given: dict[str, Any]) -> Config:
    """The configuration with what the command line says: it replaces, --ignore and --rules add."""
    from perflint.config import Layer

    values = {
        "profile": given.get("profile"),
        "select": words(given.get("select", ())),
        "ignore": words(given.get("ignore", ())),
        "rules": tuple(Path(folder) for folder in given.get("rules_dirs", ())),
        "year": given.get("year"),
        "fail_level": given.get("fail_level"),
        "jobs": given.get("jobs"),
        "limits": given.get("limits"),
        "ignore_file": _path(given.get("ignore_file")),
        "baseline": _path(given.get("baseline")),
    }
    said = {key: value for key, value in values.items() if value not in (None, "", (), {})}
    names = {key: f"--{key.replace('_', '-')}" for key in said} | {"limits": "--limit"}
    return config.plus(Layer(said, options=names))


def _path(given: str | None) -> Path | None:
    return None if given is None else Path(given)


def build(session: Session, config: Config, given: dict[str, Any]) -> Options:
    """The options of a run: the command line before the configuration."""
    from perflint.options import options_of

    whole = with_options(config, given)
    options = options_of(whole, session.lang)
    return replace(options, jobs=whole.jobs or 0, cache=not given.get("no_cache"))
