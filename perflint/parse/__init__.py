"""Understands documents: tables of projects of indicators, from cells, running text, forms or JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from perflint.model import Cell, Document, Parsed, Table
from perflint.parse.abreast import forms_abreast
from perflint.parse.directives import take_directives
from perflint.parse.listing import find_lists
from perflint.parse.years import with_years
from perflint.taxonomy import Taxonomy

Rows = Sequence[tuple[Cell, ...]]


def parse_document(document: Document, taxonomy: Taxonomy) -> Parsed:
    """All tables of a document, in the order of the file, with their budget years."""
    document, directives = take_directives(document)
    tables: list[Table] = []
    if document.tree is not None:
        from perflint.parse.jsontables import tables_from_json

        tables = tables_from_json(document.tree, document, taxonomy)
    for grid in document.grids:
        for rows in forms_abreast(grid.rows):
            tables.extend(_tables(_by_column(rows), document, taxonomy, len(tables) + 1))
    numbered = [replace(table, index=index) for index, table in enumerate(tables, 1)]
    return Parsed(document, with_years(numbered, document), directives)


def _by_column(rows: Rows) -> Rows:
    """Rows in which a cell's index is its column: where merged cells reach, a row has gaps."""
    if all(cell.column == index for row in rows for index, cell in enumerate(row)):
        return rows
    from perflint.parse.rows import by_column

    return [by_column(row) for row in rows]


def _tables(rows: Rows, document: Document, taxonomy: Taxonomy, first_index: int) -> list[Table]:
    """The tables of one grid: lists by their headers, and in the rows between them whatever else there is."""
    tables: list[Table] = []
    at = 0
    for found in find_lists(rows, document, taxonomy, first_index):
        tables.extend(_between(rows[at : found.first], document, taxonomy, first_index + len(tables)))
        tables.append(found.table)
        at = found.end
    tables.extend(_between(rows[at:], document, taxonomy, first_index + len(tables)))
    return tables


def _between(rows: Rows, document: Document, taxonomy: Taxonomy, first_index: int) -> list[Table]:
    """The tables in rows that no list of running text has taken."""
    if not any(cell.text.strip() for row in rows for cell in row):
        return []
    # Imported where they are asked: a file that is one list needs none of them, and a start pays for each.
    from perflint.parse.layouttext import find_layout_texts

    if found := find_layout_texts(rows, taxonomy, first_index):
        if any(project.name for table in found for project in table.projects):
            return found
        from perflint.parse import textform

        return textform.recognise(rows, document, taxonomy, first_index) or found
    from perflint.parse import textform

    return _tables_with_header(rows, taxonomy, first_index) or textform.recognise(rows, document, taxonomy, first_index)


def _tables_with_header(rows: Rows, taxonomy: Taxonomy, first_index: int) -> list[Table]:
    """The forms and lists whose indicators stand under headers."""
    from perflint.parse.columns import read_list
    from perflint.parse.entries import Context
    from perflint.parse.form import best_schema, read_form, settle
    from perflint.parse.outline import outline

    found = outline(rows)
    if found is None:
        return []
    context = Context.of(taxonomy, found.dump)
    known = best_schema(found)
    tables = [
        read_form(found, part, index, context, known) if part.form else read_list(found, part, index, context)
        for index, part in enumerate(found.parts, first_index)
    ]
    return settle(tables) if all(part.form for part in found.parts) else tables
