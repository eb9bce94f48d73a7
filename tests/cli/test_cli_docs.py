"""What the documentation says is what there is: commands, options, formats, the output at the top of the READMEs."""

import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from perflint.cli import COMMANDS, cli
from perflint.read import READERS
from perflint.report import REPORTERS

ROOT = Path(__file__).parents[2]
READMES = ("README.md", "README.zh-CN.md")
USAGE = (ROOT / "docs/usage.md").read_text(encoding="utf-8")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def fences(name: str) -> list[tuple[str, str]]:
    return FENCE.findall((ROOT / name).read_text(encoding="utf-8"))


def options(command: click.Command) -> set[str]:
    return {name for p in command.params if isinstance(p, click.Option) for name in p.opts if name != "--help"}


def test_every_command_is_documented() -> None:
    assert [name for name in COMMANDS if f"perflint {name}" not in USAGE] == []


def test_every_option_is_documented() -> None:
    command = cli.get_command(click.Context(cli), "check")
    assert command is not None
    assert sorted(name for name in options(command) if f"`{name}" not in USAGE) == []


def test_no_option_is_documented_that_is_not_there() -> None:
    known = {"--version", "--help"} | options(cli)
    for name in COMMANDS:
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        known |= options(command)
        if isinstance(command, click.Group):
            inner = [command.get_command(click.Context(command), sub) for sub in command.list_commands(None)]
            known |= {option for sub in inner if sub is not None for option in options(sub)}
    for name in (*READMES, "docs/usage.md", "docs/json.md"):
        words = re.findall(r"(?<![\w-])--[a-z][a-z-]+", (ROOT / name).read_text(encoding="utf-8"))
        assert {word for word in words if word not in known} == set(), name


@pytest.mark.parametrize("name", READMES)
def test_every_format_is_documented(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert [suffix for suffix in READERS if f"`{suffix}`" not in text] == []
    assert [reporter for reporter in REPORTERS if f"`-f {reporter}`" not in text] == []


def test_both_readmes_have_the_same_commands() -> None:
    english, chinese = ([(kind, body) for kind, body in fences(name) if kind == "sh"] for name in READMES)
    strip = re.compile(r"\s+#.*")
    assert [strip.sub("", body) for _, body in english] == [strip.sub("", body) for _, body in chinese]
    assert len(english[0][1].splitlines()) == 2


@pytest.mark.parametrize("name", READMES)
def test_the_output_at_the_top_is_real(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("PERFLINT_LANG", raising=False)
    command, _, shown = fences(name)[0][1].partition("\n")
    assert command.startswith("$ perflint ")
    done = CliRunner().invoke(cli, shlex.split(command)[2:], catch_exceptions=False)
    assert shown == done.stdout
