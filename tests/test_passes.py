"""Order and fingerprints of finished diagnostics."""

from dataclasses import replace

from perflint.model import Diagnostic, Location, Place, Position, Range, SubjectKey
from perflint.passes import fingerprinted, in_order


def diagnostic(line, rule="VAG001", evidence="提升", file="a.txt"):
    place = Location(Range(Position(line, 1), Position(line, 3)), Place())
    return Diagnostic(
        rule=rule, name="x", severity="error", message="", help="", file=file, location=place, places=(),
        subject=SubjectKey(1, "某局", "项目", line, line), field="annual", values={},
        indicator={"level2": "数量指标", "name": "次数"}, evidence=evidence,
    )  # fmt: skip


def test_order_is_place_then_rule():
    shuffled = [diagnostic(3), diagnostic(1, "VAG004"), diagnostic(1, "STR001")]
    assert [(d.location.range.start.line, d.rule) for d in in_order(shuffled)] == [
        (1, "STR001"),
        (1, "VAG004"),
        (3, "VAG001"),
    ]


def test_fingerprint_knows_no_path_line_or_number():
    one, other = diagnostic(1), diagnostic(9, file="b.txt")
    assert fingerprinted([one])[0].fingerprint == fingerprinted([other])[0].fingerprint


def test_fingerprint_folds_width_and_blanks():
    assert (
        fingerprinted([diagnostic(1, evidence="９５ ％")])[0].fingerprint
        == fingerprinted([diagnostic(1, evidence="95%")])[0].fingerprint
    )


def test_fingerprints_are_unique_in_a_file():
    prints = [
        d.fingerprint for d in fingerprinted([diagnostic(1), diagnostic(2), replace(diagnostic(3), file="b.txt")])
    ]
    assert len(set(prints)) == 2 and prints[0] == prints[2]
