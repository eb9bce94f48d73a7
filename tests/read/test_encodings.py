"""Bytes to text: encodings, limits, and what is refused."""

import random

import pytest

from perflint.errors import ReadError
from perflint.read import read_document, suffix_of
from perflint.read.limits import Limits

TEXT = "项目名称\t绩效指标\n水库除险加固\t1、产出指标：座数，年度指标值：2座。\n"


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("gb18030", b""),
    ],
)
def test_encodings_give_the_same_text(encoding, mark):
    document = read_document(mark + TEXT.encode(encoding), "表.txt")
    assert document.source == TEXT
    assert next([c.text for c in row] for row in document.grids[0].rows) == ["项目名称", "绩效指标"]


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"PK\x03\x04rest", "xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls"),
        (b"\x89PNG\r\n", "PDF"),
        (random.Random(7).randbytes(4000), "UTF-8"),
        (bytes(range(1, 9)) * 500, "UTF-8"),
        (b"\xff\xfe" + b"\x00\xd8" * 10, "UTF-8"),
    ],
)
def test_what_is_no_text_is_refused_and_named(data, word):
    with pytest.raises(ReadError) as error:
        read_document(data, "a.txt")
    assert word in error.value.message.zh
    assert word in error.value.message.en


def test_an_empty_file_is_a_document_without_rows():
    assert read_document(b"", "a.txt").grids[0].rows == ()


def test_unknown_suffix_names_the_known_ones():
    with pytest.raises(ReadError) as error:
        read_document(b"x", "a.xyz")
    assert ".xyz" in error.value.message.zh
    assert ".txt" in error.value.message.en


def test_size_and_cells_have_limits():
    with pytest.raises(ReadError, match="32 MB"):
        read_document(b"a" * (Limits().size + 1), "a.txt")
    with pytest.raises(ReadError, match="cells"):
        read_document(b"\n" * (Limits().cells + 1), "a.txt")


def test_suffix_is_taken_from_the_last_part_of_a_path():
    assert suffix_of("dir.d/表.TXT") == ".txt"
    assert suffix_of("dir.d/noname") == ""
    assert suffix_of(".txt") == ""


def test_only_lf_crlf_and_cr_end_a_line_and_cells_know_their_start():
    source = "甲\u2028乙\x0b丙\t丁\r\n戊\r己\n"
    rows = read_document(source.encode(), "a.tsv").grids[0].rows
    assert [[c.text for c in row] for row in rows] == [["甲\u2028乙\x0b丙", "丁"], ["戊"], ["己"]]
    for row in rows:
        for cell in row:
            assert source[cell.start : cell.start + len(cell.text)] == cell.text
    assert [(c.row, c.column) for c in rows[0]] == [(0, 0), (0, 1)]
