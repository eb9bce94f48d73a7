"""Plugins: the worked example passes its own tests, and one that does not work is named in a sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from perflint import plugins
from perflint.api import Options, check_bytes, rulebook
from perflint.errors import DefinitionError, UsageError
from perflint.report import REPORTERS, View, render

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "plugin"
BROKEN = """
import missing_module_of_the_plugin
"""
POOR = """
def kind():
    pass

def reader(data, name):
    raise ValueError("no such record")

def empty_reader(data, name):
    return None

def reporter(result, view):
    return 1 / 0

def silent_reporter(result, view):
    return None
"""
POINTS = """
[perflint.checks]
broken = broken_plugin:Kind
poor = poor_plugin:kind
words = broken_plugin:Kind
[perflint.readers]
poor = poor_plugin:reader
void = poor_plugin:empty_reader
broken = broken_plugin:reader
[perflint.reporters]
poor = poor_plugin:reporter
void = poor_plugin:silent_reporter
broken = broken_plugin:reporter
json = broken_plugin:reporter
"""


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """A folder on the path with a distribution whose plugins do not work."""
    (tmp_path / "broken_plugin.py").write_text(BROKEN, encoding="utf-8")
    (tmp_path / "poor_plugin.py").write_text(POOR, encoding="utf-8")
    info = tmp_path / "poor_plugins-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: poor-plugins\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(POINTS, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    for cached in (plugins.find, plugins._points):
        cached.cache_clear()
    yield tmp_path
    for cached in (plugins.find, plugins._points):
        cached.cache_clear()


def test_the_worked_example_passes_its_own_tests(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation", "--no-index",
         "--target", str(tmp_path), str(EXAMPLE)],
        check=True, capture_output=True,
    )  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-c", os.devnull, str(EXAMPLE / "tests")],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout
    assert "5 passed" in done.stdout


def rule_of(kind, folder):
    source = (ROOT / "rules" / "STR" / "STR010-too-few-indicators.yaml").read_text(encoding="utf-8")
    rules = folder / "rules"
    rules.mkdir()
    source = source.replace("STR010", "ORG010").replace("too-few-indicators", "own-rule")
    (rules / "ORG010-own-rule.yaml").write_text(source.replace("kind: count", f"kind: {kind}"), encoding="utf-8")
    return Options(rules_dirs=(rules,))


def test_a_kind_that_cannot_be_loaded_is_named(installed):
    with pytest.raises(UsageError) as caught:
        rulebook(rule_of("broken", installed))
    assert caught.value.message.en == (
        "'broken' of the plugin poor-plugins (broken_plugin:Kind) cannot be loaded: "
        "ModuleNotFoundError: No module named 'missing_module_of_the_plugin'"
    )


def test_what_is_no_kind_is_refused(installed):
    with pytest.raises(UsageError, match="what a plugin gives as 'poor' is no check kind"):
        rulebook(rule_of("poor", installed))


def test_an_unknown_kind_is_compared_with_those_of_plugins(installed):
    with pytest.raises(DefinitionError, match="there is no check kind 'brokn'; did you mean 'broken'"):
        rulebook(rule_of("brokn", installed))


@pytest.mark.parametrize(
    ("suffix", "reason"),
    [
        ("poor", "the plugin for .poor failed: ValueError: no such record"),
        ("void", "the plugin for .void gave no Document"),
        ("broken", "cannot be loaded"),
        ("other", "readable are: .broken .csv .doc .docm"),
    ],
)
def test_a_reader_that_fails_makes_an_unreadable_file(installed, suffix, reason):
    result = check_bytes(b"x", f"a.{suffix}", Options(lang="en"))
    assert [d.rule for d in result.diagnostics] == ["PRS001"]
    assert reason in result.diagnostics[0].message


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("poor", "the plugin for the format 'poor' failed: ZeroDivisionError: division by zero"),
        ("void", "the plugin for the format 'void' gave no text"),
        ("broken", "cannot be loaded"),
    ],
)
def test_a_reporter_that_fails_is_named(installed, name, reason):
    result = check_bytes(b"[]", "a.json")
    with pytest.raises(UsageError, match=reason):
        render(name, result, View())


def test_names_of_our_own_cannot_be_taken_over(installed):
    result = check_bytes(b"[]", "a.json")
    assert render("json", result, View()) == REPORTERS["json"](result, View())
