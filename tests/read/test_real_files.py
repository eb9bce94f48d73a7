"""Files that LibreOffice and Chromium wrote (tests/read/fixtures/make.py): understood as the tables they were made of.

What stands at each place is proved by other readers: openpyxl, calamine, a walk through the zip, pdfplumber, slices.
"""

import io
from pathlib import Path

import openpyxl
import pytest
import python_calamine
from docx_files import walked
from layouts import LAYOUTS, long_list
from sources import as_page
from test_html import prove as prove_slices
from test_pdf import proved as prove_boxes
from understanding import reported, squeezed, understood

from perflint.errors import ReadError
from perflint.read import read_document

FIXTURES = Path(__file__).parent / "fixtures"
FILES = sorted(
    f.name
    for f in FIXTURES.iterdir()
    if "-" in f.name and f.suffix in (".xls", ".xlsx", ".ods", ".html", ".docx", ".pdf")
)


def table_of(name):
    return long_list(8) if name.startswith("long") else LAYOUTS[name.partition("-")[0]]


def cells(data, name):
    return [cell for grid in read_document(data, name).grids for row in grid.rows for cell in row if cell.text.strip()]


def test_every_program_and_format_is_there():
    assert len(FILES) == 24
    assert {f.rpartition("-")[2].partition(".")[0] for f in FILES} == {"calc", "writer", "chromium"}


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_understood_as_its_table(name):
    data, page = (FIXTURES / name).read_bytes(), as_page(table_of(name)).encode()
    assert understood(data, name) == understood(page, "a.html")
    found = reported(data, name)
    assert found == reported(page, "a.html")
    assert found


@pytest.mark.parametrize("name", FILES)
def test_places_hold_the_text(name):
    data = (FIXTURES / name).read_bytes()
    prove = {".xlsx": by_openpyxl, ".docx": by_walking, ".html": by_slicing, ".pdf": by_pdfplumber}
    assert prove.get(Path(name).suffix, by_calamine)(data, name) > 20


def by_openpyxl(data, name):
    book = openpyxl.load_workbook(io.BytesIO(data))
    found = cells(data, name)
    for cell in found:
        assert str(book[cell.place.sheet][cell.place.cell].value) == cell.text
    assert len(found) == sum(1 for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None)
    return len(found)


def by_calamine(data, name):
    book = python_calamine.load_workbook(io.BytesIO(data))
    found = {(c.place.sheet, c.place.cell): c.text for c in cells(data, name)}
    expected = {
        (sheet, f"{chr(65 + column)}{row}"): value
        for sheet in book.sheet_names
        for row, line in enumerate(book.get_sheet_by_name(sheet).to_python(skip_empty_area=False), 1)
        for column, value in enumerate(line)
        if value != ""
    }
    assert found == expected
    return len(found)


def by_walking(data, name):
    held = walked(data)
    found = [c for c in cells(data, name) if c.place.table]
    for cell in found:
        assert squeezed(held[cell.place.table, cell.place.row, cell.place.column]) == squeezed(cell.text)
    assert len(found) == sum(1 for text in held.values() if text)
    return len(found)


def by_slicing(data, name):
    document = read_document(data, name)
    prove_slices(document)
    held = squeezed("".join(cell.text for row in document.grids[0].rows for cell in row))
    for text in (c[0] if isinstance(c, tuple) else c for row in table_of(name) for c in row if c):
        assert squeezed(text) in held
    return len(cells(data, name))


def by_pdfplumber(data, name):
    return prove_boxes(data)


@pytest.mark.parametrize("name", [f for f in FILES if f.endswith(".pdf")])
def test_glyphs_without_names_are_no_text(name):
    data = (FIXTURES / name).read_bytes()
    assert b"/ToUnicode" in data
    with pytest.raises(ReadError, match="no usable encoding"):
        read_document(data.replace(b"/ToUnicode", b"/NoUnicode"), name)
