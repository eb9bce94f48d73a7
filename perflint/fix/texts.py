"""Edits texts: ranges of lines and columns are replaced, everything else keeps its bytes."""

from __future__ import annotations

from collections.abc import Sequence

from perflint.fix.errors import Unwritable
from perflint.locate import LINE_END
from perflint.model import Edit, Position
from perflint.read.decode import decoded


def edit_text(data: bytes, edits: Sequence[Edit]) -> bytes:
    """The file with the edits, which do not overlap. Raises Unwritable where its encoding cannot hold them."""
    held = decoded(data)
    if held.encode(held.text) != data:
        raise Unwritable(
            "文件的编码无法原样写回，请另存为 UTF-8",
            "the file's encoding cannot be written back as it is; save it as UTF-8",
        )
    starts = [0, *(match.end() for match in LINE_END.finditer(held.text))]
    parts: list[str] = []
    at = 0
    for first, last, edit in sorted((_offset(starts, e, False), _offset(starts, e, True), e) for e in edits):
        if held.text[first:last] != edit.old:
            raise Unwritable("文件在检查之后有改动", "the file has changed since it was checked")
        parts.extend((held.text[at:first], edit.text))
        at = last
    try:
        return held.encode("".join((*parts, held.text[at:])))
    except UnicodeEncodeError as error:
        raise Unwritable(
            f"文件的编码（{held.encoding}）写不了“{error.object[error.start]}”，请另存为 UTF-8",
            f"the file's encoding ({held.encoding}) has no '{error.object[error.start]}'; save it as UTF-8",
        ) from error


def _offset(starts: Sequence[int], edit: Edit, end: bool) -> int:
    span = edit.location.range
    assert span is not None
    position: Position = span.end if end else span.start
    return starts[position.line - 1] + position.column - 1
