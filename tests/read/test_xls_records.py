"""xls records that no writer in Python makes: continued strings, old code pages, formulas, passwords."""

import struct

import pytest

from perflint.errors import ReadError
from perflint.read.biff import shared_strings
from perflint.read.sheet import grid_of
from perflint.read.xls import read_stream


def record(kind, body=b""):
    return struct.pack("<2H", kind, len(body)) + body


def cells_of(stream):
    return [{c.place.cell: c.text for r in grid_of(s).rows for c in r} for s in read_stream(stream)]


def book(version, *parts, sheet=(), name=b"\x01\0a"):
    """A stream of one sheet; the BOUNDSHEET record says where it starts."""
    bof = record(0x809, struct.pack("<2H", version, 5) + bytes(12))
    before = bof + b"".join(parts)
    at = len(before) + 4 + 6 + len(name) + 4
    bound = record(0x85, struct.pack("<IBB", at, 0, 0) + name)
    return before + bound + record(0x0A) + bof + b"".join(sheet) + record(0x0A)


@pytest.mark.parametrize("wide", [False, True])
def test_strings_go_on_over_records_at_any_place(wide):
    words = ["指标名称", "满意度"] if wide else ["indicator", "name"]
    codec = "utf-16-le" if wide else "latin-1"
    items = [(word, struct.pack("<HBH", len(word), wide | 8, 1), word.encode(codec), b"RUNS") for word in words]
    for cut in range(1, len(words[0])):
        first, head, chars, runs = items[0]
        at = cut * (2 if wide else 1)
        # What goes on in a next record says again how wide its characters are; here it goes on as wide ones.
        rest = bytes([1]) + first[cut:].encode("utf-16-le")
        bodies = [bytes(8) + head + chars[:at], rest + runs + b"".join(items[1][1:])]
        assert shared_strings(bodies) == words


def test_phonetic_text_is_left_out():
    body = struct.pack("<HBI", 2, 1 | 4, 6) + "绩效".encode("utf-16-le") + b"jixiao" + struct.pack("<HB", 1, 0) + b"x"
    assert shared_strings([bytes(8) + body]) == ["绩效", "x"]


def test_a_biff5_book_in_the_chinese_code_page():
    text = "产出指标".encode("gbk")
    stream = book(
        0x500,
        record(0x42, struct.pack("<H", 936)),
        record(0x41E, struct.pack("<HB", 164, len('yyyy"年"'.encode("gbk"))) + 'yyyy"年"'.encode("gbk")),
        record(0xE0, struct.pack("<2H", 0, 0) + bytes(12)),
        record(0xE0, struct.pack("<2H", 0, 9) + bytes(12)),
        sheet=(
            record(0x204, struct.pack("<4H", 0, 0, 0, len(text)) + text),
            record(0x203, struct.pack("<3Hd", 1, 1, 1, 0.95)),
            record(0x27E, struct.pack("<3HI", 2, 0, 0, 250 << 2 | 3)),
            record(0xBD, struct.pack("<2HHIHIH", 3, 1, 0, 7 << 2 | 2, 1, 1 << 2 | 2, 2)),
        ),
    )
    assert cells_of(stream) == [{"A1": "产出指标", "B2": "95%", "A3": "2.5", "B4": "7", "C4": "100%"}]


def test_results_of_formulas_as_they_were_stored():
    def formula(column, result):
        return record(0x06, struct.pack("<3H", 0, column, 0) + result + bytes(8))

    stream = book(
        0x600,
        name=b"\x01\0a",
        sheet=(
            formula(0, struct.pack("<d", 12.5)),
            formula(1, b"\0\0\0\0\0\0\xff\xff"),
            record(0x4BC, bytes(4)),
            record(0x207, struct.pack("<HB", 2, 1) + "合格".encode("utf-16-le")),
            formula(2, b"\x01\0\x01\0\0\0\xff\xff"),
            formula(3, b"\x02\0\x17\0\0\0\xff\xff"),
            formula(4, b"\x03\0\0\0\0\0\xff\xff"),
            # A chart within the sheet has cells of its own.
            record(0x809, struct.pack("<2H", 0x600, 0x20) + bytes(12)),
            record(0x203, struct.pack("<3Hd", 9, 9, 0, 1.0)),
            record(0x0A),
            record(0x205, struct.pack("<3H2B", 1, 0, 0, 0x2A, 1)),
        ),
    )
    assert cells_of(stream) == [{"A1": "12.5", "B1": "合格", "C1": "TRUE", "D1": "#REF!", "A2": "#N/A"}]


def test_a_password_is_a_sentence():
    with pytest.raises(ReadError) as caught:
        read_stream(book(0x600, record(0x2F, bytes(54))))
    assert "加密" in caught.value.message.zh


def test_older_books_are_a_sentence():
    with pytest.raises(ReadError) as caught:
        read_stream(record(0x409, bytes(6)))
    assert "另存为 .xlsx" in caught.value.message.zh
