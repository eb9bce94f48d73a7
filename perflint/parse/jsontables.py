"""Reads tables from JSON: a perflint-parse/1 document, a table, or a bare array of tables, projects, indicators."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, get_args

from perflint.model import (
    EMPTY,
    NO_LABEL,
    Amount,
    BudgetYear,
    Document,
    Execution,
    Indicator,
    JsonNode,
    Label,
    Points,
    Project,
    Subtotal,
    Table,
    Text,
    Total,
)
from perflint.model.tables import TableKind, YearSource
from perflint.parse.entries import Context
from perflint.parse.jsonshape import EXECUTION_KEYS, INDICATOR_KEYS, PROJECT_KEYS
from perflint.parse.labels import read_label
from perflint.parse.titles import kind_of
from perflint.taxonomy import Taxonomy

_LAYOUT = "json"
_MISSING = JsonNode("null", None)


def tables_from_json(node: JsonNode, document: Document, taxonomy: Taxonomy) -> list[Table]:
    """The tables that a JSON value holds; [] where it holds none. What has the wrong type counts as missing."""
    reader = _Reader(taxonomy)
    tables = [reader.table(found, index) for index, found in enumerate(_tables(node), 1)]
    return [table for table in tables if table.projects]


def _tables(node: JsonNode) -> list[JsonNode]:
    """Objects that are tables; bare projects and indicators are put into one."""
    if node.kind == "object":
        if "files" in node.value:
            return [table for file in _array(node, "files") for table in _array(file, "tables")]
        if "tables" in node.value:
            return list(_array(node, "tables"))
        if "projects" in node.value:
            return [node]
        return [_holding("projects", (node,))] if "indicators" in node.value else []
    if node.kind != "array":
        return []
    objects = tuple(entry for entry in node.value if entry.kind == "object")
    if any("projects" in entry.value for entry in objects):
        return [entry for entry in objects if "projects" in entry.value]
    if any("indicators" in entry.value for entry in objects):
        return [_holding("projects", objects)]
    indicators = tuple(entry for entry in objects if {"name", "annual_value"} & entry.value.keys())
    if indicators:
        return [_holding("projects", (_holding("indicators", indicators),))]
    return []


def _holding(key: str, nodes: tuple[JsonNode, ...]) -> JsonNode:
    return JsonNode("object", {key: JsonNode("array", nodes)})


def _get(node: JsonNode, key: str) -> JsonNode:
    found = node.value.get(key, _MISSING) if node.kind == "object" else _MISSING
    assert isinstance(found, JsonNode)
    return found


def _array(node: JsonNode, key: str) -> Sequence[JsonNode]:
    found = _get(node, key)
    return found.value if found.kind == "array" else ()


def _text(node: JsonNode) -> Text:
    return Text.of(node.cell) if node.cell is not None else EMPTY


def _string(node: JsonNode) -> str:
    return node.value if node.kind == "string" else ""


def _int(node: JsonNode, default: int) -> int:
    return int(node.value) if node.kind == "number" and node.value.isdigit() and len(node.value) < 10 else default


class _Reader:
    def __init__(self, taxonomy: Taxonomy) -> None:
        self.taxonomy = taxonomy
        self.context = Context.of(taxonomy)

    def table(self, node: JsonNode, index: int) -> Table:
        """One table object."""
        projects = [p for p in _array(node, "projects") if p.kind == "object"]
        fields = _fields(node, projects)
        title = _text(_get(node, "title"))
        kind = _string(_get(node, "kind"))
        known: tuple[TableKind, ...] = get_args(TableKind)
        return Table(
            index=index,
            kind=next((k for k in known if k == kind), kind_of(title.string, fields)),
            layout=_string(_get(node, "layout")) or _LAYOUT,
            title=title,
            department=_text(_get(node, "department")),
            year=_year(node),
            money_unit=_text(_get(node, "money_unit")),
            fields=fields,
            projects=tuple(self.project(project) for project in projects),
            subtotals=tuple(
                Subtotal(_text(_get(s, "label")), _text(_get(s, "unit")), _amounts(s))
                for s in _array(node, "subtotals")
            ),
            fragments=tuple(_text(f) for f in _array(node, "fragments") if f.kind == "string"),
            dump=_get(node, "dump").value is True,
        )

    def project(self, node: JsonNode) -> Project:
        """One project object."""
        execution, total, points = _get(node, "execution"), _get(node, "total"), _get(node, "points")
        return Project(
            name=_text(_get(node, "name")),
            unit=_text(_get(node, "unit")),
            code=_text(_get(node, "code")),
            goal=_text(_get(node, "goal")),
            completion=_text(_get(node, "completion")),
            amounts=_amounts(node),
            execution=Execution(*(_text(_get(execution, key)) for key in EXECUTION_KEYS))
            if execution.kind == "object"
            else None,
            points=tuple(Points(key, _text(value)) for key, value in points.value.items())
            if points.kind == "object"
            else (),
            total=Total(_text(_get(total, "weight")), _text(_get(total, "score"))) if total.kind == "object" else None,
            indicators=tuple(self.indicator(indicator, index) for index, indicator in enumerate(self.named(node), 1)),
        )

    def named(self, node: JsonNode) -> Iterator[JsonNode]:
        """The indicator objects of a project without template rows: no name, and no value but fillers."""
        keys = ("name", "annual_value", "period_value", "actual_value")
        for entry in _array(node, "indicators"):
            if entry.kind == "object" and not all(self.context.is_filler(_text(_get(entry, key))) for key in keys):
                yield entry

    def indicator(self, node: JsonNode, index: int) -> Indicator:
        """One indicator object; without a `seq` its order is its number."""
        garbled = frozenset(_string(g) for g in _array(node, "garbled"))
        fields: dict[str, Any] = {
            field: _text(_get(node, key)) for field, key in INDICATOR_KEYS.items() if not field.startswith("level")
        }
        indicator = Indicator(
            index,
            _int(_get(node, "seq"), index),
            self.label(node, 1, garbled),
            self.label(node, 2, garbled),
            number=_text(_get(node, "number")),
            value_label=_text(_get(node, "value_label")),
            garbled=garbled,
            subgoal=_int(_get(node, "subgoal"), 0),
            weight_shared=_get(node, "weight_shared").value is True,
        )
        return replace(indicator, **fields)

    def label(self, node: JsonNode, level: int, garbled: frozenset[str]) -> Label:
        """The category label of a level, with its canonical name."""
        text = _text(_get(node, f"level{level}"))
        if not text:
            return NO_LABEL
        code = _text(_get(node, f"level{level}_code"))
        read = read_label(text, level, self.taxonomy).label
        if not read.value or (code and read.code):
            read = Label(text.string, text, code, read.category)
        return replace(read, code=code or read.code, garbled=f"level{level}" in garbled)


def _amounts(node: JsonNode) -> tuple[Amount, ...]:
    return tuple(
        Amount(
            _string(_get(a, "source")),
            _string(_get(a, "column")),
            _text(_get(a, "value")),
            _get(a, "among").value is True,
        )
        for a in _array(node, "amounts")
        if a.kind == "object"
    )


def _year(node: JsonNode) -> BudgetYear | None:
    year = _int(_get(node, "year"), 0)
    source = _string(_get(node, "year_source"))
    known: tuple[YearSource, ...] = get_args(YearSource)
    return BudgetYear(year, next((s for s in known if s == source), "header"), EMPTY) if year else None


def _fields(node: JsonNode, projects: Sequence[JsonNode]) -> frozenset[str]:
    """What the table says that it has a place for; an export that does not say so has one for its own keys."""
    stated = _get(node, "fields")
    if stated.kind == "array":
        return frozenset(_string(entry) for entry in stated.value) - {""}
    keys = {key for p in projects for i in _array(p, "indicators") if i.kind == "object" for key in i.value}
    own = {key for p in projects for key in p.value}
    return frozenset({f for f, key in INDICATOR_KEYS.items() if key in keys} | {k for k in PROJECT_KEYS if k in own})
