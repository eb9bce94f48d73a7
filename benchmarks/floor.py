"""The floor of the benchmarks: read the texts and search them once for what the ten checks look for, in one pattern.

    python benchmarks/floor.py FOLDER

It parses nothing, knows no places and prints one number.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

WANTED = re.compile(
    "；；实施周期指标值|<[a-z/]+>|&[a-z]+;"
    "|年度指标值:(?:。|(?:明显|有效|持续|逐步|显著|有力)?(?:提升|改善|加强|提高|增强|保障)。"
    "|(?:/|-|—|待定|不涉及|不适用)。|[≥≤]=|=[><]|[《€≪≼]|(?:≥=?|>|大于等于|不少于)100%"
    "|[^0-9。]*(?:10[1-9]|1[1-9][0-9]|[2-9][0-9]{2}|[1-9][0-9]{3,})(?:[.][0-9]+)?%"
    "|(?:[≥≤=><]|不少于|大于等于)?[0-9]+(?:[.][0-9]+)?。|[^。]*(?:左右|大约|力争|尽量|[*×X_]{2}))"
)


def main() -> None:
    """Print how often it is found in the texts of a folder."""
    print(
        sum(len(WANTED.findall(path.read_text(encoding="utf-8"))) for path in sorted(Path(sys.argv[1]).glob("*.txt")))
    )


if __name__ == "__main__":
    main()
