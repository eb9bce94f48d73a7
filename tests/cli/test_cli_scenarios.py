"""Runs the scenarios: each file holds input files, commands, and all that they must print.

A scenario is a text of sections, each opened by a line `==== what argument`:

    file NAME       a file that exists before the first command
    stdin           standard input of the next command
    env NAME=VALUE  the environment of all commands below
    run WORDS       a command, as typed behind `perflint`
    status N        its exit status
    stdout, stderr  all that it printed; a stream that is not named has to be empty
    written NAME    a file as the command left it

Text before the first section says what the scenario is about. `{{x1b}}` stands for a control character, `{{here}}` for
the folder of the run.
"""

import re
import shlex
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from click.testing import CliRunner

from perflint.cli import cli

FOLDER = Path(__file__).parent / "scenarios"
SECTION = re.compile(r"^==== (\w+) ?(.*)$\n?", re.MULTILINE)
CONTROL = re.compile(r"\{\{x([0-9a-f]+)\}\}")
EXPECTATIONS = ("status", "stdout", "stderr", "written")


@dataclass
class Command:
    """A command and what it has to do."""

    words: list[str]
    stdin: str = ""
    env: dict[str, str] = field(default_factory=dict)
    status: int = 0
    streams: dict[str, str] = field(default_factory=lambda: {"stdout": "", "stderr": ""})
    written: dict[str, str] = field(default_factory=dict)


def sections(text: str) -> list[tuple[str, str, str]]:
    """(what, argument, text) of every section."""
    parts = [CONTROL.sub(lambda m: chr(int(m[1], 16)), part) for part in SECTION.split(text)[1:]]
    return list(zip(*[iter(parts)] * 3, strict=True))


def read(text: str) -> tuple[dict[str, str], list[Command]]:
    """The files and the commands of a scenario."""
    files: dict[str, str] = {}
    commands: list[Command] = []
    env: dict[str, str] = {}
    stdin = ""
    for what, argument, body in sections(text):
        if what in EXPECTATIONS:
            command = commands[-1]
            if what == "status":
                command.status = int(argument)
            elif what == "written":
                command.written[argument] = body
            else:
                command.streams[what] = body
        elif what == "file":
            files[argument] = body
        elif what == "stdin":
            stdin = body
        elif what == "env":
            name, _, value = argument.partition("=")
            env = env | {name: value}
        elif what == "run":
            commands.append(Command(shlex.split(argument), stdin, env))
            stdin = ""
        else:
            raise ValueError(f"no such section: {what}")
    return files, commands


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.scenario")), ids=lambda path: path.stem)
def test_scenario(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PERFLINT_LANG", raising=False)
    files, commands = read(path.read_text(encoding="utf-8"))
    assert commands
    for name, text in files.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    for command in commands:
        done = CliRunner(env=command.env).invoke(cli, command.words, command.stdin, catch_exceptions=False)
        streams = {"stdout": done.stdout, "stderr": done.stderr.replace(tmp_path.as_posix(), "{{here}}")}
        assert streams == command.streams, command.words
        assert done.exit_code == command.status, command.words
        for name, text in command.written.items():
            assert (tmp_path / name).read_text(encoding="utf-8") == text


def test_sections_are_read() -> None:
    files, commands = read(
        "About.\n==== file a.txt\n1\n\n2\n==== env A=b=c\n==== stdin\nx{{x1b}}\n"
        "==== run check '-' --year 2024\n==== status 2\n==== stderr\nno\n==== run rules\n==== stdout\n"
    )
    assert files == {"a.txt": "1\n\n2\n"}
    assert commands == [
        Command(["check", "-", "--year", "2024"], "x\x1b\n", {"A": "b=c"}, 2, {"stdout": "", "stderr": "no\n"}),
        Command(["rules"], "", {"A": "b=c"}),
    ]
