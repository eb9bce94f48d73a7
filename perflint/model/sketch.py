"""What a report needs to draw the tables of a file: their words without cells and places."""

from __future__ import annotations

from collections.abc import Mapping

from perflint.lazyclass import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class IndicatorSketch:
    """An indicator; `cells` holds the words of its fields by the names of the contract, without empty ones."""

    seq: int
    index: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class ProjectSketch:
    """A project, `number` its order in the table from 1; `facts` are goal, completion, amounts, execution, total."""

    number: int
    name: str
    unit: str
    facts: Mapping[str, str]
    indicators: tuple[IndicatorSketch, ...]


@dataclass(frozen=True, slots=True, eq=False)
class TableSketch:
    """A table; `index` counts those of the file from 1, `columns` are the fields that its indicators have."""

    index: int
    kind: str
    title: str
    department: str
    year: int | None
    columns: tuple[str, ...]
    projects: tuple[ProjectSketch, ...]
