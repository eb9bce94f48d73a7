"""Layers: what replaces, what adds, in which order; and that each setting knows where it was made."""

import pytest

from perflint import Options, check_tables, configured
from perflint.api import rulebook
from perflint.config import Layer, load
from perflint.errors import DefinitionError, UsageError
from perflint.options import exact, options_of, taxonomy_of


@pytest.fixture
def files(tmp_path):
    """Write files into a folder and load the configuration there, with packs over it."""

    def make(packs=(), **texts):
        for name, text in texts.items():
            path = tmp_path / f"{name}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return load(None, tmp_path, packs)

    return make


def place(config, *path):
    name, line, column = config.origins[path].place()
    return f"{name.rsplit('/', 1)[-1]}:{line}:{column}" if line else name


def test_what_is_extended_comes_first_and_the_file_after_it(files):
    config = files(
        a="profile: strict\nyear: 2024\nignore: [CAT]\n",
        b="year: 2025\nignore: [DUP]\n",
        perflint="extends: [a.yaml, b.yaml]\nignore: [VAG001]\n",
    )
    assert (config.profile, config.year, config.ignore) == ("strict", 2025, ("CAT", "DUP", "VAG001"))
    assert [place(config, *path) for path in (("profile",), ("year",), ("ignore", 1))] == [
        "a.yaml:1:10", "b.yaml:1:7", "b.yaml:2:10",
    ]  # fmt: skip


def test_a_source_counts_once_where_it_is_named_first(files):
    config = files(
        base="year: 2023\n",
        a="extends: base.yaml\nyear: 2024\n",
        perflint="extends: [a.yaml, base.yaml]\n",
    )
    assert config.year == 2024


def test_packs_go_before_the_file_and_options_before_all(files):
    config = files(["hubei", "sichuan"], perflint="scoring: [财预〔2020〕10号]\nyear: 2024\n")
    assert config.scoring == ("执行率10分",)
    assert place(config, "scoring", 0).startswith("sichuan.yaml:")
    config = config.plus(Layer({"year": 2026, "ignore": ("CAT",)}, options={"year": "--year", "ignore": "--ignore"}))
    assert (config.year, place(config, "year"), place(config, "ignore", 0)) == (2026, "--year", "--ignore")


def test_rules_are_relative_to_the_file_that_names_them(tmp_path):
    (tmp_path / "house" / "deep").mkdir(parents=True)
    (tmp_path / "house" / "base.yaml").write_text("rules: [deep]\n", encoding="utf-8")
    (tmp_path / "perflint.yaml").write_text("extends: house/base.yaml\n", encoding="utf-8")
    assert load(None, tmp_path).rules == (tmp_path / "house" / "deep",)


def test_a_selection_forgets_what_was_enabled_before(files):
    config = files(base="enable: [BAS002]\n", perflint="extends: base.yaml\nselect: [VAG]\nenable: [CAT001]\n")
    assert (config.select, config.enable) == (("VAG",), ("CAT001",))


@pytest.mark.parametrize("word", ["CAT003", "mislabelled-category", "CAT"])
def test_enable_takes_out_of_what_earlier_layers_ignore(files, word):
    config = files(base="ignore: [CAT003, cat001]\n", perflint=f"extends: base.yaml\nenable: [{word}]\n")
    selected = rulebook(options_of(config)).selected
    assert "CAT003" in selected
    assert ("CAT001" in selected) == (word == "CAT")
    assert "CAT003" not in exact(config).ignore


def test_ignore_in_the_same_or_a_later_layer_wins(files):
    config = files(base="enable: [BAS002, STR015]\nignore: [STR015]\n", perflint="extends: base.yaml\nignore: [BAS]\n")
    assert not {"BAS002", "STR015"} & rulebook(options_of(config)).selected


def test_options_of_lists_add_up_and_a_new_list_starts_anew(files):
    base = "options:\n  VAG005: {words+: [差不多], words-: [适当]}\n  STR010: {min: 4}\n"
    config = files(base=base, perflint="extends: base.yaml\noptions:\n  VAG005: {words+: [不低于约]}\n")
    assert config.options == {"VAG005": {"words-": ["适当"], "words+": ["差不多", "不低于约"]}, "STR010": {"min": 4}}
    check = rulebook(options_of(config)).find("VAG005").check
    assert {"差不多", "不低于约", "大约"} <= set(check.words)
    assert "适当" not in check.words
    config = files(perflint="extends: base.yaml\noptions:\n  VAG005: {words: [大概]}\n")
    assert config.options["VAG005"] == {"words": ["大概"]}


def test_of_two_words_for_one_rule_the_later_layer_counts(files):
    config = files(
        base="severity: {VAG001: info}\n",
        mid="extends: base.yaml\nseverity: {vague-value: warning}\n",
        perflint="extends: mid.yaml\nseverity: {VAG: info, VAG001: error}\n",
    )
    book = rulebook(options_of(config))
    assert (book.find("VAG001").severity, book.find("VAG004").severity) == ("error", "info")


