"""Tables without lines, set by their gaps alone: rows that begin at one height, or have one middle; spans."""

import pytest
from layouts import LAYOUTS
from pdf_files import BODY, FONT, Paragraph, pages, story, table, write
from reportlab.platypus import Table
from sources import as_page, widths
from test_pdf import proved, texts
from understanding import reported, understood

from fuzz.writers import cells, flat, placed

SIZE = (842, 595)


def bare(rows, valign, padding, *lines_too):
    """The table of a layout as a PDF without any line, or with some; its title stands above it."""
    body = list(rows)
    parts = []
    while (first := cells(body[0])[0]) and first[2] == len(body[0]):
        parts.append(first[0])
        body = body[1:]
    wide = widths(rows)
    unit = 770 / sum(wide)
    style = [
        *lines_too,
        ("FONT", (0, 0), (-1, -1), FONT, 9),
        ("VALIGN", (0, 0), (-1, -1), valign),
        ("TOPPADDING", (0, 0), (-1, -1), padding),
        ("BOTTOMPADDING", (0, 0), (-1, -1), padding),
        *(("SPAN", (c, r), (c + right - 1, r + down - 1)) for r, c, _, down, right in placed(body)),
    ]
    lines = [[Paragraph(t.replace("\n", "<br/>"), BODY) if t else "" for t in row] for row in flat(body)]
    made = Table(lines, [w * unit for w in wide], style=style)
    return story(*parts, made, size=SIZE, leftMargin=30, rightMargin=30)


@pytest.mark.parametrize("padding", [3, 6])
@pytest.mark.parametrize("valign", ["TOP", "MIDDLE"])
@pytest.mark.parametrize("layout", ["list", "form", "evaluation"])
def test_a_table_without_lines_is_understood_as_html_is(layout, valign, padding):
    rows = LAYOUTS[layout]
    data, page = bare(rows, valign, padding), as_page(rows).encode()
    assert understood(data, "a.pdf") == understood(page, "a.html")
    assert reported(data, "a.pdf") == reported(page, "a.html") != []
    assert proved(data) > 40


@pytest.mark.parametrize("valign", ["TOP", "MIDDLE"])
@pytest.mark.parametrize("layout", ["list", "form", "evaluation", "running"])
def test_lines_between_rows_part_them(layout, valign):
    rows = LAYOUTS[layout]
    data, page = bare(rows, valign, 3, ("LINEBELOW", (0, 0), (-1, -1), 0.5, "black")), as_page(rows).encode()
    assert understood(data, "a.pdf") == understood(page, "a.html")
    assert reported(data, "a.pdf") == reported(page, "a.html") != []


def at(*lines, step=16):
    """A page of lines of (x, text)."""
    return pages([write(x, 700 - n * step, text) for n, line in enumerate(lines) for x, text in line])


def test_figures_close_to_one_another_stand_in_two_columns():
    lines = [[(60, "项目"), (150, "总计"), (175, "拨款"), (220, "目标")]]
    lines += [[(60, f"工程{n}"), (150, "96.20"), (177, "96.20"), (220, f"建成{n}处")] for n in range(4)]
    assert texts(at(*lines))[0] == [[t for _, t in line] for line in lines]


def test_a_cell_over_several_columns_parts_none_and_joins_none():
    lines = [[(60, "单位"), (150, "预算"), (240, "执行"), (330, "得分")]]
    lines += [[(60, f"站{n}"), (150, "10"), (240, "9"), (330, "8")] for n in range(4)]
    goal = [(60, "目标"), (150, "全年完成养护公路三十公里，按期完工")]
    assert texts(at(*lines, goal))[0] == [[t for _, t in line] for line in [*lines, goal]]


def test_rows_that_only_stand_close_are_rows():
    lines = [[(60, "指标"), (150, "名称"), (240, "数值")]]
    lines += [
        [(60, "产出指标"), (150, "养护里程数"), (240, "≥5公里")],
        [(60, "效益指标"), (150, "受益户数户"), (240, "≥9户户户")],
    ] * 3
    assert texts(at(*lines, step=12))[0] == [[t for _, t in line] for line in lines]


def test_prose_with_gaps_is_no_table():
    lines = [[(60, "一、总体情况"), (200, "本年安排资金"), (340, "二百万元")]]
    lines += [
        [(60 + n % 3 * 25, "按照要求推进各项工作，"), (210 + n % 4 * 20, "保证质量，完成全部任务。")] for n in range(6)
    ]
    assert all(len(row) < 4 for row in texts(at(*lines))[0])


def test_many_pieces_cost_no_time():
    from time import monotonic

    rows = [[f"{a}{b}" for b in range(28)] for a in range(160)]
    data = story(table(rows, [20] * 28, []), size=(700, 4000))
    start = monotonic()
    texts(data)
    assert monotonic() - start < 10
