"""The example of a client: under 60 lines, and its marks stand in the editor's own columns."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from examples.editor.marks import mark, marks, units

EXAMPLE = Path(__file__).parents[2] / "examples" / "editor" / "marks.py"
PERFLINT = (sys.executable, "-P", "-m", "perflint")
# Between two cells a line end that is none; 𠮷 before the fault, and in it.
TEXT = (
    "一级指标\t二级指标\t三级指标\t指标值\r\n"
    "产出指标\t质量指标\t𠮷田乡渠道\u2028质量\t明显改善\r\n"
    "产出指标\t数量指标\t提升满意度𠮷的项目数量\t≥=12个\r\n"
)


def test_it_is_short_and_needs_no_library():
    source = EXAMPLE.read_text(encoding="utf-8")
    assert len(source.splitlines()) < 60
    imported = {line.split()[1].split(".")[0] for line in source.splitlines() if line.startswith(("import ", "from "))}
    assert imported <= set(sys.stdlib_module_names)


def test_a_mark_is_counted_in_utf16():
    line = 'x = "提升满意度𠮷"'
    found = {"range": {"start": {"line": 1, "column": 11}, "end": {"line": 1, "column": 12}}}
    told = {"severity": "error", "rule": "VAG001", "message": "m", "help": "h"}
    assert mark({**found, **told}, [line]) == {"start": (0, 10), "end": (0, 12), **told}
    assert (units("𠮷"), units("吉"), units("\ud842")) == (2, 1, 1)


def test_marks_stand_where_the_words_are(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "perflint.yaml").write_text("select: [VAG001, UNT005]\n", encoding="utf-8")
    found = marks(TEXT, "表.tsv", PERFLINT)
    lines = TEXT.split("\r\n")
    expected = [(1, "明显改善", "VAG001"), (2, "≥=", "UNT005")]
    assert [(m["start"], m["end"], m["rule"]) for m in found] == [
        ((row, units(before)), (row, units(before + words)), rule)
        for row, words, rule in expected
        for before in [lines[row].partition(words)[0]]
    ]


def test_what_keeps_perflint_from_running_is_said(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "perflint.yaml").write_text("profil: strict\n", encoding="utf-8")
    with pytest.raises(RuntimeError, match=r"perflint\.yaml:1:1"):
        marks(TEXT, "a.tsv", PERFLINT)


def test_as_a_program_it_prints_a_line_for_each(tmp_path):
    answer = {
        "diagnostics": [
            {
                "range": {"start": {"line": 1, "column": 2}, "end": {"line": 1, "column": 3}},
                **dict.fromkeys(("severity", "rule", "message", "help"), "x"),
            },
            {"range": None},
        ]
    }
    stand_in = tmp_path / "perflint"
    stand_in.write_text(f"#!{sys.executable}\nprint({json.dumps(json.dumps(answer))})\n", encoding="utf-8")
    stand_in.chmod(0o755)
    done = subprocess.run(
        [sys.executable, EXAMPLE, "a.md"],
        input="𠮷吉".encode(),
        capture_output=True,
        env={"PATH": str(tmp_path)},
        check=True,
    )
    assert done.stdout == b"0:2-0:3 x x x\n"
