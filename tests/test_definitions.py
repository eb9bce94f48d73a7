"""Rule files, configurations and ignore files as an editor holds them: every fault with its place, unsaved."""

from pathlib import Path

import pytest

from perflint.api import Options, config_faults, ignore_faults, rule_faults
from tests.engine.test_limits import LONG
from tests.engine.test_limits import RULE as LIMITED

ROOT = Path(__file__).parent.parent
RULE = (ROOT / "examples/rules/ORG001-missing-weight.yaml").read_text(encoding="utf-8")


def told(problems, lang="en"):
    return [(p.line, p.column, p.message.in_language(lang)) for p in problems]


def line_of(text, words):
    return next(number for number, line in enumerate(text.splitlines(), 1) if words in line)


def test_a_sound_rule_has_no_fault_though_it_is_saved_in_its_folder(tmp_path):
    file = tmp_path / "ORG001-missing-weight.yaml"
    file.write_text(RULE, encoding="utf-8")
    assert rule_faults(RULE, file, Options(rules_dirs=(tmp_path,))) == []
    assert rule_faults(RULE, Path("untitled"), Options()) == []


def test_keys_placeholders_and_yaml_are_named_with_their_places(tmp_path):
    text = RULE.replace("severity:", "severty:", 1)
    (unknown, *_) = told(rule_faults(text, tmp_path / "a.yaml", Options()))
    assert unknown == (line_of(text, "severty:"), 1, "unknown key 'severty'; did you mean 'severity'?")
    broken = "code: [\n"
    ((line, _, message),) = told(rule_faults(broken, tmp_path / "a.yaml", Options()))
    assert (line, message.startswith("invalid YAML")) == (2, True)
    assert told(rule_faults("", tmp_path / "a.yaml", Options()))


def test_an_example_that_does_not_behave_is_named_where_it_stands(tmp_path):
    text = RULE.replace("indicators.2.weight, 路灯", "indicators.1.weight, 路灯", 1)
    ((line, column, message),) = told(rule_faults(text, tmp_path / "a.yaml", Options()))
    assert (line, column) == (line_of(text, "- project:"), 7)
    assert message.startswith("examples.bad[1]: expected [[indicators.1.weight, 路灯亮灯率]], got")


def test_a_pattern_that_runs_away_on_an_example_is_named(tmp_path):
    text = LIMITED.replace("PATTERN", "(a|a)+$").replace("清淤长度", LONG)
    ((line, _, message),) = told(rule_faults(text, tmp_path / "a.yaml", Options()))
    assert (line, "ran for more than" in message) == (line_of(text, "  bad:"), True)


def test_a_code_of_another_file_is_named_and_a_faulty_neighbour_is_not(tmp_path):
    (tmp_path / "other.yaml").write_text(RULE, encoding="utf-8")
    (tmp_path / "faulty.yaml").write_text("code: ORG099\n", encoding="utf-8")
    (tmp_path / "latin.yaml").write_bytes(b"\xff\xfe\xff")
    options = Options(rules_dirs=(tmp_path, tmp_path / "missing"))
    problems = rule_faults(RULE, tmp_path / "new.yaml", options)
    assert [message for *_, message in told(problems)] == [
        f"'{word}' is already used by {(tmp_path / 'other.yaml').as_posix()}" for word in ("ORG001", "missing-weight")
    ]
    assert rule_faults(RULE.replace("ORG001", "ORG098").replace("missing-weight", "x-y"), tmp_path / "n", options) == []


def test_a_shipped_rule_is_no_double_of_itself():
    (file,) = (ROOT / "rules").rglob("VAG001-*.yaml")
    text = file.read_text(encoding="utf-8")
    assert rule_faults(text, file, Options()) == []
    assert rule_faults(text.replace("code: VAG001", "code: VAG002", 1), file, Options())


def test_faults_of_a_configuration_are_those_of_the_text(tmp_path):
    file = tmp_path / "perflint.yaml"
    file.write_text("profil: strict\n", encoding="utf-8")
    assert config_faults("profile: strict\n", file) == []
    assert config_faults("", tmp_path / "new" / "perflint.yaml") == []
    assert told(config_faults("\nprofil: strict\n", file)) == [(2, 1, "unknown key 'profil'; did you mean 'profile'?")]
    assert told(config_faults("ignore:\n  - VAG01\n", file)) == [
        (2, 5, "there is no rule 'VAG01'; did you mean 'VAG001'?")
    ]
    assert told(config_faults("options: {STR010: {minn: 3}}\n", file))[0][0] == 1
    assert told(config_faults("extends: [hubei\n", file))[0][2].startswith("invalid YAML")
    ((line, column, message),) = told(config_faults("extends: [./none.yaml]\n", file))
    assert (line, column, message) == (1, 11, "no such configuration file: ./none.yaml")


def test_a_faulty_rule_file_is_one_fault_of_the_configuration_that_names_it(tmp_path):
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "a.yaml").write_text("code: ORG001\nkin: words\n", encoding="utf-8")
    ((line, column, message),) = told(config_faults("rules: [own]\n", tmp_path / "perflint.yaml"))
    assert (line, column) == (1, 1)
    assert message == f"{(tmp_path / 'own' / 'a.yaml').resolve().as_posix()}:2: unknown key 'kin'; did you mean 'kind'?"
    assert "no such folder" in told(config_faults("rules: [none]\n", tmp_path / "perflint.yaml"))[0][2]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", []),
        ("ignore:\n  - {rule: VAG001, reason: 议定}\n", []),
        ("ignore:\n  - {rule: VAG001}\n", [(2, 5, "needs a reason")]),
        ("ignore:\n  - {rule: VAG01, reason: x}\n", [(2, 12, "there is no rule 'VAG01'; did you mean 'VAG001'?")]),
    ],
)
def test_faults_of_an_ignore_file_are_those_of_the_text(tmp_path, text, faults):
    assert told(ignore_faults(text, tmp_path / "perflint-ignore.yaml", Options())) == faults


def test_an_ignore_file_without_rules_to_go_by_says_so(tmp_path):
    options = Options(rules_dirs=(tmp_path / "none",))
    ((line, _, message),) = told(ignore_faults("", tmp_path / "perflint-ignore.yaml", options))
    assert (line, "no such folder" in message) == (1, True)
