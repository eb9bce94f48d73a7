"""The CI kit: hooks and the action do what they say, and every command in docs/ci.md is one."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
import yaml

from perflint.cli import cli
from perflint.read import SUFFIXES

ROOT = Path(__file__).parents[2]
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
TABLE = (
    "# 2025年项目支出绩效目标表\n\n| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n| --- | --- | --- | --- |\n"
    "| 产出指标 | 质量指标 | 渠道质量 | {value} |\n"
)


@pytest.fixture
def folder(tmp_path):
    """A folder with tables, and perflint on the path."""
    programs = tmp_path / "bin"
    programs.mkdir()
    program = programs / "perflint"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m perflint "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    (tmp_path / "good.md").write_text(TABLE.format(value="≥95%"), encoding="utf-8")
    (tmp_path / "bad one.md").write_text(TABLE.format(value="明显改善"), encoding="utf-8")
    (tmp_path / "README.md").write_text("# 说明\n\n没有表。\n", encoding="utf-8")
    return tmp_path


def run(folder, command, **env):
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        command,
        cwd=folder,
        env=os.environ | {"PATH": path, "PERFLINT_LANG": "en"} | env,
        capture_output=True,
        text=True,
    )


def hook(folder, name, *words):
    return run(folder, [*shlex.split(HOOKS[name]["entry"]), *HOOKS[name].get("args", ()), *words])


@pytest.mark.skipif(sys.platform == "win32", reason="the program is a script")
def test_hooks(folder):
    assert hook(folder, "perflint", "good.md").returncode == 0
    assert hook(folder, "perflint", "README.md").returncode == 0
    bad = hook(folder, "perflint", "good.md", "bad one.md")
    assert (bad.returncode, "bad one.md:5:24: error VAG001" in bad.stdout) == (1, True)
    assert hook(folder, "perflint-all", ".").returncode == 1


def test_hooks_know_every_suffix():
    every = re.compile(HOOKS["perflint-all"]["files"])
    # Old Word documents want LibreOffice, which not every machine that commits has.
    expected = [suffix for suffix, reader in SUFFIXES.items() if reader != "word"]
    assert [suffix for suffix in expected if not every.search(f"a{suffix}")] == []
    assert not re.search(HOOKS["perflint"]["files"], "README.md")


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_the_action_runs_what_it_is_told(folder):
    output, summary = folder / "output", folder / "summary"
    step = ACTION["runs"]["steps"][-1]
    assert set(step["env"]) == {"PERFLINT_PATHS", "PERFLINT_ARGS", "PERFLINT_SARIF"}
    script = ["bash", str(ROOT / "scripts/action.sh")]
    files = {"GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary)}
    done = run(folder, script, PERFLINT_PATHS="bad one.md\ngood.md\n", PERFLINT_SARIF="out.sarif", **files)
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::error file=bad one.md,line=5,")
    assert (folder / "out.sarif").is_file()
    assert output.read_text() == "status=1\n"
    assert "VAG001" in summary.read_text(encoding="utf-8")
    done = run(folder, script, PERFLINT_PATHS="bad one.md", PERFLINT_ARGS="--ignore\nVAG001\n")
    assert (done.returncode, done.stderr) == (0, "")
    # Words of a workflow are words, whatever they hold.
    done = run(folder, script, PERFLINT_PATHS="$(touch pwned); `touch pwned`\n--exit-zero", PERFLINT_ARGS="")
    assert done.returncode == 2
    assert not (folder / "pwned").exists()


def test_nothing_of_a_workflow_is_put_into_a_script():
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")


COMMANDS = re.findall(r"perflint check ([^\n|'`]*)", (ROOT / "docs/ci.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize("words", COMMANDS)
def test_commands_of_the_guide_are_commands(words):
    check = cli.get_command(click.Context(cli), "check")
    known = {name for p in check.params for name in p.opts if name.startswith("-")}
    assert [word for word in shlex.split(words) if word.startswith("-") and word.split("=")[0] not in known] == []
