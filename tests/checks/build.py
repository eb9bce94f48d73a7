"""Subjects for the tests of check kinds, built by hand: every text is a cell of its own."""

from functools import cache
from itertools import count

from perflint.checks.base import Context
from perflint.model import (
    EMPTY,
    NO_LABEL,
    Amount,
    Cell,
    Finding,
    Indicator,
    Label,
    NotEnoughData,
    Project,
    Subject,
    Table,
    Text,
)
from perflint.taxonomy import load_taxonomy

_ROWS = count()
TEXT_FIELDS = ("name", "period", "annual", "actual", "weight", "score", "reason", "note", "formula", "unit", "baseline",
               "number", "value_label")  # fmt: skip


def text(string, row=None):
    """A text that is the whole of one cell."""
    return Text.of(Cell(string, row=next(_ROWS) if row is None else row)) if string else EMPTY


def label(string, level, code=""):
    """A label as the parsers give it, its category resolved."""
    if not string:
        return NO_LABEL
    category = taxonomy().resolve(string, level)
    return Label(string, text(string), text(code), category.name if category else None)


@cache
def taxonomy():
    return load_taxonomy()


def indicator(index=1, seq=None, level1="", level2="", garbled=(), **fields):
    """An indicator of strings; `level1` and `level2` are labels."""
    texts = {k: text(v) for k, v in fields.items() if k in TEXT_FIELDS}
    rest = {k: v for k, v in fields.items() if k not in TEXT_FIELDS}
    return Indicator(
        index,
        index if seq is None else seq,
        level1 if isinstance(level1, Label) else label(level1, 1),
        level2 if isinstance(level2, Label) else label(level2, 2),
        garbled=frozenset(garbled),
        **texts,
        **rest,
    )


def project(*indicators, name="河道治理", amounts=(), **fields):
    """A project of strings with indicators as dicts or values; amounts are (source, column, value)."""
    built = tuple(i if isinstance(i, Indicator) else indicator(n, **i) for n, i in enumerate(indicators, 1))
    texts = {k: text(v) for k, v in fields.items() if isinstance(v, str)}
    rest = {k: v for k, v in fields.items() if not isinstance(v, str)}
    money = tuple(Amount(source, column, text(value)) for source, column, value in amounts)
    return Project(text(name), amounts=money, indicators=built, **texts, **rest)


def table(*projects, fields="level1 level2 name period annual goal", title="项目支出绩效目标表", **rest):
    """A table with a place for the given fields."""
    kind, places = rest.pop("kind", "target"), frozenset(fields.split())
    return Table(1, kind, "list", text(title), fields=places, projects=projects, **rest)


def context(*fields, year=None):
    """A context with the packaged taxonomy."""
    from perflint.values import parse_value

    return Context(taxonomy(), fields, lambda string: parse_value(string, taxonomy().units), year)


def subject_of(whole, project_index=None, indicator_index=None):
    """The table, its project, or the project's indicator, as a subject; both indices count from 0."""
    chosen = whole.projects[project_index] if project_index is not None else None
    item = chosen.indicators[indicator_index] if indicator_index is not None else None
    return Subject(whole, chosen, item)


def one(**fields):
    """The subject of a single indicator in a table that has a place for its fields."""
    whole = table(project(indicator(**fields)), fields=" ".join(["level1", "level2", *fields]))
    return subject_of(whole, 0, 0)


def findings(check, subject, *fields, **options):
    """(field, words at fault) of every finding, and the reasons of what could not be judged."""
    result = []
    for answer in check.run(subject, context(*fields, **options)):
        if isinstance(answer, NotEnoughData):
            result.append(answer.reason)
        else:
            assert isinstance(answer, Finding)
            result.append((answer.field, answer.text.string[answer.start : answer.end]))
    return result
