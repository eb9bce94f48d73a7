"""The reports: pure functions from a result to text, each in a module of its own, all named here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from perflint.model import Result
from perflint.report.concise import render_concise
from perflint.report.json import render_json
from perflint.report.parse_json import render_parse_json
from perflint.report.parse_text import render_parse_text
from perflint.report.parsed import ParsedFile, ParseReporter
from perflint.report.text import render_text
from perflint.report.view import View

Reporter = Callable[[Result, View], str]

REPORTERS: Mapping[str, Reporter] = {
    "text": render_text,
    "concise": render_concise,
    "json": render_json,
}
PARSE_REPORTERS: Mapping[str, ParseReporter] = {
    "text": render_parse_text,
    "json": render_parse_json,
}
# Formats for machines: written in UTF-8 and without colours wherever they go.
MACHINE_FORMATS = frozenset({"json"})
SCHEMAS = {"result": "result-1.json", "parse": "parse-1.json"}


def schema_text(name: str) -> str:
    """The JSON Schema of `result` or `parse`, as published."""
    return (Path(__file__).with_name("schemas") / SCHEMAS[name]).read_text(encoding="utf-8")


__all__ = [
    "MACHINE_FORMATS",
    "PARSE_REPORTERS",
    "REPORTERS",
    "SCHEMAS",
    "ParseReporter",
    "ParsedFile",
    "Reporter",
    "View",
    "schema_text",
]
