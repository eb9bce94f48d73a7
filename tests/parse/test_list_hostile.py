"""Whatever the text holds, parsing gives a result, and every field is the file's own characters."""

from hypothesis import given, settings
from hypothesis import strategies as st
from parse_helpers import tables_of

WORDS = (
    "项目支出绩效目标表 项目名称 总计 财政拨款 绩效目标 绩效指标 单位名称：某局 单位：万元 合计 1、 2、 （3） "
    "1- 11- 产出指标 数量指标 满意度指标 效益指标 ： ； ， 。 、 年度指标值： 实施周期指标值: 权重： ≥95% 3.50 "
    "1,000.00 <p> </p> （ ） 某项目 2024年 | - 𠮷 值： 一级指标："
)
PIECES = st.sampled_from([*WORDS.split(), "\t", "\n", " ", "\r", "\u3000", "\x0b", "项目支出绩效目标表\n"])
HEADS = st.sampled_from(
    [
        "",
        "项目名称\t总计\t绩效目标\t绩效指标\n",
        "项目名称 总计 财政拨款 绩效目标 绩效指标\n",
        "项目名称\t绩效目标和指标\n",
        "项目名称  绩效目标  绩效指标\n",
    ]
)


def texts_of(table):
    for project in table.projects:
        yield from (project.name, project.unit, project.goal, *(a.value for a in project.amounts))
        for i in project.indicators:
            yield from (
                i.name,
                i.period,
                i.annual,
                i.weight,
                i.number,
                i.value_label,
                i.level1.text,
                i.level2.text,
                i.place,
            )
    yield from (table.title, table.department, *table.fragments)


@settings(max_examples=300, deadline=None)
@given(HEADS, st.lists(PIECES, max_size=60), st.sampled_from(["a.txt", "a.md"]))
def test_never_raises_and_texts_stand_in_the_file(head, pieces, name):
    source = "项目支出绩效目标表\n" + head + "".join(pieces)
    for table in tables_of(source, name):
        for text in texts_of(table):
            for piece in text.pieces:
                start, end = piece.cell.source_span(piece.offset, piece.offset + piece.length)
                assert (
                    text.string[piece.start : piece.start + piece.length]
                    == piece.cell.text[piece.offset : piece.offset + piece.length]
                )
                assert (
                    "\\" in source[start:end]
                    or source[start:end] == text.string[piece.start : piece.start + piece.length]
                )


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(["a.txt", "a.md", "a.json", "a.tsv"]))
def test_random_bytes_give_a_result_or_a_read_error(data, name):
    from perflint.errors import ReadError

    try:
        tables = tables_of(data, name)
    except ReadError as error:
        assert error.message.zh
    else:
        assert isinstance(tables, tuple)


def test_large_inputs_stay_fast():
    head = "项目名称\t总计\t绩效目标\t绩效指标\n"
    assert tables_of("\t" * 10_000) == ()
    assert tables_of("测" * 1_700_000) == ()
    assert tables_of("单位名称：" * 100_000) == ()
    (table,) = tables_of(head + "某项目\t1\t目标\t1、产出指标：a" + "：" * 1_000_000)
    assert table.projects[0].indicators[0].name.string == "a"
