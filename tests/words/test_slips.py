"""The packaged slips and traditional characters."""

from __future__ import annotations

import runpy
from pathlib import Path

from perflint.words import find_slips, known
from perflint.words.slips import HERE

ROOT = Path(__file__).resolve().parents[2]
LINES = [line.split() for line in (HERE / "slips.txt").read_text(encoding="utf-8").splitlines()]
SLIPS = {line[at]: line[at + 1] for line in LINES for at in range(1, len(line), 2)}


def test_the_file_is_what_the_script_builds() -> None:
    script = runpy.run_path(str(ROOT / "scripts" / "build_slips.py"))
    assert script["build"]() == (HERE / "slips.txt").read_text(encoding="utf-8")


def test_no_wrong_form_is_a_word_and_none_holds_another_one() -> None:
    for wrong, right in SLIPS.items():
        assert not known(wrong), wrong
        assert len(wrong) == len(right), wrong
        assert wrong not in right, wrong
        inner = {wrong[i:j] for i in range(len(wrong)) for j in range(i + 2, len(wrong) + 1)} - {wrong}
        assert inner.isdisjoint(SLIPS), wrong


def test_every_slip_is_found() -> None:
    for wrong, right in SLIPS.items():
        assert [(f.start, f.end, f.slip.right) for f in find_slips(wrong, frozenset())] == [(0, len(wrong), right)]


def test_no_right_word_holds_a_wrong_one() -> None:
    assert not [right for right in SLIPS.values() if find_slips(right, frozenset())]


def test_every_look_alike_gives_a_slip() -> None:
    for line in (HERE / "lookalikes.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            right, wrong, *only = line.split()
            mended = {word for form, word in SLIPS.items() if wrong in form and right in word}
            assert mended >= set(only), line
            assert mended, line
