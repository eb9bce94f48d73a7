"""Reads what stands above a table: its title, the organisation, the money unit; tells a table's kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from perflint.lazyclass import dataclass
from perflint.lazyregex import lazy_regex
from perflint.model import EMPTY, BudgetYear, Text
from perflint.model.tables import TableKind
from perflint.parse.years import heading_year
from perflint.text import squeeze

_MONEY = r"(?:人民币)?(?P<money>亿元|百万元|万元|千元|元)"
_MONEY_UNIT = lazy_regex(r"(?:金额|货币|计量|资金)?\s*单\s*位\s*(?:为\s*)?[：:]\s*[（(]?\s*" + _MONEY)
_MONEY_IN_BRACKETS = lazy_regex(r"[（(]\s*" + _MONEY + r"\s*[)）]")
_ORGANISATION = lazy_regex(
    r"(?P<key>(?:(?:项目)?实施|(?:一级)?预算|项目|填报|填表|申报|编制|用款|资金使用|使用|主管)(?:单位|部门)(?:名称)?"
    r"|(?:单位|部门)名称|部门|单位)\s*(?:[（(][^（）()：:]{0,12}[)）])?\s*[：:]"
)
_WIDE_BLANK = lazy_regex(r"\s{2,}|\t")
_UNIT_CODE = lazy_regex(r"[\[【（(]?\d{3,12}[\]】）)]?\s*[-—－–_]?\s*(?=[^\d\s])")
_OWN_LEVEL = lazy_regex(r"\s*[（(]\s*(?:本级|本部|机关|机关本级|局本级|本单位)\s*[)）]\s*$")
_TITLE_WORD = lazy_regex(r"绩效|目标表|指标表|自评表|监控表")
_TITLE_LENGTH = 80


@dataclass(frozen=True, slots=True, eq=False)
class Heading:
    """What the lines above a table say; EMPTY where they do not."""

    title: Text = EMPTY
    department: Text = EMPTY
    money_unit: Text = EMPTY
    year: BudgetYear | None = None

    def same_as(self, other: Heading) -> bool:
        """Whether the other heading, further down, only repeats this one (a page break)."""
        pairs = ((self.title, other.title), (self.department, other.department))
        return all(not b or squeeze(a.string) == squeeze(b.string) for a, b in pairs)

    def __bool__(self) -> bool:
        return bool(self.title or self.department)


def read_heading(lines: Sequence[Text]) -> Heading:
    """The heading that the lines above a table make; the title nearest to the table wins."""
    title = department = money = EMPTY
    year: BudgetYear | None = None
    rank = 9
    for index, line in enumerate(lines):
        unit = _MONEY_UNIT.search(line.string) or (_MONEY_IN_BRACKETS.search(line.string) if len(line) < 30 else None)
        if unit is not None:
            money = line.slice(unit.start("money"), unit.end("money"))
        found = _organisation(line, lines[index + 1] if index + 1 < len(lines) else EMPTY)
        if found is not None and found[0] <= rank:
            rank, department = found
        if is_title(line.string):
            title = line.strip("#*　 \t\r\n")
        year = heading_year(line) or year
    return Heading(title, department, money, year)


def is_title(line: str) -> bool:
    """Whether a line can be a table's title."""
    text = squeeze(line[: _TITLE_LENGTH * 2]).lstrip("#*")
    if not 3 < len(text) <= _TITLE_LENGTH or _TITLE_WORD.search(text) is None:
        return False
    if text[-1] in "，,：:" or any(sign in text for sign in "。；;"):
        return False
    return "表" in text or re.search(r"绩效(?:目标|自评|监控|指标)(?:情况|公开)?(?:[(（].*)?$", text) is not None


def is_heading_line(line: str) -> bool:
    """Whether a line can stand above a table: a title, an organisation, a money unit."""
    return len(line) <= 200 and (
        is_title(line)
        or _MONEY_UNIT.search(line) is not None
        or _ORGANISATION.match(line.strip()) is not None
        or heading_year(Text(line)) is not None
    )


def _organisation(line: Text, following: Text) -> tuple[int, Text] | None:
    """The organisation that a line names and the rank of the words that name it (less is better)."""
    best: tuple[int, Text] | None = None
    string = line.string
    if len(string) > 400:
        return None
    keys = list(_ORGANISATION.finditer(string))
    for index, match in enumerate(keys):
        stop = keys[index + 1].start() if index + 1 < len(keys) else len(string)
        money = _MONEY_UNIT.search(string, match.start())
        if money is not None:
            stop = min(stop, money.start())
        if stop <= match.end() and money is not None:
            continue
        value = line.slice(match.end(), stop).strip()
        if wide := _WIDE_BLANK.search(value.string):
            value = value.slice(0, wide.start())
        if not value and match.end() >= len(string.rstrip()) and not _ORGANISATION.match(following.string):
            value = following.strip()
        value = without_code(value)
        rank = 2 if "主管" in match.group("key") else 1
        if value and len(value) <= 60 and (best is None or rank < best[0]):
            best = (rank, value)
    return best


def without_code(unit: Text) -> Text:
    """An organisation's name without the budget code before it."""
    match = _UNIT_CODE.match(unit.string)
    return unit.slice(match.end()).strip() if match else unit


def without_own_level(unit: Text) -> Text:
    """An organisation's name without （本级） behind it."""
    match = _OWN_LEVEL.search(unit.string[-16:])
    return unit.slice(0, len(unit) - (len(unit.string[-16:]) - match.start())).strip() if match else unit


def unit_key(unit: str) -> str:
    """An organisation's name as names are compared."""
    return squeeze(without_own_level(without_code(Text(unit))).string)


def money_unit_of(headers: Iterable[Text]) -> Text:
    """The money unit that column headers carry in brackets, as 金额（万元）."""
    for text in headers:
        if match := _MONEY_IN_BRACKETS.search(text.string[:60]):
            return text.slice(match.start("money"), match.end("money"))
    return EMPTY


def kind_of(title: str, fields: frozenset[str] = frozenset()) -> TableKind:
    """The kind of a table by its title, or by what it has columns for."""
    text = squeeze(title)
    if "监控" in text:
        return "monitoring"
    if "自评" in text or "自我评价" in text or ("评" in text and fields & {"actual", "score"}):
        return "self-evaluation"
    if "整体" in text:
        return "department"
    return "self-evaluation" if "actual" in fields else "target"
