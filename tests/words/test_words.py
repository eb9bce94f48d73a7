"""Cutting text into words and taking the words that carry meaning."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from perflint.words import content_words, cut, known

EMPTY = frozenset(["服务", "工作", "情况", "数量", "开展", "完成", "的", "内容"])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("服务对象满意度", "服务 对象 满意度"),
        ("农村公路日常养护里程", "农村 公路 日常 养护 里程"),
        ("强制免疫疫苗接种率", "强制 免疫 疫苗 接种率"),
        ("环境影响报告书审批及时率", "环境 影响 报告书 审批 及时率"),
        ("巡检台账验收", "巡检 台账 验收"),
        ("高标准农田建设", "高标准农田 建设"),
        ("两台设备", "两 台 设备"),
        ("办埋", "办 埋"),
    ],
)
def test_cut(text: str, words: str) -> None:
    assert cut(text) == tuple(words.split())


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "≥95%（a/b*100%，预计85次）",
        "每月1次\t全年12次\r\n",
        "7×24小时 ＡＢＣ",
        "\x00\ud800𠮷野家",
        "产出、效益；" * 2000,
    ],
)
def test_the_words_are_the_text_again(text: str) -> None:
    assert "".join(cut(text)) == text


def test_cut_is_the_same_every_time() -> None:
    text = "困难残疾人生活补贴发放及时率"
    first = cut(text)
    cut.cache_clear()
    assert cut(text) == first == ("困难", "残疾人", "生活", "补贴", "发放", "及时率")


def test_a_long_text_is_cut_in_pieces_of_linear_cost() -> None:
    assert len(cut("群众满意度" * 20_000)) == pytest.approx(40_000, abs=100)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("服务对象满意度", "对象 满意"),
        ("满意率", "满意"),
        ("故障响应时间", "故障 响应"),
        ("系统响应次数", "系统 响应"),
        ("设备的维修及保养情况", "设备 维修 保养"),
        ("数据完整性", "数据 完整"),
        ("开展工作情况", ""),
        ("工作量", ""),
        ("两台设备采购数量", "设备 采购"),
        ("乡村道路（㎞）ＡＰＰ 2025", "乡村 道路 km app 2025"),
        ("桥、路", "桥 路"),
        ("制度进度", "制度 进度"),
        ("，。！", ""),
        ("", ""),
    ],
)
def test_content_words(text: str, words: str) -> None:
    assert content_words(text, EMPTY) == tuple(words.split())


def test_different_things_stay_different() -> None:
    pairs = [("报告书编制数量", "报告表编制数量"), ("故障响应率", "故障处置率"), ("主管单位满意度", "使用单位满意度")]
    assert all(content_words(a, EMPTY) != content_words(b, EMPTY) for a, b in pairs)


def test_known() -> None:
    assert [word for word in ("满意度", "验收", "台账", "办理", "的") if not known(word)] == []
    assert [word for word in ("办埋", "满意渡", "", "xyz") if known(word)] == []
    # The beginning of a longer word is none itself.
    assert not known("非物质文")


def run(code: str, temp: Path) -> str:
    """Run code in a fresh interpreter whose temporary directory is `temp`; its output and errors."""
    done = subprocess.run(
        [sys.executable, "-c", code], env={"TMPDIR": str(temp), "TEMP": str(temp), "TMP": str(temp), "PYTHONUTF8": "1"},
        capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    return done.stdout + done.stderr


def test_the_import_loads_no_jieba_and_cutting_writes_nothing(tmp_path: Path) -> None:
    code = """
import sys
import perflint.words
before = "jieba" in sys.modules
words = perflint.words.cut("验收合格率")
print(before, "jieba" in sys.modules, "pkg_resources" in sys.modules, words)
"""
    assert run(code, tmp_path) == "False False False ('验收', '合格率')\n"
    assert list(tmp_path.iterdir()) == []


def test_another_import_of_jieba_gets_a_whole_one(tmp_path: Path) -> None:
    code = "import perflint.words as w, jieba; w.cut('验收'); import jieba.finalseg as f; print(hasattr(f, 'cut'))"
    assert run(code, tmp_path) == "True\n"
    assert (
        run("import perflint.words as w; w.cut('验收'); import jieba; print(hasattr(jieba.finalseg, 'cut'))", tmp_path)
        == "True\n"
    )


def test_known_needs_no_jieba(tmp_path: Path) -> None:
    code = "import sys, perflint.words as w; print(w.known('验收'), 'jieba' in sys.modules)"
    assert run(code, tmp_path) == "True False\n"
