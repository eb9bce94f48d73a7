"""The cache of results: only ours and whole entries are believed, and nothing is ever lost but time."""

import os
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest

from perflint import cache
from perflint.cache import Store
from perflint.yamldata.store import ENVIRONMENT

KEYS = [sha256(bytes([number])).hexdigest() for number in range(6)]


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "own" / "cache"))
    return Store.of_user()


def entries(store):
    return sorted(path for path in store.folder.rglob("*") if path.is_file())


def test_what_was_put_is_had(store):
    assert not store.has(KEYS[0]) and store.get(KEYS[0]) is None
    assert store.put(KEYS[0], "内容".encode()) and store.put(KEYS[1], b"")
    assert store.has(KEYS[0]) and store.get(KEYS[0]) == "内容".encode()
    assert store.get(KEYS[1]) == b"" and store.get(KEYS[2]) is None
    assert store.put(KEYS[0], b"again") and store.get(KEYS[0]) == b"again"
    assert len(entries(store)) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")
def test_nobody_else_may_look(store):
    store.put(KEYS[0], b"x")
    folders = {store.folder, store.folder.parent, *(path.parent for path in entries(store))}
    assert {path.stat().st_mode & 0o777 for path in folders} == {0o700}
    assert {path.stat().st_mode & 0o777 for path in entries(store)} == {0o600}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"",
        lambda data: data[:-1],
        lambda data: data[:20],
        lambda data: data + b"x",
        lambda data: b"x" + data[1:],
        lambda data: data[:-3] + bytes([data[-3] ^ 1]) + data[-2:],
        lambda data: b"\x00" * 4096,
    ],
)
def test_a_damaged_entry_is_none(store, spoil):
    store.put(KEYS[0], b"content " * 100)
    (path,) = entries(store)
    path.write_bytes(spoil(path.read_bytes()))
    assert store.get(KEYS[0]) is None


def test_an_entry_of_another_key_is_none(store):
    store.put(KEYS[0], b"x")
    store.put(KEYS[1], b"y")
    one, other = (store.folder / key[:2] / key[2:] for key in KEYS[:2])
    one.write_bytes(other.read_bytes())
    assert store.get(KEYS[0]) is None
    one.unlink()
    one.mkdir()
    assert store.get(KEYS[0]) is None and not store.put(KEYS[0], b"x")
    assert [path.name for path in entries(store)] == [other.name]


def test_what_unpacks_to_too_much_is_none(store, monkeypatch):
    store.put(KEYS[0], b"0" * 100_000)
    monkeypatch.setattr(cache, "_UNPACKED", 99_999)
    assert store.get(KEYS[0]) is None
    monkeypatch.setattr(cache, "_LARGEST", 100)
    assert not store.put(KEYS[1], os.urandom(200)) and store.get(KEYS[0]) is None


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="files have no owner number here")
def test_somebody_elses_entry_is_none(store, monkeypatch):
    store.put(KEYS[0], b"x")
    monkeypatch.setattr(os, "getuid", lambda: 999_999)
    assert store.get(KEYS[0]) is None


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "file"))
    store = Store.of_user()
    assert not store.put(KEYS[0], b"x") and store.get(KEYS[0]) is None
    store.prune()
    assert cache.clear() == (0, 0)
    monkeypatch.setenv(ENVIRONMENT, "")
    assert Store.of_user() is None and cache.clear() == (0, 0)


def age(path, seconds):
    then = time.time() - seconds
    os.utime(path, (then, then))


def test_old_entries_go_and_then_the_oldest(store, monkeypatch):
    for number, key in enumerate(KEYS):
        store.put(key, os.urandom(1000))
        age(store.folder / key[:2] / key[2:], number * 3600)
    age(store.folder / KEYS[5][:2] / KEYS[5][2:], cache.MOST_SECONDS + 60)
    left = store.folder / KEYS[0][:2] / f".{KEYS[0][2:]}.abcdef"
    left.write_bytes(b"interrupted")
    age(left, cache.MOST_SECONDS + 60)
    monkeypatch.setattr(cache, "MOST_BYTES", 4000)
    monkeypatch.setattr(cache, "LEFT_BYTES", 2200)
    store.prune()
    assert [store.has(key) for key in KEYS] == [True, True, False, False, False, False]
    assert not left.exists()
    # Not again within the hour.
    age(store.folder / KEYS[1][:2] / KEYS[1][2:], cache.MOST_SECONDS + 60)
    store.prune()
    assert store.has(KEYS[1])
    age(store.folder / "pruned", 3601)
    store.prune()
    assert [store.has(key) for key in KEYS[:2]] == [True, False]


def test_an_entry_that_is_used_stays_young(store):
    store.put(KEYS[0], b"x")
    (path,) = entries(store)
    age(path, 10 * 86400)
    store.get(KEYS[0])
    assert time.time() - path.stat().st_mtime < 60


def test_clearing_takes_only_what_is_ours(store, tmp_path):
    from perflint.yamldata.store import parsed

    parsed("rules", {"a": "x: 1"})
    for key in KEYS[:3]:
        store.put(key, b"x")
    base = store.folder.parent
    others = [base / "mine.txt", store.folder / KEYS[0][:2] / "mine", store.folder / "mine" / KEYS[0][2:]]
    for other in others:
        other.parent.mkdir(exist_ok=True)
        other.write_text("x", encoding="utf-8")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / KEYS[4][2:]).write_text("x", encoding="utf-8")
    if sys.platform != "win32":
        (store.folder / "ab").symlink_to(outside)
    files, size = cache.clear()
    assert files == 4 and size > 0
    assert all(other.exists() for other in others) and (outside / KEYS[4][2:]).exists()
    for other in others:
        other.unlink()
    cache.clear()
    assert [path for path in Path(base).rglob("*") if path.is_file()] == []
