"""`perflint config init`: what it writes loads, with every comment taken away too, and nothing is overwritten."""

import re

import pytest
from click.testing import CliRunner

from perflint.cli import cli
from perflint.config import load
from perflint.config.keys import ABOUT, KEYS
from perflint.config.template import template
from perflint.options import options_of, taxonomy_of


def run(*words):
    return CliRunner().invoke(cli, ["--lang", "en", "config", "init", *words], catch_exceptions=False)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_loads_as_it_is_and_with_every_setting(tmp_path, lang):
    text = template(["hubei"], lang)
    path = tmp_path / "perflint.yaml"
    path.write_text(text, encoding="utf-8")
    assert load(path, tmp_path).lang == lang
    every = re.sub(r"^# (?=[a-z_]+: |[a-z_]+:$| {2})", "", text, flags=re.MULTILINE)
    path.write_text(every, encoding="utf-8")
    (tmp_path / "our-rules").mkdir()
    config = load(path, tmp_path)
    assert set(KEYS) - set(ABOUT) == {key for layer in config.layers for key in layer.values} & set(KEYS) - set(ABOUT)
    taxonomy_of(options_of(config))


def test_nothing_is_overwritten(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("--pack", "nowhere").exit_code == 2
    assert list(tmp_path.iterdir()) == []
    assert run("--pack", "hubei").exit_code == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == [".perflint.schema.json", "perflint.yaml"]
    before = (tmp_path / "perflint.yaml").read_bytes()
    done = run()
    assert (done.exit_code, "is not overwritten" in done.stderr) == (2, True)
    assert (tmp_path / "perflint.yaml").read_bytes() == before
