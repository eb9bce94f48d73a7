"""Tables as workbooks hold them, with merged cells."""

from perflint.model import Cell, Document, Grid
from perflint.parse import parse_document
from perflint.taxonomy import load_taxonomy


def tables_of_grid(lines):
    """What is understood of lines of cells: a text, (text, rows, columns), or None where a merged cell reaches."""
    rows = []
    for row, line in enumerate(lines):
        cells = []
        for column, cell in enumerate(line):
            if cell is None:
                continue
            text, rowspan, colspan = (cell, 1, 1) if isinstance(cell, str) else cell
            cells.append(Cell(text, row, column, rowspan=rowspan, colspan=colspan))
        rows.append(tuple(cells))
    return parse_document(Document("表.xlsx", "xlsx", (Grid(tuple(rows)),)), load_taxonomy()).tables
