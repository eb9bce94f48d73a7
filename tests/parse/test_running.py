"""The grammar of indicators in running text."""

import pytest
from parse_helpers import indicators_of, run_of, short

OUT, GAIN, GLAD = "产出指标", "效益指标", "满意度指标"
COUNT, QUALITY, TIME, SOCIAL = "数量指标", "质量指标", "时效指标", "社会效益指标"


@pytest.mark.parametrize(
    "cell",
    [
        "1、1-产出指标：11-数量指标：里程：实施周期指标值：9公里：年度指标值：3公里。",
        "1、1-产出指标；11-数量指标；里程；实施周期指标值:9公里；年度指标值:3公里。",
        "1、1-产出指标,11-数量指标,里程；实施周期指标值:9公里,年度指标值:3公里；",
        "1. 产出指标，数量指标，里程，实施期指标值：9公里，年度目标值：3公里",
        "1．产出指标-数量指标-里程；中期目标值：9公里；年度目标值：3公里",
        "（1）产出指标；数量指标；里程；总体指标值：9公里；本年度指标值：3公里；",
        "1) 产出指标: 数量指标: 里程; 项目周期指标值: 9公里; 2025年指标值: 3公里;",
        "① 产出指标：数量指标：里程，年度指标值：3公里，中长期指标值：9公里",
        "１、１－产出指标；１１－数量指标；里程；实施周期指标值：9公里；年度指标值：3公里。",
        "1、一级指标：产出指标；二级指标：数量指标；三级指标：里程；实施期目标值：9公里；年初目标值(A)：3公里",
        "<p>1、1-产出指标；11-数量指标；里程；实施周期指标值:9公里；</p> <p>年度指标值:3公里；</p>",
        "1、★产出指标；数量指标；★指标1：里程；长期指标值：9公里；全年目标值：3公里",
        "1、产 出 指 标；数 量 指 标；里程；实施周\n期指标值：9公里；年度指\n标值：3公里",
    ],
)
def test_one_indicator_in_many_spellings(cell):
    assert [short(i) for i in indicators_of(cell)] == [(1, OUT, COUNT, "里程", "9公里", "3公里")]


def test_codes_categories_and_the_printed_number():
    one, two = indicators_of(
        "3、2-效益指标：22-社会效益：就业人数；年度指标值：≥50人。4、1-产出指标：12-数量指标：场次；年度指标值：9场"
    )
    assert (one.number.string, one.level1.code.string, one.level2.code.string) == ("3", "2", "22")
    assert (one.level2.value, one.level2.category, one.level2.text.string) == ("社会效益", SOCIAL, "社会效益")
    assert (two.index, two.seq, two.level2.code.string, two.level2.category) == (2, 4, "12", COUNT)


def test_one_level_only_and_a_name_that_could_be_a_category():
    cell = (
        "1、产出指标：检测批次，年度指标值：≥95%（合格批次/总批次*100%，预计20批）。"
        "2、满意度指标：用户满意度，年度指标值：≥90%。"
    )
    assert [short(i) for i in indicators_of(cell)] == [
        (1, OUT, "", "检测批次", "", "≥95%（合格批次/总批次*100%，预计20批）"),
        (2, GLAD, "", "用户满意度", "", "≥90%"),
    ]


def test_what_is_missing_stays_empty():
    cell = (
        "1、1-产出指标：实施周期指标值：≥5个；年度指标值：≥5个。"
        "2、3-满意度指标：31-服务对象满意度；实施周期指标值:满意；"
        "年度指标值:满意。3、2-效益指标,22-社会效益,宣传；"
        "实施周期指标值:妥善处置。； 4、12-质量指标；完好率；"
        "年度指标值：100%"
    )
    assert [short(i) for i in indicators_of(cell)] == [
        (1, OUT, "", "", "≥5个", "≥5个"),
        (2, GLAD, "服务对象满意度", "", "满意", "满意"),
        (3, GAIN, "社会效益", "宣传", "妥善处置", ""),
        (4, "", QUALITY, "完好率", "", "100%"),
    ]


def test_enumerations_inside_values_do_not_split():
    cell = (
        "1、1-产出指标：11-数量指标：备份；实施周期指标值：1、每日增量；"
        "2、每周全量；年度指标值：1、每日增量；2、每周全量。"
        "2、产出指标：更新率，年度指标值：≥5%（1、2024年新增/总量*100%；2、2023年修改/总量*100%）。"
        "3、1-产出指标：12-质量指标：监测；年度指标值：《月报》12期；《季报》4期；简讯252条，1、含微信2、含网站。"
    )
    assert [short(i)[3:] for i in indicators_of(cell)] == [
        ("备份", "1、每日增量；2、每周全量", "1、每日增量；2、每周全量"),
        ("更新率", "", "≥5%（1、2024年新增/总量*100%；2、2023年修改/总量*100%）"),
        ("监测", "", "《月报》12期；《季报》4期；简讯252条，1、含微信2、含网站"),
    ]


