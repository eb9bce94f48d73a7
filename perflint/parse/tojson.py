"""Writes tables in the shape of perflint-parse/1, from which they can be read again."""

from __future__ import annotations

from typing import Any

from perflint.lazyregex import lazy_regex
from perflint.model import Amount, Execution, Indicator, Label, Project, Table, Text, Total
from perflint.parse.jsonshape import EXECUTION_KEYS, INDICATOR_KEYS, NUMBER_FIELDS

_PLAIN_NUMBER = lazy_regex(r"-?(?:0|[1-9][0-9]{0,15})(?:\.[0-9]{1,10})?")

Json = dict[str, Any]


def table_to_json(table: Table) -> Json:
    """A table as plain data; missing texts are null, numbers are numbers where they print the same again."""
    return {
        "kind": table.kind,
        "title": _text(table.title),
        "department": _text(table.department),
        "year": table.year.value if table.year else None,
        "year_source": table.year.source if table.year else None,
        "money_unit": _text(table.money_unit),
        "layout": table.layout,
        "fields": sorted(table.fields),
        "dump": table.dump,
        "projects": [_project(project) for project in table.projects],
        "subtotals": [
            {"label": _text(s.label), "unit": _text(s.unit), "amounts": _amounts(s.amounts)} for s in table.subtotals
        ],
        "fragments": [fragment.string for fragment in table.fragments],
    }


def _project(project: Project) -> Json:
    return {
        "unit": _text(project.unit),
        "name": _text(project.name),
        "code": _text(project.code),
        "goal": _text(project.goal),
        "completion": _text(project.completion),
        "amounts": _amounts(project.amounts),
        "execution": _execution(project.execution),
        "points": {points.category: _number(points.value) for points in project.points},
        "total": _total(project.total),
        "place": None,
        "indicators": [_indicator(indicator) for indicator in project.indicators],
    }


def _indicator(indicator: Indicator) -> Json:
    data: Json = {"seq": indicator.seq, "index": indicator.index, "number": _text(indicator.number)}
    garbled = set(indicator.garbled)
    for field, key in INDICATOR_KEYS.items():
        value = getattr(indicator, field)
        if isinstance(value, Label):
            data[key] = value.value or None
            data[f"{key}_code"] = _text(value.code)
            garbled.update([field] if value.garbled else [])
        else:
            data[key] = _number(value) if field in NUMBER_FIELDS else _text(value)
    data["value_label"] = _text(indicator.value_label)
    data["garbled"] = sorted(garbled)
    data["subgoal"] = indicator.subgoal
    data["weight_shared"] = indicator.weight_shared
    data["place"] = None
    return data


def _amounts(amounts: tuple[Amount, ...]) -> list[Json]:
    plain = [{"source": a.source, "column": a.column, "value": _number(a.value)} for a in amounts]
    return [{**entry, "among": True} if a.among else entry for entry, a in zip(plain, amounts, strict=True)]


def _execution(execution: Execution | None) -> Json | None:
    return None if execution is None else {key: _number(getattr(execution, key)) for key in EXECUTION_KEYS}


def _total(total: Total | None) -> Json | None:
    return None if total is None else {"weight": _number(total.weight), "score": _number(total.score)}


def _text(text: Text) -> str | None:
    return text.string or None


def _number(text: Text) -> int | float | str | None:
    """A JSON number where it prints exactly the text again, else the text."""
    string = text.string
    if not string or _PLAIN_NUMBER.fullmatch(string) is None:
        return string or None
    number = float(string) if "." in string else int(string)
    return number if str(number) == string else string
