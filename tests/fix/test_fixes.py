"""Fixes: in every format that is written the same words change and nothing else, once and for all."""

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuzz.writers import WRITERS
from perflint import api
from perflint.api import Options, check_bytes, fix_bytes
from perflint.cli import mend
from perflint.errors import UsageError
from perflint.fix import applied
from perflint.model import TEXT_PLACE, Edit, Fix, Location, Place, Position, Range

HEAD = ["一级指标", "二级指标", "三级指标", "指标值"]
ROWS = [
    [("2025年项目支出绩效目标表", 1, 4), None, None, None],
    HEAD,
    ["产出指标", "数量指标", "养护 里程", "≥=12公里"],
    ["产出指标", "质量指标", "案件办埋率（含复核)", "≥95%"],
    ["效益指标", "社会效益指标", "清淤m<sup>2</sup>服務", "≤ =3平方米"],
    ["满意度指标", "服务对象满意度指标", "群众满意度", "《5%"],
]
MENDED = {
    "养护 里程": "养护里程",
    "≥=12公里": "≥12公里",
    "案件办埋率（含复核)": "案件办理率（含复核）",
    "清淤m<sup>2</sup>服務": "清淤m²服务",
    "≤ =3平方米": "≤3平方米",
    "《5%": "≤5%",
}
STRICT = Options(profile="strict")
FIXABLE = ("UNT005", "TXT001", "TXT002", "TXT003", "TXT005")


def mended(rows):
    return [[MENDED.get(cell, cell) if isinstance(cell, str) else cell for cell in row] for row in rows]


