"""The seed tables of the fuzzer: small, with merged labels and with faults, so that diagnostics have places.

Files that real programs wrote stand beside them, where the tests' fixtures are there.
"""

from __future__ import annotations

from pathlib import Path

from fuzz.writers import WRITERS, Rows

_FIXTURES = Path(__file__).resolve().parent.parent / "tests" / "read" / "fixtures"
# Larger ones would be damaged where nobody looks, and take their time.
_MAX_BYTES = 100_000

_LIST: Rows = [
    [("2024年度项目支出绩效目标表", 1, 7), *[None] * 6],
    ["项目名称", "年度绩效目标", "一级指标", "二级指标", "三级指标", "指标值", "备注"],
    [("道路养护", 3, 1), ("养护道路30公里。", 3, 1), ("产出指标", 2, 1), "数量指标", "养护里程", "≥20公里", "A&B <1>"],
    [None, None, None, "质量指标", "养护及时率", "提升", ""],
    [None, None, "效益指标", "社会效益指标", "出行条件", "明显改善", '引"号'],
]
_FORM: Rows = [
    [("项目支出绩效自评表（2023年度）", 1, 7), *[None] * 6],
    ["项目名称", ("桥梁维修", 1, 6), *[None] * 5],
    [("项目资金（万元）", 2, 1), "", "年初预算数", "全年预算数", "全年执行数", "分值", "得分"],
    [None, "年度资金总额", "100", "1e5", "90", "10", "9"],
    ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
    [("产出指标", 2, 1), "数量指标", "维修桥梁", "≥5座", "8座", "40", "40"],
    [None, "质量指标", "验收合格率", "≥=95%", "90%", "20", "25"],
    ["满意度指标", "服务对象满意度", "群众满意度", "力争90%左右", "", "30", "30"],
    [("总分", 1, 5), *[None] * 4, "100", "97"],
]
TABLES: tuple[Rows, ...] = (_LIST, _FORM)


def seeds_of(suffix: str, real_ones: bool) -> list[bytes]:
    """The files of a format that are damaged; the real ones cost more time."""
    # Of an old document only LibreOffice could tell.
    real = sorted(_FIXTURES.glob(f"*-*.{suffix}")) if real_ones and suffix != "doc" else []
    return [WRITERS[suffix](table) for table in TABLES] + [
        file.read_bytes() for file in real if file.stat().st_size < _MAX_BYTES
    ]
