"""What the formats of other tools share: messages that say the cell, relative URIs, and the edits of a fix."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from perflint.lazyregex import lazy_regex
from perflint.model import Diagnostic, Location, Range, Result
from perflint.model.results import SEVERITIES
from perflint.report.place import place_text
from perflint.report.safe import visible

_DRIVE = lazy_regex(r"[A-Za-z]:/")


def worst_first(result: Result) -> list[Diagnostic]:
    """The diagnostics by severity, then in the result's order: build servers show only the first ones."""
    return sorted(result.diagnostics, key=lambda d: SEVERITIES.index(d.severity))


def placed(text: str, location: Location, lang: str) -> str:
    """The text on one line; before it the cell, table row or page, where the file has no lines to name."""
    where = place_text(location.place, lang) if location.place is not None else ""
    if not where:
        return visible(text)
    return visible(f"{where}: {text}" if lang == "en" else f"{where}：{text}")


def with_help(diagnostic: Diagnostic, lang: str) -> list[str]:
    """The message with its cell, and the help, a line each."""
    lines = [placed(diagnostic.message, diagnostic.location, lang)]
    return [*lines, visible(diagnostic.help)] if diagnostic.help else lines


def uri(path: str) -> str:
    """A path as a URI reference (RFC 3986), percent-encoded UTF-8: relative as it is, absolute as file:///.

    A name that is no UTF-8 keeps its own bytes.
    """
    try:
        name = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        name = path.encode("utf-8", "surrogatepass")
    if _DRIVE.match(path):
        return f"file:///{quote(name, safe='/:')}"
    # A colon in the first segment would end a scheme; it is encoded.
    return f"file://{quote(name)}" if path.startswith("/") else quote(name)


def edits(diagnostic: Diagnostic) -> Iterator[tuple[Range, str]]:
    """The edits of the diagnostic's fix that are ranges of a text, each with the words to be put there."""
    for edit in diagnostic.fix.edits if diagnostic.fix is not None else ():
        if edit.location.range is not None:
            yield edit.location.range, edit.text
