"""Layouts met in real tables, as Word documents: they give what the same table gives as a workbook."""

import io

import docx
import pytest
from test_workbook_layouts import LAYOUTS, as_xlsx, displayed, spans, understood

from perflint.api import Options, check_bytes
from perflint.parse import parse_document
from perflint.read import read_document
from perflint.taxonomy import load_taxonomy


def saved(document):
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def add_table(document, shown, merges=()):
    """A table of texts by row and column (from 1), ranges of it merged."""
    width = max(column for _, column in shown)
    ends = [end for _, end in merges]
    table = document.add_table(max(row for row, _ in [*shown, *ends]), max([width, *(column for _, column in ends)]))
    for first, last in merges:
        table.cell(first[0] - 1, first[1] - 1).merge(table.cell(last[0] - 1, last[1] - 1))
    for (row, column), text in shown.items():
        table.cell(row - 1, column - 1).text = text
    return table


def as_docx(rows, merges, formats):
    document = docx.Document()
    add_table(document, displayed(rows, merges, formats), list(spans(merges)))
    return saved(document)


def title_as_paragraph(rows, merges, formats):
    """The first rows of one cell as paragraphs above the table."""
    shown = displayed(rows, merges, formats)
    document = docx.Document()
    first = min(row for row, _ in shown)
    while len(line := [column for row, column in shown if row == first]) == 1 or not line:
        if line:
            document.add_paragraph(shown.pop((first, line[0])))
        first += 1
    moved = {(row - first + 1, column): text for (row, column), text in shown.items()}
    kept = [((a - first + 1, b), (c - first + 1, d)) for (a, b), (c, d) in spans(merges) if a >= first]
    add_table(document, moved, kept)
    document.add_paragraph("填表人：某某")
    return saved(document)


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("make", [as_docx, title_as_paragraph])
def test_word_gives_the_same(name, make):
    rows, merges, formats, _ = LAYOUTS[name]
    assert understood(make(rows, merges, formats), "a.docx") == understood(as_xlsx(rows, merges, formats), "a.xlsx")


HEAD = ["一级指标", "二级指标", "三级指标", "指标值"]


def lines(document, *rows):
    return add_table(document, {(r, c): t for r, row in enumerate(rows, 1) for c, t in enumerate(row, 1) if t})


def projects(data):
    tables = parse_document(read_document(data, "a.docx"), load_taxonomy()).tables
    return [
        (t.title.string, p.name.string, [(i.level1.category, i.name.string, i.annual.string) for i in p.indicators])
        for t in tables
        for p in t.projects
    ]


def test_forms_one_to_a_page():
    document = docx.Document()
    for name in ("甲项目", "乙项目"):
        document.add_paragraph("附件2")
        document.add_paragraph("项目支出绩效自评表")
        lines(document, ["项目名称", name], HEAD, ["产出指标", "数量指标", name + "数", "≥3个"])
        document.add_paragraph("填表人：某某")
        document.add_page_break()
    assert projects(saved(document)) == [
        ("项目支出绩效自评表", "甲项目", [("产出指标", "甲项目数", "≥3个")]),
        ("项目支出绩效自评表", "乙项目", [("产出指标", "乙项目数", "≥3个")]),
    ]


def test_lists_of_one_project_each_under_their_titles():
    document = docx.Document()
    for name in ("甲工程", "乙工程"):
        document.add_paragraph(f"{name}绩效目标表")
        document.add_paragraph("单位：万元")
        lines(document, HEAD, ["产出指标", "数量指标", name + "数", "≥3个"])
    assert [(title, indicators) for title, _, indicators in projects(saved(document))] == [
        ("甲工程绩效目标表", [("产出指标", "甲工程数", "≥3个")]),
        ("乙工程绩效目标表", [("产出指标", "乙工程数", "≥3个")]),
    ]


def test_one_form_in_several_tables():
    document = docx.Document()
    document.add_paragraph("项目支出绩效目标表")
    document.add_paragraph("一、基本情况")
    lines(document, ["项目名称", "甲项目", "主管部门", "某局"])
    document.add_paragraph("二、绩效指标")
    lines(document, HEAD, ["产出指标", "数量指标", "甲数", "≥3个"], ["", "质量指标", "乙率", "≥95%"])
    document.add_paragraph("续表")
    lines(document, HEAD, ["", "时效指标", "丙时", "12月底前"], ["效益指标", "社会效益指标", "丁率", "≥80%"])
    assert projects(saved(document)) == [
        (
            "项目支出绩效目标表",
            "甲项目",
            [
                ("产出指标", "甲数", "≥3个"),
                ("产出指标", "乙率", "≥95%"),
                ("产出指标", "丙时", "12月底前"),
                ("效益指标", "丁率", "≥80%"),
            ],
        )
    ]


def test_a_list_of_running_text_that_goes_on_in_a_second_table():
    document = docx.Document()
    document.add_paragraph("2024年部门预算项目绩效目标表")
    head = ["项目名称", "总计", "绩效目标", "绩效指标"]
    text = "1、1-产出指标：11-数量指标：{}；年度指标值:≥3个。"
    lines(document, head, ["甲", "5", "完成甲。", text.format("甲数")])
    document.add_page_break()
    lines(document, head, ["乙", "6", "完成乙。", text.format("乙数")])
    found = projects(saved(document))
    assert [(name, len(indicators)) for _, name, indicators in found] == [("甲", 1), ("乙", 1)]


def test_diagnostics_say_where_in_which_table():
    document = docx.Document()
    document.add_paragraph("项目支出绩效目标表")
    lines(document, ["说明"], ["无"])
    lines(document, ["项目名称", "甲项目"], HEAD, ["产出指标", "数量指标", "案件完成率", "260宗"])
    data = saved(document)
    done = check_bytes(data, "a.docx", Options(profile="strict"))
    placed = [(d.evidence, d.location.place) for d in done.diagnostics if d.rule == "UNT001"]
    places = {(evidence, p.table, p.row, p.column) for evidence, p in placed}
    assert places == {("260宗", 2, 3, 4)}
    assert docx.Document(io.BytesIO(data)).tables[1].cell(2, 3).text == "260宗"


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("make", [as_docx, title_as_paragraph])
def test_evidence_stands_at_its_place(name, make):
    """By python-docx: what a diagnostic quotes stands, piece by piece, in the cells and paragraphs that it names."""
    rows, merges, formats, _ = LAYOUTS[name]
    data = make(rows, merges, formats)
    opened = docx.Document(io.BytesIO(data))
    done = check_bytes(data, "a.docx", Options(profile="strict"))
    assert done.diagnostics
    for found in done.diagnostics:
        texts = []
        for place in dict.fromkeys(at.place for at in (found.location, *found.places)):
            if place.table is None:
                texts.append(opened.paragraphs[place.paragraph - 1].text)
            else:
                texts.append(opened.tables[place.table - 1].cell(place.row - 1, place.column - 1).text)
        bare = ["".join(text.split()) for text in texts]
        evidence = "".join(found.evidence.split())
        assert evidence
        if len(bare) == 1:
            assert evidence in bare[0]
        else:
            assert all(text in evidence or evidence[:1] in text or evidence[-1:] in text for text in bare)
