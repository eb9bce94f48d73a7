"""Sources as people make them, for real programs to convert: with borders, column widths and wrapped lines."""

import io
from html import escape

import docx
import openpyxl
from docx.oxml.ns import qn
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from fuzz.writers import Rows, cells, flat, placed

_THIN = Side(style="thin")
# Signs across a landscape page.
_ACROSS = 130


def widths(rows: Rows) -> list[int]:
    """Columns in signs, by their longest text that is not merged; long ones share what is left of the page."""
    longest = [4] * len(rows[0])
    for _, column, text, _, right in placed(rows):
        if right == 1:
            longest[column] = max(longest[column], min(2 * max(map(len, text.split("\n"))) + 2, 60))
    over = sum(longest) / _ACROSS
    return [max(6, int(w / max(1.0, over))) for w in longest]


def _heights(rows: Rows) -> list[float]:
    """Rows in points, so that every text finds room in its cell; no program finds the height of merged ones."""
    wide = widths(rows)
    heights = [15.0] * len(rows)
    for row, column, text, down, right in sorted(placed(rows), key=lambda cell: cell[3]):
        room = sum(wide[column : column + right]) / 2 - 1
        lines = sum(1 + int(len(line) // room) for line in text.split("\n"))
        lacking = 15.0 * lines - sum(heights[row : row + down])
        for number in range(row, row + down):
            heights[number] += max(0.0, lacking) / down
    return heights


def as_sheet(rows: Rows, borders: bool = True, title_rows: str = "") -> bytes:
    """A workbook with one sheet that prints on landscape pages of one page's width."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row, column, text, down, right in placed(rows):
        cell = sheet.cell(row + 1, column + 1, text)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.font = Font(name="Noto Sans CJK SC", size=10)
        if down * right > 1:
            sheet.merge_cells(None, row + 1, column + 1, row + down, column + right)
    if borders:
        for line in sheet.iter_rows():
            for cell in line:
                cell.border = Border(_THIN, _THIN, _THIN, _THIN)
    for column, width in enumerate(widths(rows), 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, height in enumerate(_heights(rows), 1):
        sheet.row_dimensions[row].height = height
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
    if title_rows:
        sheet.print_title_rows = title_rows
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_document(rows: Rows, style: str = "Table Grid") -> bytes:
    """A Word document with its title and the lines under it above the table, on landscape pages."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = section.page_height, section.page_width
    section.left_margin = section.right_margin = 457200
    body = list(rows)
    while (first := cells(body[0])[0]) and first[2] == len(body[0]):
        document.add_paragraph(first[0])
        body = body[1:]
    table = document.add_table(len(body), len(body[0]))
    table.style, table.autofit = style, False
    unit = (section.page_width - 914400) // sum(widths(rows))
    for column, width in zip(table.columns, widths(rows), strict=True):
        column.width = width * unit
    for row, column, text, down, right in placed(body):
        cell = table.cell(row, column)
        if down * right > 1:
            cell = cell.merge(table.cell(row + down - 1, column + right - 1))
        cell.text = text
    for line in table.rows:
        for cell in line.cells:
            for paragraph in cell.paragraphs:
                for run in paragraph.runs:
                    run.font.name = "Noto Sans CJK SC"
                    run._element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Sans CJK SC")
    document.add_paragraph("填表说明：本表一式两份。")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_page(rows: Rows, style: str = "", head: str = "", repeat: int = 0, after: str = "", border: int = 1) -> str:
    """A web page that prints as a browser prints it; `repeat` rows of a header are a <thead>, which is repeated."""
    lines = []
    for row in rows:
        shown = [(escape(c[0]).replace("\n", "<br>"), c[1], c[2]) for c in cells(row) if c]
        own = [f'<td rowspan="{down}" colspan="{right}">{text}</td>' for text, down, right in shown]
        lines.append(f"<tr>{''.join(own)}</tr>\n")
    thead = f"<thead>{''.join(lines[:repeat])}</thead>" if repeat else ""
    css = (
        "@page{size:A4 landscape;margin:12mm}body{font-family:'Noto Sans CJK SC';font-size:9pt}"
        f"table{{border-collapse:collapse;width:100%}}td{{border:{border}px solid black;padding:2px 4px}}{style}"
    )
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>表</title><style>{css}</style></head>'
        f'<body>{head}<table border="{border}" cellspacing="0">{thead}<tbody>{"".join(lines[repeat:])}</tbody></table>'
        f"{after}</body></html>"
    )


def texts(rows: Rows) -> list[str]:
    """The texts of the cells, without blanks: what an independent look at a file has to find."""
    return ["".join(text.split()) for row in flat(rows) for text in row if text]
