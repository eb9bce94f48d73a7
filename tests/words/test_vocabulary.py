"""The packaged vocabulary and its version."""

from __future__ import annotations

import json
import runpy
from hashlib import sha256
from pathlib import Path

from perflint.words import VOCABULARY_VERSION
from perflint.words.tokenizer import VOCABULARY

ROOT = Path(__file__).resolve().parents[2]
# Another vocabulary is a change of findings: it needs a new version and a new line here.
VERSIONS = {"2026.11-1": "4be1fd8b3f762e481a6e2e802e97ed8a4e817e5a994055c38908f6f8c457fcce"}


def test_the_file_belongs_to_the_version() -> None:
    assert sha256(VOCABULARY.read_bytes()).hexdigest() == VERSIONS[VOCABULARY_VERSION]


def test_the_file_is_what_the_script_builds() -> None:
    script = runpy.run_path(str(ROOT / "scripts" / "build_vocabulary.py"))
    assert script["build"]().encode() == VOCABULARY.read_bytes()


def test_the_file_is_small_sorted_and_without_doubles() -> None:
    pairs = json.loads(VOCABULARY.read_bytes(), object_pairs_hook=list)
    words, frequency = [word for word, _ in pairs], dict(pairs)
    assert words == sorted(set(words))
    assert 20_000 < sum(f > 0 for f in frequency.values()) < 30_000
    # A word's beginnings are there, and what is no word is the beginning of one.
    beginnings = {word[:end] for word, f in frequency.items() if f for end in range(1, len(word))}
    assert beginnings <= frequency.keys()
    assert {word for word, f in frequency.items() if not f} <= beginnings
    assert VOCABULARY.stat().st_size < 500_000


def test_names_of_people_and_places_are_left_out() -> None:
    words = {word for word, frequency in json.loads(VOCABULARY.read_bytes()).items() if frequency}
    assert {"广东", "新疆", "中国"} <= words
    assert not {"张三", "李世民", "深圳", "苏州"} & words
