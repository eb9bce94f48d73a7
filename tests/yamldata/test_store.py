"""The cache of parsed YAML: by content, only our own file, and never in the way."""

import json
import os

import pytest

from perflint.yamldata import store

SOURCES = {"a": "x: [1, 二]\n", "b": "y: true\n"}
DATA = {"a": {"x": [1, "二"]}, "b": {"y": True}}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv(store.ENVIRONMENT, str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_second_read_comes_from_the_cache(folder):
    assert store.parsed("rules", SOURCES) == DATA
    (entry,) = folder.iterdir()
    entry.write_text(json.dumps({"a": "from the cache", "b": 1}), encoding="utf-8")
    assert store.parsed("rules", SOURCES) == {"a": "from the cache", "b": 1}
    # Another content is another entry.
    assert store.parsed("rules", {**SOURCES, "b": "y: 1\n"})["a"] == DATA["a"]


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"a": 1}', "\x00"])
def test_a_broken_entry_only_costs_time(folder, broken):
    store.parsed("rules", SOURCES)
    (entry,) = folder.iterdir()
    entry.write_text(broken, encoding="utf-8")
    assert store.parsed("rules", SOURCES) == DATA


def test_what_json_would_change_is_not_stored(folder):
    assert store.parsed("rules", {"a": "1: one\n"}) == {"a": {1: "one"}}
    assert store.parsed("rules", {"a": "day: 2025-01-01\n"})["a"]["day"].year == 2025
    assert not folder.exists() or not list(folder.iterdir())


def test_only_the_newest_entries_stay(folder):
    for number in range(7):
        store.parsed("rules", {"a": f"n: {number}\n"})
    store.parsed("taxonomy", SOURCES)
    assert len(list(folder.glob("rules-*.json"))) == 4
    assert len(list(folder.glob("taxonomy-*.json"))) == 1


def test_switched_off_or_not_writable(tmp_path, monkeypatch):
    monkeypatch.setenv(store.ENVIRONMENT, "")
    assert store.cache_dir() is None
    assert store.parsed("rules", SOURCES) == DATA
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv(store.ENVIRONMENT, str(tmp_path / "file" / "below"))
    assert store.parsed("rules", SOURCES) == DATA


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="files have no owner number here")
def test_somebody_elses_entry_is_not_believed(folder, monkeypatch):
    store.parsed("rules", SOURCES)
    (entry,) = folder.iterdir()
    entry.write_text(json.dumps({"a": "planted", "b": 1}), encoding="utf-8")
    monkeypatch.setattr(os, "getuid", lambda: 999_999)
    assert store.parsed("rules", SOURCES) == DATA
