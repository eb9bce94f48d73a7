"""How far a long run has come, on a terminal only, and wiped away at its end."""

from __future__ import annotations

import sys
import time
from types import TracebackType

from perflint.cli.output import is_terminal

_PATIENCE = 1.0
_PAUSE = 0.1
_NAME_WIDTH = 50
_WIPE = "\r\x1b[K"


class Progress:
    """A line on standard error that appears after a second; call it with files done, files in all, and a name."""

    def __init__(self, lang: str) -> None:
        self._words = "files" if lang == "en" else "个文件"
        self._terminal = is_terminal(sys.stderr)
        self._next = time.monotonic() + _PATIENCE
        self._shown = False

    def __call__(self, done: int, total: int, name: str) -> None:
        """Show the state, at most ten times a second."""
        now = time.monotonic()
        if not self._terminal or now < self._next:
            return
        from perflint.report.parse_text import shorten

        self._next, self._shown = now + _PAUSE, True
        sys.stderr.write(f"{_WIPE}{done}/{total} {self._words}  {shorten(name, _NAME_WIDTH)}")
        sys.stderr.flush()

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            sys.stderr.write(_WIPE)
            sys.stderr.flush()
