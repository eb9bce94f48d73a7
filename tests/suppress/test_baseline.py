"""Baselines and comparisons: what is known stays silent wherever its row goes, and what is new is told."""

import json
from dataclasses import replace
from random import Random

import pytest

from benchmarks.corpus import as_text, projects
from fuzz.writers import WRITERS
from perflint.api import Options, check_bytes, check_paths
from perflint.errors import UsageError
from perflint.report.compared import render_comparison, render_comparison_json
from perflint.report.view import View
from perflint.suppress import compare, read_baseline
from perflint.suppress.baseline import baseline_of, pruned

STRICT = Options(profile="strict")
HEAD = ["单位名称", "项目名称", "总计", "绩效目标", "一级指标", "二级指标", "三级指标", "实施周期指标值", "年度指标值"]


def rows_of(group):
    rows = [["2025年项目支出绩效目标表", *[""] * 8], HEAD]
    for p in group:
        own = [p["unit"], p["name"], f"{p['amounts'][0]['value']:.2f}", p["goal"]]
        rows.extend(
            [*own, i["level1"], i["level2"], i["name"], i["period_value"], i["annual_value"]] for i in p["indicators"]
        )
    return rows


def saved(folder, result):
    path = folder / "known.json"
    path.write_text(json.dumps(baseline_of(result.diagnostics).document()), encoding="utf-8")
    return path


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_shuffled_rows_and_ten_new_faults_give_exactly_ten(tmp_path, suffix):
    random = Random(7)
    group = list(projects(60, seed=5))
    (tmp_path / f"a.{suffix}").write_bytes(WRITERS[suffix](rows_of(group[:40])))
    (tmp_path / f"b.{suffix}").write_bytes(WRITERS[suffix](rows_of(group[40:])))
    before = check_paths([tmp_path], STRICT)
    assert len(before.diagnostics) > 50
    options = replace(STRICT, baseline=saved(tmp_path, before))
    (tmp_path / "known.json").rename(tmp_path / "known.txt.keep")
    options = replace(options, baseline=tmp_path / "known.txt.keep")
    assert check_paths([tmp_path], options).diagnostics == ()
    for p in group:
        random.shuffle(p["indicators"])
    random.shuffle(group)
    for number, p in enumerate(group[:10]):
        new = dict.fromkeys(("period_value", "annual_value"), "若干") | {"name": f"新设监测断面数量（个）{number}"}
        p["indicators"].append({"level1": "产出指标", "level2": "数量指标", **new})
    (tmp_path / f"a.{suffix}").unlink()
    (tmp_path / f"b.{suffix}").write_bytes(WRITERS[suffix](rows_of(group[:25])))
    (tmp_path / f"c.{suffix}").write_bytes(WRITERS[suffix](rows_of(group[25:])))
    after = check_paths([tmp_path], options)
    assert [(d.rule, d.evidence) for d in after.diagnostics] == [("VAG001", "若干")] * 10


def test_running_text_may_be_reordered_too(tmp_path):
    group = list(projects(20, seed=3))
    before = check_bytes(as_text(group), "a.txt", STRICT)
    Random(1).shuffle(group)
    options = replace(STRICT, baseline=saved(tmp_path, before))
    assert check_bytes(as_text(group), "b.txt", options).diagnostics == ()


def test_a_table_in_two_files_is_known_twice(tmp_path):
    data = as_text(list(projects(3, seed=2)))
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(data)
    options = replace(STRICT, baseline=saved(tmp_path, check_bytes(data, "a.txt", STRICT)))
    (tmp_path / "known.json").rename(tmp_path / "known.keep")
    options = replace(options, baseline=tmp_path / "known.keep")
    files = {d.file.rpartition("/")[2] for d in check_paths([tmp_path], options).diagnostics}
    assert files == {"b.txt"}


def test_pruning_keeps_what_is_still_found():
    group = list(projects(10, seed=4))
    whole = baseline_of(check_bytes(as_text(group), "a.txt", STRICT).diagnostics)
    part = check_bytes(as_text(group[:4]), "a.txt", STRICT).diagnostics
    left = pruned(whole, part)
    assert 0 < sum(left.counts.values()) < sum(whole.counts.values())
    assert left.counts == baseline_of(part).counts


@pytest.mark.parametrize("text", ["", "[]", '{"schema": "other/1"}', '{"schema": "perflint-baseline/1"}', "{" * 9999])
def test_what_is_no_baseline_is_refused(tmp_path, text):
    path = tmp_path / "b.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="no baseline of perflint"):
        read_baseline(path)


def test_a_missing_baseline_says_how_to_make_one(tmp_path):
    with pytest.raises(UsageError, match="perflint baseline write"):
        read_baseline(tmp_path / "none.json")


DRAFT = [
    ["（{year}年）项目支出绩效目标表", *[""] * 8],
    HEAD,
    ["甲局", "{year}年渠道清淤", "10", "清淤{year}公里。", "产出指标", "质量指标", "渠道质量", "提高", "明显改善"],
    ["甲局", "{year}年渠道清淤", "10", "清淤{year}公里。", "产出指标", "数量指标", "清淤长度", "≥12公里", "12"],
    [
        "甲局",
        "{year}年渠道清淤",
        "10",
        "清淤{year}公里。",
        "满意度指标",
        "服务对象满意度指标",
        "农户满意度",
        "≥90%",
        "≥90%",
    ],
]


def drafted(year, changes=()):
    rows = [[cell.format(year=year) for cell in row] for row in DRAFT]
    for row, column, text in changes:
        rows[row][column] = text
    chosen = Options(select=("VAG001", "UNT002", "VAG003"), lang="en")
    return check_bytes(WRITERS["csv"](rows), f"{year}.csv", chosen).diagnostics


def test_a_year_later_the_same_faults_are_still_there():
    changes = [(2, 8, "有所改善"), (3, 8, "≥12公里"), (4, 8, "好")]
    comparison = compare(drafted(2025), drafted(2026, changes))
    assert [d.rule for d in comparison.mended] == ["UNT002"]
    assert [(pair.old.evidence, pair.new.evidence, pair.changed) for pair in comparison.remaining] == [
        ("明显改善", "有所改善", True)
    ]
    assert [d.rule for d in comparison.new] == ["VAG003"]
    text = render_comparison(comparison, View("en"))
    assert text.endswith("1 mended, 1 still there, 1 new\n")
    assert "(reworded)" in text
    document = json.loads(render_comparison_json(comparison))
    assert document["schema"] == "perflint-compare/1"
    assert document["summary"] == {"mended": 1, "remaining": 1, "new": 1}


def test_equal_runs_have_nothing_new():
    group = list(projects(30, seed=6))
    one = check_bytes(as_text(group), "a.txt", STRICT).diagnostics
    group.reverse()
    two = check_bytes(as_text(group), "b.txt", STRICT).diagnostics
    comparison = compare(one, two)
    assert (comparison.mended, comparison.new) == ((), ())
    assert not any(pair.changed for pair in comparison.remaining)
