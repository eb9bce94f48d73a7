"""What the file itself holds at every reported place is the evidence: read again by plain slicing, format by format."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perflint.api import Options, check_bytes

ROOT = Path(__file__).resolve().parent.parent
STRICT = Options(profile="strict", on_error="raise")


def lines_of(source):
    """The lines as the contract counts them: LF, CRLF and CR end a line, nothing else does."""
    return source.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def cut(source, span):
    """The characters of a range, plainly sliced."""
    lines = lines_of(source)[span.start.line - 1 : span.end.line]
    lines[-1] = lines[-1][: span.end.column - 1]
    lines[0] = lines[0][span.start.column - 1 :]
    return "\n".join(lines)


def bare(text):
    return "".join(text.split())


def read_back(source, suffix, span):
    """One range as a reader of the format understands it."""
    text = cut(source, span)
    if suffix == ".json":
        return json.loads(f'"{text}"') if "\\" in text else text
    return text.replace("\\|", "|") if suffix == ".md" else text


def assert_places(data, name):
    source = data.decode("utf-8-sig")
    found = check_bytes(data, name, STRICT).diagnostics
    for d in found:
        if d.rule in ("PRS001", "PRS002"):
            continue
        assert d.evidence
        parts = [read_back(source, Path(name).suffix, p.range) for p in (d.location, *d.places)]
        assert bare("".join(parts)) == bare(d.evidence), (d.rule, parts, d.evidence)
        for related in d.related:
            if related.file == name:
                assert bare(read_back(source, Path(name).suffix, related.location.range))
    return found


EXAMPLES = sorted(p for p in (ROOT / "examples" / "tables").rglob("*") if p.is_file())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.name)
def test_examples_hold_their_evidence(path):
    assert_places(path.read_bytes(), path.name)


HEADER = ("一级指标", "二级指标", "三级指标", "年度指标值", "备注")
LABELS = (
    ("产出指标", "数量指标"),
    ("产出指标", "时效指标"),
    ("效益指标", "社会效益指标"),
    ("满意度指标", "服务对象满意度"),
)
NAMES = st.text(alphabet="乡村道路养护次数及时率满意度培训𠮷（）·A1 ", min_size=1, max_size=12)
VALUES = st.sampled_from(
    ("明显改善", "≥95%", "力争30次左右", "2020年底前", "按计划", "提升", "5", "待定", "", "≥=3个", "a\\b")
)
ROWS = st.lists(
    st.tuples(st.sampled_from(LABELS), NAMES, VALUES, st.sampled_from(("", "较上年"))), min_size=1, max_size=7
)
LINE_ENDS = st.sampled_from(("\n", "\r\n"))


def table(rows):
    return [HEADER, *((*labels, name, value, note) for labels, name, value, note in rows)]


def as_tsv(rows, end):
    return end.join(["镇村道路项目支出绩效目标表", *("\t".join(row) for row in table(rows)), ""])


def as_md(rows, end):
    cells = [[c.replace("|", "\\|") for c in row] for row in table(rows)]
    lines = ["| " + " | ".join(row) + " |" for row in cells]
    return end.join(["# 镇村道路项目支出绩效目标表", "", lines[0], "|" + "---|" * len(HEADER), *lines[1:], ""])


def as_json(rows, end):
    keys = ("level1", "level2", "name", "annual_value", "note")
    return json.dumps([dict(zip(keys, row, strict=True)) for row in table(rows)[1:]], ensure_ascii=False, indent=1)


@settings(max_examples=60, deadline=None)
@given(ROWS, LINE_ENDS, st.sampled_from((("a.tsv", as_tsv), ("a.txt", as_tsv), ("a.md", as_md), ("a.json", as_json))))
def test_any_table_holds_its_evidence(rows, end, form):
    name, write = form
    assert_places(write(rows, end).encode(), name)


def test_the_property_sees_findings():
    """The strategy's rows really are faulty, so that the property above is not empty."""
    rows = [(LABELS[0], "培训次数", "提升", ""), (LABELS[1], "养护及时率", "≥95%", ""), (LABELS[2], "道路", "", "")]
    for name, write in (("a.tsv", as_tsv), ("a.md", as_md), ("a.json", as_json)):
        rules = {d.rule for d in assert_places(write(rows, "\n").encode(), name)}
        assert {"VAG001", "STR005"} <= rules, name
