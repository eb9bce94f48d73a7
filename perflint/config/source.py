"""Where settings stand: a file or a pack that knows its lines, or an option of the command line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from perflint.errors import DefinitionError, Message, Problem, UsageError
from perflint.lazyclass import dataclass
from perflint.yamldata.marks import Marks, load_yaml

Steps = tuple[str | int, ...]


class Source:
    """One text of settings: its data, and the place of any path in it, found only when it is asked for.

    `pack` is its name where it ships with perflint, "" for a file. `text` is what the file is to hold, where an editor
    has not saved it yet.
    """

    def __init__(self, path: Path, pack: str = "", text: str | None = None) -> None:
        self.path = path
        self.pack = pack
        self.shown = f"packs/{path.name}" if pack else path.as_posix()
        try:
            self._text = path.read_text(encoding="utf-8-sig") if text is None else text
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(
                f"读不了配置文件 {self.shown}：{error}", f"cannot read the configuration {self.shown}: {error}"
            ) from None
        self._toml = path.suffix == ".toml"
        self._marks = Marks(self._text, self.shown)
        self.data = self._parse()

    def _parse(self) -> Any:
        if not self._toml:
            data, fault = load_yaml(self._text, self.shown)
            if fault is not None:
                raise DefinitionError([fault])
            return data
        import tomllib

        try:
            return tomllib.loads(self._text).get("tool", {}).get("perflint", {})
        except tomllib.TOMLDecodeError as error:
            message = Message(f"TOML 写法有误：{error}", f"invalid TOML: {error}")
            raise DefinitionError([Problem(self.shown, 0, 0, message)]) from None

    def problem(self, path: Sequence[str | int], message: Message, *, at_key: bool = False) -> Problem:
        """A problem at the node of `path` (or its key)."""
        if self._toml:
            return Problem(self.shown, *self._toml_place(path), message)
        return self._marks.problem(path, message, at_key=at_key)

    def _toml_place(self, path: Sequence[str | int]) -> tuple[int, int]:
        """Line and column of the first word of each step behind that of the step before; TOML gives no marks."""
        lines = self._text.splitlines()
        line, column = 0, 0
        start = next((n for n, text in enumerate(lines) if text.strip().startswith("[tool.perflint")), 0)
        for step in path:
            names = (str(step), str(step).replace("_", "-"))
            for number in range(start, len(lines)):
                found = [lines[number].find(name) for name in names if name in lines[number]]
                if found and not isinstance(step, int):
                    line, column, start = number + 1, found[0] + 1, number
                    break
        return line, column


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one setting was made: a path in a source, or an option by its name."""

    source: Source | None
    path: Steps = ()
    option: str = ""

    def problem(self, message: Message, rest: Steps = (), *, at_key: bool = False) -> Problem | None:
        """A problem at the setting, or below it; None for an option, which has no line."""
        return None if self.source is None else self.source.problem((*self.path, *rest), message, at_key=at_key)

    def place(self) -> tuple[str, int, int]:
        """The file with line and column, or the option's name and zeros."""
        if self.source is None:
            return self.option, 0, 0
        found = self.source.problem(self.path, Message("", ""))
        return found.file, found.line, found.column
