"""Which files to read: named files always, folders walked without hidden, ignored and excluded ones and our reports."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from perflint.errors import UsageError
from perflint.lazyclass import dataclass
from perflint.marks import is_report_file

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_OFFICE_LOCK = "~$"
_SPECIAL = "\\*?[]!# "


@dataclass(frozen=True, slots=True, eq=False)
class _Ignore:
    """The patterns of one .gitignore, which speak of paths below `folder` (absolute)."""

    folder: Path
    spec: GitIgnoreSpec

    def says(self, path: Path, is_folder: bool) -> bool | None:
        """True to leave out, False to keep, None where no pattern speaks of the path."""
        relative = os.path.relpath(path, self.folder).replace(os.sep, "/")
        if relative.startswith("../"):
            return None
        return self.spec.check_file(relative + "/" if is_folder else relative).include


@dataclass(frozen=True, slots=True, eq=False)
class _Folder:
    """A folder to walk: its path as shown, its absolute one, and the patterns that hold in it, outermost first."""

    shown: Path
    absolute: Path
    ignores: tuple[_Ignore, ...]


def exactly(path: Path) -> str | None:
    """The pattern for `exclude` that means this one file, None where it lies outside the working directory."""
    try:
        relative = path.resolve().relative_to(Path.cwd().resolve()).as_posix()
    except ValueError:
        return None
    return "/" + "".join(f"\\{char}" if char in _SPECIAL else char for char in relative)


def is_excluded(path: Path, exclude: Sequence[str], folder: Path) -> bool:
    """Whether `exclude` patterns leave out a file, as seen from a folder; what lies elsewhere they do not speak of."""
    return _left_out(path, False, (_patterns(exclude, folder),))


def _patterns(lines: Sequence[str], folder: Path) -> _Ignore:
    # Most runs have no patterns at all and need not load pathspec.
    from pathspec import GitIgnoreSpec

    return _Ignore(folder, GitIgnoreSpec.from_lines(lines))


def _gitignore(folder: Path) -> tuple[_Ignore, ...]:
    file = folder / ".gitignore"
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ()
    return (_patterns(text.splitlines(), folder),)


def _inherited(folder: Path) -> tuple[_Ignore, ...]:
    """The .gitignore files between the repository's root and `folder`, both included; outermost first."""
    chain: list[Path] = []
    for parent in (folder, *folder.parents):
        chain.insert(0, parent)
        if (parent / ".git").exists():
            return tuple(ignore for path in chain for ignore in _gitignore(path))
    return _gitignore(folder)


def _left_out(path: Path, is_folder: bool, ignores: Sequence[_Ignore]) -> bool:
    for ignore in reversed(ignores):
        said = ignore.says(path, is_folder)
        if said is not None:
            return said
    return False


def _entries(folder: _Folder) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder.absolute) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(
            f"无法打开文件夹 {folder.shown.as_posix()}：{reason}",
            f"cannot open the folder {folder.shown.as_posix()}: {reason}",
        ) from error


def _walk(start: Path, readable: Callable[[str], bool], exclude: Sequence[_Ignore]) -> Iterator[Path]:
    """Files below `start` with a readable suffix; a folder that links lead to again is walked once."""
    absolute = Path(os.path.abspath(start))
    pending = [_Folder(start, absolute, _inherited(absolute))]
    visited: set[str] = set()
    while pending:
        folder = pending.pop()
        real = os.path.realpath(folder.absolute)
        if real in visited:
            continue
        visited.add(real)
        for entry in _entries(folder):
            if entry.name.startswith((".", _OFFICE_LOCK)):
                continue
            absolute, shown, is_folder = folder.absolute / entry.name, folder.shown / entry.name, entry.is_dir()
            if _left_out(absolute, is_folder, folder.ignores) or _left_out(absolute, is_folder, exclude):
                continue
            if is_folder:
                pending.append(_Folder(shown, absolute, (*folder.ignores, *_gitignore(absolute))))
            elif entry.is_file() and readable(absolute.suffix.lower()) and not is_report_file(absolute):
                yield shown


def discover(
    paths: Sequence[str | Path],
    suffixes: Collection[str],
    exclude: Sequence[str] = (),
    more: Callable[[], Collection[str]] = tuple,
) -> list[Path]:
    """The files to read, each once, sorted by name.

    `suffixes` are those that folders are searched for (".txt", lower case), `more` gives further ones and is asked
    only where a file has none of them; a file that is named itself is always taken. `exclude` holds .gitignore
    patterns over paths below the current folder. Raises UsageError where a path does not exist, a folder cannot be
    opened, or nothing at all is found.
    """
    excluded = [_patterns(list(exclude), Path.cwd())] if exclude else []
    found: dict[str, Path] = {}

    def readable(suffix: str) -> bool:
        return suffix in suffixes or suffix in more()

    for given in paths:
        path = Path(given)
        if path.is_dir():
            files: Iterator[Path] = _walk(path, readable, excluded)
        elif path.exists():
            files = iter((path,))
        else:
            raise UsageError(f"找不到 {path.as_posix()}", f"{path.as_posix()} does not exist")
        for file in files:
            found.setdefault(os.path.realpath(file), file)
    if not found:
        where = "、".join(Path(path).as_posix() for path in paths) or "."
        kinds = " ".join(sorted({*suffixes, *more()}))
        raise UsageError(
            f"在 {where} 中没有找到可以读取的文件（{kinds}）",
            f"no file to read in {where.replace('、', ', ')} ({kinds})",
        )
    return sorted(found.values(), key=lambda file: file.as_posix())
