"""The errors that perflint raises on purpose, each a sentence for its user in Chinese and English."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from perflint.lazyclass import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence in both languages."""

    zh: str
    en: str

    def in_language(self, lang: str) -> str:
        """The sentence in `lang`, "zh" or "en"."""
        return self.en if lang == "en" else self.zh


class PerflintError(Exception):
    """Something a user can mend; the command line prints it and exits with 2."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.message = Message(zh, en)

    def __reduce__(self) -> tuple[Any, ...]:
        # Workers send errors on, and an exception is made anew of what `args` holds.
        return type(self), (self.message.zh, self.message.en)


class UsageError(PerflintError):
    """A wrong option, a missing path, an unknown rule, a format that does not exist."""


class ReadError(PerflintError):
    """A file that could not be opened, decoded or parsed, or that goes over a limit (PRS001)."""


class LimitError(PerflintError):
    """A rule that ran over its time: the outcome `failed`, with this sentence as its reason."""


class OptionFault(ValueError):
    """An option of a check kind that is of the right type and still none.

    `path` leads to it below the rule's `with`; where that is not known, `given` is the text at fault. `offset` is the
    place of the fault in its text (line from 0 and column from 0), where the fault has one.
    """

    def __init__(
        self,
        path: tuple[str | int, ...],
        zh: str,
        en: str,
        offset: tuple[int, int] | None = None,
        given: str | None = None,
    ) -> None:
        super().__init__(en)
        self.path = path
        self.message = Message(zh, en)
        self.offset = offset
        self.given = given


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a configuration or rule file; line and column are 1-based, 0 where there is none.

    `quote` is the file's line at fault, `sample` a piece of a file that works; both are shown below the sentence.
    """

    file: str
    line: int
    column: int
    message: Message
    quote: str = ""
    sample: str = ""

    def in_language(self, lang: str) -> str:
        """`file:line:column: sentence`, and below it what the file says and what works, where they are given."""
        where = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        lines = [f"{where}: {self.message.in_language(lang)}"]
        if self.quote:
            number = str(self.line)
            lines.append(f"  {number} | {self.quote}")
            # Han are two columns wide, as the ideographic space is.
            before = "".join("　" if sign > "\u2e7f" else " " for sign in self.quote[: self.column - 1])
            lines.append(f"  {' ' * len(number)} | {before}^")
        if self.sample:
            lines.append("  " + Message("可以这样写：", "this works:").in_language(lang))
            lines.extend(f"    {line}" for line in self.sample.splitlines())
        return "\n".join(lines)


class DefinitionError(PerflintError):
    """Faults of rule, taxonomy or configuration files, all of them at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            "\n".join(p.in_language("zh") for p in self.problems),
            "\n".join(p.in_language("en") for p in self.problems),
        )

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.problems,)


def did_you_mean(word: str, known: Sequence[str]) -> Message:
    """A hint that names the nearest known word, or nothing when none is near."""
    from difflib import get_close_matches

    near = get_close_matches(word, known, n=1, cutoff=0.6)
    return Message(f"，是否想写“{near[0]}”？", f"; did you mean '{near[0]}'?") if near else Message("", "")
