"""The language of a run, and click's own complaints as sentences in it."""

from __future__ import annotations

import os
from collections.abc import Sequence

import click

from perflint.errors import Message, did_you_mean
from perflint.lazyclass import dataclass

LANGUAGES = ("zh", "en")
VARIABLE = "PERFLINT_LANG"
DEFAULT = "zh"


@dataclass(slots=True)
class Session:
    """The language of a run: `lang` holds unless a configuration file asks for another and nobody `chose`."""

    lang: str = DEFAULT
    chosen: bool = False


def lang_of(ctx: click.Context) -> str:
    """The language of the run that a click context belongs to."""
    session = ctx.find_object(Session)
    return session.lang if session is not None else DEFAULT


def session_for(words: Sequence[str]) -> Session:
    """The language that the arguments or the environment ask for; known before the arguments are parsed."""
    chosen = os.environ.get(VARIABLE, "")
    for index, word in enumerate(words):
        if word == "--":
            break
        if word == "--lang" and index + 1 < len(words):
            chosen = words[index + 1]
        elif word.startswith("--lang="):
            chosen = word.removeprefix("--lang=")
    return Session(chosen, True) if chosen in LANGUAGES else Session()


def _parameter(error: click.BadParameter) -> str:
    if error.param is None:
        return error.param_hint if isinstance(error.param_hint, str) else ""
    return error.param.human_readable_name if isinstance(error.param, click.Argument) else error.param.opts[-1]


def _option_usage(error: click.BadOptionUsage) -> Message:
    name = error.option_name
    if "does not take a value" in error.message:
        return Message(f"选项 {name} 不带参数值", f"option {name} does not take a value")
    return Message(f"选项 {name} 缺少参数值", f"option {name} needs a value")


def translate(error: click.ClickException) -> Message:
    """The sentence for an error that click raised; what click adds later stays in its own words."""
    if isinstance(error, click.NoSuchOption):
        near = did_you_mean(error.option_name, sorted(error.possibilities or ()))
        name = error.option_name
        return Message(f"没有选项 {name}{near.zh}", f"there is no option {name}{near.en}")
    if isinstance(error, click.BadOptionUsage):
        return _option_usage(error)
    if isinstance(error, click.MissingParameter):
        name = _parameter(error)
        return Message(f"缺少参数 {name}", f"the argument {name} is missing")
    if isinstance(error, click.UsageError) and "unexpected extra argument" in error.message:
        words = error.message.partition("(")[2].rstrip(").")
        return Message(f"多余的参数：{words}", f"unexpected argument: {words}")
    return Message(error.format_message(), error.format_message())
