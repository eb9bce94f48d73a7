"""The kind `sequence`."""

import pytest
from build import findings, indicator, project, subject_of, table, text

from perflint.checks.sequence import Sequence
from perflint.model import Indicator, Label


def numbered(*numbers, level1=None, level2=None):
    """A project whose indicators carry the printed numbers."""
    return project(
        *[
            {
                "number": number,
                "name": f"指标甲{n}",
                "level1": level1[n] if level1 else "产出指标",
                "level2": level2[n] if level2 else "数量指标",
            }
            for n, number in enumerate(numbers)
        ]
    )


def run(*projects, at=-1):
    return findings(Sequence(), subject_of(table(*projects), at % len(projects)))


@pytest.mark.parametrize(
    ("numbers", "place"),
    [
        ("1 2 2 3", "2"),
        ("1 2 4", "4"),
        ("1 2 3 2", "2"),
        ("1 3 2", "3"),
        ("1、 2、 4、", "4、"),
        ("（1） （2） （4）", "（4）"),
        ("一、 二、 四、", "四、"),
        ("1 1", "1"),
    ],
)
def test_numbers_out_of_line(numbers, place):
    assert run(numbered(*numbers.split())) == [("name", place)]


@pytest.mark.parametrize(
    "numbers", ["1 2 3", "1. 2. 3.", "１ ２ ３", "一、 二、 三、", "18 19 20", "1", "9 10 11", "指标1： 指标2："]
)
def test_numbers_in_line(numbers):
    assert run(numbered(*numbers.split())) == []


def test_the_variant_says_how():
    def variant(*numbers):
        return next(iter(Sequence().run(subject_of(table(numbered(*numbers)), 0), None))).variant

    assert variant("1", "2", "2") == "repeat"
    assert variant("1", "2", "3", "1") == "back"
    assert variant("1", "3") == "skip"


def test_further_breaks_are_related():
    (answer,) = Sequence().run(subject_of(table(numbered("1", "3", "4", "4")), 0), None)
    assert answer.values == {"number": 3, "expected": 2, "previous": 1, "name": "指标甲1"}
    assert [r.text.string for r in answer.related] == ["4"]


def test_a_new_level1_may_start_again():
    assert run(numbered("1", "2", "1", level1=["产出指标", "产出指标", "效益指标"])) == []
    assert run(numbered("1", "2", "2", level1=["产出指标", "产出指标", "效益指标"])) == [("name", "2")]


def test_a_new_level2_may_where_all_do():
    assert run(numbered("1", "2", "1", "1", level2=["数量", "数量", "质量", "时效"])) == []
    assert run(numbered("1", "2", "1", "2", level2=["数量", "质量", "时效", "时效"])) == [("name", "1")]


def test_a_new_subgoal_may_start_again():
    parts = [indicator(int(number), number=number, subgoal=goal) for number, goal in (("1", 1), ("2", 1), ("1", 2))]
    assert run(project(*parts)) == []


def test_a_list_may_run_on_over_projects():
    first = numbered("1", "2", "3")
    assert run(first, numbered("4", "5")) == []
    assert run(first, numbered("1", "2")) == []
    assert run(first, project(name="无指标"), numbered("4", "5")) == []
    assert run(first, numbered("6", "7")) == [("name", "6")]
    assert run(first, numbered("2", "3")) == [("name", "2")]


def test_an_indicator_without_a_number_takes_one():
    assert run(numbered("1", "", "3")) == []
    assert run(numbered("1", "", "4")) == [("name", "4")]
    assert run(numbered("", "")) == []


def test_a_merged_number_is_the_blocks():
    first, second = text("1"), text("2")
    numbers = [first, first, first, second, second]
    rows = [Indicator(n, n, name=text(f"甲{n}"), number=number) for n, number in enumerate(numbers, 1)]
    assert run(project(*rows)) == []


def test_one_number_on_all_rows_is_the_projects():
    assert run(numbered("7", "7", "7")) == []


def test_other_numbers_than_those_of_a_list_are_not_judged():
    assert run(numbered("1.1", "1.2", "2.1")) == ["no-number"]
    assert run(numbered("A1", "A2", "A4")) == ["no-number"]
    assert run(numbered("110101", "110102", "110203")) == ["no-number"]
    assert run(numbered(*map(str, range(1, 1000)))) == []
    assert run(numbered(*map(str, range(1, 1001)))) == ["no-number"]


def test_without_printed_numbers_the_given_ones_count():
    rows = [indicator(1, seq=1, name="甲"), indicator(2, seq=2, name="乙"), indicator(3, seq=5, name="丙")]
    assert run(project(*rows)) == [("name", "丙")]


def test_blocks_for_the_year_and_the_long_term_have_numbers_of_their_own():
    rows = [
        indicator(1, number="1", name="甲", period="3个", annual="1个"),
        indicator(2, number="2", name="乙", period="3个"),
        indicator(3, number="2", name="丙", annual="1个"),
    ]
    assert run(project(*rows)) == []
    later = indicator(4, number="3", name="丁", period="2个", annual="1个")
    assert run(project(*rows, later)) == [("name", "2")]


def test_a_long_list_is_read_in_one_go():
    rows = tuple(Indicator(n, n, Label("产出指标"), name=text("甲")) for n in range(1, 5001))
    assert run(project(*rows)) == []


def test_unread_text_in_the_projects_own_row_may_be_the_lost_one():
    skipped = numbered("1", "3")
    row = skipped.name.pieces[0].cell.row
    unread = table(skipped, fragments=(text("2、培训若干", row=row),))
    assert findings(Sequence(), subject_of(unread, 0)) == ["garbled"]
