"""Zip archives: names, limits, what is refused; a file of an archive is a file of its own in the result."""

import io
import struct
import zipfile
import zlib

import pytest
from click.testing import CliRunner

from perflint.api import Options, check_bytes, check_paths, parse_archive
from perflint.cli import cli
from perflint.errors import ReadError
from perflint.read import files_in, limits
from perflint.read.limits import Limits, check_archive, within

TABLE = "|一级指标|二级指标|三级指标|指标值|\n|-|-|-|-|\n|产出指标|数量指标|道路养护|明显改善|\n".encode()
ENGLISH = Options(lang="en", select=("PRS", "VAG001"))


def packed(members, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def named_as(data, stand_in, raw):
    """An archive with a name's bytes exchanged for others of the same length: what Windows in China writes."""
    assert len(stand_in) == len(raw)
    return data.replace(stand_in, raw)


def test_files_are_files_of_their_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    members = [("二/b.md", TABLE), ("a.md", TABLE), ("图.png", b"\x89PNG"), (".h.md", TABLE), ("__MACOSX/a.md", TABLE)]
    (tmp_path / "包.zip").write_bytes(packed([*members, ("~$a.docx", b"x"), ("leer/", b"")]))
    result = check_paths(["包.zip"], ENGLISH)
    assert [f.path for f in result.files] == ["包.zip/a.md", "包.zip/二/b.md"]
    assert [(d.file, d.evidence) for d in result.diagnostics if d.rule == "VAG001"] == [
        ("包.zip/a.md", "明显改善"),
        ("包.zip/二/b.md", "明显改善"),
    ]
    assert [p.status for p in parse_archive((tmp_path / "包.zip").read_bytes(), "x.zip")] == ["ok", "ok"]


def test_no_report_is_written_over_an_archive(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.zip").write_bytes(packed([("a.md", TABLE)]))
    before = (tmp_path / "a.zip").read_bytes()
    done = CliRunner().invoke(cli, ["--lang", "en", "check", "-f", "json=a.zip", "a.zip"])
    assert (done.exit_code, "overwrite the input file a.zip" in done.stderr) == (2, True)
    assert (tmp_path / "a.zip").read_bytes() == before


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_without_a_flag(encoding):
    raw = "预算表.md".encode(encoding)
    stand_in = b"n" * (len(raw) - 3) + b".md"
    data = named_as(packed([(stand_in.decode(), TABLE)]), stand_in, raw)
    assert [name for name, _ in files_in(data, "a.zip")] == ["a.zip/预算表.md"]


def test_a_name_in_the_extra_field_goes_before():
    info = zipfile.ZipInfo("xx.md")
    name = "表.md".encode()
    info.extra = struct.pack("<HHBI", 0x7075, 5 + len(name), 1, zlib.crc32(b"xx.md")) + name
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(info, TABLE)
    assert [name for name, _ in files_in(out.getvalue(), "a.zip")] == ["a.zip/表.md"]


def test_paths_lead_nowhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    tricks = ["../../etc/a.md", "/root/b.md", "C:\\temp\\c.md", "x/./../d.md"]
    found = [name for name, _ in files_in(packed([(t, TABLE) for t in tricks]), "a.zip")]
    assert found == ["a.zip/etc/a.md", "a.zip/root/b.md", "a.zip/temp/c.md", "a.zip/x/d.md"]
    assert list(tmp_path.iterdir()) == []


def test_names_that_come_twice_are_numbered():
    with pytest.warns(UserWarning):
        data = packed([("a.md", TABLE), ("a.md", TABLE)])
    assert [name for name, _ in files_in(data, "z.zip")] == ["z.zip/a.md", "z.zip/a (2).md"]


def sentence(data, name="a.zip"):
    result = check_bytes(data, name, ENGLISH)
    return {d.file: d.message for d in result.diagnostics if d.rule == "PRS001"}


def test_what_is_refused_says_why():
    inner = packed([("a.md", TABLE)])
    assert "not opened" in sentence(packed([("b.zip", inner)]))["a.zip/b.zip"]
    assert "no file that can be read" in sentence(packed([("a.png", b"x")]))["a.zip"]
    assert "no file that can be read" in sentence(packed([]))["a.zip"]
    whole = packed([("a.md", TABLE * 50), ("b.md", TABLE)])
    assert "damaged or cut off" in sentence(whole[:-30])["a.zip"]
    locked = bytearray(whole)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.find(mark) + at] |= 1
    assert "encrypted" in sentence(bytes(locked))["a.zip/a.md"]
    assert list(sentence(bytes(locked))) == ["a.zip/a.md"]


def test_one_damaged_file_leaves_the_others():
    data = bytearray(packed([("a.md", TABLE * 50), ("b.md", TABLE)], zipfile.ZIP_STORED))
    data[80] ^= 1
    assert list(sentence(bytes(data))) == ["a.zip/a.md"]


def test_bombs_are_refused():
    with pytest.raises(ReadError, match="zip bomb"):
        check_archive(packed([(f"{n}.md", b"0" * 2**20) for n in range(257)]))
    with pytest.raises(ReadError, match="zip bomb"):
        check_archive(packed([("a.md", b"0" * (33 * 2**20))]))
    check_archive(packed([("a.md", b"0" * (31 * 2**20))]))
    with pytest.raises(ReadError, match="more than 10 files"), within(Limits(files=10)):
        check_archive(packed([(f"{n}.md", b"") for n in range(11)]))


def test_stated_sizes_are_not_believed(monkeypatch):
    monkeypatch.setattr(limits, "_ALWAYS_FINE", 2**20)
    data = bytearray(packed([("a.md", b"0" * 2**22)]))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = data.find(mark) + at
        data[start : start + 4] = struct.pack("<I", 100)
    with pytest.raises(ReadError, match="zip bomb"), within(Limits(unpacked_mb=1)):
        check_archive(bytes(data))


def test_every_cut_and_flip_is_a_sentence():
    data = packed([("a.md", TABLE), ("二.md", TABLE * 3)])
    for cut in range(4, len(data), 7):
        check_bytes(data[:cut], "a.zip", ENGLISH)
    for at in range(0, len(data), 3):
        flipped = bytearray(data)
        flipped[at] ^= 0xFF
        check_bytes(bytes(flipped), "a.zip", ENGLISH)
