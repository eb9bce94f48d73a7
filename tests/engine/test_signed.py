"""What projects sign for rules over several files, packed and taken out again."""

import pytest

from perflint.checks.base import Signature
from perflint.engine.record import packed
from perflint.engine.run import FileResult
from perflint.engine.signed import Signed
from perflint.model import FileReport

PLAIN = [
    Signature(("甲局", "路灯维护"), ("文字", 7, None, b"\x00\xff", ("内", (1, b"")))),
    Signature(("", "\ud800"), ()),
]
PLACES = [b'{"a":1}', b"[]"]


def test_plain_values_come_out_as_they_were():
    signed = Signed.of(PLAIN, PLACES)
    assert (signed.count, signed.raw) == (2, ())
    assert signed.each() == PLAIN
    assert [signed.place(index) for index in range(2)] == PLACES


@pytest.mark.parametrize("feature", [frozenset("ab"), 1.5])
def test_other_values_stay_and_are_not_kept_between_runs(feature):
    signature = Signature(("甲局", "路灯维护"), (feature,))
    signed = Signed.of([signature], PLACES[:1])
    assert signed.each() == [signature]
    assert signed.place(0) == PLACES[0]
    assert packed(FileResult(FileReport("a.txt", "ok"), signed={"ABC001": signed})) is None
    assert packed(FileResult(FileReport("a.txt", "ok"), signed={"ABC001": Signed.of(PLAIN, PLACES)})) is not None
