"""The quick way of reading plain lists finds what the whole grammar finds, to the last place, or steps aside."""

from random import Random

import pytest

from perflint.model import NO_LABEL, Cell, Text
from perflint.parse import running
from perflint.parse.plainrun import plain_items, spelled
from perflint.taxonomy import load_taxonomy

TAXONOMY = load_taxonomy()


def words(text: str) -> list[str]:
    return text.split()


PLAIN_NAMES = words(
    """道路改造长度 群众满意度 人均GDP A类项目数 完成率(%) 新增值 产值 维修5号泵站 水质达到IV类 分值数 权重大小
    三公经费 第三方评估次数 一般性支出 值班人数 合同（含税）数 道路）养护 完好率（完好数量/总数量×100%）
    公共&nbsp;厕所加固率 村级<br/>卫生室数
    参保率(参保人数/应保人数*100%) 改造率(（完工数/计划数）×100%) 满意率（满意份数÷问卷份数）"""
)
NAMES = PLAIN_NAMES + words(
    """指标1道路 设备（一）台数 培训（3）班 下达1、2号文件 ★核心指标 提高3.5倍 目标值 年度目标 2024年培训人数
    项目、资金 按《条例》执行数 产出指标 数量指标 备注 质量；数量"""
)
PLAIN_VALUES = words(
    """≥95% ≥95.5% 2.5% 3.1公里 12次 大于等于117套 2025年12月底前 明显提升 =100% ≤5个工作日 每月1次 0.95 5 4.2个 6.8
    三次 十二 IV类 （含）以上 GB5次 ≥=78% ＞＝3 / 力争≥97% 不低于≥5个 惠及2058人 ××"""
)
VALUES = ["", *PLAIN_VALUES, *words("1-3个 （一）类 1)完成 三、完成 1:3 年度指标值 2次；3次 标准值≥3 3.")]
LEVELS = words(
    """1-产出指标；11-数量指标； 1-产出指标；12-质量指标； 2-效益指标；22-社会效益； 3-满意度指标；31-服务对象满意度；
    2-社会效益指标；22-社会效益； 1-产出指标:11-数量指标: 1-产出指标， 11-数量指标； 1-产出；11-未知类别；
    01-产出指标/0101-数量指标/ 1—产出指标；12—质量指标； 9-其他；91-杂项；"""
)
LABELS = words(
    """；实施周期指标值: ；年度指标值: ；指标值: ；实际完成值： ；权重： ；备注： ，年度目标值： ；计量单位: ；基准值：
    ；2025年指标值: ；本年值： ；半年指标值:"""
)
ENDS = ["。", "；", ";", "", "\n", "。\n", " "]


def a_list(random: Random) -> str:
    """A list of a few indicators, plain ones more often than not."""
    plain = random.random() < 0.75
    mark = "、" if plain else random.choice("、.．)）")
    labels = ["；实施周期指标值:", "；年度指标值:"] if plain else random.sample(LABELS, random.randint(1, 3))
    end = "。" if random.random() < 0.8 else random.choice(ENDS)
    items, seq = [], 1
    for _ in range(random.randint(1, 6)):
        seq += random.random() < 0.03
        values = "".join(label + random.choice(PLAIN_VALUES if plain else VALUES) for label in labels)
        levels, name = random.choice(LEVELS[: 5 if plain else None]), random.choice(PLAIN_NAMES if plain else NAMES)
        if random.random() < 0.05:
            name = random.choice(["", "长" * random.randint(1, 90)])
        items.append(f"{seq}{mark}{levels}{name}{values}{end}")
        seq += 1
    text = "".join(items)
    if random.random() < 0.1:
        at = random.randrange(len(text))
        text = text[:at] + random.choice("；。：12、 年值（）") + text[at + random.randint(0, 1) :]
    return text


@pytest.mark.parametrize("seed", range(4))
def test_as_the_whole_grammar(seed):
    random = Random(seed)
    quick = 0
    for _ in range(500):
        source = Text.of(Cell(a_list(random)))
        items = plain_items(source, TAXONOMY, running._read_example).items
        if items:
            quick += 1
            run = running._parsed(source, TAXONOMY, NO_LABEL)
            assert not run.prefix and not run.fragments, source.string
            assert list(map(spelled, items)) == list(map(spelled, run.items)), source.string
    assert quick > 50


def test_what_is_no_plain_list_is_left_to_the_grammar():
    plain = "1、1-产出指标；11-数量指标；道路改造长度；年度指标值:≥4公里。"
    assert plain_items(Text.of(Cell(plain)), TAXONOMY, running._read_example).items
    for text in (
        f"绩效指标：{plain}",
        plain.replace("1、", "2、", 1),
        f"{plain}3、",
        plain.replace("；道路", "；★道路"),
    ):
        assert not plain_items(Text.of(Cell(text)), TAXONOMY, running._read_example).items, text
