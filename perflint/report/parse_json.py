"""What was understood of files as JSON, version 1 of the parse contract, every project and indicator with its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from perflint.locate import Locator
from perflint.model import Parsed, Text
from perflint.report.contract import location_json
from perflint.report.json import dump
from perflint.report.parsed import ParsedFile
from perflint.report.view import View

SCHEMA = "perflint-parse/1"
# files, a file, its tables, a table, its projects, a project, its indicators: one line each for what is below.
PARSE_DEPTH = 8


def _place(text: Text, locator: Locator) -> dict[str, Any] | None:
    """Where the text begins."""
    return location_json(locator.locate(text, 0, 1).places[0]) if text.pieces else None


def _tables(parsed: Parsed) -> list[dict[str, Any]]:
    # Only here: `perflint --help` names this reporter and need not load the parsers.
    from perflint.parse.tojson import table_to_json

    locator = Locator(parsed.document)
    tables = []
    for table in parsed.tables:
        document = table_to_json(table)
        for project, project_json in zip(table.projects, document["projects"], strict=True):
            project_json["place"] = _place(project.name or project.goal, locator)
            for indicator, indicator_json in zip(project.indicators, project_json["indicators"], strict=True):
                where = indicator.place or indicator.name or indicator.annual
                indicator_json["place"] = _place(where, locator)
        tables.append(document)
    return tables


def parse_document(files: Sequence[ParsedFile]) -> dict[str, Any]:
    """The contract's document; a file that could not be read has no tables."""
    return {
        "schema": SCHEMA,
        "files": [
            {"path": file.path, "tables": _tables(file.parsed) if file.parsed is not None else []} for file in files
        ],
    }


def render_parse_json(files: Sequence[ParsedFile], view: View) -> str:
    """The parsed tables as JSON text; the language does not matter to it."""
    return dump(parse_document(files), PARSE_DEPTH)
