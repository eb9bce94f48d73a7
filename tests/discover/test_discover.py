import os
from pathlib import Path

import pytest

from perflint.discover import discover
from perflint.errors import UsageError

SUFFIXES = frozenset({".txt", ".md"})


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that the test works in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def make(*names: str) -> None:
    for name in names:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("表", encoding="utf-8")


def found(paths: list[str], *exclude: str) -> list[str]:
    return [path.as_posix() for path in discover(paths, SUFFIXES, exclude)]


def test_folders_are_walked_in_order_for_known_suffixes(tree: Path) -> None:
    make("b/2.txt", "b/1.TXT", "a/x/3.md", "a/x/4.docx", "0.txt", "README")
    assert found(["."]) == ["0.txt", "a/x/3.md", "b/1.TXT", "b/2.txt"]
    assert found(["b", "a"]) == ["a/x/3.md", "b/1.TXT", "b/2.txt"]


def test_locks_and_hidden_files_are_left_out(tree: Path) -> None:
    make("a.txt", "~$a.txt", ".b.txt", ".git/c.txt", "d/.e/f.txt")
    assert found(["."]) == ["a.txt"]


def test_named_files_are_always_taken(tree: Path) -> None:
    make("a.docx", "~$b.txt", ".c.txt")
    Path(".gitignore").write_text("*.docx\n")
    assert found(["a.docx", "~$b.txt", ".c.txt"], "*.docx") == [".c.txt", "a.docx", "~$b.txt"]


def test_no_path_twice(tree: Path) -> None:
    make("a/1.txt")
    Path("b").symlink_to("a", target_is_directory=True)
    Path("c.txt").symlink_to("a/1.txt")
    assert found(["a/1.txt", "a", "./a/../a/1.txt", str(tree / "a")]) == ["a/1.txt"]
    assert found(["."]) == ["c.txt"]


def test_loops_of_links_end(tree: Path) -> None:
    make("a/1.txt")
    Path("a/b").symlink_to("..", target_is_directory=True)
    Path("a/broken.txt").symlink_to("nowhere.txt")
    assert found(["."]) == ["a/1.txt"]


def test_gitignore_of_folder_and_nested_ones(tree: Path) -> None:
    make("a/keep.txt", "a/old.txt", "a/b/old.txt", "build/x.txt", "a/build/y.txt")
    Path(".gitignore").write_text("old.txt\n/build/\n", encoding="utf-8")
    Path("a/b/.gitignore").write_text("!old.txt\n", encoding="utf-8")
    assert found(["."]) == ["a/b/old.txt", "a/build/y.txt", "a/keep.txt"]


def test_gitignore_above_counts_up_to_the_repository(tree: Path) -> None:
    make("repo/a/1.txt", "repo/a/2.txt")
    Path(".gitignore").write_text("1.txt\n", encoding="utf-8")
    assert found(["repo/a"]) == ["repo/a/1.txt", "repo/a/2.txt"]
    Path("repo/.git").mkdir()
    Path("repo/.gitignore").write_text("2.txt\n", encoding="utf-8")
    assert found(["repo/a"]) == ["repo/a/1.txt"]


def test_exclude_speaks_of_paths_below_the_current_folder(tree: Path) -> None:
    make("a/1.txt", "a/old/2.txt", "old/3.txt")
    assert found(["."], "/old/") == ["a/1.txt", "a/old/2.txt"]
    assert found(["."], "old/") == ["a/1.txt"]
    assert found(["a"], "a/*.txt") == ["a/old/2.txt"]


def test_what_is_missing_is_said(tree: Path) -> None:
    Path("leer").mkdir()
    with pytest.raises(UsageError) as missing:
        discover(["表.txt"], SUFFIXES)
    assert missing.value.message.zh == "找不到 表.txt"
    assert missing.value.message.en == "表.txt does not exist"
    with pytest.raises(UsageError) as nothing:
        discover(["leer", "leer"], SUFFIXES)
    assert nothing.value.message.zh == "在 leer、leer 中没有找到可以读取的文件（.md .txt）"
    assert nothing.value.message.en == "no file to read in leer, leer (.md .txt)"


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="rights do not bind")
def test_folder_that_cannot_be_opened(tree: Path) -> None:
    make("a/1.txt")
    Path("a").chmod(0)
    try:
        with pytest.raises(UsageError, match="cannot open the folder a: "):
            discover(["."], SUFFIXES)
    finally:
        Path("a").chmod(0o700)


def test_deep_folders(tree: Path) -> None:
    deep = "/".join(["d"] * 300)
    make(f"{deep}/1.txt")
    assert found(["."]) == [f"{deep}/1.txt"]
