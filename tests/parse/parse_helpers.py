"""Short ways to read a table from text and to see what was understood."""

from perflint.model import Cell
from perflint.parse import parse_document
from perflint.parse.running import parse_run, to_indicators
from perflint.parse.source import paragraphs
from perflint.read import read_document
from perflint.taxonomy import load_taxonomy


def tables_of(source, name="表.txt", encoding="utf-8"):
    data = source if isinstance(source, bytes) else source.encode(encoding)
    return parse_document(read_document(data, name), load_taxonomy()).tables


def run_of(cell):
    return parse_run(paragraphs(Cell(cell, start=0)), load_taxonomy())


def indicators_of(cell):
    run = run_of(cell)
    return to_indicators(run.items, any(not item.loose for item in run.items))


def short(indicator):
    """(seq, 一级, 二级, name, period, annual) as strings."""
    return (
        indicator.seq,
        indicator.level1.value,
        indicator.level2.value,
        indicator.name.string,
        indicator.period.string,
        indicator.annual.string,
    )


def money(holder):
    return {amount.source: amount.value.string for amount in holder.amounts}


def projects_of(table):
    return [(p.unit.string, p.name.string, money(p), p.goal.string, len(p.indicators)) for p in table.projects]