def texts(data):
    """The cells of a workbook or document as another library reads them, and the parts that hold none of them."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    if "word/document.xml" in parts:
        del parts["word/document.xml"]
        table = docx.Document(io.BytesIO(data)).tables[0]
        return [[cell.text for cell in row.cells] for row in table.rows], parts
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows()], {
        name: part for name, part in parts.items() if "/worksheets/" not in name
    }


@pytest.mark.parametrize("suffix", ["csv", "txt", "md", "html"])
def test_texts_are_mended_in_place(suffix):
    done = fix_bytes(WRITERS[suffix](ROWS), f"a.{suffix}", STRICT)
    assert (done.after, done.mended, done.refused) == (WRITERS[suffix](mended(ROWS)), 8, ())


@pytest.mark.parametrize("suffix", ["xlsx", "docx"])
def test_cells_are_mended_and_all_else_keeps_its_bytes(suffix):
    before, after = WRITERS[suffix](ROWS), fix_bytes(WRITERS[suffix](ROWS), f"a.{suffix}", STRICT).after
    (old, old_parts), (new, new_parts) = texts(before), texts(after)
    assert [[MENDED.get(cell, cell) for cell in row] for row in old] == new
    assert old_parts == new_parts
    assert not [d for d in check_bytes(after, f"a.{suffix}", STRICT).diagnostics if d.rule in FIXABLE]


@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_other_workbooks_say_why_not(suffix):
    done = fix_bytes(WRITERS[suffix](ROWS), f"a.{suffix}", STRICT)
    assert (done.after == done.before, done.mended) == (True, 0)
    assert {reason.en for _, reason in done.refused} == {
        "only .xlsx and .xlsm workbooks are written; save it as such first"
    }


def test_pages_have_no_fixes():
    result = check_bytes(WRITERS["pdf"](ROWS), "a.pdf", STRICT)
    assert [d.fix for d in result.diagnostics if d.rule in FIXABLE] == [None] * 8


def test_json_escapes_are_written_back():
    rows = [{"level1": "产出指标", "level2": "数量指标", "name": '甲"乙" 丙里程', "annual_value": "≥=12公里"}]
    data = json.dumps([{"indicators": rows}]).encode()
    after = json.loads(fix_bytes(data, "a.json", STRICT).after)
    assert after[0]["indicators"][0]["annual_value"] == "≥12公里"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encoding_mark_and_line_ends_stay(encoding, end):
    def written(rows):
        return end.join("\t".join(c[0] if isinstance(c, tuple) else c or "" for c in row) for row in rows).encode(
            encoding
        )

    assert fix_bytes(written(ROWS), "a.txt", STRICT).after == written(mended(ROWS))


def test_what_an_encoding_lacks_is_not_written():
    # An own edit: GB18030 lacks no character, UTF-16 none but halves of pairs.
    span = Range(Position(1, 1), Position(1, 2))
    (d, *_) = check_bytes(WRITERS["txt"](ROWS), "a.txt", STRICT).diagnostics
    odd = replace(d, fix=Fix((Edit(Location(span, TEXT_PLACE), "甲", "\ud800"),)))
    done = applied("甲乙".encode(), "a.txt", [odd])
    assert (done.data, done.mended, "has no" in done.refused[0][1].en) == ("甲乙".encode(), 0, True)
    other = replace(d, fix=Fix((Edit(Location(span, TEXT_PLACE), "丙", "丁"),)))
    assert "changed" in applied("甲乙".encode(), "a.txt", [other]).refused[0][1].en


def test_words_broken_over_lines_are_left_alone():
    source = "1、1-产出指标；11-数量指标；养护 里\n程；实施周期指标值:1个；年度指标值:1个。\n"
    head = "2025年项目支出绩效目标表\n项目名称\t总计\t绩效目标\t绩效指标\n甲\t1\t做完甲。\t"
    for d in check_bytes((head + source).encode(), "a.txt", STRICT).diagnostics:
        for edit in d.fix.edits if d.fix else ():
            assert "\n" not in edit.old


def test_formulas_and_numbers_are_left_alone():
    book = openpyxl.Workbook()
    sheet = book.active
    for row in [
        HEAD,
        ["产出指标", "数量指标", "养护 里程", "≥=12公里"],
        ["产出指标", "数量指标", '="养护 "&"里数"', "9公里"],
    ]:
        sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    data = buffer.getvalue()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet_name = "xl/worksheets/sheet1.xml"
    stored = parts[sheet_name].replace(b'<c r="C3"><f>', b'<c r="C3" t="str"><f>').replace(
        b"</f><v></v>", "</f><v>养护 里数</v>".encode()
    ).replace(b"</f><v />", "</f><v>养护 里数</v>".encode())  # fmt: skip
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, stored if name == sheet_name else part)
    done = fix_bytes(made.getvalue(), "a.xlsx", STRICT)
    assert done.mended == 2
    assert [(d.location.place.cell, "formula" in reason.en) for d, reason in done.refused] == [("C3", True)]
    assert done.cells == {
        Place("cell", "Sheet", "C2"): ("养护 里程", "养护里程"),
        Place("cell", "Sheet", "D2"): ("≥=12公里", "≥12公里"),
    }


def test_runs_of_a_document_keep_their_formats():
    document = docx.Document()
    table = document.add_table(rows=2, cols=4)
    for cell, text in zip(table.rows[0].cells, HEAD, strict=True):
        cell.text = text
    for cell, text in zip(table.rows[1].cells, ["产出指标", "数量指标", "", "≥=12公里"], strict=True):
        cell.text = text
    paragraph = table.rows[1].cells[2].paragraphs[0]
    for text, bold in (("案件办", True), ("埋率和", False), ("合格 率", True)):
        paragraph.add_run(text).bold = bold
    buffer = io.BytesIO()
    document.save(buffer)
    after = docx.Document(io.BytesIO(fix_bytes(buffer.getvalue(), "a.docx", STRICT).after))
    runs = after.tables[0].rows[1].cells[2].paragraphs[0].runs
    assert [(run.text, run.bold) for run in runs if run.text] == [("案件办", True), ("理率和", False), ("合格率", True)]


SIGNS = [
    "≥=",
    "≤ =",
    "《",
    "<sup>2</sup>",
    "&nbsp;",
    "服務",
    "办埋",
    "（",
    ")",
    " ",
    "里程",
    "率",
    "12",
    "%",
    "公里",
    "|",
    '"',
    "<b>",
]


@settings(max_examples=60, deadline=None)
@given(
    name=st.lists(st.sampled_from(SIGNS), min_size=1, max_size=8).map("".join),
    value=st.lists(st.sampled_from(SIGNS), min_size=1, max_size=6).map("".join),
    suffix=st.sampled_from(["csv", "txt", "md", "html", "xlsx"]),
)
def test_mending_twice_is_mending_once(name, value, suffix):
    rows = [*ROWS[:2], ["产出指标", "数量指标", f"清淤{name}", value], *ROWS[3:]]
    once = fix_bytes(WRITERS[suffix](rows), f"a.{suffix}", STRICT)
    twice = fix_bytes(once.after, f"a.{suffix}", STRICT)
    assert (twice.after, twice.mended) == (once.after, 0)
    before, after = (len(check_bytes(data, f"a.{suffix}").files) for data in (once.before, once.after))
    assert before == after


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "a.csv"
    path.write_bytes(WRITERS["csv"](ROWS))
    fixed = list(api.fix_paths(["a.csv"], STRICT))
    path.write_bytes(WRITERS["csv"](ROWS[:4]))
    with pytest.raises(UsageError, match="has changed since"):
        mend.write(fixed, "en")
    assert path.read_bytes() == WRITERS["csv"](ROWS[:4])
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.csv"]


def test_a_copy_is_never_written_over_another_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    original = WRITERS["xlsx"](ROWS)
    (tmp_path / "a.xlsx").write_bytes(original)
    fixed = list(api.fix_paths(["a.xlsx"], STRICT))
    assert mend.write(fixed, "en") == {"a.xlsx": Path("a.fixed.xlsx")}
    with pytest.raises(UsageError, match="is there already"):
        mend.write(fixed, "en")
    assert (tmp_path / "a.xlsx").read_bytes() == original


def test_rights_of_a_mended_file_stay(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(WRITERS["csv"](ROWS))
    path.chmod(0o640)
    mend.write(list(api.fix_paths([path], STRICT)), "en")
    assert path.read_bytes() == WRITERS["csv"](mended(ROWS))
    assert path.stat().st_mode & 0o777 == 0o640
