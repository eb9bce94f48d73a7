"""`perflint doctor`: every format is tried, and what is missing or broken says what to do."""

import json
import re
from collections import Counter
from dataclasses import replace

import pytest
from click.testing import CliRunner

from perflint import doctor, plugins
from perflint.cli import cli
from perflint.read import SUFFIXES, word


def run(*words):
    done = CliRunner().invoke(cli, ["--lang", "en", "doctor", *words], catch_exceptions=False, standalone_mode=False)
    return done.return_value, done.stdout


def test_every_suffix_is_named_once():
    named = Counter(suffix for form in doctor.FORMATS for suffix in form.suffixes)
    assert named == Counter(list(SUFFIXES))


def test_samples_are_read():
    states = {c.name: (c.state, c.by) for c in doctor.formats()}
    for name in (".xlsx .xlsm", ".ods", ".docx .docm", ".pdf"):
        state, by = states[name]
        assert state == "ready", name
        assert by.partition(" ")[2], "the version of the library"


def test_without_libreoffice_it_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(word, "_PLACES", ())
    status, text = run()
    assert status == 0
    assert re.search(r"missing +\.doc \.wps \.rtf \.odt +LibreOffice\n +old Word, .* Save As", text)


def test_a_library_that_does_not_read_is_broken(monkeypatch):
    pdf = next(f for f in doctor.FORMATS if ".pdf" in f.suffixes)
    monkeypatch.setattr(doctor, "FORMATS", (replace(pdf, sample=lambda: b"%PDF-1.4 and no more"),))
    status, text = run("-f", "json")
    assert status == 2
    (found,) = json.loads(text)["formats"]
    assert found["state"] == "broken"
    assert "damaged" in found["detail"]


def test_a_sample_that_is_misread_is_broken(monkeypatch):
    other = replace(next(f for f in doctor.FORMATS if ".docx" in f.suffixes), sample=lambda: b"no document")
    monkeypatch.setattr(doctor, "FORMATS", (other,))
    (found,) = doctor.formats()
    assert found.state == "broken"


def test_plugins_are_loaded(monkeypatch, tmp_path):
    info = tmp_path / "odd_plugin-2.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: odd-plugin\nVersion: 2.0\n", encoding="utf-8")
    points = "[perflint.readers]\nodd = no_such_module:read\n[perflint.reporters]\nplain = json:dumps\n"
    (info / "entry_points.txt").write_text(points, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    for cached in (plugins.find, plugins._points):
        cached.cache_clear()
    try:
        status, text = run()
    finally:
        for cached in (plugins.find, plugins._points):
            cached.cache_clear()
    assert status == 2
    assert re.search(r"broken +\.odd +odd-plugin 2\.0\n +'odd' of the plugin odd-plugin .* cannot be loaded", text)
    assert re.search(r"ready +perflint\.reporters plain +odd-plugin 2\.0\n", text)


@pytest.mark.parametrize(
    ("value", "state", "words"),
    [("", "ready", "switched off"), ("/dev/null/none", "missing", "cannot be written")],
)
def test_the_cache(monkeypatch, value, state, words):
    monkeypatch.setenv("PERFLINT_CACHE_DIR", value)
    found = doctor.cache()
    assert (found.state, words in found.detail.en) == (state, True)


def test_the_cache_that_can_be_written(monkeypatch, tmp_path):
    monkeypatch.setenv("PERFLINT_CACHE_DIR", str(tmp_path / "new"))
    assert doctor.cache() == doctor.Condition(str(tmp_path / "new"), "ready")


def test_the_configuration_is_named(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "perflint.yaml").write_text("limits: {pages: 3}\n", encoding="utf-8")
    assert json.loads(run("-f", "json")[1])["config"].endswith("perflint.yaml")
