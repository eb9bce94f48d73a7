"""Commands and options whose help speaks both languages, laid out by display width."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from perflint.cli.language import lang_of
from perflint.cli.output import emit
from perflint.errors import Message, UsageError, did_you_mean
from perflint.text import display_width

F = TypeVar("F", bound=Callable[..., Any])
_MAX_WIDTH = 100


class BilingualOption(click.Option):
    """An option with its help in both languages."""

    def __init__(self, *args: Any, zh: str = "", en: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.message = Message(zh, en)


def option(*names: str, zh: str, en: str, **kwargs: Any) -> Callable[[F], F]:
    """A click option with help in both languages."""
    return click.option(*names, cls=BilingualOption, zh=zh, en=en, **kwargs)


def _show_help(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        emit(ctx.get_help() + "\n")
        ctx.exit()


def one_of(*words: str) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    """A click callback that takes one of a few words; a wrong one is answered with the nearest."""

    def check(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
        if value is None or value in words:
            return value
        name = f"{param.opts[-1]} " if isinstance(param, click.Option) else ""
        near = did_you_mean(value, words)
        known = "|".join(words)
        raise UsageError(
            f"{name}不能是“{value}”，可用：{known}{near.zh}", f"{name}cannot be '{value}'; use {known}{near.en}"
        )

    return check


def _break(text: str, width: int) -> list[str]:
    """Lines of at most `width` columns: Latin words stay whole, Chinese may break anywhere but before a mark."""
    lines, line = [], ""
    for word in _words(text):
        if line and display_width(line + word.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += word if line else word.lstrip()
    return [*lines, line.rstrip()]


def _words(text: str) -> list[str]:
    words: list[str] = []
    for char in text:
        last = words[-1][-1] if words else ""
        latin = char < "\u2e80" and last < "\u2e80" and last != " "
        if words and (latin or char in "，。；：、）”！？ "):
            words[-1] += char
        else:
            words.append(char)
    return words


def definition_list(rows: Sequence[tuple[str, str]], width: int) -> list[str]:
    """Terms and what they mean in two columns."""
    left = min(34, max((display_width(term) for term, _ in rows), default=0)) + 2
    lines = []
    for term, meaning in rows:
        first, *rest = _break(meaning, max(30, width - left - 2))
        if display_width(term) + 2 > left:
            lines.append(f"  {term}")
            term = ""
        lines.append(f"  {term}{' ' * (left - display_width(term))}{first}".rstrip())
        lines.extend(" " * (left + 2) + line for line in rest)
    return lines


def _option_term(param: click.Option) -> str:
    names = ", ".join(sorted(param.opts, key=len))
    return names if param.is_flag else f"{names} {param.metavar or (param.name or '').upper()}"


class BilingualCommand(click.Command):
    """A command with its description in both languages and the options listed below it."""

    def __init__(self, *args: Any, message: Message, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.message = message

    def get_help_option(self, ctx: click.Context) -> click.Option:
        """--help, by our own stream: click's writes past it where a console is not UTF-8."""
        return BilingualOption(
            ["--help"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_show_help,
            zh="显示帮助",
            en="show this help",
        )

    def usage_words(self, lang: str) -> list[str]:
        """What follows the command's name in its usage line."""
        words = ["[选项]" if lang == "zh" else "[OPTIONS]"]
        words.extend(p.metavar or p.human_readable_name for p in self.params if isinstance(p, click.Argument))
        return words

    def further_sections(self, ctx: click.Context, width: int) -> list[str]:
        """Sections between the description and the options."""
        return []

    def get_help(self, ctx: click.Context) -> str:
        """The whole help as text, without a line end."""
        import shutil

        lang = lang_of(ctx)
        width = min(_MAX_WIDTH, shutil.get_terminal_size((_MAX_WIDTH, 24)).columns)
        usage = " ".join([ctx.command_path, *self.usage_words(lang)])
        lines = [f"用法：{usage}" if lang == "zh" else f"Usage: {usage}", ""]
        for paragraph in self.message.in_language(lang).split("\n"):
            lines.extend(_break(paragraph, width - 2))
        lines.extend(self.further_sections(ctx, width))
        options = [p for p in self.get_params(ctx) if isinstance(p, BilingualOption)]
        rows = [(_option_term(p), p.message.in_language(lang)) for p in options]
        lines.extend(["", "选项：" if lang == "zh" else "Options:", *definition_list(rows, width)])
        return "\n".join(lines)


class BilingualGroup(BilingualCommand, click.Group):
    """A group whose commands are listed with their first sentence, and loaded only when they are called."""

    # Name -> its first sentence; `load` gives the command itself.
    summaries: dict[str, Message]

    def __init__(
        self, *args: Any, summaries: dict[str, Message], load: Callable[[str], click.Command], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.summaries = summaries
        self._load = load

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands' names in the order in which help lists them."""
        return list(self.summaries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, loaded now, or None."""
        return self._load(cmd_name) if cmd_name in self.summaries else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does it, with a sentence of ours where there is no such command."""
        name = args[0]
        command = None if name.startswith("-") else self.get_command(ctx, name)
        if command is not None:
            return name, command, args[1:]
        if name.startswith("-"):
            return super().resolve_command(ctx, args)
        near = did_you_mean(name, list(self.summaries))
        known = " ".join(self.summaries)
        raise UsageError(
            f"没有命令“{name}”{near.zh or f'，可用：{known}'}",
            f"there is no command '{name}'{near.en or f'; use {known}'}",
        )

    def usage_words(self, lang: str) -> list[str]:
        """A group takes a command."""
        return ["命令 [选项]…"] if lang == "zh" else ["COMMAND [OPTIONS]…"]

    def further_sections(self, ctx: click.Context, width: int) -> list[str]:
        """The commands."""
        lang = lang_of(ctx)
        rows = [(name, message.in_language(lang)) for name, message in self.summaries.items()]
        return ["", "命令：" if lang == "zh" else "Commands:", *definition_list(rows, width)]
