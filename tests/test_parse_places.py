"""`perflint parse` shows where each indicator stands, and marks what is hidden."""

from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from perflint.cli import cli

ROWS = (
    ("项目名称", "一级指标", "二级指标", "三级指标", "指标值"),
    ("道路养护", "产出指标", "数量指标", "养护道路里程", "≥100公里"),
    ("道路养护", "产出指标", "质量指标", "养护验收合格率", "≥95%"),
)


@pytest.mark.parametrize(("lang", "head", "mark"), [("zh", "位置", "（隐藏）"), ("en", "place", " (hidden)")])
def test_the_cells_of_a_workbook_stand_in_the_last_column(tmp_path: Path, lang: str, head: str, mark: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "目标表"
    for row in ROWS:
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    path = tmp_path / "a.xlsx"
    book.save(path)
    done = CliRunner().invoke(cli, ["--lang", lang, "parse", str(path)], catch_exceptions=False)
    lines = done.stdout.splitlines()
    assert any(line.endswith(head) for line in lines)
    assert any("养护道路里程" in line and line.endswith("目标表!D2") for line in lines), done.stdout
    assert any("养护验收合格率" in line and line.endswith(f"目标表!D3{mark}") for line in lines), done.stdout


def test_text_files_have_lines_and_columns(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\n".join("\t".join(row) for row in ROWS), encoding="utf-8")
    done = CliRunner().invoke(cli, ["parse", str(path)], catch_exceptions=False)
    assert [line.split()[-1] for line in done.stdout.splitlines() if "养护" in line and "≥" in line] == ["2:16", "3:16"]