def test_additions_to_the_knowledge_add_up(files):
    scoring = "  scorings: [{name: 本县, total: 100, execution: 15, points: {产出指标: 50}, steps: {90: 1, 0: 0.5}}]\n"
    config = files(
        base="taxonomy:\n  words: {adverse: [串货]}\n" + scoring,
        perflint="extends: base.yaml\nscoring: [本县]\ntaxonomy: {words: {adverse: [错台]}, codes: {'15': 数量指标}}\n",
    )
    taxonomy = taxonomy_of(options_of(config))
    assert {"串货", "错台", "故障"} <= taxonomy.words["adverse"]
    (own,) = taxonomy.scorings
    assert (own.name, own.execution, own.steps[0]) == ("本县", 15, (90, 1))


def test_a_circle_and_missing_files_are_refused_with_their_place(files):
    with pytest.raises(DefinitionError) as caught:
        files(a="extends: perflint.yaml\n", perflint="extends: [a.yaml, none.yaml, hubey]\n")
    found = [(p.file.rsplit("/", 1)[-1], p.line, p.column, p.message.en) for p in caught.value.problems]
    assert found == [
        ("a.yaml", 1, 10, "extends goes in a circle: perflint.yaml → a.yaml → perflint.yaml"),
        ("perflint.yaml", 1, 19, "no such configuration file: none.yaml"),
        ("perflint.yaml", 1, 30, "there is no pack 'hubey'; did you mean 'hubei'?"),
    ]


def test_a_pack_on_the_command_line_may_be_a_file(tmp_path, monkeypatch):
    (tmp_path / "dept.yaml").write_text("year: 2023\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert load(None, tmp_path, ["./dept.yaml"]).year == 2023
    with pytest.raises(UsageError, match="no such configuration file"):
        load(None, tmp_path, ["other.yaml"])
    with pytest.raises(UsageError, match="there is no pack 'dept'"):
        load(None, tmp_path, ["dept"])


TOML = """\
[tool.other]
VAG001 = 1
[tool.perflint]
extends = ["hubei"]
ignore = ["NONE001"]
[tool.perflint.severity]
VAG001 = "warning"
[tool.perflint.options.STR010]
mni = 5
"""


def test_toml_says_the_same_with_lines(tmp_path):
    (tmp_path / "pyproject.toml").write_text(TOML, encoding="utf-8")
    config = load(None, tmp_path)
    assert (config.scoring, config.severity) == (("执行率20分",), {"VAG001": "warning"})
    assert place(config, "severity", "VAG001") == "pyproject.toml:7:1"
    with pytest.raises(DefinitionError) as caught:
        rulebook(options_of(config))
    assert [(p.line, p.column) for p in caught.value.problems] == [(9, 1)]


TABLE = [
    {
        "title": "2025年项目支出绩效目标表",
        "projects": [
            {
                "name": "村级卫生室运转经费",
                "goal": "保障村级卫生室正常开诊，方便村民就近看病。",
                "indicators": [
                    {"level1": "产出指标", "level2": "数量指标", "name": "保障卫生室数量", "annual_value": "36个"},
                    {"level1": "效益指标", "level2": "社会效益指标", "name": "村民就医便利度", "annual_value": "提升"},
                    {
                        "level1": "满意度指标",
                        "level2": "服务对象满意度指标",
                        "name": "村民满意度",
                        "annual_value": "≥88%",
                    },
                ],
            }
        ],
    }
]


def test_callers_pass_the_same(tmp_path):
    def found(options):
        return [(d.rule, d.severity) for d in check_tables(TABLE, options).diagnostics]

    assert found(Options()) == [("VAG001", "error")]
    changed = Options(severity={"vague-value": "info"}, options={"STR010": {"min": 4}})
    assert found(changed) == [("STR010", "warning"), ("VAG001", "info")]
    (tmp_path / "perflint.yaml").write_text("severity: {VAG: warning}\nlang: en\n", encoding="utf-8")
    options = configured(start=tmp_path)
    assert (found(options), options.lang) == ([("VAG001", "warning")], "en")


def test_faults_of_a_caller_are_named_by_their_path():
    with pytest.raises(DefinitionError) as caught:
        rulebook(Options(options={"STR010": {"min": "x"}}, severity={"VAG1": "info"}))
    assert caught.value.message.en.splitlines() == [
        "<options>: severity.VAG1: there is no rule 'VAG1'; did you mean 'VAG'?",
        "<options>: options.STR010.min: option 'min' should be integer",
    ]
    with pytest.raises(UsageError, match="there is no rule 'VAG1'"):
        rulebook(Options(ignore=("VAG1",)))
