"""YAML files as plain data, with the line and column of any path in them when a fault must be shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from perflint.errors import Message, Problem


def loader(source: str, *, compose: bool = False) -> Any:
    """The data of one YAML document, or its nodes. Raises yaml.YAMLError."""
    # Only here: a start with a warm cache reads no YAML at all.
    import yaml

    safe = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.compose(source, Loader=safe) if compose else yaml.load(source, Loader=safe)


def load_yaml(source: str, file: str) -> tuple[Any, Problem | None]:
    """The data of one YAML document, or the syntax fault with its place."""
    import yaml

    try:
        return loader(source), None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        what = error.problem or str(error)
    except yaml.YAMLError as error:
        line, column, what = 0, 0, str(error).splitlines()[0]
    except (RecursionError, ValueError) as error:
        line, column, what = 0, 0, str(error) or "nested too deeply"
    return None, Problem(file, line, column, Message(f"YAML 写法有误：{what}", f"invalid YAML: {what}"))


class Marks:
    """Finds the place of a path such as ("with", "terms", 0) in a YAML source; composes it once, when first asked."""

    def __init__(self, source: str, file: str) -> None:
        self._source = source
        self.file = file
        self._root: Any = None

    def problem(
        self,
        path: Sequence[str | int],
        message: Message,
        *,
        at_key: bool = False,
        offset: tuple[int, int] | None = None,
    ) -> Problem:
        """A problem at the node of `path` (or its key); the nearest node above where the path ends early.

        `offset` is a place in the node's text: its line and column, both from 0.
        """
        if self._root is None:
            self._root = loader(self._source, compose=True)
        node, mark = self._root, self._root.start_mark if self._root is not None else None
        for depth, step in enumerate(path if node is not None else ()):
            found = self._step(node, step)
            if found is None:
                break
            key, node = found
            last = depth == len(path) - 1
            mark = key.start_mark if key is not None and (at_key and last) else node.start_mark
        line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
        if offset is not None and mark is not None and node.id == "scalar" and path:
            line, column = self._inside(node, offset)
        return Problem(self.file, line, column, message)

    def line(self, number: int) -> str:
        """A line of the source, counted from 1."""
        lines = self._source.splitlines()
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def _inside(self, node: Any, offset: tuple[int, int]) -> tuple[int, int]:
        """The place in a scalar that stands as it is; its beginning where quoting or folding moved the characters."""
        mark, (line, column) = node.start_mark, offset
        if node.style == "|":
            first = self.line(mark.line + 2)
            return mark.line + line + 2, len(first) - len(first.lstrip()) + column + 1
        start = mark.column + (1 if node.style else 0)
        plain = node.value == self.line(mark.line + 1)[start : start + len(node.value)]
        return mark.line + 1, (start + column if plain and not line else mark.column) + 1

    @staticmethod
    def _step(node: Any, step: str | int) -> tuple[Any, Any] | None:
        if node.id == "mapping":
            for key, value in node.value:
                if key.value == str(step):
                    return key, value
        elif node.id == "sequence" and isinstance(step, int) and step < len(node.value):
            return None, node.value[step]
        return None
