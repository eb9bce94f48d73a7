"""Reads JSON with the place of every string and number in the source."""

from __future__ import annotations

from typing import Any, NoReturn

from perflint.errors import ReadError
from perflint.lazyregex import lazy_regex
from perflint.model import Cell, Document, JsonNode
from perflint.read.decode import decode
from perflint.read.limits import MAX_DEPTH, check_cells

_BLANK = lazy_regex(r"[ \t\n\r]*")
_NUMBER = lazy_regex(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_CHUNK = lazy_regex(r'[^"\\\x00-\x1f]*')
_HEX = lazy_regex(r"[0-9a-fA-F]{4}")
_LITERALS = (("true", "bool", True), ("false", "bool", False), ("null", "null", None))
_ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_LINE_END = lazy_regex(r"\r\n?|\n")


def read_json(data: bytes, name: str) -> Document:
    """A JSON file as a document with a tree and no grids."""
    source = decode(data)
    return Document(name, "json", (), source, json_positions(source))


def json_positions(source: str) -> JsonNode:
    """The value that the source holds; strings and numbers carry a cell. Raises ReadError (line:column)."""
    return _Scanner(source).scan()


class _Scanner:
    """A scanner that keeps its own stack, so that no input can exhaust the interpreter's."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.count = 0
        # Containers that are open: a dict with the key that waits for its value, or a list.
        self.stack: list[tuple[dict[str, JsonNode] | list[JsonNode], str]] = []

    def scan(self) -> JsonNode:
        """The one value of the source."""
        self._skip()
        while True:
            node = self._value()
            while node is not None:
                if not self.stack:
                    self._skip()
                    if self.at < len(self.source):
                        self._fail("文件末尾有多余内容", "something follows the value")
                    return node
                node = self._put(node)

    def _skip(self) -> None:
        match = _BLANK.match(self.source, self.at)
        self.at = match.end() if match else self.at

    def _peek(self) -> str:
        return self.source[self.at : self.at + 1]

    def _value(self) -> JsonNode | None:
        """A scalar or an empty container; None where a container was opened."""
        self.count += 1
        check_cells(self.count)
        sign = self._peek()
        if sign == '"':
            cell = self._string()
            return JsonNode("string", cell.text, cell)
        if sign == "[":
            return self._open([], "]")
        if sign == "{":
            return self._open({}, "}")
        for word, kind, value in _LITERALS:
            if self.source.startswith(word, self.at):
                self.at += len(word)
                return JsonNode(kind, value)  # type: ignore[arg-type]
        number = _NUMBER.match(self.source, self.at)
        if number is None:
            self._fail("此处应为一个值", "a value is expected here")
        start, self.at = self.at, number.end()
        return JsonNode("number", number.group(), Cell(number.group(), start=start))

    def _open(self, container: dict[str, JsonNode] | list[JsonNode], end: str) -> JsonNode | None:
        self.at += 1
        self._skip()
        if self._peek() == end:
            self.at += 1
            return _closed(container)
        if len(self.stack) >= MAX_DEPTH:
            self._fail("嵌套过深", "nested too deeply")
        self.stack.append((container, self._key() if isinstance(container, dict) else ""))
        return None

    def _put(self, node: JsonNode) -> JsonNode | None:
        """Put a finished value into its container; the container itself where it ends behind it."""
        container, key = self.stack.pop()
        if isinstance(container, dict):
            container[key] = node
        else:
            container.append(node)
        self._skip()
        sign = self._peek()
        if sign == ("}" if isinstance(container, dict) else "]"):
            self.at += 1
            return _closed(container)
        if sign != ",":
            self._fail("此处应为逗号或结束括号", "a comma or a closing bracket is expected here")
        self.at += 1
        self._skip()
        self.stack.append((container, self._key() if isinstance(container, dict) else ""))
        return None

    def _key(self) -> str:
        if self._peek() != '"':
            self._fail("此处应为带引号的键", "a key in quotes is expected here")
        key = self._string().text
        self._skip()
        if self._peek() != ":":
            self._fail("键后应为冒号", "a colon is expected behind the key")
        self.at += 1
        self._skip()
        return key

    def _string(self) -> Cell:
        """The string at the current place, decoded, with its offsets where it has escapes."""
        self.at += 1
        start = self.at
        parts: list[str] = []
        offsets: list[int] = []
        while True:
            chunk = _CHUNK.match(self.source, self.at)
            end = chunk.end() if chunk else self.at
            parts.append(self.source[self.at : end])
            if offsets or self.source.startswith("\\", end):
                offsets.extend(range(self.at, end))
            self.at = end
            if self._peek() == '"':
                self.at += 1
                if len(parts) == 1:
                    return Cell(parts[0], start=start)
                return Cell("".join(parts), offsets=(*offsets, end))
            if self._peek() != "\\":
                self._fail("字符串没有结束，或含有控制字符", "the string does not end, or holds a control character")
            offsets.append(self.at)
            parts.append(self._escape())

    def _escape(self) -> str:
        kind = self.source[self.at + 1 : self.at + 2]
        if kind in _ESCAPES:
            self.at += 2
            return _ESCAPES[kind]
        code = self._hex(self.at + 2) if kind == "u" else None
        if code is None:
            self._fail("转义写法有误", "a wrong escape")
        self.at += 6
        if 0xD800 <= code < 0xDC00 and self.source.startswith("\\u", self.at):
            low = self._hex(self.at + 2)
            if low is not None and 0xDC00 <= low < 0xE000:
                self.at += 6
                return chr(0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00))
        return "\ufffd" if 0xD800 <= code < 0xE000 else chr(code)

    def _hex(self, at: int) -> int | None:
        match = _HEX.match(self.source, at)
        return int(match.group(), 16) if match else None

    def _fail(self, zh: str, en: str) -> NoReturn:
        line, start = 1, 0
        for end in _LINE_END.finditer(self.source, 0, self.at):
            line, start = line + 1, end.end()
        where = f"{line}:{self.at - start + 1}"
        raise ReadError(f"JSON 语法有误（{where}）：{zh}", f"wrong JSON ({where}): {en}")


def _closed(container: Any) -> JsonNode:
    if isinstance(container, dict):
        return JsonNode("object", container)
    return JsonNode("array", tuple(container))
