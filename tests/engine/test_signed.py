"""What projects sign for rules over several files, packed and taken out again."""

import zlib

import pytest

from perflint.checks.base import Signature
from perflint.engine.record import packed, unpacked
from perflint.engine.run import FileResult
from perflint.engine.signed import Placed, Signatures, Signed
from perflint.model import FileReport

PLAIN = [
    Signature(("甲局", "路灯维护"), ("文字", 7, None, b"\x00\xff", ("内", (1, b"")))),
    Signature(("", "\ud800"), ()),
]
PLACES = [
    Placed("error", "goal", "", 1, None, "\n", None, None, 3, 0, 2, 0, 1, ("count", "name"), (5, "甲"), ""),
    Placed("error", "name", "", 1, "\ud800", None, None, None, None, 0, 0, 0, 0, (), (), "[[], []]"),
]
PARTS = zlib.compress(b'["\\n"]')
SIGNED = Signed.of(PLAIN, PLACES, PARTS)


def test_plain_values_come_out_as_they_were():
    assert (SIGNED.count, SIGNED.raw) == (2, ())
    assert SIGNED.each() == PLAIN
    assert SIGNED.places() == (PLACES, ["\n"])


@pytest.mark.parametrize("feature", [frozenset("ab"), 1.5])
def test_other_values_stay_and_are_not_kept_between_runs(feature):
    signature = Signature(("甲局", "路灯维护"), (b"\x00", feature))
    signed = Signed.of([signature], PLACES[:1], PARTS)
    assert list(signed.each()) == [signature]
    assert signed.places()[0] == PLACES[:1]
    assert packed(FileResult(FileReport("a.txt", "ok"), signed={"ABC001": signed})) is None


def test_a_kept_result_has_the_same_signatures():
    kept = packed(FileResult(FileReport("a.txt", "ok"), signed={"ABC001": SIGNED}))
    again = unpacked(kept, "b.txt").signed["ABC001"]
    assert (again.each(), again.places()) == (PLAIN, (PLACES, ["\n"]))


def test_signatures_of_all_files_are_one_sequence():
    odd = Signature(("", "乙"), (1.5,))
    files = [
        ("a.txt", SIGNED),
        ("b.txt", Signed.of([odd], PLACES[:1], PARTS)),
        *((f"{n}.txt", SIGNED) for n in range(9)),
    ]
    signatures = Signatures(files)
    every = [*PLAIN, odd, *PLAIN * 9]
    assert len(signatures) == len(every)
    assert list(signatures) == every
    assert [signatures[at] for at in range(-len(every), len(every))] == every * 2
    assert signatures[1:4] == every[1:4]
    assert [signatures.place(at) for at in (1, 2, 3)] == [
        ("a.txt", PLACES[1], ["\n"]),
        ("b.txt", PLACES[0], ["\n"]),
        ("0.txt", PLACES[0], ["\n"]),
    ]
    for beyond in (len(every), -len(every) - 1):
        with pytest.raises(IndexError):
            signatures[beyond]
    assert list(Signatures([])) == []
