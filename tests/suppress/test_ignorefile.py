"""perflint-ignore.yaml: what an entry means, and every fault of the file with its place."""

from datetime import date

import pytest

from perflint.api import Options, check_bytes, check_paths, configured
from perflint.errors import DefinitionError, UsageError
from perflint.rulebook import load_rulebook
from perflint.suppress import read_ignore_file

TABLE = """\
# 2025年项目支出绩效目标表

单位名称：{unit}

项目名称：{project}

| 一级指标 | 二级指标 | 三级指标 | 指标值 |
| --- | --- | --- | --- |
| 产出指标 | 质量指标 | 渠道质量 | 明显改善 |
| 产出指标 | 数量指标 | 清淤长度 | 12 |
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "2025").mkdir()
    (tmp_path / "a.md").write_text(TABLE.format(unit="青禾县水务局", project="渠道清淤"), encoding="utf-8")
    (tmp_path / "2025" / "b.md").write_text(TABLE.format(unit="松岭市水利站", project="堤防加固"), encoding="utf-8")
    return tmp_path


def run(folder, entries, paths=(".",), today=date(2026, 6, 1), select=("VAG001", "UNT002")):
    file = folder / "perflint-ignore.yaml"
    file.write_text(f"ignore:\n{entries}", encoding="utf-8")
    result = check_paths(paths, Options(select=select, ignore_file=file, today=today, lang="en"))
    return [(d.file, d.rule) for d in result.diagnostics], [
        (n.kind, n.location.range.start.line) for n in result.notices
    ]


ALL = [("2025/b.md", "UNT002"), ("2025/b.md", "VAG001"), ("a.md", "UNT002"), ("a.md", "VAG001")]


@pytest.mark.parametrize(
    ("entry", "left"),
    [
        ("rule: VAG001", [ALL[0], ALL[2]]),
        ("rule: [UNT, vague-value]", []),
        ("project: 渠道*", ALL[:2]),
        ("unit: 松岭市*", ALL[2:]),
        ("path: 2025/", ALL[2:]),
        ("path: '*.md'", []),
        ("path: a.md, rule: missing-unit", [*ALL[:2], ALL[3]]),
        ("project: 堤防加固, unit: 青禾县水务局", ALL),
    ],
)
def test_all_that_an_entry_says_must_hold(folder, entry, left):
    diagnostics, notices = run(folder, f"  - {{{entry}, reason: 已议定}}\n")
    assert sorted(diagnostics) == sorted(left)
    assert notices == ([("unused-suppression", 2)] if left == ALL else [])


def test_by_fingerprint(folder):
    first = check_paths(["."], Options(select=("VAG001",))).diagnostics[0]
    for print_ in (first.fingerprint, first.fingerprint[:16]):
        diagnostics, _ = run(folder, f"  - {{fingerprint: {print_}, reason: 已议定}}\n", select=("VAG001",))
        assert diagnostics == [("a.md", "VAG001")]


def test_days(folder):
    entries = (
        "  - {rule: VAG001, reason: 甲, expires: 2026-06-01}\n  - {rule: UNT002, reason: 乙, expires: 2026年5月31日}\n"
    )
    diagnostics, notices = run(folder, entries)
    assert [rule for _, rule in diagnostics] == ["UNT002", "UNT002"]
    assert notices == [("expired-suppression", 3)]


def test_what_is_unused_is_told_of_whole_folders_only(folder):
    entries = "  - {rule: VAG001, project: 无此项目, reason: 甲}\n  - {rule: CAT001, reason: 乙}\n"
    assert run(folder, entries)[1] == [("unused-suppression", 2)]
    assert run(folder, entries, paths=("a.md",))[1] == []
    assert run(folder, "  - {rule: VAG001, path: elsewhere/, reason: 甲}\n")[1] == []


def test_every_fault_with_its_place(folder):
    file = folder / "perflint-ignore.yaml"
    file.write_text(
        "ignore:\n"
        "  - {rule: VAG0O1, reason: 甲}\n"
        "  - {reason: 甲}\n"
        "  - {rule: [VAG001, X], resaon: 甲}\n"
        "  - {fingerprint: xyz, reason: 甲, expires: soon}\n"
        "  - 甲\n",
        encoding="utf-8",
    )
    with pytest.raises(DefinitionError) as caught:
        read_ignore_file(file, load_rulebook())
    found = [(p.line, p.column, p.message.en) for p in caught.value.problems]
    assert [(line, column) for line, column, _ in found] == [
        (2, 12), (3, 5), (4, 25), (4, 5), (4, 21), (5, 44), (5, 19), (6, 5)
    ]  # fmt: skip
    words = " ".join(message for *_, message in found)
    for said in ("did you mean 'VAG001'", "at least one of", "did you mean 'reason'", "needs a reason", "hexadecimal"):
        assert said in words


@pytest.mark.parametrize("text", ["- rule: VAG001\n", "ignored: []\n", "ignore: VAG001\n"])
def test_other_shapes_are_refused(folder, text):
    (folder / "i.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError):
        read_ignore_file(folder / "i.yaml", load_rulebook())


def test_an_empty_file_ignores_nothing(folder):
    (folder / "i.yaml").write_text("ignore:\n", encoding="utf-8")
    assert read_ignore_file(folder / "i.yaml", load_rulebook()).entries == ()
    with pytest.raises(UsageError, match="no such file"):
        read_ignore_file(folder / "none.yaml", load_rulebook())


def test_it_is_found_upwards_and_a_configuration_goes_before(folder):
    (folder / "perflint-ignore.yaml").write_text("ignore: []\n", encoding="utf-8")
    assert configured(start=folder / "2025").ignore_file == (folder / "perflint-ignore.yaml").resolve()
    (folder / "perflint.yaml").write_text("ignore_file: own.yaml\nbaseline: b/known.json\n", encoding="utf-8")
    options = configured(start=folder / "2025")
    assert (options.ignore_file, options.baseline) == (folder / "own.yaml", folder / "b" / "known.json")


def test_memory_has_paths_too(folder):
    file = folder / "perflint-ignore.yaml"
    file.write_text("ignore:\n  - {rule: VAG001, path: 'x.*', reason: 甲}\n", encoding="utf-8")
    data = TABLE.format(unit="甲", project="乙").encode()
    options = Options(select=("VAG001",), ignore_file=file)
    assert [len(check_bytes(data, name, options).diagnostics) for name in ("x.md", "y.md")] == [0, 1]
