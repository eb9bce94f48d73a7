"""The packaged vocabulary and its version."""

from __future__ import annotations

import runpy
from hashlib import sha256
from pathlib import Path

from perflint.words import VOCABULARY_VERSION
from perflint.words.tokenizer import VOCABULARY

ROOT = Path(__file__).resolve().parents[2]
# Another vocabulary is a change of findings: it needs a new version and a new line here.
VERSIONS = {"2026.11-1": "ab5d140f7f781aaab1b4f72f96593fd7c93f63f0d9e3f4211df43ca496c55224"}


def test_the_file_belongs_to_the_version() -> None:
    assert sha256(VOCABULARY.read_bytes()).hexdigest() == VERSIONS[VOCABULARY_VERSION]


def test_the_file_is_what_the_script_builds() -> None:
    script = runpy.run_path(str(ROOT / "scripts" / "build_vocabulary.py"))
    assert script["build"]().encode() == VOCABULARY.read_bytes()


def test_the_file_is_small_sorted_and_without_doubles() -> None:
    lines = VOCABULARY.read_text(encoding="utf-8").splitlines()
    words = [line.split(" ")[0] for line in lines]
    assert all(int(line.split(" ")[1]) > 0 for line in lines)
    assert words == sorted(set(words))
    assert 20_000 < len(words) < 30_000
    assert VOCABULARY.stat().st_size < 500_000


def test_names_of_people_and_places_are_left_out() -> None:
    words = {line.split(" ")[0] for line in VOCABULARY.read_text(encoding="utf-8").splitlines()}
    assert {"广东", "新疆", "中国"} <= words
    assert not {"张三", "李世民", "深圳", "苏州"} & words
