"""What the documentation says is what there is: commands, options, formats, the output at the top of the READMEs."""

import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from perflint import plugins
from perflint.checks import KINDS
from perflint.checks.support.patterns import TIME_LIMIT
from perflint.cli import COMMANDS, cli
from perflint.config.keys import KEYS
from perflint.config.packs import pack_names
from perflint.engine.run import INDICATOR_SECONDS, RULE_SECONDS
from perflint.read import SUFFIXES
from perflint.report import REPORTERS
from perflint.report.table import COLUMNS
from perflint.report.template import ESCAPES, LISTS
from perflint.rulebook import load_rulebook

ROOT = Path(__file__).parents[2]
READMES = ("README.md", "README.zh-CN.md")
USAGE = (ROOT / "docs/usage.md").read_text(encoding="utf-8")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def fences(name: str) -> list[tuple[str, str]]:
    return FENCE.findall((ROOT / name).read_text(encoding="utf-8"))


def options(command: click.Command) -> set[str]:
    return {name for p in command.params if isinstance(p, click.Option) for name in p.opts if name != "--help"}


def commands() -> dict[str, click.Command]:
    """Every command and subcommand by its words."""
    found: dict[str, click.Command] = {}
    for name in COMMANDS:
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        found[name] = command
        if isinstance(command, click.Group):
            for sub in command.list_commands(click.Context(command)):
                inner = command.get_command(click.Context(command), sub)
                assert inner is not None
                found[f"{name} {sub}"] = inner
    return found


def section_of(words: str) -> str:
    """The part of docs/usage.md about a command."""
    found = re.search(rf"^## `perflint {words}\b.*?(?=^## |\Z)", USAGE, re.MULTILINE | re.DOTALL)
    return found[0] if found else ""


@pytest.mark.parametrize("words", [words for words in commands() if words not in ("rules", "config")])
def test_every_command_has_a_section_with_its_options(words: str) -> None:
    section = section_of(words)
    assert section, f"docs/usage.md has no section about perflint {words}"
    # What most commands take stands with `check`.
    everywhere = SHARED - (options(commands()["check"]) if words == "check" else set())
    assert sorted(options(commands()[words]) - everywhere - _named(section)) == []


SHARED = {
    "--lang", "--config", "--rules", "--pack", "--profile", "--select", "--ignore", "-f", "--format", "--year",
    "--ignore-file", "--jobs", "--limit",
}  # fmt: skip


def _named(section: str) -> set[str]:
    return set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", section))


def test_every_command_stands_in_the_readmes() -> None:
    for name in READMES:
        text = (ROOT / name).read_text(encoding="utf-8")
        missing = [words for words in commands() if words != "rules" and f"perflint {words}" not in text]
        assert missing == [], name


def test_every_kind_and_rule_is_documented() -> None:
    kinds = (ROOT / "docs/kinds.md").read_text(encoding="utf-8")
    assert [kind for kind in KINDS if f"\n## {kind}\n" not in kinds] == []
    index = (ROOT / "docs/rules/README.md").read_text(encoding="utf-8")
    assert [rule.code for rule in load_rulebook().rules if f"[{rule.code}]({rule.code}.md)" not in index] == []


@pytest.mark.parametrize("name", (*READMES, "docs/usage.md"))
def test_every_pack_is_documented(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert [pack for pack in pack_names() if pack not in text] == []


def test_every_key_of_a_configuration_is_documented() -> None:
    keys = USAGE.partition("\n## Configuration\n")[2]
    assert [key for key in KEYS if f"`{key}`" not in keys] == []


def test_every_schema_is_documented() -> None:
    metavar = next(p.metavar for p in commands()["schema"].params if isinstance(p, click.Argument))
    assert f"`perflint schema {metavar}`" in USAGE


def test_every_group_of_plugins_and_every_limit_is_documented() -> None:
    for text in (USAGE, (ROOT / "examples/plugin/README.md").read_text(encoding="utf-8")):
        assert all(f"`{group}`" in text for group in (plugins.CHECKS, plugins.READERS, plugins.REPORTERS))
    assert f"{TIME_LIMIT} seconds" in USAGE
    assert f"{RULE_SECONDS:g} seconds" in USAGE
    assert f"{INDICATOR_SECONDS:g} seconds" in USAGE


def test_the_statuses_are_documented_where_they_are_given() -> None:
    for words in ("check", "rules test"):
        assert all(f"{status} " in section_of(words) or f"{status}:" in section_of(words) for status in (0, 1, 2))


def test_no_option_is_documented_that_is_not_there() -> None:
    known = {"--version", "--help"} | options(cli)
    known |= {option for command in commands().values() for option in options(command)}
    for name in (
        *READMES,
        "docs/usage.md",
        "docs/json.md",
        "docs/formats.md",
        "examples/rules/README.md",
        "examples/plugin/README.md",
    ):
        words = re.findall(r"(?<![\w-])--[a-z][a-z-]+", (ROOT / name).read_text(encoding="utf-8"))
        assert {word for word in words if word not in known} == set(), name


@pytest.mark.parametrize("name", READMES)
def test_every_format_is_documented(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert [suffix for suffix in SUFFIXES if f"`{suffix}`" not in text] == []
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


FORMATS = (ROOT / "docs/formats.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## \w+\n|\Z)", FORMATS, re.MULTILINE | re.DOTALL))


def test_every_format_has_a_section() -> None:
    assert list(SECTIONS) == list(REPORTERS)
    for name in (*COLUMNS, "where", *ESCAPES, *LISTS):
        assert f"`{name}`" in SECTIONS["template"]


@pytest.mark.parametrize("name", [name for name in REPORTERS if name not in ("template", "html")])
def test_the_samples_of_formats_are_real(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("PERFLINT_LANG", raising=False)
    command = re.search(r"`perflint (--lang en check .*?) -f NAME (\S+)`", FORMATS)
    assert command is not None
    words = [*shlex.split(command[1]), "-f", name, command[2]]
    real = CliRunner().invoke(cli, words, catch_exceptions=False).stdout.replace("\r\n", "\n").lstrip("\ufeff")
    (sample,) = FENCE.findall(SECTIONS[name])
    shown = sample[1].splitlines()
    for line, printed in zip(shown, real.splitlines(), strict=False):
        assert printed.startswith(line.removesuffix("…")) and (line == printed or line.endswith("…"))
    # A sample of some of the lines says so.
    assert len(shown) == len(real.splitlines()) or shown[-1] == "…"
