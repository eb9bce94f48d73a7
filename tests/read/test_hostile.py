"""Hostile and damaged files: each is refused with a sentence or read, and the others of the run are checked."""

import os
import time

import pytest
from hostile_files import files

from perflint.api import Options, check_paths
from perflint.errors import ReadError
from perflint.read import limits, read_document

GOOD = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t养护里程\t≥5公里\n"
FILES = files()


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """One run over a folder of all of them, a good file before and behind: the sentences, the states, the seconds."""
    folder = tmp_path_factory.mktemp("坏 文件")
    for name in ("a.txt", "z.txt"):
        (folder / name).write_text(GOOD, encoding="utf-8")
    for name, (data, _) in FILES.items():
        (folder / name).write_bytes(data)
    names, start = sorted(os.listdir(folder)), time.monotonic()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        result = check_paths(names, Options(lang="en", on_error="raise"))
    assert sorted(os.listdir(folder)) == names
    said = {d.file.rpartition("/")[2]: d.message for d in result.diagnostics if d.rule == "PRS001"}
    return said, {f.path: f.status for f in result.files}, time.monotonic() - start


def test_the_good_files_are_checked(run):
    _, states, seconds = run
    assert (states["a.txt"], states["z.txt"]) == ("ok", "ok")
    assert seconds < 60


@pytest.mark.parametrize("name", FILES)
def test_each_is_refused_with_a_sentence_or_read(run, name):
    said, states, _ = run
    word = FILES[name][1]
    inner = {"nested.zip": "a.zip"}.get(name, name)
    assert (word in said[inner]) if word else (inner not in said)
    state = next(state for path, state in states.items() if path.partition("/")[0] == name)
    assert (state == "unreadable") == bool(word)


@pytest.mark.parametrize("name", ["outside.html", "laughs.html"])
def test_entities_of_a_page_stand_for_nothing(name):
    texts = [c.text for row in read_document(FILES[name][0], name).grids[0].rows for c in row]
    assert any("&a11;" in text for text in texts)
    assert sum(map(len, texts)) < 500


def test_formulas_and_links_show_what_was_stored():
    rows = read_document(FILES["links.xlsx"][0], "a.xlsx").grids[0].rows
    assert [c.text for row in rows for c in row] == ["一级指标"]


def test_a_file_over_the_limit_is_not_even_looked_at():
    with pytest.raises(ReadError, match="more than the limit"):
        read_document(bytes(limits.STANDARD.size + 1), "a.txt")


def test_sentences_are_short(run):
    """What a refused file leaves behind is its sentence."""
    assert all(40 < len(message) < 400 for message in run[0].values())
