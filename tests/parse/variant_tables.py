"""Tables as they are written down in tests/parse/variants: read, put into files of a format, and compared.

A case holds `rows` (or `sheets`, several of them): a line a row, cells parted by ` | `. `<` is a place that the merged
cell to its left takes, `^` one of the cell above, `⏎` a line end in a cell. `expect` lists the tables with what is
understood; `indicators` is a table too, whose first line names the fields. What is not named there is not compared,
but an unnamed value has to be empty.
"""

import io
from pathlib import Path

import yaml

from fuzz.writers import WRITERS, placed
from perflint.parse import parse_document
from perflint.read import read_document
from perflint.taxonomy import load_taxonomy

FOLDER = Path(__file__).parent / "variants"
EMPTY_UNLESS_NAMED = ("period", "annual", "actual", "weight", "score", "reason", "baseline")
HEAD = "level1 | level2 | name | annual"


def cells_of(line):
    return [cell.strip().replace("⏎", "\n") for cell in line.split("|")]


def grid_of(text):
    """The rows for fuzz.writers: a text, (text, rows, columns) where merged, None where a merged cell reaches."""
    lines = [cells_of(line) for line in text.rstrip("\n").split("\n")]
    width = max(map(len, lines))
    lines = [line + [""] * (width - len(line)) for line in lines]
    owner = {}
    for r, line in enumerate(lines):
        for c, cell in enumerate(line):
            owner[r, c] = owner[r, c - 1] if cell == "<" else owner[r - 1, c] if cell == "^" else (r, c)
    corner = {}
    for place, first in owner.items():
        corner[first] = max(corner.get(first, (0, 0)), place)
    rows = []
    for r, line in enumerate(lines):
        row = []
        for c, cell in enumerate(line):
            if owner[r, c] != (r, c):
                row.append(None)
                continue
            bottom, right = corner[r, c]
            row.append((cell, bottom - r + 1, right - c + 1) if corner[r, c] != (r, c) else cell)
        rows.append(row)
    return rows


def load(path):
    """The cases of a file: one or, parted by `---`, several."""
    cases = list(yaml.safe_load_all(path.read_text(encoding="utf-8")))
    for case in cases:
        case["grids"] = [grid_of(text) for text in case.get("sheets", [case.get("rows")])]
    return cases


def html_of(grids):
    return b"".join(WRITERS["html"](grid) for grid in grids)


def workbook_of(grids):
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(grids, 1):
        sheet = book.create_sheet(f"表{number}")
        for row, column, text, down, right in placed(rows):
            cell = sheet.cell(row + 1, column + 1)
            cell.value = text or None
            if text.startswith("="):
                cell.data_type = "s"
            if down * right > 1:
                sheet.merge_cells(None, row + 1, column + 1, row + down, column + right)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def file_of(case, suffix):
    """The bytes of the case as a file of a format; only html and workbooks hold several grids."""
    if suffix == "html":
        return html_of(case["grids"])
    if suffix == "xlsx":
        return workbook_of(case["grids"])
    (rows,) = case["grids"]
    return WRITERS[suffix](rows)


def tables_in(case, suffix):
    name = case.get("file", "表") + "." + suffix
    return parse_document(read_document(file_of(case, suffix), name), load_taxonomy()).tables


def shown(indicator, field):
    value = getattr(indicator, field)
    if field in ("level1", "level2"):
        return value.value
    return str(value)


def indicators_expected(text):
    """One mapping an indicator, by field."""
    lines = [line for line in text.strip("\n").split("\n") if line.strip()]
    head, *rows = [cells_of(line) for line in lines]
    if not {"name", "annual"} & set(head):
        raise ValueError(f"no line of fields above the indicators: {head}")
    same = []
    for row in rows:
        row = row + [""] * (len(head) - len(row))
        cells = {k: (same[-1][k] if v == '"' else v) for k, v in zip(head, row, strict=True)}
        same.append(cells)
    return [{**dict.fromkeys(EMPTY_UNLESS_NAMED, ""), **cells} for cells in same]


def indicators_found(project, expected):
    fields = list(expected[0]) if expected else ["name"]
    return [{field: shown(i, field) for field in fields} for i in project.indicators]


def amounts_found(project):
    return {f"{a.source}/{a.column}" if a.column else a.source: str(a.value) for a in project.amounts}


def project_found(project, expected):
    """The same keys as expected, with what was understood."""
    found = {}
    for key in expected:
        if key == "indicators":
            found[key] = indicators_found(project, indicators_expected(expected[key]) if expected[key] else [])
        elif key == "amounts":
            found[key] = amounts_found(project)
        elif key == "points":
            found[key] = {p.category: str(p.value) for p in project.points}
        elif key == "execution":
            e = project.execution
            found[key] = " ".join(str(t) or "-" for t in (e.budget, e.executed, e.rate, e.weight, e.score)) if e else ""
        elif key == "total":
            t = project.total
            found[key] = " ".join(str(v) or "-" for v in (t.weight, t.score)) if t else ""
        elif key == "subgoals":
            found[key] = [i.subgoal for i in project.indicators]
        else:
            found[key] = str(getattr(project, key))
    return found


def project_wanted(expected):
    wanted = {k: v if isinstance(v, list) else str(v) for k, v in expected.items()}
    for key in ("amounts", "points"):
        if key in expected:
            wanted[key] = {k: str(v) for k, v in (expected[key] or {}).items()}
    if "indicators" in expected:
        wanted["indicators"] = indicators_expected(expected["indicators"]) if expected["indicators"] else []
    return wanted


def table_found(table, expected):
    found = {}
    for key in expected:
        if key == "year":
            found[key] = table.year.value if table.year else None
        elif key == "year_source":
            found[key] = table.year.source if table.year else None
        elif key == "fields":
            found[key] = sorted(table.fields)
        elif key == "subtotals":
            found[key] = [f"{s.label} {s.unit or '-'} {s.amounts[0].value}" for s in table.subtotals]
        elif key == "projects":
            paired = zip(table.projects, expected[key], strict=False)
            found[key] = [project_found(p, e) for p, e in paired]
            found[key] += [{"name": str(p.name)} for p in table.projects[len(expected[key]) :]]
        elif key == "fragments":
            found[key] = [str(f) for f in table.fragments]
        else:
            found[key] = str(getattr(table, key))
    return found


def table_wanted(expected):
    wanted = dict(expected)
    if "projects" in expected:
        wanted["projects"] = [project_wanted(p) for p in expected["projects"]]
    if "fields" in expected:
        wanted["fields"] = sorted(expected["fields"].split())
    return wanted


def understood(case, suffix):
    """(found, wanted): what the tables of the file say, in the shape of what is expected of them."""
    tables = tables_in(case, suffix)
    expected = [{"fragments": [], **e} for e in case["expect"]]
    found = [table_found(t, e) for t, e in zip(tables, expected, strict=False)]
    found += [{"title": str(t.title)} for t in tables[len(expected) :]]
    return found, [table_wanted(e) for e in expected]
