"""The reports: pure functions from a result to text, each in a module of its own, all named here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path

from perflint import plugins
from perflint.errors import UsageError
from perflint.lazyclass import dataclass
from perflint.model import Result
from perflint.report.parsed import ParsedFile, ParseReporter
from perflint.report.view import View

Reporter = Callable[[Result, View], str]


@dataclass(frozen=True, slots=True)
class Format:
    """A format of `check`: the module and the function that write it, loaded when it is called.

    `machine` formats are written in UTF-8 and without colours wherever they go; `sketch` ones draw the tables and ask
    the run to keep what they draw, `context` ones the words around each finding.
    """

    module: str
    function: str
    machine: bool = True
    sketch: bool = False
    context: bool = False

    def __call__(self, result: Result, view: View) -> str:
        """The report. Raises UsageError where the user's template is at fault."""
        reporter: Reporter = getattr(import_module(f"{__name__}.{self.module}"), self.function)
        return reporter(result, view)


@dataclass(frozen=True, slots=True)
class ParseFormat:
    """A format of `parse`, loaded likewise."""

    module: str
    function: str

    def __call__(self, files: Sequence[ParsedFile], view: View) -> str:
        """The report."""
        reporter: ParseReporter = getattr(import_module(f"{__name__}.{self.module}"), self.function)
        return reporter(files, view)


REPORTERS: Mapping[str, Format] = {
    "text": Format("text", "render_text", machine=False, context=True),
    "concise": Format("concise", "render_concise", machine=False),
    "grouped": Format("grouped", "render_grouped", machine=False),
    "json": Format("json", "render_json"),
    "jsonl": Format("jsonl", "render_jsonl"),
    "sarif": Format("sarif", "render_sarif"),
    "junit": Format("junit", "render_junit"),
    "github": Format("github", "render_github"),
    "gitlab": Format("gitlab", "render_gitlab"),
    "rdjson": Format("rdjson", "render_rdjson"),
    "rdjsonl": Format("rdjson", "render_rdjsonl"),
    "azure": Format("azure", "render_azure"),
    "checkstyle": Format("checkstyle", "render_checkstyle"),
    "markdown": Format("markdown", "render_markdown"),
    "csv": Format("csv", "render_csv"),
    "html": Format("html", "render_html", sketch=True),
    "template": Format("template", "render_template"),
}
PARSE_REPORTERS: Mapping[str, ParseFormat] = {
    "text": ParseFormat("parse_text", "render_parse_text"),
    "json": ParseFormat("parse_json", "render_parse_json"),
}
MACHINE_FORMATS = frozenset(name for name, written in REPORTERS.items() if written.machine)
SKETCHED = frozenset(name for name, written in REPORTERS.items() if written.sketch)
# Those that never look at the words around a finding; what a plugin looks at is not known.
BARE = frozenset(name for name, written in REPORTERS.items() if not written.context)
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
    "BARE",
    "MACHINE_FORMATS",
    "PARSE_REPORTERS",
    "REPORTERS",
    "SCHEMAS",
    "SKETCHED",
    "Format",
    "ParseFormat",
    "ParsedFile",
    "Reporter",
    "View",
    "plugin_formats",
    "render",
    "schema_text",
]
