"""Merged cells that a page's end cuts in two, as browsers, spreadsheets and word processors draw them."""

from pdf_files import A4, Drawn, pages, story, table, write
from test_pdf import cell, proved, texts

from perflint.read.pdftext import finds_no_room

HEAD = ["项目名称", "绩效目标", "三级指标", "指标值"]
WIDTHS = [60, 120, 120, 90]
# Ten signs of nine points fill a cell of WIDTHS[1] but for its margins.
FULL = "养护公路桥梁隧道护栏路面"
# The line under a merged cell is missing where the page ends; that under its neighbours is there.
HANGING = ("h", 3, 0, 2)


def drawn(rows, **options):
    return Drawn([list(row) for row in rows], WIDTHS, **options)


def above(goal, **options):
    rows = [HEAD, ["道路养护", goal, "里程", "≥5公里"], ["", "", "合格率", "≥95%"]]
    return drawn(rows, without=[("h", 2, 0, 2), HANGING], **options)


def below(name, goal):
    return drawn([[name, goal, "及时率", "≥90%"], ["", "", "满意度", "≥80%"]], top=780, without=[("h", 1, 0, 2)])


def rows(*made):
    return texts(pages(*made))


def test_a_cell_without_a_line_under_it_goes_on():
    # The goal ends with its sentence and half a line of room: only the missing line says that there is more.
    data = pages(above("养护公路。"), below("", "修补路面。"))
    goal = cell(data, "养护公路。\n修补路面。")
    assert (goal.row, goal.rowspan, [place.page for _, place in goal.parts]) == (1, 4, [1, 2])
    assert (cell(data, "道路养护").rowspan, len(texts(data)[0])) == (4, 5)
    assert proved(data) == 15


def test_a_label_that_every_page_repeats_is_said_once():
    data = pages(above("养护公路。"), below("道路养护", "养护公路。"))
    assert texts(data)[0][1] == ["道路养护", "养护公路。", "里程", "≥5公里"]
    assert [cell(data, text).rowspan for text in ("道路养护", "养护公路。")] == [4, 4]


def test_closed_cells_beside_it_begin_anew():
    rows = [HEAD, ["甲", "养护公路。", "里程", "≥5公里"]]
    data = pages(drawn(rows, without=[("h", 2, 1, 2)]), drawn([["乙", "", "及时率", "≥90%"], ["丙", "无", "率", "1%"]]))
    assert [row[0] for row in texts(data)[0]] == ["项目名称", "甲", "乙", "丙"]
    assert cell(data, "养护公路。").rowspan == 2


def test_a_line_that_was_pushed_out_of_its_cell_belongs_to_it():
    outside = write(64, 620, "之二")
    data = pages([above("养护公路。"), outside, write(290, 30, "1")], below("", ""))
    assert texts(data)[0][1][0] == "道路养护\n之二"


def test_what_is_cut_off_at_the_page_s_end_stands_on_the_next_page_only():
    def cut(y, bottom, top):
        def draw(canvas):
            path = canvas.beginPath()
            path.rect(60, bottom, 390, top - bottom)
            canvas.saveState()
            canvas.clipPath(path, stroke=0)
            write(123, y, "修补路面。")(canvas)
            write(123, y + 12, "养护公路，")(canvas)
            canvas.restoreState()

        return draw

    # Both lines are drawn on both pages; of the first table 628 is the end, of the second 780 the beginning.
    data = pages([above(""), cut(620, 628, 700)], [below("", ""), cut(770, 732, 780)])
    assert [c.text for c in (cell(data, "养护公路，\n修补路面。"),)] and len(texts(data)[0]) == 5


def test_names_that_their_cell_cuts_off_are_kept():
    def narrow(canvas):
        path = canvas.beginPath()
        path.rect(60, 600, 30, 100)
        canvas.saveState()
        canvas.clipPath(path, stroke=0)
        write(63, 686, "道路养护")(canvas)
        canvas.restoreState()

    data = pages([drawn([["", "目标", "里程", "5"], ["甲", "乙", "丙", "丁"]]), narrow])
    assert texts(data)[0][0][0] == "道路养护"


def test_the_rest_of_a_text_beside_empty_rests():
    # All lines are drawn, as Word draws them: that the name is empty below tells that the goal goes on.
    first = drawn([HEAD, ["道路养护", FULL, "里程", "≥5公里"], ["", "", "合格率", "≥95%"]], without=[("h", 2, 0, 2)])
    data = pages(first, below("", "，完好。"))
    assert cell(data, FULL + "，完好。").rowspan == 4
    data = pages(first, below("桥梁养护", "，完好。"))
    assert cell(data, "桥梁养护").row == 3


def test_a_long_table_reads_the_same_on_small_pages():
    body = [
        ["道路养护" if n % 5 == 0 else "", f"目标{n}。" if n % 5 == 0 else "", f"里程{n}", "≥5公里"] for n in range(40)
    ]
    spans = [("SPAN", (c, 5 * n + 1), (c, 5 * n + 5)) for n in range(8) for c in (0, 1)]

    def made(size):
        grid = [("GRID", (0, 0), (-1, -1), 0.5, "black"), *spans]
        return story("项目支出绩效目标表", table([HEAD, *body], WIDTHS, grid, repeatRows=1), size=size)

    small = texts(made((A4[0], 400)))
    assert small == texts(made((A4[0], 2000)))
    assert len(small[0]) == 42


def test_what_finds_room_at_the_end_of_a_line():
    assert [finds_no_room(text, 1.5) for text in ("路面", "路，面", "（路面", "a路", "abcd", "12")] == [
        False, True, True, False, True, False,
    ]  # fmt: skip
    assert not finds_no_room("", 1.5)
