"""The reports: pure functions from a result to text, each in a module of its own, all named here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from perflint import plugins
from perflint.errors import UsageError
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


def plugin_formats() -> tuple[str, ...]:
    """The formats that installed plugins write beside ours; they go out as those for machines do."""
    return plugins.names(plugins.REPORTERS)


def render(name: str, result: Result, view: View) -> str:
    """The report in a format, ours or a plugin's. Raises UsageError where the plugin cannot be loaded or fails."""
    if name in REPORTERS:
        return REPORTERS[name](result, view)
    reporter = plugins.find(plugins.REPORTERS, name)
    try:
        report = reporter(result, view) if reporter is not None else None
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        raise UsageError(
            f"输出格式“{name}”的插件出错：{reason}", f"the plugin for the format '{name}' failed: {reason}"
        ) from error
    if not isinstance(report, str):
        raise UsageError(f"输出格式“{name}”的插件没有给出文字", f"the plugin for the format '{name}' gave no text")
    return report


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
    "plugin_formats",
    "render",
    "schema_text",
]
