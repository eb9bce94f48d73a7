"""Text of tables made harmless: for terminals, for the logs of build servers, and for readers of JSON and markup."""

from __future__ import annotations

import re

from perflint.lazyregex import lazy_regex

# C0 and C1 controls, line and paragraph separators, direction marks and overrides, lone surrogates, non-characters.
_BEYOND = "\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff"
_ACTIVE = lazy_regex(f"[\x00-\x1f\x7f-\x9f{_BEYOND}]")
_IN_JSON = lazy_regex(f"[\x7f-\x9f{_BEYOND}]")
_BLANKS = {"\t": " ", "\n": " ", "\r": " "}
# What build servers take for a command: ##vso[ (Azure Pipelines), ##[ (GitHub's first form), ##teamcity[ anywhere in a
# line; :: (GitHub Actions) at its start, behind blanks too.
_COMMAND = lazy_regex(r"#(?=#(?:vso|teamcity)?\[)", re.IGNORECASE)
_START = lazy_regex(r"\A(\s*):(?=:)")
_MARKUP = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;", ord("'"): "&#39;"}


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    code = ord(char)
    return _BLANKS.get(char) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")


def visible(text: str) -> str:
    """One line of text that neither a terminal nor a build server acts on: blanks for tabs and line ends, escapes for
    the rest."""
    return _COMMAND.sub(r"\\x23", _START.sub(r"\1\\x3a", _ACTIVE.sub(_escape, text)))


def without_commands(text: str) -> str:
    """The text with a full-width # where a build server's command begins: each character keeps its offset, so that the
    text may be cut in pieces and put together again."""
    return _COMMAND.sub("＃", text)


def inert_json(document: str) -> str:
    """A JSON document with the same characters written as JSON escapes; it still reads as the same values."""
    if "##" in document:
        document = _COMMAND.sub(r"\\u0023", document)
    # None of them can be printed: nearly every line is told apart so, in a third of the time.
    if document.isprintable():
        return document
    return _IN_JSON.sub(lambda match: f"\\u{ord(match.group()):04x}", document)


def markup(text: str) -> str:
    """One line of text for HTML and XML, between tags and in quoted attributes; no character is illegal in XML 1.0."""
    return visible(text).translate(_MARKUP)
