"""Text of tables made harmless for terminals: control characters and direction marks become visible escapes."""

from __future__ import annotations

import re

# C0 and C1 controls, line and paragraph separators, direction marks and overrides, lone surrogates.
_HARMFUL = "\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff"
_ACTIVE = re.compile(f"[{_HARMFUL}]")
_IN_JSON = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_BLANKS = {"\t": " ", "\n": " ", "\r": " "}


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    code = ord(char)
    return _BLANKS.get(char) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")


def visible(text: str) -> str:
    """One line of text that a terminal cannot act on: blanks for tabs and line ends, escapes for the rest."""
    return _ACTIVE.sub(_escape, text)


def inert_json(document: str) -> str:
    """A JSON document with the same characters written as JSON escapes; it still reads as the same values."""
    return _IN_JSON.sub(lambda match: f"\\u{ord(match.group()):04x}", document)
