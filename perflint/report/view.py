"""How a user wants a report: language, colours, and which extra parts."""

from __future__ import annotations

from perflint.lazyclass import dataclass

_CODES = {"error": "1;31", "warning": "1;33", "info": "1;36", "bold": "1", "dim": "2", "help": "1;32"}


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """What every reporter is asked to honour as far as its format has a place for it.

    `fail_level` is the severity from which the run fails; `template` the user's own template, with `template_suffix`
    of its file (".html").
    """

    lang: str = "zh"
    colour: bool = False
    show_outcomes: bool = False
    statistics: bool = False
    fail_level: str = "error"
    template: str | None = None
    template_suffix: str = ""

    def say(self, zh: str, en: str) -> str:
        """The sentence in the user's language."""
        return en if self.lang == "en" else zh

    def paint(self, text: str, style: str) -> str:
        """The text in a style (a severity, bold, dim or help), or as it is where colours are off."""
        return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if self.colour and text else text
