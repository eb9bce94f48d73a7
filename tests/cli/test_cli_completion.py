"""Completion in shells: the scripts, and what is proposed."""

import shutil
import subprocess

import pytest
from click.testing import CliRunner

from perflint.cli import cli
from perflint.cli.completion import SHELLS, VARIABLE


def proposed(*words):
    env = {VARIABLE: "bash_complete", "COMP_WORDS": " ".join(("perflint", *words)), "COMP_CWORD": str(len(words))}
    done = CliRunner(env=env).invoke(cli, [], prog_name="perflint")
    return [line.partition(",")[2] for line in done.stdout.splitlines()]


@pytest.mark.parametrize("shell", SHELLS)
def test_scripts(shell):
    script = CliRunner().invoke(cli, ["completion", shell], catch_exceptions=False).stdout
    assert f"{VARIABLE}={shell}_complete" in script
    program = shutil.which(shell)
    if program is not None:
        assert subprocess.run([program, "-n"], input=script, text=True, capture_output=True).returncode == 0


def test_an_unknown_shell_is_named():
    done = CliRunner().invoke(cli, ["--lang", "en", "completion", "powershel"], catch_exceptions=False)
    assert (done.exit_code, "bash|zsh|fish" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("words", "some"),
    [
        (("ch",), ["check"]),
        (("check", "--sel"), ["--select"]),
        (("check", "--select", "VAG00"), [f"VAG00{n}" for n in range(1, 8)]),
        (("check", "--ignore", "STR010,vague"), ["STR010,vague-value"]),
        (("check", "-f", "sar"), ["sarif"]),
        (("check", "--pack", "hu"), ["hubei"]),
        (("check", "--limit", "pa"), ["pages="]),
        (("--lang", "e"), ["en"]),
        (("explain", "hedg"), ["hedged-value", "hedged"]),
    ],
)
def test_proposals(words, some):
    assert proposed(*words) == some
