"""How large a file may be before it is refused."""

from __future__ import annotations

from perflint.errors import ReadError

MAX_BYTES = 32 * 2**20
MAX_CELLS = 1_000_000
MAX_DEPTH = 200


def too_many_cells(count: int) -> ReadError:
    """The error for a file of more cells (values, in JSON) than anyone can have meant."""
    return ReadError(
        f"文件的单元格多于 {MAX_CELLS} 个（{count}），请拆分后再检查",
        f"the file has more than {MAX_CELLS} cells ({count}); split it",
    )