def test_a_number_without_a_category_goes_on_with_the_list():
    cell = (
        "1、产出指标：场次，年度指标值：9场。2、观众人次，年度指标值：≥500人次。3、满意度指标：满意率，年度指标值：≥90%"
    )
    assert [short(i)[:4] for i in indicators_of(cell)] == [
        (1, OUT, "", "场次"),
        (2, "", "", "观众人次"),
        (3, GLAD, "", "满意率"),
    ]


def test_values_under_another_label_are_recovered_and_keep_it():
    cell = (
        "1、1-产出指标：13-时效指标；抢修时间；抢修时间：≤1小时。"
        "2、2-效益指标：22-社会效益指标；通行能力；设施使用年限：≥2年。"
        "3、3-满意度指标：31-服务对象满意度；司机满意度：≥99%。4、1-产出指标：11-数量指标：座数；年度指标值：5座。"
    )
    found = indicators_of(cell)
    assert [(i.name.string, i.annual.string, i.value_label.string) for i in found] == [
        ("抢修时间", "≤1小时", "抢修时间"),
        ("通行能力", "≥2年", "设施使用年限"),
        ("司机满意度", "≥99%", "司机满意度"),
        ("座数", "5座", ""),
    ]


def test_a_list_without_value_labels_has_no_wrong_ones():
    cell = (
        "1、产出指标：数量指标：养护里程≥300公里；2、产出指标：质量指标：完好率：≥95%；"
        "3、效益指标：社会效益指标：通行条件：明显改善"
    )
    found = indicators_of(cell)
    assert [(i.level2.value, i.name.string, i.annual.string, i.value_label.string) for i in found] == [
        (COUNT, "养护里程", "≥300公里", ""),
        (QUALITY, "完好率", "≥95%", ""),
        (SOCIAL, "通行条件", "明显改善", ""),
    ]


@pytest.mark.parametrize(
    "cell",
    [
        "产出指标：1、数量指标：场次，指标值：60场；2、成本指标：单价，指标值：≤1万元。"
        "满意度指标：1、服务对象满意度指标：观众满意度，指标值：≥90%",
        "一、产出指标：（1）数量指标：场次；指标值：60场；（2）成本指标：单价；指标值：≤1万元。"
        "二、满意度指标：（1）服务对象满意度指标：观众满意度；指标值：≥90%",
    ],
)
def test_a_level1_above_several_indicators(cell):
    assert [short(i) for i in indicators_of(cell)] == [
        (1, OUT, COUNT, "场次", "", "60场"),
        (2, OUT, "成本指标", "单价", "", "≤1万元"),
        (1, GLAD, "服务对象满意度指标", "观众满意度", "", "≥90%"),
    ]


def test_without_numbers_the_categories_begin_the_indicators():
    cell = "产出指标：数量指标：走访户数，年度指标值：≥100户；产出指标：质量指标：完整率，年度指标值：≥95%。"
    assert [short(i) for i in indicators_of(cell)] == [
        (1, OUT, COUNT, "走访户数", "", "≥100户"),
        (2, OUT, QUALITY, "完整率", "", "≥95%"),
    ]
    assert [i.number.string for i in indicators_of(cell)] == ["", ""]


def test_library_codes_are_no_part_of_the_name_but_numbers_are():
    cell = (
        "1、1-产出指标；12-质量指标；00-专家评审通过率；年度指标值:100%。"
        "2、产出指标：24小时热线接听率，年度指标值：≥95%"
    )
    assert [i.name.string for i in indicators_of(cell)] == ["专家评审通过率", "24小时热线接听率"]


def test_an_unknown_category_keeps_its_label():
    (one,) = indicators_of("1、4-奇巧指标：41-首创指标：案例数；年度指标值：1个")
    assert (one.level1.value, one.level1.category, one.level2.value, one.level2.category) == (
        "奇巧指标",
        None,
        "首创指标",
        None,
    )


def test_fields_behind_the_values():
    (one,) = indicators_of(
        "1、产出指标：数量指标：场次；年度指标值：≥9场；权重：20；计算公式：按台账统计；实际完成值：10场；得分：20。"
    )
    assert (one.annual.string, one.weight.string, one.formula.string, one.actual.string, one.score.string) == (
        "≥9场",
        "20",
        "按台账统计",
        "10场",
        "20",
    )


