"""Rule files: what loads, and for everything that does not, one message with file, line and column."""

import sys
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, Literal

import pytest

from perflint.checks import KINDS
from perflint.errors import DefinitionError, UsageError
from perflint.rulebook import load_rulebook
from perflint.rulebook.book import builtin_rules_dir
from perflint.rulebook.load import DOCUMENTATION, RuleReader
from perflint.yamldata.options import convert


@dataclass(frozen=True, slots=True)
class Sample:
    """A kind that finds nothing."""

    terms: tuple[str, ...]
    match: Literal["word", "substring"] = "word"
    least: int = 1

    kind: ClassVar[str] = "sample"
    scopes: ClassVar[tuple[str, ...]] = ("indicator",)
    placeholders: ClassVar[frozenset[str]] = frozenset({"value", "term"})

    def run(self, subject, context):
        return ()


@pytest.fixture(autouse=True)
def sample_kind(monkeypatch):
    monkeypatch.setitem(KINDS, "sample", ("sample", "Sample"))
    monkeypatch.setitem(sys.modules, "perflint.checks.sample", sys.modules[__name__])


GOOD = textwrap.dedent(
    """\
    code: ORG001
    name: sample-rule
    title: {zh: 例子, en: Sample}
    severity: warning
    dimension: 明确清晰性
    scope: [indicator]
    fields: [annual]
    kind: sample
    with: {terms: [甲]}
    message: {zh: "“{value}”", en: "'{value}'"}
    help: {zh: 改, en: Mend}
    why: {zh: 因为, en: Because}
    basis:
      - {document: 财预〔2015〕88号, note: 细化}
    examples:
      bad:
        - {name: 一, annual: 甲, at: [annual, 甲]}
        - {name: 二, annual: 甲, at: [annual, 甲]}
      good:
        - {name: 三, annual: 1个}
        - {name: 四, annual: 2个}
    """
)


def read(source):
    reader = RuleReader(source, "org/ORG001.yaml", builtin=False)
    return reader.read(), [p.in_language("en") for p in reader.problems]


def test_a_sound_file_is_a_rule():
    rule, problems = read(GOOD)
    assert problems == []
    assert (rule.code, rule.family, rule.profile, rule.severity) == ("ORG001", "ORG", "default", "warning")
    assert rule.check == Sample(terms=("甲",))
    assert rule.examples.bad[0].at == (("annual", "甲"),)
    assert rule.basis[0].note.en == "细化"


BROKEN = [
    ("code: ORG001", "code: org1", "1:7: 'code' should be capitals and three digits, as in ORG001"),
    (
        "severity: warning",
        "severity: warn",
        "4:11: 'severity' should be one of: error warning info; did you mean 'warning'?",
    ),
    ("severity: warning", "serverity: warning", "4:1: unknown key 'serverity'; did you mean 'severity'?"),
    (
        "scope: [indicator]",
        "scope: [project]",
        "6:9: kind 'sample' cannot be used with scope 'project' (it takes: indicator)",
    ),
    ("kind: sample", "kind: sampel", "8:7: there is no check kind 'sampel'; did you mean 'sample'?"),
    ("with: {terms: [甲]}", "with: {term: [甲]}", "9:8: kind 'sample' has no option 'term'; did you mean 'terms'?"),
    ("with: {terms: [甲]}", "with: {terms: 甲}", "9:15: option 'terms' should be list of string"),
    ("with: {terms: [甲]}", "with: {}", "9:7: option 'terms' is missing"),
    ("{value}”", "{valu}”", "10:15: kind 'sample' gives no placeholder '{valu}'; did you mean 'value'?"),
    ("help: {zh: 改, en: Mend}", "help: 改", "11:7: 'help' should be {zh: …, en: …}"),
    ("    - {name: 四, annual: 2个}\n", "", "20:5: 'good' needs at least 2 examples"),
    ("annual: 甲, at: [annual, 甲]}\n  good", "annual: 甲}\n  good", "18:7: a bad example needs at: [field, text]"),
    ("scope: [indicator]", "scope: [indicator", "7:7: invalid YAML"),
]


@pytest.mark.parametrize(("old", "new", "message"), BROKEN, ids=[b[2][:30] for b in BROKEN])
def test_a_broken_file_says_where_and_what(old, new, message):
    assert old in GOOD
    rule, problems = read(GOOD.replace(old, new))
    assert rule is None
    assert any(p.startswith(f"org/ORG001.yaml:{message}") for p in problems), problems


def test_all_faults_at_once():
    broken = GOOD.replace("severity: warning", "severity: warn").replace("kind: sample", "kind: other")
    assert len(read(broken)[1]) == 2


def test_doubled_codes_and_unknown_precedence(tmp_path):
    (tmp_path / "a.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(GOOD + "yields_to: [ORG999]\n", encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        load_rulebook((tmp_path,))
    messages = [p.message.en for p in caught.value.problems]
    assert len(messages) == 3
    assert "'ORG001' is already used by" in messages[0] and "'sample-rule' is already used by" in messages[1]
    assert messages[2] == "yields_to names no rule: 'ORG999'"


def test_selection_by_code_family_and_name(tmp_path):
    (tmp_path / "a.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(
        GOOD.replace("ORG001", "ORG002").replace("sample-rule", "other-rule") + "profile: strict\n", encoding="utf-8"
    )
    book = load_rulebook((tmp_path,))
    own = {"ORG001", "ORG002"}
    assert book.select("default").selected & own == {"ORG001"}
    assert book.select("strict").selected & own == own
    assert book.select("default", ["ORG"]).selected & own == own
    assert book.select("default", ["org"], ["sample-rule"]).selected & own == {"ORG002"}
    assert book.find("Other-Rule").code == "ORG002"
    with pytest.raises(UsageError, match=r"did you mean .ORG00[12]."):
        book.select("default", ["ORG003"])


@pytest.mark.parametrize(
    ("annotation", "raw", "fits", "value"),
    [
        (int, 3, True, 3),
        (int, True, False, True),
        (bool, True, True, True),
        (str, 3, True, "3"),
        (str, ["3"], False, "['3']"),
        (Decimal, "0.8", True, Decimal("0.8")),
        (Decimal, "much", False, None),
        (tuple[str, ...], ["a"], True, ("a",)),
        (tuple[str, ...], "a", False, None),
        (Mapping[str, tuple[str, ...]], {"a": ["b"]}, True, {"a": ("b",)}),
        (Mapping[str, tuple[str, ...]], {"a": "b"}, False, {"a": None}),
        (int | None, None, True, None),
        (Literal["a", "b"], "c", False, "c"),
        (Any, {"x": 1}, True, {"x": 1}),
    ],
)
def test_options_fit_their_types(annotation, raw, fits, value):
    assert convert(annotation, raw) == (fits, value)


def test_shipped_files_are_sound_as_a_whole():
    """A check loads the shipped rules without their documentation; here every file is read from end to end."""
    for path in sorted(builtin_rules_dir().rglob("*.yaml")):
        reader = RuleReader(path.read_text(encoding="utf-8"), path.name, builtin=True)
        rule = reader.read()
        assert [p.in_language("en") for p in reader.problems] == []
        keys = list(reader.data)
        assert keys[keys.index("why") :] == [key for key in DOCUMENTATION if key in keys]
        assert load_rulebook().find(rule.code).read_documentation() == rule.read_documentation()
