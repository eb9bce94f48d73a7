"""The plugin as its users meet it: installed beside perflint, found by name."""

from pathlib import Path

from click.testing import CliRunner

from perflint.api import Options, check_bytes, check_paths, rulebook
from perflint.cli import cli
from perflint.report import View, render

RULES = Path(__file__).parent.parent / "rules"
TABLE = """2025年项目支出绩效目标表
单位名称：|青禾县水利局
一级指标|二级指标|三级指标|指标值
产出指标|数量指标|清淤渠道长度|≥12公里
产出指标|质量指标|渠道完好率|
"""


def test_the_kind_is_found_and_its_rule_proved_by_its_examples():
    assert "CITY001" in {rule.code for rule in rulebook(Options(rules_dirs=(RULES,))).rules}


def test_the_kind_finds_a_wrong_digit():
    data = '[{"projects": [{"name": "渠道清淤", "code": "20250310", "indicators": [{"name": "清淤长度"}]}]}]'
    result = check_bytes(data.encode(), "list.json", Options(rules_dirs=(RULES,), select=("CITY001",)))
    (found,) = result.diagnostics
    assert (found.evidence, found.values["expected"]) == ("20250310", 1)


def test_the_reader_is_found_by_suffix_in_a_folder_and_gives_places(tmp_path):
    (tmp_path / "water.psv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "notes.unknown").write_text("", encoding="utf-8")
    result = check_paths([tmp_path], Options(select=("STR005",)))
    assert [file.indicators for file in result.files] == [2]
    (found,) = result.diagnostics
    start = found.location.range.start
    assert (found.evidence, start.line, start.column) == ("渠道完好率", 5, 11)


def test_the_reporter_is_found_by_its_format(tmp_path):
    (tmp_path / "water.psv").write_text(TABLE, encoding="utf-8")
    result = check_paths([tmp_path], Options(select=("STR005",)))
    assert render("units", result, View("en")) == "unit\tfindings\n青禾县水利局\t1\n"


def test_the_kind_is_explained_and_a_rule_of_it_starts_from_its_example(tmp_path):
    said = CliRunner().invoke(cli, ["explain", "check-digit"])
    assert said.exit_code == 0 and "modulus  integer" in said.stdout and 'code: "1015"' in said.stdout
    assert "check-digit" in CliRunner().invoke(cli, ["rules", "kinds"]).stdout
    made = CliRunner().invoke(cli, ["rules", "new", str(tmp_path), "--kind", "check-digit"])
    assert made.exit_code == 0
    assert CliRunner().invoke(cli, ["rules", "test", str(tmp_path)]).exit_code == 0
