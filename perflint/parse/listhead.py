"""Recognises the header of a list of projects whose indicators stand as running text in one cell."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import EMPTY, Cell, Text
from perflint.parse.money import amount_of
from perflint.parse.titles import money_unit_of
from perflint.text import squeeze

Role = Literal[
    "name", "unit", "goal", "indicators", "both", "amount", "code", "sequence", "money-group", "level", "other"
]

_BRACKETS = r"(?:\(.*\))?"
_WORDS: tuple[tuple[Role, str], ...] = (
    ("sequence", r"序号|编号"),
    ("code", r"(?:预算)?项目(?:编码|代码|编号)"),
    ("level", r".{0,6}[一二三]级.{0,4}指标.*|指标名称|指标内容"),
    ("other", r".{0,8}目标值.{0,4}|(?:年度|实施周期|实施期|中期|全年)?指标值.{0,4}"),
    ("other", r"项目(?:类别|性质|类型|属性|负责人)"),
    ("both", r".{0,8}目标(?:和|及|与|、|/)?(?:绩效)?指标.{0,6}"),
    (
        "indicators",
        rf".{{0,8}}指标{_BRACKETS}(?:及?(?:指标)?值|内容|情况|体系|说明)?{_BRACKETS}",
    ),
    ("goal", r".{0,10}(?:目标|预期效果|预期成果).{0,6}"),
    (
        "name",
        r"(?:支出|预算|[一二三]级|具体|政策(?:和|及|或|/)?)?项目(?:\(政策\))?(?:支出)?(?:名称)?" + _BRACKETS,
    ),
    (
        "unit",
        r"(?:预算|实施|主管|填报|资金使用|使用|用款|项目|申报|承担)?(?:单位|部门)(?:名称)?" + _BRACKETS,
    ),
    (
        "money-group",
        r"(?:项目|预算|年度)?(?:资金|金额|预算)(?:来源|安排|情况|构成|安排情况)?" + _BRACKETS,
    ),
    (
        "amount",
        r"(?:其中:?)?.{0,10}"
        r"(?:总计|合计|小计|金额|预算数?|拨款|资金|结转|结余|经费|公共预算|基金|专户|总额|收入).{0,10}",
    ),
)
_ROLES = tuple((role, lazy_regex(pattern)) for role, pattern in _WORDS)


@lru_cache(maxsize=1024)
def _role(words: str) -> Role | None:
    return next((role for role, pattern in _ROLES if pattern.fullmatch(words)), None)


def role_of(text: str) -> Role | None:
    """What a header cell announces; None where it is no header cell of a list."""
    return _role(squeeze(text)) if len(text) <= 60 else None


@dataclass(frozen=True, slots=True, eq=False)
class ListHeader:
    """The header of a list: per column what it holds and its words; `row` and `end` are the rows it takes.

    `money_unit` is the one that a heading of amounts carries in brackets, `upper` what stands over a column of
    indicators in a header of two rows.
    """

    row: int
    end: int
    roles: tuple[Role | None, ...]
    words: tuple[Text, ...]
    money_unit: Text
    upper: tuple[Text, ...] = ()

    def column(self, role: Role) -> int | None:
        """The first column of a role."""
        return self.roles.index(role) if role in self.roles else None

    def columns(self, role: Role) -> list[int]:
        """All columns of a role."""
        return [i for i, r in enumerate(self.roles) if r == role]

    @property
    def indicators(self) -> int:
        """The column that holds the indicators."""
        found = self.column("indicators")
        return found if found is not None else self.column("both") or 0

    @property
    def indicator_columns(self) -> list[int]:
        """All columns that hold indicators: one, or one per 一级."""
        return self.columns("indicators") or self.columns("both")

    def same_as(self, other: ListHeader) -> bool:
        """Whether another header has the same columns."""
        return self.roles == other.roles

    def is_piece(self, row: Sequence[Cell]) -> bool:
        """Whether a row holds nothing but pieces of this header's words (a header broken over lines)."""
        filled = [cell.text for cell in row if cell.text.strip()]
        # Nothing gets shorter by being folded but by its blanks.
        if not filled or any(len("".join(text.split())) > 14 for text in filled):
            return False
        parts = [squeeze(text) for text in filled]
        if any(len(part) > 14 or amount_of(part) is not None for part in parts):
            return False
        known = [squeeze(word.string) for word in self.words]
        return all(any(part in word for word in known) for part in parts)


