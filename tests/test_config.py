"""Configuration files: found upwards, read safely, every wrong key named with its place."""

import pytest

from perflint.config import load
from perflint.errors import DefinitionError, UsageError


def test_nearest_file_upwards(tmp_path):
    (tmp_path / "perflint.yaml").write_text(
        "profile: strict\nignore: [CAT, vague-value]\nrules: [org]\n", encoding="utf-8"
    )
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    config = load(None, deep)
    assert config.path == tmp_path / "perflint.yaml"
    assert (config.profile, config.ignore) == ("strict", ("CAT", "vague-value"))
    assert config.rules == (tmp_path / "org",)


def test_pyproject_section(tmp_path):
    (tmp_path / "pyproject.toml").write_text('[tool.perflint]\nyear = 2025\nfail-level = "warning"\n', encoding="utf-8")
    config = load(None, tmp_path)
    assert (config.year, config.fail_level) == (2025, "warning")


def test_pyproject_of_another_tool_is_passed_over(tmp_path):
    (tmp_path / "perflint.yaml").write_text("lang: en\n", encoding="utf-8")
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "pyproject.toml").write_text("[tool.other]\nx = 1\n", encoding="utf-8")
    assert load(None, inner).lang == "en"


def test_every_wrong_key_with_its_place(tmp_path):
    path = tmp_path / "perflint.yaml"
    path.write_text("profil: strict\nyear: soon\nfail_level: fatal\n", encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        load(path, tmp_path)
    assert [(p.line, p.column) for p in caught.value.problems] == [(1, 1), (2, 1), (3, 1)]
    assert "did you mean 'profile'" in caught.value.problems[0].message.en
    assert "error | warning | info" in caught.value.problems[2].message.en


def test_bad_yaml_names_line_and_column(tmp_path):
    path = tmp_path / "perflint.yaml"
    path.write_text("ignore: [CAT\nyear: 1\n", encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        load(path, tmp_path)
    assert caught.value.problems[0].line == 2


def test_missing_file(tmp_path):
    with pytest.raises(UsageError, match="no such configuration"):
        load(tmp_path / "none.yaml", tmp_path)
