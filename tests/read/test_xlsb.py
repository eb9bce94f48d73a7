"""xlsb: made record by record here, as no writer in Python makes any, and confirmed by calamine."""

import io
import struct

from python_calamine import CalamineWorkbook

from fuzz.xlsb import cell, packed, record, row, wide
from perflint.read import read_document


def workbook():
    sheet = [
        record(129),
        record(148, struct.pack("<4I", 0, 3, 0, 6)),
        record(390), record(60, struct.pack("<4IH", 6, 6, 2000, 0, 1)), record(391),
        record(145),
        row(0), cell(7, 0, 0, struct.pack("<I", 0)), cell(7, 2, 0, struct.pack("<I", 1)),
        row(1), cell(5, 0, 1, struct.pack("<d", 0.95)), cell(2, 1, 0, struct.pack("<I", 12 << 2 | 2)),
        cell(2, 2, 0, struct.pack("<I", 1234 << 2 | 3)), cell(4, 3, 0, b"\x01"), cell(3, 4, 0, b"\x17"),
        cell(6, 5, 0, wide("行内")), cell(5, 6, 2, struct.pack("<d", 44561)),
        row(2, hidden=True), cell(8, 0, 0, wide("算得") + bytes(10)), cell(9, 1, 1, struct.pack("<d", 1) + bytes(10)),
        record(146),
        record(177, struct.pack("<I", 1)), record(176, struct.pack("<4I", 0, 0, 0, 1)), record(178),
        record(130),
    ]  # fmt: skip
    strings = (
        record(159, struct.pack("<2I", 2, 2)) + record(19, b"\0" + wide("标题")) + record(19, b"\0" + wide("甲\n乙"))
    )
    xf = [record(47, struct.pack("<HH", 0, n) + bytes(12)) for n in (0, 9, 164)]
    styles = record(278) + record(44, struct.pack("<H", 164) + wide('yyyy"年"m"月"'))
    styles += record(617, struct.pack("<I", 3)) + b"".join(xf) + record(618) + record(279)
    sheets = record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("目标表"))
    sheets += record(156, struct.pack("<II", 1, 2) + wide("rId2") + wide("暗"))
    book = (
        record(131)
        + record(153, struct.pack("<II", 0, 0) + wide(""))
        + record(143)
        + sheets
        + record(144)
        + record(132)
    )
    empty = [record(129), record(145), row(0), cell(6, 0, 0, wide("x")), record(146), record(130)]
    parts = {
        "sharedStrings.bin": strings,
        "styles.bin": styles,
        "worksheets/sheet1.bin": b"".join(sheet),
        "worksheets/sheet2.bin": b"".join(empty),
    }
    targets = (
        ("worksheet", "worksheets/sheet1.bin"),
        ("worksheet", "worksheets/sheet2.bin"),
        ("sharedStrings", "sharedStrings.bin"),
        ("styles", "styles.bin"),
    )
    return packed(book, parts, *targets)


def test_xlsb():
    data = workbook()
    document = read_document(data, "a.xlsb")
    first, second = document.grids
    assert document.format == "xlsb"
    shown = {c.place.cell: c.text for r in first.rows for c in r}
    assert shown == {
        "A1": "标题", "C1": "甲\n乙", "A2": "95%", "B2": "12", "C2": "12.34", "D2": "TRUE", "E2": "#REF!", "F2": "行内",
        "G2": "2021年12月", "A3": "算得", "B3": "100%",
    }  # fmt: skip
    assert {c.place.range for r in first.rows for c in r} == {None, "A1:B1"}
    assert {c.place.cell for r in first.rows for c in r if c.hidden} == {"G2", "A3", "B3"}
    assert (first.name, first.hidden, second.name, second.hidden) == ("目标表", False, "暗", True)
    theirs = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("目标表").to_python(False)
    assert theirs[0][:3] == ["标题", "", "甲\n乙"]
    assert theirs[1][:4] == [0.95, 12.0, 12.34, True]
    assert [bool(v) for v in theirs[2][:2]] == [True, True]