def find_headers(rows: Sequence[tuple[Cell, ...]]) -> list[ListHeader]:
    """All headers of such lists, from top to bottom."""
    found = []
    for index, row in enumerate(rows):
        # One of the headers is that of the indicators; it may be printed 指　标.
        short = "".join([cell.text for cell in row if len(cell.text) <= 60]) if len(row) >= 3 else ""
        if "标" in short and "指" in short:
            header = _header_at(rows, index)
            if header is not None:
                found.append(header)
    return found


def _header_at(rows: Sequence[tuple[Cell, ...]], index: int) -> ListHeader | None:
    row = rows[index]
    roles = [role_of(cell.text) if cell.text.strip() else None for cell in row]
    filled = [i for i, cell in enumerate(row) if cell.text.strip()]
    if len(filled) < 3 or sum(roles[i] is not None for i in filled) < max(3, len(filled) - 2):
        return None
    if not ({"indicators", "both"} & set(roles)) or not ({"name", "goal"} & set(roles)):
        return None
    if "level" in roles:
        return None
    if "name" not in roles and not ({"unit", "both"} & set(roles)) and "amount" not in roles:
        return None
    words = [Text.of(cell).strip() for cell in row]
    upper = list(words)
    end = index + 1
    for extra in rows[index + 1 : index + 3]:
        merged = _second_row(roles, words, extra)
        if not merged:
            break
        end += 1
    over = [EMPTY] * len(words)
    if end == index + 1 and end < len(rows) and _parts_indicators(roles, words, over, rows[end]):
        end += 1
    final: list[Role | None] = ["amount" if role == "money-group" else role for role in roles]
    if "name" not in final and "unit" in final:
        final[final.index("unit")] = "name"
    return ListHeader(index, end, tuple(final), tuple(words), money_unit_of([*upper, *words]), tuple(over))


def _parts_indicators(roles: list[Role | None], words: list[Text], over: list[Text], row: tuple[Cell, ...]) -> bool:
    """Take a second header row in, which parts columns of indicators by category below the headings over them."""
    filled = [(cell.column, cell) for cell in row if cell.text.strip()]
    if len(filled) < 2 or any(role_of(cell.text) != "indicators" for _, cell in filled):
        return False
    heads: list[int] = []
    for column, _ in filled:
        # A heading reaches as far as nothing else stands beside it.
        left = next((c for c in range(min(column, len(words) - 1), -1, -1) if words[c]), None)
        if left is None or roles[left] != "indicators":
            return False
        heads.append(left)
    uppers = [words[head] for head in heads]
    for (column, cell), upper in zip(filled, uppers, strict=True):
        while column >= len(roles):
            roles.append(None)
            words.append(EMPTY)
            over.append(EMPTY)
        roles[column], words[column], over[column] = "indicators", Text.of(cell).strip(), upper
    return True


def _second_row(roles: list[Role | None], words: list[Text], row: tuple[Cell, ...]) -> bool:
    """Take a second header row in, which names the amounts below a heading that spans them."""
    filled = [(i, cell) for i, cell in enumerate(row) if cell.text.strip()]
    if not filled or any(role_of(cell.text) not in ("amount", "money-group") for _, cell in filled):
        return False
    if any(i < len(roles) and roles[i] not in (None, "money-group", "amount") for i, _ in filled):
        return False
    for i, cell in filled:
        while i >= len(roles):
            roles.append(None)
            words.append(Text(""))
        roles[i] = "amount"
        words[i] = Text.of(cell).strip()
    return True
