"""What a document is: the name under which it is checked, and whether as a table, a rule, or settings."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit

from pygls.uris import from_fs_path, to_fs_path

from perflint.config.find import FILE_NAMES, IGNORE_FILES
from perflint.lazyregex import lazy_regex
from perflint.lsp.setups import Setup
from perflint.read import suffix_of

Kind = Literal["table", "rule", "config", "ignore"]
# Languages of editors -> the suffix of their texts.
LANGUAGES = {
    "plaintext": ".txt",
    "text": ".txt",
    "tsv": ".tsv",
    "csv": ".csv",
    "markdown": ".md",
    "html": ".html",
    "json": ".json",
    "yaml": ".yaml",
}
_TABLES = frozenset((".txt", ".tsv", ".csv", ".md", ".html", ".htm", ".json"))
_DEFINITIONS = frozenset((".yaml", ".yml"))
# Lists of other things are JSON as well; a table has one of these.
_LISTS = lazy_regex(r'"(?:indicators|annual_value|perflint-parse/1)"')
_RULE = lazy_regex(r"^code:[ \t]*[\"']?[A-Z]{2,8}[0-9]{3}\b", re.MULTILINE)
_KIND = lazy_regex(r"^kind:[ \t]*\S", re.MULTILINE)


def path_of(uri: str) -> Path | None:
    """The file of a document, or None where it was never saved."""
    path = to_fs_path(uri)
    return Path(path) if path else None


def uri_of(path: Path) -> str:
    """The address of a file."""
    return from_fs_path(str(path)) or path.as_uri()


def name_of(uri: str, language: str) -> str | None:
    """The name under which a document is checked: its path, with a suffix of its language where it has none that is
    read. None for a document that is no table and no definition."""
    path = path_of(uri)
    name = path.as_posix() if path is not None else unquote(urlsplit(uri).path).rpartition("/")[2] or "untitled"
    if suffix_of(name) in _TABLES | _DEFINITIONS:
        return name
    suffix = LANGUAGES.get(language.lower())
    return name + suffix if suffix is not None else None


def kind_of(name: str, text: str, setup: Setup) -> Kind | None:
    """What a document is checked as; None for one that is no business of ours."""
    base = name.rpartition("/")[2]
    if suffix_of(name) not in _DEFINITIONS:
        is_list = suffix_of(name) != ".json" or _LISTS.search(text) is not None
        return "table" if is_list and not setup.leaves_out(Path(name)) else None
    if base in FILE_NAMES:
        return "config"
    path = Path(name)
    if base in IGNORE_FILES or (setup.options.ignore_file is not None and path == setup.options.ignore_file):
        return "ignore"
    below = any(path == folder or path.is_relative_to(folder) for folder in setup.options.rules_dirs)
    return "rule" if below or (_RULE.search(text) and _KIND.search(text)) else None
