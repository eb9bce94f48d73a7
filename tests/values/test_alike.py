"""A value of one plain number is taken apart as it would be from scratch, whichever value it was likened to."""

from random import Random

import pytest

from perflint.taxonomy import load_taxonomy
from perflint.values.alike import like_another
from perflint.values.value import take_apart

UNITS = load_taxonomy().units
SIGNS = ["", "≥", "≤", "=", ">", "<", ">=", "≥=", "＞", "＜＝"]
WORDS = ["", "惠及", "力争", "力争不少于", "约", "近", "每", "每个", "平均", "其中", "热线", "国道", "本", "次"]
WORDS += ["控制在", "完成"]
NUMBERS = [str(n) for n in (*range(1, 33), 60, 99, 100, 110, 119, 120, 365, 999, 1000, 1899, 1990, 2025, 2100, 2101)]
NUMBERS += ["9999", "12345", "99999", "0.5", "1.0", "3.10", "12.1", "12.31", "86.8", "100.0", "2025.5", "086"]
NUMBERS += ["112", "1930", "2100.05"]
BEHIND = ["", "%", "‰", "个工作日", "个村", "家企业", "场活动", "以上", "左右", "天内", "公里长", "元每人", "平台"]
BEHIND += ["月底前", "期", "级", "星级", "年", "万元", "热线电话", "小时", "次/年", "个（其中）", "人左右", "%左右"]
BEHIND += ["等星级", "条举报热线", "个年内", "国道", "余人"]


@pytest.mark.parametrize("seed", range(4))
def test_like_another(seed):
    random = Random(seed)
    alike = 0
    for _ in range(2500):
        behind = random.choice((random.choice(BEHIND), random.choice(list(UNITS.dimension))))
        before = random.choice(SIGNS) + random.choice(WORDS) + random.choice(SIGNS)
        text = f"{before}{random.choice(NUMBERS)}{behind}"
        found = like_another(text, UNITS, take_apart)
        if found is not None:
            alike += 1
            assert repr(found) == repr(take_apart(text, UNITS)), text
    assert alike > 500


def test_what_depends_on_its_number_is_left_alone():
    for text in ("2025", "12月", "3时", "1.0版", "12345平台", "0.95", "第3期", "≥1.2万元", "2100.05", "本年3个"):
        assert like_another(text, UNITS, take_apart) is None, text
