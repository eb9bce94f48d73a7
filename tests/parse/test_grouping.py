"""Labels at the middle of their range: the cheapest partition."""

from decimal import Decimal

from perflint.parse.grouping import MAX_LINES, Line, Mark, partition

ORDER = ("数量指标", "质量指标", "时效指标", "成本指标")
LEVELS = ("产出指标", "效益指标", "满意度指标")


def groups(lines, marks, order=ORDER, points=None):
    found = partition(lines, [Mark(*m) for m in marks], order, points)
    assert found is not None
    return [(g.start, g.end, g.category, g.readable) for g in found.groups]


def test_every_label_stands_at_the_middle_of_its_group():
    marks = [(2, "数量指标"), (6, "质量指标"), (8, "时效指标")]
    assert groups([Line()] * 9, marks) == [
        (0, 5, "数量指标", True),
        (5, 8, "质量指标", True),
        (8, 9, "时效指标", True),
    ]


def test_tall_rows_count_by_their_lines():
    lines = [Line(height) for height in (1, 1, 4, 1, 1)]
    assert groups(lines, [(2, "数量指标"), (4, "质量指标")]) == [(0, 4, "数量指标", True), (4, 5, "质量指标", True)]


def test_a_label_torn_over_two_rows_stands_on_their_border():
    marks = [(1, ""), (2, "数量指标"), (4, "质量指标")]
    assert groups([Line()] * 5, marks) == [(0, 4, "数量指标", True), (4, 5, "质量指标", True)]


def test_an_unreadable_label_takes_the_category_between_its_neighbours():
    marks = [(0, "数量指标"), (2, ""), (4, "时效指标")]
    assert groups([Line()] * 5, marks) == [
        (0, 1, "数量指标", True),
        (1, 4, "质量指标", False),
        (4, 5, "时效指标", True),
    ]


def test_declared_points_decide_between_equal_distances():
    lines = [Line(weight=Decimal(w)) for w in (20, 20, 10, 30)]
    marks = [(1, "产出指标"), (3, "效益指标")]
    points = {"产出指标": Decimal(50), "效益指标": Decimal(30)}
    assert groups(lines, marks, LEVELS, points) == [(0, 3, "产出指标", True), (3, 4, "效益指标", True)]
    other = {"产出指标": Decimal(40), "效益指标": Decimal(40)}
    assert groups(lines, marks, LEVELS, other) == [(0, 2, "产出指标", True), (2, 4, "效益指标", True)]


def test_rows_stay_under_the_first_level_of_their_second_level():
    under = frozenset(("产出指标",)), frozenset(("效益指标",))
    lines = [Line(allowed=under[0]), Line(allowed=under[0]), Line(allowed=under[1])]
    assert groups(lines, [(0, "产出指标"), (2, "效益指标")], LEVELS) == [
        (0, 2, "产出指标", True),
        (2, 3, "效益指标", True),
    ]


def test_the_name_decides_where_the_distances_are_equal():
    marks = [(0, "数量指标"), (2, "质量指标")]
    assert groups([Line(), Line(hint="质量指标"), Line()], marks)[0][1] == 1
    assert groups([Line(), Line(hint="数量指标"), Line()], marks)[0][1] == 2


def test_nothing_to_go_by_and_blocks_too_long():
    assert partition([Line()] * 3, [Mark(0, "")], ORDER) is None
    assert partition([], [], ORDER) is None
    assert partition([Line()] * (MAX_LINES + 1), [Mark(0, "数量指标")], ORDER) is None
