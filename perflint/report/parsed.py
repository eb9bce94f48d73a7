"""What the reports of `parse` are given: a file's name, what became of it, and what was understood."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from perflint.errors import Message
from perflint.model import Parsed
from perflint.report.view import View


class ParsedFile(Protocol):
    """A file that was parsed, or could not be; `status` as in the result's files."""

    @property
    def path(self) -> str:
        """The file's name as shown to the user."""

    @property
    def status(self) -> str:
        """ok, partial, no-table or unreadable."""

    @property
    def parsed(self) -> Parsed | None:
        """What was understood, None where the file could not be read."""

    @property
    def error(self) -> Message | None:
        """Why the file could not be read."""


ParseReporter = Callable[[Sequence[ParsedFile], View], str]
