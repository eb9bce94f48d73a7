"""Writes one logical table in every format that perflint reads, each with a real writer of that format.

A row is a list of cells: a text, (text, rows, columns) where it is merged, None for a place that a merged cell takes.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Sequence
from html import escape

from fuzz.xlsb import workbook

Row = Sequence[str | tuple[str, int, int] | None]
Rows = Sequence[Row]


def cells(row: Row) -> list[tuple[str, int, int] | None]:
    return [(c, 1, 1) if isinstance(c, str) else c for c in row]


def placed(rows: Rows) -> Iterator[tuple[int, int, str, int, int]]:
    """Row, column (0-based), text, rows and columns of every cell that stands there."""
    for number, row in enumerate(rows):
        for column, cell in enumerate(cells(row)):
            if cell:
                yield number, column, *cell


def flat(rows: Rows) -> list[list[str]]:
    return [[c[0] if c else "" for c in cells(row)] for row in rows]


def delimited(rows: Rows, delimiter: str) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(flat(rows))
    return out.getvalue().encode()


def as_md(rows: Rows) -> bytes:
    """A cell over the whole first row is a heading, as nobody writes it into a table of pipes."""
    lines: list[str] = []
    body = list(rows)
    first = cells(body[0])[0]
    if first and first[2] == len(body[0]) > 1:
        lines += [f"# {first[0]}", ""]
        body = body[1:]
    piped = ["| " + " | ".join(c.replace("|", "\\|").replace("\n", "<br>") for c in row) + " |" for row in flat(body)]
    return "\n".join([*lines, piped[0], "|" + "---|" * len(body[0]), *piped[1:], ""]).encode()


def as_html(rows: Rows) -> bytes:
    def lines(text: str) -> str:
        return "<br>".join(map(escape, text.split("\n")))

    body = "".join(
        "<tr>" + "".join(f"<td rowspan={c[1]} colspan={c[2]}>{lines(c[0])}" for c in cells(row) if c) + "</tr>\n"
        for row in rows
    )
    return f"<html><table>{body}</table>".encode("gb18030")


def as_xlsx(rows: Rows) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    for row, column, text, down, right in placed(rows):
        sheet.cell(row + 1, column + 1).value = text
        if down * right > 1:
            sheet.merge_cells(None, row + 1, column + 1, row + down, column + right)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_xls(rows: Rows) -> bytes:
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Sheet")
    for row, column, text, down, right in placed(rows):
        sheet.write_merge(row, row + down - 1, column, column + right - 1, text)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_ods(rows: Rows) -> bytes:
    from odf import table, text
    from odf.opendocument import OpenDocumentSpreadsheet

    book = OpenDocumentSpreadsheet()
    sheet = table.Table(name="Sheet")
    for row in rows:
        line = table.TableRow()
        for cell in cells(row):
            if cell is None:
                line.addElement(table.CoveredTableCell())
                continue
            made = table.TableCell(valuetype="string", numberrowsspanned=cell[1], numbercolumnsspanned=cell[2])
            if cell[0]:
                made.addElement(text.P(text=cell[0]))
            line.addElement(made)
        sheet.addElement(line)
    book.spreadsheet.addElement(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_docx(rows: Rows) -> bytes:
    import docx

    document = docx.Document()
    table = document.add_table(len(rows), len(rows[0]))
    for row, column, text, down, right in placed(rows):
        cell = table.cell(row, column)
        if down * right > 1:
            cell = cell.merge(table.cell(row + down - 1, column + right - 1))
        cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_pdf(rows: Rows) -> bytes:
    """Uncompressed, so that a changed byte is a changed operator."""
    from reportlab.lib import colors
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import SimpleDocTemplate, Table

    font = "STSong-Light"
    pdfmetrics.registerFont(UnicodeCIDFont(font))
    spans = [("SPAN", (c, r), (c + right - 1, r + down - 1)) for r, c, _, down, right in placed(rows)]
    style = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONT", (0, 0), (-1, -1), font, 8)]
    out = io.BytesIO()
    document = SimpleDocTemplate(
        out, pagesize=(1200, 600), leftMargin=20, rightMargin=20, pageCompression=0, invariant=1
    )
    document.build([Table(flat(rows), style=[*style, *(s for s in spans if s[1] != s[2])])])
    return out.getvalue()


def as_xml(rows: Rows) -> bytes:
    """XML Spreadsheet 2003, as platforms fill in a template of it."""
    lines = []
    for row in rows:
        own = ""
        for column, cell in enumerate(cells(row), 1):
            if cell and (cell[0] or cell[1] * cell[2] > 1):
                data = f'<Data ss:Type="String">{escape(cell[0])}</Data>' if cell[0] else ""
                merged = f' ss:MergeAcross="{cell[2] - 1}" ss:MergeDown="{cell[1] - 1}"'
                own += f'<Cell ss:Index="{column}"{merged}>{data}</Cell>'
        lines.append(f"<Row>{own}</Row>\n")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="Default"/></Styles>\n'
        f'<Worksheet ss:Name="Sheet1"><Table>\n{"".join(lines)}</Table></Worksheet></Workbook>'
    ).encode()


def as_word_xml(rows: Rows) -> bytes:
    """Word 2003 XML, as platforms fill in a template of it and call it .doc."""
    lines = []
    reaching: dict[int, tuple[int, int]] = {}
    for row in rows:
        own, column = "", 0
        while column < len(row):
            cell = cells(row)[column]
            down, right = (cell[1], cell[2]) if cell else reaching.get(column, (1, 1))
            merge = "" if down == 1 else '<w:vmerge w:val="restart"/>' if cell else "<w:vmerge/>"
            text = escape(cell[0]) if cell else ""
            own += (
                f'<w:tc><w:tcPr><w:gridSpan w:val="{right}"/>{merge}</w:tcPr>'
                f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"
            )
            reaching[column] = (down, right)
            column += right
        lines.append(f"<w:tr>{own}</w:tr>\n")
    grid = '<w:gridCol w:w="1000"/>' * len(rows[0])
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<?mso-application progid="Word.Document"?>\n'
        '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" '
        'xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint" xml:space="preserve"><w:body><wx:sect>'
        f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>\n{''.join(lines)}</w:tbl><w:p/></wx:sect></w:body></w:wordDocument>"
    ).encode()


def as_mht(rows: Rows) -> bytes:
    """A workbook of one sheet as Excel saves it for the web in a single file."""
    from email.mime.multipart import MIMEMultipart
    from email.mime.text import MIMEText

    archive = MIMEMultipart("related", boundary="----=_NextPart_01")
    frames = (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><xml><x:ExcelWorkbook><x:ExcelWorksheets>'
        '<x:ExcelWorksheet><x:Name>Sheet1</x:Name><x:WorksheetSource HRef="a.files/sheet001.htm"/>'
        "</x:ExcelWorksheet></x:ExcelWorksheets></x:ExcelWorkbook></xml></head><frameset></frameset></html>"
    )
    for place, source in (("a.htm", frames), ("a.files/sheet001.htm", as_html(rows).decode("gb18030"))):
        part = MIMEText(source, "html", "utf-8")
        part["Content-Location"] = f"file:///C:/{place}"
        archive.attach(part)
    return archive.as_bytes()


def as_json(rows: Rows) -> bytes:
    """The indicators of a list whose last five columns are the three levels, the value and the unit."""
    keys = ("level1", "level2", "name", "annual_value", "note")
    items = [dict(zip(keys, row[-5:], strict=True)) for row in flat(rows) if len(row) >= 5]
    return json.dumps(items, ensure_ascii=False, indent=1).encode()


def as_zip(rows: Rows) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for suffix in ("xlsx", "txt", "html"):
            archive.writestr(f"附件/表.{suffix}", WRITERS[suffix](rows))
    return out.getvalue()


WRITERS: dict[str, Callable[[Rows], bytes]] = {
    "txt": lambda rows: delimited(rows, "\t"),
    "tsv": lambda rows: delimited(rows, "\t"),
    "csv": lambda rows: delimited(rows, ","),
    "md": as_md,
    "html": as_html,
    "xlsx": as_xlsx,
    "xls": as_xls,
    "xlsb": lambda rows: workbook(placed(rows)),
    "ods": as_ods,
    "docx": as_docx,
    "xml": as_xml,
    "doc": as_word_xml,
    "mht": as_mht,
    "pdf": as_pdf,
    "json": as_json,
    "zip": as_zip,
}
