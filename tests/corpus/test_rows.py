"""Witness rows, each run with its rule alone: what must be found, where, and what must not."""

from __future__ import annotations

import pytest
from corpus_cases import book, found_in, rows

ROWS = list(rows())
CODES = sorted({row.rule for row in ROWS})


@pytest.mark.parametrize("code", CODES)
def test_rows_behave(code: str) -> None:
    faults = []
    for row in (r for r in ROWS if r.rule == code):
        got = found_in(row)
        wanted = sorted(row.example.at) if row.fires else []
        if got != wanted:
            faults.append(f"{row.origin}: {dict(row.example.data)}: wanted {wanted}, got {got}")
    assert not faults, "\n".join(faults)


def test_rows_say_what_they_are() -> None:
    known = {rule.code for rule in book().rules}
    faults = [
        f"{row.rule} {row.origin}: {'a bad row needs `at`' if row.fires else 'a silent row has no `at`'}"
        for row in ROWS
        if row.fires != bool(row.example.at)
    ]
    assert not faults, "\n".join(faults)
    assert set(CODES) <= known