def test_template_rows_are_no_indicators():
    cell = (
        "1、1-产出指标：11-数量指标：场次；年度指标值：9场。"
        "2、1-产出指标：13-时效指标；实施周期指标值:无；年度指标值:不涉及。"
    )
    assert [short(i)[:1] for i in indicators_of(cell)] == [(1,)]


def test_what_stands_before_the_first_indicator_is_the_prefix():
    run = run_of("完成改造任务。1、产出指标：面积，年度指标值：2万平方米。")
    assert run.prefix.string == "完成改造任务"
    assert run_of("详见附件").prefix.string == "详见附件"
    assert run_of("详见附件").items == ()


def test_places_are_those_of_the_cell():
    cell = "<p>1、1-产出指标；11-数量指标；里程；实施周期指标值:9公里；年度指标值:3公里。</p>"
    (one,) = indicators_of(cell)
    for text in (one.name, one.period, one.annual, one.level1.text, one.level2.text, one.number):
        (piece,) = text.pieces
        assert cell[piece.offset : piece.offset + piece.length] == text.string
    assert one.annual.pieces[0].offset == cell.rindex("3公里")


def test_markup_inside_a_value_stays():
    (one,) = indicators_of("1、产出指标：面积，年度指标值：≥800m <sup>2</sup>（A区）。")
    assert one.annual.string == "≥800m <sup>2</sup>（A区）"


@pytest.mark.parametrize(
    "cell",
    ["", "、" * 50, "1、" * 200, "1、产出指标：" * 50, "年度指标值：" * 50, "（" * 99 + "1、产出指标：a", "1-" * 80],
)
def test_nonsense_gives_a_result(cell):
    assert len(run_of(cell).items) <= 50


def test_a_long_line_takes_linear_time():
    item = "1、1-产出指标：11-数量指标：里程；实施周期指标值:9公里；年度指标值:3公里。"
    assert len(run_of(item * 2000).items) == 2000
    assert len(run_of(item + "2、x，备注：y。" * 20000 + " " * 500_000).items) == 1


def test_a_second_level_in_the_place_of_the_first_and_a_code_broken_over_lines():
    cell = (
        "1、2-社会效益指标,22-社会效益,灌溉受益农户；实施周期指标值:300户,年度指标值:90户；"
        "2、1-产出指标；1\n\n1-数量指标；清淤长度；实施周期指标值:9公里；年度指标值:3公里。"
    )
    one, two = indicators_of(cell)
    assert short(one) == (1, "社会效益指标", "社会效益", "灌溉受益农户", "300户", "90户")
    assert short(two) == (2, OUT, COUNT, "清淤长度", "9公里", "3公里")


def test_a_list_below_first_levels_with_short_labels_and_numbers_behind_the_names():
    cell = (
        "产出指标：1、数量指标：展演场次≥20场；2、质量指标：复排合格率100%；3、成本指标：≤36万元；"
        "效益指标：1、社会效益：观众人次≥1.2万人次；2、可持续影响：传承能力提升；满意度指标：观众满意度≥90%。"
    )
    assert [short(i) for i in indicators_of(cell)] == [
        (1, OUT, COUNT, "展演场次", "", "≥20场"),
        (2, OUT, QUALITY, "复排合格率", "", "100%"),
        (3, OUT, "成本指标", "", "", "≤36万元"),
        (1, GAIN, "社会效益", "观众人次", "", "≥1.2万人次"),
        (2, GAIN, "可持续影响", "传承能力提升", "", ""),
        (1, GLAD, "", "观众满意度", "", "≥90%"),
    ]


def test_a_level2_in_brackets_behind_its_level1():
    cell = (
        "1、产出指标（数量指标）：管护公园数量，指标值≥5个；2、产出指标(质量指标)：绿化成活率，指标值≥95%；"
        "3、满意度指标：市民满意度，指标值≥90%。"
    )
    assert [short(i) for i in indicators_of(cell)] == [
        (1, "产出指标", "数量指标", "管护公园数量", "", "≥5个"),
        (2, "产出指标", "质量指标", "绿化成活率", "", "≥95%"),
        (3, "满意度指标", "", "市民满意度", "", "≥90%"),
    ]
    assert [i.level2.text.string for i in indicators_of(cell)] == ["数量指标", "质量指标", ""]


def test_a_bracket_that_is_no_level2_stays_in_the_label():
    (one,) = indicators_of("1、产出指标（50分）：修缮校舍面积，指标值≥900平方米。")
    assert (one.level1.value, one.level2.value, one.name.string) == ("产出指标", "", "修缮校舍面积")
