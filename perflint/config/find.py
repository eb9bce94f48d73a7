"""Finds the configuration that holds at a folder, and reads all that it extends, in the order in which it counts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from perflint.config.keys import values_of
from perflint.config.layers import Config, Layer, merged
from perflint.config.packs import open_pack, pack_names
from perflint.config.source import Source
from perflint.errors import DefinitionError, Message, Problem, UsageError, did_you_mean

FILE_NAMES = ("perflint.yaml", "perflint.yml")
# Suppressions: these too are found by their names, beside the configuration or further up.
IGNORE_FILES = ("perflint-ignore.yaml", "perflint-ignore.yml")
PYPROJECT = "pyproject.toml"
_SUFFIXES = (".yaml", ".yml", ".toml")


def load(path: str | Path | None, start: Path, packs: Sequence[str] = (), text: str | None = None) -> Config:
    """The named file, else the nearest one from `start` upwards, else an empty configuration; over it the `packs`.

    `text` is what the named file holds in an editor that has not saved it. What a file extends comes before it, in the
    order of its list, and nothing twice. Raises UsageError where the named file or a pack does not exist,
    DefinitionError with every fault and its place.
    """
    reader = _Reader()
    if path is not None:
        found: Path | None = _named(path) if text is None else Path(path)
    else:
        found = _nearest(start)
    if found is not None:
        reader.read(Source(found, text=text), ())
    for name in packs:
        reader.read(_chosen(name), ())
    if reader.problems:
        raise DefinitionError(reader.problems)
    ignored = _upwards(start, IGNORE_FILES)
    # The least of all layers: whatever names another file goes before it.
    by_place = Layer({"ignore_file": ignored}, options={"ignore_file": ignored.as_posix()}) if ignored else None
    return merged([by_place, *reader.layers] if by_place else reader.layers, found)


def _named(path: str | Path) -> Path:
    chosen = Path(path)
    if not chosen.is_file():
        raise UsageError(f"找不到配置文件：{chosen}", f"no such configuration file: {chosen}")
    return chosen


def _nearest(start: Path) -> Path | None:
    for folder in (start.resolve(), *start.resolve().parents):
        for name in FILE_NAMES:
            if (folder / name).is_file():
                return folder / name
        candidate = folder / PYPROJECT
        if candidate.is_file() and b"[tool.perflint" in candidate.read_bytes():
            return candidate
    return None


def _upwards(start: Path, names: Sequence[str]) -> Path | None:
    folders = (start.resolve(), *start.resolve().parents)
    return next((folder / name for folder in folders for name in names if (folder / name).is_file()), None)


def is_path(name: str) -> bool:
    """Whether an entry of `extends` is a file's path; else it is a pack's name."""
    return "/" in name or "\\" in name or name.endswith(_SUFFIXES)


def _chosen(name: str) -> Source:
    """What --pack names: a pack, or a file relative to the working directory."""
    if is_path(name):
        return Source(_named(name))
    known = pack_names()
    if name in known:
        return open_pack(name)
    near, listed = did_you_mean(name, known), " ".join(known)
    raise UsageError(
        f"没有配置包“{name}”{near.zh or f'，可用：{listed}'}",
        f"there is no pack '{name}'{near.en or f'; use {listed}'}",
    )


class _Reader:
    """Reads a source and what it extends; `layers` are in the order in which they count, each source once."""

    def __init__(self) -> None:
        self.layers: list[Layer] = []
        self.problems: list[Problem] = []
        self._done: set[Path] = set()

    def read(self, source: Source, chain: tuple[Source, ...]) -> None:
        """Add the layers of one source; `chain` are the sources that led to it."""
        own = source.path.resolve()
        if own in self._done:
            return
        values, problems = values_of(source)
        self.problems.extend(problems)
        for index, name in enumerate(values.get("extends", ())):
            base = self._extended(source, index, name, (*chain, source))
            if base is not None:
                self.read(base, (*chain, source))
        self._done.add(own)
        if values:
            self.layers.append(Layer(values, source))

    def _extended(self, source: Source, index: int, name: str, chain: tuple[Source, ...]) -> Source | None:
        """What an entry of `extends` means, or None where it is at fault."""
        try:
            found = _entry(source, name)
        except DefinitionError as error:
            self.problems.extend(error.problems)
            return None
        except UsageError as error:
            self.problems.append(source.problem(("extends", index), error.message))
            return None
        own = found.path.resolve()
        above = [other.path.resolve() for other in chain]
        if own not in above:
            return found
        circle = " → ".join(other.path.name for other in (*chain[above.index(own) :], found))
        message = Message(f"extends 绕成一圈：{circle}", f"extends goes in a circle: {circle}")
        self.problems.append(source.problem(("extends", index), message))
        return None


def _entry(source: Source, name: str) -> Source:
    """The source that an entry of `extends` names. Raises UsageError where there is none."""
    if is_path(name):
        path = source.path.parent / name
        if not path.is_file():
            raise UsageError(f"找不到配置文件：{name}", f"no such configuration file: {name}")
        return Source(path)
    return _chosen(name)
