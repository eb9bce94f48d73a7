"""The editors' side is what the server knows: settings, languages, commands; and what is shipped names no machine."""

import json
import re
from pathlib import Path

from perflint.lsp.actions import ASK, FIX_ALL
from perflint.lsp.documents import LANGUAGES
from perflint.lsp.marks import PAGE
from perflint.lsp.server import EXPLAIN, IGNORE
from perflint.lsp.settings import NAMES

ROOT = Path(__file__).parents[2]
VSCODE = ROOT / "editors" / "vscode"
DOCS = (ROOT / "docs/editors.md").read_text(encoding="utf-8")
PACKAGE = json.loads((VSCODE / "package.json").read_text(encoding="utf-8"))
CODE = (VSCODE / "src/extension.ts").read_text(encoding="utf-8")
# What a client says of itself, and what the extension says to nobody but the editor.
OWN = {"explainLinks", "asksReasons"}
EDITORS = {"perflint.path", "perflint.trace.server"}


def test_every_setting_is_offered_and_documented():
    offered = set(PACKAGE["contributes"]["configuration"]["properties"])
    assert offered == {f"perflint.{name}" for name in NAMES if name not in OWN} | EDITORS
    readme = (VSCODE / "README.md").read_text(encoding="utf-8")
    assert [name for name in offered if f"`{name}`" not in readme] == []
    assert [name for name in NAMES if f"`{name}`" not in DOCS] == []
    assert all(name in CODE for name in OWN)


def test_both_languages_say_the_same_keys():
    english, chinese = (
        json.loads((VSCODE / name).read_text(encoding="utf-8"))
        for name in ("package.nls.json", "package.nls.zh-cn.json")
    )
    used = set(re.findall(r"%([\w.]+)%", json.dumps(PACKAGE)))
    assert set(english) == set(chinese) == used


def test_the_extension_opens_what_the_server_checks():
    listed = re.search(r"const LANGUAGES = \[(.*?)\]", CODE)
    languages = re.findall(r'"(\w+)"', listed[1])
    # Neovim's word for plain text.
    assert set(languages) == set(LANGUAGES) - {"text"}
    assert PACKAGE["activationEvents"] == [f"onLanguage:{language}" for language in languages]


def test_requests_and_commands_are_those_of_the_server():
    for word in (EXPLAIN, IGNORE, ASK):
        assert f'"{word}"' in CODE and f"`{word}`" in DOCS
    assert f"`{FIX_ALL}`" in DOCS
    assert PAGE.format(code="CODE") in DOCS
    assert {c["command"] for c in PACKAGE["contributes"]["commands"]} == {"perflint.restart", "perflint.explain"}
    # These would be registered twice.
    assert f'registerCommand("{IGNORE}"' not in CODE


def test_the_lock_file_names_no_registry():
    text = (VSCODE / "package-lock.json").read_text(encoding="utf-8")
    lock = json.loads(text)
    assert '"resolved"' not in text
    assert lock["version"] == PACKAGE["version"] and len(lock["packages"]) > 10
    assert "omit-lockfile-registry-resolved=true" in (VSCODE / ".npmrc").read_text(encoding="utf-8")


def test_the_client_has_as_many_lines_as_is_said():
    lines = len((ROOT / "examples/editor/marks.py").read_text(encoding="utf-8").splitlines())
    for name in ("docs/editors.md", "CHANGELOG.md"):
        assert f"{lines} lines" in (ROOT / name).read_text(encoding="utf-8")
